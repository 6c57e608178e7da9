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
from facilitation.programs.formats.when import OPENING
from facilitation.programs.formats.wrong import A_DATE, guessed
from facilitation.talk.phrases import OneOf, Phrase, say, sentences

Found = tuple[tuple[Any, ...], Phrase]
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
        yield ("term",), say("a term has 1 to 52 rounds")
    if "cadence" not in format.settings:
        yield (
            ("settings",),
            say(
                "a format says how often rounds open: {line}",
                line="cadence: every 2w on tue at 10:00",
            ),
        )
    if any(format.has(act) for act in ON_CIRCLES) and "size" not in format.settings:
        yield (
            ("settings",),
            say("circles are formed here, so a size is needed: {line}", line="size: 2"),
        )


def _names(format: Format) -> Iterator[Found]:
    seen: set[str] = set()
    for place, step in enumerate(format.steps):
        if step.name in seen or step.name == OPENING:
            yield (
                ("steps", place, "name"),
                say("another step has the name “{step}”", step=step.name),
            )
        seen.add(step.name)


def _opening(format: Format) -> Iterator[Found]:
    opening = [n for n, step in enumerate(format.steps) if at_opening(step)]
    if not opening:
        yield (
            ("steps",),
            say("no step is at the opening: say of one of them: {line}", line="when: opening"),
        )
    for place in opening[1:]:
        yield (
            ("steps", place, "when"),
            say("one step is at the opening; let this one come after that"),
        )
    closing = [n for n, step in enumerate(format.steps) if step.act == "close"]
    last = len(format.steps) - 1
    if closing != [last]:
        wrong = next((n for n in closing if n != last), None)
        where: tuple[Any, ...] = ("steps",) if wrong is None else ("steps", wrong, "act")
        yield (
            where,
            say(
                "a round ends with its one step “{line}”, and with nothing after it",
                line="act: close",
            ),
        )
    elif opening and opening[0] == last:
        yield ("steps", last, "when"), say("a round that closes as it opens is none")
    for place, step in enumerate(format.steps[: opening[0]] if opening else ()):
        if step.act not in _BEFORE_OPENING:
            yield (
                ("steps", place, "act"),
                say(
                    "“{act}” can come at the opening or after it. Before it there are: {acts}",
                    act=step.act,
                    acts=", ".join(_BEFORE_OPENING),
                ),
            )


def _dates(format: Format) -> Iterator[Found]:
    for place, step in enumerate(format.steps):
        if step.when.on and not any(map(at_opening, format.steps[:place])):
            yield ("steps", place, "when"), say("a step on a date comes after the opening")


def _when(format: Format, place: int, step: Act) -> Iterator[Found]:
    base = step.when.base
    earlier = [one.name for one in format.steps[:place]]
    where = ("steps", place, "when", "before" if step.when.before else "after")
    if base and base not in (OPENING, *earlier):
        known = [OPENING, *earlier]
        said = say("there is no step “{step}” before this one.", step=base)
        yield where, guessed(said, base, known)
    for name, wanted in step.when.settings.items():
        unit = _unit(format, name)
        if unit is None:
            known = [n for n in format.settings if _unit(format, n)]
            said = say("the format has no setting “{name}”.", name=name)
            yield ("steps", place, "when"), guessed(said, name, known)
        elif unit != wanted:
            said = say(
                "the setting “{name}” counts {unit}, not {wanted}",
                name=name,
                unit=unit,
                wanted=wanted,
            )
            yield ("steps", place, "when"), said


def _unit(format: Format, name: str) -> str | None:
    """Return what a setting of the format holds that steps can be timed by, or None where there is none."""
    own = format.settings.get(name)
    if isinstance(own, Own):
        return own.kind
    return UNITS.get(name) if name in format.settings else None


def _needs(format: Format, place: int, step: Act) -> Iterator[Found]:
    earlier = format.steps[:place]
    if step.needs and not any(one.act in step.needs for one in earlier):
        needed = OneOf(tuple(f"“{act}”" for act in step.needs))
        said = say("“{act}” needs a step {needed} before it", act=step.act, needed=needed)
        yield ("steps", place, "act"), said
    if getattr(step, "to", "") == "circles" and not any(one.act in ON_CIRCLES for one in earlier):
        yield ("steps", place, "to"), say("there are no circles yet: let a step “form” come first")
    if isinstance(step, Introduce) and step.goals:
        asked = {one.name: one for one in earlier if isinstance(one, Collect) and not one.answers}
        if step.goals not in asked:
            said = say("no step “{step}” asks for goals before this one.", step=step.goals)
            yield ("steps", place, "goals"), guessed(said, step.goals, list(asked))
    if isinstance(step, Summarize):
        asked = {one.name: one for one in earlier if isinstance(one, Collect)}
        names = list(asked)
        if isinstance(step, Agenda) and step.of in asked and asked[step.of].answers:
            yield (
                ("steps", place, "of"),
                say(
                    "“{step}” is answered by a tap, and an agenda is of what people write",
                    step=step.of,
                ),
            )
        if names and step.of not in names:
            said = say("“{step}” collects nothing before this step.", step=step.of)
            yield ("steps", place, "of"), guessed(said, step.of, names)
    if isinstance(step, Collect) and len(set(step.answers)) != len(step.answers):
        yield ("steps", place, "answers"), say("an answer is there twice")


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
        said = say("the format has no setting “{name}” that counts working days", name=days)
        yield ("steps", place, "days"), said
    for name in step.pace if isinstance(step, Consult) else ():
        if isinstance(name, str) and _unit(format, name) != "minutes":
            said = say("the format has no setting “{name}” that counts minutes", name=name)
            yield ("steps", place, "pace"), said


def _no_number(format: Format, name: str, where: tuple[Any, ...]) -> Iterator[Found]:
    own = format.own.get(name)
    if own is None or own.kind != "number":
        yield where, say("the format has no setting “{name}” that is a number", name=name)


def _often(format: Format, place: int, step: Act) -> Iterator[Found]:
    """Give why a step cannot come in some rounds only."""
    if step.often == "every round":
        return
    where = ("steps", place, "in")
    if format.term is None and not any(isinstance(one, Keep) for one in format.steps):
        yield (
            where,
            say(
                "a term is needed for that: say at the top how many rounds one has, as in {line}",
                line="term: 6",
            ),
        )
    if at_opening(step) or step.act in ("close", *ON_CIRCLES, "introduce"):
        yield where, say("“{step}” comes in every round, or there is none", step=step.name)


def _places(
    where: tuple[Any, ...], said: str | Sequence[str], known: Sequence[str]
) -> Iterator[Found]:
    """Give what is named in braces and cannot be."""
    for sentence in [said] if isinstance(said, str) else said:
        for name in sorted(set(PLACES.findall(sentence)) - set(known)):
            no_place = guessed(say("{place} is no place here.", place=f"{{{name}}}"), name, known)
            names = ", ".join(f"{{{one}}}" for one in known)
            there_are = say("There are: {names}", names=names) if names else say("There are none.")
            yield where, sentences(no_place, there_are)


def _own(format: Format) -> Iterator[Found]:
    for name, own in format.own.items():
        number = own.default if isinstance(own.default, int) else None
        where = ("settings", name, "default")
        if own.kind == "deck" and own.default is not None:
            yield where, say("a deck has no default here: leave it out")
        elif own.kind == "date" and number is not None:
            yield where, sentences(A_DATE)
        elif own.kind not in ("date", "deck") and number is None:
            yield where, say("a number is needed here")
        elif number is not None and not own.least <= number <= own.most:
            yield (
                where,
                say(
                    "{number} is not between {least} and {most}",
                    number=number,
                    least=own.least,
                    most=own.most,
                ),
            )
