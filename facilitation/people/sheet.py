"""A people file as a sheet: its lines, and which cell stands under which column."""

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass

from facilitation.errors import UserError
from facilitation.people import columns
from facilitation.people.plainly import kept

MOST_LINES = 100_000

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""A cell that starts so is run by spreadsheets; an apostrophe before it makes it text."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the file: its number and its cells by column."""

    number: int
    cells: Mapping[str, str]


def lines(text: str) -> tuple[list[Line], tuple[str, ...]]:
    """Return the file's lines and the headers that mean nothing to us; raises UserError about the whole file."""
    text = text.removeprefix("\ufeff")
    first = text.lstrip("\r\n").split("\n", 1)[0]
    delimiter = max(",;\t|", key=first.count)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        found = [(rows.line_num, row) for row in rows if any(cell.strip() for cell in row)]
    except csv.Error as error:
        raise UserError(f"Line {rows.line_num} is not CSV as I know it ({error}).") from None
    if not found:
        raise UserError("The file is empty. Its first line names the columns, such as: email,team")
    if len(found) > MOST_LINES:
        raise UserError(f"The file has more than {MOST_LINES} lines. Split it.")
    headers = [columns.column(header) for header in found[0][1]]
    named = [name for name in headers if name]
    if doubled := sorted({name for name in named if named.count(name) > 1}):
        raise UserError(f"Two columns mean the same: {', '.join(doubled)}. Leave one of them out.")
    if not {"email", "handle"} & set(named):
        raise UserError(
            "There is no column that says who is who. Add one called email (or handle); "
            f"I found: {', '.join(kept(h)[:30] for h in found[0][1][:12])}."
        )
    ignored = tuple(
        kept(header)[:40]
        for header, name in zip(found[0][1], headers, strict=True)
        if name is None and header.strip()
    )
    return [Line(number, _cells(headers, row)) for number, row in found[1:]], ignored


def _cells(headers: list[str | None], row: list[str]) -> dict[str, str]:
    """Return a row's cells that say something, by column; a cell beyond the header goes under an empty name."""
    cells = {
        name: kept(_bare(cell))
        for name, cell in zip(headers, row, strict=False)
        if name and cell.strip()
    }
    if beyond := " ".join(kept(cell) for cell in row[len(headers) :]).strip():
        cells[""] = beyond
    return cells


def _bare(cell: str) -> str:
    """Return the cell without the apostrophe that keeps a spreadsheet from running it."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(FORMULA) else cell
