"""What admins and facilitators see: settings, changes before and after they happen, history."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from facilitation.journal import Fact
from facilitation.people.model import Member, Names
from facilitation.people.roles import whom_to_ask
from facilitation.programs import history, saying
from facilitation.programs.model import Program
from facilitation.programs.setting import Setting
from facilitation.programs.settings import SETTINGS
from facilitation.talk.messages import (
    Block,
    Button,
    Choice,
    Code,
    Facts,
    Items,
    Message,
    Option,
    Row,
    Span,
    Spans,
    Time,
    buttons,
    facts,
    note,
    plain,
    text,
)
from facilitation.talk.words import counted, listed

SHOWN = 12
LONGEST_OPTION = 75


@dataclass(frozen=True, slots=True)
class Moves:
    """What a change does to the round to come, and how many people would be told."""

    was_at: datetime | None
    opens_at: datetime | None
    told: int


def settings(program: Program, names: Names, home: str, writers: Sequence[Member]) -> Message:
    """Show every setting of a program, whether it is the default, and who may change it."""
    rows = tuple(
        Row(
            setting.name,
            (
                *setting.say(program, names),
                *((" (default)",) if setting.is_default(program, home) else ()),
            ),
        )
        for setting in SETTINGS
    )
    number = program.number
    return Message(
        f"Settings of {program.name}",
        (
            Facts(rows),
            note(
                "One in detail: ",
                Code(f"set #{number} size"),
                " · change it: ",
                Code(f"set #{number} size 4-6"),
                " · back to its default: ",
                Code(f"unset #{number} size"),
            ),
            _who(writers),
        ),
    )


def setting(
    program: Program, which: Setting, names: Names, home: str, writers: Sequence[Member]
) -> Message:
    """Show one setting: what it means, its value and its default, and who may change it."""
    rows: dict[str, Span | Spans] = {"Value": which.say(program, names)}
    default = which.unset(program, home)
    if default is not None:
        rows["Default"] = which.say(default, names)
    rows["Change it"] = (Code(f"set #{program.number} {which.name} {which.example}"),)
    return Message(
        f"{program.name}: {which.name}", (text(f"{which.summary}."), facts(rows), _who(writers))
    )


def _who(writers: Sequence[Member]) -> Block:
    """Say who may change a program."""
    if not writers:
        return note(f"Its facilitators and admins may change this. {whom_to_ask(writers)}")
    named = listed([m.name for m in writers[:5]], "or")
    return note(f"May change this: its facilitators and admins, such as {named}.")


def set_change(details: Sequence[history.Detail], moves: Moves) -> tuple[Block, ...]:
    """Show what a change of settings would do."""
    rows: dict[str, Span | Spans] = {d.label: (*d.before, " → ", *d.after) for d in details}
    if moves.was_at != moves.opens_at:
        rows["next round"] = (*_at(moves.was_at), " → ", *_at(moves.opens_at))
    blocks: list[Block] = [facts(rows)]
    if moves.told:
        blocks.append(text(_told(moves.told)))
    return tuple(blocks)


def _told(count: int) -> str:
    """Say how many people would be told."""
    return f"{counted(count, 'person is', 'people are')} told, outside their quiet hours."


def _at(at: datetime | None) -> Spans:
    """Return when a round opens, or that none does."""
    return (Time(at),) if at else ("none",)


def changed(
    program: Program, details: Sequence[history.Detail], fact: str, moves: Moves
) -> Message:
    """Confirm a change of settings."""
    rows: dict[str, Span | Spans] = {d.label: d.after for d in details}
    if moves.was_at != moves.opens_at:
        rows["next round"] = _at(moves.opens_at)
    return Message(
        f"{program.name} is changed",
        (
            facts(rows),
            buttons(Button("Undo", f"undo {fact}"), Button("Settings", f"set #{program.number}")),
        ),
    )


def state_change(program: Program, state: str, moves: Moves) -> tuple[Block, ...]:
    """Show what pausing, resuming or ending a program would do."""
    does: Mapping[str, Spans] = {
        "paused": ("No new rounds open. Circles that are together now can still meet. "
                   "Everybody stays enrolled.",),
        "active": ("Rounds open again. The next one: ", *_at(moves.opens_at), "."),
        "ended": ("No more rounds, for good. Circles that are together now can still meet, and what "
                  "happened stays in the history. If it is only for a while, pause it instead.",),
    }  # fmt: skip
    blocks: list[Block] = [text(*does[state])]
    if state != "active" and moves.was_at:
        blocks.append(text("The round planned for ", Time(moves.was_at), " would not open."))
    if moves.told:
        blocks.append(text(_told(moves.told)))
    return tuple(blocks)


def state_changed(program: Program, fact: str, moves: Moves) -> Message:
    """Confirm that a program is paused, resumed or ended."""
    words = {"paused": "is paused", "active": "goes on", "ended": "has ended"}[program.state]
    line: Spans = (
        ("The next round opens on ", Time(moves.opens_at), ".")
        if moves.opens_at
        else ("No round is planned.",)
    )
    inverse = {
        "paused": Button("Resume", f"program resume #{program.number}"),
        "active": Button("Pause", f"program pause #{program.number}"),
        "ended": Button("Bring it back", f"program resume #{program.number}"),
    }[program.state]
    told = (text(_told(moves.told).replace(" are told", " hear of it")),) if moves.told > 1 else ()
    return Message(
        f"{program.name} {words}",
        (text(*line), *told, buttons(Button("Undo", f"undo {fact}"), inverse)),
    )


def creation(
    program: Program, summary: str, opens_at: datetime | None, soon: bool, names: Names
) -> tuple[Block, ...]:
    """Show what creating a program would do."""
    settings = program.settings
    rows: dict[str, Span | Spans] = {
        "Name": program.name,
        "Format": f"{program.format} – {summary[:1].lower()}{summary[1:]}",
        "Goal": program.goal or "none given",
        "Channel": saying.channel(program),
        "Rounds": f"{saying.cadence(settings.cadence)} ({settings.zone} time)",
        "First round": _at(opens_at),
        "People in a circle": saying.sizes(settings),
        "Facilitators": saying.people(program.facilitators, names),
    }
    blocks: list[Block] = [facts(rows)]
    if program.channel:
        blocks.append(
            text(
                "I post an invitation with a Join button in the channel. Nobody is in unless they join."
            )
        )
    else:
        blocks.append(
            text("Nobody is in unless they join. Colleagues find it with ", Code("programs"), ".")
        )
        if program.channel_name:
            blocks.append(
                note(f"I do not know where #{program.channel_name} is, so I cannot post there.")
            )
    if soon:
        blocks.append(
            note(
                "The first round is soon. To give people time to join, start later: ",
                Code(f"set #{program.number} starts in 2 weeks"),
                ".",
            )
        )
    return tuple(blocks)


def created(program: Program, opens_at: datetime | None, fact: str) -> Message:
    """Confirm a new program."""
    when: Spans = (" Its first round opens on ", Time(opens_at), ".") if opens_at else ()
    spread: Spans = (
        ("The invitation is on its way.",)
        if program.channel
        else ("Let people know of it: they join with ", Code(f"join #{program.number}"), ".")
    )
    return Message(
        f"{program.name} (#{program.number}) is there",
        (
            text(*spread, *when),
            buttons(
                Button("Join it myself", f"join #{program.number}", "primary"),
                Button("Settings", f"set #{program.number}"),
                Button("Undo", f"undo {fact}"),
            ),
        ),
    )


def undo_change(
    fact: Fact, who: str, words: Spans, details: Sequence[history.Detail], moves: Moves
) -> tuple[Block, ...]:
    """Show what taking a change back would do."""
    rows: dict[str, Span | Spans] = {d.label: (*d.after, " → ", *d.before) for d in details}
    if moves.was_at != moves.opens_at:
        rows["next round"] = (*_at(moves.was_at), " → ", *_at(moves.opens_at))
    blocks: list[Block] = [text("On ", Time(fact.at), f" {who} ", *words, "."), facts(rows)]
    if moves.told:
        blocks.append(text(_told(moves.told)))
    return tuple(blocks)


def undone(details: Sequence[history.Detail], fact: str) -> Message:
    """Confirm that a change is taken back."""
    return Message(
        "Taken back",
        (
            facts({d.label: d.before for d in details}),
            buttons(Button("Undo the undo", f"undo {fact}"), Button("History", "history")),
        ),
    )


def past(
    found: Sequence[Fact],
    programs: Mapping[str, Program],
    names: Names,
    undoable: Sequence[Fact],
    title: str,
) -> Message:
    """List changes, newest first, with a menu to take one back."""
    if not found:
        return Message(title, (text("Nothing has been changed yet."),))
    lines = tuple(
        (
            Time(fact.at),
            f" · {names.get(fact.by, 'Peerloop') if fact.by else 'Peerloop'} ",
            *history.words(fact, programs.get(fact.program), names),
            *((" (taken back)",) if fact.undone_by else ()),
        )
        for fact in found[:SHOWN]
    )
    blocks: list[Block] = [Items(lines)]
    if len(found) > SHOWN:
        blocks.append(note(f"These are the newest {SHOWN} of {len(found)}."))
    options = tuple(
        Option(_short(plain(history.words(f, programs.get(f.program), names))), f.id)
        for f in undoable[:SHOWN]
    )
    if options:
        blocks.append(Choice("Take one back", "undo", options))
    return Message(title, tuple(blocks))


def _short(words: str) -> str:
    """Return the words as they fit into a menu."""
    return words if len(words) <= LONGEST_OPTION else f"{words[: LONGEST_OPTION - 1]}…"
