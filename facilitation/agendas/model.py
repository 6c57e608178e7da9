"""What stands on agendas: what members bring and wish for, and who finds it worth it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol

Kind = Literal["wish", "talk", "show", "ask", "resource"]
"""A wish waits for somebody to take it; the others are what somebody brings."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """Something that a member brings to a program, or would like to hear about.

    It is `open` until it is on the agenda of a round, whose id is `round`, and `done` once that has been. A wish is
    done once somebody brings it, which names it as `wish`. `discussion` is the thread in which it is talked about.
    """

    id: str
    workspace: str
    program: str
    member: str
    kind: Kind
    topic: str
    minutes: int = 0
    skill: str = ""
    wish: str = ""
    round: str = ""
    discussion: str = ""
    link: str = ""
    """Where its slides or a recording are."""
    state: Literal["open", "planned", "done", "withdrawn"] = "open"
    at: datetime
    version: int = 0


class Agendas(Protocol):
    """Where what people bring and wish for is kept."""

    def get(self, item_id: str) -> Item:
        """Return the item; raises NotFound."""

    def save(self, item: Item) -> Item:
        """Write the item; raises Conflict when it has changed since it was read."""

    def waiting(self, program: str) -> list[Item]:
        """Return what waits in a program, wishes among it, oldest first."""

    def of_round(self, round: str) -> list[Item]:
        """Return what is or was on the agenda of a round, in its order."""

    def vote(self, item: str, member: str, at: datetime) -> bool:
        """Let a member be for an item, or no longer; return whether they are now."""

    def votes(self, items: Sequence[str]) -> dict[str, int]:
        """Return by item how many are for it; those that nobody is for are not in it."""

    def listened(self, program: str) -> dict[str, int]:
        """Return by member how often they took part as listeners: found something useful, or wrote in its thread."""
