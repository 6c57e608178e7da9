"""A Teams tenant with Peerloop in it: the real parts, a simulated Microsoft, and time moved by hand."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from aiohttp import web

from bot import tick, wiring
from bot.clock import SimulatedClock
from bot.courier import Courier
from bot.settings import Settings
from bot.teams import TeamsApp
from facilitation.platform import Pace
from tests.simulators.teams import TeamsSimulator
from tests.simulators.teams.model import Message, Person


@dataclass
class Office:
    """What a story needs: the people's hands (`sim`), the parts, and time."""

    sim: TeamsSimulator
    app: TeamsApp
    parts: wiring.Base
    clock: SimulatedClock
    courier: Courier

    async def move_to(self, until: datetime) -> list[str]:
        """Move time on, doing and delivering everything at its own instant."""
        return await tick.advance(self.parts.store, self.courier, self.clock, until)

    async def pass_(self, **span: float) -> list[str]:
        """Move time on by a span."""
        return await self.move_to(self.clock.now() + timedelta(**span))

    async def until_line(self, words: str) -> list[str]:
        """Move from one due thing to the next until a line with these words says that it was done."""
        for _ in range(80):
            at = tick.next_instant(self.parts.store, self.clock.now())
            assert at, f"“{words}” was never done"
            lines = await self.move_to(at)
            if any(words in line for line in lines):
                return lines
        raise AssertionError(f"“{words}” was never done")

    def titles(self, person: Person) -> list[str]:
        """Return the titles of what Peerloop wrote to a person."""
        return [m.summary for m in self.sim.chat(person)]

    def last(self, person: Person, words: str) -> Message | None:
        """Return the newest card in a person's chat with these words in its title."""
        found = [m for m in self.sim.chat(person) if words in m.summary]
        return found[-1] if found else None


@asynccontextmanager
async def office(database_url: str, *, start: datetime, **given: object) -> AsyncIterator[Office]:
    """Open the office; nobody has added Peerloop yet."""
    clock = SimulatedClock(start)
    async with TeamsSimulator(clock) as sim:
        settings = Settings.model_validate(
            {
                "database_url": database_url,
                "teams_app_id": sim.app_id,
                "teams_app_password": sim.password,
                "teams_tenant_id": sim.tenant,
                "teams_openid_metadata_url": sim.openid_url,
                "teams_login_url": sim.login_url,
                "teams_allowed_service_hosts": "127.0.0.1",
                **given,
            }
        )
        parts = wiring.base(settings, clock)
        app = (await wiring.platforms_of(parts)).teams
        assert app is not None
        # the pace is for real time, which stands still here
        app.platform.pace = Pace()
        served = web.AppRunner(web.Application(), access_log=None, shutdown_timeout=1.0)
        served.app.add_routes(app.routes())
        await served.setup()
        await web.TCPSite(served, "127.0.0.1", 0).start()
        sim.bot_url = f"http://127.0.0.1:{served.addresses[0][1]}/api/messages"
        await app.start(with_web=True, with_worker=False)
        try:
            yield Office(sim, app, parts, clock, parts.courier({"teams": app.platform}))
        finally:
            await app.stop()
            await served.cleanup()
            parts.engine.dispose()
