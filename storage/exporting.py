"""What is kept of one person, table by table, as the tables themselves declare it; and what each row is made of."""

import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import Boolean, Column, Connection, Date, Integer, Row, Table, select

from storage.columns import Instant, Shape
from storage.declare import metadata
from storage.discussion_tables import contribution, discussion
from storage.erasing import tables
from storage.people import MEMBERS
from storage.tables import member
from storage.whose import theirs

_OURS = {"ordinal", "version", "token", "lane", "urgency", "seed"}
"""Columns that only the program reads."""

LEFT_OUT = frozenset(
    {
        "avoid",
        "member_name",
        "reflections",
        "recall",
        "cases",
        "delivery",
        "promise",
        "inbox",
        "link",
        "step",
        "gate",
    }
    | {"slack_install", "slack_chat", "teams_reference"}
)
"""What whoever exports everything does not get: tables, and what they are kept as; nor sealed answers unopened."""

Rows = dict[str, list[dict[str, Any]]]


class Exports:
    """Reads all that is kept of somebody."""

    def __init__(self, connection: Connection) -> None:
        """Work on this connection's transaction."""
        self._connection = connection

    def of(self, member_id: str) -> Rows:
        """Return the rows about a member by table, others in them by name; what others keep from them is left out."""
        found: Rows = {}
        for table in tables():
            theirs = [c for c in table.c if c.info.get("person") and c.info["person"].told]
            if table is member:
                theirs = [member.c.id]
            rows: dict[str, dict[str, Any]] = {}
            for column in theirs:
                for row in self._connection.execute(select(table).where(column == member_id)):
                    made = _row(table, row)
                    rows[json.dumps(made, sort_keys=True)] = made
            if rows:
                found[table.name] = list(rows.values())
        return self._named(found, member_id)

    def everything(self, workspace: str) -> Rows:
        """Return all rows of a workspace by table, but for what is nobody else's to read: see `LEFT_OUT`."""
        found: Rows = {}
        for table in tables():
            its = theirs(table, workspace)
            if its is None or table.name in LEFT_OUT or table.info["kept"] in LEFT_OUT:
                continue
            asked = select(table).where(its)
            if table is contribution:
                unopened = discussion.c.sealed & (discussion.c.state == "open")
                shut = select(discussion.c.id).where(unopened)
                asked = asked.where(contribution.c.discussion.not_in(shut))
            rows = [_row(table, row) for row in self._connection.execute(asked)]
            if rows:
                found[table.name] = rows
        return found

    def _named(self, found: Rows, member_id: str) -> Rows:
        """Put names in the places of ids of other people."""
        workspace = member_id.rpartition(":")[0]
        ids = {
            value
            for rows in found.values()
            for row in rows
            for value in _texts(row)
            if value.startswith(f"{workspace}:") and value != member_id
        }
        known = select(MEMBERS.table.c.id, MEMBERS.table.c.name).where(member.c.id.in_(ids))
        names = {id: name for id, name in self._connection.execute(known)} if ids else {}  # noqa: C416
        return {table: [_put(row, names) for row in rows] for table, rows in found.items()}


def kept_as(table: str) -> str:
    """Return the key of people/privacy that says why a table is kept."""
    return str(metadata.tables[table].info["kept"])


def schema() -> Mapping[str, Any]:
    """Return the JSON Schema of an export."""
    rows = {
        table.name: {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {c.name: _type(c) for c in table.c if _is_told(c)},
                "additionalProperties": False,
            },
        }
        for table in tables()
        if _has_told(table)
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "What Peerloop keeps about one person",
        "type": "object",
        "required": ["made_at", "person", "kept"],
        "properties": {
            "made_at": {"type": "string", "format": "date-time"},
            "person": {"type": "string", "description": "the id that the platform has for them"},
            "kept": {
                "description": "rows by the table in which they lie",
                "type": "object",
                "properties": rows,
                "additionalProperties": False,
            },
        },
        "additionalProperties": False,
    }


def _row(table: Table, row: Row[Any]) -> dict[str, Any]:
    return {c.name: _plain(c, one) for c, one in zip(table.c, row, strict=True) if _is_told(c)}


def _has_told(table: Table) -> bool:
    return table is member or any(c.info["person"].told for c in table.c if c.info.get("person"))


def _is_told(column: Column[Any]) -> bool:
    return column.name not in _OURS


def _type(column: Column[Any]) -> dict[str, Any]:
    if isinstance(column.type, Shape):
        return {}
    match column.type:
        case Boolean():
            kind, form = "boolean", {}
        case Instant():
            kind, form = "string", {"format": "date-time"}
        case Date():
            kind, form = "string", {"format": "date"}
        case Integer():
            kind, form = "integer", {}
        case _:
            kind, form = "string", {}
    return {"type": [kind, "null"] if column.nullable else kind, **form}


def _plain(column: Column[Any], value: Any) -> Any:
    """Return a value as JSON has it."""
    if isinstance(column.type, Shape) and value is not None and not isinstance(value, str):
        return json.loads(column.type.adapter.dump_json(value))
    return value.isoformat() if isinstance(value, date | datetime) else value


def _texts(value: Any) -> list[str]:
    match value:
        case str():
            return [value]
        case dict():
            return [text for one in value.values() for text in _texts(one)]
        case list():
            return [text for one in value for text in _texts(one)]
        case _:
            return []


def _put(value: Any, names: Mapping[str, str]) -> Any:
    match value:
        case str():
            return names.get(value, value)
        case dict():
            return {key: _put(one, names) for key, one in value.items()}
        case list():
            return [_put(one, names) for one in value]
        case _:
            return value
