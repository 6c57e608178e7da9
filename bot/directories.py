"""Keeping the directories of a platform's workspaces read: each once, and from then on those that are old."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, timedelta
from typing import Generic, TypeVar

import structlog

from adapters.progress import Progress, SoFar
from facilitation.talk.incoming import News, Roster
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


log = structlog.get_logger(__name__)
Place = TypeVar("Place")


class Directories(Generic[Place]):
    """The workspaces of one platform, each with the place where its people are asked for."""

    def __init__(
        self,
        readings: Readings,
        places: Callable[[], Mapping[str, Place]],
        ask: Callable[[Place, SoFar], Awaitable[Roster]],
        hear: Callable[[News], None],
        refusal: type[Exception],
        by: Callable[[Place], str] = lambda place: "",
    ) -> None:
        """Take where workspaces are, how to ask for their people, who hears of them, and how a platform refuses.

        And the member `by` whom Peerloop was brought to a place, where that is known.
        """
        self._readings = readings
        self._places = places
        self._ask = ask
        self._hear = hear
        self._refusal = refusal
        self._by = by
        self._has_read = False

    async def refresh(self) -> list[str]:
        """Read those that are old and no other process reads; return a line for each."""
        lines = []
        for workspace, place in (await asyncio.to_thread(self._places)).items():
            if await asyncio.to_thread(self._readings.take, workspace):
                lines += await self.read(workspace, place)
        return lines

    async def keep_up(self) -> None:
        """Read every one the first time, and from then on those that are old."""
        await (self.refresh() if self._has_read else self.read_all())
        self._has_read = True

    async def read_all(self) -> None:
        """Read every one, however old."""
        for workspace, place in (await asyncio.to_thread(self._places)).items():
            await self.read(workspace, place)

    async def read(self, workspace: str, place: Place) -> list[str]:
        """Read one and return the line that says so; what fails, or finds nobody, is tried again the next time."""
        progress = Progress(self._tell, workspace, self._by(place))
        try:
            found = await self._ask(place, progress.so_far)
        except self._refusal as error:
            log.warning("a directory was not read", workspace=workspace, error=str(error))
            return []
        if not found.profiles:
            return []
        await self._tell(found)
        await progress.done()
        await asyncio.to_thread(self._readings.done, workspace)
        log.info("directory read", workspace=workspace, people=len(found.profiles))
        return [f"read the directory of {found.name or workspace}: {len(found.profiles)} people"]

    async def _tell(self, news: News) -> None:
        await asyncio.to_thread(self._hear, news)
