"""Slack, joined: its platform, the door it knocks at, and what goes on beside them."""

import asyncio
from collections.abc import Callable
from concurrent.futures import Executor
from functools import partial

import structlog
from aiohttp import web

from adapters.patience import patiently
from adapters.promises import LOOK_EVERY, Promises
from adapters.slack import calling, directory, errors, manifest, mrkdwn
from adapters.slack.api import TIMEOUT, SlackApi
from adapters.slack.calling import App
from adapters.slack.chats import Chats
from adapters.slack.errors import Trouble
from adapters.slack.inbound import SlackInbound
from adapters.slack.installs import Install, Installs, OneWorkspace, Renewable
from adapters.slack.oauth import SlackOAuth
from adapters.slack.platform import SlackPlatform
from adapters.slack.renewing import Renewals
from adapters.slack.socket import SlackSocket
from adapters.slack.threads import Threads
from bot import directories, listening
from bot.background import Background
from bot.clock import Clock
from bot.directories import Directories, Readings
from bot.listening import Listening
from bot.secrets import Seals
from bot.settings import Settings
from facilitation.assistant import Assistant
from facilitation.errors import UserError
from facilitation.people import readers
from facilitation.platform import Files
from facilitation.talk.incoming import Roster
from storage.chats import SlackChats
from storage.engine import Engine
from storage.installs import SlackInstalls
from storage.upkeep import Notes

log = structlog.get_logger(__name__)

RENEW_EVERY = 300.0
TRIES = 5
_SOON = 3.0
"""Seconds that Slack may take to say whose a token is, where that is known."""
_KEPT = "slack install of SLACK_BOT_TOKEN"


class SlackApp:
    """Everything of Slack in one process; belongs to one event loop."""

    def __init__(
        self,
        settings: Settings,
        installs: Installs,
        renewable: Renewable | None,
        opened: Chats,
        read: Readings,
        assistant: Assistant,
        promised: Promises,
        files: Files,
        clock: Clock,
        new_state: Callable[[], str],
        threads: Executor | None,
    ) -> None:
        """Join the parts; nothing is opened yet."""
        self._assistant = assistant
        self._installs = installs
        self._background = Background()
        self._guests = settings.slack_guests
        self._promises = promised
        mrkdwn.HERE.command = settings.slack_command
        api = settings.slack_api_url
        self.platform = SlackPlatform(
            installs, assistant.hear, files=files, api_url=api, opened=opened
        )
        self.directories = self._kept_read(read)
        secret = settings.slack_signing_secret
        self.inbound = SlackInbound(
            assistant.handle,
            assistant.hear,
            self.platform,
            promised,
            signing_secret=secret.get_secret_value() if secret else "",
            clock=clock,
            of_known=assistant.of_known,
            guests=self._guests,
            listens=assistant.listens,
            threads=threads,
            reads=partial(readers.kept, assistant.store),
        )
        news, heard = Threads(self.platform).news, self.inbound.heard
        self.listening = Listening(assistant.store, clock, news, heard, assistant.hear)
        token = settings.slack_app_token
        self._by_http = secret is not None and token is None
        self.socket = (
            SlackSocket(self.inbound.dispatch, token.get_secret_value(), api_url=api)
            if token
            else None
        )
        self._oauth: SlackOAuth | None = None
        self._renewals: Renewals | None = None
        if renewable is not None and settings.slack_client_secret:
            app = App(
                client_id=settings.slack_client_id,
                client_secret=settings.slack_client_secret.get_secret_value(),
                api_url=api,
                public_url=settings.public_url,
            )
            self._renewals = Renewals(app, renewable, self.platform.api, clock.now)
            self._oauth = self._installing(app, renewable, settings, clock, new_state)

    def _kept_read(self, read: Readings) -> Directories[Install]:
        return Directories(
            read,
            lambda: {install.workspace: install for install in self._installs.all()},
            partial(directory.roster, self.platform.api, guests=self._guests),
            self._assistant.hear,
            Trouble,
            lambda install: install.installer,
        )

    def _installing(
        self,
        app: App,
        renewable: Renewable,
        settings: Settings,
        clock: Clock,
        new_state: Callable[[], str],
    ) -> SlackOAuth:
        """Return the pages by which workspaces install."""
        return SlackOAuth(
            app,
            renewable,
            self.platform.api,
            scopes=manifest.scopes(
                read_files=settings.slack_read_files, write_files=settings.slack_write_files
            ),
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
        if with_web or with_worker:
            self._background.repeat(self.inbound.look, LOOK_EVERY)
        if with_worker:
            self._background.repeat(self.directories.keep_up, directories.LOOK_EVERY)
            self._background.repeat(self.listening.look, listening.LOOK_EVERY)
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
        await self._promises.close()
        await self.platform.close()

    def _installed(self, install: Install) -> None:
        """Make a workspace known that was installed just now, and read who is there."""
        self._background.begin(self._arrive(install))

    async def _arrive(self, install: Install) -> None:
        self.platform.known.forget(install.workspace)
        await self._welcome(install)
        api, who = self.platform.api, install.installer
        # whoever waits for the others to be read is known first
        if who and (known := await directory.look_up(api, install, who, guests=self._guests)):
            await asyncio.to_thread(self._assistant.hear, known)
        await self.directories.read(install.workspace, install)

    async def _welcome(self, install: Install) -> None:
        """Make a workspace known, without anything of its people yet."""
        known = Roster(
            workspace=install.workspace,
            platform="slack",
            name=install.name,
            zone="",
            profiles=(),
            whole=False,
            # told otherwise, or refused, this is learnt
            replies="read",
        )
        await asyncio.to_thread(self._assistant.hear, known)

    async def refresh(self) -> list[str]:
        """Read the threads that are due, and the directories that are old; return a line for each of those."""
        await self.listening.look()
        return await self.directories.refresh()


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
    promised: Promises,
    files: Files,
    clock: Clock,
    new_state: Callable[[], str],
    threads: Executor | None,
) -> SlackApp | None:
    """Return Slack's parts as the settings have them, None where Slack is not set up; raises UserError."""
    opened, read = SlackChats(engine), Readings(Notes(engine), clock.now)
    if settings.slack_client_id:
        installs = stored(settings, engine)
        await asyncio.to_thread(installs.reseal, _seals(settings).again)
        return SlackApp(
            settings,
            installs,
            installs,
            opened,
            read,
            assistant,
            promised,
            files,
            clock,
            new_state,
            threads,
        )
    if settings.slack_bot_token is None:
        return None
    one = await _one_workspace(settings, Notes(engine))
    return SlackApp(
        settings, one, None, opened, read, assistant, promised, files, clock, new_state, threads
    )


async def _one_workspace(settings: Settings, notes: Notes) -> OneWorkspace:
    """Return the install of SLACK_BOT_TOKEN; what is known of it where Slack cannot answer, or asks a few times."""
    assert settings.slack_bot_token is not None
    token = settings.slack_bot_token.get_secret_value()
    app_token = settings.slack_app_token.get_secret_value() if settings.slack_app_token else ""
    known = calling.again(await asyncio.to_thread(notes.read, _KEPT), token)
    api = SlackApi(settings.slack_api_url, timeout=TIMEOUT if known is None else _SOON)
    try:
        found = await patiently(
            lambda: calling.one_workspace(api, token, app_token),
            TRIES if known is None else 1,
            errors.passing,
        )
    except Trouble as error:
        if known is not None:
            log.warning(
                "slack does not answer, starting with what is known of the workspace",
                workspace=known.workspace,
                error=error.code,
            )
            return OneWorkspace(known)
        raise UserError(
            f"Slack does not answer at {settings.slack_api_url} ({error.code}), so I cannot tell whose "
            "SLACK_BOT_TOKEN this is. Look whether this machine may reach it, then start again."
        ) from None
    finally:
        await api.close()
    await asyncio.to_thread(notes.write, _KEPT, calling.kept(found.all()[0]))
    return found
