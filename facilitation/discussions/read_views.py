"""Whose words are read in a thread, and for how long they are kept: said below every question."""

from dataclasses import dataclass

from facilitation.talk.incoming import Replies
from facilitation.talk.messages import Note, note
from facilitation.talk.phrases import say

HEARD: frozenset[Replies] = frozenset({"read", "told"})
"""How replies come where every one of them is heard."""


@dataclass(frozen=True, slots=True)
class Read:
    """How replies come in a thread, and for how many days their words are kept."""

    replies: Replies = ""
    days: int = 90


BY_MENTION = Read()
"""Where only what is said to Peerloop is heard."""


def what_is_read(read: Read, *, sealed: bool = False) -> Note:
    """Say below a question whose words are read in its thread, and for how long they are kept."""
    if sealed:
        return note(
            say(
                "Only the button keeps an answer hidden. Replies in this thread are seen by all, with the name of who "
                "writes them. Peerloop keeps what it reads here for {n} days.",
                n=read.days,
            )
        )
    if read.replies in HEARD:
        return note(
            say(
                "Replies here are read by Peerloop, which keeps the words for {n} days.",
                n=read.days,
            )
        )
    return note(
        say("Peerloop reads what you answer here, and keeps the words for {n} days.", n=read.days)
    )
