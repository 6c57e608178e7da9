"""What happens to a discussion by itself: its time ends, it is closed, its words go."""

from collections.abc import Callable
from datetime import datetime

from facilitation.discussions import leading, sealing, unheard
from facilitation.discussions.clinics import action, timekeeping
from facilitation.discussions.clinics.model import STAGES
from facilitation.discussions.model import Discussion
from facilitation.steps.model import Step
from facilitation.work import Work

Closed = Callable[[Work, Discussion, datetime], None]
"""Sees to it that those who took part in a discussion hear that it was closed by itself."""


def run(closed: Closed, work: Work, step: Step, now: datetime) -> str | None:
    """Do a discussion's step; return a plain line of what was done, None where its sense is gone; raises Conflict."""
    found = work.discussions.get(step.record)
    match step.name, found.state:
        case "half", "open":
            quiet = unheard.tell(work, found, now)
            return f"{found.id}: {quiet} not heard yet"
        case stage, "open" if stage in STAGES:
            timekeeping.due(work, found, stage, now)
            return f"{found.id}: {stage}"
        case "end", "open":
            (timekeeping.over if found.clinic else leading.end)(work, found, now)
            return f"{found.id}: time is up"
        case "asked", "waiting":
            sealing.leave_silent_out(work, found)
            leading.end(work, found, now)
            return f"{found.id}: its authors were asked"
        case "unseal", "waiting":
            leading.end(work, found, now, looked=True)
            return f"{found.id}: sealed answers appear"
        case "close", "ended":
            closed(work, leading.close(work, found, None, now), now)
            return f"{found.id}: closed by itself"
        case "forget", "closed":
            work.discussions.forget_words(found.id)
            if found.clinic:
                action.forget(work, found)
            return f"{found.id}: words let go"
        case _:
            return None
