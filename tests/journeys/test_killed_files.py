"""Processes killed while a file goes out, between its upload and its end too: each person gets theirs, and once."""

import asyncio
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import Engine, select

from storage.tables import delivery
from tests.journeys.test_killed_acks import known, up
from tests.simulators.servers import free_port, nursery
from tests.simulators.slack import SlackSimulator, User

PEOPLE = 9
SLOW = 0.4
"""Seconds that each step takes, so that a process can be killed in the middle of it."""


async def test_a_kill_in_the_middle_of_a_file_loses_none_and_sends_none_twice(
    engine: Engine, tmp_path: Path
) -> None:
    log, port = tmp_path / "servers.log", free_port()
    async with SlackSimulator() as sim:
        team = sim.team("T1", "Acme")
        sim.world.tokens[team.token].scopes |= {"files:write"}
        bo, *people = known(engine, team, 1 + PEOPLE)
        sim.app_url = f"http://127.0.0.1:{port}/slack/events"
        env = {
            "DATABASE_URL": engine.url.render_as_string(hide_password=False),
            "PORT": str(port),
            "SLACK_API_URL": sim.api_url,
            "SLACK_BOT_TOKEN": team.token,
            "SLACK_SIGNING_SECRET": sim.signing_secret,
            "SECRET_KEYS": "k" * 40,
            "WORKS_TOO": "1",
        }
        sim.faults.slow("upload", SLOW, times=None)
        sim.faults.slow("files.completeUploadExternal", SLOW, times=None, effect=True)
        with log.open("w") as errors, nursery(env, errors) as servers:
            pid = servers.start()
            await up(sim, bo)
            for each in people:
                assert (await sim.send_slash(each, "export me", channel=sim.direct(each))).ok
            for half_done in (_on_its_way(sim), _shared(sim, 1), _on_its_way(sim), _shared(sim, 4)):
                await _until(half_done)
                servers.kill(pid)
                pid = servers.start()
                await up(sim, bo)
            await _until(lambda: set(_files(engine).values()) == {"sent"})
    got = {each.id: _got(sim, each) for each in people}
    assert {len(each) for each in got.values()} == {1}, "each got theirs, and once"
    assert len(_files(engine)) == PEOPLE
    completed = [one for one in sim.calls("files.completeUploadExternal") if one.outcome == "ok"]
    begun = len(sim.world.uploads)
    print(f"{begun} uploads begun, {len(completed)} shared for {PEOPLE} people")
    assert len(completed) == PEOPLE
    assert begun > PEOPLE, "a process was killed before it shared what it had uploaded"
    assert "Traceback" not in log.read_text()


def _on_its_way(sim: SlackSimulator) -> Callable[[], bool]:
    """Return what tells that one more file is at Slack and not shared yet."""
    known = set(sim.world.uploads)
    return lambda: any(
        one.body is not None and not one.shared
        for path, one in sim.world.uploads.items()
        if path not in known
    )


def _shared(sim: SlackSimulator, more: int) -> Callable[[], bool]:
    """Return what tells that so many files were shared, of which nobody was told yet."""
    return lambda: sum(one.shared for one in sim.world.uploads.values()) >= more


def _got(sim: SlackSimulator, user: User) -> list[str]:
    return [one["title"] for message in sim.messages(user) for one in message.files]


def _files(engine: Engine) -> dict[str, str]:
    with engine.connect() as connection:
        rows = connection.execute(select(delivery.c.key, delivery.c.state))
        return {key: state for key, state in rows if key.startswith("fil_")}


async def _until(check: Callable[[], bool], within: float = 120) -> None:
    async with asyncio.timeout(within):
        while not await asyncio.to_thread(check):
            await asyncio.sleep(0.01)
