"""The Slack adapter between a simulated Slack and a core that writes down what reaches it."""

import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from aiohttp import web

from adapters.slack.inbound import SlackInbound
from adapters.slack.installs import Install, OneWorkspace
from adapters.slack.platform import SlackPlatform
from facilitation.outbox import Delivery, Personal
from facilitation.talk.incoming import Filled, Incoming, News, Quiet, Reply, Say, Typed
from facilitation.talk.messages import Message, text
from tests.simulators.slack import SlackSimulator, User, Workspace

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

    def handle(self, incoming: Incoming) -> Reply:
        """Take an Incoming."""
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

    @property
    def lines(self) -> list[str]:
        """The command lines that reached it."""
        return [one.line for one in self.done if isinstance(one, Typed | Filled)]


@dataclass
class Desk:
    """A running adapter, and the Slack before it."""

    sim: SlackSimulator
    team: Workspace
    core: Core
    clock: HandClock
    installs: OneWorkspace
    platform: SlackPlatform
    inbound: SlackInbound


def install_of(team: Workspace) -> Install:
    """Return the install of a simulated workspace."""
    return Install(
        workspace=f"slack:{team.id}",
        team=team.id,
        enterprise=team.state.enterprise,
        name=team.state.name,
        bot_token=team.token,
        bot_user=team.bot.id,
        bot_id=team.state.bot_id,
        app_id=team.state.app_id,
        scopes=(),
        installed_by="",
    )


def hello(user: User) -> Delivery:
    """Return a delivery to one person, tried for the first time just now."""
    return Delivery(
        id="dlv_1",
        key="ses_1:intro",
        workspace="slack:T1",
        to=Personal(f"slack:T1:{user.id}"),
        message=Message("Hello", ()),
        kind="intro",
        about="ses_1",
        due_at=NOW,
        first_sent_at=NOW,
    )


@asynccontextmanager
async def served(inbound: SlackInbound) -> AsyncIterator[str]:
    """Serve the adapter's routes and give the address."""
    app = web.Application()
    app.add_routes(inbound.routes())
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}/slack/events"
    finally:
        await runner.cleanup()


@asynccontextmanager
async def desk(
    *,
    ready: float = 2.0,
    handle: Callable[[Incoming], Reply] | None = None,
    gives_up: float = 12.0,
) -> AsyncIterator[Desk]:
    """Run the adapter for the workspace T1, over HTTP."""
    clock, core = HandClock(), Core()
    async with SlackSimulator(clock) as sim:
        team = sim.team("T1", "Acme")
        installs = OneWorkspace(install_of(team))
        platform = SlackPlatform(installs, core.hear, api_url=sim.api_url, timeout=gives_up)
        inbound = SlackInbound(
            handle or core.handle,
            core.hear,
            platform,
            signing_secret=sim.signing_secret,
            clock=clock,
            ready=ready,
        )
        try:
            async with served(inbound) as url:
                sim.app_url = url
                yield Desk(sim, team, core, clock, installs, platform, inbound)
                assert await inbound.drain(10.0) == 0
        finally:
            await platform.close()
