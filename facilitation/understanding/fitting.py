"""What of the things that a text may mean fits whoever wrote it: what is so already, and what they may not do."""

import re
from collections.abc import Sequence
from dataclasses import replace

from facilitation.people import rights
from facilitation.programs import service as programs
from facilitation.talk import grammar
from facilitation.talk.commands import Call, Command
from facilitation.talk.phrases import say
from facilitation.understanding import speaking
from facilitation.understanding.placing import Meant

_FILLED = {"program create": "program about", "profile": "profile about"}
"""Forms that a sentence fills, each with the line that carries it."""

_OF_THEIRS = frozenset(("invite people", "set"))
"""Commands that ask which program of one's own is meant, where none is named."""
_CHECK_IN = frozenset(("met", "some met", "not yet", "could not"))
"""What says how a meeting went."""
_PROGRAM = re.compile(r" #(\d+)\b")


def certain(call: Call, one: Meant) -> Meant:
    """Return what was meant, to be done at once where it only tells that it is so already, or that it cannot be."""
    only_tells = _joined(call, one.line) or (one.line in _CHECK_IN and not _may_meet(call))
    return replace(one, harmless=True) if only_tells else one


def _may_meet(call: Call) -> bool:
    """Return whether somebody is in a program or was put together with anybody, so that they may tell how it went."""
    standing = programs.standings(call.work, call.member)
    return bool(standing or call.work.sessions.of_member(call.member.id, 1))


def offered(call: Call, these: Sequence[Meant]) -> list[Meant]:
    """Return what of these can be offered, a form that takes what was said carrying it.

    Raises NotAllowed, with whom to ask, where all of it is for others.
    """
    phrases = {phrase: one for one in call.commands for phrase in (one.words, *one.also)}
    needs = [(one, _command(one.line, phrases)) for one in these]
    fits = [
        one
        for one, command in needs
        if command is None or (rights.may(call.member, command.who) and _leads(call, one, command))
    ]
    if not fits and (first := next((command for _, command in needs if command), None)):
        rights.require(call.work, call.member, first.who)
    carried = (_carried(call, one) for one in fits)
    return list({one.line: one for one in carried}.values())


def _command(line: str, phrases: dict[str, Command]) -> Command | None:
    found = grammar.split(line, phrases)
    return phrases[found[0]] if found else None


def _leads(call: Call, one: Meant, command: Command) -> bool:
    """Return whether somebody may change the program that a line for facilitators is of, or one where it names none."""
    named = _PROGRAM.search(one.line) if command.topic == "For facilitators" else None
    if named is None:
        return command.words not in _OF_THEIRS or speaking.leads(call)
    return any(
        programs.may_write(call.member, p)
        for p in call.work.programs.of(call.workspace.id)
        if p.number == int(named[1])
    )


def _carried(call: Call, one: Meant) -> Meant:
    """Return what may be meant as it can be offered: who is in a program already sees it instead of joining."""
    if name := _joined(call, one.line):
        line = one.line.replace("join", "program", 1)
        return replace(one, line=line, does=say("See {program}", program=name), harmless=True)
    filled = _FILLED.get(one.line)
    return replace(one, line=f"{filled} {call.line}") if filled else one


def _joined(call: Call, line: str) -> str:
    """Return the name of the program that a line joins, where whoever says it is in it already."""
    standings = programs.standings(call.work, call.member) if line.startswith("join #") else ()
    return next(
        (
            one.program.name
            for one in standings
            if line == f"join #{one.program.number}" and one.enrollment.state == "active"
        ),
        "",
    )
