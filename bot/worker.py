"""The worker: timetable, courier and errands side by side, until it is told to stop."""

import asyncio
import signal
from collections.abc import Awaitable, Callable

import structlog

from bot.courier import Courier
from bot.timetable import Timetable

log = structlog.get_logger(__name__)

Part = Callable[[asyncio.Event], Awaitable[None]]
"""What a worker does until it is told to stop."""


class Worker:
    """Runs what is due and carries what is owed; any number of them may share a PostgreSQL database."""

    def __init__(
        self, timetable: Timetable, courier: Courier, *beside: Part, patience: float = 25.0
    ) -> None:
        """Let what is in hand take up to `patience` seconds once it is told to stop; `beside` goes on with them."""
        self.timetable = timetable
        self.courier = courier
        self._beside = beside
        self._patience = patience

    async def run(self, stop: asyncio.Event) -> None:
        """Work until `stop` is set; then take nothing new, finish what is in hand, and return."""
        log.info("worker started", owner=self.courier.owner)
        parts = [
            asyncio.create_task(self._keep(part, stop))
            for part in (self.timetable.run, self.courier.run, *self._beside)
        ]
        await stop.wait()
        _, late = await asyncio.wait(parts, timeout=self._patience)
        for part in late:
            # its leases run out, and another worker reads back what became of them
            part.cancel()
        await asyncio.gather(*parts, return_exceptions=True)
        log.info("worker stopped", owner=self.courier.owner, unfinished=len(late))

    async def _keep(self, part: Part, stop: asyncio.Event) -> None:
        while True:
            try:
                return await part(stop)
            except Exception:
                log.exception("a part of the worker fell over and is started again")
                await asyncio.sleep(1.0)


def stop_on_signals(stop: asyncio.Event) -> None:
    """Set `stop` at SIGTERM or SIGINT; call it on the running event loop."""
    loop = asyncio.get_running_loop()
    for name in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(name, stop.set)
