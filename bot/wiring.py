"""Joins the parts: the only file that knows every one of them, and the only home of chance."""

import asyncio
import os
import random
import secrets
import socket
import sys
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

import structlog
from aiohttp import web

from adapters.teams.references import Reference
from bot import interpreter, linked, records, tick
from bot import web as server
from bot.chores import chores
from bot.clock import Clock, SimulatedClock, WallClock
from bot.connections import Door
from bot.courier import Courier
from bot.errands import Errands
from bot.handing import Handing
from bot.metrics import Metrics
from bot.settings import Settings
from bot.timetable import Chore, Timetable
from bot.worker import Worker, stop_on_signals
from facilitation.assistant import Assistant
from facilitation.catalogue import COMMANDS, LISTENERS
from facilitation.errors import UserError
from facilitation.platform import Platform
from facilitation.privacy import forgetting
from facilitation.runs import ERRANDS
from facilitation.talk.incoming import Incoming, News
from storage import ledger, migrate
from storage.engine import Engine, answers, database_time, make_engine
from storage.people import replies
from storage.references import TeamsReferences
from storage.saving import Saving, try_writing
from storage.work import Store

if TYPE_CHECKING:
    from bot.doctor import Check
    from bot.slack import SlackApp
    from bot.teams import TeamsApp

log = structlog.get_logger(__name__)


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
    saving: Saving
    clock: Clock
    metrics: Metrics

    def assistant(self) -> Assistant:
        """Return the one door."""
        return Assistant(
            store=self.store,
            commands=COMMANDS,
            now=self.clock.now,
            failed=_log_failure,
            try_writing=lambda: try_writing(self.engine),
            listeners=LISTENERS,
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

    def errands(self) -> Errands:
        """Return what carries slow work, by this start of this process."""
        return Errands(
            self.store,
            ERRANDS,
            records.carriers(self.settings),
            owner=owner(),
            clock=self.clock,
            metrics=self.metrics,
        )

    def files(self) -> Handing:
        """Return what makes the files that go to people."""
        return Handing(self.store, self.clock)

    def chores(self) -> list[Chore]:
        """Return what a worker does now and then."""
        days = self.settings.deliveries_days
        now = partial(database_time, self.engine)
        return chores(self.store, self.clock, self.metrics, now, days, self.settings.retention_days)

    def health(self, tick_age: Callable[[], float] | None = None) -> server.Health:
        """Return how the process is, asked anew each time."""
        checks = {
            "database": self.saving.problem,
            "schema": lambda: migrate.problem(self.engine),
        }
        return server.Health(checks=checks, tick_age=tick_age)


def base(
    settings: Settings, clock: Clock | None = None, seeds: Callable[[], int] = new_seed
) -> Base:
    """Open the database and bring it to the newest schema."""
    engine = make_engine(settings.database_url)
    migrate.upgrade(engine)
    metrics = Metrics()
    saving = Saving(engine, metrics.follow_saving())
    forgotten = ledger.ledger_of(
        settings.erasure_ledger, settings.database_url, lambda: secrets.token_hex(32)
    )
    store = Store(engine, new_id, seeds, settings.public_url, forgotten)
    store.retention = timedelta(days=settings.retention_days)
    store.keeps_gone = timedelta(days=settings.uninstall_days)
    store.record_home = records.home(settings)
    clock = clock or WallClock()
    if forgotten is not None:
        with store.begin() as work:
            again = forgetting.catch_up(work, clock.now())
        if again:
            log.warning("a backup had brought back who was forgotten", people=again)
    return Base(settings, engine, store, saving, clock, metrics)


@contextmanager
def opened(settings: Settings) -> Iterator[Base]:
    """Give the same for one thing to be done, and let go of the database whatever comes of it."""
    parts = base(settings)
    try:
        yield parts
    finally:
        parts.engine.dispose()


@dataclass(frozen=True, slots=True)
class Platforms:
    """Slack and Teams, each None where it is not set up."""

    slack: "SlackApp | None"
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

    async def refresh(self) -> list[str]:
        """Read the directories that are old; return a line for each that was read."""
        return [line for app in (self.slack, self.teams) if app for line in await app.refresh()]

    async def stop(self) -> None:
        """Finish what has come in, and let go of every connection."""
        for app in (self.slack, self.teams):
            if app:
                await app.stop()


async def platforms_of(parts: Base) -> Platforms:
    """Return the platforms that the settings name."""
    assistant, keeper, answering = (
        parts.assistant(),
        owner(),
        interpreter.answering_thread(parts.engine),
    )
    in_slack = await _slack(parts, assistant, keeper, answering)
    return Platforms(in_slack, _teams(parts, assistant, keeper, answering))


async def _slack(
    parts: Base, assistant: Assistant, keeper: str, answering: Executor | None
) -> "SlackApp | None":
    given = parts.settings
    if not given.slack_client_id and given.slack_bot_token is None:
        return None
    # a tenth of the time to start, and not everybody has Slack
    from bot import promises, slack

    promised, files = promises.of("slack", given, parts.store, keeper), parts.files()
    return await slack.connect(
        given, parts.engine, assistant, promised, files, parts.clock, new_state, answering
    )


def _teams(
    parts: Base, assistant: Assistant, keeper: str, answering: Executor | None
) -> "TeamsApp | None":
    given = parts.settings
    if not given.teams_app_id and not given.teams_insecure_local:
        return None
    # most of a second to import, and not everybody has Teams
    from bot import promises
    from bot.teams import TeamsApp

    promised, files = promises.of("teams", given, parts.store, keeper), parts.files()
    return TeamsApp(given, parts.engine, assistant, promised, files, parts.clock, answering)


def new_state() -> str:
    """Draw what holds the two ends of an install together."""
    return secrets.token_urlsafe(32)


async def serve(settings: Settings, *, with_web: bool, with_worker: bool) -> None:
    """Run the web server, the worker, or both, until told to stop."""
    sys.setswitchinterval(interpreter.SWITCH)
    parts = await asyncio.to_thread(base, settings)
    asyncio.get_running_loop().set_default_executor(
        ThreadPoolExecutor(interpreter.threads(parts.engine))
    )
    stop = asyncio.Event()
    stop_on_signals(stop)
    platforms = await platforms_of(parts)
    courier, errands = parts.courier(platforms.carriers()), parts.errands()
    timetable = Timetable(
        parts.store,
        clock=parts.clock,
        metrics=parts.metrics,
        after_step=courier.wake,
        chores=parts.chores(),
    )
    running = []
    await platforms.start(with_web=with_web, with_worker=with_worker)
    if with_worker:
        parts.metrics.follow_tick(timetable.last_tick_age)
        running.append(Worker(timetable, courier, errands.run).run(stop))
    if with_web:
        health = parts.health(timetable.last_tick_age if with_worker else None)
        routes = [*platforms.routes(), *linked.routes(parts.store, parts.clock)]
        make = partial(
            server.make,
            health=health,
            metrics=parts.metrics,
            store=parts.store,
            clock=parts.clock,
            new_id=new_id,
        )
        app, beside = server.front(settings, make, routes, Door(parts.metrics))
        serving = server.serve(
            app,
            host=settings.host,
            port=settings.port,
            stop=stop,
            health=health,
            beside=beside,
        )
        running.append(serving)
    interpreter.spare_the_collector()
    await asyncio.gather(*running)
    await errands.close()
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
        # whoever runs it for a company has no use for it
        from bot import playground

        carried["playground"] = playground.platform(parts)
    courier, errands = parts.courier(carried), parts.errands()
    try:
        lines = await tick.tick(parts.store, courier, clock.now(), deliver)
        # after what is due, as it takes long where there are many
        if read := await platforms.refresh():
            lines += read + await tick.tick(parts.store, courier, clock.now(), deliver)
        if deliver:
            lines += await errands.carry_due()
        return lines
    finally:
        await errands.close()
        await platforms.stop()
        parts.engine.dispose()


def checks(settings: Callable[[], Settings]) -> "list[Check]":
    """Return what the doctor looks at; the database is only looked at, not migrated."""
    from bot import (
        doctor,
        doctor_privacy,
        doctor_records,
        doctor_slack,
        doctor_teams,
        doctor_web,
        slack,
    )

    found = [doctor.packages(), doctor.settings(settings), doctor.zones()]
    with suppress(UserError):
        given = settings()
        engine = make_engine(given.database_url)
        clock = WallClock()
        down, made = answers(engine), False
        found.append(doctor.reach(lambda: down))
        if down is None:
            problem, new = migrate.problem(engine), migrate.is_new(engine)
            made = problem is None
            found.append(doctor.migrations(lambda: problem, new=new))
            found.append(doctor_privacy.ledger(given.erasure_ledger, given.database_url))
            found.append(doctor.clock(clock.now, lambda: database_time(engine) or clock.now()))
            if made:
                found.append(doctor.database(lambda: try_writing(engine)))
                found.append(doctor.threads(partial(replies, engine)))
        found += doctor_slack.checks(given, slack.stored(given, engine).all if made else None)
        teams = TeamsReferences(engine, Reference).teams if made else None
        found += doctor_teams.checks(given, teams)
        found += doctor_web.checks(given)
        found += doctor_records.checks(given)
    return found


def is_playground(store: Store, *, or_empty: bool = False) -> bool:
    """Return whether the database holds the playground and nothing else, or nothing at all."""
    with store.begin() as work:
        found = [w.platform for w in work.workspaces.all(gone=True)]
    return all(p == "playground" for p in found) and (or_empty or bool(found))


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
