"""Sessions and their parts in tables."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Select, bindparam, delete, func, select, text, update

from facilitation.errors import NotFound
from facilitation.sessions.model import (
    HAPPENED,
    NOT_HAPPENED,
    Introduced,
    Outcome,
    Part,
    Session,
)
from storage.rows import Rows, add_rows, among, batches
from storage.tables import circle, part, program, session
from storage.tables import round as round_

_SESSIONS = Rows(Session, session, "id")
_PARTS = Rows(Part, part, "session", "place")

_NEWEST_FIRST = session.c.ordinal.desc()
_NAMED = _SESSIONS.select.where(session.c.id == bindparam("id"))
_OF_CIRCLE = (
    _SESSIONS.select.where(session.c.circle == bindparam("circle")).order_by(_NEWEST_FIRST).limit(1)
)
# written out, not bound: a prepared plan finds the partial index by the very words
_OF_BOOKING = _SESSIONS.select.where(
    session.c.booking == bindparam("booking"), text("session.booking <> ''")
)
_BY_TOKEN = _SESSIONS.select.where(
    session.c.token == bindparam("token"), text("session.token <> ''")
)
_OF_MEMBER = (
    _SESSIONS.select.where(
        session.c.id.in_(select(part.c.session).where(part.c.member == bindparam("member")))
    )
    .order_by(_NEWEST_FIRST)
    .limit(bindparam("most"))
)
_TOOK_PART = (
    select(part.c.session, *_PARTS.select.selected_columns)
    .where(among(part.c.session, "sessions"))
    .order_by(part.c.session, part.c.place)
)
_HAPPENED = (
    select(session.c.ordinal, session.c.answered_at, part.c.member)
    .join(part, part.c.session == session.c.id)
    .where(
        session.c.program == bindparam("program"),
        session.c.outcome.in_(HAPPENED),
        session.c.answered_at >= bindparam("since"),
    )
    .order_by(session.c.ordinal, part.c.place)
)
_AGREED = (
    select(part.c.member, session.c.starts_at)
    .join(session, session.c.id == part.c.session)
    .where(
        among(part.c.member),
        session.c.program == bindparam("program"),
        session.c.starts_at.is_not(None),
    )
)
_OF_CIRCLES = _SESSIONS.select.where(among(session.c.circle, "circles")).order_by(session.c.ordinal)
_NEWEST = (
    select(func.max(session.c.ordinal))
    .join(circle, circle.c.id == session.c.circle)
    .where(session.c.round == bindparam("round"), circle.c.dissolved.is_(False))
    .group_by(session.c.circle)
)
_OUTCOMES = (
    select(session.c.outcome, func.count())
    .where(session.c.ordinal.in_(_NEWEST))
    .group_by(session.c.outcome)
)
_NO_PARTS = delete(part).where(among(part.c.session, "sessions"))
_ASKED = (
    update(session)
    .where(among(session.c.id, "ids"))
    .values(asked=session.c.asked + 1, version=session.c.version + 1)
)
_OTHER = part.alias("other")
# Who was introduced has met, unless somebody said otherwise; a circle that is no more counts where they did meet.
_INTRODUCED = (
    session.c.circle != "",
    session.c.workspace == bindparam("workspace"),
    session.c.outcome.not_in(NOT_HAPPENED),
    circle.c.dissolved.is_(False) | session.c.outcome.in_(HAPPENED),
)
_INTRODUCED_SINCE = (
    select(session.c.id, round_.c.opens_at, part.c.member)
    .join(part, part.c.session == session.c.id)
    .join(circle, circle.c.id == session.c.circle)
    .join(round_, round_.c.id == session.c.round)
    .where(*_INTRODUCED, round_.c.opens_at > bindparam("since"), among(part.c.member))
    .order_by(session.c.ordinal, part.c.place)
)
_INTRODUCED_AMONG = (
    select(part.c.member, _OTHER.c.member, func.count(), func.max(round_.c.opens_at))
    .join(session, session.c.id == part.c.session)
    .join(_OTHER, (_OTHER.c.session == part.c.session) & (_OTHER.c.member > part.c.member))
    .join(circle, circle.c.id == session.c.circle)
    .join(round_, round_.c.id == session.c.round)
    .where(*_INTRODUCED, among(part.c.member))
    .group_by(part.c.member, _OTHER.c.member)
)
_BEFORE, _THERE_BEFORE = session.alias("before"), part.alias("there_before")
# The few rounds of late are chosen before: by its members alone all that they ever took part in would be read.
_OPENED = select(round_.c.id).where(
    round_.c.program.in_(select(program.c.id).where(program.c.workspace == bindparam("workspace"))),
    round_.c.opens_at >= bindparam("opened"),
)
_NEWLY = (
    select(part.c.member, session.c.program)
    .join(session, session.c.id == part.c.session)
    .join(circle, circle.c.id == session.c.circle)
    .join(round_, round_.c.id == session.c.round)
    .where(
        session.c.circle != "",
        session.c.workspace == bindparam("workspace"),
        among(part.c.member),
        circle.c.dissolved.is_(False),
        session.c.round.in_(bindparam("rounds", expanding=True)),
        (round_.c.opens_at >= bindparam("since")) | (circle.c.created_at >= bindparam("since")),
        ~select(_BEFORE.c.id)
        .join(_THERE_BEFORE, _THERE_BEFORE.c.session == _BEFORE.c.id)
        .where(
            _BEFORE.c.circle == session.c.circle,
            _BEFORE.c.ordinal < session.c.ordinal,
            _THERE_BEFORE.c.member == part.c.member,
        )
        .exists(),
    )
)
_LATE = timedelta(days=14)
"""So late at the most a round is still drawn."""


class Sessions:
    """Where sessions are kept."""

    def __init__(self, connection: Connection) -> None:
        """Work on this connection's transaction."""
        self._connection = connection

    def get(self, session_id: str) -> Session:
        """Return the session; raises NotFound."""
        return self._found(self._all(_NAMED, id=session_id))

    def save(self, session: Session) -> Session:
        """Write the session with its parts; raises Conflict when it has changed since it was read."""
        saved = _SESSIONS.save(self._connection, replace(session, parts=()))
        if session.version:
            self._connection.execute(delete(part).where(part.c.session == session.id))
        self._take_part([session])
        return replace(saved, parts=session.parts)

    def save_all(self, sessions: Sequence[Session]) -> None:
        """Write known sessions with their parts in one go; raises Conflict when one has changed since it was read."""
        _SESSIONS.save_each(self._connection, [(each, {}) for each in sessions])
        for ids in batches(each.id for each in sessions):
            self._connection.execute(_NO_PARTS, {"sessions": ids})
        self._take_part(sessions)

    def add_all(self, sessions: Sequence[Session]) -> None:
        """Insert new sessions with their parts in one go."""
        _SESSIONS.add_all(self._connection, sessions)
        self._take_part(sessions)

    def asked_all(self, session_ids: Sequence[str]) -> None:
        """Count one more asking for each of the sessions."""
        for ids in batches(session_ids):
            self._connection.execute(_ASKED, {"ids": ids})

    def of_circle(self, circle: str) -> Session:
        """Return the circle's newest session; raises NotFound."""
        return self._found(self._all(_OF_CIRCLE, circle=circle))

    def of_round(self, round: str) -> dict[str, Session]:
        """Return the round's sessions by circle id, the newest of each."""
        theirs = _SESSIONS.select.where(session.c.round == round).order_by(session.c.ordinal)
        return {each.circle: each for each in self._all(theirs)}

    def of_circles(self, circles: Sequence[str]) -> dict[str, Session]:
        """Return the sessions of circles, the newest of each, by circle id."""
        found: dict[str, Session] = {}
        for ids in batches(circles):
            found |= {each.circle: each for each in self._all(_OF_CIRCLES, circles=ids)}
        return found

    def outcomes(self, round: str) -> dict[Outcome, int]:
        """Return how many circles of a round there are by what came of their newest session."""
        return dict(self._connection.execute(_OUTCOMES, {"round": round}).all())

    def of_booking(self, booking: str) -> Session | None:
        """Return the booking's session, or None while it has not taken place."""
        return next(iter(self._all(_OF_BOOKING, booking=booking)), None)

    def by_token(self, token: str) -> Session | None:
        """Return the session with this token, or None."""
        return next(iter(self._all(_BY_TOKEN, token=token)), None)

    def of_member(self, member: str, limit: int = 20) -> list[Session]:
        """Return the sessions that a member was to take part in, newest first."""
        return self._all(_OF_MEMBER, member=member, most=limit)

    def met_since(self, program: str, since: datetime) -> list[tuple[tuple[str, ...], datetime]]:
        """Return (people, answered at) of the program's sessions that happened (met, some) since."""
        values = {"program": program, "since": since}
        return _by_session(self._connection.execute(_HAPPENED, values))

    def agreed(self, program: str, members: Sequence[str]) -> dict[str, list[datetime]]:
        """Return by member to which times they agreed in the program, ever."""
        found: defaultdict[str, list[datetime]] = defaultdict(list)
        for ids in batches(members):
            values = {"program": program, "members": ids}
            for member, at in self._connection.execute(_AGREED, values):
                found[member].append(at)
        return dict(found)

    def introduced_since(
        self, workspace: str, since: datetime, members: Sequence[str]
    ) -> list[tuple[str, datetime, str]]:
        """Return (session, introduced at, which of these members) for each who sat in a circle of the workspace since.

        But for those who say they did not meet.
        """
        values = {"workspace": workspace, "since": since}
        return [
            (session, at, member)
            for ids in batches(members)
            for session, at, member in self._connection.execute(
                _INTRODUCED_SINCE, values | {"members": ids}
            )
        ]

    def newly_together(
        self, workspace: str, since: datetime, members: Sequence[str]
    ) -> dict[str, set[str]]:
        """Return by member the programs that put them into a circle since, one that they had not sat in before."""
        found: defaultdict[str, set[str]] = defaultdict(set)
        values = {"workspace": workspace, "since": since, "opened": since - _LATE}
        late = {"rounds": self._connection.scalars(_OPENED, values).all()}
        for ids in batches(members if late["rounds"] else ()):
            for member, by in self._connection.execute(_NEWLY, values | late | {"members": ids}):
                found[member].add(by)
        return dict(found)

    def introduced_among(
        self, workspace: str, members: Sequence[str]
    ) -> dict[frozenset[str], Introduced]:
        """Return every two of these members who were introduced, ever: how often, and when last."""
        found: dict[frozenset[str], Introduced] = {}
        known = set(members)
        for ids in batches(members):
            for one, other, times, last in self._connection.execute(
                _INTRODUCED_AMONG, {"workspace": workspace, "members": ids}
            ):
                if other in known:
                    found[frozenset((one, other))] = Introduced(times, last)
        return found

    def _take_part(self, sessions: Sequence[Session]) -> None:
        rows = [
            _PARTS.row(taken, session=each.id, place=place)
            for each in sessions
            for place, taken in enumerate(each.parts)
        ]
        add_rows(self._connection, part, rows)

    def _all(self, chosen: Select[Any], **values: Any) -> list[Session]:
        """Return the chosen sessions with their parts, by two queries; by one where there is none."""
        rows = self._connection.execute(chosen, values).all()
        named = _SESSIONS.names.index("id")
        parts: defaultdict[str, list[Part]] = defaultdict(list)
        for ids in batches(row[named] for row in rows):
            for of, *taken in self._connection.execute(_TOOK_PART, {"sessions": ids}):
                parts[of].append(_PARTS.one(taken))
        return [_SESSIONS.one(row, parts=tuple(parts[row[named]])) for row in rows]

    def _found(self, sessions: Sequence[Session]) -> Session:
        if not sessions:
            raise NotFound("That session is no longer there. Type `status` to see what is next.")
        return sessions[0]


def _by_session(rows: Iterable[Any]) -> list[tuple[tuple[str, ...], datetime]]:
    """Return the people of each session with its instant, of rows of (session, instant, member)."""
    at: dict[int, datetime] = {}
    people: defaultdict[int, list[str]] = defaultdict(list)
    for ordinal, instant, member in rows:
        at[ordinal] = instant
        people[ordinal].append(member)
    return [(tuple(people[ordinal]), instant) for ordinal, instant in at.items()]
