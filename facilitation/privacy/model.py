"""What is kept of people: being forgotten, having it, and links that open it, as the store does them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from facilitation.people.model import Member

NOTHING = "…"
"""What stands where the words of somebody stood who was forgotten."""


class Erasures(Protocol):
    """Forgets people: first the ledger outside the database has it, then what is theirs goes."""

    def begin(self, members: Sequence[Member], at: datetime) -> tuple[dict[str, str], list[str]]:
        """Put a random token in the place of each member; return the tokens by their ids, and a receipt for each.

        Raises UserError where there is no ledger.
        """

    def finish(self, tokens: Mapping[str, str]) -> None:
        """Let all go that is theirs alone, once whoever waited for them was seen to."""

    def asked(self, ids: Collection[str]) -> set[str]:
        """Return those of the ids that have asked to be forgotten."""

    def owed(self, at: datetime) -> list[Member]:
        """Return the members whose requests this database has not carried out, as one from a backup has not."""

    def whole(self, workspace: str) -> int:
        """Let all go that is a workspace's, but for its audit, in which nobody has a name; return how many people."""

    def carried_out(self, at: datetime) -> None:
        """Note every request in the ledger as carried out: there is nobody here any more of whom it speaks."""


Kept = Mapping[str, Sequence[Mapping[str, Any]]]
"""Rows by the table in which they lie."""


class Exports(Protocol):
    """Reads all that is kept of somebody."""

    def of(self, member_id: str) -> Kept:
        """Return the rows about a member, other people in them by name, but for what others keep from them."""

    def everything(self, workspace: str) -> Kept:
        """Return all rows of a workspace, but for what is nobody else's to read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pass:
    """A link that opens a page of some kind for one member, `about` a record, until it is over or has been used."""

    workspace: str
    member: str
    kind: str
    about: str = ""
    made_at: datetime
    expires_at: datetime
    once: bool = False


class Passes(Protocol):
    """Where links are kept until they are over."""

    def make(self, opens: Pass) -> str:
        """Keep a link and return its token, which nobody can guess and nothing keeps; those that are over go."""

    def follow(self, token: str, kind: str, now: datetime, *, use: bool = True) -> Pass | None:
        """Return what a token opens; None where it is over, or opens once and was used; `use` uses it up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Audited:
    """One entry of the audit: what was done, by whom and about what; names are empty where they were forgotten."""

    at: datetime
    what: str
    who: str
    about: str
    details: str


class Audit(Protocol):
    """Reads the audit."""

    def newest(self, workspace: str, limit: int) -> list[Audited]:
        """Return the newest entries, newest first; people by name as far as they were not forgotten."""
