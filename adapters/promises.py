"""What a platform is told that we have before it is done is durable first, and is carried out by whoever lives.

The usual ack needs none of this: the work is committed when the platform hears of it. Only when patience runs out
before that, what is to be done is kept in the database, and then acknowledged. It is erased in the transaction that
carries it out. When the process that had it in hand dies, another takes it over, and says why the answer is late.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, NamedTuple, Protocol, TypeVar

import structlog

from adapters.tasks import Tasks
from facilitation.errors import Unsaved
from facilitation.talk import frame
from facilitation.talk.messages import Button, Message, Time, buttons, note, text
from facilitation.talk.readers import Reader

log = structlog.get_logger(__name__)

T = TypeVar("T")

LEASE = 15.0
"""Seconds without a sign of life after which another process takes over."""
LOOK_EVERY = 5.0
"""Seconds between two signs of life, and between two looks at what others left."""
TRIES = 10
"""How often something is begun; what has ended so many processes ends no other."""
AT_ONCE = 8
CLAIMED = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """Something that was done to us and acknowledged before it was carried out."""

    workspace: str
    key: str
    """The platform's id of this very act; without one nothing can be promised."""
    member: str
    """Who waits for an answer; empty where nobody does."""
    what: str
    """All that the adapter needs to carry it out, as JSON; empty when it is done, or cannot be read any more."""
    at: datetime
    tries: int = 1
    done: bool = False
    """Whether it was carried out, though perhaps nobody was told."""


class Ledger(Protocol):
    """Where promises are kept."""

    def write(self, new: Sequence[Promise], done: Sequence[Promise]) -> None:
        """Keep some, leased to us, and erase others; in one transaction."""

    def renew(self) -> None:
        """Give a sign of life for everything that is leased to us."""

    def release(self) -> None:
        """Leave everything that is leased to us to whoever looks next."""

    def claim(self, most: int) -> list[Promise]:
        """Take up to so many whose keeper gave no sign of life, oldest first."""

    def put_off(self, promise: Promise) -> None:
        """Leave one to whoever looks when its lease has run out."""

    def begin(self, promise: Promise) -> None:
        """Count that one is begun: one that ends every process is to be told from those that only waited there."""


class _Entry(NamedTuple):
    promise: Promise
    work: "asyncio.Future[Any]"
    durable: "asyncio.Future[bool]"


class Promises:
    """Makes promises and sees that they are kept; belongs to one event loop."""

    def __init__(self, ledger: Ledger) -> None:
        """Keep them in `ledger`."""
        self._ledger = ledger
        # a thread of its own: the others may all be busy with what is to be promised
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="promises")
        self._there: dict[tuple[str, str], _Entry] = {}
        self._new: list[_Entry] = []
        self._done: list[Promise] = []
        self._writing: asyncio.Task[None] | None = None
        self._turn = asyncio.Semaphore(AT_ONCE)
        self._taken_over = 0
        self._more = False

    async def in_time(
        self, work: "asyncio.Future[T]", patience: float, promise: Callable[[], Promise | None]
    ) -> Promise | None:
        """Return None when the work has ended, or the promise that it will: durable, and for the caller to keep.

        What cannot be promised is waited for to its end.
        """
        if patience:
            await asyncio.wait((work,), timeout=patience)
        if work.done():
            return None
        given = promise()
        if given is not None and given.key:
            durable = self._begun(given, work)
            await asyncio.wait((work, durable), return_when=asyncio.FIRST_COMPLETED)
            if not work.done() and durable.result():
                return given
        await asyncio.wait((work,))
        if given is not None:
            self.kept(given)
        return None

    def kept(self, promise: Promise) -> None:
        """Erase a promise: it was carried out, and whoever waited was told."""
        found = self._there.get(_key(promise))
        # what came twice is promised once, and erased by whoever promised it
        if found is not None and found.promise is promise:
            del self._there[_key(promise)]
            self._done.append(promise)
            self._write()

    async def begin(self, promise: Promise) -> None:
        """Count that it is begun, right before it is; what only waits for its turn is not to blame for an end."""
        await self._apart(self._ledger.begin, promise)

    async def look(self, redeem: Callable[[Promise], Awaitable[bool]], tasks: Tasks) -> None:
        """Give a sign of life for what is in hand and take over what others left; called now and then.

        `redeem` says when it begins, and then whether nothing is left to do; else it is tried again.
        """
        if self._done:
            self._write()
        if self._there:
            await self._apart(self._ledger.renew)
        await self._take_over(redeem, tasks)

    async def _take_over(self, redeem: Callable[[Promise], Awaitable[bool]], tasks: Tasks) -> None:
        found = await self._apart(self._ledger.claim, CLAIMED)
        self._more = len(found) == CLAIMED
        self._taken_over += len(found)
        for promise in found:
            log.warning(
                "taking over what was acknowledged",
                workspace=promise.workspace,
                tries=promise.tries,
                done=promise.done,
            )
            work = tasks.start(self._redeem(promise, redeem, tasks))
            self._there[_key(promise)] = _Entry(promise, work, _true())

    async def close(self) -> None:
        """Leave what is not done to whoever looks next."""
        try:
            if self._writing is not None:
                await self._writing
            if self._there:
                await self._apart(self._ledger.release)
        except Exception:
            log.exception("what was acknowledged is left until its lease runs out")
        self._thread.shutdown(wait=False)

    async def _redeem(
        self, promise: Promise, redeem: Callable[[Promise], Awaitable[bool]], tasks: Tasks
    ) -> None:
        done = True
        try:
            async with self._turn:
                done = await redeem(promise) or promise.tries >= TRIES
        except Exception:
            log.exception("what was acknowledged was not carried out", workspace=promise.workspace)
        self._taken_over -= 1
        if done:
            self.kept(promise)
        else:
            del self._there[_key(promise)]
            await self._apart(self._ledger.put_off, promise)
        if self._more and self._taken_over < AT_ONCE:
            self._more = False
            await self._take_over(redeem, tasks)

    def _begun(self, promise: Promise, work: "asyncio.Future[Any]") -> "asyncio.Future[bool]":
        """Begin to make a promise; return when, and whether, it is durable."""
        found = self._there.get(_key(promise))
        if found is None:
            durable = asyncio.get_running_loop().create_future()
            found = self._there[_key(promise)] = _Entry(promise, work, durable)
            self._new.append(found)
            self._write()
        return found.durable

    def _write(self) -> None:
        if self._writing is None:
            self._writing = asyncio.create_task(self._written())

    async def _written(self) -> None:
        """Write all that has gathered, again and again: in a crowd many share a transaction."""
        try:
            while self._new or self._done:
                new, done, self._new, self._done = self._new, self._done, [], []
                if not await self._wrote([one for one in new if not one.work.done()], done):
                    break
        finally:
            self._writing = None

    async def _wrote(self, new: Sequence[_Entry], done: list[Promise]) -> bool:
        try:
            await self._apart(self._ledger.write, [one.promise for one in new], done)
        except Exception as error:
            if not isinstance(error, Unsaved):
                log.exception("what is to be acknowledged cannot be kept")
            self._done = done + self._done
            durable = False
        else:
            durable = True
        for one in new:
            one.durable.set_result(durable)
            if not durable:
                self._there.pop(_key(one.promise), None)
        return durable

    async def _apart(self, call: Callable[..., T], *given: Any) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._thread, call, *given)


def instead(promise: Promise) -> Message | None:
    """Return what is said in place of carrying it out: that it is done, or that it cannot be; else None."""
    if promise.done:
        return Message(
            frame.DONE,
            (
                text(frame.done_late(Time(promise.at, "clock"))),
                buttons(Button(frame.HOW_I_STAND, "status")),
            ),
        )
    if promise.tries >= TRIES or not promise.what:
        return Message(frame.ONCE_MORE, (text(frame.not_done(Time(promise.at, "clock"))),))
    return None


def late(message: Message, at: datetime) -> Message:
    """Return an answer that comes late and elsewhere, with why."""
    why = note(frame.late(Time(at, "clock")))
    return Reader(message.language).message(replace(message, blocks=(*message.blocks, why)))


def _key(promise: Promise) -> tuple[str, str]:
    return promise.workspace, promise.key


def _true() -> "asyncio.Future[bool]":
    known = asyncio.get_running_loop().create_future()
    known.set_result(True)
    return known
