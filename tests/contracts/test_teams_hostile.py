"""Ten thousand requests that nobody should send, to the real parts: no error of ours, and no memory of them."""

import asyncio
import gc
import logging
import random
import re
from collections import Counter
from datetime import UTC, datetime
from functools import _lru_cache_wrapper
from types import BuiltinMethodType
from typing import Any
from weakref import ReferenceType

import structlog

from tests.contracts.teams_payloads import bytes_of, garbled, lived, spoiled
from tests.counts import upto
from tests.journeys.teams_office import Office, office
from tests.simulators.teams.model import Json

START = datetime(2026, 11, 18, 8, 30, tzinfo=UTC)
PAYLOADS = {"sqlite": upto(2_400, 10_000), "postgresql": upto(1_200, 2_500)}
"""One database sees them all, and the other enough of them to differ."""
AT_ONCE = 8
LONGEST = 700_000
"""Bytes of a payload; the client that sends them takes no more in one piece."""


def forged(chance: random.Random, here: Office) -> str:
    """Return an authorization that proves nothing, of a key that Teams has."""
    sim = here.sim
    return chance.choice(("", "Bearer", "Basic x", "Bearer x.y.z", sim.token(alg="none")))


async def send(
    here: Office, seeds: list[Json], chance: random.Random, count: int
) -> Counter[tuple[bool, int]]:
    """Send so many payloads, half of them signed; return how many of both were answered how."""
    token = here.sim.token(expires_in=3_600)
    answered: Counter[tuple[bool, int]] = Counter()

    async def one(number: int) -> None:
        signed = number % 2 == 0
        # what was seen before is passed over, so each has an id of its own
        fresh = {**chance.choice(seeds), "id": f"f:{chance.getrandbits(64):x}"}
        payload = spoiled(chance, fresh, seeds)
        if signed and chance.random() < 0.8:
            # past the guards, to those who have to read the rest
            payload |= {key: fresh[key] for key in ("serviceUrl", "channelId", "channelData")}
        body = bytes_of(payload)
        if chance.random() < 0.15:
            body = garbled(chance, body)
        body = body[:LONGEST]
        kind = "application/json" if chance.random() < 0.98 else chance.choice(("text/plain", "x"))
        headers = {"Content-Type": kind, "Authorization": token if signed else forged(chance, here)}
        answer = await here.sim.post(body, headers)
        answered[signed, answer.status] += 1
        assert answer.status in (200, 400, 401, 413, 415), (answer, body[:2_000])

    for start in range(0, count, AT_ONCE):
        await asyncio.gather(*(one(number) for number in range(start, start + AT_ONCE)))
    return answered


def objects(here: Office) -> int:
    """Return how many objects there are, without what the simulator writes down.

    What is remembered up to a bound is no leak, however far from it that still is, and is forgotten first; that a
    type is no mapping is remembered once a type, and is left out.
    """
    gc.collect()
    for one in gc.get_objects():
        if isinstance(one, _lru_cache_wrapper) and one.cache_parameters()["maxsize"] is not None:
            one.cache_clear()
    re.purge()
    sim = here.sim
    for written in (sim.delivered, sim.world.calls, sim.world.shown):
        written.clear()
    for person in sim.home.people.values():
        if person.chat:
            person.chat.messages.clear()
    for conversation in sim.home.conversations.values():
        conversation.messages.clear()
    gc.collect()
    return sum(not isinstance(one, (ReferenceType, BuiltinMethodType)) for one in gc.get_objects())


async def test_ten_thousand_hostile_payloads_and_peerloop_is_as_well_as_before(
    migrated_url, caplog
):
    count = PAYLOADS[migrated_url.partition(":")[0]]
    chance = random.Random(11)
    async with office(migrated_url, start=START) as here:
        seeds = await lived(here)
        with structlog.testing.capture_logs() as logs:
            answered = await send(here, seeds, chance, count // 2)
            await here.app.inbound.drain(60.0)
            assert not bad(logs)
            logs.clear()
            before = objects(here)
            answered += await send(here, seeds, chance, count // 2)
            await here.app.inbound.drain(60.0)
            assert not bad(logs)
            logs.clear()
            grown = objects(here) - before
        # much of it is well enough made to be heard
        assert answered[True, 200] > count / 4
        assert rows(here, "inbox") > count / 50
        assert {status for signed, status in answered if not signed} <= {400, 401, 413, 415}
        assert {status for signed, status in answered if signed} <= {200, 400, 401, 413, 415}
        assert not [one for one in caplog.records if one.levelno >= logging.ERROR]
        # answers to the last few hundred are kept; one object more for each payload would be over this
        assert grown < count / 2.5
        kim = here.sim.person("Kim")
        await here.sim.install(kim)
        assert (await here.sim.says(kim, "status")).message.summary == "What is next for you"


def rows(here: Office, table: str) -> int:
    """Return how many rows a table has."""
    with here.parts.engine.connect() as connection:
        return int(connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar_one())


def bad(logs: list[Any]) -> list[Any]:
    """Return what was logged of failures of ours."""
    return [one for one in logs if one["log_level"] in ("error", "critical") or one.get("exc_info")]
