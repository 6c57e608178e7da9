"""What is too old goes, by what the tables and facts themselves are declared to be kept for."""

from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, select, update

from facilitation.people.privacy import KEPT
from storage.discussion_tables import contribution, discussion
from storage.privacy_tables import link
from storage.tables import fact

YEAR = timedelta(days=365)


def sweep(connection: Connection, now: datetime, threads_days: int) -> dict[str, int]:
    """Let go of what is too old: facts by what they tell of, words of threads, links; return how many of each."""
    done = {"words": _words(connection, now - timedelta(days=threads_days))}
    for one in KEPT:
        if one.years:
            old = fact.c.kind.in_(one.facts) & (fact.c.at < now - one.years * YEAR)
            done[one.key] = connection.execute(delete(fact).where(old)).rowcount
    done["links"] = connection.execute(delete(link).where(link.c.expires_at < now)).rowcount
    return {what: count for what, count in done.items() if count}


def _words(connection: Connection, before: datetime) -> int:
    """Let go of what was said in discussions that were closed before an instant."""
    closed = select(discussion.c.id).where(discussion.c.closed_at < before)
    old = contribution.c.discussion.in_(closed) & (contribution.c.words != "")
    return connection.execute(update(contribution).where(old).values(words="")).rowcount
