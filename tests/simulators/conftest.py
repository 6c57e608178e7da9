"""What the tests of the simulators share: a simulated Slack at a moment of its own, with one workspace."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.clock import SimulatedClock
from tests.simulators.slack import SlackSimulator, Workspace

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


@pytest.fixture
def clock() -> SimulatedClock:
    return SimulatedClock(NOW)


@pytest.fixture
async def sim(clock: SimulatedClock) -> AsyncIterator[SlackSimulator]:
    async with SlackSimulator(clock) as sim:
        yield sim


@pytest.fixture
def acme(sim: SlackSimulator) -> Workspace:
    return sim.team("T1", "Acme")


@pytest.fixture
def client(sim: SlackSimulator, acme: Workspace) -> AsyncWebClient:
    return AsyncWebClient(acme.token, base_url=sim.api_url, retry_handlers=[], timeout=5)
