"""Half a year of each format told by the real adapters, in a simulated Slack and Teams, across clock changes."""

import random
import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

import pytest

from facilitation.programs.formats import library
from facilitation.talk.incoming import Filled, Reply, Sender, Typed, Where
from facilitation.talk.messages import Buttons
from tests.counts import upto
from tests.journeys import slack_office, teams_office
from tests.words import said

START = datetime(2027, 2, 18, 6, 30, tzinfo=UTC)
ZONES = ("Europe/Berlin", "Europe/Berlin", "America/New_York", "Pacific/Auckland")
NAMES = [f"P{n:02}" for n in range(24)]
EVERYWHERE = [(p, f) for f in sorted(library.ours()) for p in ("slack", "teams")]
WAYS = upto([("slack", "mentoring"), ("teams", "community")], EVERYWHERE)


@dataclass
class Here:
    """An office with 24 people in it, what each is called, its channel, and how one of them leaves the company."""

    office: Any
    ids: dict[str, str]
    channel: str
    leaves: Callable[[str], Any]
    refused: Callable[[], list[Any]]

    def says(self, name: str, line: str, answers: dict[str, str] | None = None) -> Reply:
        """Let somebody say a line to the core, or send a form off; what follows goes the real way."""
        id = self.ids[name]
        by = Sender(workspace=id.rpartition(":")[0], member=id, name=name)
        where = Where(id, "personal")
        door = self.office.parts.assistant()
        if answers is not None:
            return door.handle(Filled(by=by, line=line, answers=answers, where=where))
        return door.handle(Typed(by=by, line=line, where=where))

    def agrees(self, name: str, line: str) -> None:
        """Say a line, and yes to its preview."""
        rows = [b.buttons for b in said(self.says(name, line)).blocks if isinstance(b, Buttons)]
        self.says(name, next(b.command for row in rows for b in row if b.means == "yes"))


@asynccontextmanager
async def slack(url: str) -> AsyncIterator[Here]:
    async with slack_office.office(url, sockets=False, start=START) as here:
        users = {
            name: here.team.user(name.lower(), f"{name} <!here>", zone=ZONES[n % 4])
            for n, name in enumerate(NAMES)
        }
        for user in users.values():
            here.peers.members[user.id] = None
        await here.app.directories.read_all()
        ids = {name: f"slack:{here.team.id}:{user.id}" for name, user in users.items()}
        yield Here(
            here,
            ids,
            f"slack:{here.team.id}:{here.peers.id}",
            lambda name: here.sim.changes(users[name], deleted=True),
            lambda: [c for c in here.sim.calls() if "invalid" in str(c.outcome)],
        )


@asynccontextmanager
async def teams(url: str) -> AsyncIterator[Here]:
    async with teams_office.office(url, start=START) as here:
        sim = here.sim
        people = {
            name: sim.person(f"{name} <at>all</at>", zone=ZONES[n % 4])
            for n, name in enumerate(NAMES)
        }
        for person in people.values():
            await sim.install(person)
        team = sim.team("Peers", people=list(people.values()))
        await sim.add_to_team(team, by=people["P00"])
        await here.app.inbound.drain(10.0)
        space = f"teams:{sim.tenant}"
        ids = {name: f"{space}:{person.aad}" for name, person in people.items()}
        yield Here(
            here,
            ids,
            f"{space}:{team.general.id}",
            lambda name: sim.uninstall(people[name]),
            lambda: list(sim.refused),
        )


OFFICES = {"slack": slack, "teams": teams}


@pytest.mark.parametrize("migrated_url", upto(["sqlite"], ["sqlite", "postgresql"]), indirect=True)
@pytest.mark.parametrize(("platform", "format"), WAYS)
async def test_half_a_year_of_a_format_is_told_by_the_adapters(
    migrated_url: str, platform: str, format: str
) -> None:
    async with OFFICES[platform](migrated_url) as here:
        _found(here, format)
        weeks, chance = upto(2, 26), random.Random(3)
        lines: list[str] = []
        for week in range(weeks):
            lines += await here.office.pass_(days=7)
            _live(here, chance)
            if week == 0:
                here.agrees("P00", f'program create {format} "Beside it"')
                for name in ("P22", "P23"):
                    here.says(name, "join beside")
            if week == 1:
                here.says("P05", "pause 3w in half")
                await here.leaves("P01")
                here.agrees("P00", "program merge beside into #1")
        here.agrees("P00", "program end #1")
        here.says("P09", "farewell #1 We ask each other now.")
        lines += await here.office.pass_(days=9)
        # whole words: ids are hexadecimal, and some of them spell one of these
        assert not [line for line in lines if re.search(r"\b(failed|dead)\b", line)]
        assert not here.refused()
        store = here.office.parts.store
        with store.begin() as work:
            first, other = work.programs.of(here.ids["P00"].rpartition(":")[0])
            assert (first.state, other.state) == ("ended", "ended")
            rounds = work.rounds.of(first.id)
            assert len([one for one in rounds if one.state == "closed"]) >= weeks // 2 - 1
            assert work.outbox.pending(first.workspace, first.id) == []


def _found(here: Here, format: str) -> None:
    """Create the program in the channel, with everybody but a few in it."""
    workspace = here.ids["P00"].rpartition(":")[0]
    with here.office.parts.store.begin() as work:
        work.members.save(replace(work.members.get(here.ids["P00"]), role="admin"))
    here.agrees("P00", f'program create {format} "Half a year"')
    with here.office.parts.store.begin() as work:
        program = work.programs.of(workspace)[0]
        both = (here.ids["P00"], here.ids["P01"])
        its = replace(program, channel=here.channel, channel_name="peers", facilitators=both)
        work.programs.save(its)
    for name in NAMES[2:22]:
        here.says(name, "join half")


def _live(here: Here, chance: random.Random) -> None:
    """Let people do now and then what they do: meet, look, agree on times, answer, bring something, decide."""
    for name in chance.sample(NAMES[6:22], 4):
        here.says(name, chance.choice(["status", "agenda", "could not"]))
    here.says(chance.choice(NAMES[6:22]), "bring for #1", {"topic": f"Topic {chance.random()}"})
    workspace = here.ids["P00"].rpartition(":")[0]
    with here.office.parts.store.begin() as work:
        program = work.programs.of(workspace)[0]
        latest = work.rounds.latest(program.id)
        planned = work.rounds.planned(program.id)
        sessions = list(work.sessions.of_round(latest.id).values()) if latest else []
        opened = work.discussions.unclosed(workspace)
    names = {id: name for name, id in here.ids.items()}
    for discussion in opened:
        for name in chance.sample(NAMES[6:22], 3):
            here.says(
                name, f"contribute {discussion.id}", {"words": f"It depends {chance.random()}"}
            )
    for session in sessions[::2]:
        here.says(names[session.people[0]], f"met {session.id}")
    for session in [one for one in sessions if one.times and not one.starts_at][:2]:
        at = chance.choice(session.times)
        for member in session.people:
            here.says(names[member], f"suits {session.id} {at:%Y-%m-%dT%H:%MZ}")
        here.says(names[session.people[0]], f"same time {session.id}")
    if latest is not None and planned is None and latest.state == "closed":
        here.agrees("P00", "program again #1 same circles")
