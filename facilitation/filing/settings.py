"""The settings in a program's file, as they are kept or in the words that are typed in a chat."""

from collections.abc import Mapping
from typing import Any

from pydantic import TypeAdapter, ValidationError

from facilitation.errors import UserError
from facilitation.programs.formats.file import no_setting, scratch
from facilitation.programs.formats.source import Source
from facilitation.programs.formats.wrong import Problem, Wrong, plainly
from facilitation.programs.model import UNSAID, Settings
from facilitation.programs.own_settings import SHARED
from facilitation.programs.setting import Values
from facilitation.programs.settings import SETTINGS
from facilitation.talk.phrases import sentences

LISTS = ("skipped", "own")
"""Settings that are several lines in a file, and no words."""

KEPT: TypeAdapter[Settings] = TypeAdapter(Settings)


def read(source: Source, given: Mapping[str, Any]) -> dict[str, Any]:
    """Return settings as they are kept, those in words read as they are typed in a chat; raises Wrong."""
    blank: dict[str, Any] = KEPT.dump_python(UNSAID, mode="json")
    found: dict[str, Any] = {}
    wrong: list[Problem] = []
    for name, value in given.items():
        try:
            if name not in blank:
                raise UserError(no_setting(name, list(blank)))
            try:
                KEPT.validate_python(blank | {name: value})
                found[name] = value
            except ValidationError as error:
                found |= _in_words(name, value, error.errors()[0])
        except UserError as error:
            wrong.append(source.problem(("settings", name), sentences(error.sentence)))
    if wrong:
        raise Wrong(wrong)
    return found


def _in_words(name: str, value: object, error: Any) -> Values:
    """Return what a setting says that is written as one would type it; raises UserError."""
    its = next((one for one in SETTINGS if name in one.fields and one.name in SHARED), None)
    if its is None or name in LISTS:
        raise UserError("“{name}” cannot be so: {why}", name=name, why=plainly(error, value))
    if not isinstance(value, str):
        line = f"{name}: {its.example}"
        raise UserError("“{name}” is written like this: {line}", name=name, line=line)
    return its.read(value, scratch(""), None)
