"""How "set <program> <setting> <value>" is taken apart, where names have several words and nobody writes quotes."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from facilitation.errors import UserError
from facilitation.joining import views
from facilitation.programs import about_settings, own_settings, service, settings
from facilitation.programs.formats import library
from facilitation.programs.model import Program
from facilitation.programs.setting import Setting
from facilitation.talk import grammar
from facilitation.talk.commands import Call
from facilitation.talk.incoming import Reply, Say
from facilitation.talk.messages import Code
from facilitation.talk.phrases import say


@dataclass(frozen=True, slots=True)
class Said:
    """A program, the setting of it that was named, and the value that was given."""

    program: Program
    setting: Setting | None
    value: str


def read(call: Call) -> Said | Reply:
    """Return what the line says, or ask which program is meant; raises UserError where something is unknown."""
    line = call.given.get("rest", "")
    words = grammar.tokens(line)
    live = [p for p in call.work.programs.of(call.workspace.id) if p.state != "ended"]
    only = live[0] if len(live) == 1 else None
    if not words:
        if only:
            return Said(only, None, "")
        if not live:
            service.find(call.work, call.workspace.id, "")
        return Say(views.which("set", live, say("Whose settings would you like to see?")))
    known = _Known(call, live)
    for place in range(1, len(words)):
        named = known.setting(words, place)
        program = _program(call, line, words[:place]) if named else None
        if named and program:
            return known.said(program, named, line)
    if whole := _program(call, line, words):
        return Said(whole, None, "")
    first = known.setting(words, 0)
    if only and first and not _program(call, line, words[:1]):
        return known.said(only, first, line)
    if len(live) > 1 and first and first.end == words[-1].end:
        question = say("Whose settings would you like to see?")
        return Say(views.which("set", live[: views.BUTTONS], question, f" {first.value}"))
    return _nearest(call, line, words, known)


def named(call: Call, line: str) -> bool:
    """Return whether words begin with a program and one of its settings, so that they can be nothing else."""
    words = grammar.tokens(line)
    program = _program(call, line, words[:1]) if len(words) > 1 else None
    if program is None:
        return False
    return _Known(call, [program]).setting(words, 1) is not None


_LONGEST = max(len(one.called.split()) for one in settings.SETTINGS)
"""So many words name a setting at the most."""

_IN_WORDS = (*about_settings.ABOUT, settings.find("cadence", settings.SETTINGS))
"""Settings whose value is a sentence, in which other settings are words."""


class _Known:
    """The settings of the workspace's programs, by their words."""

    def __init__(self, call: Call, programs: Sequence[Program]) -> None:
        self._call = call
        formats = {p.format: library.of(call.work, p) for p in programs}
        self._own = {name for format in formats.values() for name in format.own}

    def setting(self, words: Sequence[grammar.Token], place: int) -> grammar.Token | None:
        """Return the words at a place that name a setting any of the programs may have, the most that do, as one."""
        for end in range(min(len(words), place + _LONGEST), place, -1):
            these = words[place:end]
            name = " ".join(one.value for one in these)
            known = settings.known(name) is not None or name.casefold() in self._own
            if known and not these[0].quoted:
                return replace(these[0], value=name, end=these[-1].end)
        return None

    def said(self, program: Program, word: grammar.Token, line: str) -> Said:
        """Return the program's setting that words name, with its value.

        Raises NotFound when it has none such, and UserError where several are said at once.
        """
        among = own_settings.of(library.of(self._call.work, program))
        said = Said(program, settings.find(word.value, among), _value(line, word.end))
        if said.setting not in _IN_WORDS:
            self._one(said, among)
        return said

    def _one(self, said: Said, among: Sequence[Setting]) -> None:
        """Ask which of them is meant where a value goes on with another setting, or with the same anew."""
        by_name = {one.name: one for one in among}
        words = grammar.tokens(said.value)
        again = [n for n, one in enumerate(words) if n and not one.quoted and one.value in by_name]
        if not again or said.setting is None:
            return
        starts = [0, *(words[n].end for n in again)]
        ends = [*(words[n].start for n in again), len(said.value)]
        which = [said.setting, *(by_name[words[n].value] for n in again)]
        values = [said.value[start:end].strip() for start, end in zip(starts, ends, strict=True)]
        try:
            for setting, value in zip(which, values, strict=True):
                setting.write(said.program, value, self._call)
        except UserError:
            return
        raise UserError(
            "That is more than one change. Which one would you like?",
            ways=[
                (
                    say("{setting}: {value}", setting=one.called, value=value),
                    f"set #{said.program.number} {one.name} {value}",
                )
                for one, value in zip(which, values, strict=True)
            ],
        )


def _nearest(call: Call, line: str, words: list[grammar.Token], known: _Known) -> Said:
    """Raise the sentence that helps most: about the setting when the words before it name a program."""
    for place in range(len(words) - 1, 0, -1):
        if program := _program(call, line, words[:place]):
            return known.said(program, words[place], line)
    if known.setting(words, 0):
        verb = call.line.split(" ")[0]
        live = [p for p in call.work.programs.of(call.workspace.id) if p.state != "ended"]
        raise UserError(
            "Of which program? Write it like this: {command}",
            command=Code(f"{verb} <program> {line[:80]}"),
            ways=[(p.name, f"{verb} #{p.number} {line}") for p in live[: views.BUTTONS]],
        )
    program = service.find(call.work, call.workspace.id, words[0].value)
    return Said(program, None, "")


def _program(call: Call, line: str, words: list[grammar.Token]) -> Program | None:
    """Return the program that the words name, or None."""
    text = words[0].value if len(words) == 1 else line[words[0].start : words[-1].end]
    try:
        return service.find(call.work, call.workspace.id, text)
    except UserError:
        return None


def _value(line: str, start: int) -> str:
    """Return the rest of the line as a value: one quoted text without its marks."""
    words = grammar.tokens(line[start:])
    return words[0].value if len(words) == 1 else line[start:].strip()
