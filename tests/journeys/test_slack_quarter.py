"""The first quarter of a pairs program with 24 people, lived through in Slack, over HTTP and over Socket Mode."""

from collections import Counter
from datetime import UTC, datetime

import pytest

from tests.counts import upto
from tests.journeys.slack_office import Office, office, title
from tests.simulators.slack.model import User

START = datetime(2026, 11, 18, 8, 30, tzinfo=UTC)
ROUNDS = 6


# How Slack is spoken to does not depend on the database: both of each in every run, and all four with --long.
WAYS = [
    ("sqlite", "http"),
    ("postgresql", "sockets"),
    ("postgresql", "http"),
    ("sqlite", "sockets"),
]


@pytest.mark.parametrize(("migrated_url", "way"), WAYS[: upto(2, 4)], indirect=["migrated_url"])
async def test_a_first_quarter_is_lived_through_in_slack(migrated_url, way):
    async with office(migrated_url, sockets=way == "sockets", start=START) as here:
        await live_through_it(here)


async def live_through_it(here: Office) -> None:
    sim, team = here.sim, here.team
    root = team.user("root", "Root", admin=True, zone="Europe/Berlin")
    people = [team.user(f"p{n}", f"Person {n} <!channel>", zone="Europe/Berlin") for n in range(23)]
    for user in (root, *people):
        here.peers.members[user.id] = None
    await here.app.directories.read_all()
    preview = await sim.says(
        root, '/peer program create pairs "Coffee" in #peers every 2w on tue at 10:00'
    )
    created = await sim.presses(root, preview.message, "Create it")
    assert created.ok
    await here.pass_(hours=2)
    (invitation,) = [m for m in sim.messages(here.peers) if title(m) == "New here: Coffee"]
    await sim.presses(people[0], invitation, "Join")
    home = await sim.opens_home(people[1])
    await sim.presses(people[1], home, "Join")
    for user in people[2:]:
        joined = await sim.says(user, "/peer join coffee")
        assert joined.ok
    silent, leaver, pauser, skipper, gone, disabled = people[2:8]
    await sim.says(pauser, "/peer pause 4w")
    known = {user.id: user for user in (root, *people)}
    met: Counter[frozenset[str]] = Counter()
    for turn in range(ROUNDS):
        await here.until_line("notice to")
        if turn == 1:
            card = next(m for m in reversed(sim.messages(skipper)) if "coming up" in title(m))
            await sim.presses(skipper, card, "Skip this round")
        if turn == 2:
            await sim.changes(gone, deleted=True)
        if turn == 4:
            disabled.deleted = True
        opened = here.clock.now()
        await here.until_line("introduced")
        await here.pass_(hours=20)
        if turn == 3:
            await sim.says(leaver, "/peer leave coffee")
            await here.pass_(hours=1)
        await answers(here, known, met, opened, unheard={silent.id, gone.id, disabled.id})
        await here.until_line("closed")
    assert max(met.values()) == 1
    assert "I have paused Coffee for you" in here.titles(silent)
    assert "Welcome back to Coffee" in here.titles(pauser)
    everything_arrived_once(here)


async def answers(
    here: Office,
    known: dict[str, User],
    met: Counter[frozenset[str]],
    opened: datetime,
    *,
    unheard: set[str],
) -> None:
    """Let somebody of each circle say that it met, or that it did not where one of them is never heard."""
    for chat, messages in here.circles():
        intros = [m for m in messages if "meet each other" in title(m)]
        if not intros or float(intros[-1].ts) < opened.timestamp():
            continue
        members = sorted(set(chat.members) - {here.team.bot.id})
        heard = [m for m in members if m not in unheard]
        if not heard:
            continue
        words = "We met" if len(heard) == len(members) else "It won't work out"
        answered = await here.sim.presses(known[heard[0]], intros[-1], words)
        assert answered.ok
        if words == "We met":
            met.update(frozenset((a, b)) for a in members for b in members if a < b)
        for member in heard:
            await here.sim.says(known[member], "/peer status")


def everything_arrived_once(here: Office) -> None:
    """Check that no delivery was posted twice, none was refused for its form, and nothing in it is alive."""
    posts = here.sim.calls("chat.postMessage", ok=True)
    keys = [
        call.args["metadata"]["event_payload"]["key"] for call in posts if call.args.get("metadata")
    ]
    assert len(keys) == len(set(keys)) > 100
    refused = [c for c in here.sim.calls() if c.outcome in ("invalid_blocks", "invalid_arguments")]
    assert not refused


async def test_an_open_home_tab_follows_what_happens_and_is_no_sign_of_life(migrated_url):
    async with office(migrated_url, sockets=False, start=START) as here:
        sim, team = here.sim, here.team
        root = team.user("root", "Root", admin=True)
        ana, ben = team.user("ana", "Ana"), team.user("ben", "Ben")
        for user in (root, ana, ben):
            here.peers.members[user.id] = None
        await here.app.directories.read_all()
        preview = await sim.says(
            root, '/peer program create pairs "Coffee" in #peers every 2w on tue at 10:00'
        )
        await sim.presses(root, preview.message, "Create it")
        for user in (ana, ben):
            await sim.says(user, "/peer join coffee")
        home = await sim.opens_home(ana)
        assert ben.id not in str(home.blocks)
        seen_at = last_seen(here, ana)
        await here.until_line("introduced")
        await sim.until(
            lambda: any(ben.id in str(call.args["view"]) for call in sim.calls("views.publish"))
        )
        assert last_seen(here, ana) == seen_at


def last_seen(here: Office, user: User) -> datetime | None:
    with here.parts.store.begin() as work:
        return work.members.get(f"slack:T1:{user.id}").seen_at
