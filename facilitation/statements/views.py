"""What people read about the record store: what it hears of them, and that it hears nothing of them any more."""

from facilitation.talk.messages import Button, Items, Message, buttons, note, text
from facilitation.talk.phrases import say

_OFF = Button(say("Tell that record nothing"), "statements off")
_ON = Button(say("Let it be told again"), "statements on")
_MORE = Button(say("What is kept of me?"), "privacy")


def none() -> Message:
    """Say that there is no record store."""
    return Message(
        say("Nothing is told to anybody"),
        (
            text(say("No learning record is set up here, so I tell nobody what you take part in.")),
            buttons(_MORE),
        ),
    )


def told(*, silent: bool) -> Message:
    """Show what the record store hears of somebody, and how to change that."""
    if silent:
        return Message(
            say("Your company's learning record hears nothing of you"),
            (text(say("You said no, so I send nothing about you.")), buttons(_ON, _MORE)),
        )
    return Message(
        say("What your company's learning record hears of you"),
        (
            text(say("Only what the others of a session saw:")),
            Items(
                (
                    (say("that you took part in a session"),),
                    (say("that you kept a takeaway for others"),),
                    (say("that a colleague confirmed an example of yours"),),
                )
            ),
            text(
                say(
                    "You stand there under a made-up name, without your address. It never hears a word you wrote, "
                    "how you rated anything, what you remembered, or that you said nothing."
                )
            ),
            buttons(_OFF, _MORE),
        ),
    )


def off() -> Message:
    """Confirm that nothing more is told."""
    return Message(
        say("I say nothing about you there any more"),
        (
            text(say("From now on I send your company's learning record nothing about you.")),
            note(
                say(
                    "What it already has stays there. With “forget me” I ask it to take that back too."
                )
            ),
            buttons(_ON, _MORE),
        ),
    )


def on() -> Message:
    """Confirm that it is told again."""
    return Message(
        say("Your company's learning record hears of you again"),
        (
            text(say("I tell it what the others of a session saw, from now on.")),
            buttons(_OFF, _MORE),
        ),
    )
