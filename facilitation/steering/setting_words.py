"""How "set <program> <setting> <value>" is taken apart, where names have several words and nobody writes quotes."""

from collections.abc import Sequence
from dataclasses import dataclass

from facilitation.errors import UserError
from facilitation.joining import views
from facilitation.programs import own_settings, service, settings
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
        named = not words[place].quoted and known.is_setting(words[place].value)
        program = _program(call, line, words[:place]) if named else None
        if program:
            return known.said(program, words[place], line)
    if whole := _program(call, line, words):
        return Said(whole, None, "")
    if only and known.is_setting(words[0].value) and not _program(call, line, words[:1]):
        return known.said(only, words[0], line)
    if len(live) > 1 and len(words) == 1 and known.is_setting(words[0].value):
        question = say("Whose settings would you like to see?")
        return Say(views.which("set", live[: views.BUTTONS], question, f" {words[0].value}"))
    return _nearest(call, line, words, known)


def named(call: Call, line: str) -> bool:
    """Return whether words begin with a program and one of its settings, so that they can be nothing else."""
    words = grammar.tokens(line)
    program = _program(call, line, words[:1]) if len(words) > 1 else None
    if program is None:
        return False
    word = words[1].value
    return settings.known(word) is not None or word.casefold() in library.of(call.work, program).own


class _Known:
    """The settings of the workspace's programs, by their words."""

    def __init__(self, call: Call, programs: Sequence[Program]) -> None:
        self._call = call
        formats = {p.format: library.of(call.work, p) for p in programs}
        self._own = {name for format in formats.values() for name in format.own}

    def is_setting(self, word: str) -> bool:
        """Return whether any of the programs may have a setting of that name."""
        return settings.known(word) is not None or word.casefold() in self._own

    def said(self, program: Program, word: grammar.Token, line: str) -> Said:
        """Return the program's setting that a word names, with its value; raises NotFound when it has none such."""
        among = own_settings.of(library.of(self._call.work, program))
        return Said(program, settings.find(word.value, among), _value(line, word.end))


def _nearest(call: Call, line: str, words: list[grammar.Token], known: _Known) -> Said:
    """Raise the sentence that helps most: about the setting when the words before it name a program."""
    for place in range(len(words) - 1, 0, -1):
        if program := _program(call, line, words[:place]):
            return known.said(program, words[place], line)
    if known.is_setting(words[0].value):
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
