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
from facilitation.programs.formats.source import Problem, Source, Wrong, meant, plainly
from facilitation.programs.formats.when import When
from facilitation.programs.model import UNSAID, Program, Settings

_EMPTY = ("skips",)
_WHEN = "{working days: 2, before: opening}"


@lru_cache(maxsize=64)
def read(text: str) -> Format:
    """Return the format that a text describes; raises Wrong."""
    source = Source(text)
    if not isinstance(source.data, dict):
        raise Wrong([source.problem((), "a format begins with: name: …")])
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


def _defaults(format: Format) -> tuple[Settings, list[tuple[str, str]]]:
    """Return the format's settings as their defaults say, and which of those say nothing that can be."""
    program = scratch(format.name)
    wrong: list[tuple[str, str]] = []
    for name, default in format.settings.items():
        setting = catalogue.known(name)
        if isinstance(default, Own):
            if setting is not None:
                wrong.append((name, f"“{name}” is a setting that formats share: give its default"))
        elif setting is None:
            wrong.append((name, f"there is no setting “{name}”{meant(name, own_settings.SHARED)}"))
        elif setting.name not in own_settings.SHARED:
            wrong.append((name, f"every program has “{name}”: it is no setting of a format"))
        elif name in _EMPTY and default is not None:
            wrong.append((name, f"“{name}” is each program's own: leave it empty here"))
        elif default is not None:
            try:
                read = setting.read(_typed(default), program, None)
                program = setting.put(program, read)
            except UserError as error:
                wrong.append((name, str(error)))
    return program.settings, wrong


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
        which = meant(last, known) or f". There are: {', '.join(known)}"
        return source.problem(path, f"“{last}” is not known here{which}")
    if kind == "missing":
        path = path[:-1]
    elif kind == "union_tag_not_found":
        return source.problem(path, f"“act” is missing: one of {', '.join(ACTS)}")
    elif kind == "union_tag_invalid":
        path, given = (*path, "act"), error["ctx"]["tag"]
    elif last == "when" and kind not in ("value_error", "literal_error"):
        return source.problem(path, f"say when like this: when: {_WHEN}, or when: opening")
    elif kind == "string_pattern_mismatch":
        return source.problem(
            path, f"“{str(given)[:40]}” is no name: small letters, digits and “_”, such as check_in"
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
