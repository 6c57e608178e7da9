"""Whether the database takes what is written: what failed lately, and now and then a small write of our own."""

import threading
import time
from collections.abc import Callable
from hashlib import sha256

from sqlalchemy import Engine, ExceptionContext, event
from sqlalchemy.exc import DBAPIError

from facilitation.errors import Unsaved
from storage import upkeep
from storage.errors import StorageError, explain
from storage.rows import insert_new

AGAIN = 5.0
"""Seconds after a write failed until ours is tried, which may show that they work again."""

TRUSTED = 10.0
"""Seconds for which a write of ours that worked speaks for others."""

_NAME = "a small write"
# As much as a command writes, in words that cannot be made smaller, so that a disk with room for less counts as full.
_WORDS = "".join(sha256(bytes([n])).hexdigest() for n in range(256))


def try_writing(engine: Engine) -> None:
    """Write a little and take it away again; raises StorageError when the database does not take it."""
    try:
        with engine.begin() as connection:
            row = {"name": _NAME, "value": _WORDS}
            connection.execute(insert_new(connection, upkeep.upkeep), row)
        # by a transaction of its own: what is taken back is never written, and proves nothing
        with engine.begin() as connection:
            upkeep.forget(connection, _NAME)
    except DBAPIError as error:
        raise explain(engine.url, error) from error


class Saving:
    """Whether a database takes what is written, as far as this process has seen; may be asked from any thread."""

    def __init__(
        self,
        engine: Engine,
        failed: Callable[[Unsaved], None],
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        """Listen to every failure on the engine, and call `failed` with those that are the database's own trouble."""
        self._engine = engine
        self._failed = failed
        self._monotonic = monotonic
        self._asking = threading.Lock()
        self._why: str | None = None
        self._until = monotonic()
        event.listen(engine, "handle_error", self._hear)

    def problem(self) -> str | None:
        """Return why nothing can be saved, or None when it can; blocks while a write of ours is needed to tell."""
        with self._asking:
            if self._monotonic() >= self._until:
                self._know(self._tried())
        return self._why

    def _tried(self) -> str | None:
        try:
            try_writing(self._engine)
        except StorageError as error:
            return error.sentence
        return None

    def _know(self, why: str | None) -> None:
        self._why = why
        self._until = self._monotonic() + (AGAIN if why else TRUSTED)

    def _hear(self, context: ExceptionContext) -> None:
        # the attribute is there only where another listener made an error of its own
        error = getattr(context, "chained_exception", None)
        if isinstance(error, Unsaved):
            self._know(str(error))
            self._failed(error)
