"""What a setting of a program is: how it is said, read and taken back."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from facilitation.formats import FORMATS
from facilitation.people.model import Names
from facilitation.programs.model import Program
from facilitation.talk.commands import Call
from facilitation.talk.messages import Spans

Values = dict[str, Any]
"""New values by field."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """One thing a program can be told.

    `fields` are those of its settings, or with `own` those of the program itself; `read` gives their new values from
    what was typed, `say` their words.
    """

    name: str
    summary: str
    fields: tuple[str, ...]
    say: Callable[[Program, Names], Spans]
    read: Callable[[str, Program, Call], Values]
    example: str
    own: bool = False
    also: tuple[str, ...] = ()

    @property
    def keys(self) -> tuple[str, ...]:
        """Return the names its fields have in the journal."""
        return self.fields if self.own else tuple(f"settings.{f}" for f in self.fields)

    def write(self, program: Program, text: str, call: Call) -> Program:
        """Return the program with the value that the text names; raises UserError."""
        return self.put(program, self.read(text, program, call))

    def put(self, program: Program, values: Values) -> Program:
        """Return the program with new values in the setting's fields."""
        if self.own:
            return replace(program, **values)
        return replace(program, settings=replace(program.settings, **values))

    def unset(self, program: Program, home: str) -> Program | None:
        """Return the program with the setting's default, `home` being the workspace's zone; None when it has none."""
        if self.name in _NO_DEFAULT:
            return None
        if self.own or self.name == "zone":
            return self.put(program, _OWN_DEFAULTS[self.name](program, home))
        defaults = FORMATS[program.format].defaults
        return self.put(program, {f: getattr(defaults, f) for f in self.fields})

    def is_default(self, program: Program, home: str) -> bool:
        """Return whether the program has the setting's default."""
        return self.unset(program, home) == program


_NO_DEFAULT = frozenset({"name", "starts"})
_OWN_DEFAULTS: Mapping[str, Callable[[Program, str], Values]] = {
    "goal": lambda program, home: {"goal": ""},
    "channel": lambda program, home: {"channel": "", "channel_name": ""},
    "facilitators": lambda program, home: {
        "facilitators": (program.created_by,) if program.created_by else ()
    },
    "zone": lambda program, home: {"zone": home},
}
