"""What admins and facilitators see: settings, changes before and after they happen, history."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from facilitation.people.model import Member, Names
from facilitation.people.roles import whom_to_ask
from facilitation.programs import grouped
from facilitation.programs.formats.model import Format
from facilitation.programs.model import Program, Settings
from facilitation.programs.setting import Setting
from facilitation.steering import history
from facilitation.talk.messages import (
    Block,
    Bold,
    Button,
    Code,
    Facts,
    Message,
    Note,
    Row,
    Span,
    Spans,
    Time,
    buttons,
    facts,
    note,
    text,
)
from facilitation.talk.phrases import OneOf, Phrase, say, say_n, sentences

SHOWN = 12


@dataclass(frozen=True, slots=True)
class Moves:
    """What a change does to the round to come, and how many people would be told."""

    was_at: datetime | None
    opens_at: datetime | None
    told: int
    then: tuple[datetime, ...] = ()
    """When the rounds after that would open, where the days on which they do change."""


def settings(
    program: Program,
    format: Format,
    names: Names,
    home: str,
    writers: Sequence[Member],
    *,
    writes: bool = False,
) -> Message:
    """Show every setting of a program in groups, whether it is the default, and who may change it or how to."""
    blocks: list[Block] = []
    defaults = format.defaults
    groups = grouped.of(format)
    for group, those in groups:
        rows = (Row(s.called, _value(s, program, defaults, names, home)) for s in those)
        blocks += [text(Bold(group.title)), Facts(tuple(rows))]
    if writes:
        lines = [(g.title, f"change settings #{program.number} {g.word}") for g, _ in groups]
        blocks += [
            text(say("What would you like to change? I show you what it would do first.")),
            buttons(*(Button(title, line) for title, line in lines)),
            note(
                "Or write it: {change} · back to the default: {back}",
                change=Code(f'set #{program.number} name "New name"'),
                back=Code(f"unset #{program.number} goal"),
            ),
        ]
    else:
        blocks.append(_who(writers))
    return Message(say("Settings of {program}", program=program.name), tuple(blocks))


def _value(
    setting: Setting, program: Program, defaults: Settings, names: Names, home: str
) -> tuple[Phrase]:
    """Return a setting's value, and that it is the default where it is."""
    said = setting.told(program, names)
    if setting.is_default(program, home, defaults):
        return (say("{value} (default)", value=said),)
    return (sentences(*said),)


def setting(
    program: Program,
    which: Setting,
    defaults: Settings,
    names: Names,
    home: str,
    writers: Sequence[Member],
    *,
    changes: str = "",
) -> Message:
    """Show one setting: what it means, its value and its default, with the line that `changes` it or who may."""
    rows: dict[str, Span | Spans] = {say("Value"): which.told(program, names)}
    default = which.unset(program, home, defaults)
    if default is not None:
        rows[say("Default")] = which.told(default, names)
    act = buttons(Button(say("Change it"), changes, "primary")) if changes else _who(writers)
    return Message(
        say("{program}: {setting}", program=program.name, setting=which.called),
        (text(which.summary), facts(rows), act),
    )


def _who(writers: Sequence[Member]) -> Block:
    """Say who may change a program."""
    if not writers:
        may = say("Its facilitators and admins may change this.")
        return note(sentences(may, whom_to_ask(writers)))
    named = OneOf([m.name for m in writers[:5]])
    return note("Its facilitators and admins may change this, such as {people}.", people=named)


def set_change(details: Sequence[history.Detail], moves: Moves) -> tuple[Block, ...]:
    """Show what a change of settings would do."""
    rows: dict[str, Span | Spans] = {d.label: became(d.before, d.after) for d in details}
    if moves.was_at != moves.opens_at:
        rows[say("next round")] = became(opens(moves.was_at), opens(moves.opens_at))
    blocks: list[Block] = [facts(rows)]
    if moves.then:
        days = [Time(at, "day") for at in moves.then]
        blocks.append(text(say("The rounds after that: {days}.", days=days)))
    if moves.told:
        blocks.append(text(told(moves.told)))
    return tuple(blocks)


def became(before: Spans, after: Spans) -> tuple[Phrase]:
    """Return a change as what it was and what it becomes."""
    return (say("{before} → {after}", before=before, after=after),)


def told(count: int) -> Phrase:
    """Say how many people would be told."""
    return say_n(
        "I tell {n} person, in their working hours.",
        "I tell {n} people, in their working hours.",
        count,
    )


def opens(at: datetime | None) -> Spans:
    """Return when a round opens, or that none does."""
    return (Time(at),) if at else (say("none"),)


def changed(
    program: Program, details: Sequence[history.Detail], fact: str, moves: Moves
) -> Message:
    """Confirm a change of settings."""
    rows: dict[str, Span | Spans] = {d.label: d.after for d in details}
    if moves.was_at != moves.opens_at:
        rows[say("next round")] = opens(moves.opens_at)
    return Message(
        say("{program} is changed", program=program.name),
        (
            facts(rows),
            buttons(
                Button(say("Undo"), f"undo {fact}"),
                Button(say("Settings"), f"set #{program.number}"),
            ),
        ),
    )


def state_change(program: Program, state: str, moves: Moves) -> tuple[Block, ...]:
    """Show what pausing, resuming or ending a program would do."""
    does: Mapping[str, Phrase] = {
        "paused": say(
            "No new rounds open. People who are together now can still meet. Everybody stays in."
        ),
        "active": say("Rounds open again. The next one: {when}.", when=opens(moves.opens_at)),
        "ended": say(
            "No more rounds, for good. People who are together now can still meet, and what happened stays "
            "in the history. If it is only for a while, pause it instead."
        ),
    }
    blocks: list[Block] = [text(does[state])]
    if state != "active" and moves.was_at:
        blocks.append(text("The round planned for {when} would not open.", when=Time(moves.was_at)))
    reads: Mapping[str, Phrase] = {
        "paused": say("They read that it is paused."),
        "active": say("They read that it goes on."),
        "ended": say("They read that it has ended."),
    }
    if moves.told:
        blocks.append(text(sentences(told(moves.told), reads[state])))
    return tuple(blocks)


def state_changed(program: Program, fact: str, moves: Moves) -> Message:
    """Confirm that a program is paused, resumed or ended."""
    title = {
        "paused": say("{program} is paused", program=program.name),
        "active": say("{program} goes on", program=program.name),
        "ended": say("{program} has ended", program=program.name),
    }[program.state]
    line = (
        say("The next round opens on {when}.", when=Time(moves.opens_at))
        if moves.opens_at
        else say("No round is planned.")
    )
    inverse = {
        "paused": Button(say("Resume"), f"program resume #{program.number}"),
        "active": Button(say("Pause"), f"program pause #{program.number}"),
        "ended": Button(say("Bring it back"), f"program resume #{program.number}"),
    }[program.state]
    heard = (text(told(moves.told)),) if moves.told > 1 else ()
    return Message(
        title,
        (text(line), *heard, buttons(Button(say("Undo"), f"undo {fact}"), inverse)),
    )


def lost_channel(program: Program) -> Note:
    """Say that a channel is known by its name alone, so nothing is posted in it."""
    return note(
        "I do not know where #{channel} is, so I cannot post there.", channel=program.channel_name
    )
