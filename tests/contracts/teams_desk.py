"""The Teams adapter between a simulated Teams and a core that writes down what reaches it."""

import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from aiohttp import web

from adapters.teams.inbound import TeamsInbound
from adapters.teams.references import Reference
from adapters.teams.sending import Sending
from adapters.teams.transport import Botbuilder
from facilitation.talk.incoming import Filled, Incoming, News, Quiet, Reply, Say, Typed
from facilitation.talk.messages import Message, text
from storage import migrate
from storage.engine import make_engine
from storage.references import TeamsReferences
from tests.simulators.teams import TeamsSimulator

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


@dataclass
class HandClock:
    """A clock moved by hand."""

    at: datetime = NOW

    def now(self) -> datetime:
        """Return its time."""
        return self.at

    def pass_(self, **span: float) -> None:
        """Move it on."""
        self.at += timedelta(**span)


@dataclass
class Core:
    """Writes down what it is told, and answers by line what the test has set, "Heard" otherwise."""

    replies: dict[str, Reply | Exception] = field(default_factory=dict)
    slow: float = 0.0
    done: list[Incoming] = field(default_factory=list)
    heard: list[News] = field(default_factory=list)
    keys: set[str] = field(default_factory=set)

    def handle(self, incoming: Incoming) -> Reply:
        """Take an Incoming; one whose key is known is not done again."""
        if incoming.key in self.keys:
            return Quiet()
        self.keys |= {incoming.key} - {""}
        self.done.append(incoming)
        if self.slow:
            time.sleep(self.slow)
        if not isinstance(incoming, Typed | Filled):
            return Quiet()
        reply = self.replies.get(incoming.line, Say(Message("Heard", (text(incoming.line),))))
        if isinstance(reply, Exception):
            raise reply
        return reply

    def hear(self, news: News) -> None:
        """Take news."""
        self.heard.append(news)

    def opens_form(self, line: str) -> bool:
        """Return whether a button with this line asks for a dialog."""
        return line.startswith("form")

    @property
    def lines(self) -> list[str]:
        """The command lines that reached it."""
        return [one.line for one in self.done if isinstance(one, Typed | Filled)]


@dataclass
class Desk:
    """A running adapter, and the Teams before it."""

    sim: TeamsSimulator
    core: Core
    clock: HandClock
    references: TeamsReferences[Reference]
    sending: Sending
    inbound: TeamsInbound

    @property
    def space(self) -> str:
        """The home tenant's workspace."""
        return f"teams:{self.sim.tenant}"

    async def settled(self) -> None:
        """Wait for everything that goes on after an answer."""
        assert await self.inbound.drain(10.0) == 0


@asynccontextmanager
async def desk(*, ready: float = 2.0, local: bool = False) -> AsyncIterator[Desk]:
    """Run the adapter for the simulator's home tenant, over the real transport."""
    clock, core = HandClock(), Core()
    with TemporaryDirectory() as folder:
        engine = make_engine(f"sqlite:///{Path(folder) / 'teams.db'}")
        migrate.upgrade(engine)
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
                tenants=(sim.tenant,),
                hosts=hosts,
                local=local,
                now=clock.now,
                ready=ready,
            )
            runner = await _serve(inbound)
            sim.bot_url = f"http://127.0.0.1:{runner.addresses[0][1]}/api/messages"
            try:
                found = Desk(sim, core, clock, references, sending, inbound)
                yield found
                await found.settled()
                assert not sim.refused, sim.refused
            finally:
                await runner.cleanup()
                await transport.close()
                engine.dispose()


async def _serve(inbound: TeamsInbound) -> web.AppRunner:
    app = web.Application()
    app.add_routes(inbound.routes())
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    return runner
