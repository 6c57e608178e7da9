"""The journal: what happened, by whom and when, kept for "why?", history, undo and reports."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, Protocol

from facilitation.post import facts
from facilitation.post.facts import Known, What

if TYPE_CHECKING:
    from facilitation.work import Work


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """Something that happened, as it lies in the journal; `by` is empty when Peerloop did it itself.

    `what` reads it. An admin's change has `before` and `after`, the values it replaced and set, to be undone by.
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
    def what(self) -> What:
        """Return what happened."""
        about = {n: getattr(self, n) for n in ("program", "round", "circle", "member")}
        return facts.read(self.kind, about, self.data, self.before or {}, self.after or {})

    @property
    def undoable(self) -> bool:
        """Return whether this is a change that still stands and can be taken back."""
        return self.before is not None and not self.undone_by


def keep(
    work: "Work", workspace: str, what: Known, now: datetime, *, by: str = "", undoes: str = ""
) -> Fact:
    """Write that something happened, and return it as it was written."""
    [fact] = keep_all(work, workspace, [what], now, by=by, undoes=undoes)
    return fact


def keep_all(
    work: "Work",
    workspace: str,
    happened: Iterable[Known],
    now: datetime,
    *,
    by: str = "",
    undoes: str = "",
) -> list[Fact]:
    """Write in one go what happened, and return it as it was written."""
    written = [
        Fact(
            id=work.new_id("fct"),
            workspace=workspace,
            at=now,
            by=by,
            undoes=undoes,
            **facts.columns(what),
        )
        for what in happened
    ]
    work.journal.add(written)
    return written


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

    def of_round(self, round: str, kinds: Sequence[str]) -> list[Fact]:
        """Return a round's facts of these kinds, oldest first."""
