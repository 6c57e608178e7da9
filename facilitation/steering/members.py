"""Who is in a program, who is on a break, and what comes next: for who looks after it, in one card."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from facilitation.joining import views
from facilitation.joining.commands import taking_part
from facilitation.people.model import Member
from facilitation.people.plainly import folded
from facilitation.programs import service as programs
from facilitation.programs.formats import library
from facilitation.programs.model import Enrollment, Program
from facilitation.rounds import planning
from facilitation.rounds.circles import sparing
from facilitation.talk.commands import Call
from facilitation.talk.incoming import Reply, Say
from facilitation.talk.messages import (
    Block,
    Bold,
    Button,
    Items,
    Message,
    Spans,
    Time,
    Worded,
    buttons,
    table,
    text,
)
from facilitation.talk.phrases import Phrase, say, say_n

SHOWN = 30
"""People that are named; of more the rest is counted."""


@dataclass(frozen=True, slots=True)
class Roll:
    """Who is in a program, by how they stand: in, sitting the next round out, on a break with their enrollment."""

    active: Sequence[Member]
    skipping: Sequence[Member]
    away: Sequence[tuple[Member, Enrollment]]
    coming: Sequence[tuple[datetime, str]]
    """What people notice of the next round, and when."""
    draws: bool = True
    """Whether circles are made in it."""


def show(call: Call) -> Reply:
    """Show who is in a program; ask which where there are several, and show others what everybody may see of it."""
    if words := call.given.get("program", ""):
        program = programs.find(call.work, call.workspace.id, words)
        if not programs.may_write(call.member, program):
            return _for_others(call, program)
        return Say(card(program, roll(call, program)))
    live = [p for p in call.work.programs.of(call.workspace.id) if p.state != "ended"]
    mine = [p for p in live if programs.may_write(call.member, p)]
    if len(mine) != 1:
        return Say(none() if not mine else views.which("members", mine, say("Whose members?")))
    return Say(card(mine[0], roll(call, mine[0])))


def _for_others(call: Call, program: Program) -> Reply:
    """Show what everybody may see of a program, and say whose to see it is who is in it."""
    shown = taking_part.program(call)
    if not isinstance(shown, Say):
        return shown
    why = text(
        say(
            "Who else is in {program} is told to whoever looks after it. You meet them round by round.",
            program=program.name,
        )
    )
    return Say(replace(shown.message, blocks=(why, *shown.message.blocks)))


def roll(call: Call, program: Program) -> Roll:
    """Return who is in a program, by name, and what comes next in it."""
    work = call.work
    enrolled = {e.member: e for e in work.enrollments.of_program(program.id)}
    found = work.members.some(sorted(enrolled)).values()
    people = [(m, enrolled[m.id]) for m in sorted(found, key=lambda m: folded(m.name))]
    planned = work.rounds.planned(program.id)
    at = planned.opens_at if planned else call.now
    inside = [(m, e) for m, e in people if e.takes_part("", at)]
    skips = [m for m, e in inside if planned and e.skips == planned.id]
    coming: list[tuple[datetime, str]] = []
    if planned:
        format = library.of(work, program)
        for name, due in planning.run_sheet(work, program, planned.opens_at, planned.number):
            step = format.step(name)
            if step and step.picture and due > call.now:
                coming.append((due, step.picture))
    return Roll(
        [m for m, _ in inside if m not in skips],
        skips,
        [(m, e) for m, e in people if not e.takes_part("", at)],
        coming,
        sparing.draws(work, program),
    )


def card(program: Program, who: Roll) -> Message:
    """Show who is in a program, who is on a break and why, and what comes next, with what to do about it."""
    blocks = [*_people(who)]
    blocks.append(text(Bold(say("What comes next"))))
    if who.coming:
        blocks.append(
            Items(
                tuple((say("{when}: {what}", when=Time(at), what=what),) for at, what in who.coming)
            )
        )
    else:
        blocks.append(text(say("No round is planned.")))
    number = program.number
    active = program.state == "active"
    ahead = say("Who would meet whom?") if who.draws else say("Preview the next round")
    blocks.append(
        buttons(
            *(
                (Button(say("Invite people"), f"invite people #{number}", "primary"),)
                if active
                else ()
            ),
            *((Button(ahead, f"preview #{number}"),) if active else ()),
            Button(say("Settings"), f"set #{number}"),
            Button(say("What was changed?"), f"history #{number}"),
        )
    )
    return Message(say("{program}: who is in", program=program.name), tuple(blocks))


def _people(who: Roll) -> tuple[Block, ...]:
    """Show people by how they stand; where a table is drawn and has room, each with their team and location."""
    told: list[Worded] = [text(Bold(say("In"))), text(_named(who.active))]
    if who.skipping:
        told += [text(Bold(say("Skip the next round"))), text(_named(who.skipping))]
    if who.away:
        lines = [(say("{name}: {why}", name=m.name, why=_why(e)),) for m, e in who.away[:SHOWN]]
        more = len(who.away) - SHOWN
        rest = [(say("… and {n} more.", n=more),)] if more > 0 else []
        told += [text(Bold(say("On a break"))), Items((*lines, *rest))]
    stands: list[tuple[Member, Phrase]] = [
        *((one, say("in")) for one in who.active),
        *((one, say("skips the next round")) for one in who.skipping),
        *((one, _why(enrollment)) for one, enrollment in who.away),
    ]
    if len(stands) > SHOWN:
        return tuple(told)
    heads = (say("Name"), say("Team"), say("Location"), say("How they stand"))
    cells = [((m.name,), _if(m.team), _if(m.location), (how,)) for m, how in stands]
    return table(say("Who is in"), heads, cells, *told)


def _if(words: str) -> Spans:
    return (words,) if words else ()


def none() -> Message:
    """Say to somebody that they look after no program."""
    return Message(
        say("You look after no program"),
        (
            text(say("Whoever looks after a program sees here who is in it, and what comes next.")),
            buttons(Button(say("See the programs"), "programs")),
        ),
    )


def _named(people: Sequence[Member]) -> Phrase:
    """Return how many people these are, and their names."""
    if not people:
        return say("nobody yet")
    names: list[str] = [m.name for m in people[:SHOWN]]
    if len(people) > SHOWN:
        names.append(say("{n} more", n=len(people) - SHOWN))
    return say_n("{n} person: {names}", "{n} people: {names}", len(people), names=names)


def _why(enrollment: Enrollment) -> Phrase:
    """Return why somebody is on a break, and until when."""
    if enrollment.returns_at and enrollment.state == "paused":
        return say("back on {day}", day=Time(enrollment.returns_at, "day"))
    if enrollment.pauses_at and enrollment.state == "active":
        return say("away from {day}", day=Time(enrollment.pauses_at, "day"))
    match enrollment.cause:
        case "silence":
            return say("paused, as they have not answered for a while")
        case "unreachable":
            return say("cannot be reached")
        case "once":
            return say("joins single rounds")
        case _:
            return say("until they come back")
