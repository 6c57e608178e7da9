"""What an act is given when its step is due, and how it is done in slices where a round has many people."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Generic, TypeVar

from facilitation.people.model import Member
from facilitation.programs.formats.acts import Act
from facilitation.programs.formats.model import Format
from facilitation.programs.model import Enrollment, Program
from facilitation.rounds.circles import forming
from facilitation.rounds.model import Circle, Round
from facilitation.steps.service import More, Outside
from facilitation.work import Work

SLICE = 100
"""So many people, or half as many circles, are told something in one transaction: on SQLite all others wait for it."""

S = TypeVar("S", bound=Act)


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn(Generic[S]):
    """One step of a round being done: of which program and round, what its format says of it, and how far it is."""

    work: Work
    program: Program
    round: Round
    format: Format
    step: S
    state: str
    now: datetime

    def over_circles(
        self,
        do: Callable[[Sequence[Circle], int], int],
        told: Callable[[int], str],
        most: int | None = None,
    ) -> More | str:
        """Do something for the round's next circles, and say how much was done once there are no more.

        `do` is given circles and how many came before them, and returns how many it did something for; it is given
        so many at the `most`, where it does for each by itself what takes long.
        """
        at, slice = _Progress.read(self.state), most or SLICE // 2
        circles = self.work.circles.of_round(self.round.id, at.after, slice)
        at = replace(at, done=at.done + do(circles, at.seen), seen=at.seen + len(circles))
        if len(circles) < slice:
            return told(at.done)
        return More(replace(at, after=circles[-1].id).text)

    def over_members(
        self, do: Callable[[Sequence[Member]], int], told: Callable[[int], str]
    ) -> More | str:
        """Do something for the next of those who take part in the round."""

        def those(enrolled: Sequence[Enrollment]) -> int:
            until = max(self.now, self.round.opens_at)
            ready = forming.in_draw(self.work, enrolled, self.round.id, until)
            return do([member for _, member in ready])

        return self.over_enrolled(those, told)

    def over_enrolled(
        self, do: Callable[[Sequence[Enrollment]], int], told: Callable[[int], str]
    ) -> More | str:
        """Do something for the next of the program's enrollments."""
        at = _Progress.read(self.state)
        enrolled = self.work.enrollments.page(self.program.id, at.after, SLICE)
        at = replace(at, done=at.done + do(enrolled))
        if len(enrolled) < SLICE:
            return told(at.done)
        return More(replace(at, after=enrolled[-1].member).text)


Run = Callable[[Turn[Any]], More | Outside | str]
"""What an act does: a line of what was done, or that there is more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Progress:
    """How far a step in slices is: after whom it goes on, how many it came by, and for how many it did something."""

    after: str = ""
    seen: int = 0
    done: int = 0

    @classmethod
    def read(cls, state: str) -> "_Progress":
        return cls(**json.loads(state)) if state else cls()

    @property
    def text(self) -> str:
        return json.dumps({"after": self.after, "seen": self.seen, "done": self.done})
