"""Skills: the words of a workspace for what people can share or want to gain, and what shows how well they know it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol

from facilitation.people.model import Member

Kind = Literal["offer", "want"]
Source = Literal["self", "peer", "recall"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Skill:
    """A skill of a workspace; members' offers and wants name it by `name`.

    `key` is the name folded (see skills.naming), one of a kind in the workspace; `aliases` are folded words for it.
    """

    id: str
    workspace: str
    name: str
    key: str
    aliases: tuple[str, ...] = ()
    created_by: str = ""
    created_at: datetime
    more_wait: bool = False
    """Whether more waited to hear that somebody offers it, the last time that somebody did, than were told."""
    version: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """That a member knows a skill at a level from 1 to 5: their own word, a peer's after a session, or a recall.

    One for each member, skill, source and giver; a newer one takes its place.
    """

    workspace: str
    member: str
    skill: str
    """The skill's key."""
    level: int
    source: Source
    by: str
    """Who said so: the member themself, or a peer; nobody where it stands in a list that the company keeps."""
    at: datetime

    @property
    def listed(self) -> bool:
        """Return whether it is no word of the member's own, but from a people file."""
        return self.source == "self" and not self.by


@dataclass(frozen=True, slots=True)
class Standing:
    """How a member stands to somebody who looks for a skill."""

    evidence: tuple[Evidence, ...] = ()
    """What shows how well they know it."""
    waiting: int = 0
    """Requests that wait for their answer."""
    asked: tuple[datetime, ...] = ()
    """When they were asked for time of late, oldest first."""
    apart: bool = False
    """Whether one of the two avoids the other."""


class Skills(Protocol):
    """Where skills are kept."""

    def of(self, workspace: str) -> list[Skill]:
        """Return every skill of the workspace, by name."""

    def find(self, workspace: str, key: str) -> Skill | None:
        """Return the skill with this key or alias, or None."""

    def save(self, skill: Skill) -> Skill:
        """Write the skill (inserted when its version is 0); raises Conflict when it changed or its key is taken."""

    def remove(self, skill: Skill) -> None:
        """Remove the skill; raises Conflict when it has changed since it was read."""

    def let_wait(self, skill_id: str, *, more: bool) -> None:
        """Note whether more wait to hear that somebody offers it than were told; does not touch the version."""

    def wish(self, workspace: str, member: str, keys: Sequence[str], at: datetime) -> None:
        """Note that a member wants these skills from now on, and nobody has agreed to help with them yet."""

    def wish_met(self, member: str, key: str, at: datetime) -> None:
        """Note that a colleague agreed to help with a skill, for the first time since the member wants it."""

    def wish_no_more(self, member: str, keys: Sequence[str]) -> None:
        """Let go of those of the wishes for which nobody has agreed to help."""

    def hint(self, due: Mapping[str, datetime]) -> None:
        """Note by member when they hear that somebody offers what they want."""

    def hinted(self, members: Sequence[str]) -> dict[str, datetime]:
        """Return by member when they heard so last, or will."""

    def holders(
        self, workspace: str, kind: Kind, key: str, limit: int = 100, *, everyone: bool = False
    ) -> list[Member]:
        """Return active members who offer or want the skill, or those in any state too, by an index.

        For offers: the best known level first (see Evidence), then who was asked for time longest ago.
        """

    def totals(self, workspace: str) -> dict[tuple[str, Kind], int]:
        """Return by (key, kind) how many active members offer or want a skill."""

    def few(self, workspace: str, kind: Kind, most: int) -> dict[str, int]:
        """Return by key how many active members offer or want a skill; they are counted up to a number."""

    def counts(self, workspace: str, keys: Sequence[str]) -> dict[tuple[str, Kind, str], int]:
        """Return by (key, kind, team) how many active members offer or want one of these skills."""

    def most_held(self, workspace: str, kind: Kind, limit: int) -> list[str]:
        """Return the keys of the skills that the most members, in any state, offer or want; most first."""

    def rate(self, evidence: Sequence[Evidence]) -> None:
        """Keep evidence, in place of older ones of the same member, skill, source and giver."""

    def evidence(self, workspace: str, members: Sequence[str], key: str = "") -> list[Evidence]:
        """Return what is known of these members, of one skill where named, newest first."""

    def standing(
        self, asker: str, members: Sequence[str], key: str, since: datetime
    ) -> dict[str, Standing]:
        """Return how each of these members stands to an asker who looks for a skill."""

    def rename(self, workspace: str, old: str, new: str) -> list[Evidence]:
        """Let evidence of one key stand for another, the newer of two that collide; return it as it was."""
