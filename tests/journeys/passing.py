"""Time as a story lives through it: moved by hand, everything done and delivered at its own instant."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot import tick, wiring
from bot.clock import SimulatedClock
from bot.courier import Courier


@dataclass(kw_only=True)
class Passing:
    """The parts of a running Peerloop, and the time that they go by."""

    parts: wiring.Base
    clock: SimulatedClock
    courier: Courier

    async def move_to(self, until: datetime) -> list[str]:
        """Move time on, doing and delivering everything at its own instant."""
        return await tick.advance(self.parts.store, self.courier, self.clock, until)

    async def pass_(self, **span: float) -> list[str]:
        """Move time on by a span."""
        return await self.move_to(self.clock.now() + timedelta(**span))

    async def until_line(self, words: str) -> list[str]:
        """Move from one due thing to the next until a line with these words says that it was done."""
        for _ in range(80):
            at = tick.next_instant(self.parts.store, self.clock.now())
            assert at, f"“{words}” was never done"
            lines = await self.move_to(at)
            if any(words in line for line in lines):
                return lines
        raise AssertionError(f"“{words}” was never done")
