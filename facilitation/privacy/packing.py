"""What is kept of somebody as files: JSON for machines, CSV in an archive for spreadsheets."""

import csv
import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from facilitation.people import sheet
from facilitation.privacy.model import Kept


def as_json(kept: Kept, person: str, now: datetime) -> str:
    """Return all of it as JSON that follows the published schema."""
    whole = {"made_at": now.isoformat(), "person": person, "kept": kept}
    return json.dumps(whole, indent=2, ensure_ascii=False)


def tables(kept: Kept) -> dict[str, str]:
    """Return a CSV file for each table by its name; no cell starts a formula."""
    found = {}
    for name, rows in kept.items():
        heads = list(rows[0])
        cells = [[as_text(row[head]) for head in heads] for row in rows]
        found[f"{name}.csv"] = table(heads, cells)
    return found


def zipped(files: Mapping[str, str | bytes], now: datetime) -> bytes:
    """Return an archive of files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in files.items():
            entry = zipfile.ZipInfo(name, date_time=now.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, body)
    return out.getvalue()


def table(heads: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """Return rows under heads as CSV; no cell starts a formula."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(heads)
    writer.writerows([inert(str(cell)) for cell in row] for row in rows)
    return out.getvalue()


def as_text(value: Any) -> str:
    """Return a value as one reads it in a cell."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case str() | int() | float():
            return str(value)
        case list() if all(isinstance(one, str) for one in value):
            return ", ".join(value)
        case _:
            return json.dumps(value, ensure_ascii=False)


def inert(cell: str) -> str:
    """Return the cell so that no spreadsheet runs it."""
    return f"'{cell}" if cell.startswith(sheet.FORMULA) else cell
