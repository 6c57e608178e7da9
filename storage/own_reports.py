"""What one member did and took from it, counted by the database; for them alone."""

from datetime import datetime

from sqlalchemy import ColumnElement, Connection, and_, case, distinct, func, select

from facilitation.reports.model import Own
from facilitation.sessions.model import HAPPENED
from storage.discussion_tables import contribution
from storage.help_tables import takeaway
from storage.knowledge_tables import trial
from storage.reflection_tables import follow_up, reflection
from storage.tables import part, session


def of(connection: Connection, member: str, since: datetime, until: datetime) -> Own:
    """Return what a member did from one instant to before another."""

    def within(column: ColumnElement[datetime]) -> ColumnElement[bool]:
        return and_(column >= since, column < until)

    theirs = part.alias("theirs")
    met = (
        select(
            func.count(distinct(session.c.id)),
            func.count(distinct(case((part.c.member != member, part.c.member)))),
        )
        .join(theirs, theirs.c.session == session.c.id)
        .join(part, part.c.session == session.c.id)
        .where(
            theirs.c.member == member,
            session.c.outcome.in_(HAPPENED),
            within(session.c.answered_at),
        )
    )
    said = select(func.count()).where(contribution.c.member == member, within(contribution.c.at))
    promised = (reflection.c.does != "") | (reflection.c.uses != "")
    planned = select(func.count(), func.count(case((reflection.c.state == "done", 1)))).where(
        reflection.c.member == member, promised, within(reflection.c.made_at)
    )
    yes = follow_up.c.answer.in_(("yes", "partly"))
    followed = select(
        _plans(yes & (follow_up.c.stage == "tried")),
        _plans(yes & (follow_up.c.stage == "used")),
        _plans(follow_up.c.confirmed_at.is_not(None)),
    ).where(follow_up.c.member == member, within(follow_up.c.settled_at))
    kept = select(func.count()).where(takeaway.c.by == member, within(takeaway.c.created_at))
    worked = (
        select(func.count(distinct(trial.c.member)))
        .join(takeaway, takeaway.c.id == trial.c.takeaway)
        .where(
            takeaway.c.by == member,
            trial.c.member != member,
            trial.c.outcome.in_(("worked", "partly")),
            within(trial.c.at),
        )
    )
    sessions, people = connection.execute(met).one()
    plans, done = connection.execute(planned).one()
    tried, used, confirmed = connection.execute(followed).one()
    return Own(
        sessions=sessions,
        people=people,
        contributions=connection.execute(said).scalar_one(),
        plans=plans,
        done=done,
        tried=tried,
        used=used,
        confirmed=confirmed,
        takeaways=connection.execute(kept).scalar_one(),
        worked=connection.execute(worked).scalar_one(),
    )


def _plans(where: ColumnElement[bool]) -> ColumnElement[int]:
    """Return how many plans there are of which something is so."""
    return func.count(distinct(case((where, follow_up.c.reflection))))
