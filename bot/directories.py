"""Keeping the directories of a platform's workspaces read: each once, and from then on those that are old."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import Generic, TypeVar

import structlog

from bot.readings import Readings
from facilitation.talk.incoming import Roster

log = structlog.get_logger(__name__)
Place = TypeVar("Place")


class Directories(Generic[Place]):
    """The workspaces of one platform, each with the place where its people are asked for."""

    def __init__(
        self,
        readings: Readings,
        places: Callable[[], Mapping[str, Place]],
        ask: Callable[[Place], Awaitable[Roster]],
        hear: Callable[[Roster], None],
        refusal: type[Exception],
    ) -> None:
        """Take where workspaces are, how to ask for their people, who hears of them, and how a platform refuses."""
        self._readings = readings
        self._places = places
        self._ask = ask
        self._hear = hear
        self._refusal = refusal
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
        try:
            found = await self._ask(place)
        except self._refusal as error:
            log.warning("a directory was not read", workspace=workspace, error=str(error))
            return []
        if not found.profiles:
            return []
        await asyncio.to_thread(self._hear, found)
        await asyncio.to_thread(self._readings.done, workspace)
        log.info("directory read", workspace=workspace, people=len(found.profiles))
        return [f"read the directory of {found.name or workspace}: {len(found.profiles)} people"]
