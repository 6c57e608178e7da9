"""Teams, joined: its platform, the door it knocks at, and what goes on beside them."""

from concurrent.futures import Executor
from functools import partial

import structlog
from aiohttp import web

from adapters.loopback import LOOPBACK
from adapters.promises import LOOK_EVERY, Promises
from adapters.teams import directory
from adapters.teams.inbound import TeamsInbound
from adapters.teams.platform import TeamsPlatform
from adapters.teams.references import Reference
from adapters.teams.sending import Sending
from adapters.teams.transport import MICROSOFT, Botbuilder
from adapters.teams.transport.model import Trouble
from bot import directories
from bot.background import Background
from bot.clock import Clock
from bot.directories import Directories, Readings
from bot.settings import Settings
from facilitation.assistant import Assistant
from facilitation.people import readers
from facilitation.platform import Files
from storage.engine import Engine
from storage.references import TeamsReferences
from storage.upkeep import Notes

log = structlog.get_logger(__name__)


class TeamsApp:
    """Everything of Teams in one process; belongs to one event loop."""

    def __init__(
        self,
        settings: Settings,
        engine: Engine,
        assistant: Assistant,
        promised: Promises,
        files: Files,
        clock: Clock,
        threads: Executor | None = None,
    ) -> None:
        """Join the parts; nothing is opened yet."""
        local = settings.teams_insecure_local
        password = settings.teams_app_password
        allowed = _hosts(settings)
        self._references = references = TeamsReferences(engine, Reference)
        self._background = Background()
        self._promises = promised
        self._transport = Botbuilder(
            settings.teams_app_id,
            password.get_secret_value() if password else "",
            settings.teams_tenant_id,
            openid_url=settings.teams_openid_metadata_url,
            login_url=settings.teams_login_url,
            local=local,
            hosts=allowed,
        )
        self.directories = Directories(
            Readings(Notes(engine), clock.now),
            self._workspaces,
            lambda workspace, so_far: directory.read(
                self._transport, references, workspace, settings.teams_admins, so_far
            ),
            assistant.hear,
            Trouble,
        )
        sending = Sending(
            self._transport, references, hosts=allowed, opens_form=assistant.opens_form, local=local
        )
        self.platform = TeamsPlatform(
            sending, assistant.hear, files, offers=settings.teams_write_files
        )
        self.inbound = TeamsInbound(
            assistant.handle,
            assistant.hear,
            self._transport,
            self._references,
            sending,
            promised,
            files,
            tenants=settings.teams_allowed_tenants or (settings.teams_tenant_id,),
            hosts=allowed,
            admins=settings.teams_admins,
            local=local,
            now=clock.now,
            # Microsoft's test client cannot say who somebody is
            of_known=None if local else assistant.of_known,
            listens=assistant.listens,
            threads=threads,
            reads=partial(readers.kept, assistant.store),
        )

    def routes(self) -> list[web.RouteDef]:
        """Return the address that Microsoft posts to, and the pages that the app package names."""
        return self.inbound.routes()

    async def start(self, *, with_web: bool, with_worker: bool) -> None:
        """Begin what goes on beside requests and deliveries."""
        if with_web or with_worker:
            self._background.repeat(self.inbound.look, LOOK_EVERY)
        if with_worker:
            self._background.repeat(self.directories.keep_up, directories.LOOK_EVERY)

    async def stop(self, patience: float = 10.0) -> None:
        """Finish what has come in, and let go of every connection."""
        await self.inbound.drain(patience)
        await self._background.stop()
        await self._promises.close()
        await self._transport.close()

    async def refresh(self) -> list[str]:
        """Read the rosters of tenants that are old; return a line for each that was read."""
        return await self.directories.refresh()

    def _workspaces(self) -> dict[str, str]:
        return {
            workspace: workspace
            for workspace in sorted({t.workspace for t in self._references.teams()})
        }


def _hosts(settings: Settings) -> frozenset[str]:
    """Return where Teams may be answered: where the settings say, else at Microsoft's, or at this very machine."""
    if settings.teams_allowed_service_hosts:
        return frozenset(settings.teams_allowed_service_hosts)
    return LOOPBACK if settings.teams_insecure_local else MICROSOFT
