"""What a worker does now and then beside its steps: it forgets what is old, and looks whether its clock is right."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import structlog

from bot.clock import CLOCK_SLACK, Clock
from bot.metrics import Metrics
from bot.timetable import Chore
from facilitation.rounds.model import REASONS_KEPT
from storage.work import Store

log = structlog.get_logger(__name__)

INBOX_KEPT = timedelta(days=7)
"""How long we remember what platforms sent; they repeat themselves for a day at most."""

ASKED_KEPT = timedelta(days=7)
"""How long we remember what somebody was asked last and what a yes to it would do; it counts for less."""


def chores(
    store: Store,
    clock: Clock,
    metrics: Metrics,
    database_time: Callable[[], datetime | None],
    deliveries_days: int,
    retention_days: int,
) -> list[Chore]:
    """Return a worker's chores."""
    kept = timedelta(days=deliveries_days)
    watch = Watch(clock, database_time, metrics)
    return [
        Chore("inbox", timedelta(hours=6), lambda now: store.forget_inbox(now - INBOX_KEPT)),
        Chore("asked", timedelta(hours=6), lambda now: store.forget_asked(now - ASKED_KEPT)),
        Chore("deliveries", timedelta(days=1), lambda now: forget_words(store, now - kept)),
        Chore("reasons", timedelta(days=1), lambda now: forget_reasons(store, now - REASONS_KEPT)),
        Chore("retention", timedelta(days=1), lambda now: let_go(store, now, retention_days)),
        Chore("clock", timedelta(minutes=1), lambda now: watch.look()),
    ]


def forget_words(store: Store, before: datetime) -> None:
    """Let go of the words of deliveries that were over before an instant, some thousands in each transaction."""
    first: int | None = 0
    while first is not None:
        with store.begin() as work:
            first = work.outbox.forget(before, first)


def forget_reasons(store: Store, before: datetime) -> None:
    """Let go of why people sat together in rounds that opened before an instant, a round in each transaction."""
    while store.forget_reasons(before):
        pass


def let_go(store: Store, now: datetime, threads_days: int) -> None:
    """Let go of what is too old, and say how much that was."""
    if gone := store.let_go(now, threads_days):
        log.info("what was too old is gone", **gone)


class Watch:
    """Compares this machine's clock with the database's, and says once when they have come apart."""

    def __init__(
        self, clock: Clock, database_time: Callable[[], datetime | None], metrics: Metrics
    ) -> None:
        """Compare `clock` with what `database_time` says, None where there is no other clock."""
        self._clock = clock
        self._database_time = database_time
        self._off = metrics.clock_off
        self._said = False

    def look(self) -> None:
        """Compare once; what a worker owes to people does not depend on it, but when its steps come does."""
        before = self._clock.now()
        theirs = self._database_time()
        if theirs is None:
            return
        # half of the way there and back
        ours = before + (self._clock.now() - before) / 2
        off = ours - theirs.astimezone(UTC)
        self._off.set(off.total_seconds())
        apart = abs(off) > CLOCK_SLACK
        if apart and not self._said:
            log.warning(
                "this machine's clock and the database's have come apart",
                seconds=round(off.total_seconds(), 1),
                cure="Let both be set by NTP (timedatectl set-ntp true).",
            )
        self._said = apart
