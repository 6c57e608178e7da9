"""Tables as the element that Adaptive Cards have for them."""

import json

from adapters.teams import limits
from adapters.teams.markdown import Json, Mentions, paragraph
from facilitation.talk import text as words
from facilitation.talk.messages import Bold, Spans, Table, plain


def table(table: Table, mentions: Mentions) -> Json | None:
    """Return a table as one element; None for what is read more easily as words.

    That its first row is the heads goes without saying: what says so is called otherwise in the schema and by clients.
    """
    if not 1 <= len(table.cells) <= limits.TABLE_ROWS:
        return None
    if not 1 <= len(table.heads) <= limits.TABLE_COLUMNS:
        return None
    heads: tuple[Spans, ...] = tuple((Bold(words.one_line(one)),) for one in table.heads)
    rows = [heads, *table.cells]
    shown: Json = {
        "type": "Table",
        "columns": [{"width": _width([row[at] for row in rows])} for at in range(len(heads))],
        "rows": [_row(one, mentions) for one in rows],
    }
    long = len(json.dumps(shown, ensure_ascii=False).encode()) > limits.TABLE_BYTES
    return None if long else shown


def _width(column: list[Spans]) -> int:
    """Return the share of a column, by its longest words."""
    least, most = limits.COLUMN
    return min(max(least, *(len(plain(one)) for one in column)), most)


def _row(cells: tuple[Spans, ...], mentions: Mentions) -> Json:
    shown = [{"type": "TableCell", "items": [paragraph(one or ("–",), mentions)]} for one in cells]
    return {"type": "TableRow", "cells": shown}
