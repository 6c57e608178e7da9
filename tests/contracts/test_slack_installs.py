"""One workspace by its token, and tokens that end: renewed in time, by one process, and never lost by us."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pytest
import structlog
from sqlalchemy import Engine

from adapters.slack import calling, errors
from adapters.slack.api import SlackApi
from adapters.slack.calling import App
from adapters.slack.errors import Trouble
from adapters.slack.installs import Install, Installs, OneWorkspace
from adapters.slack.renewing import BEFORE, CLAIM, Renewals
from bot.clock import SimulatedClock
from bot.secrets import Seals
from facilitation.errors import UserError
from storage.installs import SlackInstalls
from tests.contracts.slack_fake import CLIENT_ID, CLIENT_SECRET, FakeSlack, slack
from tests.installed import install
from tests.storage.examples import HOUR, NOW

TOKEN, REFRESH = "xoxe.xoxb-canary-1", "xoxe-1-canary-1"


@pytest.fixture
async def fake() -> AsyncIterator[FakeSlack]:
    async with slack() as fake:
        yield fake


@pytest.fixture
async def api(fake: FakeSlack) -> AsyncIterator[SlackApi]:
    api = SlackApi(fake.api_url, timeout=2.0)
    yield api
    await api.close()


@pytest.fixture
def installs(engine: Engine) -> SlackInstalls[Install]:
    seals = Seals(["k" * 32])
    return SlackInstalls(engine, Install, seal=seals.seal, open=seals.open)


@pytest.fixture
def clock() -> SimulatedClock:
    return SimulatedClock(NOW)


@pytest.fixture
def renewals(
    fake: FakeSlack, api: SlackApi, installs: SlackInstalls[Install], clock: SimulatedClock
) -> Renewals:
    return Renewals(App(CLIENT_ID, CLIENT_SECRET, fake.api_url), installs, api, clock.now)


def ending(fake: FakeSlack, installs: SlackInstalls[Install], team: str = "T1") -> Install:
    """Install a workspace whose token ends in an hour."""
    token, refresh = f"{TOKEN}-{team}", f"{REFRESH}-{team}"
    fake.workspace(team, token)
    fake.refresh[refresh] = token
    made = install(team, bot_token=token, refresh_token=refresh, expires_at=NOW + HOUR)
    installs.save(made)
    return made


async def test_one_workspace_is_known_by_asking_slack_once(fake: FakeSlack, api: SlackApi) -> None:
    fake.workspace("T1", "xoxb-1")
    one = await calling.one_workspace(api, "xoxb-1", "xapp-1-A042-123-abc")
    found = one.of("slack:T1")
    assert found is not None
    assert (found.team, found.bot_user, found.bot_id) == ("T1", "U0BOT", "B0BOT")
    assert (found.app_id, found.scopes) == ("A042", ("commands", "chat:write"))
    assert one.find("T1") == one.find("T1", "E9") == one.all()[0] == found
    assert one.find("T2") is one.of("slack:T2") is one.find("") is None
    assert fake.count("auth.test") == 1


async def test_one_workspace_that_was_taken_out_is_served_no_more(
    fake: FakeSlack, api: SlackApi
) -> None:
    fake.workspace("T1", "xoxb-1")
    one = await calling.one_workspace(api, "xoxb-1")
    assert one.erase("slack:T2") == ()
    assert one.erase("slack:T1") == ("slack:T1",)
    assert one.erase("slack:T1") == ()
    assert one.all() == []
    assert one.find("T1") is None


async def test_a_token_that_slack_refuses_is_a_sentence_without_the_token(api: SlackApi) -> None:
    with pytest.raises(UserError) as refused:
        await calling.one_workspace(api, "xoxb-canary")
    assert "SLACK_BOT_TOKEN (invalid_auth)" in refused.value.sentence
    assert "canary" not in refused.value.sentence


@pytest.mark.parametrize("fault", [(503, "<html>"), (429, '{"ok":false,"error":"ratelimited"}')])
async def test_when_slack_is_away_the_token_is_not_blamed(
    fake: FakeSlack, api: SlackApi, fault: tuple[int, str]
) -> None:
    fake.workspace("T1", "xoxb-1")
    fake.faults = [fault]
    with pytest.raises(Trouble) as away:
        await calling.one_workspace(api, "xoxb-1")
    assert errors.passing(away.value)


async def test_an_organizations_token_is_not_taken_for_a_workspaces(
    fake: FakeSlack, api: SlackApi
) -> None:
    fake.workspace("E1", "xoxb-1")
    with pytest.raises(UserError, match="organization"):
        await calling.one_workspace(api, "xoxb-1")


def test_every_keeper_of_installs_keeps_them_alike(installs: SlackInstalls[Install]) -> None:
    keepers: list[Installs] = [installs, OneWorkspace(install("T0"))]
    for keeper in keepers:
        keeper.save(install("T1"))
        assert keeper.all() == [install("T1")]
        assert keeper.find("T1") == keeper.of("slack:T1") == install("T1")
        assert keeper.erase("slack:T1") == ("slack:T1",)
        assert keeper.all() == []
        assert not keeper.use_state("never begun", NOW)


async def test_a_token_is_renewed_before_it_ends(
    fake: FakeSlack, installs: SlackInstalls[Install], renewals: Renewals
) -> None:
    old = ending(fake, installs)
    assert await renewals.renew_due() == 1
    new = installs.of("slack:T1")
    assert new is not None
    assert new.bot_token == f"{old.bot_token}-newer"
    assert new.refresh_token == f"{old.refresh_token}-newer"
    assert new.expires_at == NOW + timedelta(hours=12)
    assert new.bot_token in fake.tokens


async def test_a_token_that_does_not_end_soon_is_left_alone(
    fake: FakeSlack, installs: SlackInstalls[Install], renewals: Renewals, clock: SimulatedClock
) -> None:
    ending(fake, installs)
    installs.save(install("T2"))
    await renewals.renew_due()
    assert await renewals.renew_due() == 0
    clock.move(NOW + timedelta(hours=12) - BEFORE + timedelta(seconds=1))
    assert await renewals.renew_due() == 1
    assert fake.count("oauth.v2.access") == 2


async def test_of_many_processes_one_renews_a_token(
    fake: FakeSlack, installs: SlackInstalls[Install], renewals: Renewals
) -> None:
    fake.slow = 0.1
    ending(fake, installs)
    ending(fake, installs, "T2")
    done = await asyncio.gather(*(renewals.renew_due() for _ in range(6)))
    assert sum(done) == 2
    assert fake.count("oauth.v2.access") == 2
    assert {served.bot_token for served in installs.all()} <= set(fake.tokens)


async def test_when_slack_is_away_the_older_token_stays_and_it_is_tried_again(
    fake: FakeSlack, installs: SlackInstalls[Install], renewals: Renewals, clock: SimulatedClock
) -> None:
    old = ending(fake, installs)
    fake.faults = [(503, "away")]
    assert await renewals.renew_due() == 0
    assert installs.of("slack:T1") == old
    assert await renewals.renew_due() == 0
    clock.move(NOW + CLAIM)
    assert await renewals.renew_due() == 1


async def test_a_process_that_stops_while_a_token_is_renewed_keeps_the_new_one(
    fake: FakeSlack, installs: SlackInstalls[Install], renewals: Renewals
) -> None:
    fake.slow = 0.2
    old = ending(fake, installs)
    renewing = asyncio.create_task(renewals.renew_due())
    while not fake.calls:
        await asyncio.sleep(0.01)
    renewing.cancel()
    with pytest.raises(asyncio.CancelledError):
        await renewing
    assert installs.of("slack:T1") == old
    await renewals.drain()
    new = installs.of("slack:T1")
    assert new is not None
    assert new.bot_token == f"{old.bot_token}-newer"


async def test_a_refused_renewal_tells_the_operator_and_nothing_secret(
    fake: FakeSlack, installs: SlackInstalls[Install], renewals: Renewals
) -> None:
    old = ending(fake, installs)
    fake.refresh.clear()
    with structlog.testing.capture_logs() as logged:
        assert await renewals.renew_due() == 0
    assert [(entry["log_level"], entry["error"]) for entry in logged] == [
        ("error", "invalid_refresh_token")
    ]
    assert "canary" not in str(logged)
    assert installs.of("slack:T1") == old


async def test_what_was_uninstalled_while_its_token_was_renewed_does_not_come_back(
    fake: FakeSlack, installs: SlackInstalls[Install], renewals: Renewals
) -> None:
    fake.slow = 0.2
    ending(fake, installs)
    renewing = asyncio.create_task(renewals.renew_due())
    while not fake.calls:
        await asyncio.sleep(0.01)
    await asyncio.to_thread(installs.erase, "slack:T1")
    assert await renewing == 0
    assert installs.all() == []


async def test_an_organizations_token_is_renewed_once_for_all_its_workspaces(
    fake: FakeSlack, installs: SlackInstalls[Install], renewals: Renewals
) -> None:
    fake.workspace("E1", TOKEN)
    fake.refresh[REFRESH] = TOKEN
    more: dict[str, Any] = {"bot_token": TOKEN, "refresh_token": REFRESH}
    whole = install("", "E1", expires_at=NOW + HOUR, **more)
    installs.save(whole, {"T1": "Sales", "T2": "Research"})
    assert await renewals.renew_due() == 1
    assert {served.bot_token for served in installs.all()} == {f"{TOKEN}-newer"}


def test_no_token_is_printed_with_what_holds_it() -> None:
    made = install(refresh_token=REFRESH)
    assert "canary" not in f"{made!r}{made}"
