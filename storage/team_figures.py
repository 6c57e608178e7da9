"""Figures of teams' own in a table."""

from collections.abc import Sequence

from sqlalchemy import Connection, bindparam, delete

from facilitation.reports.model import TeamFigure
from storage.report_tables import team_figure
from storage.rows import Rows

_FIGURES = Rows(TeamFigure, team_figure, "id")
_OF = _FIGURES.select.where(team_figure.c.program == bindparam("program"))


class TeamFigures:
    """Where figures of teams' own are kept."""

    def __init__(self, connection: Connection) -> None:
        """Work on this connection's transaction."""
        self._connection = connection

    def add(self, figure: TeamFigure) -> None:
        """Write a figure."""
        _FIGURES.add_all(self._connection, [figure])

    def of(self, program: str) -> list[TeamFigure]:
        """Return the figures of a program, by name and then by day."""
        found = _FIGURES.all(self._connection, _OF, program=program)
        return sorted(found, key=lambda one: (one.name.casefold(), one.name, one.day, one.at))

    def drop(self, figure_ids: Sequence[str]) -> None:
        """Remove figures."""
        gone = delete(team_figure).where(team_figure.c.id.in_(figure_ids))
        self._connection.execute(gone)
