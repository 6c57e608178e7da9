"""The web server: what operators and their machines ask of a process, and the frame around every other route."""

import asyncio
import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from hmac import compare_digest
from time import perf_counter
from typing import Any

import structlog
from aiohttp import web

from adapters.loopback import is_near
from bot.clock import Clock
from bot.connections import Door, Site, brief_logger, say_seldom_that_nobody_can_be_accepted
from bot.metrics import Metrics
from bot.settings import Settings
from facilitation.errors import Unsaved
from facilitation.work import Store

log = structlog.get_logger(__name__)

TICK_LIMIT = 60.0
"""Seconds without a tick after which a process with a worker in it counts as dead."""

NOT_FOR_YOU = "The figures are for this machine, and for whoever has METRICS_TOKEN."
DOOR = web.AppKey("door", Door)

_REQUEST_ID = re.compile(r"[\w.-]{1,64}")
_BODY_LIMIT = 1024 * 1024

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
Check = Callable[[], str | None]


@dataclass(slots=True)
class Health:
    """How this process is.

    `checks` say by name what is wrong, None when nothing is; `tick_age` is given where a worker runs in the process.
    """

    checks: Mapping[str, Check] = field(default_factory=dict)
    tick_age: Callable[[], float] | None = None
    draining: bool = False

    def alive(self) -> str | None:
        """Return why the process should be replaced, or None."""
        if self.draining:
            return "draining"
        if self.tick_age is not None and self.tick_age() > TICK_LIMIT:
            return f"no tick for {self.tick_age():.0f} s"
        return None

    def unfit(self) -> dict[str, str]:
        """Return what keeps the process from serving, by name; blocks while it asks the database."""
        found = {"process": self.alive()}
        for name, check in self.checks.items():
            try:
                found[name] = check()
            except Exception:
                log.warning("a readiness check failed", check=name, exc_info=True)
                found[name] = "cannot be checked, see the log"
        return {name: problem for name, problem in found.items() if problem}


def make(
    *,
    health: Health,
    metrics: Metrics,
    store: Store,
    clock: Clock,
    new_id: Callable[[str], str],
    routes: Sequence[web.AbstractRouteDef] = (),
    figures: bool = True,
    trusted: Callable[[web.Request], bool] = is_near,
    door: Door | None = None,
) -> web.Application:
    """Return the application with the operators' addresses and `routes`; `new_id("req")` names a request.

    `trusted` tells who may read `figures` (/metrics) where they are shown here, and why /readyz says no.
    What is served beside it by one process shares its `door`.
    """

    async def healthz(_request: web.Request) -> web.Response:
        return _alive(health)

    async def readyz(request: web.Request) -> web.Response:
        problems = await asyncio.to_thread(health.unfit)
        body: dict[str, object] = {"status": "unfit" if problems else "ok"}
        if trusted(request):
            body["problems"] = problems
            if health.tick_age is not None:
                body["last_tick_age_seconds"] = round(health.tick_age(), 1)
        return web.json_response(body, status=503 if problems else 200)

    async def counted(request: web.Request) -> web.Response:
        if not trusted(request):
            raise web.HTTPForbidden(text=NOT_FOR_YOU)
        try:
            await asyncio.to_thread(_count, store, metrics, clock)
        except Exception:
            # the other figures matter most just when the database is away
            metrics.failures.labels("metrics").inc()
            log.warning("the outbox could not be counted", exc_info=True)
        return web.Response(
            body=metrics.text(),
            headers={"Content-Type": "text/plain; version=0.0.4; charset=utf-8"},
        )

    door = door or Door(metrics)
    app = web.Application(
        middlewares=[door.watch, _frame(metrics, new_id)], client_max_size=_BODY_LIMIT
    )
    app[DOOR] = door
    app.add_routes([web.get("/healthz", healthz), web.get("/readyz", readyz), *routes])
    if figures:
        app.add_routes([web.get("/metrics", counted)])
    return app


def _alive(health: Health) -> web.Response:
    """Return whether the process lives."""
    problem = health.alive()
    body = {"status": problem or "ok"}
    if health.tick_age is not None:
        body["last_tick_age_seconds"] = f"{health.tick_age():.1f}"
    return web.json_response(body, status=503 if problem else 200)


def front(
    given: Settings,
    make: Callable[..., web.Application],
    routes: Sequence[web.AbstractRouteDef],
    door: Door,
) -> tuple[web.Application, list[tuple[web.Application, str, int]]]:
    """Return what is served to the world, and /metrics beside it where the settings give that an address of its own."""
    token = given.metrics_token.get_secret_value() if given.metrics_token else ""
    trusted = bearer(token) if token else is_near
    if given.metrics_port is None:
        return make(routes=routes, door=door, trusted=trusted), []
    # whoever reaches that address may read there, unless there is a token besides
    figures = make(door=door, trusted=trusted if token else lambda _: True)
    app = make(routes=routes, door=door, trusted=trusted, figures=False)
    return app, [(figures, given.metrics_host, given.metrics_port)]


def bearer(token: str) -> Callable[[web.Request], bool]:
    """Return what trusts this machine, and whoever has the token."""

    def trusted(request: web.Request) -> bool:
        given = request.headers.get("Authorization", "").encode()
        return compare_digest(given, f"Bearer {token}".encode()) or is_near(request)

    return trusted


def _count(store: Store, metrics: Metrics, clock: Clock) -> None:
    with store.begin() as work:
        metrics.outbox(work.outbox.counts(), clock.now())


async def serve(
    app: web.Application,
    *,
    host: str,
    port: int,
    stop: asyncio.Event,
    health: Health,
    notice: float = 2.0,
    patience: float = 10.0,
    started: Callable[[str], None] | None = None,
    beside: Sequence[tuple[web.Application, str, int]] = (),
) -> None:
    """Serve until `stop` is set; then tell /healthz for `notice` seconds, take nothing new, finish what is in hand.

    `started` is called with the address once it listens (port 0 means any free one). What is `beside` it is served
    at an address of its own.
    """
    say_seldom_that_nobody_can_be_accepted(asyncio.get_running_loop())
    runners: list[web.AppRunner] = []
    quiet: dict[str, Any] = {"access_log": None, "logger": brief_logger()}
    cutting = asyncio.create_task(app[DOOR].keep())
    try:
        for each, at, number in ((app, host, port), *beside):
            runner = web.AppRunner(each, **quiet, shutdown_timeout=patience)
            runners.append(runner)
            await runner.setup()
            await Site(runner, app[DOOR], at, number).start()
            log.info("listening", address=_address(runner))
        if started:
            started(_address(runners[0]))
        await stop.wait()
        health.draining = True
        log.info("draining", seconds=notice)
        await asyncio.sleep(notice)
    finally:
        for runner in runners:
            await runner.cleanup()
        cutting.cancel()


def _address(runner: web.AppRunner) -> str:
    bound = runner.addresses[0]
    return f"http://{f'[{bound[0]}]' if ':' in bound[0] else bound[0]}:{bound[1]}"


def _frame(
    metrics: Metrics, new_id: Callable[[str], str]
) -> Callable[..., Awaitable[web.StreamResponse]]:
    @web.middleware
    async def frame(request: web.Request, handler: Handler) -> web.StreamResponse:
        given = request.headers.get("X-Request-ID", "")
        request_id = given if _REQUEST_ID.fullmatch(given) else new_id("req")
        resource = request.match_info.route.resource
        route = resource.canonical if resource else "unknown"
        began = perf_counter()
        with structlog.contextvars.bound_contextvars(request=request_id):
            response = await _answer(request, handler, request_id)
            seconds = perf_counter() - began
            metrics.handling.labels(route).observe(seconds)
            log.debug(
                "request",
                method=request.method,
                route=route,
                status=response.status,
                seconds=seconds,
            )
        if not response.prepared:
            response.headers["X-Request-ID"] = request_id
            response.headers.setdefault("X-Content-Type-Options", "nosniff")
        return response

    return frame


async def _answer(request: web.Request, handler: Handler, request_id: str) -> web.StreamResponse:
    try:
        return await handler(request)
    except web.HTTPException as answer:
        if answer.status < 400:
            raise
        said = answer.text or answer.reason
        return web.json_response({"error": said}, status=answer.status, headers=_allowed(answer))
    except asyncio.CancelledError:
        raise
    except Unsaved as error:
        return web.json_response({"error": error.said}, status=503)
    except Exception as error:
        if isinstance(error, ConnectionError) and request.transport is None:
            # who asked has gone, or was cut while we read what they sent
            return web.Response(status=400)
        log.exception("a request failed", method=request.method, path=request.path)
        sentence = (
            f"Something went wrong here, and it is in the log as {request_id}. Please try again."
        )
        return web.json_response({"error": sentence}, status=500)


def _allowed(answer: web.HTTPException) -> dict[str, str]:
    return {"Allow": answer.headers["Allow"]} if "Allow" in answer.headers else {}
