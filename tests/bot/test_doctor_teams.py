"""The doctor on Teams: each thing that is not right comes with its cure, and no secret with it."""

import asyncio
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot import doctor, doctor_teams
from bot.doctor import Finding
from bot.settings import Settings

APP = "12345678-90ab-cdef-1234-567890abcdef"
TENANT = "0a0a0a0a-1b1b-2c2c-3d3d-4e4e4e4e4e4e"
ALL = ["teams ids", "teams token", "teams keys", "teams address", "teams files"]


@dataclass
class Microsoft:
    """What Microsoft answers with here: its sign-in, and where its keys are."""

    base: str = ""
    asked: dict[str, str] = field(default_factory=dict)
    path: str = ""
    status: int = 200
    token: Any = field(default_factory=lambda: {"access_token": "canary-token", "expires_in": 3599})
    keys: Any = field(default_factory=lambda: {"keys": [{"kid": "a"}, {"kid": "b"}]})
    metadata_status: int = 200

    def refuse(self, code: int) -> None:
        """Refuse as Microsoft's sign-in does, the secret's hint in the description and all."""
        self.status = 401
        self.token = {
            "error": "invalid_client",
            "error_description": f"AADSTS{code}: canary of what was sent",
            "error_codes": [code],
        }

    async def sign_in(self, request: web.Request) -> web.Response:
        self.path = request.path
        self.asked = {name: str(value) for name, value in (await request.post()).items()}
        return self.answer(self.status, self.token)

    async def metadata(self, _request: web.Request) -> web.Response:
        return self.answer(self.metadata_status, {"jwks_uri": f"{self.base}/keys"})

    async def listed(self, _request: web.Request) -> web.Response:
        return self.answer(200, self.keys)

    def answer(self, status: int, body: Any) -> web.Response:
        if isinstance(body, str):
            return web.Response(status=status, text=body, content_type="text/html")
        return web.json_response(body, status=status)


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)


@pytest.fixture
async def microsoft() -> AsyncIterator[Microsoft]:
    there = Microsoft()
    app = web.Application()
    app.router.add_post("/{tenant}/oauth2/v2.0/token", there.sign_in)
    app.router.add_get("/openid", there.metadata)
    app.router.add_get("/keys", there.listed)
    async with TestServer(app) as server:
        there.base = str(server.make_url("")).rstrip("/")
        yield there


async def look(microsoft: Microsoft, teams: Any = None, **more: Any) -> dict[str, Finding]:
    given: dict[str, Any] = {
        "teams_app_id": APP,
        "teams_app_password": "canary~secret",
        "teams_tenant_id": TENANT,
        "teams_login_url": microsoft.base,
        "teams_openid_metadata_url": f"{microsoft.base}/openid",
        "public_url": "https://peerloop.example.org",
    }
    settings = Settings(**given | more)
    found = await asyncio.to_thread(doctor.examine, doctor_teams.checks(settings, teams))
    assert "canary" not in doctor.as_text(found) + doctor.as_json(found)
    assert all(finding.ok or finding.cure for finding in found)
    return {finding.name: finding for finding in found}


def bad(found: dict[str, Finding]) -> set[str]:
    return {name for name, finding in found.items() if not finding.ok}


def test_without_teams_there_is_nothing_to_look_at() -> None:
    assert doctor_teams.checks(Settings(port=3000), list) == []


async def test_a_bot_that_is_set_up_is_fit(microsoft: Microsoft) -> None:
    found = await look(microsoft)
    assert list(found) == ALL
    assert bad(found) == set()
    assert "1 directory " in found["teams ids"].sentence
    assert "by a link" in found["teams files"].sentence
    offered = await look(microsoft, teams_write_files=True)
    assert "--write-files" in offered["teams files"].sentence
    assert "2 keys" in found["teams keys"].sentence
    assert "https://peerloop.example.org/api/messages" in found["teams address"].sentence


async def test_it_signs_in_as_the_app_in_its_own_directory(microsoft: Microsoft) -> None:
    await look(microsoft, teams_login_url=f"{microsoft.base}/")
    assert microsoft.path == f"/{TENANT}/oauth2/v2.0/token"
    assert microsoft.asked == {
        "grant_type": "client_credentials",
        "client_id": APP,
        "client_secret": "canary~secret",
        "scope": "https://api.botframework.com/.default",
    }


@pytest.mark.parametrize(
    ("code", "sentence", "cure"),
    [
        (7000215, "is not the client secret", "Value (not its Secret ID)"),
        (7000222, "has expired", "Make a new one"),
        (700016, "has no app TEAMS_APP_ID", "Copy both ids"),
        (90002, "no directory TEAMS_TENANT_ID", "TEAMS_LOGIN_URL"),
        (900023, "no directory TEAMS_TENANT_ID", "Copy the directory"),
        (7000112, "is disabled", "enable it"),
        (53003, "conditional access", "exclude this app"),
        (50000, "does not let Peerloop in (AADSTS50000)", "login.microsoftonline.com/error"),
    ],
)
async def test_a_refusal_is_named_with_its_own_cure(
    microsoft: Microsoft, code: int, sentence: str, cure: str
) -> None:
    microsoft.refuse(code)
    found = await look(microsoft)
    assert bad(found) == {"teams token"}
    assert sentence in found["teams token"].sentence
    assert f"AADSTS{code}" in found["teams token"].sentence
    assert cure in found["teams token"].cure


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (400, {"error": "canary"}),
        (400, {"error_codes": "canary"}),
        (400, {"error_codes": ["canary"]}),
        (200, {}),
        (302, {}),
    ],
)
async def test_a_refusal_without_a_code_is_one_all_the_same(
    microsoft: Microsoft, status: int, body: Any
) -> None:
    microsoft.status, microsoft.token = status, body
    found = await look(microsoft)
    assert f"status {status}" in found["teams token"].sentence


@pytest.mark.parametrize(
    ("status", "body"), [(503, {}), (200, "<html>canary proxy</html>"), (200, ["canary"])]
)
async def test_when_microsoft_is_away_the_secret_is_not_blamed(
    microsoft: Microsoft, status: int, body: Any
) -> None:
    microsoft.status, microsoft.token = status, body
    found = await look(microsoft)
    assert bad(found) == {"teams token"}
    assert "did not answer" in found["teams token"].sentence
    assert "PASSWORD" not in found["teams token"].cure


async def test_a_machine_without_a_way_out_is_told_where_it_should_get(
    microsoft: Microsoft,
) -> None:
    nowhere = "http://127.0.0.1:1"
    found = await look(microsoft, teams_login_url=nowhere, teams_openid_metadata_url=nowhere)
    assert bad(found) == {"teams token", "teams keys"}
    assert "TEAMS_LOGIN_URL" in found["teams token"].cure
    assert "TEAMS_OPENID_METADATA_URL" in found["teams keys"].cure


@pytest.mark.parametrize("keys", [{}, {"keys": []}, {"keys": "canary"}, "<html>canary</html>"])
async def test_keys_that_cannot_be_had_are_noticed(microsoft: Microsoft, keys: Any) -> None:
    microsoft.keys = keys
    assert bad(await look(microsoft)) == {"teams keys"}


async def test_metadata_that_cannot_be_had_is_noticed(microsoft: Microsoft) -> None:
    microsoft.metadata_status = 404
    found = await look(microsoft)
    assert bad(found) == {"teams keys"}
    assert "status 404" in found["teams keys"].sentence


@pytest.mark.parametrize(
    ("wrong", "name"),
    [
        ({"teams_app_id": "Peerloop"}, "TEAMS_APP_ID"),
        ({"teams_tenant_id": "contoso.onmicrosoft.com"}, "TEAMS_TENANT_ID"),
        ({"teams_allowed_tenants": (TENANT, "contoso")}, "TEAMS_ALLOWED_TENANTS"),
    ],
)
async def test_what_cannot_be_an_id_is_named(
    microsoft: Microsoft, wrong: dict[str, Any], name: str
) -> None:
    found = await look(microsoft, **wrong)
    assert "teams ids" in bad(found)
    assert name in found["teams ids"].sentence


async def test_the_id_of_a_secret_is_told_from_the_secret(microsoft: Microsoft) -> None:
    found = await look(microsoft, teams_app_password=TENANT)
    assert "id of a secret" in found["teams ids"].sentence
    assert TENANT not in doctor.as_text(list(found.values()))


@pytest.mark.parametrize("url", ["", "http://localhost:3000"])
async def test_microsoft_needs_an_https_address(microsoft: Microsoft, url: str) -> None:
    assert bad(await look(microsoft, public_url=url)) == {"teams address"}


async def test_that_nobody_added_it_yet_is_told_and_nothing_wrong(microsoft: Microsoft) -> None:
    found = await look(microsoft, list)
    assert list(found) == [*ALL, "teams added"]
    assert bad(found) == set()
    assert "Nobody has added Peerloop" in found["teams added"].sentence
    assert "3 teams" in (await look(microsoft, lambda: range(3)))["teams added"].sentence
    assert "1 team." in (await look(microsoft, lambda: range(1)))["teams added"].sentence


async def test_without_authentication_it_says_so_and_asks_microsoft_nothing(
    microsoft: Microsoft,
) -> None:
    none = dict.fromkeys(("teams_app_id", "teams_tenant_id", "public_url"), "")
    found = await look(microsoft, teams_app_password=None, teams_insecure_local=True, **none)
    assert list(found) == ["teams local"]
    assert "anyone" in found["teams local"].sentence
    assert microsoft.path == ""


def test_the_readme_names_settings_that_there_are_and_codes_that_have_a_cure() -> None:
    root = Path(doctor_teams.__file__).parents[1]
    readme, example = (root / "README.md").read_text(), (root / ".env.example").read_text()
    ours = {name.upper() for name in Settings.model_fields if name.startswith("teams_")}
    assert set(re.findall(r"TEAMS_[A-Z_]+", readme)) <= ours
    assert set(re.findall(r"#(TEAMS_[A-Z_]+)=", example)) == ours
    codes = {int(code) for code in re.findall(r"AADSTS(\d+)", readme)}
    assert {7000215, 7000222, 700016} <= codes <= set(doctor_teams._REFUSALS)
