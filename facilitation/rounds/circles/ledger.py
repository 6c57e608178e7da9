"""Fair turns: each role of a circle goes to whom it is due, and nobody is more than one turn off their share."""

import zlib
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from facilitation.pairing.mentors import Turns as Mentored
from facilitation.rounds.model import Dealt, Role, Seat, Turns
from facilitation.work import Work

Ledger = Mapping[str, Turns]
"""By member how often they had which role."""
Accounts = Mapping[str, Mapping[Role, float]]
"""By member how often they were asked to be what, less their share: what was asked, over how many were there for it."""

MOST = 1 + 1e-9
"""So many turns anybody is off their share at the most, ahead or behind."""

NOT_BESIDE: Mapping[Role, Role] = {
    "learner": "mentor",
    "notes": "mentor",
    "facilitator": "owner",
}
"""What nobody is beside something else, which is settled before it."""


def of(work: Work, program: str, members: Sequence[str], but: str = "") -> Accounts:
    """Return the accounts of members in a program, all of its rounds counted `but` one."""
    return accounts(work.duties.dealt(program, members), but)


def accounts(dealt: Iterable[Dealt], but: str = "") -> Accounts:
    """Return what all who are in some sessions have by them; those of one round do not count.

    Who was away had no share of it, and who could not be something beside what they were had none of that. So all
    accounts of a role add up to nothing, whoever comes and goes.
    """
    found: dict[str, dict[Role, float]] = defaultdict(lambda: defaultdict(float))
    for one in dealt:
        for role, asked in one.asked.items() if one.round != but else ():
            beside = one.asked.get(NOT_BESIDE[role], ()) if role in NOT_BESIDE else ()
            able = [m for m in one.there if m not in beside]
            for member in able:
                found[member][role] -= len(asked) / len(able)
            for member in asked:
                found[member][role] += 1
    return found


def due(
    role: Role,
    among: Iterable[str],
    accounts: Accounts,
    of_equals: Callable[[str], object],
    *,
    count: int = 1,
    asked: Collection[str] = (),
) -> tuple[str, ...]:
    """Return whom a role is due to: who had it least for their share, and `of_equals` the least.

    It is more than `count`, those who were `asked` already among them, only where somebody would be more than one turn
    off their share otherwise: as nobody knows who will be there, no rule that asks one alone can prevent that, be it
    four people of whom two may be away. Those who all are something together get neither ahead nor behind by it.
    """

    def account(member: str) -> float:
        return accounts.get(member, {}).get(role, 0.0)

    line = sorted(among, key=lambda m: (m not in asked, round(account(m), 6), of_equals(m)))
    for many in range(min(max(count, len(asked)), len(line)), len(line)):
        after = [account(m) - many / len(line) + (n < many) for n, m in enumerate(line)]
        if all(abs(one) <= MOST for one in after):
            return tuple(line[:many])
    return tuple(line)


def by_lot(
    seed: int, given: Mapping[str, Sequence[Role]] | None = None
) -> Callable[[str], tuple[int, int]]:
    """Return what decides between equals: who is `given` the fewest now, and of these the seed."""
    return lambda member: (len((given or {}).get(member, ())), hash_of(member) ^ seed)


def given(seats: Sequence[Seat], role: Role, *members: str) -> tuple[Seat, ...]:
    """Return the seats with a role that these members have, and nobody else."""
    return tuple(
        replace(
            s, roles=(*_but(s.roles, role), role) if s.member in members else _but(s.roles, role)
        )
        for s in seats
    )


def handed_on(
    seats: Sequence[Seat],
    member: str,
    among: Sequence[str],
    accounts: Accounts,
    seed: int,
    *,
    asked: bool = False,
) -> tuple[Seat, ...]:
    """Return the seats once a member does no more what they were to do: it passes to whom it is due among the others.

    `accounts` are those before this round; `asked` says that they still are there, and were asked.
    """
    roles = next((s.roles for s in seats if s.member == member), ())
    seats = tuple(replace(s, roles=()) if s.member == member else s for s in seats)
    for role in roles if among else ():
        if role == "mentee":
            continue
        having = [s.member for s in seats if s.member in among and role in s.roles]
        barred = [s.member for s in seats if any(_barred(role, other) for other in s.roles)]
        able = [m for m in among if m in having or m not in barred]
        if set(able) <= set(having):
            able = list(among)
        known = [*having, member] if asked else having
        there = [*able, member] if asked else able
        count = min(len(having) + 1 + asked, len(there))
        found = due(role, there, accounts, by_lot(seed), count=count, asked=known)
        heirs = [m for m in found if m != member]
        seats = given(seats, role, *heirs)
        if role == "mentor":
            seats = tuple(
                replace(s, roles=_but(s.roles, "mentee")) if s.member in heirs else s for s in seats
            )
    return seats


def mentored(ledger: Ledger) -> dict[str, Mentored]:
    """Return the ledger of mentors and mentees as the draw reads it."""
    return {
        member: Mentored(turns.get("mentor", 0), turns.get("mentee", 0))
        for member, turns in ledger.items()
    }


def hash_of(text: str) -> int:
    """Return a number of the text that is the same on every machine, to break ties without favor."""
    return zlib.crc32(text.encode())


def _barred(role: Role, other: Role) -> bool:
    return NOT_BESIDE.get(role) == other or NOT_BESIDE.get(other) == role


def _but(roles: Sequence[Role], role: Role) -> tuple[Role, ...]:
    return tuple(r for r in roles if r != role)
