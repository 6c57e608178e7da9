"""Workspaces' own formats in a table."""

from sqlalchemy import Connection, bindparam, delete, func, select

from facilitation.programs.model import DRAFT, WorkspaceFormat
from storage.format_tables import workspace_format as table
from storage.rows import Rows

_FORMATS = Rows(WorkspaceFormat, table, "id")
_NAMED = _FORMATS.select.where(
    table.c.workspace == bindparam("workspace"), table.c.name == bindparam("name")
).order_by(table.c.ordinal.desc())
_NEWEST = _FORMATS.select.where(
    table.c.ordinal.in_(
        select(func.max(table.c.ordinal))
        .where(table.c.workspace == bindparam("workspace"), table.c.name.not_like(f"{DRAFT}%"))
        .group_by(table.c.name)
    )
).order_by(table.c.name)


class Formats:
    """Where workspaces' own formats are kept, with all that they were before."""

    def __init__(self, connection: Connection) -> None:
        """Work on this connection's transaction."""
        self._connection = connection

    def add(self, format: WorkspaceFormat) -> None:
        """Write a format, which is the newest of its name from then on."""
        _FORMATS.add_all(self._connection, [format])

    def get(self, format_id: str) -> WorkspaceFormat | None:
        """Return what was written under an id, or None."""
        return _FORMATS.named(self._connection, format_id)

    def drop(self, workspace: str, name: str) -> None:
        """Let go of all that there is under a name."""
        its = (table.c.workspace == workspace) & (table.c.name == name)
        self._connection.execute(delete(table).where(its))

    def newest(self, workspace: str) -> list[WorkspaceFormat]:
        """Return the workspace's formats as they are now, by name, without drafts."""
        return _FORMATS.all(self._connection, _NEWEST, workspace=workspace)

    def named(self, workspace: str, name: str) -> WorkspaceFormat | None:
        """Return the workspace's format of that name as it is now, or None."""
        newest = _NAMED.limit(1)
        return _FORMATS.first(self._connection, newest, workspace=workspace, name=name)

    def history(self, workspace: str, name: str) -> list[WorkspaceFormat]:
        """Return what the format of that name was, newest first."""
        return _FORMATS.all(self._connection, _NAMED, workspace=workspace, name=name)
