"""Circles and their seats in tables."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, bindparam, delete, func, select, update

from facilitation.errors import NotFound
from facilitation.rounds.model import Circle, Seat
from storage.rows import Rows, batches
from storage.tables import circle, seat, session

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

    def save(self, circle: Circle) -> Circle:
        """Write the circle with its seats; raises Conflict when it has changed since it was read."""
        saved = _CIRCLES.save(self._connection, replace(circle, seats=()))
        self._connection.execute(delete(seat).where(seat.c.circle == circle.id))
        self._seat([circle])
        return replace(saved, seats=circle.seats)

    def add_all(self, circles: Sequence[Circle]) -> None:
        """Insert new circles with their seats in one go."""
        _CIRCLES.add_all(self._connection, circles)
        self._seat(circles)

    def introduced(self, circle_id: str, conversation: str, thread: str = "") -> None:
        """Remember where the circle was introduced, unless it is dissolved; bumps the version, checks none."""
        standing = (circle.c.id == circle_id) & circle.c.dissolved.is_(False)
        there = {
            "conversation": conversation,
            "thread": thread,
            "version": circle.c.version + 1,
        }
        self._connection.execute(update(circle).where(standing).values(there))

    def of_round(self, round: str) -> list[Circle]:
        """Return the round's circles, dissolved ones included, oldest first."""
        return self._all(_CIRCLES.select.where(circle.c.round == round).order_by(circle.c.ordinal))

    def of_member(self, member: str, limit: int = 10) -> list[Circle]:
        """Return the circles the member sits in (not left, not dissolved), newest first."""
        return self._all(_OF_MEMBER, member=member, most=limit)

    def in_conversation(self, workspace: str, conversation: str, thread: str = "") -> list[Circle]:
        """Return the circles that were introduced in this conversation, in this thread of it, newest first."""
        there = _CIRCLES.select.where(
            circle.c.workspace == workspace,
            circle.c.conversation == conversation,
            circle.c.thread == thread,
        )
        return self._all(there.order_by(circle.c.ordinal.desc()))

    def met_since(self, program: str, since: datetime) -> list[tuple[tuple[str, ...], datetime]]:
        """Return (members to the end, answered at) of the program's sessions that happened (met, some) since."""
        happened = (
            select(session.c.ordinal, session.c.answered_at, seat.c.member)
            .join(circle, circle.c.id == session.c.circle)
            .join(seat, seat.c.circle == circle.c.id)
            .where(
                circle.c.program == program,
                session.c.outcome.in_(("met", "some")),
                session.c.answered_at >= since,
                seat.c.left.is_(False),
            )
            .order_by(session.c.ordinal, seat.c.place)
        )
        answered: dict[int, datetime] = {}
        members: defaultdict[int, list[str]] = defaultdict(list)
        for ordinal, at, member in self._connection.execute(happened):
            answered[ordinal] = at
            members[ordinal].append(member)
        return [(tuple(members[ordinal]), at) for ordinal, at in answered.items()]

    def captained(self, program: str) -> dict[str, int]:
        """Return how often each member has been captain in the program."""
        counted = (
            select(seat.c.member, func.count())
            .join(circle, circle.c.id == seat.c.circle)
            .where(circle.c.program == program, seat.c.captain.is_(True))
            .group_by(seat.c.member)
        )
        return {row[0]: row[1] for row in self._connection.execute(counted)}

    def _seat(self, circles: Sequence[Circle]) -> None:
        rows = [
            _SEATS.row(taken, circle=each.id, place=place)
            for each in circles
            for place, taken in enumerate(each.seats)
        ]
        if rows:
            self._connection.execute(seat.insert().inline(), rows)

    def _all(self, chosen: Select[Any], **values: Any) -> list[Circle]:
        """Return the chosen circles with their seats, by two queries; by one where there is no circle."""
        rows = self._connection.execute(chosen, values).all()
        place = _CIRCLES.names.index("id")
        seats: defaultdict[str, list[Seat]] = defaultdict(list)
        for ids in batches(row[place] for row in rows):
            for of, *taken in self._connection.execute(_SEATED, {"circles": ids}):
                seats[of].append(_SEATS.one(taken))
        return [_CIRCLES.one(row, seats=tuple(seats[row[place]])) for row in rows]


_OF_MEMBER = (
    _CIRCLES.select.where(
        circle.c.id.in_(
            select(seat.c.circle).where(
                seat.c.member == bindparam("member"), seat.c.left.is_(False)
            )
        ),
        circle.c.dissolved.is_(False),
    )
    .order_by(circle.c.ordinal.desc())
    .limit(bindparam("most"))
)
_SEATED = (
    select(seat.c.circle, *_SEATS.select.selected_columns)
    .where(seat.c.circle.in_(bindparam("circles", expanding=True)))
    .order_by(seat.c.circle, seat.c.place)
)
