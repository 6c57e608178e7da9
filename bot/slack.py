"""Slack, joined: its platform, the door it knocks at, and what goes on beside them."""

import asyncio
from collections.abc import Callable

import structlog
from aiohttp import web

from adapters.slack import calling, directory, manifest
from adapters.slack.api import SlackApi
from adapters.slack.calling import App
from adapters.slack.errors import Trouble
from adapters.slack.inbound import SlackInbound
from adapters.slack.installs import Install, Installs, Renewable
from adapters.slack.oauth import SlackOAuth
from adapters.slack.platform import SlackPlatform
from adapters.slack.renewing import Renewals
from adapters.slack.socket import SlackSocket
from bot.background import Background
from bot.clock import Clock
from bot.secrets import Seals
from bot.settings import Settings
from facilitation.assistant import Assistant
from facilitation.errors import UserError
from facilitation.talk.incoming import Roster
from storage.engine import Engine
from storage.installs import SlackInstalls

log = structlog.get_logger(__name__)

READ_EVERY = 6 * 3600.0
"""Seconds between two readings of a workspace's directory; changes come by themselves in between."""
RENEW_EVERY = 300.0
TRIES = 5


class SlackApp:
    """Everything of Slack in one process; belongs to one event loop."""

    def __init__(
        self,
        settings: Settings,
        installs: Installs,
        renewable: Renewable | None,
        assistant: Assistant,
        clock: Clock,
        new_state: Callable[[], str],
    ) -> None:
        """Join the parts; nothing is opened yet."""
        self._assistant = assistant
        self._installs = installs
        self._background = Background()
        self.platform = SlackPlatform(installs, assistant.hear, api_url=settings.slack_api_url)
        secret = settings.slack_signing_secret
        self.inbound = SlackInbound(
            assistant.handle,
            assistant.hear,
            self.platform,
            signing_secret=secret.get_secret_value() if secret else "",
            clock=clock,
        )
        token = settings.slack_app_token
        self._by_http = secret is not None and token is None
        self.socket = (
            SlackSocket(
                self.inbound.dispatch, token.get_secret_value(), api_url=settings.slack_api_url
            )
            if token
            else None
        )
        self._oauth: SlackOAuth | None = None
        self._renewals: Renewals | None = None
        if renewable is not None and settings.slack_client_secret:
            app = App(
                client_id=settings.slack_client_id,
                client_secret=settings.slack_client_secret.get_secret_value(),
                api_url=settings.slack_api_url,
                public_url=settings.public_url,
            )
            self._renewals = Renewals(app, renewable, self.platform.api, clock.now)
            self._oauth = SlackOAuth(
                app,
                renewable,
                self.platform.api,
                scopes=manifest.scopes(),
                command=settings.slack_command,
                now=clock.now,
                new_state=new_state,
                installed=self._installed,
            )

    def routes(self) -> list[web.RouteDef]:
        """Return the addresses that Slack and installing admins use."""
        found = self.inbound.routes() if self._by_http else []
        return [*found, *(self._oauth.routes() if self._oauth else [])]

    async def start(self, *, with_web: bool, with_worker: bool) -> None:
        """Make the workspaces known, and begin what goes on beside requests and deliveries."""
        for install in await asyncio.to_thread(self._installs.all):
            await self._welcome(install)
        if with_web and self.socket is not None:
            await self.socket.start()
        if with_worker:
            self._background.repeat(self._read_all, READ_EVERY)
        if with_worker and self._renewals is not None:
            self._background.repeat(self._renewals.renew_due, RENEW_EVERY)

    async def stop(self, patience: float = 10.0) -> None:
        """Finish what has come in, and let go of every connection."""
        if self.socket is not None:
            await self.socket.stop()
        await self.inbound.drain(patience)
        if self._renewals is not None:
            await self._renewals.drain()
        await self._background.stop()
        await self.platform.close()

    def _installed(self, install: Install) -> None:
        """Make a workspace known that was installed just now, and read who is there."""
        self._background.begin(self._arrive(install))

    async def _arrive(self, install: Install) -> None:
        self.platform.known.forget(install.workspace)
        await self._welcome(install)
        await self._read(install)

    async def _welcome(self, install: Install) -> None:
        """Make a workspace known, without anything of its people yet."""
        known = Roster(
            workspace=install.workspace,
            platform="slack",
            name=install.name,
            zone="",
            profiles=(),
            whole=False,
        )
        await asyncio.to_thread(self._assistant.hear, known)

    async def _read_all(self) -> None:
        for install in await asyncio.to_thread(self._installs.all):
            await self._read(install)

    async def _read(self, install: Install) -> None:
        """Read a workspace's directory; what fails is tried again the next time."""
        try:
            found = await directory.roster(self.platform.api, install)
        except Trouble as error:
            log.warning("a directory was not read", workspace=install.workspace, error=error.code)
            return
        await asyncio.to_thread(self._assistant.hear, found)
        log.info("directory read", workspace=install.workspace, people=len(found.profiles))


def stored(settings: Settings, engine: Engine) -> SlackInstalls[Install]:
    """Return the installs that are kept in the database, their tokens sealed with SECRET_KEYS."""
    seals = _seals(settings)
    return SlackInstalls(engine, Install, seal=seals.seal, open=seals.open)


def _seals(settings: Settings) -> Seals:
    """Return what seals with the operator's keys."""
    return Seals([key.get_secret_value() for key in settings.secret_keys])


async def connect(
    settings: Settings,
    engine: Engine,
    assistant: Assistant,
    clock: Clock,
    new_state: Callable[[], str],
) -> SlackApp | None:
    """Return Slack's parts as the settings have them, None where Slack is not set up; raises UserError."""
    if settings.slack_client_id:
        installs = stored(settings, engine)
        await asyncio.to_thread(installs.reseal, _seals(settings).again)
        return SlackApp(settings, installs, installs, assistant, clock, new_state)
    if settings.slack_bot_token is None:
        return None
    one = await _one_workspace(settings)
    return SlackApp(settings, one, None, assistant, clock, new_state)


async def _one_workspace(settings: Settings) -> Installs:
    """Return the install of SLACK_BOT_TOKEN; asks a few times when Slack cannot answer at once."""
    assert settings.slack_bot_token is not None
    token = settings.slack_bot_token.get_secret_value()
    app_token = settings.slack_app_token.get_secret_value() if settings.slack_app_token else ""
    api = SlackApi(settings.slack_api_url)
    try:
        for turn in range(TRIES):
            try:
                return await calling.one_workspace(api, token, app_token)
            except Trouble as error:
                log.warning("slack does not answer", error=error.code, tries=turn + 1)
                await asyncio.sleep(1.0 + turn)
    finally:
        await api.close()
    raise UserError(
        f"Slack does not answer at {settings.slack_api_url}, so I cannot tell whose SLACK_BOT_TOKEN this is. "
        "Look whether this machine may reach it, then start again."
    )
