"""Programs and enrollments in tables."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, bindparam, func, select, update

from facilitation.errors import Conflict, NotFound
from facilitation.programs.model import Enrollment, Program
from storage.people import ACTIVE
from storage.rows import Rows, batches
from storage.tables import enrollment, program

_PROGRAMS = Rows(Program, program, "id")
_ENROLLMENTS = Rows(Enrollment, enrollment, "program", "member")

# What every command asks for is said once: saying it costs more than the answer.
_OF_WORKSPACE = _PROGRAMS.select.where(program.c.workspace == bindparam("workspace")).order_by(
    program.c.number
)
_OF_MEMBER = _ENROLLMENTS.select.where(
    enrollment.c.member == bindparam("member"), enrollment.c.state != "left"
)
_OF_MEMBERS = _ENROLLMENTS.select.where(
    enrollment.c.member.in_(bindparam("members", expanding=True)), enrollment.c.state != "left"
)

_IN_ONE_GO = ("state", "cause", "returns_at", "silent", "missed")


class Programs:
    """Where programs are kept."""

    def __init__(self, connection: Connection) -> None:
        """Work on this connection's transaction."""
        self._connection = connection

    def get(self, program_id: str) -> Program:
        """Return the program; raises NotFound."""
        found = _PROGRAMS.named(self._connection, program_id)
        if found is None:
            raise NotFound(
                "That program is no longer there. Type `programs` to see those that are."
            )
        return found

    def of(self, workspace: str) -> list[Program]:
        """Return the workspace's programs, ended ones included, by number."""
        return _PROGRAMS.all(self._connection, _OF_WORKSPACE, workspace=workspace)

    def save(self, program: Program) -> Program:
        """Write the program; raises Conflict when it has changed since it was read."""
        return _PROGRAMS.save(self._connection, program)

    def next_number(self, workspace: str) -> int:
        """Return the number the workspace's next program gets, from 1."""
        last = select(func.max(program.c.number)).where(program.c.workspace == workspace)
        return (self._connection.scalar(last) or 0) + 1


class Enrollments:
    """Where enrollments are kept."""

    def __init__(self, connection: Connection) -> None:
        """Work on this connection's transaction."""
        self._connection = connection

    def find(self, program: str, member: str) -> Enrollment | None:
        """Return the enrollment, or None."""
        return _ENROLLMENTS.named(self._connection, program, member)

    def save(self, enrollment: Enrollment) -> Enrollment:
        """Write the enrollment; raises Conflict when it has changed since it was read."""
        return _ENROLLMENTS.save(self._connection, enrollment)

    def save_all(self, enrollments: Sequence[Enrollment]) -> None:
        """Update the state, cause, returns_at, silent and missed in one go; raises Conflict when one has changed."""
        if not enrollments:
            return
        known = update(enrollment).where(
            enrollment.c.program == bindparam("old_program"),
            enrollment.c.member == bindparam("old_member"),
            enrollment.c.version == bindparam("old_version"),
        )
        done = self._connection.execute(
            known.values(
                version=enrollment.c.version + 1,
                **{name: bindparam(f"new_{name}") for name in _IN_ONE_GO},
            ),
            [
                {
                    "old_program": each.program,
                    "old_member": each.member,
                    "old_version": each.version,
                }
                | {f"new_{name}": getattr(each, name) for name in _IN_ONE_GO}
                for each in enrollments
            ],
        )
        if done.rowcount != len(enrollments):
            raise Conflict("an enrollment has changed since it was read")

    def of_program(self, program: str) -> list[Enrollment]:
        """Return the program's enrollments that have not left, oldest first."""
        theirs = _ENROLLMENTS.select.where(
            enrollment.c.program == program, enrollment.c.state != "left"
        )
        found = _ENROLLMENTS.all(self._connection, theirs)
        return sorted(found, key=lambda each: (each.joined_at, each.member))

    def of_member(self, member: str) -> list[Enrollment]:
        """Return the member's enrollments that have not left, oldest first."""
        found = _ENROLLMENTS.all(self._connection, _OF_MEMBER, member=member)
        return sorted(found, key=lambda each: (each.joined_at, each.program))

    def of_members(self, members: Sequence[str]) -> list[Enrollment]:
        """Return the enrollments of these members that have not left, by program."""
        found = [
            each
            for ids in batches(members)
            for each in _ENROLLMENTS.all(self._connection, _OF_MEMBERS, members=ids)
        ]
        return sorted(found, key=lambda each: (each.program, each.member))

    def returning(self, until: datetime, limit: int = 100) -> list[Enrollment]:
        """Return paused enrollments whose pause ends at or before `until`, earliest first."""
        ending = _ENROLLMENTS.select.where(
            enrollment.c.state == "paused",
            enrollment.c.returns_at <= until,
            enrollment.c.workspace.in_(ACTIVE),
        ).order_by(enrollment.c.returns_at, enrollment.c.joined_at)
        return _ENROLLMENTS.all(self._connection, ending.limit(limit))

    def counts(self, workspace: str) -> dict[str, int]:
        """Return how many active members each program of the workspace has."""
        counted = (
            select(enrollment.c.program, func.count())
            .where(enrollment.c.workspace == workspace, enrollment.c.state == "active")
            .group_by(enrollment.c.program)
        )
        return {row[0]: row[1] for row in self._connection.execute(counted)}
