"""What the pictures of reports are drawn from, counted by the database."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, case, distinct, extract, func, select

from facilitation.sessions.model import HAPPENED
from storage.help_tables import takeaway
from storage.knowledge_tables import recall
from storage.tables import member, part, session
from storage.tables import round as round_

DAYS = {"2 days": 4.5, "1 week": 14, "3 weeks": 40, "2 months": 10_000}
"""When takeaways come back as questions, and up to how many days after they were kept an answer belongs to which."""


def seated(
    connection: Connection, program: str, since: datetime, until: datetime
) -> dict[str, int]:
    """Return by team how many people sat in circles of rounds that opened in that time."""
    found = (
        select(member.c.team, func.count(distinct(part.c.member)))
        .join(member, member.c.id == part.c.member)
        .join(session, session.c.id == part.c.session)
        .join(round_, round_.c.id == session.c.round)
        .where(round_.c.program == program, round_.c.opens_at >= since, round_.c.opens_at < until)
        .group_by(member.c.team)
    )
    return {team: count for team, count in connection.execute(found)}  # noqa: C416


def across(
    connection: Connection,
    program: str,
    since: datetime,
    until: datetime,
    row_of: Mapping[str, str],
) -> dict[tuple[str, str], int]:
    """Return by two rows of teams how many people of either met somebody of the other."""
    one, other = part.alias("one"), part.alias("other")
    who, whom = member.alias("who"), member.alias("whom")
    its, theirs = _row(who.c.team, row_of), _row(whom.c.team, row_of)
    met = (
        select(its.label("its"), theirs.label("theirs"), one.c.member)
        .distinct()
        .join(other, other.c.session == one.c.session)
        .join(who, who.c.id == one.c.member)
        .join(whom, whom.c.id == other.c.member)
        .join(session, session.c.id == one.c.session)
        .join(round_, round_.c.id == session.c.round)
        .where(round_.c.program == program, round_.c.opens_at >= since, round_.c.opens_at < until)
        .where(session.c.outcome.in_(HAPPENED), its != theirs)
        .subquery()
    )
    found: dict[tuple[str, str], int] = {}
    counts = select(met.c.its, met.c.theirs, func.count()).group_by(met.c.its, met.c.theirs)
    for a, b, count in connection.execute(counts):
        for pair in ((a, b), (b, a)):
            found[pair] = found.get(pair, 0) + count
    return found


def remembered(
    connection: Connection, program: str, since: datetime, until: datetime
) -> dict[str, tuple[int, int, int]]:
    """Return by how long after it was kept: what came to mind, what was answered last, and how many people did."""
    when = case(
        *((_days(connection) < most, name) for name, most in list(DAYS.items())[:-1]),
        else_=list(DAYS)[-1],
    )
    found = (
        select(
            when,
            func.count().filter(recall.c.rating == "got"),
            func.count(),
            func.count(distinct(recall.c.member)),
        )
        .join(takeaway, takeaway.c.id == recall.c.takeaway)
        .where(takeaway.c.program == program, recall.c.rating != "")
        .where(recall.c.answered_at >= since, recall.c.answered_at < until)
        .group_by(when)
    )
    by = {days: (got, asked, people) for days, got, asked, people in connection.execute(found)}
    return {days: by.get(days, (0, 0, 0)) for days in DAYS}


def _days(connection: Connection) -> ColumnElement[Any]:
    """Return how many days after a takeaway was kept its question was answered last."""
    if connection.dialect.name == "sqlite":
        return func.julianday(recall.c.answered_at) - func.julianday(takeaway.c.created_at)
    return extract("epoch", recall.c.answered_at - takeaway.c.created_at) / 86400


def _row(team: ColumnElement[str], row_of: Mapping[str, str]) -> ColumnElement[str]:
    """Return the row of a team: its own, or that of all others."""
    alone = sorted(team for team, row in row_of.items() if team and row == team)
    return case((team.in_(alone), team), else_="") if alone else case((team == team, ""))
