"""What a draw takes in and gives: people, rules, preferences, sizes, history, circles."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

Pair = frozenset[str]
"""Two ids, in no order."""


@dataclass(frozen=True, slots=True)
class Person:
    """One member as the draw sees them."""

    id: str
    team: str = ""
    location: str = ""
    utc_offset_min: int = 0
    work: tuple[int, int] = (540, 1020)
    """Working time in local minutes of the day; an end before the start runs past midnight."""
    breaks: tuple[tuple[int, int], ...] = ()
    """What of it is not worked, as between two shifts."""
    manager: str | None = None
    level: int = 3
    languages: frozenset[str] = frozenset()
    """Empty: unknown, so taken to speak with everyone."""
    offers: frozenset[str] = frozenset()
    wants: frozenset[str] = frozenset()
    priority: float = 0.0
    """Missed or poorly served lately: larger is served first; used between -1 and 2."""
    smallest: int = 2
    """The smallest circle this person wants to be in."""


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each preference counts; only the proportions matter."""

    skill: float = 4
    team: float = 2
    location: float = 1
    tz: float = 2
    level: float = 1
    level_mode: Literal["mix", "similar"] = "mix"


@dataclass(frozen=True, slots=True)
class Rules:
    """What must hold between every two people of a circle."""

    blocked: frozenset[Pair] = frozenset()
    no_manager: bool = True
    shared_language: bool = True


@dataclass(frozen=True, slots=True)
class Sizes:
    """How many people a circle has."""

    target: int = 2
    smallest: int = 2
    largest: int = 3


@dataclass(frozen=True, slots=True)
class History:
    """Who met whom how many rounds ago (1 is the last round), and what meeting again costs."""

    met: Mapping[Pair, int] = field(default_factory=dict)
    window: int = 6
    """A pair that met at most this many rounds ago is a repeat."""
    half_life: float = 3.0
    """Rounds after which the penalty has halved."""
    penalty: float = 1.0
    """What a repeat of the last round costs, in units of value."""
    times: Mapping[Pair, int] = field(default_factory=dict)
    """How often a pair met, however long ago; those not in here are taken to be equal."""

    def age(self, pair: Pair) -> int | None:
        """Rounds since the pair met, or None when that is outside the window."""
        age = self.met.get(pair)
        return age if age is not None and 1 <= age <= self.window else None


@dataclass(frozen=True, slots=True)
class Why:
    """What stood in the way of a circle.

    Nobody else took part, or too few for the smallest circle; no language in common; wants larger circles than there
    are (`wanted`), or than had a seat; an odd number, or one that sizes do not divide; no seat left; it is too late;
    those of the circle that stands are away; another program (`first`) has their week; or the circle did not take
    place, as nobody in it had brought a problem, or there was no channel for it.
    """

    kind: Literal[
        "alone",
        "few",
        "language",
        "larger",
        "larger_seat",
        "odd",
        "sizes",
        "seat",
        "late",
        "away",
        "spared",
        "no_problem",
        "no_channel",
    ]
    people: int = 0
    smallest: int = 0
    largest: int = 0
    wanted: int = 0
    first: str = ""
    """The name of the program that comes first that week."""


@dataclass(frozen=True, slots=True)
class Unmatched:
    """A person without a circle, and what stood in the way."""

    id: str
    why: Why


@dataclass(frozen=True, slots=True)
class Shared:
    """What one wants of another and the other offers (`gain`), and the other way round (`give`)."""

    other: str
    gain: str = ""
    give: str = ""


@dataclass(frozen=True, slots=True)
class Reason:
    """All that is true of why one meets these others, as one of them sees it."""

    shared: tuple[Shared, ...] = ()
    fresh: bool = False
    """Whether they have met none of the others before."""
    hours: int = 0
    """Working hours that all share, where there are two or more and they are fresh."""
    teams: bool = False
    places: bool = False
    """Whether their team, their place is another than everybody's."""
    last: datetime | None = None
    """When they were last introduced to one of the others, where they were."""


@dataclass(frozen=True, slots=True)
class Draw:
    """The circles of one round and how good they are."""

    circles: tuple[tuple[str, ...], ...]
    """Ids sorted within a circle, circles sorted."""
    unmatched: tuple[Unmatched, ...]
    value: float
    """Mean value per person, those without a circle counting 0."""
    repeats: int
    repeated: tuple[Pair, ...]
    """The pairs that met inside the window and meet again, sorted by their ids."""
    bound: float | None
    """No draw under the same rules has a higher value; None where it was not computed."""
    seed: int


@dataclass(frozen=True, slots=True)
class Placed:
    """What became of people left alone in the middle of a round."""

    formed: tuple[tuple[str, ...], ...]
    """New circles among those left alone."""
    joined: tuple[tuple[str, int], ...]
    """(id, index of the existing circle that takes them)."""
    unmatched: tuple[Unmatched, ...]
