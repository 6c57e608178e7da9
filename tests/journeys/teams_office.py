"""A Teams tenant with Peerloop in it: the real parts, a simulated Microsoft, and time moved by hand."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime

from aiohttp import web

from bot import wiring
from bot.clock import SimulatedClock
from bot.settings import Settings
from bot.teams import TeamsApp
from facilitation.platform import Pace
from tests.journeys.passing import Passing
from tests.simulators.teams import TeamsSimulator
from tests.simulators.teams.model import Message, Person


@dataclass(kw_only=True)
class Office(Passing):
    """What a story needs: the people's hands (`sim`), the parts, and time."""

    sim: TeamsSimulator
    app: TeamsApp

    def titles(self, person: Person) -> list[str]:
        """Return the titles of what Peerloop wrote to a person."""
        return [m.summary for m in self.sim.chat(person)]

    def appoint(self, person: Person) -> None:
        """Make somebody an admin, as `peerloop role` does but without a word."""
        with self.parts.store.begin() as work:
            known = work.members.get(f"teams:{person.company.id}:{person.aad}")
            work.members.save(replace(known, role="admin"))

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
            yield Office(
                sim=sim,
                app=app,
                parts=parts,
                clock=clock,
                courier=parts.courier({"teams": app.platform}),
            )
        finally:
            await app.stop()
            await served.cleanup()
            parts.engine.dispose()
