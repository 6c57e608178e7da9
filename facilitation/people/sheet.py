"""A people file as a sheet: where its header is, its lines, and which cell stands under which column."""

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from facilitation.errors import UserError
from facilitation.people import columns
from facilitation.people.plainly import kept, visible
from facilitation.talk.phrases import say

MOST_LINES = 100_000
DELIMITERS = ",;\t|"
LOOK = 25
"""So many lines at the top of a file may be title and notes before its header is missed."""

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""A cell that starts so is run by spreadsheets; an apostrophe before it makes it text."""

_SEPARATOR = re.compile(r'"?sep=(.)"?', re.IGNORECASE)
_ADDRESS = re.compile(r"[\w.+'-]+@[\w-]+\.\w")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the file: the number it starts at and its cells by column."""

    number: int
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a file holds: its lines, the headers that mean nothing to us, and what is said of how it was read."""

    lines: Sequence[Line]
    ignored: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Row:
    first: int
    last: int
    cells: list[str]


def read(text: str) -> Sheet:
    """Return the file as a sheet; raises UserError about the whole file, such as a quotation mark gone astray."""
    text = text.removeprefix("\ufeff")
    delimiter = _delimiter(text)
    found = [row for row in _rows(text, delimiter) if not _is_separator(row)]
    if not found:
        raise UserError("The file is empty. Its first line names the columns, such as: email,team")
    if len(found) > MOST_LINES:
        raise UserError("The file has more than {n} lines. Split it.", n=MOST_LINES)
    top = next((n for n, row in enumerate(found[:LOOK]) if _is_header(row.cells)), None)
    if top is None:
        raise UserError(
            "There is no column that says who is who. Add one called email (or handle). I found: {columns}.",
            columns=", ".join(kept(h)[:30] for h in found[0].cells[:12]),
        )
    headers = found[top].cells
    names, remarks = _columns(headers)
    if top:
        remarks = (_passed_over(found[:top]), *remarks)
    for row in found[top + 1 :]:
        if row.first != row.last:
            _check_no_lines_inside(row, names, delimiter)
    ignored = tuple(
        kept(visible(header))[:40]
        for header in headers
        if columns.column(header) is None and header.strip()
    )
    lines = [Line(row.first, _cells(headers, names, row.cells)) for row in found[top + 1 :]]
    return Sheet(lines, ignored, remarks)


def _delimiter(text: str) -> str:
    """Return what stands between cells: what the file itself says, else what makes the best header."""
    start = text.lstrip()
    if said := _SEPARATOR.fullmatch(start.split("\n", 1)[0].strip()):
        return said[1]
    return max(
        DELIMITERS, key=lambda one: (_known_at_best(text, one), start.split("\n", 1)[0].count(one))
    )


def _known_at_best(text: str, delimiter: str) -> int:
    """Return how many columns of ours the best header among the first lines names."""
    best = 0
    try:
        for number, row in enumerate(_rows(text, delimiter)):
            if _is_header(row.cells):
                best = max(best, sum(columns.column(cell) is not None for cell in row.cells))
            if number >= LOOK:
                break
    except UserError:
        # whatever is wrong further down is told when the file is read for good
        return best
    return best


def _rows(text: str, delimiter: str) -> Iterator[_Row]:
    """Give the rows that say something; raises UserError where a quotation mark went astray."""
    reader = csv.reader(
        io.StringIO(text, newline=""), delimiter=delimiter, skipinitialspace=True, strict=True
    )
    while True:
        first = reader.line_num + 1
        try:
            cells = next(reader, None)
        except csv.Error as error:
            raise _astray(text, first, reader.line_num, str(error)) from None
        if cells is None:
            return
        if any(visible(cell).strip() for cell in cells):
            yield _Row(first, reader.line_num, cells)


def _astray(text: str, first: int, last: int, what: str) -> UserError:
    """Return what is wrong with a row that is no CSV, in a sentence with its lines."""
    if "unexpected end of data" in what:
        opened = _opened(text, first)
        return UserError(
            "The quotation mark opened on line {opened} is never closed. Nothing was changed.",
            opened=opened,
        )
    if "expected after" in what:
        return UserError(
            '{lines}: a quotation mark stands inside a cell. Write it twice there (“""”), or take it out. '
            "Nothing was changed.",
            lines=_lines(first, last),
        )
    return UserError(
        "{lines} cannot be read as CSV ({what}).", lines=_lines(first, last), what=what
    )


def _opened(text: str, first: int) -> int:
    """Return the line, from `first` on, on which the quotation mark was opened that is still open at the end."""
    opened, inside = first, False
    for number, line in enumerate(io.StringIO(text, newline=None), 1):
        if number >= first and line.count('"') % 2:
            inside = not inside
            opened = number if inside else opened
    return opened


def _check_no_lines_inside(row: _Row, names: Sequence[str | None], delimiter: str) -> None:
    """Raise UserError for a row in which a cell seems to hold lines of the file: two people in one, and nobody told."""
    for place, cell in enumerate(row.cells):
        name = names[place] if place < len(names) else None
        one_thing = name is not None and name not in columns.LISTS
        for inner in cell.splitlines()[1:]:
            parts = inner.count(delimiter) + 1
            if parts > 1 and (one_thing or _ADDRESS.search(inner) or parts == len(names) > 2):
                raise UserError(
                    "{lines} were read as one cell that looks like lines of the file: a quotation mark is "
                    "missing or too many there. Nothing was changed.",
                    lines=_lines(row.first, row.last),
                )


def _lines(first: int, last: int) -> str:
    return f"Line {first}" if first == last else f"Lines {first} to {last}"


def _is_separator(row: _Row) -> bool:
    """Return whether a row is the "sep=;" that spreadsheets put before the header."""
    return re.fullmatch(r"sep=.?", "".join(row.cells).strip(), re.IGNORECASE) is not None


def _is_header(cells: Sequence[str]) -> bool:
    return any(
        (found := columns.column(cell)) and found[0] in ("email", "handle") for cell in cells
    )


def _passed_over(rows: Sequence[_Row]) -> str:
    return f"{_lines(rows[0].first, rows[-1].last)} before the header {'is' if len(rows) == 1 else 'are'} left out."


def _columns(headers: Sequence[str]) -> tuple[list[str | None], tuple[str, ...]]:
    """Return by place the column that is read there, and a remark for each that a better one replaces."""
    found = [columns.column(header) for header in headers]
    names: list[str | None] = [one[0] if one else None for one in found]
    remarks = []
    for name in dict.fromkeys(name for name in names if name):
        places = [place for place, one in enumerate(found) if one and one[0] == name]
        best = min(places, key=lambda place: found[place][1])  # type: ignore[index]
        others = [place for place in places if place != best]
        if any(found[place] == found[best] for place in others):
            raise UserError("Two columns mean the same: {name}. Leave one of them out.", name=name)
        for place in others:
            names[place] = None
            remarks.append(_instead(name, headers[best], headers[place]))
    if "name" in names and {"first", "last", "last-first"} & set(names):
        whole = headers[names.index("name")]
        for place, part in enumerate(names):
            if part in ("first", "last", "last-first"):
                names[place] = None
                remarks.append(_instead("name", whole, headers[place]))
    return names, tuple(remarks)


def _instead(name: str, taken: str, left: str) -> str:
    left_out = kept(visible(left))[:40]
    return say(
        "Two columns say the {name}: I read “{kept}” and leave “{left_out}” out.",
        name=name,
        kept=kept(visible(taken))[:40],
        left_out=left_out,
    )


def _cells(
    headers: Sequence[str], names: Sequence[str | None], row: Sequence[str]
) -> dict[str, str]:
    """Return a row's cells that say something, by column; a cell beyond the header goes under an empty name."""
    cells = {
        name: _said(name, columns.bare(header, _bare(visible(cell))))
        for header, name, cell in zip(headers, names, row, strict=False)
        if name and visible(cell).strip()
    }
    if beyond := " ".join(kept(cell) for cell in row[len(headers) :]).strip():
        cells[""] = beyond
    last, comma, first = cells.pop("last-first", "").partition(",")
    parts = [
        first.strip() if comma else "",
        last.strip(),
        cells.pop("first", ""),
        cells.pop("last", ""),
    ]
    if whole := " ".join(part for part in parts if part):
        cells.setdefault("name", whole)
    return cells


def _said(name: str, cell: str) -> str:
    """Return what a cell says: on one line, but for lists, in which each line is one thing."""
    return cell.strip() if name in columns.LISTS else kept(cell)


def _bare(cell: str) -> str:
    """Return the cell without the apostrophe that keeps a spreadsheet from running it."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(FORMULA) else cell
