"""Overviews: all programs, one program, how a member stands, and what is next for them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from facilitation.bookings.agreeing import Sides
from facilitation.bookings.words import board
from facilitation.joining import aim_views, schedule
from facilitation.people import views
from facilitation.people.model import Member
from facilitation.programs import saying
from facilitation.programs.formats.model import Format
from facilitation.programs.model import Enrollment, Program
from facilitation.programs.service import Sitting, Standing
from facilitation.rounds import wording
from facilitation.talk.messages import (
    Block,
    Bold,
    Button,
    Buttons,
    Choice,
    Items,
    Message,
    Option,
    Span,
    Spans,
    Time,
    buttons,
    dotted,
    facts,
    table,
    text,
)
from facilitation.talk.phrases import Phrase, say, say_n, sentences
from facilitation.talk.text import cut
from facilitation.talk.words import listed, mentions

SHOWN = 10
"""How many programs one message shows; platforms bear about 50 blocks."""
FEW, MENU = 3, 100
"""So many programs have buttons of their own, and so many stand in a menu."""


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
    if len(found) <= FEW:
        for entry in found:
            blocks += _shown(entry)
    else:
        options = [Option(cut(e.program.name, 75), f"#{e.program.number}") for e in found[:MENU]]
        blocks += table(
            say("Programs"),
            (say("Program"), say("How often"), say("Next round"), say("Members"), say("You")),
            [_cells(entry) for entry in found[:SHOWN]],
            Items(tuple(_entry(entry) for entry in found[:SHOWN])),
        )
        blocks.append(Choice(say("Look at one, and join it"), "program", tuple(options)))
    if admin:
        blocks.append(buttons(Button(say("Create a program"), "program create")))
    return Message(say_n("{n} program", "{n} programs", len(found)), tuple(blocks))


def _no_programs(*, admin: bool) -> Message:
    if admin:
        return Message(
            say("There are no programs yet"),
            (
                text(say("Create the first one. I show you what would happen first.")),
                buttons(Button(say("Create a program"), "program create", "primary")),
            ),
        )
    return Message(
        say("There are no programs yet"),
        (text(say("As soon as an admin creates one, you can join it here.")),),
    )


def _entry(entry: Listed) -> Spans:
    program = entry.program
    parts: list[Span] = [Bold(program.name), saying.often(program.settings.cadence)]
    if program.state == "paused":
        parts.append(say("paused"))
    elif entry.opens_at:
        parts.append(say("next round {when}", when=Time(entry.opens_at)))
    parts.append(say_n("{n} member", "{n} members", entry.members))
    return dotted(*parts, *_standing(entry))


def _standing(entry: Listed) -> Spans:
    if not entry.inside:
        return ()
    return (say("you are paused") if entry.away else say("you are in"),)


def _cells(entry: Listed) -> tuple[Spans, ...]:
    program = entry.program
    paused = program.state == "paused"
    ahead = (Time(entry.opens_at),) if entry.opens_at else ()
    opens: Spans = (say("paused"),) if paused else ahead
    often = (saying.often(program.settings.cadence),)
    return ((program.name,), often, opens, (f"{entry.members}",), _standing(entry))


def _shown(entry: Listed) -> list[Block]:
    goal = (text(entry.program.goal),) if entry.program.goal else ()
    return [text(*_entry(entry)), *goal, _acts(entry)]


def _acts(entry: Listed) -> Buttons:
    number = entry.program.number
    more = Button(say("More"), f"program #{number}")
    if entry.away:
        return buttons(Button(say("Come back"), f"back #{number}", "primary"), more)
    if entry.inside:
        return buttons(Button(say("Leave"), f"leave #{number}"), more)
    return buttons(Button(say("Join"), f"join #{number}", "primary"), more)


@dataclass(frozen=True, slots=True)
class Numbers:
    """How many people are in a program, and how many rounds it has held."""

    active: int
    paused: int
    rounds: int


def program(
    entry: Listed, format: Format, numbers: Numbers, facilitators: Sequence[Member], *, writes: bool
) -> Message:
    """Show one program: what taking part means, what it is for, when, who looks after it, in numbers."""
    it = entry.program
    means = wording.said(format.means, program=Bold(it.name))
    state = {"active": say("running"), "paused": say("paused"), "ended": say("ended")}[it.state]
    members = say("{active} active, {paused} paused", active=numbers.active, paused=numbers.paused)
    rows: dict[str, Span | Spans] = {
        say("Goal"): it.goal or say("none"),
        **saying.served(it),
        say("State"): state,
        say("Rounds"): saying.rhythm(it),
        say("Next round"): Time(entry.opens_at) if entry.opens_at else say("none planned"),
        **(
            {say("People in a circle"): saying.sizes(it.settings)}
            if "size" in format.settings
            else {}
        ),
        say("Members"): members if numbers.paused else say("{n} active", n=numbers.active),
        say("Rounds so far"): sentences(numbers.rounds or "0"),
        say("Facilitators"): listed([m.name for m in facilitators])
        or say("nobody; its admins look after it"),
        say("Channel"): saying.channel(it),
    }
    acts: list[Button] = []
    if it.state != "ended":
        acts += [b for b in _acts(entry).buttons if not b.command.startswith("program ")]
    if it.state == "active" and entry.inside and not entry.away:
        acts.append(Button(say("Skip the next round"), f"skip #{it.number}"))
        acts.append(Button(say("Pause for 2 weeks"), f"pause 2w in #{it.number}"))
    acts += aim_views.acts(it) if entry.inside else []
    acts.append(Button(say("Settings"), f"set #{it.number}"))
    acts.append(Button(say("History"), f"history #{it.number}"))
    if writes and it.state == "active":
        acts.append(Button(say("Preview the next round"), f"preview #{it.number}"))
    if writes and it.state != "ended":
        acts.append(Button(say("Who is in?"), f"members #{it.number}"))
    return Message(it.name, (text(means), facts(rows), Buttons(tuple(acts))))


def status(member: Member, standings: Sequence[Standing], sittings: Sequence[Sitting]) -> Message:
    """Show how a member stands in each of their programs."""
    blocks: list[Block] = []
    for standing in standings[:SHOWN]:
        program = standing.program
        rows: dict[str, Span | Spans] = {say("You"): schedule.stands(standing)}
        rows[say("Next round")] = _next(standing)
        together = [s for s in sittings if s.program.id == program.id]
        if together:
            rows[say("Now together with")] = mentions(together[0].others) or say("nobody now")
        blocks += [text(Bold(program.name)), facts(rows)]
    ways = _mine(standings)[-1 if len(standings) == 1 else -2 :]
    blocks += [*ways, *views.weekly(member, len(standings))]
    blocks.append(buttons(Button(say("All programs"), "programs")))
    return Message(say("Your programs"), tuple(blocks))


def _next(standing: Standing) -> Span:
    """Return the next round as it concerns the member."""
    if standing.program.state == "paused":
        return say("none while the program is paused")
    if standing.opens_at is None:
        return say("none planned")
    if standing.skips:
        return say("{when}, and you skip it", when=Time(standing.opens_at))
    if standing.away:
        return say("{when}, and you are away then", when=Time(standing.opens_at))
    return Time(standing.opens_at)


def _ways(standing: Standing) -> Buttons:
    number = standing.program.number
    leave = Button(say("Leave"), f"leave #{number}")
    if standing.enrollment.state == "paused":
        one = Button(say("Only the next round"), f"back #{number} once")
        more = (one,) if standing.planned and not standing.once else ()
        return buttons(Button(say("Come back"), f"back #{number}", "primary"), *more, leave)
    if standing.enrollment.pauses_at is not None:
        return buttons(Button(say("Call the pause off"), f"back #{number}"), leave)
    if standing.opens_at is None:
        return buttons(leave)
    skip = (
        Button(say("Take part after all"), f"unskip #{number}")
        if standing.skips
        else Button(say("Skip the next round"), f"skip #{number}")
    )
    return buttons(skip, Button(say("Pause 2 weeks"), f"pause 2w in #{number}"), leave)


def home(
    member: Member,
    standings: Sequence[Standing],
    sittings: Sequence[Sitting],
    open_to_join: Sequence[Listed],
    booked: Sequence[Sides] = (),
    learnt: Sequence[Block] = (),
) -> Message:
    """Show what is next for a member: what waits for them, what comes up, and what they can do; or what to join."""
    blocks = [*board.waiting(booked), *schedule.together(sittings), *learnt]
    blocks += schedule.coming(standings, sittings, booked)
    if standings:
        blocks += [*_mine(standings), *views.weekly(member, len(standings))]
    else:
        blocks += _invite(open_to_join, admin=member.role == "admin")
    blocks.append(
        buttons(
            Button(say("Book somebody's time"), "book"),
            Button(say("Ask a question"), "ask"),
            *((Button(say("All programs"), "programs"),) if standings else ()),
            *((Button(say("What I look after"), "members"),) if member.role != "member" else ()),
            Button(say("What can you do?"), "help"),
        )
    )
    return Message(say("What is next for you"), tuple(blocks))


def in_none() -> Message:
    """Say that there is nothing to pause, skip or leave for whoever is in no program."""
    told = text(say("So I will not write to you by myself. Whenever you like to join one:"))
    see = Button(say("See the programs"), "programs")
    return Message(say("You are in no program"), (told, buttons(see)))


def _no_round(standing: Standing) -> Phrase:
    """Return that no round comes, after a program's name."""
    if standing.program.state == "paused":
        return say("no round while the program is paused.")
    return say("no round is planned.")


def _mine(standings: Sequence[Standing]) -> list[Block]:
    """Return what a member can do about their programs: of a few as buttons, of more from one menu."""
    blocks: list[Block] = []
    for standing in standings[:SHOWN]:
        paused = standing.enrollment.state == "paused" or standing.enrollment.pauses_at is not None
        if paused or standing.opens_at is None or standing.program.state == "paused":
            line = schedule.stands(standing) if paused else _no_round(standing)
            blocks.append(text("{program}: {line}", program=Bold(standing.program.name), line=line))
    if len(standings) == 1:
        return [*blocks, _ways(standings[0])]
    options = [Option(cut(s.program.name, 75), f"#{s.program.number}") for s in standings[:MENU]]
    look = Choice(say("Look at one of your programs"), "program", tuple(options))
    active = [s for s in standings if s.enrollment.state == "active"]
    acts = (
        (any(s.opens_at and not s.skips for s in active), say("Skip a round"), "skip"),
        (any(s.skips for s in active), say("Take part after all"), "unskip"),
        (len(active) < len(standings), say("Come back"), "back"),
        (bool(active), say("Pause everything for 2 weeks"), "pause 2w"),
    )
    return [*blocks, look, buttons(*(Button(said, line) for fits, said, line in acts if fits))]


def _invite(open_to_join: Sequence[Listed], *, admin: bool) -> list[Block]:
    """Invite somebody who is in no program."""
    if not open_to_join:
        nothing = _no_programs(admin=admin)
        return [text(nothing.title), *nothing.blocks]
    lead = text(
        say(
            "You are not in a program yet. In a program I introduce you to colleagues you might not meet "
            "otherwise, and keep it going. You can skip a round or leave at any time."
        )
    )
    blocks: list[Block] = [lead]
    for entry in open_to_join[:3]:
        blocks += _shown(entry)
    return blocks
