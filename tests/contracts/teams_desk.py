"""The Teams adapter between a simulated Teams and a core that writes down what reaches it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from aiohttp import web

from adapters.promises import Promises
from adapters.teams.inbound import TeamsInbound
from adapters.teams.references import Reference
from adapters.teams.sending import Sending
from adapters.teams.transport import Botbuilder
from facilitation.talk.incoming import Incoming, Quiet, Reply
from storage.engine import make_engine
from storage.references import TeamsReferences
from tests.contracts.desk_core import Book, Core, HandClock
from tests.handed import Handed
from tests.simulators.teams import TeamsSimulator
from tests.storage_fixtures import migrated_sqlite


@dataclass
class KeyedCore(Core):
    """A core that does what it has seen by its key not again."""

    keys: set[str] = field(default_factory=set)

    def handle(self, incoming: Incoming) -> Reply:
        """Take an Incoming; one whose key is known is not done again."""
        if incoming.key in self.keys:
            return Quiet()
        self.keys |= {incoming.key} - {""}
        return super().handle(incoming)

    def opens_form(self, line: str) -> bool:
        """Return whether a button with this line asks for a dialog."""
        return line.startswith("form")


@dataclass
class Desk:
    """A running adapter, and the Teams before it."""

    sim: TeamsSimulator
    core: KeyedCore
    clock: HandClock
    references: TeamsReferences[Reference]
    sending: Sending
    inbound: TeamsInbound
    book: Book
    files: Handed

    @property
    def space(self) -> str:
        """The home tenant's workspace."""
        return f"teams:{self.sim.tenant}"

    def reference(self, id: str) -> Reference:
        """Return what is remembered of a person or a conversation, who must be known."""
        found = self.references.of(id)
        assert found is not None, f"nothing is remembered of {id}"
        return found

    async def settled(self) -> None:
        """Wait for everything that goes on after an answer."""
        assert await self.inbound.drain(10.0) == 0


@asynccontextmanager
async def desk(
    *, ready: float = 2.0, local: bool = False, core: KeyedCore | None = None
) -> AsyncIterator[Desk]:
    """Run the adapter for the simulator's home tenant, over the real transport."""
    clock, core, book = HandClock(), core or KeyedCore(), Book()
    files = Handed()
    promised = Promises(book)
    with TemporaryDirectory() as folder:
        engine = make_engine(migrated_sqlite(Path(folder, "teams.db")))
        references = TeamsReferences(engine, Reference)
        hosts = frozenset(("127.0.0.1",))
        async with TeamsSimulator(clock) as sim:
            transport = Botbuilder(
                sim.app_id,
                sim.password,
                sim.tenant,
                openid_url=sim.openid_url,
                login_url=sim.login_url,
                local=local,
                hosts=hosts,
            )
            sending = Sending(
                transport, references, hosts=hosts, opens_form=core.opens_form, local=local
            )
            inbound = TeamsInbound(
                core.handle,
                core.hear,
                transport,
                references,
                sending,
                promised,
                files,
                tenants=(sim.tenant,),
                hosts=hosts,
                local=local,
                now=clock.now,
                ready=ready,
                of_known=core.of_known,
                reads=core.reads,
            )
            runner = await _serve(inbound)
            sim.bot_url = f"http://127.0.0.1:{runner.addresses[0][1]}/api/messages"
            try:
                found = Desk(sim, core, clock, references, sending, inbound, book, files)
                yield found
                await found.settled()
                assert not sim.refused, sim.refused
            finally:
                await runner.cleanup()
                await promised.close()
                await transport.close()
                engine.dispose()


async def _serve(inbound: TeamsInbound) -> web.AppRunner:
    app = web.Application()
    app.add_routes(inbound.routes())
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    return runner
