"""What one member did and took from it, counted by the database; for them alone."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeAlias

from sqlalchemy import ColumnElement, Connection, Select, and_, case, distinct, func, select

from facilitation.reports.model import Own
from facilitation.sessions.model import HAPPENED
from storage.discussion_tables import contribution, discussion
from storage.help_tables import takeaway
from storage.knowledge_tables import trial
from storage.reflection_tables import follow_up, reflection
from storage.tables import part, session

_Within: TypeAlias = Callable[[ColumnElement[Any]], ColumnElement[bool]]


def of(connection: Connection, member: str, since: datetime, until: datetime) -> Own:
    """Return what a member did from one instant to before another."""

    def within(column: ColumnElement[Any]) -> ColumnElement[bool]:
        return and_(column >= since, column < until)

    hidden = and_(
        discussion.c.sealed,
        discussion.c.state.in_(("open", "waiting")),
        contribution.c.message == "",
    )
    said = (
        select(func.count())
        .join_from(contribution, discussion, discussion.c.id == contribution.c.discussion)
        .where(contribution.c.member == member, within(contribution.c.at))
        .where(contribution.c.state != "aside", ~hidden)
    )
    kept = select(func.count()).where(takeaway.c.by == member, within(takeaway.c.created_at))
    sessions, people = connection.execute(_met(member, within)).one()
    plans, done = connection.execute(_planned(member, within)).one()
    tried, used, confirmed = connection.execute(_followed(member, within)).one()
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
        worked=connection.execute(_worked(member, within)).scalar_one(),
    )


def _met(member: str, within: _Within) -> Select[int, int]:
    """Count sessions that took place, and the others in them."""
    theirs = part.alias("theirs")
    others = case((part.c.member != member, part.c.member))
    return (
        select(func.count(distinct(session.c.id)), func.count(distinct(others)))
        .join(theirs, theirs.c.session == session.c.id)
        .join(part, part.c.session == session.c.id)
        .where(theirs.c.member == member, within(session.c.answered_at))
        .where(session.c.outcome.in_(HAPPENED))
    )


def _planned(member: str, within: _Within) -> Select[int, int]:
    """Count plans, and those that are done."""
    done = func.count(case((reflection.c.state == "done", 1)))
    promised = (reflection.c.does != "") | (reflection.c.uses != "")
    its = reflection.c.member == member, promised, within(reflection.c.made_at)
    return select(func.count(), done).where(*its)


def _followed(member: str, within: _Within) -> Select[*tuple[Any, ...]]:
    """Count plans that were tried, that are in use, and that a colleague confirmed."""
    yes, stage = follow_up.c.answer.in_(("yes", "partly")), follow_up.c.stage
    wheres = (
        yes & (stage == "tried"),
        yes & (stage == "used"),
        follow_up.c.confirmed_at.is_not(None),
    )
    counts = (func.count(distinct(case((so, follow_up.c.reflection)))) for so in wheres)
    return select(*counts).where(follow_up.c.member == member, within(follow_up.c.settled_at))


def _worked(member: str, within: _Within) -> Select[Any]:
    """Count the others for whom a takeaway of theirs worked, at least partly."""
    return (
        select(func.count(distinct(trial.c.member)))
        .join(takeaway, takeaway.c.id == trial.c.takeaway)
        .where(takeaway.c.by == member, trial.c.member != member, within(trial.c.at))
        .where(trial.c.outcome.in_(("worked", "partly")))
    )
