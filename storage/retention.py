"""What is too old goes, by what the tables and facts themselves are declared to be kept for."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, delete, exists, func, select, update

from facilitation.people.privacy import KEPT
from storage.audit_tables import audit
from storage.discussion_tables import contribution, discussion
from storage.privacy_tables import link
from storage.rows import among, batches
from storage.tables import circle, fact, seat, session
from storage.tables import round as table

YEAR = timedelta(days=365)
Gone = tuple[str, str, int]
"""What went, of which workspace, and how many."""
_OVER = table.c.state.in_(("closed", "skipped"))
_PAST_ROUNDS = select(table.c.id).where(among(table.c.id, "ids"), _OVER)
_PAST_SESSIONS = (
    select(session.c.id)
    .join(table, table.c.id == session.c.round)
    .where(among(session.c.id, "ids"), _OVER)
)
_REASONED = (
    select(circle.c.round)
    .join(table, table.c.id == circle.c.round)
    .where(exists().where(seat.c.circle == circle.c.id, seat.c.reason != ""), _OVER)
    .limit(1)
)


def sweep(connection: Connection, now: datetime, threads_days: int) -> dict[str, int]:
    """Let go of what is too old: facts by what they tell of, words of threads, links; return how many of each.

    Of each workspace it is written into its audit.
    """
    done = _words(connection, now - timedelta(days=threads_days))
    for one in KEPT:
        if one.years:
            old = fact.c.kind.in_(one.facts) & (fact.c.at < now - one.years * YEAR)
            done += _of(connection, one.key, fact.c.workspace, old)
            connection.execute(delete(fact).where(old))
    _write(connection, now, done)
    found = Counter[str]()
    for what, _, count in done:
        found[what] += count
    found["links"] = connection.execute(delete(link).where(link.c.expires_at < now)).rowcount
    return {what: count for what, count in found.items() if count}


def _of(
    connection: Connection, what: str, workspace: Column[Any], old: ColumnElement[bool]
) -> list[Gone]:
    """Return of each workspace how much of something is too old."""
    count = select(workspace, func.count()).where(old).group_by(workspace)
    return [(what, its, number) for its, number in connection.execute(count)]


def _write(connection: Connection, now: datetime, done: Sequence[Gone]) -> None:
    """Write into the audit of each workspace what went."""
    by: dict[str, list[str]] = {}
    for what, workspace, count in done:
        by.setdefault(workspace, []).append(f"{what} {count}")
    rows = [
        {"workspace": its, "at": now, "what": "retention.done", "who": "", "about": ""}
        | {"details": ", ".join(sorted(told))}
        for its, told in by.items()
    ]
    if rows:
        connection.execute(audit.insert(), rows)


def _words(connection: Connection, before: datetime) -> list[Gone]:
    """Let go of what was said in discussions that were closed before an instant."""
    closed = select(discussion.c.id).where(discussion.c.closed_at < before)
    old = contribution.c.discussion.in_(closed) & (contribution.c.words != "")
    gone = _of(
        connection,
        "words",
        discussion.c.workspace,
        (contribution.c.discussion == discussion.c.id) & old,
    )
    connection.execute(update(contribution).where(old).values(words=""))
    return gone


def past(connection: Connection, records: Iterable[str]) -> set[str]:
    """Return which of some records are rounds that are over, or sessions of circles in them."""
    return {
        id
        for ids in batches(records)
        for asked in (_PAST_ROUNDS, _PAST_SESSIONS)
        for id in connection.scalars(asked, {"ids": ids})
    }


def reasons(connection: Connection, before: datetime) -> bool:
    """Let go of why people sat together in a round that is over and opened before an instant; False for none."""
    old = connection.scalar(_REASONED.where(table.c.opens_at < before))
    if old is not None:
        theirs = seat.c.circle.in_(select(circle.c.id).where(circle.c.round == old))
        connection.execute(update(seat).where(theirs, seat.c.reason != "").values(reason=""))
    return old is not None
