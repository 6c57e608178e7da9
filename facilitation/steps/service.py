"""Planning what is due, and running it: by whom it is run is a matter of its kind."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from facilitation.errors import Conflict
from facilitation.steps.model import Step, Subject
from facilitation.work import Store, Work

HELD = timedelta(minutes=5)
"""How long a step is one worker's alone while it is worked out outside of a transaction: the longest takes a minute.

So long it waits where that worker dies.
"""


@dataclass(frozen=True, slots=True)
class More:
    """A slice of a step was done; it goes on from this state, in another transaction, by whichever worker."""

    state: str


@dataclass(frozen=True, slots=True)
class Outside:
    """What takes long is worked out first, outside of this transaction; the step goes on from what comes of it.

    What there is much to read of is read meanwhile, some at a time, so that nobody waits for all of it.
    """

    work_out: Callable[[Store], str]
    holder: str
    """A minted id: meanwhile the step is nobody else's."""


Came = str | None | More | Outside
Run = Callable[[Work, Step, datetime], Came]
"""What a slice does when one of its steps is due: it returns a plain line of what was done, an empty one where nothing
is to be said of it, or None when its sense is gone."""


def plan(work: Work, of: Subject, step: str, at: datetime) -> None:
    """Let a step happen to a record at an instant; one of that name is moved."""
    due = Step(kind=of.kind, record=of.id, name=step, at=at, workspace=of.workspace)
    work.steps.put(due)


def plan_only(work: Work, of: Subject, step: str, at: datetime) -> None:
    """Let this be the one step that happens to a record next."""
    cancel(work, of)
    plan(work, of, step, at)


def cancel(work: Work, of: Subject, *steps: str) -> None:
    """Take back a record's steps of these names, or all of them."""
    work.steps.drop(of.id, steps)


def coming(work: Work, of: Subject) -> Step | None:
    """Return what happens to a record next, or None."""
    return next(iter(work.steps.of(of.id)), None)


def due(work: Work, until: datetime, limit: int = 100) -> list[Step]:
    """Return what is due at or before `until`, earliest first."""
    return work.steps.due(until, limit)


def run(store: Store, step: Step, now: datetime, runs: Mapping[str, Run]) -> str | None:
    """Do a step if it still is due, each slice of it in a transaction of its own and once more after a Conflict.

    It may be ended anywhere: what was done of it stays done, and whoever runs it next goes on from there.
    """
    holder, state = "", None
    while True:
        try:
            came = _slice(store, step, now, runs, holder, state)
        except Conflict:
            came = _slice(store, step, now, runs, holder, state)
        match came:
            case More():
                holder, state = "", None
            case Outside(work_out=work_out, holder=holder):
                state = work_out(store)
            case str() | None:
                return came


def _slice(
    store: Store,
    step: Step,
    now: datetime,
    runs: Mapping[str, Run],
    holder: str,
    state: str | None,
) -> Came:
    with store.begin() as work:
        return once(work, step, now, runs, holder, state)


def once(
    work: Work,
    step: Step,
    now: datetime,
    runs: Mapping[str, Run],
    holder: str = "",
    state: str | None = None,
) -> Came:
    """Do one slice of a step, in the transaction that takes it out; with `state`, from what was worked out for it."""
    taken = work.steps.claim(step, holder) if step.at <= now else None
    if taken is None:
        return None
    taken = taken if state is None else replace(taken, state=state)
    came = runs[taken.kind](work, taken, now)
    match came:
        case More(state=further):
            work.steps.put(replace(taken, state=further))
        case Outside(holder=holder):
            work.steps.put(taken, holder, HELD)
        case str() | None:
            pass
    return came
