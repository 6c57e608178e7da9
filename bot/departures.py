"""Posts that are written down before they begin, many in one transaction."""

import asyncio
from collections.abc import Awaitable, Callable

from facilitation.post.outbox import Delivery

Leave = Callable[[list[str], dict[str, str]], Awaitable[set[str]]]
"""Writes down that posts of these ids begin, some alone in their workspaces; returns which may."""


class Departures:
    """Collects who wants to leave while the ones before are written down; belongs to one event loop."""

    def __init__(self, leave: Leave) -> None:
        """Write down by `leave`."""
        self._leave = leave
        self._waiting: list[tuple[Delivery, bool, asyncio.Future[bool]]] = []
        self._writing: asyncio.Task[None] | None = None

    async def __call__(self, delivery: Delivery, alone: bool) -> bool:
        """Return whether its post may begin: it is still ours, and its workspace has not asked to wait."""
        may: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        self._waiting.append((delivery, alone, may))
        if self._writing is None:
            self._writing = asyncio.create_task(self._write())
        return await may

    async def _write(self) -> None:
        try:
            while self._waiting:
                some, self._waiting = self._waiting, []
                probes = {one.workspace: one.id for one, alone, _ in some if alone}
                try:
                    going = await self._leave([one.id for one, _, _ in some], probes)
                except Exception as error:
                    for _, _, may in some:
                        if not may.done():
                            may.set_exception(error)
                    continue
                for one, _, may in some:
                    if not may.done():
                        may.set_result(one.id in going)
        finally:
            self._writing = None
