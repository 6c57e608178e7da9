"""What Peerloop sends in half a year: counted over everything, a person and working week."""

import random
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from statistics import median

from facilitation.post.outbox import Delivery
from facilitation.talk.incoming import Replace, Reply, Say
from facilitation.talk.messages import Buttons, Message
from facilitation.work import Store
from tests.company import WORKSPACE, Company, members_of, person
from tests.counts import upto
from tests.facilitation.booked import fills, of, offers

WEEKS = 26
BOOKS = 60
"""So many working days after each other somebody asks for a booking, and is asked for as many."""
READS = 3
"""So many times a day people look at what has come."""
MONDAY = date(2026, 11, 23)
"""The working weeks are counted from here."""
MEDIAN, NINETY_FIVE = 2, 4
"""So many messages a person and working week, over everything that is sent."""


@dataclass
class Office:
    """People who use what comes to them as people do: most of it, not all, and now and then they book somebody."""

    company: Company
    people: list[str]
    chance: random.Random = field(default_factory=lambda: random.Random(11))
    read: int = 0
    got: Counter[tuple[str, int]] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)

    def live(self, weeks: int) -> None:
        """Let weeks go by: people read what has come thrice a day, and ask for a booking at the beginning of one."""
        began = self.company.now
        while self.company.now < began + timedelta(weeks=weeks):
            if self.company.now.weekday() < 5:
                self._books()
            for _ in range(READS):
                self.company.pass_(hours=24 // READS)
                self._reads_all()

    def _reads_all(self) -> None:
        for delivery in self.company.arrived[self.read :]:
            for name in self._readers(delivery):
                self._reads(name, delivery)
                if self._answers(delivery, name):
                    continue
                week = (self.company.now.date() - MONDAY).days // 7
                self.got[name, week] += 1
                self.kinds[delivery.kind] += 1
        self.read = len(self.company.arrived)

    def _answers(self, delivery: Delivery, name: str) -> bool:
        """Return whether its reader asked for it: a colleague's answer, or a time they agreed on and its reminder."""
        if delivery.key.startswith("ses_") and delivery.key.split(":")[1] in ("agreed", "remind"):
            return True
        if delivery.kind != "told" or not delivery.about.startswith("bkg_"):
            return False
        with self.company.store.begin() as work:
            asker = work.bookings.get(delivery.about).asker
        return ":remind:" in delivery.key or asker == of(name)

    def _readers(self, delivery: Delivery) -> list[str]:
        there = members_of(delivery) or delivery.conversation.split("+")
        return [m.rpartition(":")[2] for m in there if m.startswith(WORKSPACE)]

    def _books(self) -> None:
        for name in self.people:
            if self.chance.random() < 1 / BOOKS:
                other = self.chance.choice([p for p in self.people if p != name])
                self.company.says(name, f"book @{other} for SQL 30m this week")

    def _reads(self, name: str, delivery: Delivery) -> None:
        if delivery.kind == "intro" and self.chance.random() < 0.4:
            self.company.writes(name, delivery.conversation)
        self._acts(name, delivery.message)

    def _acts(self, name: str, message: Message) -> None:
        for start, likely in (
            ("accept ", 0.8),
            ("met ", 0.7),
            ("useful ", 0.7),
            ("rehearse ", 0.7),
            ("follow up ", 0.6),
        ):
            if self._presses(name, message, start, likely):
                return

    def _presses(self, name: str, message: Message, start: str, likely: float) -> bool:
        lines = [
            b.command for row in message.blocks if isinstance(row, Buttons) for b in row.buttons
        ]
        found = [line for line in lines if line.startswith(start)]
        if found and self.chance.random() < likely:
            self._follows(name, found[0], self.company.says(name, found[0]))
        return bool(found)

    def _follows(self, name: str, line: str, reply: Reply) -> None:
        if line.startswith("useful "):
            if self.chance.random() < 0.6:
                plan = {"cue": "it fails", "does": "read the log", "ticks": "remind"}
                fills(self.company, name, f"plan {line.split()[1]}", **plan)
        elif isinstance(reply, Say | Replace):
            self._acts(name, reply.message)


def test_half_a_year_of_a_pairs_program_with_bookings_and_plans_stays_quiet(
    sqlite_store: Store,
) -> None:
    office = opened(sqlite_store, upto(4, 60))
    office.live(WEEKS)
    assert office.kinds["nudge"] > len(office.people), "cards of mornings are among it"
    quiet(office)


def opened(store: Store, size: int) -> Office:
    """Return an office of so many people, all in a program of pairs."""
    company = Company(store)
    people = [f"p{n}" for n in range(size)]
    company.settle(person("root", role="admin"), *(person(name, team=name) for name in people))
    offers(company, "SQL", *people)
    company.program(people)
    company.move_to(datetime(2026, 11, 22, 8, tzinfo=UTC))
    return Office(company, people)


def quiet(office: Office) -> None:
    """Count over everything that is sent."""
    last = max(week for _, week in office.got)
    weeks = sorted(office.got[name, week] for name in office.people for week in range(last + 1))
    assert median(weeks) <= MEDIAN, weeks
    assert weeks[int(len(weeks) * 0.95)] <= NINETY_FIVE, (Counter(weeks), office.kinds)
    assert not office.company.bugs
