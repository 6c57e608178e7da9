"""What goes on beside requests and deliveries, until the process stops."""

import asyncio
from collections.abc import Awaitable, Callable

import structlog

log = structlog.get_logger(__name__)


class Background:
    """Holds on to such work; belongs to one event loop."""

    def __init__(self) -> None:
        """Start with none."""
        self._tasks: set[asyncio.Future[None]] = set()

    def begin(self, work: Awaitable[None]) -> None:
        """Let some work go on."""
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def repeat(self, work: Callable[[], Awaitable[object]], seconds: float) -> None:
        """Do some work now and then again so many seconds after it ended; what fails is logged, and tried again."""
        self.begin(_again_and_again(work, seconds))

    async def stop(self) -> None:
        """End it all."""
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)


async def _again_and_again(work: Callable[[], Awaitable[object]], seconds: float) -> None:
    while True:
        try:
            await work()
        except Exception:
            log.exception("something beside the requests failed and is tried again")
        await asyncio.sleep(seconds)
