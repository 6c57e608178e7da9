"""Overviews: all programs, one program, how a member stands, and what is next for them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from facilitation.people.model import Member
from facilitation.programs import saying
from facilitation.programs.model import Enrollment, Program
from facilitation.programs.service import Sitting, Standing
from facilitation.rounds import views as rounds
from facilitation.talk.messages import (
    Block,
    Bold,
    Button,
    Buttons,
    Code,
    Message,
    Span,
    Spans,
    Time,
    buttons,
    facts,
    note,
    text,
)
from facilitation.talk.words import counted, listed, mentions

SHOWN = 10
"""How many programs one message shows; platforms bear about 50 blocks."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A program as the list shows it to one member."""

    program: Program
    members: int
    opens_at: datetime | None
    enrollment: Enrollment | None

    @property
    def inside(self) -> bool:
        """Return whether the member is in it."""
        return self.enrollment is not None and self.enrollment.state != "left"

    @property
    def away(self) -> bool:
        """Return whether the member is in it and paused."""
        return self.enrollment is not None and self.enrollment.state == "paused"


def programs(found: Sequence[Listed], *, admin: bool) -> Message:
    """List the programs that have not ended, with what the reader can do."""
    if not found:
        return _no_programs(admin=admin)
    blocks: list[Block] = []
    for entry in found[:SHOWN]:
        blocks += _shown(entry)
    if rest := found[SHOWN:]:
        names = listed([f"{e.program.name} (#{e.program.number})" for e in rest[:20]])
        blocks.append(text(f"And {names}. See one: ", Code("program <name>")))
    if admin:
        blocks.append(note("New: ", Code('program create pairs "Name" every 2w on tue at 10:00')))
    return Message(f"{counted(len(found), 'program').capitalize()}", tuple(blocks))


def _no_programs(*, admin: bool) -> Message:
    """Say that there is no program yet, and what would make one."""
    if admin:
        return Message(
            "There is no program yet",
            (
                text("Create the first one. You see what would happen before it does:"),
                text(Code('program create pairs "Coffee pairs" every 2w on tue at 10:00')),
                buttons(Button("Show me", 'program create pairs "Coffee pairs"', "primary")),
            ),
        )
    return Message(
        "There is no program yet",
        (text("As soon as an admin creates one, you can join it here."),),
    )


def _entry(entry: Listed) -> Spans:
    """Return one line of the list."""
    program = entry.program
    when: Spans = (" · next round ", Time(entry.opens_at)) if entry.opens_at else ()
    if program.state == "paused":
        when = (" · paused",)
    stands = " · you are in" if entry.inside else ""
    stands = " · you are paused" if entry.away else stands
    return (
        Bold(program.name),
        f" (#{program.number}) · {saying.cadence(program.settings.cadence)}",
        *when,
        f" · {counted(entry.members, 'member')}{stands}",
    )


def _shown(entry: Listed) -> list[Block]:
    """Return a program of the list, with what the reader can do."""
    goal = (text(entry.program.goal),) if entry.program.goal else ()
    return [text(*_entry(entry)), *goal, _acts(entry)]


def _acts(entry: Listed) -> Buttons:
    """Return what the reader can do with a program."""
    number = entry.program.number
    more = Button("More", f"program #{number}")
    if entry.away:
        return buttons(Button("Come back", f"back #{number}", "primary"), more)
    if entry.inside:
        return buttons(Button("Leave", f"leave #{number}"), more)
    return buttons(Button("Join", f"join #{number}", "primary"), more)


@dataclass(frozen=True, slots=True)
class Numbers:
    """How many people are in a program, and how many rounds it has held."""

    active: int
    paused: int
    rounds: int


def program(
    entry: Listed, numbers: Numbers, facilitators: Sequence[Member], *, writes: bool
) -> Message:
    """Show one program: what it is for, when, who looks after it, in numbers."""
    it = entry.program
    state = {"active": "running", "paused": "paused", "ended": "ended"}[it.state]
    next_round: Span = Time(entry.opens_at) if entry.opens_at else "none planned"
    away = f", {numbers.paused} paused" if numbers.paused else ""
    rows: dict[str, Span | Spans] = {
        "Goal": it.goal or "none given",
        "State": state,
        "Rounds": f"{saying.cadence(it.settings.cadence)} ({it.settings.zone} time)",
        "Next round": next_round,
        "People in a circle": saying.sizes(it.settings),
        "Members": f"{numbers.active} active{away}",
        "Held so far": counted(numbers.rounds, "round"),
        "Facilitators": listed([m.name for m in facilitators])
        or "nobody; its admins look after it",
        "Channel": saying.channel(it),
    }
    acts: list[Button] = []
    if it.state != "ended":
        acts += [b for b in _acts(entry).buttons if b.text != "More"]
    acts.append(Button("Settings", f"set #{it.number}"))
    acts.append(Button("History", f"history #{it.number}"))
    if writes and it.state == "active":
        acts.append(Button("Preview the next round", f"preview #{it.number}"))
    return Message(f"{it.name} (#{it.number})", (facts(rows), Buttons(tuple(acts))))


def status(standings: Sequence[Standing], sittings: Sequence[Sitting]) -> Message:
    """Show how a member stands in each of their programs."""
    blocks: list[Block] = []
    for standing in standings[:SHOWN]:
        program = standing.program
        rows: dict[str, Span | Spans] = {"You": _stands(standing.enrollment)}
        rows["Next round"] = _next(standing)
        together = [s for s in sittings if s.program.id == program.id]
        if together:
            rows["Now together with"] = mentions(together[0].others) or ("nobody any more",)
        blocks += [text(Bold(f"{program.name} (#{program.number})")), facts(rows), _ways(standing)]
    return Message("How you stand", (*blocks, note("All programs: ", Code("programs"))))


def _stands(enrollment: Enrollment) -> Spans:
    """Return how somebody is enrolled."""
    if enrollment.state == "active":
        return ("in since ", Time(enrollment.joined_at, "day"))
    why = {
        "silence": "paused, as I had no sign from you",
        "unreachable": "paused, as my messages did not reach you",
    }.get(enrollment.cause, "paused")
    if enrollment.returns_at:
        return (f"{why}, until ", Time(enrollment.returns_at, "day"))
    return (f"{why}, until you come back",)


def _next(standing: Standing) -> Spans:
    """Return the next round as it concerns the member."""
    if standing.program.state == "paused":
        return ("none while the program is paused",)
    if standing.opens_at is None:
        return ("none planned",)
    if standing.skips:
        return (Time(standing.opens_at), " – you sit it out")
    return (Time(standing.opens_at),)


def _ways(standing: Standing) -> Buttons:
    """Return what the member can do about a program they are in."""
    number = standing.program.number
    leave = Button("Leave", f"leave #{number}")
    if standing.enrollment.state == "paused":
        return buttons(Button("Come back", f"back #{number}", "primary"), leave)
    if standing.opens_at is None:
        return buttons(leave)
    skip = (
        Button("Take part after all", f"unskip #{number}")
        if standing.skips
        else Button("Skip the next round", f"skip #{number}")
    )
    return buttons(skip, Button("Pause 2 weeks", f"pause 2w in #{number}"), leave)


def home(
    member: Member,
    standings: Sequence[Standing],
    sittings: Sequence[Sitting],
    open_to_join: Sequence[Listed],
    booked: Sequence[Block] = (),
) -> Message:
    """Show what is next for a member: bookings, whom to meet now, the rounds to come; or what they could join."""
    blocks: list[Block] = [*booked]
    for sitting in sittings:
        if sitting.unanswered and sitting.others:
            together = ("You are together with ", *mentions(sitting.others))
            blocks.append(text(*together, " in ", Bold(sitting.program.name), ". Have you met?"))
            blocks.append(rounds.outcomes(sitting.circle, sitting.session))
    for standing in standings[:SHOWN]:
        paused = standing.enrollment.state == "paused"
        line = ("you are ", *_stands(standing.enrollment)) if paused else _coming(standing)
        blocks += [text(Bold(standing.program.name), ": ", *line, "."), _ways(standing)]
    if not standings:
        blocks += _invite(open_to_join, admin=member.role == "admin")
    more = () if member.role == "member" else (" · What you look after: ", Code("help admin"))
    blocks.append(
        note(
            "All I can do: ",
            Code("help"),
            " · All programs: ",
            Code("programs"),
            " · Who can help: ",
            Code("find python"),
            *more,
        )
    )
    return Message("What is next for you", tuple(blocks))


def _coming(standing: Standing) -> Spans:
    """Return the next round after a program's name."""
    if standing.opens_at is None or standing.program.state == "paused":
        return _next(standing)
    return ("next round ", *_next(standing))


def _invite(open_to_join: Sequence[Listed], *, admin: bool) -> list[Block]:
    """Invite somebody who is in no program."""
    if not open_to_join:
        nothing = _no_programs(admin=admin)
        return [text(f"{nothing.title}."), *nothing.blocks]
    lead = text(
        "You are in no program yet. In a program I bring you together with colleagues you might "
        "not meet otherwise, and keep it going. You can skip a round or leave at any time."
    )
    blocks: list[Block] = [lead]
    for entry in open_to_join[:3]:
        blocks += _shown(entry)
    return blocks
