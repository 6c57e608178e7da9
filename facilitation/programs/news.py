"""What members are told of their programs: invitations, and changes that somebody else made."""

from datetime import datetime

from facilitation.people.model import Member
from facilitation.programs import saying
from facilitation.programs.model import Program
from facilitation.programs.views import coming
from facilitation.rounds.model import Round
from facilitation.talk.messages import (
    Block,
    Bold,
    Button,
    Message,
    Span,
    Time,
    buttons,
    note,
    text,
)


def invitation(program: Program, by: Member, opens_at: datetime | None) -> Message:
    """Invite a channel to a new program."""
    goal = (text(program.goal),) if program.goal else ()
    when: tuple[Span, ...] = (" The first is on ", Time(opens_at), ".") if opens_at else ()
    return Message(
        f"New here: {program.name}",
        (
            text(
                Bold(program.name),
                f" brings colleagues together {saying.cadence(program.settings.cadence)}.",
                *when,
            ),
            *goal,
            buttons(
                Button("Join", f"join #{program.number}", "primary"),
                Button("Tell me more", f"program #{program.number}"),
            ),
            note(f"{by.name} has created it for this channel. Nobody is in unless they join."),
        ),
    )


def facilitator_told(program: Program, by: Member) -> Message:
    """Tell a member that they look after a program now."""
    return Message(
        f"You look after {program.name} now",
        (
            text(
                Bold(by.name),
                " has made you a facilitator of ",
                Bold(program.name),
                ". After each round you hear in numbers how it went, and you can change its settings.",
            ),
            buttons(
                Button("Look at it", f"program #{program.number}", "primary"),
                Button("Its settings", f"set #{program.number}"),
            ),
            note(f"Not for you? Tell {by.name}."),
        ),
    )


def paused_told(program: Program, by: Member) -> Message:
    """Tell a member that their program is paused."""
    return Message(
        f"{program.name} is paused",
        (
            text(
                "No new rounds until it goes on. Circles that are together now can still meet. "
                "There is nothing for you to do."
            ),
            _because(program, by),
        ),
    )


def ended_told(program: Program, by: Member) -> Message:
    """Tell a member that their program is over."""
    return Message(
        f"{program.name} has ended",
        (
            text("There will be no more rounds. Thank you for taking part."),
            buttons(Button("Other programs", "programs")),
            _because(program, by),
        ),
    )


def resumed_told(program: Program, by: Member, planned: Round | None) -> Message:
    """Tell a member that their program goes on."""
    return Message(
        f"{program.name} goes on",
        (
            text(*coming(program, planned.opens_at if planned else None)),
            _acts(program, planned),
            _because(program, by),
        ),
    )


def moved_told(program: Program, by: Member, planned: Round | None) -> Message:
    """Tell a member that their program meets at other times."""
    return Message(
        f"{program.name} has moved",
        (
            text(
                f"It now opens {saying.cadence(program.settings.cadence)} "
                f"({program.settings.zone} time). ",
                *coming(program, planned.opens_at if planned else None),
            ),
            _acts(program, planned),
            _because(program, by),
        ),
    )


def _acts(program: Program, planned: Round | None) -> Block:
    """Return what a member can do about the round that the letter speaks of, and no other."""
    skip = (Button("Skip that round", f"skip #{program.number} {planned.id}"),) if planned else ()
    return buttons(*skip, Button("Leave", f"leave #{program.number}"))


def _because(program: Program, by: Member) -> Block:
    """Say why a member is told."""
    return note(f"{by.name} has changed this. You get it because you joined {program.name}.")
