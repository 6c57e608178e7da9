"""Figures for Prometheus, on a registry of their own."""

from collections.abc import Callable, Mapping
from datetime import datetime

import structlog
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from bot.logs import Seldom
from facilitation.errors import Unsaved

log = structlog.get_logger(__name__)

_STATES = ("pending", "sending", "unsure", "dead", "withdrawn")
_LATENESS = (0.1, 1, 5, 15, 60, 300, 900, 3600, 21600, 86400)
_HANDLING = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5)


class Metrics:
    """Every figure the program keeps; one for each process."""

    def __init__(self) -> None:
        """Register the figures."""
        self.registry = CollectorRegistry()
        self._of_deliveries(self.registry)
        self._of_steps(self.registry)
        self._of_the_web(self.registry)
        self._of_trouble(self.registry)

    def _of_deliveries(self, registry: CollectorRegistry) -> None:
        self.deliveries = Gauge(
            "peerloop_deliveries", "Deliveries that are not sent.", ["state"], registry=registry
        )
        self.oldest = Gauge(
            "peerloop_oldest_delivery_seconds",
            "How long the oldest unfinished delivery has been due.",
            ["state"],
            registry=registry,
        )
        self.outcomes = Counter(
            "peerloop_courier_outcomes_total",
            "What became of a delivery each time it was tried.",
            ["platform", "outcome"],
            registry=registry,
        )
        self.waits = Counter(
            "peerloop_rate_limit_waits_total",
            "Sends held back: by our own pace, or because the platform asked for it.",
            ["platform", "by"],
            registry=registry,
        )
        self.waited = Counter(
            "peerloop_rate_limit_wait_seconds_total",
            "Seconds sends were held back.",
            ["platform", "by"],
            registry=registry,
        )

    def _of_steps(self, registry: CollectorRegistry) -> None:
        self.errands = Counter(
            "peerloop_errands_total",
            "Errands outside by what came of them: done, refused, later.",
            ["kind", "outcome"],
            registry=registry,
        )
        self.lateness = Histogram(
            "peerloop_step_lateness_seconds",
            "How late a step ran.",
            ["step"],
            buckets=_LATENESS,
            registry=registry,
        )
        self.steps = Counter(
            "peerloop_steps_total",
            "Steps by what came of them: done, gone (another worker had it), failed.",
            ["step", "outcome"],
            registry=registry,
        )
        self.tick_age = Gauge(
            "peerloop_last_tick_age_seconds",
            "Seconds since this worker last looked for steps.",
            registry=registry,
        )
        self.clock_off = Gauge(
            "peerloop_clock_off_seconds",
            "How far this machine's clock is before the database's.",
            registry=registry,
        )

    def _of_the_web(self, registry: CollectorRegistry) -> None:
        self.handling = Histogram(
            "peerloop_handling_seconds",
            "How long a request took here.",
            ["route"],
            buckets=_HANDLING,
            registry=registry,
        )
        self.connections = Gauge(
            "peerloop_connections", "Connections to the web server now.", registry=registry
        )
        self.cuts = Counter(
            "peerloop_connections_cut_total",
            "Connections cut: the head, the body or taking the answer took too long, or too many (peer, crowd).",
            ["why"],
            registry=registry,
        )

    def _of_trouble(self, registry: CollectorRegistry) -> None:
        self.failures = Counter(
            "peerloop_failures_total",
            "Unexpected errors that were logged and survived.",
            ["where"],
            registry=registry,
        )
        self.unsaved = Counter(
            "peerloop_unsaved_total",
            "Times the database took nothing, by why: full, read-only, away, broken.",
            ["kind"],
            registry=registry,
        )

    def follow_tick(self, age: Callable[[], float]) -> None:
        """Read the age of the last tick, in seconds, from `age` at each scrape."""
        self.tick_age.set_function(age)

    def follow_saving(self) -> Callable[[Unsaved], None]:
        """Return what counts each time that nothing can be saved, and logs it once a minute."""
        say = Seldom(log, "error", "nothing can be saved")

        def failed(error: Unsaved) -> None:
            self.unsaved.labels(error.kind).inc()
            say(kind=error.kind, why=str(error))

        return failed

    def held(self, platform: str, by: str, seconds: float) -> None:
        """Count one send that is held back for `seconds`."""
        self.waits.labels(platform, by).inc()
        self.waited.labels(platform, by).inc(seconds)

    def outbox(self, counts: Mapping[str, tuple[int, datetime | None]], now: datetime) -> None:
        """Take over what `Outbox.counts` says."""
        for state in _STATES:
            count, due_at = counts.get(state, (0, None))
            self.deliveries.labels(state).set(count)
            if state in {"pending", "sending", "unsure"}:
                age = (now - due_at).total_seconds() if due_at else 0.0
                self.oldest.labels(state).set(max(0.0, age))

    def text(self) -> bytes:
        """Return the figures as Prometheus reads them."""
        return generate_latest(self.registry)
