"""What a setting of a program is: how it is said, read and taken back."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from facilitation.people.model import Names
from facilitation.people.plainly import folded
from facilitation.programs.model import Program, Settings
from facilitation.talk.commands import Call
from facilitation.talk.messages import Option, Spans

Values = dict[str, Any]
"""New values by field."""

_OF_SETTINGS = frozenset(field.name for field in fields(Settings))


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """One thing a program can be told.

    `fields` are those of its settings, or with `own` those of the program itself; `read` gives their new values from
    what was typed, `say` their words. It is read by its label, and typed by that or by its name.
    """

    name: str
    summary: str
    fields: tuple[str, ...]
    say: Callable[[Program, Names], Spans]
    read: Callable[[str, Program, Any], Values]
    example: str
    own: bool = False
    also: tuple[str, ...] = ()
    choices: tuple[Option, ...] = ()
    """All that it can be, where that is a few words: what a form offers."""
    one_of_own: str = ""
    """Its name among the settings that only the program's format has."""
    label: str = ""

    @property
    def called(self) -> str:
        """Return what it is called where people read it."""
        return self.label or self.name

    @property
    def words(self) -> tuple[str, ...]:
        """Return all that it is called by whoever types it."""
        return (self.name, *self.also, folded(self.called))

    def told(self, program: Program, names: Names) -> Spans:
        """Return its value as it is read: what stands for it in a form, where it is one of a few words."""
        said = self.say(program, names)
        return next(((one.text,) for one in self.choices if said == (one.value,)), said)

    @property
    def keys(self) -> tuple[str, ...]:
        """Return the names its fields have in the journal."""
        return self.fields if self.own else tuple(f"settings.{f}" for f in self.fields)

    def write(self, program: Program, text: str, call: Call) -> Program:
        """Return the program with the value that the text names; raises UserError."""
        return self.put(program, self.read(text, program, call))

    def put(self, program: Program, values: Values) -> Program:
        """Return the program with new values in fields of its settings and of its own."""
        settings = {name: value for name, value in values.items() if name in _OF_SETTINGS}
        own = {name: value for name, value in values.items() if name not in _OF_SETTINGS}
        return replace(program, settings=replace(program.settings, **settings), **own)

    def unset(self, program: Program, home: str, defaults: Settings) -> Program | None:
        """Return the program with the setting's default; None when it has none.

        `home` is the workspace's zone, and `defaults` are those of the program's format.
        """
        values = self._default(program, home, defaults)
        return None if values is None else self.put(program, values)

    def is_default(self, program: Program, home: str, defaults: Settings) -> bool:
        """Return whether the program has the setting's default."""
        values = self._default(program, home, defaults)
        return values is not None and all(
            getattr(program.settings if name in _OF_SETTINGS else program, name) == value
            for name, value in values.items()
        )

    def _default(self, program: Program, home: str, defaults: Settings) -> Values | None:
        if self.name in _NO_DEFAULT:
            return None
        if self.name in _OWN_DEFAULTS:
            return _OWN_DEFAULTS[self.name](program, home)
        if self.one_of_own:
            own = program.settings.own
            return {"own": {n: v for n, v in own.items() if n != self.one_of_own}}
        return {f: getattr(defaults, f) for f in self.fields}


_NO_DEFAULT = frozenset({"name", "starts"})
_OWN_DEFAULTS: Mapping[str, Callable[[Program, str], Values]] = {
    "goal": lambda program, home: {"goal": ""},
    "channel": lambda program, home: {"channel": "", "channel_name": ""},
    "facilitators": lambda program, home: {
        "facilitators": (program.created_by,) if program.created_by else ()
    },
    "zone": lambda program, home: {"zone": home},
    "discussions": lambda program, home: {"discussions": "facilitators"},
}
