"""Reads threads back that platforms do not tell of, outside of any transaction; what is new comes in by the door."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence

import structlog

from adapters.slack.threads import Unread
from bot.clock import Clock
from facilitation.discussions import reading
from facilitation.discussions.reading import Thread
from facilitation.errors import Conflict, Later
from facilitation.talk.incoming import Contributed, News, ReactionsNews, RepliesNews
from facilitation.work import Store

log = structlog.get_logger(__name__)

LOOK_EVERY = 15.0
"""Seconds after which a worker looks which thread is due; the table says how often each one is."""


class Listening:
    """Takes one thread after the other, each by one process alone; belongs to one event loop."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        read: Callable[[Thread], Awaitable[Sequence[Contributed | ReactionsNews]]],
        heard: Callable[[Contributed], Awaitable[None]],
        hear: Callable[[News], None],
        platform: str = "slack",
    ) -> None:
        """Read a thread by `read`; take what is new in it to `heard`, and how the `platform` let us to `hear`."""
        self._store = store
        self._clock = clock
        self._read = read
        self._heard = heard
        self._hear = hear
        self._platform = platform

    async def look(self) -> None:
        """Read every thread that is due, as long as Slack lets us."""
        waiting: list[str] = []
        while (thread := await asyncio.to_thread(self._next, waiting)) is not None:
            if not await self._one(thread):
                waiting.append(thread.workspace)

    async def _one(self, thread: Thread) -> bool:
        """Read one thread; return whether others of its workspace can be read now."""
        try:
            found = await self._read(thread)
        except Later as later:
            log.debug("threads are read later", workspace=thread.workspace, why=later.reason)
            await asyncio.to_thread(self._put_back, thread)
            return False
        except Unread as refused:
            log.warning("threads are not read", workspace=thread.workspace, why=refused.sentence)
            where = None if refused.everywhere else thread.where
            news = RepliesNews(workspace=thread.workspace, how="refused", where=where)
            await asyncio.to_thread(self._hear, news)
            return True
        if thread.replies in ("", "refused"):
            news = RepliesNews(workspace=thread.workspace, how="read")
            await asyncio.to_thread(self._hear, news)
        for one in found:
            if isinstance(one, Contributed):
                await self._heard(one)
            else:
                await asyncio.to_thread(self._hear, one)
        return True

    def _next(self, waiting: Sequence[str]) -> Thread | None:
        try:
            with self._store.begin() as work:
                return reading.next_thread(work, self._platform, self._clock.now(), waiting)
        except Conflict:
            return None

    def _put_back(self, thread: Thread) -> None:
        with self._store.begin() as work:
            work.discussions.read_at(thread.discussion, thread.due)
