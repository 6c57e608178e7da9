"""How "set <program> <setting> <value>" is taken apart, where names have several words and nobody writes quotes."""

from dataclasses import dataclass

from facilitation.errors import UserError
from facilitation.programs import service, settings, views
from facilitation.programs.model import Program
from facilitation.programs.setting import Setting
from facilitation.talk import grammar
from facilitation.talk.commands import Call
from facilitation.talk.incoming import Reply, Say


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
        return Say(views.which("set", live, "Whose settings would you like to see?"))
    for place in range(1, len(words)):
        setting = None if words[place].quoted else settings.known(words[place].value)
        program = _program(call, line, words[:place]) if setting else None
        if setting and program:
            return Said(program, setting, _value(line, words[place].end))
    if whole := _program(call, line, words):
        return Said(whole, None, "")
    if only and settings.known(words[0].value) and not _program(call, line, words[:1]):
        return Said(only, settings.known(words[0].value), _value(line, words[0].end))
    return _nearest(call, line, words)


def _nearest(call: Call, line: str, words: list[grammar.Token]) -> Said:
    """Raise the sentence that helps most: about the setting when the words before it name a program."""
    for place in range(len(words) - 1, 0, -1):
        if program := _program(call, line, words[:place]):
            setting = settings.find(words[place].value)
            return Said(program, setting, _value(line, words[place].end))
    if settings.known(words[0].value):
        verb = call.line.split(" ")[0]
        raise UserError(f"Of which program? Write it like this: {verb} #1 {line[:80]}")
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
