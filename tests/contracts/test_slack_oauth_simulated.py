"""Installing, renewing and being taken out again, in the simulated Slack from its first page to its last."""

from collections.abc import AsyncIterator
from http.cookies import SimpleCookie

import aiohttp
import pytest
from aiohttp import web
from sqlalchemy import Engine

from adapters.slack import calling, manifest
from adapters.slack.api import SlackApi
from adapters.slack.calling import App
from adapters.slack.errors import Trouble
from adapters.slack.installs import Install
from adapters.slack.oauth import COOKIE, SlackOAuth
from adapters.slack.renewing import BEFORE, Renewals
from bot.clock import SimulatedClock
from bot.secrets import Seals
from storage.installs import SlackInstalls
from tests.contracts.slack_fake import serving
from tests.simulators.slack import SlackSimulator, User
from tests.storage.examples import NOW

PUBLIC = "https://peerloop.example.org"


class House:
    """A Peerloop that can be installed, and a browser that keeps Secure cookies."""

    def __init__(self, engine: Engine, slack: SlackSimulator, clock: SimulatedClock) -> None:
        seals = Seals(["k" * 32])
        self.slack = slack
        self.clock = clock
        self.installs = SlackInstalls(engine, Install, seal=seals.seal, open=seals.open)
        self.api = SlackApi(slack.api_url)
        world, states = slack.world, iter(f"state-{number}" for number in range(99))
        app = App(world.client_id, world.client_secret, slack.api_url, PUBLIC)
        self.renewals = Renewals(app, self.installs, self.api, clock.now)
        self.oauth = SlackOAuth(
            app,
            self.installs,
            self.api,
            scopes=manifest.scopes(),
            command="/peer",
            now=clock.now,
            new_state=lambda: next(states),
        )

    async def install(self, admin: User | None, *, org: bool = False) -> tuple[int, str]:
        """Go from our page to Slack's and back, where `admin` allows it and nobody declines; return the last page."""
        self.slack.server.authorizer, self.slack.server.org_wide = admin, org
        app = web.Application()
        app.add_routes(self.oauth.routes())
        async with serving(app) as address, aiohttp.ClientSession() as browser:

            async def get(url: str, **headers: str) -> aiohttp.ClientResponse:
                url = url.replace(PUBLIC, address)
                return await browser.get(url, headers=headers, allow_redirects=False)

            begun = await get(f"{PUBLIC}/slack/install")
            cookie = SimpleCookie(begun.headers["Set-Cookie"])[COOKIE].value
            slacks = await get(begun.headers["Location"])
            ended = await get(slacks.headers["Location"], Cookie=f"{COOKIE}={cookie}")
            return ended.status, await ended.text()

    async def works(self, workspace: str) -> bool:
        """Return whether Slack takes the token that serves a workspace."""
        found = self.installs.of(workspace)
        assert found is not None
        try:
            return bool((await calling.identity(self.api, found.bot_token)).bot_user)
        except Trouble:
            return False


@pytest.fixture
async def house(sqlite_engine: Engine) -> AsyncIterator[House]:
    clock = SimulatedClock(NOW)
    async with SlackSimulator(clock) as slack:
        house = House(sqlite_engine, slack, clock)
        yield house
        await house.api.close()


async def test_two_workspaces_install_and_each_has_a_token_of_its_own(house: House) -> None:
    for id in ("T1", "T2"):
        status, page = await house.install(house.slack.team(id).user("ana", admin=True))
        assert status == 200
        assert f"Company {id}" in page
    one, two = house.installs.of("slack:T1"), house.installs.of("slack:T2")
    assert one is not None
    assert two is not None
    assert one.bot_token != two.bot_token
    assert manifest.missing(one.scopes) == []
    assert await house.works("slack:T1")
    assert house.installs.erase("slack:T1") == ("slack:T1",)
    assert await house.works("slack:T2")


async def test_what_is_declined_leaves_nothing_behind(house: House) -> None:
    house.slack.team("T1")
    status, page = await house.install(None)
    assert (status, "Nothing was installed" in page) == (200, True)
    assert house.installs.all() == []


async def test_an_organization_installs_once_for_its_workspaces(house: House) -> None:
    first = house.slack.team("T1", enterprise="E1")
    house.slack.team("T2", enterprise="E1")
    status, _ = await house.install(first.user("ana", admin=True), org=True)
    assert status == 200
    served = {install.workspace: install for install in house.installs.all()}
    assert set(served) == {"slack:T1", "slack:T2"}
    assert len({install.bot_token for install in served.values()}) == 1
    assert await house.works("slack:T2")


async def test_a_token_is_renewed_again_and_again_before_it_ends(house: House) -> None:
    house.slack.world.rotation = True
    await house.install(house.slack.team("T1").user("ana", admin=True))
    tokens = set()
    for _ in range(3):
        found = house.installs.of("slack:T1")
        assert found is not None
        assert found.expires_at is not None
        tokens.add(found.bot_token)
        house.clock.move(found.expires_at - BEFORE / 2)
        assert await house.works("slack:T1")
        assert await house.renewals.renew_due() == 1
        assert await house.works("slack:T1")
    assert len(tokens) == 3
