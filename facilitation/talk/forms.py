"""What Peerloop asks for in a form: a closed set of fields, and the command line their answers fill."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from facilitation.talk.languages import ENGLISH, Language
from facilitation.talk.messages import Option

Answers = Mapping[str, str | tuple[str, ...]]
"""A form's answers by field name: text, an option's value, a date as 2026-11-24, or several values.

A Moment is 2026-11-24T10:00 on the person's own clock or @1795510800; dates.moment reads either."""


def texts(answers: Answers | None) -> list[str]:
    """Return every text in a form's answers."""
    values = [[v] if isinstance(v, str) else v for v in (answers or {}).values()]
    return [text for several in values for text in several]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text."""

    name: str
    label: str
    value: str = ""
    hint: str = ""
    optional: bool = False
    longest: int = 200
    kind: Literal["line"] = "line"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Several lines of text."""

    name: str
    label: str
    value: str = ""
    hint: str = ""
    optional: bool = False
    longest: int = 2000
    kind: Literal["paragraph"] = "paragraph"


@dataclass(frozen=True, slots=True)
class Pick:
    """One of some options."""

    name: str
    label: str
    options: tuple[Option, ...]
    value: str = ""
    hint: str = ""
    optional: bool = False
    kind: Literal["pick"] = "pick"


@dataclass(frozen=True, slots=True)
class PickMany:
    """Any number of some options."""

    name: str
    label: str
    options: tuple[Option, ...]
    values: tuple[str, ...] = ()
    hint: str = ""
    optional: bool = False
    kind: Literal["pick_many"] = "pick_many"


@dataclass(frozen=True, slots=True)
class People:
    """One or more members of the workspace."""

    name: str
    label: str
    values: tuple[str, ...] = ()
    hint: str = ""
    optional: bool = False
    many: bool = False
    kind: Literal["people"] = "people"


@dataclass(frozen=True, slots=True)
class Scale:
    """A whole number between two ends, each with its word."""

    name: str
    label: str
    low: int
    high: int
    low_word: str
    high_word: str
    value: str = ""
    hint: str = ""
    optional: bool = False
    kind: Literal["scale"] = "scale"


@dataclass(frozen=True, slots=True)
class Day:
    """A date, answered as 2026-11-24."""

    name: str
    label: str
    value: str = ""
    hint: str = ""
    optional: bool = False
    kind: Literal["day"] = "day"


@dataclass(frozen=True, slots=True)
class Moment:
    """A date and a time of day on the reader's own clock; `value` is made, and the answer read, by talk.moments."""

    name: str
    label: str
    value: str = ""
    hint: str = ""
    optional: bool = False
    kind: Literal["moment"] = "moment"


Field = Line | Paragraph | Pick | PickMany | People | Scale | Day | Moment


@dataclass(frozen=True, slots=True)
class Form:
    """Fields with a title; submitting runs `command` with the answers as its arguments."""

    title: str
    command: str
    fields: tuple[Field, ...]
    lead: str = ""
    language: Language = field(default=ENGLISH, compare=False, repr=False)
    """Of who reads it; platforms say in it what they add by themselves."""

    def about(self, said: str) -> "Form":
        """Return the form with its first empty paragraph filled with what was said, if it has one."""
        for at, one in enumerate(self.fields):
            if said and isinstance(one, Paragraph) and not one.value:
                filled = replace(one, value=said)
                return replace(self, fields=(*self.fields[:at], filled, *self.fields[at + 1 :]))
        return self
