"""What the tests of the simulators share: a simulated Slack with one workspace, a simulated Teams with one person."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.clock import SimulatedClock
from tests.simulators.slack import SlackSimulator, Workspace
from tests.simulators.teams import Person, TeamsSimulator
from tests.simulators.teams_bot import Bot, listening

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


@pytest.fixture
async def teams() -> AsyncIterator[TeamsSimulator]:
    async with TeamsSimulator() as teams:
        yield teams


@pytest.fixture
async def bot(teams: TeamsSimulator) -> AsyncIterator[Bot]:
    async with listening(teams) as bot:
        yield bot


@pytest.fixture
async def ana(teams: TeamsSimulator, bot: Bot) -> Person:
    ana = teams.person("Ana Silva")
    await teams.install(ana)
    return ana
