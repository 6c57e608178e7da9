"""What a clinic is: the problem of one member, stages that are kept in time, and what the owner will do."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, Protocol, get_args

from facilitation.steps.model import Subject

Stage = Literal["present", "clarify", "ask", "sum_up", "act"]
STAGES: tuple[Stage, ...] = get_args(Stage)
PACE = (2, 10, 15, 2, 2)
"""How many minutes each stage has where nobody says otherwise: all are there at once, and half an hour is enough."""
LIVE = timedelta(minutes=sum(PACE))
Went = Literal["", "done", "partly", "not_yet"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Clinic:
    """A problem that others help its owner to think about, in the thread of a discussion.

    `pace` is how many minutes each stage has, and `until` when the one at hand ends: nothing before the first has
    begun, or in a pause, when `left` counts the seconds that it has still to go. `action` is what the owner will do by
    `acts_at`, and `went` what they said of it then.
    """

    id: str
    workspace: str
    discussion: str
    owner: str
    circle: str = ""
    pace: tuple[int, ...] = PACE
    stage: Stage | Literal[""] = ""
    until: datetime | None = None
    left: int = 0
    action: str = ""
    acts_at: datetime | None = None
    went: Went = ""
    version: int = 0

    @property
    def subject(self) -> Subject:
        """Return what the step that asks about the action is of; its stages are steps of its discussion."""
        return Subject("clinic", self.id, self.workspace)

    @property
    def paused(self) -> bool:
        """Return whether its time stands still."""
        return self.left > 0

    def length(self, stage: Stage) -> timedelta:
        """Return how long a stage is."""
        return timedelta(minutes=self.pace[STAGES.index(stage)])


def following(stage: Stage) -> Stage | None:
    """Return the stage that comes after one, or None after the last."""
    return next(iter(STAGES[STAGES.index(stage) + 1 :]), None)


def paced(whole: timedelta, pace: Sequence[int] = PACE) -> tuple[int, ...]:
    """Return how many minutes each stage has where all of them together take so long, in the shares of a pace."""
    of = timedelta(minutes=sum(pace))
    return tuple(max(1, round(whole / of * minutes)) for minutes in pace)


class Clinics(Protocol):
    """Where clinics are kept."""

    def get(self, clinic_id: str) -> Clinic:
        """Return the clinic; raises NotFound."""

    def save(self, clinic: Clinic) -> Clinic:
        """Write the clinic; raises Conflict when it has changed since it was read."""

    def of(self, discussion: str) -> Clinic:
        """Return the clinic that a discussion is; raises NotFound."""
