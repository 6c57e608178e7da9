"""What the pictures of reports are drawn from, counted by the database."""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, case, extract, func, select

from facilitation.sessions.model import HAPPENED
from storage.help_tables import takeaway
from storage.knowledge_tables import recall
from storage.recalls import is_situation
from storage.tables import member, part, session
from storage.tables import program as programs
from storage.tables import round as round_

DAYS = {"2 days": 4.5, "1 week": 14, "3 weeks": 40, "2 months": 10_000}
"""When takeaways come back as questions, and up to how many days after they were kept an answer belongs to which."""


def seated(
    connection: Connection, program: str, since: datetime, until: datetime
) -> dict[str, int]:
    """Return by team how many people sat in circles of rounds that opened in that time."""
    sat = (
        select(part.c.member)
        .distinct()
        .join(session, session.c.id == part.c.session)
        .join(round_, round_.c.id == session.c.round)
        .where(round_.c.program == program, round_.c.opens_at >= since, round_.c.opens_at < until)
    )
    teams = _teams(connection, program)
    return Counter(teams[who] for who in connection.scalars(sat).all())


def across(
    connection: Connection,
    program: str,
    since: datetime,
    until: datetime,
    row_of: Mapping[str, str | None],
) -> dict[tuple[str, str], int]:
    """Return by two rows of teams, in either order, how many people of either met somebody of the other."""
    one, other = part.alias("one"), part.alias("other")
    its = round_.c.program == program, round_.c.opens_at >= since, round_.c.opens_at < until
    met = (
        select(one.c.member, other.c.member)
        .join(other, (other.c.session == one.c.session) & (one.c.place < other.c.place))
        .join(session, session.c.id == one.c.session)
        .join(round_, round_.c.id == session.c.round)
        .where(*its, session.c.outcome.in_(HAPPENED))
    )
    known = {id: row_of.get(team, "") for id, team in _teams(connection, program).items()}
    people: dict[tuple[str, str], set[str]] = {}
    for who, whom in connection.execute(met).all():
        a, b = known[who], known[whom]
        if a is not None and b is not None and a != b:
            people.setdefault((min(a, b), max(a, b)), set()).update((who, whom))
    return {tie: len(some) for (a, b), some in people.items() for tie in ((a, b), (b, a))}


def remembered(
    connection: Connection, program: str, since: datetime, until: datetime
) -> dict[tuple[str, bool], dict[str, tuple[int, int]]]:
    """Return what was answered last, of all that came back to people as questions."""
    when = case(
        *((_days(connection) < most, name) for name, most in list(DAYS.items())[:-1]),
        else_=list(DAYS)[-1],
    )
    situated = case((is_situation(), 1), else_=0)
    answered = (
        select(
            when,
            situated,
            recall.c.member,
            func.count().filter(recall.c.rating == "got"),
            func.count(),
        )
        .join(takeaway, takeaway.c.id == recall.c.takeaway)
        .where(takeaway.c.program == program, recall.c.rating != "")
        .where(recall.c.answered_at >= since, recall.c.answered_at < until)
        .group_by(when, situated, recall.c.member)
    )
    found: dict[tuple[str, bool], dict[str, tuple[int, int]]] = {}
    for days, kind, who, got, asked in connection.execute(answered):
        found.setdefault((days, bool(kind)), {})[who] = got, asked
    return found


def _days(connection: Connection) -> ColumnElement[Any]:
    """Return how many days after a takeaway was kept its question was answered last."""
    if connection.dialect.name == "sqlite":
        return func.julianday(recall.c.answered_at) - func.julianday(takeaway.c.created_at)
    return extract("epoch", recall.c.answered_at - takeaway.c.created_at) / 86400


def _teams(connection: Connection, program: str) -> dict[str, str]:
    """Return by member of a program's workspace their team: joined to each seat it takes twice as long."""
    workspace = select(programs.c.workspace).where(programs.c.id == program).scalar_subquery()
    teams = select(member.c.id, member.c.team).where(member.c.workspace == workspace)
    return {id: team for id, team in connection.execute(teams).all()}  # noqa: C416
