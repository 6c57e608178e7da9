"""Which rows of a table are a workspace's: by its own column, or by that of what they belong to."""

from typing import Any

from sqlalchemy import ColumnElement, Table, select

from storage.tables import workspace as workspaces


def theirs(table: Table, workspace: str) -> ColumnElement[bool] | None:
    """Return the condition that a row is a workspace's; None for a table that is of no workspace."""
    if table is workspaces:
        return table.c.id == workspace
    if "workspace" in table.c:
        return table.c.workspace == workspace
    for column in table.c:
        for key in column.foreign_keys:
            above: Any = theirs(key.column.table, workspace)
            if above is not None:
                return column.in_(select(key.column).where(above))
    return None
