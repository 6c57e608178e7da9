"""A half-year of each format with 24 people: some come, leave, are away, live twelve hours apart; turns stay fair."""

import random
from collections.abc import Callable
from dataclasses import replace

import pytest

from facilitation.programs.formats import library
from facilitation.rounds.model import Role
from facilitation.work import Store
from tests.company import WORKSPACE, Company, person
from tests.words import agree

NAMES = [f"p{n:02}" for n in range(24)]
ZONES = ("Europe/Berlin", "Europe/Berlin", "America/New_York", "Pacific/Auckland")
FORMATS = ("community", "discussion", "mentoring", "pairs", "sharing")
STAYED = NAMES[6:]
"""Who is there from the first round to the last."""


def company_of(store: Store, format: str) -> Company:
    """Return a company of 24 with a program of a format in a channel."""
    made = Company(store)
    made.settle(
        person("root", role="admin"),
        person("second"),
        *(
            person(n, zone=ZONES[i % 4], offers=(f"s{i % 7}",), wants=(f"s{(i + 1) % 7}",))
            for i, n in enumerate(NAMES)
        ),
    )
    agree(made, "root", f'program create {format} "Half a year"')
    if "silence" in library.ours()[format].settings:
        agree(made, "root", "set #1 silence never")
    if library.ours()[format].defaults.term:
        agree(made, "root", "set #1 term no end")
    with made.store.begin() as work:
        program = work.programs.of(WORKSPACE)[0]
        work.programs.save(replace(program, channel=f"{WORKSPACE}:half", channel_name="half"))
    for name in NAMES[3:]:
        made.says(name, "join half a year")
    return made


def live(company: Company, chance: random.Random) -> None:
    """Let people do now and then what they do."""
    for name in chance.sample(STAYED, 4):
        company.says(name, chance.choice(["met", "status", "agenda", "could not"]))
    if chance.random() < 0.5:
        company.fills(chance.choice(STAYED), "bring for #1", {"topic": f"Topic {chance.random()}"})


@pytest.mark.parametrize("format", FORMATS)
def test_a_half_year_goes_by_itself(
    sqlite_store: Store, format: str, long: Callable[[int, int], int]
) -> None:
    company, chance = company_of(sqlite_store, format), random.Random(5)
    weeks = long(4, 26)
    for week in range(weeks):
        company.pass_(days=7)
        live(company, chance)
        if week == 1:
            company.says("p00", "join half a year")
            company.says("p03", "leave half a year")
            company.says("p04", "pause 3w in half a year")
            agree(company, "root", "set #1 facilitators @root, @second")
        if week == 3:
            company.says("p01", "join half a year")
    assert not company.bugs
    assert not any("failed" in line for line in company.lines)
    with company.store.begin() as work:
        program = work.programs.of(WORKSPACE)[0]
        rounds = work.rounds.of(program.id)
        ids = [f"{WORKSPACE}:{n}" for n in STAYED]
        ledger = work.circles.turns(program.id, ids)
        unfinished = [r for r in rounds if r.state == "open"]
    assert len(rounds) >= weeks // 2
    assert len(unfinished) <= 1
    fair: dict[str, tuple[Role, ...]] = {"mentoring": ("mentor", "learner", "notes")}
    for role in fair.get(format, ("core", "notes")):
        counts = [ledger[m].get(role, 0) for m in ids]
        assert max(counts) - min(counts) <= 2, (role, counts)
