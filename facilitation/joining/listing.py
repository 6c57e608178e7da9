"""What people see of programs: all of them with how they stand in each, and one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from facilitation.joining import aim_views
from facilitation.people.model import Member
from facilitation.programs import saying
from facilitation.programs.formats.model import Format
from facilitation.programs.model import Enrollment, Program
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
from facilitation.talk.phrases import say, say_n, sentences
from facilitation.talk.text import cut
from facilitation.talk.words import listed

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
        return none(admin=admin)
    blocks: list[Block] = []
    if len(found) <= FEW:
        for entry in found:
            blocks += shown(entry)
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


def none(*, admin: bool) -> Message:
    """Say that there are no programs yet."""
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


def shown(entry: Listed) -> list[Block]:
    """Show one program among others, with what can be done."""
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
    if writes:
        acts.append(Button(say("Settings"), f"set #{it.number}"))
        acts.append(Button(say("History"), f"history #{it.number}"))
    if writes and it.state == "active":
        acts.append(Button(say("Preview the next round"), f"preview #{it.number}"))
    if writes and it.state != "ended":
        acts.append(Button(say("Who is in?"), f"members #{it.number}"))
    return Message(it.name, (text(means), facts(rows), Buttons(tuple(acts))))
