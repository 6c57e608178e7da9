"""Who was asked for their story, in a table; and what people have said that may be one."""

from datetime import datetime

from sqlalchemy import Connection, bindparam, case, func, select

from facilitation.errors import NotFound
from facilitation.reports.model import Case, Experience
from storage.reflection_tables import follow_up, reflection
from storage.report_tables import success_case
from storage.rows import Rows
from storage.tables import enrollment

_CASES = Rows(Case, success_case, "id")
_OF = _CASES.select.where(success_case.c.program == bindparam("program")).order_by(
    success_case.c.ordinal
)


class Cases:
    """Where it is kept who was asked for their story."""

    def __init__(self, connection: Connection) -> None:
        """Work on this connection's transaction."""
        self._connection = connection

    def get(self, case_id: str) -> Case:
        """Return the case; raises NotFound."""
        found = _CASES.named(self._connection, case_id)
        if found is None:
            raise NotFound("That question is over.")
        return found

    def save(self, case: Case) -> Case:
        """Write the case; raises Conflict when it has changed since it was read."""
        return _CASES.save(self._connection, case)

    def of(self, program: str) -> list[Case]:
        """Return the cases of a program, oldest first."""
        return _CASES.all(self._connection, _OF, program=program)

    def asked(self, workspace: str, since: datetime) -> set[str]:
        """Return who was asked since an instant, in whatever program."""
        lately = select(success_case.c.member).where(
            success_case.c.workspace == workspace, success_case.c.at >= since
        )
        return set(self._connection.scalars(lately))

    def experiences(self, program: str, since: datetime) -> list[Experience]:
        """Return what members who take part have said since an instant."""
        said, answer = follow_up.c.settled_at >= since, follow_up.c.answer
        used = said & follow_up.c.stage.in_(("used", "came")) & (answer == "yes")
        unused = said & (answer == "no")
        counts = (
            select(
                reflection.c.member,
                func.count(case((used, 1))),
                func.count(case((follow_up.c.confirmed_at >= since, 1))),
                func.count(case((unused, 1))),
            )
            .join(enrollment, enrollment.c.member == reflection.c.member)
            .outerjoin(follow_up, follow_up.c.reflection == reflection.c.id)
            .where(reflection.c.program == program, enrollment.c.program == program)
            .where(enrollment.c.state != "left")
            .where((reflection.c.made_at >= since) | said)
            .group_by(reflection.c.member)
        )
        marks = self._marks(program, since)
        return [
            Experience(member, marks.get(member, 0), *plans)
            for member, *plans in self._connection.execute(counts)
        ]

    def _marks(self, program: str, since: datetime) -> dict[str, int]:
        """Return the last mark of each who gave one."""
        given = (
            select(reflection.c.member, reflection.c.useful)
            .where(reflection.c.program == program, reflection.c.useful > 0)
            .where(reflection.c.made_at >= since)
            .order_by(reflection.c.ordinal)
        )
        return {member: mark for member, mark in self._connection.execute(given)}  # noqa: C416
