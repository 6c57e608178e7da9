"""What people ask about their own calendar: subscribe to it, give it another address, take it back."""

from facilitation.joining import subscribing
from facilitation.talk.commands import Call, Command
from facilitation.talk.heard import Heard
from facilitation.talk.incoming import Replace, Reply, Say
from facilitation.talk.messages import Button, Link, Message, buttons, note, text
from facilitation.talk.phrases import say


def calendar(call: Call) -> Reply:
    """Show where one's own calendar is."""
    return Say(shown(subscribing.address(call.work, call.member, call.now)))


def renew(call: Call) -> Reply:
    """Give one's calendar another address; the old one leads nowhere."""
    return Replace(shown(subscribing.address(call.work, call.member, call.now, anew=True)))


def stop(call: Call) -> Reply:
    """Take one's calendar back."""
    subscribing.stop(call.work, call.member)
    return Replace(stopped())


def shown(address: str) -> Message:
    """Show where a calendar is, and what can be done about it."""
    return Message(
        say("Your calendar"),
        (
            text(
                say("Subscribe to this address in your calendar. What you agree on, move or call off follows:")
            ),
            text(Link(say("The address of your calendar"), address)),
            buttons(
                Button(say("Another address"), "calendar renew"),
                Button(say("Take it back"), "calendar stop", "danger"),
            ),
            note(say("Whoever has the address can read it, so keep it to yourself.")),
        ),
    )  # fmt: skip


def stopped() -> Message:
    """Confirm that a calendar is taken back."""
    return Message(
        say("Your calendar is taken back"),
        (
            text(say("Its address leads nowhere from now on.")),
            buttons(Button(say("Make a new one"), "calendar")),
        ),
    )


COMMANDS: tuple[Command, ...] = (
    Command(
        words="calendar",
        heard=(
            Heard(
                says=(
                    "[can i|how do i|i want to] subscribe to my calendar",
                    "[show|give] me my [calendar] (feed|subscription|ics)",
                ),
                line="calendar",
                harmless=True,
            ),
        ),
        summary=say("Subscribe to all that you have agreed on"),
        run=calendar,
        topic="My times",
    ),
    Command(
        words="calendar renew",
        summary=say("Give your calendar another address"),
        run=renew,
        topic="My times",
        listed=False,
    ),
    Command(
        words="calendar stop",
        summary=say("Take your calendar back"),
        run=stop,
        topic="My times",
        listed=False,
    ),
)
