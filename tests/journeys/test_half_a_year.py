"""A half-year of each format with 24 people: who comes, leaves, is away, lives twelve hours apart; turns stay fair."""

import random
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from facilitation import departing
from facilitation.programs.formats import library
from facilitation.programs.model import Program
from facilitation.rounds.circles import ledger
from facilitation.rounds.model import Role
from facilitation.work import Store
from tests.company import WORKSPACE, Company, person
from tests.words import agree

NAMES = [f"p{n:02}" for n in range(24)]
ZONES = ("Europe/Berlin", "Europe/Berlin", "America/New_York", "Pacific/Auckland")
FORMATS = sorted(library.ours())
STAYED = NAMES[6:]
"""Who is there from the first round to the last."""
LEADS = STAYED[:4]
"""Who looks after it with others, and leads its discussions by turns."""
START = datetime(2027, 2, 18, 6, 30, tzinfo=UTC)
"""Clocks change in March and April, on three different days."""


def company_of(store: Store, format: str) -> Company:
    """Return a company of 24 with a program of a format in a channel."""
    made = Company(store, now=START)
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


def live(company: Company, chance: random.Random, format: str) -> None:
    """Let people do now and then what they do: so much that nothing fades."""
    for name in chance.sample(STAYED, 4):
        company.says(name, chance.choice(["status", "agenda", "could not"]))
    if chance.random() < 0.5:
        company.fills(chance.choice(STAYED), "bring for #1", {"topic": f"Topic {chance.random()}"})
    with company.store.begin() as work:
        latest = work.rounds.latest(work.programs.of(WORKSPACE)[0].id)
        sessions = list(work.sessions.of_round(latest.id).values()) if latest else []
        opened = work.discussions.unclosed(WORKSPACE)
    for session in [one for one in sessions if one.people][::2]:
        company.says(session.people[0].rpartition(":")[2], f"met {session.id}")
    if format == "clinic":
        for name in NAMES:
            company.says(name, f'clinic "Problem {chance.random()}."')
    for discussion in opened:
        for name in chance.sample(STAYED, 3):
            company.fills(
                name, f"contribute {discussion.id}", {"words": f"I think {chance.random()}"}
            )


@pytest.mark.parametrize("format", FORMATS)
def test_a_half_year_goes_by_itself(
    sqlite_store: Store, format: str, long: Callable[[int, int], int]
) -> None:
    company, chance = company_of(sqlite_store, format), random.Random(5)
    weeks = long(4, 26)
    for week in range(weeks):
        company.pass_(days=7)
        live(company, chance, format)
        if week == 1:
            company.says("p00", "join half a year")
            company.says("p03", "leave half a year")
            company.says("p04", "pause 3w in half a year")
            agree(
                company, "root", f"set #1 facilitators @second, {', '.join(f'@{n}' for n in LEADS)}"
            )
        if week == 2:
            a_facilitator_leaves(company)
            others_are_merged_into_it(company, format)
        if week == 3:
            company.says("p01", "join half a year")
    assert not company.bugs
    assert not any("failed" in line for line in company.lines)
    with company.store.begin() as work:
        program = work.programs.of(WORKSPACE)[0]
        rounds = work.rounds.of(program.id)
        unfinished = [r for r in rounds if r.state == "open"]
    assert len(rounds) >= weeks // 2
    assert len(unfinished) <= 1
    turns_are_fair(company, program, format)
    it_ends_well(company)


def a_facilitator_leaves(company: Company) -> None:
    """Let somebody who looks after it leave the company."""
    with company.store.begin() as work:
        gone = [work.members.get(f"{WORKSPACE}:second")]
        departing.lost(work, gone, "the account is deactivated", company.now)


def others_are_merged_into_it(company: Company, format: str) -> None:
    """Let a small program of the same format become part of it."""
    agree(company, "root", f'program create {format} "Beside it"')
    for name in ("p05", "p02"):
        company.says(name, "join beside")
    agree(company, "root", "program merge beside into #1")


ROLES: dict[str, tuple[Role, ...]] = {
    "mentoring": ("mentor", "captain", "learner", "notes"),
    "clinic": ("owner", "facilitator"),
    "pairs": ("captain",),
}
"""What people of circles are by turns, who then have a fair share of it: one over how many there were each time."""


def turns_are_fair(company: Company, program: Program, format: str) -> None:
    """Check that nobody who stayed was something more or less often than their share, but for one time.

    Who was there each time was it as often as any other, but for one time, too.
    """
    ids = [f"{WORKSPACE}:{n}" for n in STAYED]
    with company.store.begin() as work:
        turns = work.circles.turns(program.id, ids)
        accounts = ledger.of(work, program.id, ids)
        led = Counter(who for who, _ in work.discussions.led(program.id))
    for role in ROLES.get(format, ()):
        off = {m: accounts[m].get(role, 0.0) for m in ids}
        assert max(map(abs, off.values())) <= ledger.MOST, (role, off)
    for role in ("core", "notes") if format not in ROLES else ():
        assert_even(role, [turns[m].get(role, 0) for m in ids])
    if format == "mentoring":
        assert_even("mentor", [turns[m].get("mentor", 0) for m in ids])
    if format == "discussion":
        assert_even("leads", [led[f"{WORKSPACE}:{name}"] for name in LEADS])


def assert_even(role: str, counts: list[int]) -> None:
    """Check that nobody was something twice more often than another."""
    assert max(counts) - min(counts) <= 1, (role, counts)


def it_ends_well(company: Company) -> None:
    """End it, and let somebody say what it brought."""
    agree(company, "root", "program end #1")
    company.says("p10", "farewell #1 I know more people now.")
    company.pass_(days=9)
    with company.store.begin() as work:
        program = work.programs.of(WORKSPACE)[0]
        assert program.state == "ended"
        assert work.rounds.planned(program.id) is None
    told = [str(one.message.title) for one in company.arrived]
    assert any("has ended" in title for title in told)
    assert any("What Half a year has brought" in title for title in told)
    assert not company.bugs
