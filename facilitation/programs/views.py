"""What members see when they join, leave, skip, pause and come back."""

from collections.abc import Sequence
from datetime import datetime

from facilitation.people.model import Member
from facilitation.programs.model import Program
from facilitation.talk.messages import (
    Block,
    Bold,
    Button,
    Buttons,
    Choice,
    Code,
    Message,
    Option,
    Span,
    Time,
    buttons,
    note,
    text,
)

BUTTONS = 5
"""How many programs are offered as buttons; more become a menu."""


def which(command: str, programs: Sequence[Program], question: str) -> Message:
    """Ask which program is meant; choosing runs the command with its number."""
    blocks: list[Block] = [text(question)]
    if len(programs) <= BUTTONS:
        given = (Button(p.name[:75], f"{command} #{p.number}") for p in programs)
        blocks.append(Buttons(tuple(given)))
    else:
        options = (Option(p.name[:75], f"#{p.number}") for p in programs)
        blocks.append(Choice("Program", command, tuple(options)))
    return Message("Which program?", tuple(blocks))


def joined(program: Program, opens_at: datetime | None, *, notice: bool, back: bool) -> Message:
    """Welcome a member to a program."""
    return Message(
        f"Welcome back to {program.name}" if back else f"You are in: {program.name}",
        (
            text(*coming(program, opens_at), *_then(program, opens_at, notice=notice)),
            buttons(
                Button("How do I stand?", "status"),
                Button("My profile", "profile"),
                Button("Leave again", f"leave #{program.number}"),
            ),
            note("Your ", Code("profile"), " helps me to find good circles for you."),
        ),
    )


def coming(program: Program, opens_at: datetime | None) -> tuple[Span, ...]:
    """Return when the next round opens, or why none does, as a sentence."""
    if program.state == "paused":
        return ("It is paused just now. You will hear from me when it goes on.",)
    if opens_at is None:
        return ("No round is planned just now. You will hear from me when one is.",)
    return ("The next round opens on ", Time(opens_at), ".")


def _then(program: Program, opens_at: datetime | None, *, notice: bool) -> tuple[Span, ...]:
    """Return what happens next, as a sentence."""
    days = program.settings.notice_days
    if opens_at is None or program.state != "active":
        return ()
    if not notice:
        return (" Then I introduce you to your circle.",)
    before = "The working day" if days == 1 else f"{days} working days"
    return (f" {before} before, I tell you, so that you can skip it.",)


def in_already(program: Program, opens_at: datetime | None) -> Message:
    """Say that a member is in the program already."""
    return Message(
        f"You are in {program.name} already",
        (
            text(*coming(program, opens_at)),
            buttons(
                Button("How do I stand?", "status"),
                Button("Leave it", f"leave #{program.number}"),
            ),
        ),
    )


def left(program: Program, *, circle: bool) -> Message:
    """Confirm that a member has left, with one tap back."""
    lines: list[Block] = [text("Nothing more will come from it. I announce it to nobody.")]
    if circle:
        lines.append(
            text(
                "You sat in a circle that had not met yet. I tell the others only that you cannot "
                "take part, and see that nobody is left alone."
            )
        )
    return Message(
        f"You have left {program.name}",
        (
            *lines,
            buttons(Button("Join again", f"join #{program.number}")),
            note("Only for a while? ", Code("pause 2w"), " does that."),
        ),
    )


def skipped(program: Program, opens_at: datetime) -> Message:
    """Confirm that a member sits out the round to come."""
    return Message(
        f"You sit out the next round of {program.name}",
        (
            text(
                "The round on ",
                Time(opens_at),
                " goes ahead without you. You are in the one after.",
            ),
            buttons(Button("Take part after all", f"unskip #{program.number}")),
        ),
    )


def too_late(program: Program, others: Sequence[Member], opens_at: datetime | None) -> Message:
    """Say that the round somebody wants to skip has been drawn, with what they can do instead."""
    names: tuple[Span, ...] = (
        ("You are together with ", Bold(", ".join(m.name for m in others)), ".") if others else ()
    )
    coming: tuple[Block, ...] = ()
    if opens_at is not None:
        coming = (
            text("The next one opens on ", Time(opens_at), "."),
            buttons(Button("Skip the next one", f"skip #{program.number}")),
        )
    cannot = " If you cannot meet, tell them; they will understand." if others else ""
    return Message(
        "That round has just been drawn",
        (
            text(f"It is too late to skip this round of {program.name}. ", *names, cannot),
            *coming,
        ),
    )


def unskipped(program: Program, opens_at: datetime) -> Message:
    """Confirm that a member takes part in the round to come."""
    return Message(
        f"You are in the next round of {program.name}",
        (
            text("It opens on ", Time(opens_at), "."),
            buttons(Button("Skip it", f"skip #{program.number}")),
        ),
    )


def paused(
    programs: Sequence[Program],
    returns_at: datetime | None,
    *,
    sitting: bool,
    resting: Sequence[Program] = (),
) -> Message:
    """Confirm a pause, with its end and one tap back; `resting` are those paused without end, which it left alone."""
    names = [Bold(p.name) for p in programs]
    end: tuple[Span, ...] = (
        ("until ", Time(returns_at, "day"), ", when you are in again by yourself")
        if returns_at
        else ("until you come back",)
    )
    every = f" #{programs[0].number}" if len(programs) == 1 else ""
    also: list[Block] = [text("The circle you are in now still counts on you.")] if sitting else []
    also += [_rests(resting)] if resting else []
    tap = "Come back everywhere" if resting and not every else "Come back now"
    return Message(
        "You are paused",
        (
            text(*_joined(names), ": no rounds and no messages ", *end, "."),
            *also,
            buttons(Button(tap, f"back{every}")),
        ),
    )


def paused_already(resting: Sequence[Program], when: str) -> Message:
    """Say that a pause for a while changes nothing for who is paused without end everywhere."""
    given = (Button(f"Pause {p.name}"[:75], f"pause {when} in #{p.number}") for p in resting)
    return Message(
        "You are paused already",
        (
            _rests(resting),
            text(f"Would you rather be paused for “{when[:60]}” only?"),
            buttons(*tuple(given)[:BUTTONS]),
        ),
    )


def _rests(programs: Sequence[Program]) -> Block:
    """Say in which programs a pause without end stays as it is."""
    stays = " stays paused" if len(programs) == 1 else " stay paused"
    return text(*_joined([Bold(p.name) for p in programs]), stays, " until you come back.")


def back(programs: Sequence[tuple[Program, datetime | None]]) -> Message:
    """Welcome a member back."""
    lines = tuple(text(Bold(p.name), ": ", *_next(p, opens_at)) for p, opens_at in programs)
    every = f" in #{programs[0][0].number}" if len(programs) == 1 else ""
    return Message(
        "You are in again",
        (*lines, buttons(Button("Pause 2 more weeks", f"pause 2w{every}"))),
    )


def _next(program: Program, opens_at: datetime | None) -> tuple[Span, ...]:
    """Return the next round in a few words."""
    if program.state == "paused":
        return ("paused by its facilitators for now.",)
    return ("next round ", Time(opens_at), ".") if opens_at else ("no round is planned.",)


def _joined(spans: Sequence[Span]) -> tuple[Span, ...]:
    """Return spans as a list in a sentence."""
    found: list[Span] = []
    for place, span in enumerate(spans):
        if place:
            found.append(" and " if place == len(spans) - 1 else ", ")
        found.append(span)
    return tuple(found)


def into_the_channel() -> Block:
    """Say what it means that circles meet in threads of the channel from then on."""
    return text(
        "Introductions and “how did it go?” are then posted in the channel, for all in it to read. "
        "Whoever has joined but is not in that channel would miss them: ask them in first."
    )
