"""Why: what the draw made of someone, and what it would make of everyone, in plain words."""

from collections.abc import Mapping
from datetime import datetime

from facilitation.journal import Fact
from facilitation.pairing.model import Draw
from facilitation.people.model import Member
from facilitation.programs.model import Enrollment, Program
from facilitation.rounds import planning, upsets
from facilitation.rounds.model import Circle
from facilitation.talk.messages import (
    Block,
    Bold,
    Button,
    Code,
    Divider,
    Items,
    Message,
    Spans,
    Time,
    buttons,
    note,
    text,
)
from facilitation.talk.words import counted, listed, mentions
from facilitation.work import Work

SHOWN = 40
"""Circles a preview lists; the rest are counted."""


def why(work: Work, member: Member, program: Program | None, now: datetime) -> Message:
    """Return why the member is in their newest circle, or why they are in none; of the named program or of any."""
    enrolled = work.enrollments.of_member(member.id)
    if program is not None:
        enrolled = [e for e in enrolled if e.program == program.id]
    if not enrolled:
        return _not_in(program)
    circles = [
        c
        for c in work.circles.of_member(member.id, limit=20)
        if program is None or c.program == program.id
    ]
    missed = work.journal.about_member(member.id, ["member.unmatched", "member.alone"], limit=5)
    missed = [f for f in missed if program is None or f.program == program.id]
    circle = circles[0] if circles else None
    for enrollment in enrolled:
        newest = work.rounds.of(enrollment.program, limit=2)
        fell_out = next((r for r in newest if r.state == "skipped"), None)
        if fell_out and (circle is None or fell_out.opens_at > circle.created_at):
            its = work.programs.get(enrollment.program)
            return upsets.fell_out(its, fell_out, planning.next_opening(work, its))
    fact = missed[0] if missed else None
    if fact is not None and (circle is None or fact.at > circle.created_at):
        return _nobody(work, work.programs.get(fact.program), fact)
    if circle is not None:
        return _these(work, member, circle)
    return _not_yet(work, enrolled[0], now)


def preview(
    program: Program, drawn: Draw, people: Mapping[str, Member], opens_at: datetime | None
) -> Message:
    """Return who would meet whom in the next round if it were drawn now."""
    lines: list[Spans] = [mentions([people[m] for m in circle]) for circle in drawn.circles[:SHOWN]]
    more = len(drawn.circles) - SHOWN
    if more > 0:
        lines.append((f"… and {counted(more, 'more circle')}",))
    blocks: list[Block] = []
    if opens_at is not None:
        blocks.append(text("The next round opens on ", Time(opens_at), "."))
    if lines:
        blocks.append(Items(tuple(lines)))
    else:
        blocks.append(
            text("There is nobody to put together yet: a circle takes two people who joined.")
        )
    if drawn.unmatched:
        blocks.append(Divider())
        blocks.append(text("Without a circle:"))
        blocks.append(
            Items(
                tuple(
                    (Bold(people[u.id].name), f": {u.why} {u.help}")
                    for u in drawn.unmatched[:SHOWN]
                )
            )
        )
    if drawn.repeats:
        blocks.append(
            text(
                f"{counted(drawn.repeats, 'pair')} would meet again inside the gap, because no other way was left."
            )
        )
    return Message(
        f"If {program.name} were drawn now",
        (
            *blocks,
            note(
                "Nothing was sent. Whoever joins, skips or pauses until then changes it; the same people "
                "give the same circles."
            ),
        ),
    )


def _these(work: Work, member: Member, circle: Circle) -> Message:
    """Return why these people."""
    program = work.programs.get(circle.program)
    others = work.members.some([m for m in circle.members if m != member.id])
    reason = next((s.reason for s in circle.seats if s.member == member.id), "")
    rules = ["nobody is put together with someone they avoid"]
    if not program.settings.managers:
        rules.append("nobody with their own manager")
    if program.settings.gap_weeks:
        rules.append(
            f"nobody again within {program.settings.gap_weeks} weeks of meeting, while that is possible"
        )
    return Message(
        f"Why {listed([m.name for m in others.values()])}?",
        (
            text(reason or "You were the best fit that was left for each other."),
            text(f"I looked at everyone in {program.name} at once: {listed(rules)}."),
            note(
                "Want it different next time? ",
                Code("profile"),
                " and ",
                Code("avoid @name"),
                " both help, quietly.",
            ),
        ),
    )


def _nobody(work: Work, program: Program, fact: Fact) -> Message:
    """Return why nobody."""
    planned = work.rounds.planned(program.id)
    coming = planned is not None and planned.step
    return Message(
        f"Why nobody in {program.name} this round?",
        (
            text(str(fact.data.get("why") or "Nobody was left to put you together with.")),
            *((text(str(fact.data["help"])),) if fact.data.get("help") else ()),
            *(
                (text("You come first on ", Time(planned.opens_at), "."),)
                if planned and coming
                else ()
            ),
        ),
    )


def _not_yet(work: Work, enrollment: Enrollment, now: datetime) -> Message:
    """Return why there has been no circle so far."""
    program = work.programs.get(enrollment.program)
    if enrollment.state == "paused":
        return Message(
            f"{program.name} is paused for you",
            (
                text("That is why you were not put together with anyone."),
                buttons(Button("Count me in again", f"back #{program.number}", "primary")),
            ),
        )
    planned = work.rounds.planned(program.id)
    if planned is None or not planned.step:
        return Message(
            f"{program.name} has no round planned",
            (text("That is why nobody has been put together with you yet."),),
        )
    skips = " You chose to skip that one." if enrollment.skips == planned.id else ""
    return Message(
        f"{program.name} has not put you together with anyone yet",
        (text("The next round opens on ", Time(planned.opens_at), f".{skips}"),),
    )


def _not_in(program: Program | None) -> Message:
    """Return why there is nothing to explain to someone who has joined nothing."""
    if program is not None:
        return Message(
            f"You are not in {program.name}",
            (
                text("That is why you were not put together with anyone."),
                buttons(Button(f"Join {program.name}", f"join #{program.number}", "primary")),
            ),
        )
    return Message(
        "You have not joined a program yet",
        (
            text("That is why you were not put together with anyone."),
            buttons(Button("See the programs", "programs", "primary")),
        ),
    )
