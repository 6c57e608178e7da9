"""What finding an expert takes in and gives: who offers what, who asks, who was found and why."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

HALF_LIFE = timedelta(days=7)
"""After so long an ask weighs half in the load of the one asked."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A skill someone can share."""

    skill: str
    level: int = 3
    """From 1 to 5."""
    confidence: float = 0.5
    """How sure the level is, 0 to 1, as it has faded by now."""


@dataclass(frozen=True, slots=True)
class Load:
    """How much someone has been asked lately: a number of asks that decays."""

    amount: float = 0.0
    at: datetime = datetime(2000, 1, 1, tzinfo=UTC)
    """The instant at which it is that much."""

    def left(self, now: datetime) -> float:
        """What is left of it at an instant, which may be a little earlier."""
        return self.amount * 0.5 ** max((now - self.at) / HALF_LIFE, -60) if self.amount else 0.0

    def asked(self, at: datetime, weight: float = 1.0) -> "Load":
        """The load after one more ask at an instant; a weight under 1 is less than a whole ask."""
        latest = max(at, self.at) if self.amount else at
        return Load(self.left(latest) + Load(weight, at).left(latest), latest)


@dataclass(frozen=True, slots=True)
class Expert:
    """One member as asking sees them: every member, for who offers nothing may still ask."""

    id: str
    offers: tuple[Offer, ...] = ()
    team: str = ""
    """Empty: unknown, so nobody is of the same team."""
    utc_offset_min: int = 0
    work: tuple[int, int] = (540, 1020)
    """Working time in local minutes of the day; an end before the start runs past midnight."""
    breaks: tuple[tuple[int, int], ...] = ()
    """What of it is not worked, as between two shifts."""
    days: tuple[int, ...] = (0, 1, 2, 3, 4)
    """Local weekdays on which they work; 0 is Monday."""
    languages: frozenset[str] = frozenset()
    """Empty: unknown, so taken to speak with everyone."""
    away: bool = False
    """Away or paused: never found; may ask."""
    open: int = 0
    """Requests that wait for them."""
    limit: int | None = None
    """So many open requests are their limit: not found until one is settled."""
    load: Load = Load()

    @property
    def reachable(self) -> bool:
        """Whether they can be asked at all."""
        return not self.away and (self.limit is None or self.open < self.limit)


@dataclass(frozen=True, slots=True)
class Ask:
    """Someone looks for people who can share a skill."""

    who: str
    skill: str
    at: datetime
    k: int = 3
    """How many experts are wanted at most."""


@dataclass(frozen=True, slots=True)
class Found:
    """An expert found, and what spoke for and against them."""

    id: str
    score: float
    """The best comes first; under 1, and under 0 only for who has been asked a lot."""
    offer: Offer
    now_min: int
    """Shared working minutes within the next four hours."""
    week_min: int
    """Shared working minutes within the next seven days."""
    languages: tuple[str, ...]
    """Those they share, sorted; empty when one of them has named none."""
    other_team: bool
    load: float
    """Asks of late, decayed to the instant of this one."""
