"""What a morning's card says around what stands on it."""

from collections.abc import Sequence

from facilitation.talk.messages import Block, Button, Divider, Message, buttons, note
from facilitation.talk.phrases import say


def card_of(items: Sequence[tuple[Block, ...]]) -> Message:
    """Return a morning's card, which says how to stop it."""
    return Message(
        say("A minute for what you learned"),
        (
            *apart(items),
            buttons(Button(say("Stop these"), "reminders off")),
            note(
                say(
                    "You get this because you asked to be reminded, or took part in a discussion. "
                    "It is one a day at most, in the morning."
                )
            ),
        ),
    )


def apart(items: Sequence[tuple[Block, ...]]) -> tuple[Block, ...]:
    """Return things one below the other, a line between any two."""
    return tuple(
        block for n, item in enumerate(items) for block in ((Divider(), *item) if n else item)
    )
