"""Facts: what happened, by whom and when, kept for "why?", history, undo and reports."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """Something that happened; `by` is empty when Peerloop did it itself.

    For an admin's change `before` and `after` hold the values it replaced and set, so that it can be undone.
    """

    id: str
    workspace: str
    at: datetime
    kind: str
    by: str = ""
    program: str = ""
    round: str = ""
    circle: str = ""
    member: str = ""
    data: Mapping[str, Any] = field(default_factory=dict)
    before: Mapping[str, Any] | None = None
    after: Mapping[str, Any] | None = None
    undoes: str = ""
    undone_by: str = ""

    @property
    def undoable(self) -> bool:
        """Return whether this is a change that still stands and can be taken back."""
        return self.before is not None and not self.undone_by


class Journal(Protocol):
    """Where facts are kept, newest last."""

    def add(self, facts: Sequence[Fact]) -> None:
        """Write facts."""

    def get(self, fact_id: str) -> Fact:
        """Return the fact; raises NotFound."""

    def mark_undone(self, fact_id: str, by_fact: str) -> None:
        """Record that the change was taken back by another fact."""

    def of_program(self, program: str, limit: int = 20) -> list[Fact]:
        """Return the newest facts of a program, newest first."""

    def changes(self, workspace: str, limit: int = 20) -> list[Fact]:
        """Return the newest changes (facts with a before) in a workspace, newest first."""

    def about_member(
        self, member: str, kinds: Sequence[str], round: str = "", limit: int = 20
    ) -> list[Fact]:
        """Return the newest facts about a member of these kinds, of one round when named, newest first."""

    def newest_of(self, members: Sequence[str], kind: str) -> dict[str, Fact]:
        """Return by member the newest fact of this kind about each of them that has one."""

    def of_round(self, round: str, kinds: Sequence[str]) -> list[Fact]:
        """Return a round's facts of these kinds, oldest first."""
