"""Why: what the draw made of someone, in plain words."""

from collections.abc import Sequence
from datetime import datetime

from facilitation.people.model import Member
from facilitation.post.facts import CircleLeft, LeftAlone, Unmatched, What
from facilitation.programs.model import Enrollment, Program
from facilitation.rounds import planning, reasons, reunions, upsets
from facilitation.rounds.model import REASONS_KEPT, Circle
from facilitation.talk.messages import (
    Block,
    Button,
    Message,
    Time,
    buttons,
    note,
    text,
)
from facilitation.talk.phrases import Phrase, say, sentences
from facilitation.talk.words import listed
from facilitation.work import Work

_NOT_FIRST = ("no_problem", "no_channel", "spared")
"""Why there was nobody though a circle was drawn, or by another program; nobody comes first in a round for that."""
_WITHOUT = ("member.unmatched", "member.alone", "circle.left")
"""Facts that leave somebody without a circle."""


def why(work: Work, member: Member, program: Program | None, now: datetime) -> Message:
    """Return why the member is in their newest circle, or why they are in none; of the named program or of any."""
    enrolled = work.enrollments.of_member(member.id)
    if program is not None:
        enrolled = [e for e in enrolled if e.program == program.id]
    if not enrolled:
        return _has_left(work, member, program) or _not_in(program)
    circles = [
        c
        for c in work.circles.of_member(member.id, limit=20)
        if program is None or c.program == program.id
    ]
    circle, theirs = circles[0] if circles else None, {e.program for e in enrolled}
    missed = [
        f
        for f in work.journal.about_member(member.id, _WITHOUT, limit=5)
        if f.program in theirs and not _is_elsewhere(f.what, circles)
    ]
    for enrollment in enrolled:
        newest = work.rounds.of(enrollment.program, limit=2)
        fell_out = next((r for r in newest if r.state == "skipped"), None)
        if fell_out and (circle is None or fell_out.opens_at > circle.created_at):
            its = work.programs.get(enrollment.program)
            return upsets.fell_out(its, fell_out, planning.next_opening(work, its))
    fact = missed[0] if missed else None
    if fact is not None and (circle is None or fact.at > circle.created_at):
        if isinstance(fact.what, CircleLeft):
            standing = next(e for e in enrolled if e.program == fact.program)
            again = any(c.id == fact.what.circle for c in circles)
            return _no_longer(work, standing, fact.at, again=again)
        return _nobody(work, work.programs.get(fact.program), fact.what)
    if circle is not None:
        return _these(work, member, circle, now)
    return _not_yet(work, enrolled[0])


def _is_elsewhere(what: What, circles: Sequence[Circle]) -> bool:
    """Return whether somebody who left a circle has met in it again since, or has only one of another program."""
    return isinstance(what, CircleLeft) and any(
        c.round != what.round if c.id == what.circle else c.program != what.program
        for c in circles[:1]
    )


def of_circle(work: Work, member: Member, circle: Circle, now: datetime) -> Message:
    """Return why the member sits in a circle."""
    return _these(work, member, circle, now)


def which(programs: Sequence[Program]) -> Message:
    """Ask of which of several programs the circle is meant."""
    return Message(
        say("Which circle do you mean?"),
        (buttons(*(Button(p.name[:75], f"why #{p.number}") for p in programs)),),
    )


def _has_left(work: Work, member: Member, program: Program | None) -> Message | None:
    """Return that the member has left the program, or the last that there was; None where they never were in it."""
    left = work.journal.about_member(member.id, ["member.left"], limit=20)
    fact = next((f for f in left if program is None or f.program == program.id), None)
    if fact is None:
        return None
    program = program or work.programs.get(fact.program)
    back = buttons(Button(say("Join again"), f"join #{program.number}"))
    return Message(
        say("You have left {program}", program=program.name),
        (
            text(say("That was on {day}. Since then nobody is put together with you there.",
                     day=Time(fact.at, "day"))),
            *((back,) if program.state != "ended" else ()),
        ),
    )  # fmt: skip


def _these(work: Work, member: Member, circle: Circle, now: datetime) -> Message:
    """Return why these people."""
    program = work.programs.get(circle.program)
    there = work.sessions.of_circle(circle.id).people
    among = there if member.id in there else circle.members
    others = work.members.some([m for m in among if m != member.id])
    names = {m: other.name for m, other in others.items()}
    reason = next((s.reason for s in circle.seats if s.member == member.id), "")
    weeks = program.settings.gap_weeks
    rules = [say("nobody is put together with someone they avoid")]
    if not program.settings.managers:
        rules.append(say("nobody with their own manager"))
    if weeks:
        rules.append(
            say("nobody again within {n} weeks of meeting, while that is possible", n=weeks)
        )
    return Message(
        say("Why {what}?", what=listed([m.name for m in others.values()])),
        (
            text(reasons.these(reason, names) or _no_reason(circle, now)),
            text(
                "I looked at everyone in {program} at once: {rules}.",
                program=program.name,
                rules=rules,
            ),
            buttons(Button(say("My profile"), "profile"), Button(say("Whom do I avoid?"), "avoid")),
            note(say("Want it different next time? Both help, quietly.")),
        ),
    )


def _no_reason(circle: Circle, now: datetime) -> Phrase:
    """Return what to say where no reason is kept."""
    if now - circle.created_at > REASONS_KEPT:
        return say("That was a while ago: I keep why for three months, and then let it go.")
    return say("You were the best fit that was left for each other.")


def _nobody(work: Work, program: Program, what: What) -> Message:
    """Return why nobody."""
    match what:
        case Unmatched(why=its, help=kept):
            why, help = reasons.nobody(its), kept or reasons.help(its)
        case LeftAlone(why=its):
            why, help = reasons.nobody(its), ""
        case _:
            its, why, help = "", "", ""
    planned = work.rounds.planned(program.id)
    first = isinstance(its, str) or its.kind not in _NOT_FIRST
    return Message(
        say("Why nobody in {program} this round?", program=program.name),
        (
            text(why or say("Nobody was left to put you together with.")),
            *((text(help),) if help else ()),
            *(upsets.first_next_time(planned.opens_at) if planned and first else ()),
        ),
    )


def _no_longer(work: Work, enrollment: Enrollment, since: datetime, *, again: bool) -> Message:
    """Return why somebody has no circle who left theirs in the middle of a round, and whether they have it `again`."""
    program = work.programs.get(enrollment.program)
    return Message(
        say("You left your circle of {program}", program=program.name),
        (
            text("That was on {day}, and the others know.", day=Time(since, "day")),
            *_ahead(work, program, enrollment),
            *((text(reunions.SEATED),) if again else ()),
        ),
    )


def _not_yet(work: Work, enrollment: Enrollment) -> Message:
    """Return why there has been no circle so far."""
    program = work.programs.get(enrollment.program)
    if enrollment.state == "paused":
        title = say("{program} is paused for you", program=program.name)
    elif work.rounds.planned(program.id) is None:
        title = say("{program} has no round planned", program=program.name)
    else:
        title = say("{program} has not put you together with anyone yet", program=program.name)
    return Message(title, _ahead(work, program, enrollment))


def _ahead(work: Work, program: Program, enrollment: Enrollment) -> tuple[Block, ...]:
    """Return when somebody is put together with others next."""
    planned = work.rounds.planned(program.id)
    number = program.number
    if enrollment.state == "paused":
        return (
            text(say("While you are paused nobody is put together with you there.")),
            buttons(Button(say("Count me in again"), f"back #{number}", "primary")),
        )
    if planned is None:
        return (text(say("Nobody is put together there until a round is planned.")),)
    opens = say("The next round opens on {when}.", when=Time(planned.opens_at))
    if enrollment.skips != planned.id:
        return (text(opens),)
    again = buttons(Button(say("Take part after all"), f"unskip #{number}"))
    return (text(sentences(opens, say("You chose to skip that one."))), again)


def _not_in(program: Program | None) -> Message:
    """Return why there is nothing to explain to someone who has joined nothing."""
    if program is not None:
        return Message(
            say("You are not in {program}", program=program.name),
            (
                text(say("That is why you were not put together with anyone.")),
                buttons(
                    Button(
                        say("Join {program}", program=program.name),
                        f"join #{program.number}",
                        "primary",
                    )
                ),
            ),
        )
    return Message(
        say("You have not joined a program yet"),
        (
            text(say("That is why you were not put together with anyone.")),
            buttons(Button(say("See the programs"), "programs", "primary")),
        ),
    )
