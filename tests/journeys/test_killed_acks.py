"""Processes killed between an ack and the commit: what Slack was told that we have is done, and its sender hears so."""

import asyncio
import random
from dataclasses import dataclass
from pathlib import Path

import aiohttp
from sqlalchemy import Engine, select

from facilitation import news
from facilitation.talk.incoming import Profile, Roster
from storage.tables import avoid, promise
from tests.simulators.servers import free_port, nursery
from tests.simulators.slack import SlackSimulator, User, Workspace
from tests.storage.examples import NOW
from tests.storage_fixtures import store_on

CROWD = 44
"""How many speak at once; beyond 32 an ack goes ahead of its answer."""


@dataclass(frozen=True)
class Command:
    """A command that was sent, and the ack that came: None for no answer, "" for an empty one."""

    user: User
    ack: str | None


async def test_whatever_was_acknowledged_is_done_and_answered_however_often_processes_are_killed(
    engine: Engine, tmp_path: Path, long
) -> None:
    kills = long(12, 500)
    chance = random.Random(5)
    log = tmp_path / "servers.log"
    port = free_port()
    between: set[str] = set()
    async with SlackSimulator() as sim:
        team = sim.team("T1", "Acme")
        everybody = iter(known(engine, team, 1 + kills * CROWD))
        bo = next(everybody)
        sim.app_url = f"http://127.0.0.1:{port}/slack/events"
        env = {
            "DATABASE_URL": engine.url.render_as_string(hide_password=False),
            "PORT": str(port),
            "SLACK_API_URL": sim.api_url,
            "SLACK_BOT_TOKEN": team.token,
            "SLACK_SIGNING_SECRET": sim.signing_secret,
            "SECRET_KEYS": "k" * 40,
        }
        commands: list[Command] = []
        with log.open("w") as errors, nursery(env, errors) as servers:
            pid = servers.start()
            await up(sim, bo)
            for _ in range(kills):
                crowd = [asyncio.create_task(speak(sim, next(everybody), bo)) for _ in range(CROWD)]
                await some(crowd, chance.randrange(CROWD))
                await asyncio.sleep(chance.choice((0.0, 0.01, 0.05)))
                servers.kill(pid)
                commands += await asyncio.gather(*crowd)
                between |= set(waiting(engine))
                pid = servers.start()
                await up(sim, bo)
            async with asyncio.timeout(60 + kills):
                while waiting(engine, done=True):
                    await asyncio.sleep(0.1)
    acknowledged = [one for one in commands if one.ack is not None]
    print(
        f"{len(commands)} said, {len(acknowledged)} acknowledged, {len(between)} of these not done"
    )
    told = heard(sim)
    done = set(having_avoided(engine))
    lost = [one for one in acknowledged if f"slack:T1:{one.user.id}" not in done]
    assert not lost, f"{len(lost)} of {len(acknowledged)} were acknowledged and never done"
    silent = [
        one
        for one in acknowledged
        if not one.ack and not {one.user.id, sim.direct(one.user).id} & told
    ]
    assert not silent, f"{len(silent)} of {len(acknowledged)} were done and never answered"
    assert "Traceback" not in log.read_text()
    assert between, "nothing was acknowledged and not yet done when a process was killed"


def known(engine: Engine, team: Workspace, count: int) -> list[User]:
    """Return so many people whom the directory has told of."""
    store, people = store_on(engine), team.users(count)
    for start in range(0, count, news.LISTED):
        profiles = [
            Profile(member=f"slack:{team.id}:{one.id}", name=one.handle)
            for one in people[start : start + news.LISTED]
        ]
        told = Roster(
            workspace=f"slack:{team.id}",
            platform="slack",
            name="Acme",
            zone="UTC",
            profiles=tuple(profiles),
            whole=False,
        )
        with store.begin() as work:
            news.hear(work, told, NOW)
    return people


async def speak(sim: SlackSimulator, user: User, bo: User) -> Command:
    """Let somebody say by a slash command whom they avoid."""
    answer = await sim.send_slash(user, f"avoid <@{bo.id}|bo>", channel=sim.direct(user))
    return Command(user, answer.text if answer.status == 200 else None)


async def some(crowd: list["asyncio.Task[Command]"], count: int) -> None:
    """Wait until so many have their ack."""
    left = set(crowd)
    while len(crowd) - len(left) < count:
        _, left = await asyncio.wait(left, return_when=asyncio.FIRST_COMPLETED)


async def up(sim: SlackSimulator, user: User) -> None:
    """Wait until a process answers."""
    async with asyncio.timeout(30), aiohttp.ClientSession() as session:
        health = sim.app_url.replace("/slack/events", "/healthz")
        while True:
            try:
                async with session.get(health) as answer:
                    if answer.status == 200:
                        break
            except aiohttp.ClientError:
                pass
            await asyncio.sleep(0.02)
    assert (await sim.send_slash(user, "help")).ok


def waiting(engine: Engine, *, done: bool = False) -> list[str]:
    """Return what is promised and not yet done, or with `done` not yet answered."""
    words = promise.c.key if done else promise.c.what
    with engine.begin() as connection:
        return list(connection.scalars(select(promise.c.key).where(words != "")))


def having_avoided(engine: Engine) -> list[str]:
    """Return whose command was done."""
    with engine.begin() as connection:
        return list(connection.scalars(select(avoid.c.member)))


def heard(sim: SlackSimulator) -> set[str]:
    """Return who, or in which conversation somebody, was told something by the bot."""
    return {one.to or one.channel.id for one in sim.world.shown if one.channel}
