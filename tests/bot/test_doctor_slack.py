"""The doctor on Slack: each thing that is not right comes with its cure, and no token with it."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest

from adapters.slack import manifest
from adapters.slack.installs import Install
from bot import doctor, doctor_slack
from bot.doctor import Finding
from bot.secrets import Seals
from bot.settings import Settings
from tests.contracts.slack_fake import FakeSlack, slack

BOT, APP = "xoxb-canary-bot", "xapp-1-A1-canary-app"
HTTPS = {"slack_signing_secret": "canary-signing", "public_url": "https://peerloop.example.org"}


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)


@pytest.fixture
async def fake() -> AsyncIterator[FakeSlack]:
    async with slack() as fake:
        fake.scopes = ",".join(manifest.scopes())
        fake.workspace("T1", BOT)
        fake.app_tokens = {APP}
        yield fake


async def look(fake: FakeSlack, installs: Any = None, **given: Any) -> dict[str, Finding]:
    settings = Settings(slack_api_url=fake.api_url, **given)
    found = await asyncio.to_thread(doctor.examine, doctor_slack.checks(settings, installs))
    assert "canary" not in doctor.as_text(found) + doctor.as_json(found)
    assert all(finding.ok or finding.cure for finding in found)
    return {finding.name: finding for finding in found}


def bad(found: dict[str, Finding]) -> set[str]:
    return {name for name, finding in found.items() if not finding.ok}


async def test_without_slack_there_is_nothing_to_look_at(fake: FakeSlack) -> None:
    assert await look(fake) == {}


async def test_one_workspace_by_http_is_fit(fake: FakeSlack) -> None:
    found = await look(fake, slack_bot_token=BOT, **HTTPS)
    assert list(found) == [
        "slack token",
        "slack scopes",
        "slack files",
        "slack signing",
        "slack address",
    ]
    assert bad(found) == set()
    assert "Fern" in found["slack token"].sentence


async def test_one_workspace_by_socket_mode_needs_no_address(fake: FakeSlack) -> None:
    found = await look(fake, slack_bot_token=BOT, slack_app_token=APP)
    assert list(found) == ["slack token", "slack scopes", "slack files", "slack socket"]
    assert bad(found) == set()


async def test_it_tells_how_files_for_one_person_go(fake: FakeSlack) -> None:
    async def told(**given: Any) -> str:
        return (await look(fake, slack_bot_token=BOT, **given))["slack files"].sentence

    assert "without PUBLIC_URL" in await told(slack_app_token=APP)
    assert "by a link" in await told(**HTTPS)
    fake.scopes += ",files:write"
    assert "are sent as files" in await told(**HTTPS)


async def test_a_token_that_slack_refuses_is_named(fake: FakeSlack) -> None:
    found = await look(fake, slack_bot_token=BOT + "-wrong", **HTTPS)
    assert bad(found) == {"slack token", "slack scopes", "slack files"}
    assert "SLACK_BOT_TOKEN (invalid_auth)" in found["slack token"].sentence


async def test_scopes_that_are_missing_are_named(fake: FakeSlack) -> None:
    fake.scopes = "commands,chat:write"
    found = await look(fake, slack_bot_token=BOT, **HTTPS)
    assert bad(found) == {"slack scopes"}
    assert "mpim:write" in found["slack scopes"].sentence
    assert "commands" not in found["slack scopes"].sentence

    fake.scopes = ",".join(s for s in manifest.scopes() if s not in manifest.OPTIONAL)
    found = await look(fake, slack_bot_token=BOT, **HTTPS)
    assert not bad(found)
    assert "go by their handles" in found["slack scopes"].sentence


async def test_an_organizations_token_is_named(fake: FakeSlack) -> None:
    fake.workspace("E1", BOT)
    found = await look(fake, slack_bot_token=BOT, **HTTPS)
    assert bad(found) == {"slack token"}


async def test_when_slack_is_away_the_token_is_not_blamed(fake: FakeSlack) -> None:
    fake.faults = [(503, "away")] * 2
    found = await look(fake, slack_bot_token=BOT, **HTTPS)
    assert "did not answer" in found["slack token"].sentence


async def test_an_app_token_that_slack_refuses_is_named(fake: FakeSlack) -> None:
    found = await look(fake, slack_bot_token=BOT, slack_app_token=f"{APP}-wrong")
    assert bad(found) == {"slack socket"}
    assert "connections:write" in found["slack socket"].cure


@pytest.mark.parametrize("url", ["", "http://localhost:3000"])
async def test_by_http_slack_needs_an_https_address(fake: FakeSlack, url: str) -> None:
    found = await look(fake, slack_bot_token=BOT, **(HTTPS | {"public_url": url}))
    assert bad(found) == {"slack address"}


async def test_an_install_that_lacks_a_scope_is_named_with_it(fake: FakeSlack) -> None:
    given = {
        "slack_client_id": "1.2",
        "slack_client_secret": "canary-client",
        "secret_keys": "k" * 32,
        **HTTPS,
    }
    one = Install(
        workspace="slack:T1",
        team="T1",
        enterprise="",
        name="Fern",
        bot_token="xoxb-canary",
        bot_user="U1",
        bot_id="B1",
        app_id="A1",
        scopes=tuple(s for s in manifest.scopes() if s != "im:write"),
        installed_by="",
    )
    found = await look(fake, lambda: [one], **given)
    assert bad(found) == {"slack installs"}
    assert "Fern lacks im:write" in found["slack installs"].sentence


async def test_installs_whose_key_is_gone_are_noticed(fake: FakeSlack) -> None:
    given = {
        "slack_client_id": "1.2",
        "slack_client_secret": "canary-client",
        "secret_keys": "k" * 32,
        **HTTPS,
    }
    sealed = Seals(["old key, which is now lost, was this"]).seal("canary")
    found = await look(fake, list, **given)
    assert bad(found) == set()
    assert list(found) == ["slack signing", "slack address", "slack installs"]
    found = await look(fake, lambda: [Seals(["k" * 32]).open(sealed)], **given)
    assert bad(found) == {"slack installs"}
    assert "SECRET_KEYS" in found["slack installs"].sentence
