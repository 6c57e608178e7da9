"""When each workspace's directory was read, noted in the database: who runs by cron alone reads one that is old."""

from collections.abc import Callable
from datetime import datetime, timedelta

from storage.upkeep import Notes

EVERY = timedelta(hours=6)
"""Between two readings of a directory; changes come by themselves in between."""
LOOK_EVERY = 300.0
"""Seconds after which a worker looks again whether one is old, or could not be read."""
UNDER_WAY = timedelta(minutes=30)
"""How long a reading may take before another process begins anew; one of 50,000 people takes a quarter of an hour."""


class Readings:
    """Knows which directory is old, and lets one process at a time read it."""

    def __init__(self, notes: Notes, now: Callable[[], datetime]) -> None:
        """Keep what is known in `notes`."""
        self._notes = notes
        self._now = now

    def take(self, workspace: str) -> bool:
        """Return whether the directory is old and its reading is this process's, by now."""
        name, now = _name(workspace), self._now()
        before = self._notes.read(name)
        # further ahead than that is from a rehearsal at another time
        if before and now < datetime.fromisoformat(before) <= now + EVERY:
            return False
        return self._notes.take(name, before, (now + UNDER_WAY).isoformat())

    def done(self, workspace: str) -> None:
        """Note that the directory was read."""
        self._notes.write(_name(workspace), (self._now() + EVERY).isoformat())


def _name(workspace: str) -> str:
    return f"directory of {workspace} read anew at"
