"""How all that goes on in one process shares its one interpreter: threads, their turns, and the collector."""

import gc
from concurrent.futures import Executor, ThreadPoolExecutor
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from storage.engine import Engine

SWITCH = 0.0005
"""Seconds after which a thread gives way: a database call lets go of the interpreter, and should get it back soon."""
YOUNG = 10_000
"""New objects after which the collector looks for circles among them; by itself it does after a few requests."""
STARTING = 500_000
"""The same while a process starts: of the 270,000 objects that it imports none is rubbish."""


def threads(engine: "Engine") -> int:
    """Return how many threads may wait for the database: SQLite serves one, and more would only jostle for it."""
    return 2 if engine.dialect.name == "sqlite" else 8


def answering_thread(engine: "Engine") -> Executor | None:
    """Return where people are answered: on SQLite apart from slow work, and one at a time; elsewhere on all threads.

    Two that jostle for one connection and one interpreter spend up to twice the processor time on each answer.
    """
    return ThreadPoolExecutor(1, "answering") if engine.dialect.name == "sqlite" else None


def collect_seldom(after: int = YOUNG) -> None:
    """Let the collector look when there is something to find, after so many new objects."""
    gc.set_threshold(after, 20, 20)


def spare_the_collector() -> None:
    """Let it look only at what comes with requests: the 200,000 objects of a start stay."""
    gc.collect()
    gc.freeze()
    collect_seldom()
