"""Decks as files: read from YAML, from a table (CSV) or from a plain list of questions."""

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from io import StringIO
from typing import Any

from facilitation.errors import UserError
from facilitation.people.plainly import folded, unaccented
from facilitation.programs.decks import library
from facilitation.programs.decks.library import Deck
from facilitation.programs.formats.source import LARGEST, TOO_LARGE
from facilitation.programs.formats.wrong import Problem, Wrong, guessed
from facilitation.talk.phrases import Phrase, say

COLUMNS = ("asks", "kind", "depth", "id")
_ALSO = {"question": "asks", "prompt": "asks", "text": "asks"}
_NO_WORD = re.compile(r"[^a-z0-9]+")
_ID = 40


def read(text: str, name: str = "", summary: str = "") -> Deck:
    """Return the deck that a text is: YAML where it begins with a key, else a table or a list; raises Wrong.

    A table begins with the names of its columns, of which only `asks` is needed; a list has one question a line. Both
    say nothing of the deck itself, which has `name` and `summary` then; raises UserError where these cannot be so.
    """
    text = text.lstrip("\ufeff")
    if re.match(r"\s*(#[^\n]*\n\s*)*(name|summary|for|prompts):", text):
        return library.read(text)
    if len(text.encode("utf-8", "replace")) > LARGEST:
        raise Wrong([Problem(1, 1, TOO_LARGE)])
    _named(name, summary)
    rows = list(_table(text) if _is_table(text) else _list(text))
    lines = [line for line, _ in rows]

    def problem(path: Sequence[Any], sentence: Phrase) -> Problem:
        inside = len(path) > 1 and isinstance(path[1], int)
        return Problem(lines[path[1]] if inside else 1, 1, sentence)

    data = {"name": name, "summary": summary or name, "prompts": [row for _, row in rows]}
    return library.validated(data, problem)


def _named(name: str, summary: str) -> None:
    """Raise UserError, with its field, where what is said of a deck beside its questions cannot be so."""
    if not 2 <= len(name) <= 40:
        said = say("A deck has a name of 2 to 40 characters, such as: First weeks")
        raise UserError(said, field="called")
    if summary and not 2 <= len(summary) <= 120:
        said = say("Say in 2 to 120 characters what it is about, or leave it empty.")
        raise UserError(said, field="summary")


def _is_table(text: str) -> bool:
    head = next(csv.reader(StringIO(text.lstrip())), [])
    return bool({"asks", *_ALSO} & {folded(cell) for cell in head})


def _list(text: str) -> Iterator[tuple[int, dict[str, Any]]]:
    """Give the questions of a list with the line of each; what stands before one to mark it is left out."""
    taken: set[str] = set()
    for number, line in enumerate(text.splitlines(), 1):
        asks = re.sub(r"^(?:[-*•]|\d+[.)])\s+", "", line.strip())
        if asks:
            yield number, _row({"asks": asks}, taken)


def _table(text: str) -> Iterator[tuple[int, dict[str, Any]]]:
    """Give the rows of a table with the line of each; raises Wrong for a column that is none."""
    reader = csv.reader(StringIO(text, newline=""))
    columns: list[str] = []
    taken: set[str] = set()
    before = 0
    for row in reader:
        line, before = before + 1, reader.line_num
        if not any(cell.strip() for cell in row):
            continue
        if not columns:
            columns = [_column(cell, line) for cell in row]
            continue
        if len(row) > len(columns):
            said = say(
                "this row has {cells} cells, and there are {columns} columns",
                cells=len(row),
                columns=len(columns),
            )
            raise Wrong([Problem(line, 1, said)])
        given = {c: cell.strip() for c, cell in zip(columns, row, strict=False) if cell.strip()}
        yield line, _row(given, taken)


def _column(cell: str, line: int) -> str:
    name = folded(cell)
    name = _ALSO.get(name, name)
    if name not in COLUMNS:
        said = say("there is no column “{name}”.", name=cell.strip()[:40])
        raise Wrong([Problem(line, 1, guessed(said, name, (*COLUMNS, *_ALSO)))])
    return name


def _row(given: Mapping[str, str], taken: set[str]) -> dict[str, Any]:
    """Return a prompt as a deck has it; it gets an id of its first words where it has none."""
    depth = given.get("depth", "1")
    name = given.get("id") or _id(given.get("asks", ""), taken)
    taken.add(name)
    return {
        "id": name,
        "kind": folded(given.get("kind", "reflection")),
        "depth": int(depth) if depth.isdecimal() else depth,
        "asks": given.get("asks", ""),
    }


def _id(asks: str, taken: set[str]) -> str:
    start = _NO_WORD.sub("-", unaccented(folded(asks))).strip("-")[: _ID - 4].strip("-") or "prompt"
    numbered = (f"{start}-{n}" for n in range(2, len(taken) + 3))
    return next(each for each in (start, *numbered) if each not in taken)
