"""Acks go first: while many wait for theirs, the core is asked now and then only, and answers come when it is calm.

Python runs one thread at a time, so whatever is worked out meanwhile makes every ack wait; and a platform waits three
seconds for an ack, but half an hour for an answer. What is acknowledged before it is done is durable (`promises`).
"""

import asyncio
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager

from adapters.thinking import CROWD

AT_ONCE = 8
"""How many may be worked out side by side; as many as there are threads for it at most."""
REST = 15.0
"""How many times as long as one took the core rests before the next while there is a crowd: the acks have the time."""
LONGEST = 1.0
"""The most seconds of that, so that one that was kept from its work holds nobody up."""


class Turns:
    """Whose turn it is, first come first served; belongs to one event loop."""

    def __init__(self, rest: float = REST, longest: float = LONGEST) -> None:
        """Begin with nobody there."""
        self._rest = rest
        self._longest = longest
        self._unacknowledged = 0
        self._at_work = 0
        self._began = 0.0
        self._next = 0.0
        self._waiting: deque[asyncio.Future[None]] = deque()
        self._later: asyncio.TimerHandle | None = None

    @property
    def crowded(self) -> bool:
        """Whether so many wait for their ack that those go first."""
        return self._unacknowledged > CROWD

    @contextmanager
    def acking(self) -> Iterator[None]:
        """Count somebody who waits for an ack."""
        self._unacknowledged += 1
        try:
            yield
        finally:
            self._unacknowledged -= 1
            if self._waiting and not self.crowded:
                self._go_on()

    async def __aenter__(self) -> None:
        if not self._waiting and self._at_work < AT_ONCE and not self.crowded:
            self._at_work += 1
            return
        turn = asyncio.get_running_loop().create_future()
        self._waiting.append(turn)
        self._go_on()
        try:
            await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled():
                self._at_work -= 1
            raise

    async def __aexit__(self, *_: object) -> None:
        self._at_work -= 1
        now = asyncio.get_running_loop().time()
        self._next = min(self._next, now + self._rest * (now - self._began))
        if self._waiting:
            self._go_on()

    def _go_on(self) -> None:
        """Give turns to as many as may have one now."""
        loop = asyncio.get_running_loop()
        while self._waiting and self._at_work < AT_ONCE:
            now = loop.time()
            if self.crowded and self._next > now:
                self._look_at(self._next)
                return
            turn = self._waiting.popleft()
            if not turn.done():
                turn.set_result(None)
                self._at_work += 1
                self._began, self._next = now, now + self._longest

    def _look_at(self, when: float) -> None:
        """See anew at an instant, at which whoever is first may have their turn."""
        if self._later is not None:
            if self._later.when() <= when:
                return
            self._later.cancel()
        self._later = asyncio.get_running_loop().call_at(when, self._rested)

    def _rested(self) -> None:
        self._later = None
        self._go_on()
