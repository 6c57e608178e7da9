"""Programs and enrollments in tables."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import Connection, Select, bindparam, case, func, select, update

from facilitation.errors import Conflict, NotFound
from facilitation.programs.model import Break, Enrollment, Program
from storage.rows import Rows, among, batches
from storage.tables import enrollment, member, program, step

_PROGRAMS = Rows(Program, program, "id")
# A pause ends when its step is due. The column of that name is for programs of before, and goes with them.
_ENDS = (
    select(step.c.at)
    .where(
        step.c.record == enrollment.c.program.concat(" ").concat(enrollment.c.member),
        step.c.name == "back",
    )
    .scalar_subquery()
)
_ENROLLMENTS = Rows(
    Enrollment,
    enrollment,
    "program",
    "member",
    returns_at=case(
        ((enrollment.c.state == "paused") | enrollment.c.pauses_at.is_not(None), _ENDS)
    ),
)

# What every command asks for is said once: saying it costs more than the answer.
_OF_WORKSPACE = _PROGRAMS.select.where(program.c.workspace == bindparam("workspace")).order_by(
    program.c.number
)
_OF_MEMBER = _ENROLLMENTS.select.where(
    enrollment.c.member == bindparam("member"), enrollment.c.state != "left"
)
_OF_MEMBERS = _ENROLLMENTS.select.where(among(enrollment.c.member), enrollment.c.state != "left")
_COUNTS = (
    select(enrollment.c.program, func.count())
    .where(enrollment.c.workspace == bindparam("workspace"), enrollment.c.state == "active")
    .group_by(enrollment.c.program)
)
_IS_BREAK = (enrollment.c.state == "paused") & (enrollment.c.cause == "asked")
_STANDING = (
    select(enrollment.c.member)
    .join(program, program.c.id == enrollment.c.program)
    .where(
        among(enrollment.c.member),
        enrollment.c.state != "left",
        program.c.state != "ended",
    )
    .group_by(enrollment.c.member)
)
_ON_BREAK = _STANDING.having(func.min(case((_IS_BREAK, 1), else_=0)) == 1)
_BREAKS = _STANDING.add_columns(
    func.max(enrollment.c.pauses_at), func.min(enrollment.c.returns_at)
).having(func.min(case((_IS_BREAK | enrollment.c.pauses_at.is_not(None), 1), else_=0)) == 1)

_OF_PROGRAM = _ENROLLMENTS.select.where(
    enrollment.c.program == bindparam("program"), enrollment.c.state != "left"
)
# Counted by an index alone; who is not reached is few, and counted apart.
_ITS = select(program.c.workspace).where(program.c.id == bindparam("program")).scalar_subquery()
_STAND_SO = select(func.count()).where(
    enrollment.c.program == bindparam("program"),
    enrollment.c.state.in_(bindparam("states", expanding=True)),
)
_UNREACHED = (
    select(member.c.id)
    .where(member.c.workspace == _ITS, member.c.state.in_(("unreachable", "gone")))
    .union(select(bindparam("but")))
)
_REACHED = select(
    _STAND_SO.where(enrollment.c.workspace == _ITS).scalar_subquery()
    - _STAND_SO.where(enrollment.c.member.in_(_UNREACHED)).scalar_subquery()
)
_MISSED = _OF_PROGRAM.where(enrollment.c.missed > 0)
_PAGE = (
    _ENROLLMENTS.select.where(
        enrollment.c.program == bindparam("program"),
        enrollment.c.member > bindparam("after"),
        enrollment.c.state != "left",
    )
    .order_by(enrollment.c.member)
    .limit(bindparam("most"))
)

_IN_ONE_GO = ("state", "cause", "returns_at", "silent", "missed", "missed_in")


class Programs:
    """Where programs are kept."""

    def __init__(self, connection: Connection) -> None:
        """Work on this connection's transaction."""
        self._connection = connection
        self._of: dict[str, list[Program]] = {}

    def get(self, program_id: str) -> Program:
        """Return the program; raises NotFound."""
        known = (each for theirs in self._of.values() for each in theirs if each.id == program_id)
        found = next(known, None) or _PROGRAMS.named(self._connection, program_id)
        if found is None:
            raise NotFound(
                "That program is no longer there. Type `programs` to see those that are."
            )
        return found

    def of(self, workspace: str) -> list[Program]:
        """Return the workspace's programs, ended ones included, by number; read once, until one is written."""
        if workspace not in self._of:
            found = _PROGRAMS.all(self._connection, _OF_WORKSPACE, workspace=workspace)
            self._of[workspace] = found
        return list(self._of[workspace])

    def save(self, program: Program) -> Program:
        """Write the program; raises Conflict when it has changed since it was read."""
        self._of.clear()
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
        self._of: dict[str, list[Enrollment]] = {}

    def find(self, program: str, member: str) -> Enrollment | None:
        """Return the enrollment, or None."""
        known = (each for each in self._of.get(member, ()) if each.program == program)
        return next(known, None) or _ENROLLMENTS.named(self._connection, program, member)

    def save(self, enrollment: Enrollment) -> Enrollment:
        """Write the enrollment; raises Conflict when it has changed since it was read."""
        its = {"returns_at": enrollment.returns_at}
        saved = _ENROLLMENTS.save(self._connection, enrollment, **its)
        if (theirs := self._of.get(saved.member)) is not None:
            others = [each for each in theirs if each.program != saved.program]
            self._of[saved.member] = _there([*others, saved])
        return saved

    def save_all(self, enrollments: Sequence[Enrollment]) -> None:
        """Update the state, cause, returns_at, silent, missed and missed_in; raises Conflict when one has changed."""
        if not enrollments:
            return
        self._of.clear()
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
        return self._oldest_first(_OF_PROGRAM, program=program)

    def reached(self, program: str, states: Collection[str], but: str) -> int:
        """Return how many active members stand so in the program, but for one."""
        values = {"program": program, "states": list(states), "but": but}
        found: int = self._connection.execute(_REACHED, values).scalar_one()
        return found

    def missed(self, program: str) -> list[Enrollment]:
        """Return those of the program's enrollments that have not left who had no circle in the last rounds."""
        return self._oldest_first(_MISSED, program=program)

    def _oldest_first(self, chosen: Select[Any], **values: Any) -> list[Enrollment]:
        found = _ENROLLMENTS.all(self._connection, chosen, **values)
        return sorted(found, key=lambda each: (each.joined_at, each.member))

    def page(self, program: str, after: str, limit: int) -> list[Enrollment]:
        """Return the program's next enrollments that have not left, by member, after the one of `after`."""
        values = {"program": program, "after": after, "most": limit}
        return _ENROLLMENTS.all(self._connection, _PAGE, **values)

    def of_members(self, members: Sequence[str]) -> list[Enrollment]:
        """Return the members' enrollments that have not left, in the order of the members, oldest first."""
        place = {member: n for n, member in enumerate(members)}
        found = [
            each
            for ids in batches(members)
            for each in _ENROLLMENTS.all(self._connection, _OF_MEMBERS, members=ids)
        ]
        return sorted(found, key=lambda e: (place[e.member], e.joined_at, e.program))

    def of_member(self, member: str) -> list[Enrollment]:
        """Return the member's enrollments that have not left, oldest first; read once, until one is written."""
        if member not in self._of:
            found = _ENROLLMENTS.all(self._connection, _OF_MEMBER, member=member)
            self._of[member] = _there(found)
        return list(self._of[member])

    def on_break(self, members: Sequence[str]) -> set[str]:
        """Return those of the members who have paused everything that they take part in, as they said."""
        return {
            each
            for ids in batches(members)
            for each in self._connection.scalars(_ON_BREAK, {"members": ids})
        }

    def breaks(self, members: Sequence[str]) -> dict[str, Break]:
        """Return the breaks from everything of those of the members who take one, or have planned one."""
        return {
            member: (begins, ends)
            for ids in batches(members)
            for member, begins, ends in self._connection.execute(_BREAKS, {"members": ids})
        }

    def counts(self, workspace: str) -> dict[str, int]:
        """Return how many active members each program of the workspace has."""
        found = self._connection.execute(_COUNTS, {"workspace": workspace})
        return {row[0]: row[1] for row in found}


def _there(enrollments: Sequence[Enrollment]) -> list[Enrollment]:
    """Return those of a member's enrollments that have not left, oldest first."""
    there = (each for each in enrollments if each.state != "left")
    return sorted(there, key=lambda each: (each.joined_at, each.program))
