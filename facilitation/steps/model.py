"""Steps: what is to happen to a record, and when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Subject:
    """The record that steps are of: its kind, which says who runs them, its id, and its workspace."""

    kind: str
    id: str
    workspace: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """Something to do at an instant: of a record of some kind, under a name that its slice knows."""

    kind: str
    record: str
    name: str
    at: datetime
    workspace: str
    state: str = ""
    """How far it is, where it is done in slices, or what was worked out for it; in its run's own words."""


class Steps(Protocol):
    """Where what is due is kept: one of each name for a record."""

    def put(self, step: Step, holder: str = "", held: timedelta = timedelta()) -> None:
        """Write the step; one of that name that the record has already is moved.

        With `holder` nobody else can claim it for so long, by the database's clock.
        """

    def drop(self, record: str, names: Sequence[str] = ()) -> None:
        """Take back the record's steps of these names, or all of them."""

    def drop_all(self, records: Sequence[str]) -> None:
        """Take back all steps of these records."""

    def of(self, record: str) -> list[Step]:
        """Return the record's steps, earliest first."""

    def due(self, until: datetime, limit: int) -> list[Step]:
        """Return the steps due at or before `until` that nobody holds, earliest first."""

    def claim(self, step: Step, holder: str = "") -> Step | None:
        """Take the step out for this transaction, and return it as it is now.

        None when it is gone, was moved, is held by somebody else, or somebody has it in hand.
        """
