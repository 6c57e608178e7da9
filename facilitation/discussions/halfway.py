"""When whoever looks after a discussion is told, at half of its time, who was not heard: while they can act on it."""

from datetime import datetime, timedelta

from facilitation.discussions.model import Discussion
from facilitation.post import teller
from facilitation.work import Work

LEAST = timedelta(days=1)
"""A discussion that is open for less is over before anybody needs to be invited."""
_EARLIER = timedelta(minutes=30)


def at(work: Work, discussion: Discussion, now: datetime) -> datetime | None:
    """Return when that is, None where a discussion is too short for it.

    Half of a day is in the evening, and it would be read when all is over: then it is the last time before that at
    which whoever looks after the discussion is at work.
    """
    end = discussion.closes_at
    if end - now < LEAST:
        return None
    half = now + (end - now) / 2
    leader, found = work.members.get(discussion.facilitator), half
    tell = teller.of(work, discussion.workspace, now)
    if tell.readable(leader, at=half) + LEAST / 24 >= end:
        while found > now and tell.readable(leader, at=found) > found:
            found -= _EARLIER
    return found if found > now else half
