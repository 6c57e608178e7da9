"""What people read when a round does not go as planned: nobody found, someone gone, too late, not delivered."""

from collections.abc import Sequence
from datetime import datetime

from facilitation.outbox import Delivery
from facilitation.people.model import Member
from facilitation.programs.model import Program
from facilitation.rounds.model import Round
from facilitation.rounds.views import because
from facilitation.talk.messages import (
    Bold,
    Button,
    Code,
    Mention,
    Message,
    Time,
    buttons,
    note,
    text,
)
from facilitation.talk.words import counted, mentions


def unmatched(program: Program, why: str, help: str, next_at: datetime | None) -> Message:
    """Tell a member that nobody could be found for them, which rule stood in the way, and what would help."""
    coming = (text("You come first next time: ", Time(next_at), "."),) if next_at else ()
    return Message(
        f"No circle for you in {program.name} this round",
        (
            text(f"I could not find anyone for you this time. {why}"),
            *((text(help),) if help else ()),
            *coming,
            because(program),
        ),
    )


def circle_smaller(program: Program, left: Member, rest: Sequence[Member]) -> Message:
    """Tell a circle that a member has left it and the others go on."""
    return Message(
        f"{left.name} is out this round",
        (
            text(
                Mention(left.id, left.name),
                " cannot take part in this round any more. ",
                *mentions(rest),
                ", you go on together. Nothing else changes.",
            ),
            because(program),
        ),
    )


def circle_larger(program: Program, new: Member, reason: str) -> Message:
    """Tell a circle that someone whose partner is gone joins it."""
    return Message(
        f"{new.name} joins you",
        (
            text(
                Mention(new.id, new.name),
                "'s partner cannot take part in this round, so ",
                Bold(new.name),
                " joins your circle. Say hello!",
            ),
            *((text(f"{new.name}: {reason}"),) if reason else ()),
            because(program),
        ),
    )


def partner_gone(program: Program, gone: Member, next_at: datetime | None, why: str) -> Message:
    """Tell a member whose partner is gone that nobody else could be found."""
    coming = (text("You come first next time: ", Time(next_at), "."),) if next_at else ()
    return Message(
        f"{gone.name} cannot take part this round",
        (
            text(
                Mention(gone.id, gone.name),
                f" is out of {program.name}, and I found nobody else for you. {why}",
            ),
            *coming,
            because(program),
        ),
    )


def silent(program: Program, rounds: int) -> Message:
    """Tell a member that they are paused after silent rounds, with one tap to come back."""
    return Message(
        f"I have paused {program.name} for you",
        (
            text(
                f"I have had no sign from you for {counted(rounds, 'round')}, so I will not put you "
                "together with anyone for now. That way nobody waits for an answer. Whenever you like, come back:"
            ),
            buttons(Button("Count me in again", f"back #{program.number}", "primary")),
            note(
                "Nothing more will come until you do. To leave for good: ",
                Code(f"leave #{program.number}"),
            ),
        ),
    )


def skipped(program: Program, round: Round, next_at: datetime | None, hours_late: int) -> Message:
    """Tell the facilitators that a round was not held because Peerloop was not running in time."""
    coming = ("The next one is on ", Time(next_at), ".") if next_at else ("None is planned.",)
    return Message(
        f"A round of {program.name} was skipped",
        (
            text(
                "Round ",
                str(round.number),
                ", due on ",
                Time(round.opens_at),
                f", was {hours_late} hours late: I was not running. I have skipped it rather than surprise people. ",
                *coming,
            ),
            note(
                "Held late or not is your choice: ",
                Code(f"set #{program.number} grace 3 days"),
                ". You get this as a facilitator.",
            ),
        ),
    )


def fell_out(program: Program, round: Round, next_at: datetime | None) -> Message:
    """Tell a member that the round they were waiting for was not held."""
    coming = (" The next one is on ", Time(next_at), ".") if next_at else ()
    return Message(
        f"No round of {program.name} this time",
        (
            text(
                "The round of ",
                Time(round.opens_at, "day"),
                " fell out: I was not running when it should have opened. Sorry.",
                *coming,
            ),
            because(program),
        ),
    )


def undelivered(delivery: Delivery, people: Sequence[Member]) -> Message:
    """Return what an admin reads when a message could not be delivered."""
    if people:
        return Message(
            "Someone cannot be reached",
            (
                text(
                    "I cannot reach ",
                    *mentions(people),
                    f" any more ({delivery.reason}). I have taken them out of the draw, and whoever "
                    "was waiting for them is being put together with someone else.",
                ),
                note(
                    "Nothing to do. If they return, any word to me makes them reachable again, and ",
                    Code("back"),
                    " puts them back in.",
                ),
            ),
        )
    return Message(
        "A message could not be delivered",
        (
            text(f"“{delivery.message.title}” did not arrive: {delivery.reason}."),
            note("You get this as an admin, at most once a day for each reason."),
        ),
    )
