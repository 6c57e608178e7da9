"""Slack's tiers: how many calls of a method a minute one workspace bears, kept before Slack has to refuse."""

from collections.abc import Mapping

TIERS: Mapping[str, float] = {
    "conversations.open": 50.0,
    "conversations.history": 50.0,
    "conversations.replies": 50.0,
    "chat.update": 50.0,
    "users.info": 100.0,
}
"""Calls a minute, for the methods that a round calls often; posts have a pace of their own, pages wait when told to."""

_MOST = 50_000


class Budgets:
    """What is left to each token of each method: as many as a minute bears at once, then one as each comes free."""

    def __init__(self, tiers: Mapping[str, float] = TIERS) -> None:
        """Keep these tiers; a method that is not among them is free."""
        self.tiers = tiers
        self._left: dict[tuple[str, str], tuple[float, float]] = {}

    def take(self, token: str, method: str, now: float, leave: int = 0) -> float:
        """Take one call at `now` (seconds) and `leave` so many, or return how many seconds later there is one."""
        tier = self.tiers.get(method)
        if tier is None:
            return 0.0
        if len(self._left) >= _MOST:
            self._left.clear()
        left = self.left(token, method, now)
        needed = min(tier, 1.0 + leave)
        if left < needed:
            self._left[token, method] = (left, now)
            return (needed - left) * 60 / tier
        self._left[token, method] = (left - 1, now)
        return 0.0

    def left(self, token: str, method: str, now: float) -> float:
        """Return how many calls a token has left of a method at `now` (seconds)."""
        tier = self.tiers.get(method, float("inf"))
        left, since = self._left.get((token, method), (tier, now))
        return min(tier, left + (now - since) * tier / 60)
