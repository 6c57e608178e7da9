"""Installing by OAuth as a browser lives it: done, declined, forged, used twice, too late, and Slack away."""

import io
import itertools
import logging
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import timedelta
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import parse_qs, urlsplit

import aiohttp
import pytest
import structlog
from aiohttp import web
from sqlalchemy import Engine

from adapters.slack import manifest
from adapters.slack.api import SlackApi
from adapters.slack.calling import App
from adapters.slack.installs import Install
from adapters.slack.oauth import COOKIE, SlackOAuth
from bot import logs
from bot.clock import SimulatedClock
from bot.secrets import Seals
from storage.installs import SlackInstalls
from tests.contracts.slack_fake import (
    CLIENT_ID,
    CLIENT_SECRET,
    HALF_DAY,
    FakeSlack,
    serving,
    slack,
)
from tests.storage.examples import NOW

TOKEN, REFRESH = "token-canary-1", "refresh-canary-1"
PUBLIC = "https://peerloop.example.org"


@dataclass
class Answer:
    status: int
    text: str
    headers: Any
    cookie: str
    """What the browser now keeps."""

    @property
    def location(self) -> str:
        return str(self.headers["Location"])


@dataclass
class House:
    """A Peerloop with its install pages, a Slack, and a browser's jar."""

    slack: FakeSlack
    installs: SlackInstalls[Install]
    clock: SimulatedClock
    address: str
    browser: aiohttp.ClientSession
    served: list[Install] = field(default_factory=list)

    async def get(self, path: str, cookie: str = "", method: str = "GET", **query: str) -> Answer:
        headers = {"Cookie": f"{COOKIE}={cookie}"} if cookie else {}
        asked = self.browser.request(
            method, self.address + path, params=query, headers=headers, allow_redirects=False
        )
        async with asked as response:
            jar = SimpleCookie(response.headers.get("Set-Cookie", ""))
            kept = jar[COOKIE].value if COOKIE in jar else ""
            return Answer(response.status, await response.text(), response.headers, kept)

    async def begin(self) -> str:
        return (await self.get("/slack/install")).cookie

    async def end(self, cookie: str, **query: str) -> Answer:
        return await self.get("/slack/oauth_redirect", cookie, **query)


@pytest.fixture
async def house(sqlite_engine: Engine) -> AsyncIterator[House]:
    async with AsyncExitStack() as stack:
        fake = await stack.enter_async_context(slack())
        api = SlackApi(fake.api_url, timeout=0.5)
        stack.push_async_callback(api.close)
        seals = Seals(["k" * 32])
        installs = SlackInstalls(sqlite_engine, Install, seal=seals.seal, open=seals.open)
        clock = SimulatedClock(NOW)
        counted = itertools.count()
        served: list[Install] = []
        oauth = SlackOAuth(
            App(CLIENT_ID, CLIENT_SECRET, fake.api_url, PUBLIC),
            installs,
            api,
            scopes=[scope.name for scope in manifest.SCOPES],
            command="/peer",
            now=clock.now,
            new_state=lambda: f"state-{next(counted)}",
            installed=served.append,
        )
        app = web.Application()
        app.add_routes(oauth.routes())
        address = await stack.enter_async_context(serving(app))
        jar = aiohttp.DummyCookieJar()
        browser = await stack.enter_async_context(aiohttp.ClientSession(cookie_jar=jar))
        yield House(fake, installs, clock, address, browser, served)


def assert_is_a_safe_page(answer: Answer) -> None:
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    policy = answer.headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy
    assert "script-src" not in policy
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    for loads in ("<script", " src=", "<link", "<img", "@import", "url("):
        assert loads not in answer.text
    assert answer.text.startswith('<!doctype html><html lang="en">')


async def test_an_install_begins_on_slacks_page_with_the_least_scopes(house: House) -> None:
    answer = await house.get("/slack/install")
    to, query = urlsplit(answer.location), parse_qs(urlsplit(answer.location).query)
    assert answer.status == 302
    assert f"{to.scheme}://{to.netloc}{to.path}" == house.slack.api_url.replace(
        "/api/", "/oauth/v2/authorize"
    )
    assert query["client_id"] == [CLIENT_ID]
    assert query["redirect_uri"] == [f"{PUBLIC}/slack/oauth_redirect"]
    assert query["scope"] == [",".join(scope.name for scope in manifest.SCOPES)]
    assert query["state"] == [answer.cookie]
    assert CLIENT_SECRET not in answer.location


@pytest.mark.parametrize(
    ("api", "page"),
    [
        ("https://slack.com/api/", "https://slack.com/oauth/v2/authorize"),
        ("https://slack-gov.com/api/", "https://slack-gov.com/oauth/v2/authorize"),
    ],
)
def test_every_slack_cloud_has_its_own_install_page(api: str, page: str) -> None:
    assert App(CLIENT_ID, CLIENT_SECRET, api).slack("/oauth/v2/authorize") == page


async def test_the_cookie_is_for_this_browser_and_host_alone(house: House) -> None:
    set_cookie = (await house.get("/slack/install")).headers["Set-Cookie"]
    parts = {part.strip() for part in set_cookie.split(";")}
    assert {"HttpOnly", "Secure", "SameSite=Lax", "Path=/", "Max-Age=600"} <= parts
    assert set_cookie.startswith("__Host-")
    assert "Domain" not in set_cookie


async def test_an_install_that_is_done_is_kept_and_says_what_comes_next(house: House) -> None:
    house.slack.workspace("T1", TOKEN, "code-1")
    state = await house.begin()
    answer = await house.end(state, state=state, code="code-1")
    assert answer.status == 200
    assert_is_a_safe_page(answer)
    assert "/peer program create pairs" in answer.text
    assert "Fern &amp; &lt;b&gt;Co&lt;/b&gt;" in answer.text
    assert "<b>Co" not in answer.text
    kept = house.installs.of("slack:T1")
    assert kept is not None
    assert (kept.bot_token, kept.bot_user, kept.bot_id) == (TOKEN, "U0BOT", "B0BOT")
    assert (kept.app_id, kept.installed_by, kept.name) == ("A1", "U7", "Fern & <b>Co</b>")
    assert kept.scopes == ("commands", "chat:write")
    assert kept.expires_at is None
    assert house.served == [kept]
    assert house.slack.calls[0][1]["redirect_uri"] == f"{PUBLIC}/slack/oauth_redirect"


async def test_a_token_that_ends_is_kept_with_what_renews_it(house: House) -> None:
    more = {"refresh_token": REFRESH, "expires_in": HALF_DAY}
    house.slack.workspace("T1", TOKEN, "code-1", **more)
    state = await house.begin()
    assert (await house.end(state, state=state, code="code-1")).status == 200
    kept = house.installs.of("slack:T1")
    assert kept is not None
    assert (kept.refresh_token, kept.expires_at) == (REFRESH, NOW + timedelta(hours=12))


async def test_an_organization_is_installed_with_each_workspace_it_lets_the_app_into(
    house: House,
) -> None:
    more = {
        "team": None,
        "enterprise": {"id": "E1", "name": "Fern Inc"},
        "is_enterprise_install": True,
    }
    house.slack.workspace("E1", TOKEN, "code-1", **more)
    house.slack.teams = [{"id": "T1", "name": "Sales"}, {"id": "T2", "name": "Research"}]
    state = await house.begin()
    answer = await house.end(state, state=state, code="code-1")
    assert answer.status == 200
    assert "Fern Inc" in answer.text
    served = {install.workspace: install for install in house.installs.all()}
    assert set(served) == {"slack:T1", "slack:T2"}
    assert served["slack:T2"].name == "Research"
    assert {install.bot_token for install in served.values()} == {TOKEN}
    assert {install.workspace for install in house.served} == {"slack:T1", "slack:T2"}


async def test_someone_who_declines_is_told_that_nothing_was_installed(house: House) -> None:
    state = await house.begin()
    answer = await house.end(state, state=state, error="access_denied")
    assert answer.status == 200
    assert "Nothing was installed" in answer.text
    assert_is_a_safe_page(answer)
    assert house.slack.calls == []


async def test_a_state_is_good_once(house: House) -> None:
    house.slack.workspace("T1", TOKEN, "code-1")
    house.slack.workspace("T2", "token-canary-2", "code-2")
    state = await house.begin()
    assert (await house.end(state, state=state, code="code-1")).status == 200
    again = await house.end(state, state=state, code="code-2")
    assert again.status == 400
    assert house.installs.of("slack:T2") is None


@pytest.mark.parametrize("wrong", ["missing", "of another browser", "no cookie", "made up", "odd"])
async def test_a_forged_return_is_refused_and_asks_slack_nothing(house: House, wrong: str) -> None:
    house.slack.workspace("T1", TOKEN, "code-1")
    mine, theirs = await house.begin(), await house.begin()
    cookie, query = {
        "missing": (mine, {}),
        "of another browser": (mine, {"state": theirs}),
        "no cookie": ("", {"state": mine}),
        "made up": ("x" * 32, {"state": "x" * 32}),
        "odd": (mine, {"state": mine + "\x00é"}),
    }[wrong]
    answer = await house.end(cookie, code="code-1", **query)
    assert answer.status == 400
    assert_is_a_safe_page(answer)
    assert house.slack.calls == []
    assert house.installs.all() == []


async def test_an_install_that_took_longer_than_ten_minutes_is_refused(house: House) -> None:
    house.slack.workspace("T1", TOKEN, "code-1")
    state = await house.begin()
    house.clock.move(NOW + timedelta(minutes=10))
    assert (await house.end(state, state=state, code="code-1")).status == 400
    assert house.installs.all() == []


@pytest.mark.parametrize("code", ["", "made-up", "x" * 2_000, "<script>alert(1)</script>"])
async def test_a_code_that_slack_does_not_know_is_refused(house: House, code: str) -> None:
    state = await house.begin()
    answer = await house.end(state, state=state, code=code)
    assert answer.status == 401
    assert_is_a_safe_page(answer)
    assert house.installs.all() == []


async def test_what_slack_says_is_never_written_into_a_page(house: House) -> None:
    state = await house.begin()
    answer = await house.end(state, state=state, error="<b>canary</b>")
    assert answer.status == 400
    assert "canary" not in answer.text


@pytest.mark.parametrize(
    "fault",
    [
        (500, '{"ok":false,"error":"fatal_error"}'),
        (429, '{"ok":false,"error":"ratelimited"}'),
        (503, "<html>away</html>"),
        (200, "no json"),
        (200, "[1]"),
    ],
)
async def test_when_slack_is_away_the_page_says_to_try_again(
    house: House, fault: tuple[int, str]
) -> None:
    house.slack.faults = [fault]
    state = await house.begin()
    answer = await house.end(state, state=state, code="code-1")
    assert answer.status == 503
    assert "try again" in answer.text
    assert house.slack.count("oauth.v2.access") == 1


async def test_when_slack_is_slow_the_page_says_to_try_again(house: House) -> None:
    house.slack.slow = 2.0
    state = await house.begin()
    assert (await house.end(state, state=state, code="code-1")).status == 503


@pytest.mark.parametrize(
    "body",
    [
        '{"ok":true}',
        '{"ok":true,"access_token":"xoxb-1","team":{"id":"<T1>"}}',
        '{"ok":true,"access_token":7,"team":{"id":"T1"}}',
        '{"ok":true,"access_token":"xoxb-1","team":[]}',
        '{"ok":true,"access_token":"xoxb-1","team":{"id":7}}',
    ],
)
async def test_an_answer_that_lacks_something_is_not_kept(house: House, body: str) -> None:
    house.slack.faults = [(200, body)]
    state = await house.begin()
    assert (await house.end(state, state=state, code="code-1")).status == 400
    assert house.installs.all() == []


async def test_a_wrong_client_secret_is_for_the_operator_to_mend(house: House) -> None:
    house.slack.faults = [(200, '{"ok":false,"error":"bad_client_secret"}')]
    state = await house.begin()
    answer = await house.end(state, state=state, code="code-1")
    assert answer.status == 400
    assert "peerloop doctor" in answer.text


async def test_a_link_checker_does_not_use_up_a_state(house: House) -> None:
    house.slack.workspace("T1", TOKEN, "code-1")
    state = await house.begin()
    checked = await house.get(
        "/slack/oauth_redirect", state, method="HEAD", state=state, code="code-1"
    )
    assert checked.status == 405
    assert (await house.end(state, state=state, code="code-1")).status == 200


async def test_no_secret_appears_in_a_log_or_on_a_page(house: House) -> None:
    stream = io.StringIO()
    before = logging.getLogger().handlers[:]
    level = logging.getLogger().level
    logs.configure("json", "DEBUG", (), stream)
    try:
        seen = []
        more = {"refresh_token": REFRESH, "expires_in": HALF_DAY}
        house.slack.workspace("T1", TOKEN, "code-canary", **more)
        for fault in ([], [(200, '{"ok":false,"error":"invalid_code"}')], [(500, "")]):
            house.slack.faults = fault
            state = await house.begin()
            seen.append(await house.end(state, state=state, code="code-canary"))
        assert [answer.status for answer in seen] == [200, 401, 503]
        written = stream.getvalue() + "".join(f"{a.text}{a.headers}" for a in seen)
        assert "installed" in written
        assert "canary" not in written
    finally:
        structlog.reset_defaults()
        root = logging.getLogger()
        root.handlers[:] = before
        root.setLevel(level)


def test_nothing_secret_is_printed_with_what_holds_it(house: House) -> None:
    assert "canary" not in repr(App(CLIENT_ID, CLIENT_SECRET, house.slack.api_url))
