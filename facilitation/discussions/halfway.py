"""When whoever looks after a discussion is told, at half of its time, who was not heard: while they can act on it."""

from datetime import datetime, timedelta

from facilitation.discussions.model import Discussion
from facilitation.post import teller
from facilitation.work import Work

LEAST = timedelta(days=1)
"""A discussion that is open for less is over before anybody needs to be invited."""
_STEP = timedelta(minutes=30)


def at(work: Work, discussion: Discussion, now: datetime) -> datetime | None:
    """Return when that is, None where a discussion is too short for it.

    It is half of the time at which whoever looks after the discussion is at work: half of a day lies in the evening and
    half of a weekend on Saturday, and what is read then is read by those who are asked when all is over.
    """
    whole = discussion.closes_at - now
    if whole < LEAST:
        return None
    leader, tell = (
        work.members.get(discussion.facilitator),
        teller.of(work, discussion.workspace, now),
    )
    moments = (now + n * _STEP for n in range(whole // _STEP))
    awake = [moment for moment in moments if tell.readable(leader, at=moment) == moment]
    return awake[len(awake) // 2] if awake else now + whole / 2
