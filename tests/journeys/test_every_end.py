"""However it goes, everything ends: by a decision or by the rule, what it knew is kept, and nobody hears more of it."""

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from facilitation import departing
from facilitation.endings.service import KINDLY
from facilitation.programs.formats import library
from facilitation.steering.looking_back import SILENT
from facilitation.talk.incoming import Say
from facilitation.work import Store
from tests.company import WORKSPACE, Company, person, press
from tests.words import agree, words_of

FORMATS = sorted(library.ours())
LIFE = 10
"""For so many weeks people do what comes to their mind; then they fall silent."""
LATEST = timedelta(weeks=20) + SILENT + KINDLY
"""Two rounds of the slowest format show that it fades, then it is asked after, and then it is closed."""
KNOWN = "Restart the ingress pods one by one once a certificate was renewed"


class Lives:
    """Programs of one company, each with people of its own, who do what comes to their mind."""

    def __init__(self, store: Store, many: int, seed: int) -> None:
        self.company, self.chance = Company(store), random.Random(seed)
        self.company.settle(person("root", role="admin"))
        self.people: dict[int, list[str]] = {}
        for number in range(1, many + 1):
            self._begins(number, FORMATS[number % len(FORMATS)])

    def _begins(self, number: int, format: str) -> None:
        company, chance = self.company, self.chance
        names = self.people[number] = [f"p{number}_{n}" for n in range(7)]
        company.settle(*map(person, names))
        agree(company, "root", f'program create {format} "Peers {number}"')
        if chance.random() < 0.8:
            with company.store.begin() as work:
                made = next(p for p in work.programs.of(WORKSPACE) if p.number == number)
                place = f"{WORKSPACE}:place{number}"
                work.programs.save(replace(made, channel=place, channel_name=f"place{number}"))
        agree(company, "root", f"set #{number} facilitators @{names[0]}")
        if chance.random() < 0.3:
            agree(company, "root", f"set #{number} term 3")
        if format in ("mentoring", "pairs") and chance.random() < 0.5:
            agree(company, "root", f"set #{number} silence never")
        for name in names[: chance.choice((0, 3, 7, 7, 7))]:
            company.says(name, f"join #{number}")
        kept = company.says(names[0], f"share {KNOWN} {number}")
        assert isinstance(kept, Say)
        press(company, names[0], kept.message, "Keep it")

    def happens(self, number: int) -> None:
        """Let one thing happen to a program or its people."""
        company, name = self.company, self.chance.choice(self.people[number])
        verb = self.chance.choice(("leave", "join", "pause", "skip", "met", "met", "status"))
        if self.chance.random() < 0.1:
            state = self.chance.choice(("pause", "pause", "end"))
            agree(company, "root", f"program {state} #{number}")
        elif self.chance.random() < 0.1:
            self.is_gone(self.chance.choice([name, self.people[number][0]]))
        else:
            company.says(name, verb if verb in ("met", "status") else f"{verb} #{number}")

    def is_gone(self, name: str) -> None:
        """Let somebody leave the company."""
        with self.company.store.begin() as work:
            gone = [work.members.get(f"{WORKSPACE}:{name}")]
            departing.lost(work, gone, "the account is deactivated", self.company.now)


def test_every_circle_and_every_program_ends_by_a_decision_or_by_the_rule(
    sqlite_store: Store, long: Callable[[int, int], int]
) -> None:
    lives = Lives(sqlite_store, long(6, 24), seed=9)
    company = lives.company
    for _ in range(LIFE):
        company.pass_(weeks=1)
        with sqlite_store.begin() as work:
            alive = [p.number for p in work.programs.of(WORKSPACE) if p.state == "active"]
        for number in alive:
            lives.happens(number)
    company.move_to(company.now + LATEST)
    with sqlite_store.begin() as work:
        programs = work.programs.of(WORKSPACE)
        late = [(p.name, p.format, p.state) for p in programs if p.state != "ended"]
        assert not late, late
        for program in programs:
            rounds = work.rounds.of(program.id)
            assert {r.state for r in rounds} <= {"closed", "skipped", "resting"}, program.format
            steps = [s.name for one in rounds for s in work.steps.of(one.id)]
            assert not steps, (program.format, steps)
            assert not [s for s in work.steps.of(program.id) if s.name != "farewell"]
    before = len(company.arrived)
    company.pass_(days=8)
    for people in lives.people.values():
        lives.is_gone(people[3])
        company.says(people[4], "leave")
    company.pass_(weeks=26)
    titles = {str(d.message.title) for d in company.arrived[before:]}
    assert not {one for one in titles if "takeaway" not in one}, titles
    for number, people in lives.people.items():
        assert f"{KNOWN} {number}" in words_of(company.says(people[5], f"search pods {number}"))
    assert not company.bugs
    assert not [line for line in company.lines if "failed" in line]
