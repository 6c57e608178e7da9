"""Asking Slack for what installing needs: who a token belongs to, tokens for a code, a newer token for an older."""

import hashlib
import json
from collections.abc import Awaitable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from urllib.parse import urljoin

import aiohttp
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from adapters.reading import Unreadable
from adapters.slack import ids
from adapters.slack.api import SlackApi
from adapters.slack.errors import TRANSPORT, Trouble, passing, trouble
from adapters.slack.installs import Install, OneWorkspace
from facilitation.errors import UserError

_PAGE, _PAGES = 1_000, 1_000


@dataclass(frozen=True, slots=True)
class Identity:
    """Who a token belongs to, as auth.test says."""

    team: str
    enterprise: str
    name: str
    bot_user: str
    bot_id: str
    whole: bool
    """Whether the token is a whole organization's."""
    scopes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class App:
    """The app's own credentials, by which it asks for tokens."""

    client_id: str
    client_secret: str = field(repr=False)
    api_url: str
    public_url: str = ""

    @property
    def redirect_uri(self) -> str:
        """Return where Slack sends a browser back to."""
        return f"{self.public_url}/slack/oauth_redirect"

    def slack(self, path: str) -> str:
        """Return an address on the host of Slack's pages, which the address of its API tells."""
        return urljoin(self.api_url, path)


async def identity(api: SlackApi, token: str) -> Identity:
    """Return who a token belongs to; raises Trouble."""
    response = await _answer(api.client(token).auth_test())
    return Identity(
        team=_text(response, "team_id"),
        enterprise=_text(response, "enterprise_id"),
        name=_text(response, "team"),
        bot_user=_text(response, "user_id"),
        bot_id=_text(response, "bot_id"),
        whole=bool(response.get("is_enterprise_install")),
        scopes=_scopes(response.headers.get("x-oauth-scopes", "")),
    )


def kept(install: Install) -> str:
    """Return who a token belongs to as JSON, without the token but for what tells it from another."""
    told = {**asdict(install), "bot_token": _print(install.bot_token)}
    return json.dumps({k: v for k, v in told.items() if k not in ("refresh_token", "expires_at")})


def again(kept: str, token: str) -> Install | None:
    """Return the install that was kept if it is this token's."""
    told = json.loads(kept) if kept else {}
    if told.get("bot_token") != _print(token):
        return None
    return Install(**{**told, "bot_token": token, "scopes": tuple(told["scopes"])})


def _print(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


async def one_workspace(api: SlackApi, token: str, app_token: str = "") -> OneWorkspace:
    """Return the install of SLACK_BOT_TOKEN; raises UserError when Slack refuses it, Trouble when it cannot answer."""
    try:
        found = await identity(api, token)
    except Trouble as error:
        if passing(error):
            raise
        raise UserError(
            f"Slack does not take SLACK_BOT_TOKEN ({error.code[:60]}). Your Slack app's page shows the "
            "token under OAuth & Permissions; install the app there anew when it was revoked."
        ) from None
    if found.whole or not found.team.startswith("T"):
        raise UserError(
            "SLACK_BOT_TOKEN belongs to a whole organization, and one workspace is needed. Please "
            "install by OAuth (SLACK_CLIENT_ID), or use a token of one workspace."
        )
    return OneWorkspace(
        Install(
            workspace=ids.workspace(found.team),
            team=found.team,
            enterprise=found.enterprise,
            name=found.name,
            bot_token=token,
            bot_user=found.bot_user,
            bot_id=found.bot_id,
            app_id=_app_of(app_token),
            scopes=found.scopes,
            installed_by="",
        )
    )


async def exchange(app: App, api: SlackApi, code: str, now: datetime) -> Install:
    """Return the install that a code from Slack's page stands for; raises Trouble."""
    response = await _access(app, api, code=code, redirect_uri=app.redirect_uri)
    token = _text(response, "access_token")
    team, enterprise = _part(response, "team"), _part(response, "enterprise")
    whole = bool(response.get("is_enterprise_install"))
    team_id = "" if whole else team.get("id", "")
    try:
        workspace = ids.workspace(team_id or enterprise.get("id"))
    except Unreadable:
        raise Trouble("incomplete_answer") from None
    if not token:
        raise Trouble("incomplete_answer")
    found = await identity(api, token)
    return Install(
        workspace=workspace,
        team=team_id,
        enterprise=enterprise.get("id", ""),
        name=(enterprise if whole else team).get("name", "") or found.name,
        bot_token=token,
        bot_user=_text(response, "bot_user_id") or found.bot_user,
        bot_id=found.bot_id,
        app_id=_text(response, "app_id"),
        scopes=_scopes(_text(response, "scope")) or found.scopes,
        installed_by=_part(response, "authed_user").get("id", ""),
        refresh_token=_text(response, "refresh_token"),
        expires_at=_ends(response, now),
    )


async def teams(api: SlackApi, token: str) -> dict[str, str]:
    """Return the workspaces that an organization lets the app into, ids with names; raises Trouble."""
    cursor, found = "", dict[str, str]()
    for _ in range(_PAGES):
        page = await api.call(token, "auth.teams.list", limit=_PAGE, cursor=cursor or None)
        found |= {str(team["id"]): str(team.get("name") or "") for team in page.get("teams") or ()}
        cursor = (page.get("response_metadata") or {}).get("next_cursor") or ""
        if not cursor:
            return found
    raise Trouble("server_error", detail="auth.teams.list without end")


async def renewed(
    app: App, api: SlackApi, refresh_token: str, now: datetime
) -> tuple[str, str, datetime | None]:
    """Return a newer token, what renews it and when it ends; raises Trouble."""
    given = {"grant_type": "refresh_token", "refresh_token": refresh_token}
    response = await _access(app, api, **given)
    token = _text(response, "access_token")
    if not token:
        raise Trouble("incomplete_answer")
    return token, _text(response, "refresh_token"), _ends(response, now)


async def _access(app: App, api: SlackApi, **given: str) -> AsyncSlackResponse:
    """Call oauth.v2.access; not by slack_sdk's own method, whose BasicAuth aiohttp has deprecated."""
    basic = aiohttp.encode_basic_auth(app.client_id, app.client_secret)
    called = api.client("").api_call(
        "oauth.v2.access", data=given, headers={"Authorization": basic}
    )
    return await _answer(called)


async def _answer(asked: Awaitable[AsyncSlackResponse]) -> AsyncSlackResponse:
    """Wait for Slack's answer; raises Trouble, from nothing, since the error's own words may repeat what was sent."""
    try:
        response = await asked
    except (*TRANSPORT, AttributeError) as error:
        # AttributeError: what slack_sdk makes of a page where JSON should be
        raise trouble(error) from None
    if not isinstance(response.data, dict):
        raise Trouble("server_error")
    return response


def _text(response: AsyncSlackResponse, name: str) -> str:
    value = response.get(name)
    return value if isinstance(value, str) else ""


def _part(response: AsyncSlackResponse, name: str) -> Mapping[str, str]:
    """Return the texts of an object in the answer; Slack sends null where there is none."""
    value = response.get(name)
    found = value.items() if isinstance(value, dict) else ()
    return {k: v for k, v in found if isinstance(v, str)}


def _ends(response: AsyncSlackResponse, now: datetime) -> datetime | None:
    seconds = response.get("expires_in")
    return now + timedelta(seconds=seconds) if isinstance(seconds, int) and seconds > 0 else None


def _scopes(text: str) -> tuple[str, ...]:
    return tuple(scope.strip() for scope in text.split(",") if scope.strip())


def _app_of(app_token: str) -> str:
    """Return the app's id, which an app token names in its third part."""
    parts = app_token.split("-")
    return parts[2] if len(parts) > 3 and parts[2].startswith("A") else ""
