"""Changes that are shown before they happen: a preview with a button that says yes to exactly what was shown."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass

from facilitation.talk.commands import Call, Command
from facilitation.talk.incoming import Replace, Reply, Say
from facilitation.talk.messages import Block, Button, Message, buttons, note, text, to_json


@dataclass(frozen=True, slots=True)
class Change:
    """What would happen, in blocks a person reads, and the function that makes it happen and says so."""

    title: str
    shown: tuple[Block, ...]
    apply: Callable[[], Message]
    yes: str = "Do it"
    danger: bool = False


def propose(call: Call, change: Change) -> Reply:
    """Show the change, or make it when what was agreed to is still exactly what would happen.

    The yes button carries a digest of what was shown; when the world has moved on since, the digest differs and the
    person is shown the change anew instead of getting one they have not seen.
    """
    token = hashlib.sha256(to_json(Message(change.title, change.shown)).encode()).hexdigest()[:10]
    if call.agreed == token:
        return Replace(change.apply())
    moved = (text("Things have changed since you looked. This is what would happen now."),)
    preview = Message(
        change.title,
        (
            *(moved if call.agreed else ()),
            *change.shown,
            buttons(
                Button(
                    change.yes,
                    f"confirm {token} {call.line}",
                    "danger" if change.danger else "primary",
                ),
                Button("Leave it as it is", "cancel"),
            ),
            note("Nothing has changed yet."),
        ),
    )
    return Replace(preview) if call.agreed else Say(preview)


def leave(call: Call) -> Reply:
    """Put away a preview that was not agreed to."""
    return Replace(Message("Left as it was", (text("Nothing has changed."),)))


COMMANDS: tuple[Command, ...] = (
    Command(
        words="cancel",
        summary="Leave things as they are after a preview",
        run=leave,
        topic="Running a program",
        listed=False,
    ),
)
