"""What goes wrong on purpose: lost answers, errors, slowness and rate limits, by method and workspace."""

from collections import defaultdict, deque
from dataclasses import dataclass, field
from typing import Literal

Kind = Literal["drop", "500", "html", "fatal_error", "slow", "429", "error"]


@dataclass(eq=False)
class Fault:
    """One thing that goes wrong, until it has happened `times` times or is stopped."""

    kind: Kind
    method: str = "*"
    team: str = "*"
    times: int | None = None
    effect: bool = True
    """Whether the call is carried out all the same."""
    seconds: float = 0.0
    """How slow, or what Retry-After says."""
    error: str = ""
    hits: int = 0

    def stop(self) -> None:
        """Let it not happen again."""
        self.times = self.hits

    def meets(self, method: str, team: str) -> bool:
        """Tell whether it happens to this call."""
        return (
            self.method in ("*", method)
            and self.team in ("*", team)
            and (self.times is None or self.hits < self.times)
        )


@dataclass(eq=False)
class Limit:
    """At most `most` calls of a method in `seconds`, for each workspace and, if asked, each channel."""

    method: str
    most: int
    seconds: float
    by_channel: bool = False
    recent: dict[tuple[str, str], deque[float]] = field(
        default_factory=lambda: defaultdict(deque), repr=False
    )

    def wait(self, team: str, channel: str, now: float) -> float:
        """Return how many seconds to wait, 0 when the call may go on (it is counted then)."""
        recent = self.recent[team, channel if self.by_channel else ""]
        while recent and recent[0] <= now - self.seconds:
            recent.popleft()
        if len(recent) >= self.most:
            return recent[0] + self.seconds - now
        recent.append(now)
        return 0.0


class Faults:
    """The faults that are switched on."""

    def __init__(self) -> None:
        """Begin with none."""
        self.active: list[Fault] = []
        self.limits: dict[str, Limit] = {}

    def drop(
        self, method: str, *, effect: bool = True, times: int | None = 1, team: str = "*"
    ) -> Fault:
        """Cut the connection instead of answering."""
        return self._on(Fault("drop", method, team, times, effect))

    def server_error(
        self, method: str, *, effect: bool = True, times: int | None = 1, team: str = "*"
    ) -> Fault:
        """Answer 500."""
        return self._on(Fault("500", method, team, times, effect))

    def html(
        self, method: str, *, effect: bool = False, times: int | None = 1, team: str = "*"
    ) -> Fault:
        """Answer 503 with a page of HTML."""
        return self._on(Fault("html", method, team, times, effect))

    def fatal_error(
        self, method: str, *, effect: bool = True, times: int | None = 1, team: str = "*"
    ) -> Fault:
        """Answer 200 with `fatal_error`, which may mean that it was done."""
        return self._on(Fault("fatal_error", method, team, times, effect))

    def error(self, method: str, error: str, *, times: int | None = 1, team: str = "*") -> Fault:
        """Answer with an error of Slack's, without an effect."""
        return self._on(Fault("error", method, team, times, effect=False, error=error))

    def slow(
        self,
        method: str,
        seconds: float,
        *,
        effect: bool = False,
        times: int | None = 1,
        team: str = "*",
    ) -> Fault:
        """Wait before the call is carried out, or with `effect` between that and the answer."""
        return self._on(Fault("slow", method, team, times, effect, seconds))

    def storm(self, team: str = "*", *, method: str = "*", retry_after: float = 1.0) -> Fault:
        """Answer 429 to every call of a workspace until the fault is stopped."""
        return self._on(Fault("429", method, team, None, effect=False, seconds=retry_after))

    def limit(
        self, method: str, most: int, *, seconds: float = 60.0, by_channel: bool = False
    ) -> None:
        """Answer 429 to what exceeds so many calls in so many seconds."""
        self.limits[method] = Limit(method, most, seconds, by_channel)

    def clear(self) -> None:
        """Switch everything off."""
        self.active.clear()
        self.limits.clear()

    def take(self, method: str, team: str) -> Fault | None:
        """Return the fault that happens to this call, counted."""
        for fault in self.active:
            if fault.meets(method, team):
                fault.hits += 1
                return fault
        return None

    def wait(self, method: str, team: str, channel: str, now: float) -> float:
        """Return for how long this call is rate limited, in seconds."""
        limit = self.limits.get(method)
        return limit.wait(team, channel, now) if limit else 0.0

    def _on(self, fault: Fault) -> Fault:
        self.active.append(fault)
        return fault
