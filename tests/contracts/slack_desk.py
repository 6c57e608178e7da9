"""The Slack adapter between a simulated Slack and a core that writes down what reaches it."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

from aiohttp import web

from adapters.promises import Promises
from adapters.slack.inbound import SlackInbound
from adapters.slack.installs import Install, OneWorkspace
from adapters.slack.platform import SlackPlatform
from facilitation.post.outbox import Delivery, Personal
from facilitation.talk.incoming import Incoming, Reply
from facilitation.talk.messages import Message
from tests.contracts.desk_core import NOW, Book, Core, HandClock
from tests.handed import Handed
from tests.simulators.slack import SlackSimulator, User, Workspace


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
    book: Book
    files: Handed


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
    core: Core | None = None,
) -> AsyncIterator[Desk]:
    """Run the adapter for the workspace T1, over HTTP."""
    clock, core, book = HandClock(), core or Core(), Book()
    files = Handed()
    promised = Promises(book)
    async with SlackSimulator(clock) as sim:
        team = sim.team("T1", "Acme")
        installs = OneWorkspace(install_of(team))
        platform = SlackPlatform(
            installs, core.hear, files=files, api_url=sim.api_url, timeout=gives_up
        )
        inbound = SlackInbound(
            handle or core.handle,
            core.hear,
            platform,
            promised,
            signing_secret=sim.signing_secret,
            clock=clock,
            ready=ready,
            of_known=core.of_known,
            reads=core.reads,
        )
        try:
            async with served(inbound) as url:
                sim.app_url = url
                yield Desk(sim, team, core, clock, installs, platform, inbound, book, files)
                assert await inbound.drain(10.0) == 0
        finally:
            await promised.close()
            await platform.close()
