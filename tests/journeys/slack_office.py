"""A Slack workspace with Peerloop in it: the real parts, a simulated Slack, and time moved by hand."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime

from aiohttp import web

from adapters.slack.tiers import Budgets
from bot import wiring
from bot.clock import SimulatedClock
from bot.settings import Settings
from bot.slack import SlackApp
from facilitation.platform import Pace
from tests.journeys.passing import Passing
from tests.simulators.slack import SlackSimulator, Workspace
from tests.simulators.slack.hands import LONG_PATIENCE
from tests.simulators.slack.model import Channel, Message, User


@dataclass(kw_only=True)
class Office(Passing):
    """What a story needs: the people's hands (`sim`), their workspace, and time."""

    sim: SlackSimulator
    team: Workspace
    peers: Channel
    app: SlackApp

    def titles(self, user: User) -> list[str]:
        """Return the headers of what Peerloop wrote to a person alone."""
        return [title(m) for m in self.sim.messages(user) if m.blocks]

    def circles(self) -> list[tuple[Channel, list[Message]]]:
        """Return the chats that Peerloop opened, with what stands in them."""
        return [(c, self.sim.messages(c)) for c in self.team.circles()]


def title(message: Message) -> str:
    """Return the header of a card, or an empty text."""
    first = message.blocks[0] if message.blocks else {}
    return str(first["text"]["text"]) if first.get("type") == "header" else ""


@asynccontextmanager
async def office(
    database_url: str, *, sockets: bool, start: datetime, **more: object
) -> AsyncIterator[Office]:
    """Open the office: the directory is read, and nothing is set up yet."""
    clock = SimulatedClock(start)
    async with SlackSimulator(clock) as sim:
        sim.sender.ack_within = LONG_PATIENCE
        team = sim.team("T1", "Acme", token="xoxb-acme-1")
        peers = team.channel("peers", bot=True)
        given = {
            "database_url": database_url,
            "slack_bot_token": team.token,
            "slack_signing_secret": sim.signing_secret,
            "slack_api_url": sim.api_url,
            **more,
        }
        settings = Settings.model_validate(
            given | ({"slack_app_token": sim.app_token} if sockets else {})
        )
        parts = wiring.base(settings, clock)
        app = (await wiring.platforms_of(parts)).slack
        assert app is not None
        # the pace is for real time, which stands still here
        app.platform.pace = Pace()
        app.platform.api.budgets = Budgets({})
        served = web.AppRunner(web.Application(), access_log=None, shutdown_timeout=1.0)
        served.app.add_routes(app.routes())
        await served.setup()
        await web.TCPSite(served, "127.0.0.1", 0).start()
        if sockets:
            sim.over_sockets()
        else:
            sim.app_url = f"http://127.0.0.1:{served.addresses[0][1]}/slack/events"
        await app.start(with_web=True, with_worker=False)
        if sockets:
            await sim.until(lambda: app.socket and app.socket.connected)
        try:
            yield Office(
                sim=sim,
                team=team,
                peers=peers,
                app=app,
                parts=parts,
                clock=clock,
                courier=parts.courier({"slack": app.platform}),
            )
        finally:
            await app.stop()
            await served.cleanup()
            parts.engine.dispose()
