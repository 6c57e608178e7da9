"""A bell that wakes every open page when the chat has changed."""

import asyncio


class Bell:
    """Counts changes and wakes whoever waits for the next; lives on one event loop."""

    def __init__(self) -> None:
        """Start silent."""
        self.count = 0
        self.closed = False
        self._next: asyncio.Future[None] | None = None

    def ring(self) -> None:
        """Count a change and wake everyone who waits."""
        self.count += 1
        if self._next is not None and not self._next.done():
            self._next.set_result(None)
        self._next = None

    def close(self) -> None:
        """Ring for the last time: nobody waits any more."""
        self.closed = True
        self.ring()

    async def wait(self, seen: int, seconds: float) -> int:
        """Return the count as soon as it is beyond `seen`, or after so many seconds as it stands."""
        if self.count == seen and not self.closed:
            if self._next is None:
                self._next = asyncio.get_running_loop().create_future()
            await asyncio.wait([self._next], timeout=seconds)
        return self.count
