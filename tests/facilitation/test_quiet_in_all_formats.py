"""What Peerloop sends in half a year to people who are in two programs each, over all formats together."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import combinations, cycle

from facilitation.discussions.model import Discussion
from facilitation.programs.formats import library
from facilitation.talk.incoming import Ask, Reply
from facilitation.talk.messages import Message
from facilitation.work import Store
from tests.company import WORKSPACE, Company, person
from tests.counts import upto
from tests.facilitation.booked import fills, offers
from tests.facilitation.test_quiet_enough import WEEKS, Office, quiet
from tests.words import agree

FORMATS = sorted(library.ours())
EVERY_TWO = list(combinations(FORMATS, 2))


@dataclass
class Everything(Office):
    """An office with a program of each format, in which each is in two of them."""

    def _books(self) -> None:
        """Let people use their programs too: answer, bring something, look in; who looks after it decides on terms."""
        super()._books()
        with self.company.store.begin() as work:
            opened = work.discussions.unclosed(WORKSPACE)
            programs = work.programs.of(WORKSPACE)
            ended = [
                p.number
                for p in programs
                if work.rounds.planned(p.id) is None
                and (latest := work.rounds.latest(p.id)) is not None
                and latest.state == "closed"
            ]
        for number in ended:
            agree(self.company, "root", f"program again #{number} same circles")
        for program in programs:
            if program.format in ("sharing", "community") and self.chance.random() < 0.2:
                topic = {"topic": f"Topic {self.chance.random()}"}
                self.company.fills(self._one_of(program.format), f"bring for {program.name}", topic)
        if self.chance.random() < 0.5:
            stuck = f'clinic bring clinic "It fails {self.chance.random()}"'
            self.company.says(self._one_of("clinic"), stuck)
        formats = {program.id: program.format for program in programs}
        for one in opened:
            self._discuss(one, formats[one.program])
        for name in self.chance.sample(self.people, len(self.people) // 6):
            self.company.says(name, "status")

    def _discuss(self, one: Discussion, format: str) -> None:
        for name in self._in(format) if one.state == "open" and not one.clinic else ():
            if self.chance.random() < 0.2:
                fills(self.company, name, f"contribute {one.id}", words="It depends.")

    def _one_of(self, format: str) -> str:
        return self.chance.choice(self._in(format))

    def _in(self, format: str) -> list[str]:
        theirs = zip(self.people, cycle(EVERY_TWO), strict=False)
        return [name for name, formats in theirs if format in formats]

    def _acts(self, name: str, message: Message) -> None:
        super()._acts(name, message)
        self._presses(name, message, "suits ", 0.7)
        self._presses(name, message, "reply ", 0.6)

    def _follows(self, name: str, line: str, reply: Reply) -> None:
        if line.startswith("reply ") and isinstance(reply, Ask):
            reply = self.company.fills(name, line, {"answer": "To lead a workshop"})
        super()._follows(name, line, reply)


def everything(store: Store, size: int) -> Everything:
    """Return an office of so many people; of every two programs there are some who are in both."""
    company = Company(store)
    people = [f"p{n}" for n in range(size)]
    company.settle(person("root", role="admin"), *(person(name, team=name) for name in people))
    offers(company, "SQL", *people)
    for format in FORMATS:
        agree(company, "root", f'program create {format} "{format.title()}"')
    with store.begin() as work:
        for program in work.programs.of(WORKSPACE):
            channel = f"{program.format}-talk"
            there = replace(program, channel=f"{WORKSPACE}:{channel}", channel_name=channel)
            work.programs.save(there)
    for name, formats in zip(people, cycle(EVERY_TWO), strict=False):
        for format in formats:
            company.says(name, f"join {format}")
    company.move_to(datetime(2026, 11, 22, 8, tzinfo=UTC))
    return Everything(company, people)


def test_half_a_year_of_two_programs_of_all_formats_stays_quiet(sqlite_store: Store) -> None:
    office = everything(sqlite_store, upto(30, 60))
    office.live(upto(8, WEEKS))
    assert {"notice", "intro", "ask", "nudge", "told"} <= office.kinds.keys()
    quiet(office)
