"""The first quarter of a pairs program with 24 people, lived through in Teams."""

from collections import Counter
from datetime import UTC, datetime

import pytest

from facilitation.rounds.model import Circle
from tests.counts import upto
from tests.journeys.teams_office import Office, office
from tests.simulators.teams.model import Conversation, Message, Person

START = datetime(2026, 11, 18, 8, 30, tzinfo=UTC)
ROUNDS = 6


# How it introduces does not depend on the database: both of each in every run, and all four with --long.
WAYS = [
    ("sqlite", "chat"),
    ("postgresql", "channel"),
    ("postgresql", "chat"),
    ("sqlite", "channel"),
]


@pytest.mark.parametrize(
    ("migrated_url", "introductions"), WAYS[: upto(2, 4)], indirect=["migrated_url"]
)
async def test_a_first_quarter_is_lived_through_in_teams(migrated_url, introductions):
    async with office(migrated_url, start=START) as here:
        await live_through_it(here, introductions)


async def live_through_it(here: Office, introductions: str) -> None:
    sim = here.sim
    root = sim.person("Root", zone="Europe/Berlin")
    people = [sim.person(f"Person {n} <at>all</at>", zone="Europe/Berlin") for n in range(23)]
    await sim.install(root)
    for person in people:
        await sim.install(person)
    await here.pass_(minutes=1)
    assert [here.titles(p)[0].startswith("Hello") for p in (root, *people)] == [True] * 24
    team = sim.team("Peers", people=[root, *people])
    await sim.add_to_team(team, by=root)
    await sim.until(lambda: here.last(root, "Thank you for having me"))
    await sim.says(
        root,
        'program create pairs "Coffee" in here every 2w on tue at 10:00',
        where=team.general,
    )
    preview = here.last(root, "Create Coffee?")
    assert preview is not None
    created = await sim.press(root, preview, "Create it")
    assert created.ok
    if introductions == "channel":
        await sim.says(root, "set coffee introductions channel")
        change = await sim.until(lambda: here.last(root, "Change Coffee?"))
        assert (await sim.press(root, change, "Change it")).ok
    await here.pass_(hours=2)
    (invitation,) = [m for m in sim.posts(team.general) if m.summary == "New here: Coffee"]
    await sim.press(people[0], invitation, "Join")
    for person in people[1:]:
        joined = await sim.says(person, "join coffee")
        assert joined.ok
    silent, leaver, pauser, skipper, gone, blocked = people[2:8]
    await sim.says(pauser, "pause 4w")
    met: Counter[frozenset[str]] = Counter()
    for turn in range(ROUNDS):
        await here.until_line("notice to")
        if turn == 1:
            coming = here.last(skipper, "coming up")
            assert coming is not None
            await sim.press(skipper, coming, "Skip this round")
        if turn == 2:
            await sim.remove_members(team, gone, by=root)
            await sim.uninstall(gone)
        if turn == 4:
            sim.faults.add("*", "ConversationBlockedByUser", times=None, where=blocked)
        opened = here.clock.now()
        await here.until_line("introduced")
        await here.pass_(hours=20)
        if turn == 3:
            await sim.says(leaver, "leave coffee")
            await here.pass_(hours=4)
        await answers(
            here, team.general, [root, *people], met, opened, unheard={silent, gone, blocked}
        )
        await here.until_line("closed")
    assert max(met.values()) == 1
    assert "I have paused Coffee for you" in here.titles(silent)
    assert "Welcome back to Coffee" in here.titles(pauser)
    assert not sim.refused


async def answers(
    here: Office,
    channel: Conversation,
    people: list[Person],
    met: Counter[frozenset[str]],
    opened: datetime,
    *,
    unheard: set[Person],
) -> None:
    """Let somebody of each circle say that it met, or that it did not where one of them is never heard."""
    ids = {f"teams:{here.sim.tenant}:{p.aad}": p for p in people}
    with here.parts.store.begin() as work:
        [program] = work.programs.of(f"teams:{here.sim.tenant}")
        newest = work.rounds.latest(program.id)
        assert newest is not None
        circles = [c for c in work.circles.of_round(newest.id) if not c.dissolved]
    for circle in circles:
        members = [ids[m] for m in circle.members]
        heard = [p for p in members if p not in unheard]
        if not heard:
            continue
        intro = introduction(here, channel, circle, heard[0])
        words = "We met" if len(heard) == len(members) else "It won't work out"
        answered = await here.sim.press(heard[0], intro, words)
        assert answered.ok
        if words == "We met":
            names = sorted(p.name for p in members)
            met.update(frozenset((a, b)) for a in names for b in names if a < b)
        for person in heard:
            await here.sim.says(person, "status")


def introduction(here: Office, channel: Conversation, circle: Circle, person: Person) -> Message:
    """Return the card that introduced a circle, as one of its members has it."""
    if circle.thread:
        return next(m for m in here.sim.posts(channel) if m.id == circle.thread)
    card = here.last(person, "Meet ")
    assert card is not None
    return card
