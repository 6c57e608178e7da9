"""What the doctor looks at where Slack is set up: tokens, permissions, and how Slack reaches us or we reach it."""

import asyncio
from collections.abc import Callable, Sequence
from functools import cache

from adapters.slack import calling, errors, manifest, uploads
from adapters.slack.api import SlackApi
from adapters.slack.calling import Identity
from adapters.slack.errors import Trouble
from adapters.slack.installs import Install
from bot.doctor import Check, Unfit
from bot.settings import Settings
from facilitation.errors import PeerloopError

_PATIENCE = 10.0
_REINSTALL = "On your Slack app's page, press Reinstall under Install App"
_WRITE_FILES = "To send them as files, use what `peerloop manifest slack --write-files` prints."
_UNREACHED = "Look whether this machine may reach slack.com (or SLACK_API_URL), then look again."


def checks(
    settings: Settings, installs: Callable[[], Sequence[Install]] | None = None
) -> list[Check]:
    """Return the checks that these settings call for; `installs` reads and opens every install that is kept."""
    found: list[Check] = []
    if settings.slack_bot_token:
        who = cache(lambda: _identity(settings))
        found += [token(who), scopes(who), files(who, settings.public_url)]
    if settings.slack_bot_token or settings.slack_client_id:
        found += [socket(settings)] if settings.slack_app_token else [signing(settings)]
    if settings.slack_client_id or (settings.slack_bot_token and not settings.slack_app_token):
        found.append(address(settings))
    if settings.slack_client_id and installs is not None:
        found.append(kept(installs))
    return found


def token(who: Callable[[], Identity]) -> Check:
    """Look whether Slack takes SLACK_BOT_TOKEN, and whether it is one workspace's."""

    def run() -> str:
        found = who()
        if found.whole or not found.team.startswith("T"):
            raise Unfit(
                "SLACK_BOT_TOKEN belongs to a whole organization.",
                "Use a token of one workspace, or install by OAuth (SLACK_CLIENT_ID).",
            )
        return f"Slack knows Peerloop in {found.name or found.team}."

    return Check("slack token", run)


def scopes(who: Callable[[], Identity]) -> Check:
    """Look whether the token has every scope of the manifest."""

    def run() -> str:
        if lacking := manifest.missing(who().scopes):
            raise Unfit(
                f"The token lacks {', '.join(lacking)}.",
                "Put what `peerloop manifest slack` prints into your Slack app's App Manifest. "
                f"{_REINSTALL}.",
            )
        if not manifest.OPTIONAL.issubset(who().scopes):
            return "The token has every scope but users:read.email, so people in files go by their handles."
        return f"The token has all {len(manifest.SCOPES)} scopes."

    return Check("slack scopes", run)


def files(who: Callable[[], Identity], public_url: str) -> Check:
    """Tell how files for one person go: as such, by link, or not at all; none of it is wrong."""

    def run() -> str:
        if uploads.SCOPE in who().scopes:
            return f"Files for one person are sent as files ({uploads.SCOPE})."
        if public_url:
            return f"Files for one person go by a link that opens once. {_WRITE_FILES}"
        return f"Files cannot be given to anybody without PUBLIC_URL. {_WRITE_FILES}"

    return Check("slack files", run)


def signing(settings: Settings) -> Check:
    """Look whether requests can be told from forged ones, where Slack calls by HTTP."""

    def run() -> str:
        if not settings.slack_signing_secret:
            raise Unfit(
                "SLACK_SIGNING_SECRET is not set, so nothing that Slack sends can be trusted.",
                "Your Slack app's page shows it under Basic Information.",
            )
        return "What Slack sends is verified by its signature."

    return Check("slack signing", run)


def address(settings: Settings) -> Check:
    """Look whether Slack, and the browsers of those who install, have an address to come to."""

    def run() -> str:
        if not settings.public_url.startswith("https://"):
            raise Unfit(
                "PUBLIC_URL is not an https:// address, and Slack calls no other.",
                "Put the https:// address of your proxy or host there, or use Socket Mode "
                "(SLACK_APP_TOKEN), which needs none.",
            )
        return f"Slack is to call {settings.public_url}/slack/events."

    return Check("slack address", run)


def socket(settings: Settings) -> Check:
    """Look whether the app token opens Socket Mode."""

    def run() -> str:
        assert settings.slack_app_token
        app_token = settings.slack_app_token.get_secret_value()
        try:
            asyncio.run(_open_socket(settings.slack_api_url, app_token))
        except Trouble as error:
            raise _unfit(
                error,
                "SLACK_APP_TOKEN",
                "Your Slack app's page makes one under Basic Information, App-Level Tokens, with "
                "the scope connections:write; Socket Mode must be switched on there too.",
            ) from None
        return "Socket Mode opens."

    return Check("slack socket", run)


def kept(installs: Callable[[], Sequence[Install]]) -> Check:
    """Look whether the keys open the token of every install that is kept, and whether each has every scope."""

    def run() -> str:
        try:
            found = installs()
        except PeerloopError as error:
            raise Unfit(str(error), "Then look again.") from None
        for one in found:
            if one.scopes and (lacking := manifest.missing(one.scopes)):
                raise Unfit(
                    f"The token of {one.name or one.workspace} lacks {', '.join(lacking)}.",
                    "Let an admin there install Peerloop again, from its install page.",
                )
        count = len(found)
        return (
            f"The tokens of {count} installed workspace{'' if count == 1 else 's'} can be opened."
        )

    return Check("slack installs", run)


def _identity(settings: Settings) -> Identity:
    assert settings.slack_bot_token
    bot_token = settings.slack_bot_token.get_secret_value()
    try:
        return asyncio.run(_ask(settings.slack_api_url, bot_token))
    except Trouble as error:
        raise _unfit(error, "SLACK_BOT_TOKEN", f"{_REINSTALL}, and copy the token anew.") from None


async def _ask(api_url: str, bot_token: str) -> Identity:
    api = SlackApi(api_url, timeout=_PATIENCE)
    try:
        return await calling.identity(api, bot_token)
    finally:
        await api.close()


async def _open_socket(api_url: str, app_token: str) -> None:
    api = SlackApi(api_url, timeout=_PATIENCE)
    try:
        await api.call(app_token, "apps.connections.open")
    finally:
        await api.close()


def _unfit(error: Trouble, setting: str, cure: str) -> Unfit:
    if errors.passing(error):
        return Unfit(f"Slack did not answer ({error.code[:60]}).", _UNREACHED)
    return Unfit(f"Slack does not take {setting} ({error.code[:60]}).", cure)
