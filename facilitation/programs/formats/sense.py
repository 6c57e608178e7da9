"""Whether the steps of a format make a round: in an order that can be, speaking of what is there, with an end."""

from collections.abc import Iterator, Sequence
from typing import Any

from facilitation.programs.formats.acts import (
    ON_CIRCLES,
    PLACES,
    Act,
    Agenda,
    Collect,
    Consult,
    Discuss,
    Introduce,
    Keep,
    Summarize,
)
from facilitation.programs.formats.model import UNITS, Format, Own, at_opening
from facilitation.programs.formats.source import meant
from facilitation.programs.formats.when import OPENING

Found = tuple[tuple[Any, ...], str]
"""Where in the file, and what is wrong."""

_BEFORE_OPENING = (
    *("announce", "gather", "post", "collect", "prepare"),
    *("sign_up", "line_up", "appoint"),
)


def problems(format: Format) -> Iterator[Found]:
    """Give all that keeps the steps from making a round."""
    yield from _names(format)
    yield from _opening(format)
    yield from _dates(format)
    for place, step in enumerate(format.steps):
        yield from _when(format, place, step)
        yield from _needs(format, place, step)
        yield from _counts(format, place, step)
        yield from _often(format, place, step)
        for field in ("title", "says", "like", "asks", "invitation"):
            where = ("steps", place, field)
            yield from _places(where, getattr(step, field, ()), step.places.get(field, ()))
    yield from _places(("joining",), format.joining, ("program",))
    yield from _own(format)
    if isinstance(format.term, str):
        yield from _no_number(format, format.term, ("term",))
    elif format.term is not None and not 1 <= format.term <= 52:
        yield ("term",), "a term has 1 to 52 rounds"
    if "cadence" not in format.settings:
        yield (
            ("settings",),
            "a format says how often rounds open: cadence: every 2w on tue at 10:00",
        )
    if any(format.has(act) for act in ON_CIRCLES) and "size" not in format.settings:
        yield ("settings",), "circles are formed here, so a size is needed: size: 2"


def _names(format: Format) -> Iterator[Found]:
    seen: set[str] = set()
    for place, step in enumerate(format.steps):
        if step.name in seen or step.name == OPENING:
            yield ("steps", place, "name"), f"another step has the name “{step.name}”"
        seen.add(step.name)


def _opening(format: Format) -> Iterator[Found]:
    opening = [n for n, step in enumerate(format.steps) if at_opening(step)]
    if not opening:
        yield ("steps",), "no step is at the opening: say of one of them: when: opening"
    for place in opening[1:]:
        yield ("steps", place, "when"), "one step is at the opening; let this one come after that"
    closing = [n for n, step in enumerate(format.steps) if step.act == "close"]
    last = len(format.steps) - 1
    if closing != [last]:
        wrong = next((n for n in closing if n != last), None)
        where: tuple[Any, ...] = ("steps",) if wrong is None else ("steps", wrong, "act")
        yield where, "a round ends with its one step “act: close”, and with nothing after it"
    elif opening and opening[0] == last:
        yield ("steps", last, "when"), "a round that closes as it opens is none"
    for place, step in enumerate(format.steps[: opening[0]] if opening else ()):
        if step.act not in _BEFORE_OPENING:
            yield (
                ("steps", place, "act"),
                f"“{step.act}” can come at the opening or after it. Before it there are: "
                f"{', '.join(_BEFORE_OPENING)}",
            )


def _dates(format: Format) -> Iterator[Found]:
    for place, step in enumerate(format.steps):
        if step.when.on and not any(map(at_opening, format.steps[:place])):
            yield ("steps", place, "when"), "a step on a date comes after the opening"


def _when(format: Format, place: int, step: Act) -> Iterator[Found]:
    base = step.when.base
    earlier = [one.name for one in format.steps[:place]]
    where = ("steps", place, "when", "before" if step.when.before else "after")
    if base and base not in (OPENING, *earlier):
        known = [OPENING, *earlier]
        yield where, f"there is no step “{base}” before this one{meant(base, known)}"
    for name, wanted in step.when.settings.items():
        unit = _unit(format, name)
        if unit is None:
            known = [n for n in format.settings if _unit(format, n)]
            yield (
                ("steps", place, "when"),
                f"the format has no setting “{name}”{meant(name, known)}",
            )
        elif unit != wanted:
            yield ("steps", place, "when"), f"the setting “{name}” counts {unit}, not {wanted}"


def _unit(format: Format, name: str) -> str | None:
    """Return what a setting of the format holds that steps can be timed by, or None where there is none."""
    own = format.settings.get(name)
    if isinstance(own, Own):
        return own.kind
    return UNITS.get(name) if name in format.settings else None


def _needs(format: Format, place: int, step: Act) -> Iterator[Found]:
    earlier = format.steps[:place]
    if step.needs and not any(one.act in step.needs for one in earlier):
        needed = " or ".join(f"“{act}”" for act in step.needs)
        yield ("steps", place, "act"), f"“{step.act}” needs a step {needed} before it"
    if getattr(step, "to", "") == "circles" and not any(one.act in ON_CIRCLES for one in earlier):
        yield ("steps", place, "to"), "there are no circles yet: let a step “form” come first"
    if isinstance(step, Introduce) and step.goals:
        asked = {one.name: one for one in earlier if isinstance(one, Collect) and not one.answers}
        if step.goals not in asked:
            yield (
                ("steps", place, "goals"),
                f"no step “{step.goals}” asks for goals before this one{meant(step.goals, list(asked))}",
            )
    if isinstance(step, Summarize):
        asked = {one.name: one for one in earlier if isinstance(one, Collect)}
        names = list(asked)
        if isinstance(step, Agenda) and step.of in asked and asked[step.of].answers:
            yield (
                ("steps", place, "of"),
                f"“{step.of}” is answered by a tap, and an agenda is of what people write",
            )
        if names and step.of not in names:
            yield (
                ("steps", place, "of"),
                f"“{step.of}” collects nothing before this step{meant(step.of, names)}",
            )
    if isinstance(step, Collect) and len(set(step.answers)) != len(step.answers):
        yield ("steps", place, "answers"), "an answer is there twice"


def _counts(format: Format, place: int, step: Act) -> Iterator[Found]:
    """Give what an act counts by a setting that there is not."""
    if isinstance(step, Keep) and isinstance(step.rounds, str):
        yield from _no_number(format, step.rounds, ("steps", place, "rounds"))
    for field in ("items", "minutes", "people"):
        said = getattr(step, field, 0)
        if isinstance(said, str):
            yield from _no_number(format, said, ("steps", place, field))
    days = step.days if isinstance(step, Discuss | Consult) else 0
    if isinstance(days, str) and _unit(format, days) != "working days":
        said = f"the format has no setting “{days}” that counts working days"
        yield ("steps", place, "days"), said
    for name in step.pace if isinstance(step, Consult) else ():
        if isinstance(name, str) and _unit(format, name) != "minutes":
            said = f"the format has no setting “{name}” that counts minutes"
            yield ("steps", place, "pace"), said


def _no_number(format: Format, name: str, where: tuple[Any, ...]) -> Iterator[Found]:
    own = format.own.get(name)
    if own is None or own.kind != "number":
        yield where, f"the format has no setting “{name}” that is a number"


def _often(format: Format, place: int, step: Act) -> Iterator[Found]:
    """Give why a step cannot come in some rounds only."""
    if step.often == "every round":
        return
    where = ("steps", place, "in")
    if format.term is None and not any(isinstance(one, Keep) for one in format.steps):
        yield (
            where,
            "a term is needed for that: say at the top how many rounds one has, as in term: 6",
        )
    if at_opening(step) or step.act in ("close", *ON_CIRCLES, "introduce"):
        yield where, f"“{step.name}” comes in every round, or there is none"


def _places(
    where: tuple[Any, ...], said: str | Sequence[str], known: Sequence[str]
) -> Iterator[Found]:
    """Give what is named in braces and cannot be."""
    for sentence in [said] if isinstance(said, str) else said:
        for name in sorted(set(PLACES.findall(sentence)) - set(known)):
            there_are = ", ".join(f"{{{one}}}" for one in known) or "none"
            yield (
                where,
                f"{{{name}}} is no place here{meant(name, list(known)) or '.'} There are: {there_are}",
            )


def _own(format: Format) -> Iterator[Found]:
    for name, own in format.own.items():
        number = own.default if isinstance(own.default, int) else None
        where = ("settings", name, "default")
        if own.kind == "deck" and own.default is not None:
            yield where, "a deck has no default here: leave it out"
        elif own.kind == "date" and number is not None:
            yield where, "a date is written like 2026-12-24, or left out"
        elif own.kind not in ("date", "deck") and number is None:
            yield where, "a number is needed here"
        elif number is not None and not own.least <= number <= own.most:
            yield where, f"{number} is not between {own.least} and {own.most}"
