"""Reading a format: it is right, or all that is wrong with it is said, with line, column and the nearest right word."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any

from pydantic import ValidationError

from facilitation.errors import UserError
from facilitation.programs import own_settings
from facilitation.programs import settings as catalogue
from facilitation.programs.formats import sense
from facilitation.programs.formats.acts import ACTS
from facilitation.programs.formats.model import Format, Own
from facilitation.programs.formats.source import Source
from facilitation.programs.formats.when import When
from facilitation.programs.formats.wrong import Problem, Wrong, guessed, plainly, unknown
from facilitation.programs.model import UNSAID, Program, Settings
from facilitation.talk.phrases import Phrase, say, sentences

_EMPTY = ("skips",)
_WHENS = {"one": "when: {working days: 2, before: opening}", "other": "when: opening"}


@lru_cache(maxsize=64)
def read(text: str) -> Format:
    """Return the format that a text describes; raises Wrong."""
    source = Source(text)
    if not isinstance(source.data, dict):
        raise Wrong([source.problem((), say("a format begins with: {line}", line="name: …"))])
    try:
        format = Format.model_validate(source.data)
    except ValidationError as error:
        found = [each for each in error.errors() if not _follows(source, each)]
        raise Wrong([_problem(source, each) for each in found]) from None
    problems = [source.problem(path, said) for path, said in sense.problems(format)]
    defaults, wrong = _defaults(format)
    problems += [source.problem(("settings", name), said) for name, said in wrong]
    if problems:
        raise Wrong(problems)
    return format.with_defaults(defaults)


def _defaults(format: Format) -> tuple[Settings, list[tuple[str, Phrase]]]:
    """Return the format's settings as their defaults say, and which of those say nothing that can be."""
    program = scratch(format.name)
    wrong: list[tuple[str, Phrase]] = []
    for name, default in format.settings.items():
        setting = catalogue.known(name)
        if isinstance(default, Own):
            if setting is not None:
                wrong.append(
                    (
                        name,
                        say(
                            "“{name}” is a setting that formats share: give its default", name=name
                        ),
                    )
                )
        elif setting is None:
            wrong.append((name, no_setting(name, own_settings.SHARED)))
        elif setting.name not in own_settings.SHARED:
            wrong.append(
                (name, say("every program has “{name}”: it is no setting of a format", name=name))
            )
        elif name in _EMPTY and default is not None:
            wrong.append(
                (name, say("“{name}” is each program's own: leave it empty here", name=name))
            )
        elif default is not None:
            try:
                read = setting.read(_typed(default), program, None)
                program = setting.put(program, read)
            except UserError as error:
                wrong.append((name, sentences(error.sentence)))
    return program.settings, wrong


def no_setting(name: str, known: Sequence[str]) -> Phrase:
    """Return that there is no setting of a name, with the nearest that there is."""
    return guessed(say("there is no setting “{name}”.", name=name[:40]), name, known)


def _typed(default: str | int | bool) -> str:
    """Return a default as an admin would type it."""
    return ("no", "yes")[default] if isinstance(default, bool) else str(default)


def scratch(format: str) -> Program:
    """Return a program of a format by its name that is nowhere, to read settings into."""
    epoch = datetime(2000, 1, 1, tzinfo=UTC)
    return Program(
        id="",
        workspace="",
        number=0,
        name=format,
        format=format,
        channel="any",
        anchor=date(2000, 1, 1),
        settings=UNSAID,
        created_at=epoch,
    )


def _follows(source: Source, error: Any) -> bool:
    """Return whether an error only follows from others: steps that are all wrong are none to pydantic."""
    return error["type"] == "too_short" and bool(source.value(error["loc"]))


def _problem(source: Source, error: Any) -> Problem:
    """Return what pydantic found wrong as a sentence at its place."""
    path: tuple[Any, ...] = error["loc"]
    kind, last = error["type"], path[-1] if path else ""
    given = source.value(path)
    if kind == "extra_forbidden":
        known = _fields(path)
        return source.problem(path, unknown(last, known, tell=True))
    if kind == "missing":
        path = path[:-1]
    elif kind == "union_tag_not_found":
        return source.problem(path, say("“act” is missing: one of {acts}", acts=", ".join(ACTS)))
    elif kind == "union_tag_invalid":
        path, given = (*path, "act"), error["ctx"]["tag"]
    elif last == "when" and kind not in ("value_error", "literal_error"):
        return source.problem(path, say("say when like this: {one}, or {other}", **_WHENS))
    elif kind == "string_pattern_mismatch":
        return source.problem(
            path,
            say(
                "“{given}” is no name: small letters, digits and “_”, such as check_in",
                given=str(given)[:40],
            ),
        )
    return source.problem(path, plainly(error, given))


def _fields(path: Sequence[Any]) -> list[str]:
    """Return the keys that could stand where a path ends."""
    model: Any = Format
    match path:
        case ("steps", _, _, "when", *_):
            model = When
        case ("steps", _, act, *_):
            model = ACTS[act]
        case ("settings", *_):
            model = Own
        case _:
            pass
    return [field.alias or name for name, field in model.model_fields.items()]
