"""Errands: what needs a network or takes long, about which record, and what became of it."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from facilitation.work import Work


@dataclass(frozen=True, slots=True, kw_only=True)
class Errand:
    """Something to be done outside about one record; there is one of a kind for a record."""

    kind: str
    record: str
    workspace: str
    tries: int = 0
    """How often somebody has set out with it."""
    why: str = ""
    """Why it came back undone, the last time."""


@dataclass(frozen=True, slots=True)
class Done:
    """It is done."""


@dataclass(frozen=True, slots=True)
class Refused:
    """It will never be done, in the words of who refused it."""

    words: str


@dataclass(frozen=True, slots=True)
class Later:
    """It could not be done now, and why; to be tried again after `wait` seconds, or ever more rarely."""

    why: str
    wait: float | None = None


Came = Done | Refused | Later
"""What came of an errand."""


@dataclass(frozen=True, slots=True)
class Dropped:
    """An errand that was taken back: whether somebody had set out with it, and for how long they may be under way."""

    begun: bool
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Kind:
    """What a slice says of its errands: what is taken along for records, and what follows from the answers.

    `take` leaves out a record of which nothing is to be done any more.
    """

    take: Callable[["Work", Sequence[str]], Mapping[str, Any]]
    handle: Callable[["Work", Mapping[str, Done | Refused], datetime], None]


class Errands(Protocol):
    """Where errands are kept until they are done; leases and waits run by the database's clock."""

    def add(self, errands: Sequence[Errand], wait: float = 0.0) -> None:
        """Write errands, to be carried in `wait` seconds; one that is there is left as it is."""

    def claim(self, owner: str, kind: str, lease: timedelta, limit: int) -> list[Errand]:
        """Let `owner` set out with errands of a kind that nobody has in hand, what has waited longest first."""

    def finish(self, owner: str, kind: str, records: Collection[str]) -> set[str]:
        """Let go of errands that were carried; return those of them that `owner` still had in hand."""

    def put_back(
        self, owner: str, kind: str, records: Collection[str], wait: float, why: str
    ) -> None:
        """Let errands that `owner` has in hand be carried again by anybody, after so many seconds."""

    def drop(self, kind: str, records: Collection[str]) -> dict[str, Dropped]:
        """Take errands back; return those that there were, by record."""

    def waiting(self, workspace: str, kind: str) -> str:
        """Return why an errand of a kind came back undone last, "" where none did."""
