"""What people read about being forgotten."""

from datetime import datetime

from facilitation.people.model import Member
from facilitation.talk.messages import Block, Bold, Items, Message, Time, facts, note, text
from facilitation.talk.phrases import say


def what_goes() -> tuple[Block, ...]:
    """Show what goes when somebody is forgotten, and what stays without a name and why."""
    return (
        text(Bold(say("This goes for good"))),
        Items(
            (
                (say("name, address, profile, and the list of people to avoid"),),
                (say("skills offered and wanted, and what is known of how well"),),
                (say("questions, answers, contributions, reflections and takeaways, every word"),),
                (say("messages that I sent or still owed"),),
                (say("what your company's learning record heard: I ask it to take that back"),),
            )
        ),
        text(Bold(say("This stays, without a name"))),
        Items(
            (
                (
                    say(
                        "that somebody sat in a circle or was booked, and what came of it: so nobody is put "
                        "together with the same people again, and past figures stay right"
                    ),
                ),
            )
        ),
    )


def of_oneself() -> tuple[Block, ...]:
    """Show somebody what being forgotten means."""
    return (
        text(
            say(
                "I erase what I keep about you, all of it at once. It cannot be undone. Circles you are in "
                "go on or find somebody else, and hear only that somebody has left."
            )
        ),
        *what_goes(),
        note(
            say(
                "Chats in Slack or Teams are your company's and stay there. If you write to me again, we start anew."
            )
        ),
    )


def of_another(member: Member) -> tuple[Block, ...]:
    """Show an admin what forgetting somebody means who has left."""
    return (
        text(
            say(
                "{name} has left. I erase what I keep about them, all of it at once. It cannot be undone.",
                name=Bold(member.name),
            )
        ),
        *what_goes(),
    )


def receipt(number: str, now: datetime, *, oneself: bool) -> Message:
    """Confirm that somebody was forgotten, under a number that names nobody."""
    done = (
        say("I have erased what I kept about you. Thank you for having been here.")
        if oneself
        else say("I have erased what I kept about them.")
    )
    return Message(
        say("You are forgotten") if oneself else say("They are forgotten"),
        (
            text(done),
            facts({say("Receipt"): number, say("When"): Time(now)}),
            note(
                say(
                    "The receipt names nobody. Backups made before today still hold the data until they are "
                    "deleted; when one is brought back, I erase it again before I do anything else."
                )
            ),
        ),
    )
