"""What members are told of their programs: invitations, and changes that somebody else made."""

from collections.abc import Sequence
from datetime import date, datetime

from facilitation.joining.views import coming
from facilitation.people.model import Member
from facilitation.programs import saying
from facilitation.programs.model import Program
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
from facilitation.talk.phrases import Phrase, say, sentences
from facilitation.talk.when.hours import instant


def invitation(program: Program, means: Phrase, by: Member, opens_at: datetime | None) -> Message:
    """Invite a channel to a new program, and say what taking part `means`."""
    goal = (text(program.goal),) if program.goal else ()
    when = say("The first round is on {when}.", when=Time(opens_at)) if opens_at else ""
    what = say("It opens {often}.", often=saying.often(program.settings.cadence))
    return Message(
        say("New here: {program}", program=program.name),
        (
            text(means),
            text(sentences(what, when)),
            *goal,
            buttons(
                Button(say("Join"), f"join #{program.number}", "primary"),
                Button(say("Tell me more"), f"program #{program.number}"),
            ),
            note("{by} created it for this channel. Only people who join take part.", by=by.name),
        ),
    )


def invitation_over(program: Program) -> Message:
    """Show in place of an invitation that its program has ended."""
    return Message(
        say("{program} has ended", program=program.name),
        (
            text(say("Nobody can join it any more.")),
            buttons(Button(say("Other programs"), "programs")),
        ),
    )


def facilitator_told(program: Program, by: Member) -> Message:
    """Tell a member that they look after a program now."""
    return Message(
        say("You look after {program} now", program=program.name),
        (
            text(
                "{by} made you a facilitator of {program}. After each round I tell you in numbers how it went, "
                "and you can change its settings.",
                by=Bold(by.name),
                program=Bold(program.name),
            ),
            buttons(
                Button(say("Look at it"), f"program #{program.number}", "primary"),
                Button(say("Its settings"), f"set #{program.number}"),
            ),
            note("Not for you? Tell {by}.", by=by.name),
        ),
    )


def paused_told(program: Program, by: Member) -> Message:
    """Tell a member that their program is paused."""
    return Message(
        say("{program} is paused", program=program.name),
        (
            text(
                say(
                    "No new rounds until it goes on. People who are together now can still meet. You do not "
                    "need to do anything."
                )
            ),
            _because(program, by),
        ),
    )


def ended_told(program: Program, by: Member, *, asks: bool = False) -> Message:
    """Tell a member that their program is over, and perhaps ask what it brought."""
    back = Button(say("Say what it brought"), f"farewell #{program.number}", "primary")
    return Message(
        say("{program} has ended", program=program.name),
        (
            text(say("There will be no more rounds. Thank you for taking part.")),
            buttons(*((back,) if asks else ()), Button(say("Other programs"), "programs")),
            _because(program, by),
        ),
    )


def resumed_told(program: Program, by: Member, planned: Round | None) -> Message:
    """Tell a member that their program goes on."""
    return Message(
        say("{program} goes on", program=program.name),
        (
            text(coming(program, planned.opens_at if planned else None)),
            _acts(program, planned),
            _because(program, by),
        ),
    )


def moved_told(program: Program, by: Member, planned: Round | None) -> Message:
    """Tell a member that their program meets at other times."""
    return Message(
        say("{program} has moved", program=program.name),
        (
            text(
                sentences(
                    say("It now opens {often}.", often=saying.rhythm(program)),
                    coming(program, planned.opens_at if planned else None),
                )
            ),
            _acts(program, planned),
            _because(program, by),
        ),
    )


def dates_told(before: Program, after: Program, by: Member, planned: Round | None) -> Message:
    """Tell a member which days their program leaves out, and which not any more, and that it has another last day."""
    was, its = before.settings, after.settings
    out = [day for day in its.skipped if day not in was.skipped]
    back = [day for day in was.skipped if day not in its.skipped]
    ends = say("It goes on without a last day.")
    if its.ends:
        [last] = _days(after, [its.ends])
        ends = say("No round opens after {day}.", day=last)
    changed = (
        say("No round opens on these days: {days}.", days=_days(after, out)) if out else "",
        say("No longer left out: {days}.", days=_days(after, back)) if back else "",
        ends if was.ends != its.ends else "",
    )
    return Message(
        say("{program} has other dates", program=after.name),
        (
            text(sentences(*changed, coming(after, planned.opens_at if planned else None))),
            _acts(after, planned),
            _because(after, by),
        ),
    )


def _days(program: Program, those: Sequence[date]) -> list[Span]:
    """Return days as each reads them, at the hour at which the program's rounds open."""
    its = program.settings
    return [Time(instant(day, its.cadence.at, its.zone), "day") for day in those]


def _acts(program: Program, planned: Round | None) -> Block:
    """Return what a member can do about the round that the letter speaks of, and no other."""
    skip = (
        (Button(say("Skip that round"), f"skip #{program.number} {planned.id}"),) if planned else ()
    )
    return buttons(*skip, Button(say("Leave"), f"leave #{program.number}"))


def _because(program: Program, by: Member) -> Block:
    """Say why a member is told."""
    return note(
        "{by} changed this. You get this because you joined {program}.",
        by=by.name,
        program=program.name,
    )
