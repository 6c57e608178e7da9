"""Scenario files as they are written: one JSON object, checked to the letter and read into what the engine takes."""

import unicodedata
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from facilitation.errors import UserError
from facilitation.pairing.experts import Ask
from facilitation.pairing.mentors import Role
from facilitation.pairing.model import History, Person, Rules, Sizes, Weights

Json = Mapping[str, Any]
_WORKDAY = datetime(2026, 1, 7, tzinfo=UTC)
"""A Wednesday: working days lie on both sides of it wherever one is."""


@dataclass(frozen=True, slots=True)
class Scenario:
    """People, what must hold among them, and the rounds they are drawn for."""

    people: dict[str, Person]
    sizes: Sizes
    rules: Rules
    weights: Weights
    history: History
    rounds: tuple[tuple[int, tuple[str, ...]], ...]
    """The number of each round and the ids of those present."""
    away: frozenset[str]
    asks: tuple[Ask, ...]
    roles: dict[str, Role]
    """Who may be what in a circle; both for those left out."""
    mentors: int
    """How many mentors a circle has."""
    standing: bool
    """Whether rounds of the same people are planned jointly."""


class _Part(BaseModel):
    """A part of a file: what is unknown is passed over, what is known must be of its kind."""

    model_config = ConfigDict(strict=True, extra="ignore", allow_inf_nan=False, frozen=True)


def _or_nothing(empty: Any) -> BeforeValidator:
    """Let null be the same as leaving a thing out."""
    return BeforeValidator(lambda value: empty if value is None else value)


Id = Annotated[str, BeforeValidator(lambda value: str(value) if type(value) is int else value)]
Text = Annotated[str, _or_nothing("")]
Texts = Annotated[list[Text], _or_nothing([])]
Number = Annotated[float, Field(ge=0)]


class _Person(_Part):
    id: Id
    team: Text = ""
    location: Text = ""
    utc_offset_min: Annotated[int, _or_nothing(0)] = 0
    work: Annotated[
        tuple[int, int], BeforeValidator(lambda v: (540, 1020) if not v else _pair(v))
    ] = (540, 1020)
    manager: Id | None = None
    level: Annotated[int, BeforeValidator(lambda value: value or 3)] = 3
    languages: Texts = []
    offers: Texts = []
    wants: Texts = []
    priority: Annotated[float, _or_nothing(0.0)] = 0.0
    smallest: Annotated[int, BeforeValidator(lambda value: value or 2)] = 2
    role: Annotated[Role, _or_nothing("both")] = "both"

    def person(self) -> Person:
        return Person(
            id=self.id,
            team=self.team,
            location=self.location,
            utc_offset_min=self.utc_offset_min,
            work=self.work,
            manager=self.manager,
            level=self.level,
            languages=_folded(self.languages),
            offers=_folded(self.offers),
            wants=_folded(self.wants),
            priority=self.priority,
            smallest=self.smallest,
        )


class _Constraints(_Part):
    blocked: list[list[Id]] = []
    no_manager: bool = True
    shared_language: bool = True


_USUAL, _PAST = Weights(), History()


class _Weights(_Part):
    skill: Number = _USUAL.skill
    team: Number = _USUAL.team
    location: Number = _USUAL.location
    tz: Number = _USUAL.tz
    level: Number = _USUAL.level


class _Settings(_Part):
    group_size: Annotated[int, Field(ge=2)] = 2
    group_min: int | None = None
    group_max: int | None = None
    weights: _Weights = _Weights()
    level_mode: Literal["mix", "similar"] = "mix"
    repeat_window: Annotated[int, Field(ge=0)] = _PAST.window
    repeat_half_life: Annotated[float, Field(gt=0)] = _PAST.half_life
    repeat_penalty: Number = _PAST.penalty
    mentors: Annotated[int, Field(ge=0)] = 1
    standing: bool = True


class _Round(_Part):
    round: int | None = None
    present: list[Id] | None = None


class _Ask(_Part):
    who: Id
    skill: str
    at_utc_min: int = 720
    k: Annotated[int, Field(ge=1)] = 3

    def ask(self) -> Ask:
        at = _WORKDAY + timedelta(minutes=self.at_utc_min % 1440)
        return Ask(self.who, _fold(self.skill), at, self.k)


class _File(_Part):
    people: list[_Person]
    constraints: _Constraints = _Constraints()
    settings: _Settings = _Settings()
    rounds: Annotated[list[_Round], _or_nothing([])] = []
    away: Annotated[list[Id], _or_nothing([])] = []
    asks: Annotated[list[_Ask], _or_nothing([])] = []


def read(written: Json) -> Scenario:
    """Read a scenario; raises UserError that names the person and the field of whatever is malformed.

    Beyond the format of interface.md a person may have a `role` (both, mentor or mentee), and the
    settings `mentors` (how many a circle has: 1) and `standing` (true: rounds of the same people
    are planned jointly). Skills and languages are the same however their letters are written.
    """
    try:
        file = _File.model_validate(written)
    except ValidationError as error:
        raise UserError(_wrong(written, error)) from None
    _check_twins(file)
    people = {one.id: one.person() for one in file.people}
    settings = file.settings
    return Scenario(
        people,
        _sizes(settings),
        Rules(
            blocked=_blocked(file.constraints, people),
            no_manager=file.constraints.no_manager,
            shared_language=file.constraints.shared_language,
        ),
        Weights(**settings.weights.model_dump(), level_mode=settings.level_mode),
        History(
            window=settings.repeat_window,
            half_life=settings.repeat_half_life,
            penalty=settings.repeat_penalty,
        ),
        _rounds(file, "asks" in written, tuple(people)),
        frozenset(file.away),
        tuple(ask.ask() for ask in file.asks),
        {one.id: one.role for one in file.people if one.role != "both"},
        settings.mentors,
        settings.standing,
    )


def _check_twins(file: _File) -> None:
    for key, count in Counter(one.id for one in file.people).items():
        if count > 1:
            raise UserError(f"{count} people have the id “{key}”. Give each an id of their own.")


def _blocked(constraints: _Constraints, people: Mapping[str, Person]) -> frozenset[frozenset[str]]:
    """Return the pairs that are kept apart; raises UserError for what is no pair of people of the file."""
    for pair in constraints.blocked:
        shown = ", ".join(pair)
        if len(set(pair)) != 2 or len(pair) != 2:
            raise UserError(
                f"constraints.blocked holds [{shown}], and each entry must be a pair of two ids. Write "
                "several pairs to keep more people apart."
            )
        for key in pair:
            if key not in people:
                raise UserError(
                    f"constraints.blocked holds [{shown}], and nobody has the id “{key}”."
                )
    return frozenset(map(frozenset, constraints.blocked))


def _rounds(
    file: _File, asking: bool, everyone: tuple[str, ...]
) -> tuple[tuple[int, tuple[str, ...]], ...]:
    """One round of everyone when neither rounds nor asks are written down."""
    plans = file.rounds or ([] if asking else [_Round()])
    return tuple(
        (
            turn if plan.round is None else plan.round,
            everyone if plan.present is None else tuple(plan.present),
        )
        for turn, plan in enumerate(plans)
    )


def _sizes(settings: _Settings) -> Sizes:
    target = settings.group_size
    smallest = max(2, target - 1) if settings.group_min is None else settings.group_min
    return Sizes(target, smallest, target + 1 if settings.group_max is None else settings.group_max)


def _pair(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def _fold(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def _folded(texts: list[str]) -> frozenset[str]:
    return frozenset(map(_fold, texts)) - {""}


_MUST: Mapping[str, str] = {
    "list_type": "must be a list",
    "bool_type": "must be true or false, without quotation marks",
    "string_type": "must be a text",
    "int_type": "must be a whole number",
    "int_from_float": "must be a whole number",
    "float_type": "must be a number",
    "finite_number": "must be a finite number",
    "model_type": "must be an object",
    "tuple_type": "must be a list of two numbers",
    "too_long": "is too long",
    "missing": "is missing",
}


def _wrong(written: Json, error: ValidationError) -> str:
    """Return what is wrong first, with the person and the field it is in."""
    first = error.errors(include_url=False)[0]
    where = list(first["loc"])
    if first["type"] == "missing" and len(where) == 1:
        return f"The scenario has no “{where[0]}”; see the scenario file format."
    whose = ""
    if where[:1] == ["people"] and len(where) > 1:
        row = written["people"][where[1]]
        named = row.get("id") if isinstance(row, dict) else None
        whose = f"Person “{named}”: " if named is not None else f"Person {int(where[1]) + 1}: "
        where = where[2:]
    field = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in where).lstrip(
        "."
    )
    if first["type"] == "missing" and isinstance(where[-1], str):
        return f"{whose}there is no {field}."
    if first["type"] == "greater_than_equal":
        least = first["ctx"]["ge"]
        return f"{whose}{field} must be at least {'one' if least == 1 else f'{least:g}'}, and is {first['input']!r}."
    must = _MUST.get(first["type"]) or first["msg"][0].lower() + first["msg"][1:]
    return f"{whose}{field or 'this'} {must}, and is {first['input']!r:.60}."
