"""When a circle that stands meets, round after round."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """When a circle that stands meets each round: so many `days` after its opening, by the program's clock.

    `since` is the number of the first round of it, `skipped` are the occurrences of rounds that it has taken out, and
    `moved` those for which it meets at another instant.
    """

    circle: str
    since: int
    days: int
    clock: str
    """A time of day, such as 14:30."""
    skipped: tuple[str, ...] = ()
    moved: Mapping[str, datetime] = field(default_factory=dict)
    at: datetime


class AllSeries(Protocol):
    """Where it is kept which circles meet at the same time each round."""

    def of_circle(self, circle: str) -> Series | None:
        """Return a circle's, or None."""

    def of_circles(self, circles: Sequence[str]) -> dict[str, Series]:
        """Return those of circles, by circle id."""

    def put(self, series: Series) -> None:
        """Write a circle's, in place of what it had."""

    def drop(self, circle: str) -> None:
        """Let go of a circle's."""
