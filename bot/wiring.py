"""Joins the parts: the only file that knows every one of them, and the only home of the real clock and of chance."""

import asyncio
import os
import random
import secrets
import socket
import sys
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import structlog
from aiohttp import web

from adapters.playground.bell import Bell
from adapters.playground.log import Conversation, Post
from adapters.playground.platform import PlaygroundPlatform
from adapters.teams.references import Reference
from bot import calendar, doctor, doctor_slack, doctor_teams, slack, tick
from bot import web as server
from bot.clock import Clock, SimulatedClock
from bot.courier import Courier
from bot.metrics import Metrics
from bot.settings import Settings
from bot.slack import SlackApp
from bot.timetable import Chore, Timetable
from bot.worker import Worker, stop_on_signals
from facilitation.assistant import Assistant
from facilitation.catalogue import COMMANDS
from facilitation.errors import UserError
from facilitation.platform import Platform
from facilitation.talk.incoming import Incoming, News
from storage import migrate
from storage.engine import Engine, answers, database_time, make_engine
from storage.playground import PlaygroundLog
from storage.references import TeamsReferences
from storage.work import Store

if TYPE_CHECKING:
    from bot.teams import TeamsApp

log = structlog.get_logger(__name__)

SWITCH = 0.0005
"""Seconds after which a thread gives way: a database call lets go of the interpreter, and should get it back soon."""

INBOX_KEPT = timedelta(days=7)
"""How long we remember what platforms sent; they repeat themselves for a day at most."""


class WallClock:
    """The real time."""

    def now(self) -> datetime:
        """Return the present instant."""
        return datetime.now(UTC)


def new_id(prefix: str) -> str:
    """Mint an id with a prefix."""
    return f"{prefix}_{secrets.token_hex(8)}"


def new_seed() -> int:
    """Draw a seed."""
    return secrets.randbelow(2**31)


def owner() -> str:
    """Name this start of this process, as no other is or was named."""
    return f"{socket.gethostname()}:{os.getpid()}:{secrets.token_hex(4)}"


@dataclass(frozen=True, slots=True)
class Base:
    """What every way of running stands on: the database at the newest schema, the clock and the figures."""

    settings: Settings
    engine: Engine
    store: Store
    clock: Clock
    metrics: Metrics

    def assistant(self) -> Assistant:
        """Return the one door."""
        return Assistant(
            store=self.store, commands=COMMANDS, now=self.clock.now, failed=_log_failure
        )

    def courier(self, platforms: Mapping[str, Platform]) -> Courier:
        """Return a courier of this start of this process."""
        return Courier(
            self.store,
            platforms,
            owner=owner(),
            clock=self.clock,
            chance=random.Random(secrets.randbits(64)),
            metrics=self.metrics,
        )

    def health(self, tick_age: Callable[[], float] | None = None) -> server.Health:
        """Return how the process is, asked anew each time."""
        checks = {
            "database": lambda: answers(self.engine),
            "schema": lambda: migrate.problem(self.engine),
        }
        return server.Health(checks=checks, tick_age=tick_age)


def base(settings: Settings, clock: Clock | None = None) -> Base:
    """Open the database and bring it to the newest schema."""
    engine = make_engine(settings.database_url)
    migrate.upgrade(engine)
    store = Store(engine, new_id, new_seed, settings.public_url)
    return Base(settings, engine, store, clock or WallClock(), Metrics())


@dataclass(frozen=True, slots=True)
class Platforms:
    """Slack and Teams, each None where it is not set up."""

    slack: SlackApp | None
    teams: "TeamsApp | None"

    def carriers(self) -> dict[str, Platform]:
        """Return what carries deliveries, by what stands before ":" in a workspace's id."""
        apps = {"slack": self.slack, "teams": self.teams}
        return {name: app.platform for name, app in apps.items() if app}

    def routes(self) -> list[web.RouteDef]:
        """Return the addresses at which the platforms call."""
        return [route for app in (self.slack, self.teams) if app for route in app.routes()]

    async def start(self, *, with_web: bool, with_worker: bool) -> None:
        """Begin what goes on beside requests and deliveries."""
        for app in (self.slack, self.teams):
            if app:
                await app.start(with_web=with_web, with_worker=with_worker)

    async def stop(self) -> None:
        """Finish what has come in, and let go of every connection."""
        for app in (self.slack, self.teams):
            if app:
                await app.stop()


async def platforms_of(parts: Base) -> Platforms:
    """Return the platforms that the settings name."""
    assistant = parts.assistant()
    in_slack = await slack.connect(parts.settings, parts.engine, assistant, parts.clock, new_state)
    return Platforms(in_slack, _teams(parts, assistant))


def _teams(parts: Base, assistant: Assistant) -> "TeamsApp | None":
    given = parts.settings
    if not given.teams_app_id and not given.teams_insecure_local:
        return None
    # most of a second to import, and not everybody has Teams
    from bot.teams import TeamsApp

    return TeamsApp(given, parts.engine, assistant, parts.clock)


def threads(engine: Engine) -> int:
    """Return how many threads may wait for the database: SQLite serves one, and more would only jostle for it."""
    return 2 if engine.dialect.name == "sqlite" else 8


def new_state() -> str:
    """Draw what holds the two ends of an install together."""
    return secrets.token_urlsafe(32)


async def serve(settings: Settings, *, with_web: bool, with_worker: bool) -> None:
    """Run the web server, the worker, or both, until told to stop."""
    sys.setswitchinterval(SWITCH)
    parts = await asyncio.to_thread(base, settings)
    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(threads(parts.engine)))
    stop = asyncio.Event()
    stop_on_signals(stop)
    platforms = await platforms_of(parts)
    courier = parts.courier(platforms.carriers())
    chores = [Chore("inbox", timedelta(hours=6), lambda now: _forget(parts.store, now))]
    timetable = Timetable(
        parts.store,
        clock=parts.clock,
        metrics=parts.metrics,
        after_step=courier.wake,
        chores=chores,
    )
    running = []
    await platforms.start(with_web=with_web, with_worker=with_worker)
    if with_worker:
        parts.metrics.follow_tick(timetable.last_tick_age)
        running.append(Worker(timetable, courier).run(stop))
    if with_web:
        health = parts.health(timetable.last_tick_age if with_worker else None)
        app = server.make(
            health=health,
            metrics=parts.metrics,
            store=parts.store,
            clock=parts.clock,
            new_id=new_id,
            routes=[*platforms.routes(), *calendar.routes(parts.store, parts.clock)],
        )
        running.append(
            server.serve(app, host=settings.host, port=settings.port, stop=stop, health=health)
        )
    await asyncio.gather(*running)
    await platforms.stop()
    parts.engine.dispose()


async def tick_once(settings: Settings, at: datetime | None, deliver: bool) -> list[str]:
    """Do everything that is due at `at`, or now."""
    clock = SimulatedClock(at) if at else WallClock()
    parts = base(settings, clock)
    platforms = await platforms_of(parts) if deliver else Platforms(None, None)
    await platforms.start(with_web=False, with_worker=False)
    carried = platforms.carriers()
    if deliver and is_playground(parts.store):
        chat = PlaygroundLog(parts.engine, Conversation, Post)
        carried["playground"] = PlaygroundPlatform(chat, clock, Bell())
    courier = parts.courier(carried)
    try:
        return await tick.tick(parts.store, courier, clock.now(), deliver)
    finally:
        await platforms.stop()
        parts.engine.dispose()


def checks(settings: Callable[[], Settings]) -> list[doctor.Check]:
    """Return what the doctor looks at; the database is only looked at, not migrated."""
    found = [doctor.packages(), doctor.settings(settings), doctor.zones()]
    with suppress(UserError):
        given = settings()
        engine = make_engine(given.database_url)
        clock = WallClock()
        down = answers(engine)
        found.append(doctor.reach(lambda: down))
        if down is None:
            problem = migrate.problem(engine)
            found.append(doctor.migrations(lambda: problem))
            found.append(doctor.clock(clock.now, lambda: database_time(engine) or clock.now()))
            if problem is None:
                store = Store(engine, new_id, new_seed)
                found.append(doctor.database(store, clock.now()))
        found += doctor_slack.checks(given, lambda: slack.stored(given, engine).all())
        known = TeamsReferences(engine, Reference).teams if down is None else None
        found += doctor_teams.checks(given, known)
    return found


def is_playground(store: Store, *, or_empty: bool = False) -> bool:
    """Return whether the database holds the playground and nothing else, or nothing at all."""
    with store.begin() as work:
        found = [w.platform for w in work.workspaces.all(gone=True)]
    return all(p == "playground" for p in found) and (or_empty or bool(found))


def _forget(store: Store, now: datetime) -> None:
    """Forget what platforms sent long ago."""
    store.forget_inbox(now - INBOX_KEPT)


def _log_failure(what: Incoming | News, error: Exception) -> str:
    """Log a bug and return the reference that the person is given."""
    reference = secrets.token_hex(4)
    log.error(
        "an interaction failed",
        reference=reference,
        kind=type(what).__name__,
        workspace=what.by.workspace if isinstance(what, Incoming) else what.workspace,
        exc_info=error,
    )
    return reference
