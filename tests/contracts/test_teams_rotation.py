"""The issuer changes its keys, or is down, while people go on talking to the real parts."""

import asyncio
from datetime import UTC, datetime

import pytest

from tests.journeys.teams_office import Office, office
from tests.simulators.teams.model import Person
from tests.simulators.teams.sender import Answer

START = datetime(2026, 11, 18, 8, 30, tzinfo=UTC)


async def talk(here: Office, person: Person, turns: int) -> list[int]:
    """Let a person say something again and again; return what it was answered with."""
    return [(await here.sim.says(person, "status", patience=0)).status for _ in range(turns)]


async def attack(here: Office, turns: int) -> list[int]:
    """Let somebody send what is signed with keys that nobody knows."""
    eve = here.sim.person("Eve")
    forged = here.sim.token(key=here.sim.foreign_key())
    sent = [here.sim.post_activity(here.sim.activity(eve, "hi"), forged) for _ in range(turns)]
    return [one.status for one in await asyncio.gather(*sent)]


async def test_no_honest_message_is_refused_while_keys_are_rotated_and_forgers_knock(tmp_path):
    async with office(f"sqlite:///{tmp_path / 'teams.db'}", start=START) as here:
        sim = here.sim
        people = [sim.person(f"Person {number}") for number in range(6)]
        for person in people:
            await sim.install(person)
        talking = [asyncio.create_task(talk(here, person, 12)) for person in people]
        knocking = asyncio.create_task(attack(here, 5))
        for _ in range(3):
            await asyncio.sleep(0.05)
            sim.rotate_keys(keep_old=True)
        answered = [status for statuses in await asyncio.gather(*talking) for status in statuses]
        assert answered == [200] * (12 * len(people))
        assert set(await knocking) == {401}


async def test_a_key_is_good_as_long_as_it_is_listed_and_no_longer(tmp_path):
    async with office(f"sqlite:///{tmp_path / 'teams.db'}", start=START) as here:
        sim, ana = here.sim, here.sim.person("Ana")
        await sim.install(ana)
        old = sim.token()

        async def shown(token: str | None) -> Answer:
            return await sim.post_activity(sim.activity(ana, "status"), token)

        sim.rotate_keys(keep_old=True)
        assert (await shown(None)).status == 200
        assert (await shown(old)).status == 200
        sim.rotate_keys()
        assert (await shown(None)).status == 200
        assert (await shown(old)).status == 401


@pytest.mark.parametrize("what", ["500", "502", "drop", "slow"])
async def test_while_the_issuer_is_down_known_keys_serve_and_then_new_ones_do(tmp_path, what):
    async with office(f"sqlite:///{tmp_path / 'teams.db'}", start=START) as here:
        sim, ana = here.sim, here.sim.person("Ana")
        await sim.install(ana)
        down = [
            sim.faults.add(call, what, times=None, seconds=30.0 if what == "slow" else 0.0)
            for call in ("openid", "keys")
        ]
        assert await talk(here, ana, 3) == [200] * 3
        forgers = asyncio.create_task(attack(here, 2))
        assert await talk(here, ana, 3) == [200] * 3
        assert await forgers == [401] * 2
        for one in down:
            one.stop()
        sim.rotate_keys()
        assert (await sim.says(ana, "status")).seen
