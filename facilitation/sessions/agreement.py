"""Coming to a time: which are proposed to two to eight people, and who has said yes to which."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

Times = tuple[datetime, ...]


@dataclass(frozen=True, slots=True)
class Agreement:
    """Times before people, earliest first, and the answers so far; who proposes times can make them all."""

    people: tuple[str, ...]
    times: Times = ()
    yes: Mapping[str, Times] = field(default_factory=dict)
    """By member the times that suit them, none of them perhaps; who has not answered is not in it."""

    def propose(self, by: str, times: Collection[datetime]) -> "Agreement":
        """Return it with other times; what others have said stands for those times that were there before."""
        offered = tuple(sorted(set(times)))
        known = {who: kept for who, said in self.yes.items() if (kept := _in(said, offered))}
        return replace(self, times=offered, yes={**known, by: offered})

    def ask(self, times: Collection[datetime]) -> "Agreement":
        """Return it with times of which nobody has said yet whether they suit."""
        return replace(self, times=tuple(sorted(set(times))), yes={})

    def answer(self, by: str, times: Collection[datetime]) -> "Agreement":
        """Return it with the times that suit a member; what is not proposed counts for nothing."""
        return replace(self, yes={**self.yes, by: _in(times, self.times)})

    def ahead(self, now: datetime) -> "Agreement":
        """Return it with those times only that are still ahead."""
        return replace(self, times=tuple(at for at in self.times if at > now))

    def without(self, member: str) -> "Agreement":
        """Return it among the others, once a member no longer takes part."""
        rest = {who: said for who, said in self.yes.items() if who != member}
        return replace(self, people=tuple(p for p in self.people if p != member), yes=rest)

    @property
    def waits_for(self) -> tuple[str, ...]:
        """Return who has yet to answer."""
        return tuple(p for p in self.people if p not in self.yes) if self.times else ()

    @property
    def agreed(self) -> datetime | None:
        """Return the earliest time that all have said yes to, or None."""
        return next((at for at in self.times if self._count(at) == len(self.people)), None)

    @property
    def best(self) -> datetime | None:
        """Return the time that the most have said yes to, the earliest of these; None where nobody can make any."""
        likely = max(self.times, key=self._count, default=None)
        return likely if likely is not None and self._count(likely) else None

    def suits(self, at: datetime) -> tuple[str, ...]:
        """Return who has said yes to a time."""
        return tuple(p for p in self.people if at in self.yes.get(p, ()))

    @property
    def failed(self) -> bool:
        """Return whether all have answered and no time suits them all."""
        return bool(self.times) and not self.waits_for and self.agreed is None

    def _count(self, at: datetime) -> int:
        return len(self.suits(at))


def _in(said: Collection[datetime], offered: Sequence[datetime]) -> Times:
    return tuple(at for at in offered if at in said)
