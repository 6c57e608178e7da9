"""`peerloop format`: whether a format file is right, what would happen when, and its JSON Schema."""

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from facilitation.errors import NotFound, UserError
from facilitation.programs.formats import file, library, preview
from facilitation.programs.formats.model import Format
from facilitation.programs.formats.wrong import Wrong
from facilitation.talk.words import counted, listed

SUFFIXES = (".yaml", ".yml")


def check(path: Path) -> str:
    """Return in a line that a file is right; raises UserError with a line for each thing that is not."""
    format = _read(path)
    return f"{path} is right: {format.name}, with {counted(len(format.steps), 'step')}."


def show(name: str, start: datetime, weeks: int) -> Iterator[str]:
    """Yield what programs of a format would do, a line for each step: one of ours, or that of a file."""
    format = _named(name)
    yield f"{format.name}: {format.summary}"
    if format.settings:
        yield f"Settings: {', '.join(format.settings)}"
    number = 0
    for line in preview.preview(format, start, weeks):
        if line.round != number:
            number = line.round
            yield ""
            yield f"Round {number}"
        yield f"  {line.at:%a %Y-%m-%d %H:%M}  {line.step:<12} {line.does}"


def schema() -> str:
    """Return the JSON Schema of format files."""
    return json.dumps(Format.model_json_schema(), indent=2, ensure_ascii=False)


def _named(name: str) -> Format:
    path = Path(name)
    if path.suffix in SUFFIXES and path.is_file():
        return _read(path)
    if exact := library.one_of_ours(name):
        return exact
    formats = library.ours()
    found = library.nearest(formats, name)
    if found is None:
        raise NotFound(
            f"There is no format “{name[:40]}”. There is: {listed(list(formats))}; or name a file, "
            "such as clinic.yaml."
        )
    return found


def _read(path: Path) -> Format:
    try:
        return file.read(path.read_text("utf-8"))
    except UnicodeDecodeError:
        raise UserError(f"{path} is no text in UTF-8.") from None
    except Wrong as error:
        lines = "\n".join(f"{path}: {problem}" for problem in error.problems)
        raise UserError(f"This format cannot be used.\n{lines}") from None
