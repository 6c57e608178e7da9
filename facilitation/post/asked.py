"""The last question that somebody was asked in a place, with what a yes and a no to it would do."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from facilitation.talk.changes import IN_FULL
from facilitation.talk.messages import Button, Buttons, Message


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that is open, by the lines of the buttons that are its yes and its no; empty where there is none.

    `place` is the conversation, empty for our own chat with them.
    """

    member: str
    place: str
    yes: str
    no: str
    at: datetime


class LastAsked(Protocol):
    """Where the last question to each member in each place is kept."""

    def of(self, member: str, place: str) -> Asked | None:
        """Return the last question to a member in a place, or None where none is open."""

    def put(self, asked: Sequence[Asked]) -> None:
        """Write these, each in place of what was asked before."""

    def close(self, member: str, place: str) -> None:
        """Take the question to a member in a place away, if there is one."""


def answers(message: Message) -> tuple[str, str] | None:
    """Return what yes and no to a message do; None where it asks nothing, "" where several things could be meant."""
    marked = [one for one in _buttons(message) if one.means]
    if not marked:
        return None
    lines = {"yes": [b.command for b in marked if b.means == "yes"]}
    lines["yes"] += [f"{IN_FULL} {b.command}" for b in marked if b.means == "for good"]
    lines["no"] = [b.command for b in marked if b.means == "no"]
    yes, no = (found[0] if len(found) == 1 else "" for found in lines.values())
    return yes, no


def _buttons(message: Message) -> Iterator[Button]:
    for block in message.blocks:
        if isinstance(block, Buttons):
            yield from block.buttons
