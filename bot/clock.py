"""Where the time of day comes from: the one home of the real clock."""

from datetime import UTC, datetime, timedelta
from typing import Protocol

CLOCK_SLACK = timedelta(seconds=5)
"""How far our clock and the database's may be apart: leases are by the database's, due times by ours."""


class Clock(Protocol):
    """Something that knows the present instant."""

    def now(self) -> datetime:
        """Return the present instant, aware, in UTC."""


class SimulatedClock:
    """A clock that stands still until it is moved; it moves forward only."""

    def __init__(self, start: datetime) -> None:
        """Stand at `start`, an aware instant."""
        self._at = start

    def now(self) -> datetime:
        """Return the instant it stands at."""
        return self._at

    def move(self, to: datetime) -> None:
        """Move to `to`; an earlier instant leaves it where it is."""
        self._at = max(self._at, to)

    def restart(self, at: datetime) -> None:
        """Stand at `at`, even if that is earlier: everything that happened since has been put away."""
        self._at = at


class WallClock:
    """The real time."""

    def now(self) -> datetime:
        """Return the present instant."""
        return datetime.now(UTC)
