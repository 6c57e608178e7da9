"""What the doctor looks at where Teams is set up: ids and secret, Microsoft's keys, our address, and who added us."""

import asyncio
import re
from collections.abc import Callable, Sequence
from typing import Any
from urllib.parse import urlsplit

import aiohttp

from bot.doctor import Check, Unfit
from bot.settings import Settings

LOGIN = "https://login.microsoftonline.com"
OPENID = "https://login.botframework.com/v1/.well-known/openidconfiguration"
SCOPE = "https://api.botframework.com/.default"

_PATIENCE = aiohttp.ClientTimeout(total=10.0)
_GUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_REGISTRATION = "the bot's app registration in Azure (Microsoft Entra ID, App registrations)"
_NEW_SECRET = (
    "Make a new one under Certificates & secrets of the bot's app registration, and put its Value (not its "
    "Secret ID), which Azure shows only once, into TEAMS_APP_PASSWORD."
)

_REFUSALS: dict[int, tuple[str, str]] = {
    7000215: ("TEAMS_APP_PASSWORD is not the client secret of this app", _NEW_SECRET),
    7000222: ("The client secret in TEAMS_APP_PASSWORD has expired", _NEW_SECRET),
    700016: (
        "The directory TEAMS_TENANT_ID has no app TEAMS_APP_ID",
        f"Copy both ids anew from the Overview of {_REGISTRATION}.",
    ),
    90002: (
        "There is no directory TEAMS_TENANT_ID",
        f"Copy the directory (tenant) id anew from the Overview of {_REGISTRATION}. "
        "In another Microsoft cloud, set TEAMS_LOGIN_URL too.",
    ),
    7000112: (
        "The app TEAMS_APP_ID is disabled",
        "Have an administrator enable it: Microsoft Entra ID, Enterprise applications, Properties.",
    ),
    53003: (
        "A conditional access policy keeps the app TEAMS_APP_ID from signing in",
        "Have an administrator exclude this app, or allow the address of this machine.",
    ),
}
_REFUSALS[900023] = _REFUSALS[90002]


class _Away(Exception):
    """Whoever was asked did not answer, or not as it should."""


def checks(settings: Settings, teams: Callable[[], Sequence[object]] | None = None) -> list[Check]:
    """Return the checks that these settings call for; `teams` reads the teams that Peerloop was added to."""
    found: list[Check] = [local()] if settings.teams_insecure_local else []
    if settings.teams_app_id:
        found += [ids(settings), token(settings), keys(settings), address(settings)]
        found.append(files(settings.teams_write_files))
    if found and teams is not None:
        found.append(added(teams))
    return found


def local() -> Check:
    """Tell that nobody has to prove who they are."""
    return Check(
        "teams local",
        lambda: (
            "TEAMS_INSECURE_LOCAL is on: whoever is on this machine may speak for anyone. "
            "Only for Microsoft's test client."
        ),
    )


def ids(settings: Settings) -> Check:
    """Look whether the ids can be ids, and the secret a secret."""

    def run() -> str:
        named = [
            ("TEAMS_APP_ID", settings.teams_app_id),
            ("TEAMS_TENANT_ID", settings.teams_tenant_id),
            *(("TEAMS_ALLOWED_TENANTS", tenant) for tenant in settings.teams_allowed_tenants),
        ]
        for name, value in named:
            if not _GUID.fullmatch(value):
                raise Unfit(
                    f"{name} must be written as 00000000-0000-0000-0000-000000000000, and “{value[:60]}” is not.",
                    f"The Overview of {_REGISTRATION} shows application and directory ids.",
                )
        if _GUID.fullmatch(_secret(settings)):
            raise Unfit(
                "TEAMS_APP_PASSWORD looks like the id of a secret, and not like the secret.",
                _NEW_SECRET,
            )
        tenants = settings.teams_allowed_tenants or (settings.teams_tenant_id,)
        return f"People of {_count(len(tenants), 'directory', 'directories')} may talk to Peerloop."

    return Check("teams ids", run)


def token(settings: Settings) -> Check:
    """Look whether Microsoft lets Peerloop in."""

    def run() -> str:
        base = (settings.teams_login_url or LOGIN).rstrip("/")
        try:
            status, body = asyncio.run(_sign_in(base, settings))
        except _Away as away:
            raise Unfit(
                f"{_host(base)} did not answer ({away}).",
                f"Look whether this machine may reach {_host(base)} (TEAMS_LOGIN_URL), then look again.",
            ) from None
        if status == 200 and body.get("access_token"):
            return "Microsoft lets Peerloop in."
        raise _refused(status, body)

    return Check("teams token", run)


def keys(settings: Settings) -> Check:
    """Look whether the keys can be had by which Microsoft's requests are told from forged ones."""

    def run() -> str:
        address = settings.teams_openid_metadata_url or OPENID
        try:
            count = asyncio.run(_keys(address))
        except _Away as away:
            raise Unfit(
                f"Microsoft's keys cannot be read from {_host(address)} ({away}), so nothing that Teams sends can be "
                "trusted.",
                f"Look whether this machine may reach {_host(address)} (TEAMS_OPENID_METADATA_URL), then look again.",
            ) from None
        return f"What Teams sends is verified by {_count(count, 'key', 'keys')} of Microsoft's."

    return Check("teams keys", run)


def address(settings: Settings) -> Check:
    """Look whether Microsoft has an address to come to."""

    def run() -> str:
        if not settings.public_url.startswith("https://"):
            raise Unfit(
                "PUBLIC_URL is not an https:// address, and Microsoft calls no other.",
                "Put the https:// address of your proxy or host there. To try Teams without one, see "
                "“On your own machine” in the README.",
            )
        return f"Microsoft is to call {settings.public_url}/api/messages, if the Azure Bot's Configuration says so."

    return Check("teams address", run)


def files(offered: bool) -> Check:
    """Tell how files for one person go; neither is wrong."""

    def run() -> str:
        if offered:
            return (
                "Files are offered in people's own chats (TEAMS_WRITE_FILES), which takes an app package made by "
                "`peerloop manifest teams --write-files`."
            )
        return "Files for one person go by a link that opens once (TEAMS_WRITE_FILES is not set)."

    return Check("teams files", run)


def added(teams: Callable[[], Sequence[object]]) -> Check:
    """Tell how many teams Peerloop was added to; none yet is nothing wrong."""

    def run() -> str:
        if count := len(teams()):
            return f"Peerloop is in {_count(count, 'team', 'teams')}."
        return (
            "Nobody has added Peerloop to a team yet: upload what `peerloop manifest teams` writes, then "
            "add it to a team."
        )

    return Check("teams added", run)


async def _sign_in(base: str, settings: Settings) -> tuple[int, dict[str, Any]]:
    asked = {
        "grant_type": "client_credentials",
        "client_id": settings.teams_app_id,
        "client_secret": _secret(settings),
        "scope": SCOPE,
    }
    return await _ask("POST", f"{base}/{settings.teams_tenant_id}/oauth2/v2.0/token", asked)


async def _keys(address: str) -> int:
    _, metadata = await _ask("GET", address)
    where = metadata.get("jwks_uri")
    if not isinstance(where, str):
        raise _Away("no keys are named there")
    _, answer = await _ask("GET", where)
    listed = answer.get("keys")
    if not isinstance(listed, list) or not listed:
        raise _Away("there are no keys")
    return len(listed)


async def _ask(method: str, url: str, form: object = None) -> tuple[int, dict[str, Any]]:
    """Return the status and the JSON object; raises _Away for anything else, with nothing secret in it."""
    try:
        async with (
            aiohttp.ClientSession(timeout=_PATIENCE) as session,
            session.request(method, url, data=form, allow_redirects=False) as response,
        ):
            body = await response.json(content_type=None)
            status = response.status
    except TimeoutError:
        raise _Away("no answer within 10 s") from None
    except (aiohttp.ClientError, OSError) as error:
        raise _Away(type(error).__name__) from None
    except ValueError:
        raise _Away("it does not look like Microsoft's") from None
    if not isinstance(body, dict) or status >= 500 or (method == "GET" and status != 200):
        raise _Away(f"status {status}")
    return status, body


def _refused(status: int, body: dict[str, Any]) -> Unfit:
    given = body.get("error_codes")
    codes = [code for code in given if isinstance(code, int)] if isinstance(given, list) else []
    for code in codes:
        if known := _REFUSALS.get(code):
            sentence, cure = known
            return Unfit(f"{sentence} (AADSTS{code}).", cure)
    reason = f"AADSTS{codes[0]}" if codes else f"status {status}"
    return Unfit(
        f"Microsoft does not let Peerloop in ({reason}).",
        f"Look at {_REGISTRATION}, and up the code at https://login.microsoftonline.com/error.",
    )


def _secret(settings: Settings) -> str:
    assert settings.teams_app_password
    return settings.teams_app_password.get_secret_value()


def _host(address: str) -> str:
    return urlsplit(address).hostname or address


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"
