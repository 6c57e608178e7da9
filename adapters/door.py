"""The one place where an answer from outside comes in: who somebody is, before the core hears their first word.

Nothing in the core waits for a network. Whoever it knows nothing of is looked up in the platform's directory first, and
what that says is told to the core, which remembers it. Where no answer comes in time nobody is let in on a guess.
"""

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import Executor
from contextvars import copy_context
from functools import partial
from time import monotonic
from typing import Any, TypeVar

import structlog

from adapters.tongues import Kept, Tongues
from facilitation import welcome
from facilitation.talk.incoming import (
    Contributed,
    Incoming,
    News,
    Quiet,
    Reacted,
    Reply,
    Roster,
    Say,
    Spoke,
    Where,
    Wrote,
)

log = structlog.get_logger(__name__)

T = TypeVar("T")

PATIENCE = 1.5
"""Seconds that a first word waits for who said it."""
OUTSIDE = 600.0
"""Seconds for which somebody who is no member here is not looked up again."""
_MOST = 5_000


def nobody(workspace: str, where: Where, what: Spoke) -> bool:
    """Listen to no thread at all."""
    return False


def nobody_new() -> bool:
    """Meet nobody for the first time."""
    return False


def unread(member: str) -> None:
    """Know of nobody what they read."""


class Unmet(Exception):
    """Who did something could not be remembered, by an error of our own, and so nothing was done."""


LookUp = Callable[[], Awaitable[Roster | None]]
"""Asks a platform who did something; None where it says nothing of them."""


class Door:
    """Asks the core, apart from the event loop; belongs to one event loop."""

    def __init__(
        self,
        handle: Callable[[Incoming], Reply],
        hear: Callable[[News], None],
        of_known: Callable[[Incoming], Reply | None] | None = None,
        threads: Executor | None = None,
        reads: Kept = unread,
        monotonic: Callable[[], float] = monotonic,
    ) -> None:
        """Take what people do to `of_known`, which answers None to whoever nothing is known of, then to `handle`.

        It is asked on `threads`, or on those that all share. `reads` tells what language somebody reads.
        """
        self.tongues = Tongues(reads)
        self._handle = handle
        self._hear = hear
        self._of_known = of_known or handle
        self._threads = threads
        self._monotonic = monotonic
        self._outside: dict[str, float] = {}

    async def ask(
        self,
        incoming: Incoming,
        look_up: LookUp,
        *,
        meet: Callable[[], bool] = nobody_new,
        otherwise: Roster | None = None,
    ) -> Reply:
        """Return the core's reply as it is read; raises Unmet.

        Whom `meet`, which may block, calls new is looked up even where they are known; `otherwise` is what is told of
        them when that says nothing.
        """
        reply = await self._asked(incoming, look_up, meet, otherwise)
        return await self.tongues.read(incoming.by, reply)

    async def _asked(
        self,
        incoming: Incoming,
        look_up: LookUp,
        meet: Callable[[], bool],
        otherwise: Roster | None,
    ) -> Reply:
        found = None
        # in one go: the way to a thread and back takes longer than most of what is done there
        anew, reply = await self._apart(self._met, incoming, meet)
        if anew:
            found = await self._found(look_up)
            reply = await self._apart(self._of_known, incoming)
        if reply is not None:
            if anew and found is None and otherwise is not None:
                await self._apart(self._hear, otherwise)
            return reply
        member = incoming.by.member
        if self._monotonic() - self._outside.get(member, -OUTSIDE) < OUTSIDE:
            return _said(incoming, Say(welcome.outsider()))
        found = found if anew else await self._found(look_up)
        if found is None:
            return _said(incoming, Say(welcome.not_known_yet()))
        if all(one.gone for one in found.profiles):
            if len(self._outside) >= _MOST:
                self._outside.clear()
            self._outside[member] = self._monotonic()
            return _said(incoming, Say(welcome.outsider()))
        return await self._apart(self._handle, incoming)

    def _met(self, incoming: Incoming, meet: Callable[[], bool]) -> tuple[bool, Reply | None]:
        """Return whether somebody is new, else the core's reply to them; it may block."""
        try:
            anew = meet()
        except Exception as error:
            raise Unmet from error
        return anew, None if anew else self._of_known(incoming)

    async def _apart(self, call: Callable[..., T], *given: Any) -> T:
        """Call something that may block, as `asyncio.to_thread` would."""
        here = partial(copy_context().run, call, *given)
        return await asyncio.get_running_loop().run_in_executor(self._threads, here)

    async def _found(self, look_up: LookUp) -> Roster | None:
        """Return what the platform says of somebody, told to the core; None when it says nothing in time."""
        try:
            async with asyncio.timeout(PATIENCE):
                found = await look_up()
        except TimeoutError:
            log.info("a person was not looked up in time")
            return None
        if found is not None:
            await self._apart(self._hear, found)
        return found


def _said(incoming: Incoming, reply: Reply) -> Reply:
    """Return the reply, or nothing to somebody who said nothing to us."""
    return Quiet() if isinstance(incoming, Wrote | Contributed | Reacted) else reply
