"""The settings that a program has: those its format names, those of the format alone, and those of every program."""

from datetime import date, timedelta

from facilitation.errors import UserError
from facilitation.programs import reading, saying
from facilitation.programs.decks import library
from facilitation.programs.formats.model import Format, Own
from facilitation.programs.model import Program
from facilitation.programs.setting import Setting, Values
from facilitation.programs.settings import SETTINGS
from facilitation.talk.commands import Call
from facilitation.talk.messages import Option
from facilitation.talk.phrases import say
from facilitation.talk.when import dates, spans

EVERYWHERE = (
    *(
        "name",
        "goal",
        "skills",
        "signs",
        "channel",
        "facilitators",
        "discussions",
        "zone",
        "starts",
        "ends",
        "holidays",
    ),
)
"""What every program has, whatever its format."""
_LENGTHS = {"minutes": timedelta(minutes=1), "hours": timedelta(hours=1)}
SHARED = tuple(s.name for s in SETTINGS if s.name not in EVERYWHERE)
"""What a format may have or not."""


def of(format: Format) -> tuple[Setting, ...]:
    """Return the settings of programs of a format, in the order in which they are shown."""
    shared = [s for s in SETTINGS if s.name in EVERYWHERE or s.name in format.settings]
    return (*shared, *(_own(name, own) for name, own in format.own.items()))


def _own(name: str, own: Own) -> Setting:
    """Return a setting that only one format has."""

    def value(program: Program) -> int | str | None:
        default = own.default.isoformat() if isinstance(own.default, date) else own.default
        return program.settings.own.get(name, default)

    def read(text: str, program: Program, call: Call) -> Values:
        kept = {key: kept for key, kept in program.settings.own.items() if key != name}
        if own.kind == "date":
            if reading.nothing(text):
                return {"own": kept}
            day = dates.coming(text, call.now, program.settings.zone)
            return {"own": {**kept, name: day.isoformat()}}
        if own.kind == "deck":
            return {"own": kept if reading.nothing(text) else {**kept, name: _deck(text, call)}}
        number = _number(own, name, text)
        return {"own": kept if number == own.default else {**kept, name: number}}

    return Setting(
        name=name,
        summary=own.summary.rstrip("."),
        fields=("own",),
        say=lambda program, names: (_said(own, value(program)),),
        read=read,
        choices=_decks() if own.kind == "deck" else (),
        example="1 dec" if own.kind == "date" else str(own.default),
        one_of_own=name,
    )


def _number(own: Own, name: str, text: str) -> int:
    """Return a number as it was typed; minutes and hours may be said as any length of time."""
    if own.kind in _LENGTHS:
        example = str(own.most)
        return reading.length(
            text, name.capitalize(), own.least, own.most, _LENGTHS[own.kind], example
        )
    unit = "" if own.kind == "number" else own.kind
    return reading.count(text, name.capitalize(), own.least, own.most, unit, str(own.most))


def _decks() -> tuple[Option, ...]:
    return (Option(say("Any"), "none"), *(Option(name, name) for name in library.ours()))


def _deck(text: str, call: Call) -> str:
    every = library.every(call.work, call.workspace.id)
    found = library.nearest(text, every)
    if found is None:
        raise UserError(say("There is no such deck. There are: {decks}.", decks=list(every)))
    return found.name


def _said(own: Own, value: int | str | None) -> str:
    if isinstance(value, str):
        if own.kind == "deck":
            return value
        return saying.day(date.fromisoformat(value))
    if value is None:
        return say("none")
    if own.kind == "number":
        return str(value)
    if own.kind in _LENGTHS and value:
        return spans.said(value * _LENGTHS[own.kind])
    return say("{n} {unit}", n=value, unit=own.kind)


def unknown(name: str) -> Setting:
    """Return a setting of a format's own for who has only its name, as history has: its value is said as it is kept."""
    return Setting(
        name=name,
        summary="",
        fields=("own",),
        say=lambda program, names: (str(program.settings.own.get(name, say("its default"))),),
        read=lambda text, program, call: {},
        example="",
        one_of_own=name,
    )
