"""How many calls may be under way to one address, so that a dead one holds up nobody else."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from adapters.teams.transport.model import Trouble

FAILURES = 3
"""Calls in a row without an answer after which an address is left alone."""
LOOKS = 16
"""How often, at the most, somebody who waits looks whether others come out: each time for half its patience."""
_SILENT = frozenset({"Unreachable", "Timeout", "Disconnected"})


@dataclass(slots=True)
class _Lane:
    room: asyncio.Semaphore
    inside: int = 0
    left: int = 0
    """How many have come out again, however their call ended."""
    failures: int = 0
    shut_until: float = 0.0


class Lanes:
    """So many calls at once to each address, and for a while none to one that does not answer.

    Who cannot go is sent away with the seconds to wait, so that it queues where it is in nobody's way.
    """

    def __init__(self, width: int, patience: float, rest: float) -> None:
        """Let `width` go at once; leave who is silent alone for `rest` seconds.

        Whoever comes beside those waits, up to `patience` seconds in which nobody comes out.
        """
        self._width = width
        self._patience = patience
        self._rest = rest
        self._lanes: dict[str, _Lane] = {}

    @asynccontextmanager
    async def slot(self, key: str) -> AsyncIterator[None]:
        """Hold a place in the lane of `key`; raises Trouble "Busy" or "Unreachable"."""
        lane = self._lanes.setdefault(key, _Lane(asyncio.Semaphore(self._width)))
        self._look(lane)
        lane.inside += 1
        try:
            await self._enter(lane)
            try:
                yield
            except Trouble as error:
                self._note(lane, error)
                raise
            else:
                lane.failures = 0
            finally:
                lane.left += 1
                lane.room.release()
        finally:
            lane.inside -= 1
            if not lane.inside and not lane.failures:
                self._lanes.pop(key, None)

    def _look(self, lane: _Lane) -> None:
        if lane.failures < FAILURES:
            return
        now = asyncio.get_running_loop().time()
        if now < lane.shut_until:
            wait = lane.shut_until - now
            raise Trouble("Unreachable", retry_after=wait, detail="it has not answered lately")
        # this one call finds out whether it answers again
        lane.shut_until = now + self._rest

    def _note(self, lane: _Lane, error: Trouble) -> None:
        if error.code in _SILENT:
            lane.failures += 1
            lane.shut_until = asyncio.get_running_loop().time() + self._rest

    async def _enter(self, lane: _Lane) -> None:
        """Wait for a place, as long as others come out: who answers slowly is not to be left alone."""
        idle = 0
        for _ in range(LOOKS):
            left = lane.left
            try:
                async with asyncio.timeout(self._patience / 2):
                    await lane.room.acquire()
            except TimeoutError:
                # twice in a row, since whoever stood still itself saw nobody come out either
                idle = idle + 1 if lane.left == left else 0
                if idle == 2:
                    break
            else:
                return
        detail = "too many calls to this address are waiting"
        raise Trouble("Busy", retry_after=self._patience * 4, detail=detail)
