"""The commands of admins and facilitators: set, pause, resume and end programs, history and undo."""

from collections.abc import Callable
from itertools import islice

from facilitation.errors import UserError
from facilitation.joining import views
from facilitation.people.model import Member, Names
from facilitation.post.facts import ProgramKind
from facilitation.post.journal import Fact
from facilitation.programs import grouped, service
from facilitation.programs.formats import library
from facilitation.programs.model import Program
from facilitation.rounds import planning
from facilitation.steering import (
    differing,
    history,
    oddities,
    past_views,
    setting_words,
    sheets,
    telling,
)
from facilitation.steering import service as steering
from facilitation.steering import views as showing
from facilitation.steering.commands import creating
from facilitation.steering.sheets import Sheet
from facilitation.talk.changes import Change, filled, propose
from facilitation.talk.commands import Call
from facilitation.talk.incoming import Ask, Reply, Say
from facilitation.talk.messages import Block, Code, Message, text
from facilitation.talk.phrases import later, say


def set_one(call: Call) -> Reply:
    """Show every setting of a program, or one; or propose another value for it."""
    said = setting_words.read(call)
    if not isinstance(said, setting_words.Said):
        return said
    program, setting = said.program, said.setting
    home = call.workspace.zone
    names = names_of(call, program)
    if setting is None or not said.value:
        writers = _writers(call, program)
        format = library.of(call.work, program)
        writes = service.may_write(call.member, program)
        if setting is None:
            return Say(showing.settings(program, format, names, home, writers, writes=writes))
        changes = f"change settings #{program.number} {grouped.word_of(setting)}" if writes else ""
        return Say(
            showing.setting(
                program, setting, format.defaults, names, home, writers, changes=changes
            )
        )
    service.require_write(call.work, call.member, program)
    line = f"set #{program.number} cadence {{}}".format
    with creating.asking(line):
        after = setting.write(program, said.value, call)
    if setting.name == "cadence":
        after = planning.in_step(call.work, program, after, call.now)
    return propose_set(call, program, after)


def unset(call: Call) -> Reply:
    """Propose a setting's default."""
    said = setting_words.read(call)
    if not isinstance(said, setting_words.Said):
        return said
    program, setting = said.program, said.setting
    if setting is None or said.value:
        raise UserError(
            "Which setting? Write it like this: {command}",
            command=Code(f"unset #{program.number} size"),
        )
    service.require_write(call.work, call.member, program)
    defaults = library.of(call.work, program).defaults
    after = setting.unset(program, call.workspace.zone, defaults)
    if after is None:
        raise UserError(
            "A program cannot be without {setting}. To change it: {command}",
            setting=setting.name,
            command=Code(f"set #{program.number} {setting.name} {setting.example}"),
        )
    return propose_set(call, program, after)


def propose_set(call: Call, program: Program, after: Program) -> Reply:
    """Propose a program with other settings."""
    if program.state == "ended":
        raise UserError(
            "{program} has ended. Bring it back first: {command}",
            program=program.name,
            command=Code(f"program resume #{program.number}"),
        )
    if after == program:
        same = text(say("Nothing to change."))
        return Say(Message(say("That is how it is already"), (same,)))
    steering.check(call.work, after, program)
    details = differing.details(call.work, program, after)
    moves = _moves(call, program, after)

    def apply() -> Message:
        fact = steering.write(
            call.work, call.workspace, program, after, "program.set", by=call.member, now=call.now
        )
        return showing.changed(after, details, fact.id, moves)

    where, was = after.settings.introductions, program.settings.introductions
    warned: tuple[Block, ...] = (views.into_the_channel(),) if where == "channel" != was else ()
    if after.channel_name != program.channel_name and after.channel_name and not after.channel:
        warned = (*warned, showing.lost_channel(after))
    odd = oddities.Oddities()
    if telling.moves(program, after):
        odd = oddities.of(
            call.work, call.workspace, after, call.now, _with(call, program, "cadence"), program
        )
    days = oddities.dropped(program, after, _with(call, program, "skips"))
    line = _with(call, program, "facilitators")
    out = oddities.put_out(program, after, line, differing.called(call.work, program, after))
    shown = (*showing.set_change(details, moves), *days.told, *out.told, *warned, *odd.told)
    title = say("Change {program}?", program=program.name)
    instead = (*days.instead, *out.instead, *odd.instead)
    return propose(call, Change(title, shown, apply, say("Change it"), instead=instead))


def _with(call: Call, program: Program, setting: str) -> Callable[[str], str]:
    """Return what makes the line that proposes the same with another value of a setting."""
    if call.answers is None:
        return f"set #{program.number} {setting} {{}}".format
    answers = call.answers
    return lambda value: filled(call.line, {**answers, setting: value})


def _moves(call: Call, before: Program, after: Program) -> showing.Moves:
    """Return what a change does to the round to come, and how many would be told."""
    same_term = before.settings.term == after.settings.term
    moved = telling.moves(before, after)
    if before.state == after.state and same_term and not moved:
        return showing.Moves(None, None, 0)
    was_at = planning.next_opening(call.work, before)
    turn = planning.upcoming(call.work, after, call.now)
    opens_at = turn.at if turn else None
    told = before.state != after.state or (moved and was_at != opens_at)
    count = telling.concerned(call.work, before, after, call.member) if told else 0
    later = planning.turns(call.work, after, turn.at) if turn and moved else ()
    return showing.Moves(was_at, opens_at, count, tuple(one.at for one in islice(later, 2)))


def pause(call: Call) -> Reply:
    """Propose to pause a program."""
    return _propose_state(call, "paused", "program.paused")


def resume(call: Call) -> Reply:
    """Propose that a paused or ended program goes on."""
    return _propose_state(call, "active", "program.resumed")


def end(call: Call) -> Reply:
    """Propose to end a program."""
    return _propose_state(call, "ended", "program.ended")


_IT = frozenset(("that", "this", "it", "the last change", "my last change"))
"""What the newest change is called."""
_VERBS = {
    "paused": (later("Pause {program}?"), say("Pause it")),
    "active": (later("Resume {program}?"), say("Resume it")),
    "ended": (later("End {program}?"), say("End it")),
}


def _propose_state(call: Call, state: str, kind: ProgramKind) -> Reply:
    """Propose another state for a program."""
    program = service.find(
        call.work, call.workspace.id, call.given["program"], ended=state == "active"
    )
    service.require_write(call.work, call.member, program)
    if program.state == state:
        already = {
            "paused": say("{program} is already paused", program=program.name),
            "active": say("{program} is already running", program=program.name),
            "ended": say("{program} has already ended", program=program.name),
        }[state]
        return Say(Message(already, (text(say("Nothing to change.")),)))
    if program.state == "ended" and state == "paused":
        raise UserError(
            "{program} has ended. To bring it back: {command}",
            program=program.name,
            command=Code(f"program resume #{program.number}"),
        )
    after = steering.restored(program, {"state": state})
    steering.check(call.work, after, program)
    moves = _moves(call, program, after)

    def apply() -> Message:
        fact = steering.write(
            call.work, call.workspace, program, after, kind, by=call.member, now=call.now
        )
        return showing.state_changed(after, fact.id, moves)

    shown = showing.state_change(program, state, moves)
    title, yes = _VERBS[state]
    asked = say(title, program=program.name)
    return propose(call, Change(asked, shown, apply, yes, danger=state == "ended"))


def show_history(call: Call) -> Reply:
    """Show what was changed, by whom and when, with a menu to take one back."""
    words = call.given.get("program", "")
    one = service.find(call.work, call.workspace.id, words, ended=True) if words else None
    found = history.changes(call.work, call.workspace.id, one.id if one else "")
    seen = found[: showing.SHOWN]
    programs = {p.id: p for p in call.work.programs.of(call.workspace.id)}
    names = _named(call, seen)
    undoable = [f for f in seen if history.stands(call.work, call.member, f)]
    title = say("What was changed")
    if one:
        title = say("What was changed in {program}", program=one.name)
    return Say(past_views.past(found, programs, names, undoable, title))


def undo(call: Call) -> Reply:
    """Propose to take back the newest change, that of a program, or the one named by its id."""
    words = call.given.get("what", "")
    words = "" if words.casefold() in _IT else words
    if words.startswith("fct_"):
        fact = history.fact_of(call.work, call.member, words)
    else:
        one = service.find(call.work, call.workspace.id, words, ended=True) if words else None
        fact = history.newest(call.work, call.member, one)
    history.check(call.work, fact, call.member)
    program = call.work.programs.get(fact.program) if fact.program else None
    names = _named(call, [fact])
    details = history.details(fact, program, names)
    said = history.words(fact, program, {**names, call.member.id: say("You")})
    moves = showing.Moves(None, None, 0)
    state: tuple[Block, ...] = ()
    if program is not None:
        after = steering.restored(program, fact.before or {})
        steering.check(call.work, after, program)
        moves = _moves(call, program, after)
        if after.state != program.state:
            state = showing.state_change(program, after.state, moves)

    def apply() -> Message:
        taken = history.undo(call.work, call.workspace, fact, call.member, call.now)
        return past_views.undone(details, taken.id)

    shown = past_views.undo_change(fact, said, details, moves, state)
    return propose(call, Change(say("Take this change back?"), shown, apply, say("Take it back")))


def _named(call: Call, facts: list[Fact]) -> dict[str, str]:
    """Return the names that facts need."""
    found = call.work.members.some(sorted(past_views.people_in(facts)))
    return {id: member.name for id, member in found.items()}


def names_of(call: Call, *programs: Program) -> Names:
    """Return the names of the programs' facilitators."""
    return differing.called(call.work, *programs)


def _writers(call: Call, program: Program) -> list[Member]:
    """Return who is there and may change the program: its facilitators first, then admins."""
    first = [m for m in service.facilitators(call.work, program) if m.state == "active"]
    admins = call.work.members.in_role(call.workspace.id, "admin")
    return [*first, *(m for m in admins if m not in first)]


def change(call: Call) -> Reply:
    """Open the form for a group of settings, or propose its answers; what is wrong is told at its field."""
    words, _, part = call.given["which part"].rpartition(" ")
    program = service.find(call.work, call.workspace.id, words or part)
    service.require_write(call.work, call.member, program)
    sheet = _sheet(call, program, part)
    if call.answers is None:
        return Ask(sheet.form())
    after, errors = sheet.read(call)
    if errors:
        return Ask(sheet.form(call.answers), errors)
    if after.settings.cadence != program.settings.cadence:
        after = planning.in_step(call.work, program, after, call.now)
    try:
        return propose_set(call, program, after)
    except UserError as error:
        if call.agreed:
            raise
        return Ask(sheet.form(call.answers), {sheet.those[0].name: error.sentence})


def _sheet(call: Call, program: Program, part: str) -> Sheet:
    """Return a group of the program's settings by its word, the first where it has none of that word."""
    format = library.of(call.work, program)
    groups = grouped.of(format)
    group, those = next((one for one in groups if one[0].word == part), groups[0])
    names = names_of(call, program)
    return Sheet(program, format, group, those, names, sheets.channels(call))
