"""In which language somebody is spoken to where it is not the core that answers, or it could not ask who they are."""

import asyncio
from collections.abc import Callable

import structlog

from facilitation.talk import languages
from facilitation.talk.incoming import Ask, Quiet, Reply, Sender
from facilitation.talk.languages import Language
from facilitation.talk.phrases import Phrase
from facilitation.talk.readers import Reader

log = structlog.get_logger(__name__)

Kept = Callable[[str], Language | None]
"""Returns the language that a member is kept to read, None for whoever is not known; it may block, and raise."""
WITHIN = 0.4
"""Seconds that it may take; an ack waits for it after all else."""
_MOST = 20_000


class Tongues:
    """Tells it: as the core last spoke to them, else as is kept, else as their platform says.

    Belongs to one event loop.
    """

    def __init__(self, kept: Kept) -> None:
        """Look up by `kept` whom the core has not spoken to in this process."""
        self._kept = kept
        self._last: dict[str, Language] = {}

    async def of(self, by: Sender) -> Reader:
        """Return somebody as a reader."""
        if by.member not in self._last:
            found = await self._found(by.member)
            if found is None:
                return Reader(languages.preferred(by.locale))
            self._learnt(by.member, found)
        return Reader(self._last[by.member])

    async def read(self, by: Sender, reply: Reply) -> Reply:
        """Return a reply as it is read; one that the core said in their language is remembered to be in it."""
        if isinstance(reply, Quiet):
            return reply
        said = reply.form if isinstance(reply, Ask) else reply.message
        if isinstance(said.title, Phrase):
            return (await self.of(by)).reply(reply)
        self._learnt(by.member, said.language)
        return reply

    async def _found(self, member: str) -> Language | None:
        try:
            async with asyncio.timeout(WITHIN):
                return await asyncio.to_thread(self._kept, member)
        except Exception as error:
            log.info("it is not known what somebody reads", why=type(error).__name__)
            return None

    def _learnt(self, member: str, language: Language) -> None:
        self._last.pop(member, None)
        self._last[member] = language
        if len(self._last) > _MOST:
            self._last.pop(next(iter(self._last)))
