"""Circles and their seats in tables."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BindParameter,
    Connection,
    Select,
    bindparam,
    delete,
    func,
    or_,
    select,
    update,
)

from facilitation.errors import NotFound
from facilitation.rounds.model import Circle, Role, Seat, Turns
from storage.agenda_tables import duty
from storage.rows import Rows, add_rows, among, batches
from storage.tables import circle, enrollment, member, program, seat, session, turn
from storage.tables import round as round_table

_CIRCLES = Rows(Circle, circle, "id")
_SEATS = Rows(Seat, seat, "circle", "place")


class Circles:
    """Where circles are kept."""

    def __init__(self, connection: Connection) -> None:
        """Work on this connection's transaction."""
        self._connection = connection

    def get(self, circle_id: str) -> Circle:
        """Return the circle; raises NotFound."""
        found = self._all(_CIRCLES.select.where(circle.c.id == circle_id))
        if not found:
            raise NotFound("That circle is no longer there. Type `status` to see what is next.")
        return found[0]

    def some(self, circles: Sequence[str]) -> list[Circle]:
        """Return those of the circles that there are, oldest first."""
        return [each for ids in batches(circles) for each in self._all(_SOME, circles=ids)]

    def save(self, circle: Circle) -> Circle:
        """Write the circle with its seats; raises Conflict when it has changed since it was read."""
        saved = _CIRCLES.save(self._connection, replace(circle, seats=()))
        self._seat_anew([circle])
        return replace(saved, seats=circle.seats)

    def save_all(self, circles: Sequence[Circle]) -> None:
        """Write known circles with their seats in one go; raises Conflict when one has changed since it was read."""
        if circles:
            _CIRCLES.save_each(self._connection, [(each, {}) for each in circles])
            self._seat_anew(circles)

    def add_all(self, circles: Sequence[Circle]) -> None:
        """Insert new circles with their seats in one go."""
        _CIRCLES.add_all(self._connection, circles)
        self._seat(circles)

    def introduced(self, circle_id: str, conversation: str, thread: str = "") -> None:
        """Remember where the circle was introduced, unless it is dissolved; bumps the version, checks none."""
        standing = (circle.c.id == circle_id) & circle.c.dissolved.is_(False)
        there = {"conversation": conversation, "thread": thread}
        changed = update(circle).where(standing).values(**there, version=circle.c.version + 1)
        self._connection.execute(changed)

    def of_round(self, round: str, after: str = "", limit: int = -1) -> list[Circle]:
        """Return the circles that meet or met in a round, dissolved ones included, oldest first.

        So many after one of them, or all.
        """
        if limit < 0:
            return self._all(_OF_ROUND, round=round)
        return self._all(_NEXT_OF_ROUND, round=round, after=after, most=limit)

    def count(self, round: str) -> int:
        """Return how many circles meet or met in a round, dissolved ones included."""
        return self._connection.scalar(_COUNT, {"round": round}) or 0

    def perhaps_gone(self, round: str) -> list[str]:
        """Return who sits in the round's circles and is not plainly there: has left, pauses, skips, is not reached."""
        return list(self._connection.scalars(_PERHAPS_GONE, {"round": round}))

    def seating(self, round: str, members: Sequence[str]) -> list[Circle]:
        """Return the round's circles that any of these members sits in (not left, not dissolved)."""
        found: dict[str, Circle] = {}
        for ids in batches(members):
            found |= {each.id: each for each in self._all(_SEATING, round=round, members=ids)}
        return list(found.values())

    def standing(self, program: str, number: int) -> list[Circle]:
        """Return the program's circles that stand for its round of this number, not dissolved, oldest first."""
        return self._all(_STANDING, program=program, number=number)

    def stand_until(self, program: str, number: int, until: int) -> None:
        """Let the program's circles that stand for its round of a number, or longer, stand until another one."""
        stand = (circle.c.program == program) & (circle.c.until >= number)
        self._connection.execute(
            update(circle)
            .where(stand, circle.c.dissolved.is_(False))
            .values(until=until, version=circle.c.version + 1)
        )

    def newest(self, members: Sequence[str]) -> dict[tuple[str, str], datetime]:
        """Return when each of these members was last put into a circle of each program: by (member, program)."""
        return {
            (each, program): at
            for ids in batches(members)
            for each, program, at in self._connection.execute(_NEWEST, {"members": ids})
        }

    def of_member(self, member: str, limit: int = 10) -> list[Circle]:
        """Return the circles the member sits in (not left, not dissolved), newest first."""
        return self._all(_OF_MEMBER, member=member, most=limit)

    def to_leave(self, members: Sequence[str]) -> list[Circle]:
        """Return the circles that any of these members sits in (not left, not dissolved), now or in rounds to come."""
        found: dict[str, Circle] = {}
        for ids in batches(members):
            found |= {each.id: each for each in self._all(_TO_LEAVE, members=ids)}
        return list(found.values())

    def in_conversation(self, workspace: str, conversation: str, thread: str = "") -> list[Circle]:
        """Return the circles that were introduced in this conversation, in this thread of it, newest first."""
        there = _CIRCLES.select.where(
            circle.c.workspace == workspace,
            circle.c.conversation == conversation,
            circle.c.thread == thread,
        )
        return self._all(there.order_by(circle.c.ordinal.desc()))

    def turns(self, program: str, members: Sequence[str]) -> dict[str, Turns]:
        """Return how often each of these members has had which role in the program, over all its rounds."""
        found: dict[str, dict[Role, int]] = {member: {} for member in members}
        for ids in batches(members):
            named = {"program": program, "members": ids}
            for counted in (_TURNS, _DUTIES):
                for whom, role, count in self._connection.execute(counted, named):
                    found[whom][role] = found[whom].get(role, 0) + count
        return dict(found)

    def _seat_anew(self, circles: Sequence[Circle]) -> None:
        """Write who sits in known circles, and their turns in the rounds at hand, in place of what was."""
        at_hand = [{"of": each.id, "at": each.round} for each in circles]
        self._connection.execute(_NO_SEATS, [{"of": each.id} for each in circles])
        self._connection.execute(_NO_TURNS, at_hand)
        self._seat(circles)

    def _seat(self, circles: Sequence[Circle]) -> None:
        rows = [
            _SEATS.row(taken, circle=each.id, place=place)
            for each in circles
            for place, taken in enumerate(each.seats)
        ]
        add_rows(self._connection, seat, rows)
        turns = [
            {
                "program": each.program,
                "round": each.round,
                "circle": each.id,
                "member": taken.member,
                "role": role,
            }
            for each in circles
            for taken in each.seats
            for role in taken.roles
        ]
        add_rows(self._connection, turn, turns)

    def _all(self, chosen: Select[Any], **values: Any) -> list[Circle]:
        """Return the chosen circles with their seats, by two queries; by one where there is no circle."""
        rows = self._connection.execute(chosen, values).all()
        place = _CIRCLES.names.index("id")
        seats: defaultdict[str, list[Seat]] = defaultdict(list)
        for ids in batches(row[place] for row in rows):
            for of, *taken in self._connection.execute(_SEATED, {"circles": ids}):
                seats[of].append(_SEATS.one(taken))
        return [_CIRCLES.one(row, seats=tuple(seats[row[place]])) for row in rows]


_SOME = _CIRCLES.select.where(among(circle.c.id, "circles")).order_by(circle.c.ordinal)
_ROUND: BindParameter[str] = bindparam("round")
_ITS, _LATER, _THEN = round_table.alias("its"), round_table.alias("later"), circle.alias("then")
# A circle that stands is of the round that it last met in: only where there are circles of a later one may it have met
# in this one too, and all that met have to be looked through.
_WENT_ON = (
    select(_LATER.c.id)
    .join(_ITS, (_ITS.c.program == _LATER.c.program) & (_ITS.c.number < _LATER.c.number))
    .join(_THEN, _THEN.c.round == _LATER.c.id)
    .where(_ITS.c.id == _ROUND)
    .exists()
)
_ARE_OF = select(circle.c.id).where(circle.c.round == _ROUND)
_MET_IN = select(session.c.circle).where(session.c.round == _ROUND, session.c.circle != "")
_BEFORE = circle.alias("before")
_AFTER = circle.c.ordinal > func.coalesce(
    select(_BEFORE.c.ordinal).where(_BEFORE.c.id == bindparam("after")).scalar_subquery(), -1
)
_PAGE = _ARE_OF.where(_AFTER).order_by(circle.c.ordinal).limit(bindparam("most")).subquery()
# By two indexes, one after the other: PostgreSQL would read the whole table for an OR of both.
_THEIRS = _ARE_OF.union(_MET_IN)
_OF_ROUND = _CIRCLES.select.where(circle.c.id.in_(_THEIRS)).order_by(circle.c.ordinal)
_COUNT = select(func.count()).select_from(_THEIRS.subquery())
_NEXT_OF_ROUND = (
    _CIRCLES.select.where(
        circle.c.id.in_(select(_PAGE.c.id).union(_MET_IN.where(_WENT_ON))), _AFTER
    )
    .order_by(circle.c.ordinal)
    .limit(bindparam("most"))
)
_STANDING = _CIRCLES.select.where(
    circle.c.program == bindparam("program"),
    circle.c.until >= bindparam("number"),
    circle.c.dissolved.is_(False),
).order_by(circle.c.ordinal)
# Of a round that is still being drawn nobody sees a circle before all are there.
_OPENED = circle.c.round.in_(select(round_table.c.id).where(round_table.c.state != "planned"))
_OF_MEMBER = (
    _CIRCLES.select.where(
        circle.c.id.in_(
            select(seat.c.circle).where(
                seat.c.member == bindparam("member"), seat.c.left.is_(False)
            )
        ),
        circle.c.dissolved.is_(False),
        _OPENED,
    )
    .order_by(circle.c.ordinal.desc())
    .limit(bindparam("most"))
)
_SAT_IN = select(seat.c.circle).where(among(seat.c.member), seat.c.left.is_(False))
_ENDED = select(program.c.id).where(program.c.state == "ended")
_TO_LEAVE = (
    _CIRCLES.select.join(round_table, round_table.c.id == circle.c.round)
    .where(
        circle.c.id.in_(_SAT_IN),
        circle.c.dissolved.is_(False),
        (round_table.c.state == "open")
        | (round_table.c.state != "planned")
        & (circle.c.until > round_table.c.number)
        & circle.c.program.not_in(_ENDED),
    )
    .order_by(circle.c.ordinal)
)
_NO_SEATS = delete(seat).where(seat.c.circle == bindparam("of"))
_NO_TURNS = delete(turn).where(turn.c.circle == bindparam("of"), turn.c.round == bindparam("at"))
_SEATING = _OF_ROUND.where(circle.c.dissolved.is_(False), circle.c.id.in_(_SAT_IN))
_PERHAPS_GONE = (
    select(seat.c.member)
    .distinct()
    .join(circle, circle.c.id == seat.c.circle)
    .outerjoin(member, member.c.id == seat.c.member)
    .outerjoin(
        enrollment,
        (enrollment.c.program == circle.c.program) & (enrollment.c.member == seat.c.member),
    )
    .where(
        circle.c.round == bindparam("round"),
        seat.c.left.is_(False),
        or_(
            func.coalesce(member.c.state, "") != "active",
            func.coalesce(enrollment.c.state, "") != "active",
            enrollment.c.pauses_at.is_not(None),
            enrollment.c.skips == bindparam("round"),
        ),
    )
)
_NEWEST = (
    select(seat.c.member, circle.c.program, func.max(circle.c.created_at))
    .join(circle, circle.c.id == seat.c.circle)
    .where(among(seat.c.member), seat.c.left.is_(False), circle.c.dissolved.is_(False))
    .group_by(seat.c.member, circle.c.program)
)
_SEATED = (
    select(seat.c.circle, *_SEATS.select.selected_columns)
    .where(among(seat.c.circle, "circles"))
    .order_by(seat.c.circle, seat.c.place)
)
_TURNS = (
    select(turn.c.member, turn.c.role, func.count())
    .where(turn.c.program == bindparam("program"), among(turn.c.member))
    .group_by(turn.c.member, turn.c.role)
)
_DUTIES = (
    select(duty.c.member, duty.c.role, func.count())
    .where(
        duty.c.program == bindparam("program"),
        among(duty.c.member),
        duty.c.declined.is_(False),
    )
    .group_by(duty.c.member, duty.c.role)
)
