"""How far the reading of a directory is, for the log and for the core; a small one is read before there is a word."""

from collections.abc import Awaitable, Callable

import structlog

from facilitation.talk.incoming import DirectoryNews, News

log = structlog.get_logger(__name__)

SoFar = Callable[[int], Awaitable[None]]
"""Takes how many people are read by now."""
STEP = 1_000
"""So many people more, and it is told: Slack lets 20,000 be read in five minutes."""


class Progress:
    """What is told of one reading."""

    def __init__(
        self, tell: Callable[[News], Awaitable[None]], workspace: str, by: str = ""
    ) -> None:
        """Tell it by `tell`; the workspace was brought in `by` a member, where that is known."""
        self._tell = tell
        self._workspace = workspace
        self._by = by
        self._people = 0

    async def so_far(self, people: int) -> None:
        """Take how many people are read by now."""
        before, self._people = self._people, people
        if people // STEP > before // STEP:
            log.info("directory being read", workspace=self._workspace, people=people)
            await self._tell(self._news())

    async def done(self) -> None:
        """Take that all of them are known, which is told where it was told how far it was."""
        if self._people >= STEP:
            await self._tell(self._news(done=True))

    def _news(self, *, done: bool = False) -> DirectoryNews:
        return DirectoryNews(workspace=self._workspace, people=self._people, by=self._by, done=done)


async def unheard(people: int) -> None:
    """Tell nobody how far it is."""
