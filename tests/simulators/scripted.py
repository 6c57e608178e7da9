"""A platform in memory that does what a script says: refuse, limit, hang, or take a message and lose the answer."""

import asyncio
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from facilitation.errors import Unsure
from facilitation.platform import Pace
from facilitation.post.outbox import Delivery, Receipt, Together

Fault = BaseException | float | str | None
"""What to do with one try: raise this, be so many seconds slow, "drop" the answer after taking it, or nothing."""

Script = Callable[[Delivery, int], Fault]


@dataclass
class Scripted:
    """Takes messages; `script` says by delivery and try (from 1) what goes wrong with it."""

    script: Script = lambda _delivery, _try: None
    pace: Pace = field(default_factory=Pace)
    readable: bool = True
    """Whether what arrived can be read back."""
    arrived: list[str] = field(default_factory=list)
    """Keys in the order in which they arrived, twice when twice."""
    tries: Counter[str] = field(default_factory=Counter)
    calls: Counter[str] = field(default_factory=Counter)
    """Posts by workspace, refused ones included."""
    looks: int = 0
    most_at_once: Counter[object] = field(default_factory=Counter)
    """The most posts in flight, by whom they go to and in all (None)."""
    _flying: Counter[object] = field(default_factory=Counter)

    async def deliver(self, delivery: Delivery) -> Receipt:
        """Take the message, unless the script says otherwise."""
        self.tries[delivery.key] += 1
        self.calls[delivery.workspace] += 1
        fault = self.script(delivery, self.tries[delivery.key])
        places = (None, delivery.to)
        for place in places:
            self._flying[place] += 1
            self.most_at_once[place] = max(self.most_at_once[place], self._flying[place])
        try:
            await asyncio.sleep(fault if isinstance(fault, float) else 0)
            if isinstance(fault, BaseException):
                raise fault
            self.arrived.append(delivery.key)
            if fault == "drop":
                raise Unsure("the connection was lost")
            return self._receipt(delivery)
        finally:
            for place in places:
                self._flying[place] -= 1

    async def look_for(self, delivery: Delivery) -> Receipt | None:
        """Return where it arrived, where that can be read at all."""
        self.looks += 1
        await asyncio.sleep(0)
        if not self.readable:
            raise Unsure("nobody can read here")
        return self._receipt(delivery) if delivery.key in self.arrived else None

    def _receipt(self, delivery: Delivery) -> Receipt:
        where = "chat" if isinstance(delivery.to, Together) else "direct"
        return Receipt(f"{where}:{delivery.key}", f"m{self.arrived.index(delivery.key)}")
