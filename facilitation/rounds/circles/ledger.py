"""Fair turns: whoever had a role least often is next, and of equals the seed decides."""

import zlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from facilitation.pairing.mentors import Turns as Mentored
from facilitation.rounds.model import Role, Seat, Turns

Ledger = Mapping[str, Turns]
"""By member how often they had which role."""
Shares = Mapping[str, float]
"""By member how often they would have had a role by now, had all who were there had it alike."""
UNKNOWN: Shares = MappingProxyType({})


def next_up(
    role: Role,
    among: Iterable[str],
    ledger: Ledger,
    seed: int,
    given: Mapping[str, Sequence[Role]] | None = None,
    first: Collection[str] = (),
    shares: Shares = UNKNOWN,
) -> str:
    """Return whose turn it is to have a role: who had it least often, for their share where that is known.

    So nobody has to catch up on rounds in which they were away. Of these who is `given` the fewest now, and of these
    those of `first`.
    """

    def had(member: str) -> tuple[float, int, bool, int]:
        now, later = len((given or {}).get(member, ())), member not in first
        account = round(ledger.get(member, {}).get(role, 0) - shares.get(member, 0), 3)
        return account, now, later, hash_of(member) ^ seed

    return min(among, key=had)


def given(seats: Sequence[Seat], role: Role, member: str) -> tuple[Seat, ...]:
    """Return the seats with a role that one member has, and nobody else."""
    return tuple(
        replace(
            s, roles=(*_but(s.roles, role), role) if s.member == member else _but(s.roles, role)
        )
        for s in seats
    )


def handed_on(
    seats: Sequence[Seat],
    member: str,
    among: Sequence[str],
    ledger: Ledger,
    seed: int,
    shares: Shares = UNKNOWN,
) -> tuple[Seat, ...]:
    """Return the seats once a member has gone: what they were passes to whose turn it is among the others."""
    roles = next((s.roles for s in seats if s.member == member), ())
    seats = tuple(replace(s, roles=()) if s.member == member else s for s in seats)
    for role in roles:
        willing = [s.member for s in seats if s.member in among and role not in s.roles]
        if not willing:
            continue
        heir = next_up(role, willing, ledger, seed, shares=shares)
        if role == "mentor":
            seats = _now_mentor(seats, heir)
        elif role != "mentee":
            seats = given(seats, role, heir)
    return seats


def mentored(ledger: Ledger, shares: Shares = UNKNOWN, count: int = 1) -> dict[str, Mentored]:
    """Return the ledger of mentors, so many in a circle, and mentees as the draw reads it."""
    return {
        member: Mentored(
            turns.get("mentor", 0),
            turns.get("mentee", 0),
            count * shares[member] if member in shares else None,
        )
        for member, turns in ledger.items()
    }


def hash_of(text: str) -> int:
    """Return a number of the text that is the same on every machine, to break ties without favor."""
    return zlib.crc32(text.encode())


def _now_mentor(seats: Sequence[Seat], member: str) -> tuple[Seat, ...]:
    return tuple(
        replace(s, roles=(*_but(s.roles, "mentee"), "mentor")) if s.member == member else s
        for s in seats
    )


def _but(roles: Sequence[Role], role: Role) -> tuple[Role, ...]:
    return tuple(r for r in roles if r != role)
