"""Teams, joined: its platform, the door it knocks at, and what goes on beside them."""

import asyncio

import structlog
from aiohttp import web

from adapters.teams import about, directory
from adapters.teams.inbound import TeamsInbound
from adapters.teams.platform import TeamsPlatform
from adapters.teams.references import Reference
from adapters.teams.sending import Sending
from adapters.teams.transport import MICROSOFT, Botbuilder
from adapters.teams.transport.model import Trouble
from bot.background import Background
from bot.clock import Clock
from bot.settings import LOOPBACK, Settings
from facilitation.assistant import Assistant
from storage.engine import Engine
from storage.references import TeamsReferences

log = structlog.get_logger(__name__)

READ_EVERY = 6 * 3600.0
"""Seconds between two readings of the teams' rosters; changes come by themselves in between."""


class TeamsApp:
    """Everything of Teams in one process; belongs to one event loop."""

    def __init__(
        self, settings: Settings, engine: Engine, assistant: Assistant, clock: Clock
    ) -> None:
        """Join the parts; nothing is opened yet."""
        local = settings.teams_insecure_local
        password = settings.teams_app_password
        allowed = _hosts(settings)
        self._assistant = assistant
        self._references = TeamsReferences(engine, Reference)
        self._background = Background()
        self._transport = Botbuilder(
            settings.teams_app_id,
            password.get_secret_value() if password else "",
            settings.teams_tenant_id,
            openid_url=settings.teams_openid_metadata_url,
            login_url=settings.teams_login_url,
            local=local,
            hosts=allowed,
        )
        sending = Sending(
            self._transport,
            self._references,
            hosts=allowed,
            opens_form=assistant.opens_form,
            local=local,
        )
        self.platform = TeamsPlatform(sending, assistant.hear)
        self.inbound = TeamsInbound(
            assistant.handle,
            assistant.hear,
            self._transport,
            self._references,
            sending,
            tenants=settings.teams_allowed_tenants or (settings.teams_tenant_id,),
            hosts=allowed,
            local=local,
            now=clock.now,
        )

    def routes(self) -> list[web.RouteDef]:
        """Return the address that Microsoft posts to, and the pages that the app package names."""
        return [*self.inbound.routes(), *about.routes()]

    async def start(self, *, with_web: bool, with_worker: bool) -> None:
        """Begin what goes on beside requests and deliveries."""
        if with_worker:
            self._background.repeat(self._read_all, READ_EVERY)

    async def stop(self, patience: float = 10.0) -> None:
        """Finish what has come in, and let go of every connection."""
        await self.inbound.drain(patience)
        await self._background.stop()
        await self._transport.close()

    async def _read_all(self) -> None:
        """Read who is in the teams; what fails is tried again the next time."""
        teams = await asyncio.to_thread(self._references.teams)
        for workspace in sorted({team.workspace for team in teams}):
            try:
                found = await directory.read(self._transport, self._references, workspace)
            except Trouble as error:
                log.warning("rosters were not read", workspace=workspace, error=error.code)
                continue
            if found.profiles:
                await asyncio.to_thread(self._assistant.hear, found)


def _hosts(settings: Settings) -> frozenset[str]:
    """Return where Teams may be answered: where the settings say, else at Microsoft's, or at this very machine."""
    if settings.teams_allowed_service_hosts:
        return frozenset(settings.teams_allowed_service_hosts)
    return LOOPBACK if settings.teams_insecure_local else MICROSOFT
