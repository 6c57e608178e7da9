"""The commands of admins and facilitators: create, set, pause, resume and end programs, history and undo."""

from dataclasses import replace
from datetime import timedelta

from facilitation.changes import Change, propose
from facilitation.errors import UserError
from facilitation.formats import FORMATS
from facilitation.formats.model import Format
from facilitation.journal import Fact
from facilitation.people.model import Member
from facilitation.people.plainly import folded, kept
from facilitation.programs import (
    changing,
    history,
    reading,
    service,
    setting_words,
    showing,
    telling,
    views,
)
from facilitation.programs import settings as catalogue
from facilitation.programs.model import Program
from facilitation.rounds import planning
from facilitation.talk.commands import Call
from facilitation.talk.incoming import Reply, Say
from facilitation.talk.messages import Message, text
from facilitation.talk.walltime import local
from facilitation.talk.words import listed

SOON = timedelta(days=2)
"""A first round sooner than this leaves people little time to join."""


def create(call: Call) -> Reply:
    """Propose a new program."""
    format = _format(call.given["format"])
    program = _drafted(call, format)
    changing.check(call.work, program)
    first = planning.upcoming(call.work, program, call.now)
    opens_at = first.at if first else None
    names = {m.id: m.name for m in service.facilitators(call.work, program)}

    def apply() -> Message:
        fresh = replace(program, id=call.work.new_id("prg"))
        fact = changing.create(call.work, call.workspace, fresh, call.member, call.now)
        return showing.created(fresh, opens_at, fact.id)

    soon = opens_at is not None and opens_at - call.now < SOON
    shown = showing.creation(program, format.summary, opens_at, soon, names)
    return propose(call, Change(f"Create {program.name}?", shown, apply, "Create it"))


def _format(word: str) -> Format:
    """Return the format that a word names; raises UserError listing those there are."""
    name = folded(word)
    found = FORMATS.get(name) or FORMATS.get(f"{name}s")
    if found is None:
        there_are = listed(
            [f"{f.name} ({f.summary[:1].lower()}{f.summary[1:]})" for f in FORMATS.values()]
        )
        raise UserError(
            f"“{kept(word)[:40]}” is no format that I can run. There is: {there_are}. "
            'Write it like this: program create pairs "Coffee pairs"'
        )
    return found


def _drafted(call: Call, format: Format) -> Program:
    """Return the program as the line describes it, not yet written."""
    zone = call.member.zone
    program = Program(
        id="",
        workspace=call.workspace.id,
        number=call.work.programs.next_number(call.workspace.id),
        name=reading.name(call.given["name"]),
        format=format.name,
        anchor=local(call.now, zone).date(),
        settings=replace(format.defaults, zone=zone),
        facilitators=(call.member.id,),
        created_by=call.member.id,
        created_at=call.now,
    )
    for name in ("channel", "cadence", "size", "goal"):
        if name in call.given:
            program = catalogue.find(name).write(program, call.given[name], call)
    return program


def set_one(call: Call) -> Reply:
    """Show every setting of a program, or one; or propose another value for it."""
    said = setting_words.read(call)
    if not isinstance(said, setting_words.Said):
        return said
    program, setting = said.program, said.setting
    home = call.workspace.zone
    names = _names(call, program)
    if setting is None or not said.value:
        writers = _writers(call, program)
        if setting is None:
            return Say(showing.settings(program, names, home, writers))
        return Say(showing.setting(program, setting, names, home, writers))
    service.require_write(call.work, call.member, program)
    return _propose_set(call, program, setting.write(program, said.value, call))


def unset(call: Call) -> Reply:
    """Propose a setting's default."""
    said = setting_words.read(call)
    if not isinstance(said, setting_words.Said):
        return said
    program, setting = said.program, said.setting
    if setting is None or said.value:
        raise UserError(f"Which setting? Write it like this: unset #{program.number} size")
    service.require_write(call.work, call.member, program)
    after = setting.unset(program, call.workspace.zone)
    if after is None:
        raise UserError(
            f"A program cannot be without {setting.name}. To change it: "
            f"set #{program.number} {setting.name} {setting.example}"
        )
    return _propose_set(call, program, after)


def _propose_set(call: Call, program: Program, after: Program) -> Reply:
    """Propose a program with other settings."""
    if program.state == "ended":
        raise UserError(
            f"{program.name} has ended. Bring it back first: program resume #{program.number}"
        )
    if after == program:
        same = text(f"{program.name} has that value. Nothing to change.")
        return Say(Message("That is how it is already", (same,)))
    changing.check(call.work, after, program)
    details = _details(call, program, after)
    moves = _moves(call, program, after)

    def apply() -> Message:
        fact = changing.write(
            call.work, call.workspace, program, after, "program.set", by=call.member, now=call.now
        )
        return showing.changed(after, details, fact.id, moves)

    where, was = after.settings.introductions, program.settings.introductions
    warned = (views.into_the_channel(),) if where == "channel" != was else ()
    shown = (*showing.set_change(details, moves), *warned)
    return propose(call, Change(f"Change {program.name}?", shown, apply, "Change it"))


def _details(call: Call, before: Program, after: Program) -> list[history.Detail]:
    """Return in which settings two states of a program differ."""
    names = _names(call, before, after)
    return [
        history.Detail(s.name, s.say(before, names), s.say(after, names))
        for s in catalogue.SETTINGS
        if not changing.difference(before, after)[1].keys().isdisjoint(s.keys)
    ]


def _moves(call: Call, before: Program, after: Program) -> showing.Moves:
    """Return what a change does to the round to come, and how many would be told."""
    same_term = before.settings.term == after.settings.term
    if before.state == after.state and same_term and not telling.moves(before, after):
        return showing.Moves(None, None, 0)
    was_at = planning.next_opening(call.work, before)
    turn = planning.upcoming(call.work, after, call.now)
    opens_at = turn.at if turn else None
    told = before.state != after.state or (telling.moves(before, after) and was_at != opens_at)
    count = len(telling.concerned(call.work, before, after, call.member)) if told else 0
    return showing.Moves(was_at, opens_at, count)


def pause(call: Call) -> Reply:
    """Propose to pause a program."""
    return _propose_state(call, "paused", "program.paused")


def resume(call: Call) -> Reply:
    """Propose that a paused or ended program goes on."""
    return _propose_state(call, "active", "program.resumed")


def end(call: Call) -> Reply:
    """Propose to end a program."""
    return _propose_state(call, "ended", "program.ended")


_VERBS = {"paused": "Pause", "active": "Resume", "ended": "End"}


def _propose_state(call: Call, state: str, kind: changing.Kind) -> Reply:
    """Propose another state for a program."""
    program = service.find(
        call.work, call.workspace.id, call.given["program"], ended=state == "active"
    )
    service.require_write(call.work, call.member, program)
    if program.state == state:
        now = {"paused": "is paused", "active": "runs", "ended": "has ended"}[state]
        return Say(Message(f"{program.name} {now} already", (text("Nothing to change."),)))
    if program.state == "ended" and state == "paused":
        raise UserError(
            f"{program.name} has ended. To bring it back: program resume #{program.number}"
        )
    after = changing.restored(program, {"state": state})
    changing.check(call.work, after, program)
    moves = _moves(call, program, after)

    def apply() -> Message:
        fact = changing.write(
            call.work, call.workspace, program, after, kind, by=call.member, now=call.now
        )
        return showing.state_changed(after, fact.id, moves)

    shown = showing.state_change(program, state, moves)
    verb = _VERBS[state]
    return propose(
        call, Change(f"{verb} {program.name}?", shown, apply, f"{verb} it", danger=state == "ended")
    )


def show_history(call: Call) -> Reply:
    """Show what was changed, by whom and when, with a menu to take one back."""
    words = call.given.get("program", "")
    one = service.find(call.work, call.workspace.id, words, ended=True) if words else None
    found = history.changes(call.work, call.workspace.id, one.id if one else "")
    seen = found[: showing.SHOWN]
    programs = {p.id: p for p in call.work.programs.of(call.workspace.id)}
    names = _named(call, seen)
    undoable = [f for f in seen if history.stands(call.work, call.member, f)]
    title = f"What was changed in {one.name}" if one else "What was changed"
    return Say(showing.past(found, programs, names, undoable, title))


def undo(call: Call) -> Reply:
    """Propose to take back the newest change, that of a program, or the one named by its id."""
    words = call.given.get("what", "")
    if words.startswith("fct_"):
        fact = history.fact_of(call.work, call.member, words)
    else:
        one = service.find(call.work, call.workspace.id, words, ended=True) if words else None
        fact = history.newest(call.work, call.member, one)
    history.check(call.work, fact, call.member)
    program = call.work.programs.get(fact.program) if fact.program else None
    names = _named(call, [fact])
    details = history.details(fact, program, names)
    who = "you" if fact.by == call.member.id else names.get(fact.by, "I")
    said = history.words(fact, program, names)
    moves = showing.Moves(None, None, 0)
    if program is not None:
        after = changing.restored(program, fact.before or {})
        changing.check(call.work, after, program)
        moves = _moves(call, program, after)

    def apply() -> Message:
        taken = history.undo(call.work, call.workspace, fact, call.member, call.now)
        return showing.undone(details, taken.id)

    shown = showing.undo_change(fact, who, said, details, moves)
    return propose(call, Change("Take this change back?", shown, apply, "Take it back"))


def _named(call: Call, facts: list[Fact]) -> dict[str, str]:
    """Return the names that facts need."""
    found = call.work.members.some(sorted(history.people_in(facts)))
    return {id: member.name for id, member in found.items()}


def _names(call: Call, *programs: Program) -> dict[str, str]:
    """Return the names of the programs' facilitators."""
    ids = sorted({m for p in programs for m in p.facilitators})
    return {id: member.name for id, member in call.work.members.some(ids).items()}


def _writers(call: Call, program: Program) -> list[Member]:
    """Return who is there and may change the program: its facilitators first, then admins."""
    first = [m for m in service.facilitators(call.work, program) if m.state == "active"]
    return [*first, *(m for m in call.work.members.admins(call.workspace.id) if m not in first)]
