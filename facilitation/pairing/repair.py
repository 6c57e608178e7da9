"""The last word on a division: no rule broken, and nobody alone who could be placed."""

from collections import deque
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from facilitation.pairing import circles as many
from facilitation.pairing import pairs as two
from facilitation.pairing.chance import Chance
from facilitation.pairing.exact import best
from facilitation.pairing.field import Bools, Field
from facilitation.pairing.model import Sizes
from facilitation.pairing.sizes import split

EXACT = 10
"""Up to this many people every division is tried."""
REACH = 400
"""People asked to make room before someone is given up."""
POOL = 10
"""People divided anew, by trying everything, around somebody who is still alone."""
GIVE_UP = 12
"""How many people still alone, and pools for each of them, are tried so."""


class Table:
    """The circles of a division while people still move between them."""

    def __init__(self, field: Field, circles: Iterable[Iterable[int]], sizes: Sizes) -> None:
        """Seat the circles; those that break a rule lose the people who break most of them."""
        self.field, self.sizes = field, sizes
        self.label = np.full(field.n, -1, dtype=np.int64)
        self.circles: list[set[int]] = []
        self._legal: dict[int, Bools] = {}
        drawn = [list(circle) for circle in circles]
        i, j, number = many.pairs_of(drawn)
        bad = np.bincount(number, field.barred_pairs(i, j), minlength=len(drawn)) > 0
        for circle, broken in zip(drawn, bad, strict=True):
            members = self._without_offenders(circle) if broken else circle
            shy = max((int(field.smallest[m]) for m in members), default=0)
            if max(shy, sizes.smallest) <= len(members) <= sizes.largest:
                self.seat(members)

    def legal(self, i: int) -> Bools:
        """Who may be in a circle with person i."""
        if i not in self._legal:
            self._legal[i] = self.field.legal(i)
        return self._legal[i]

    def alone(self) -> list[int]:
        """People without a circle, those to be served first in front."""
        left = np.flatnonzero(self.label < 0)
        return [int(i) for i in left[np.argsort(-self.field.say[left], kind="stable")]]

    def hope(self, i: int) -> bool:
        """Whether enough people are legal for person i to sit in any circle at all."""
        least = max(int(self.field.smallest[i]), self.sizes.smallest)
        return least <= self.sizes.largest and int(self.legal(i).sum()) >= least - 1

    def seat(self, members: Iterable[int]) -> None:
        """Make a new circle."""
        self.circles.append(set())
        for member in members:
            self.move(member, len(self.circles) - 1)

    def move(self, i: int, circle: int) -> None:
        """Put a person into a circle (-1: none), out of the one they were in."""
        if self.label[i] >= 0:
            self.circles[self.label[i]].discard(i)
        self.label[i] = circle
        if circle >= 0:
            self.circles[circle].add(i)

    def conflicts(self, i: int) -> NDArray[np.int64]:
        """For each circle, how many of its members may not be with person i."""
        bad = ~self.legal(i) & (self.label >= 0)
        bad[i] = False
        return np.bincount(self.label[bad], minlength=len(self.circles))

    def counts(self) -> NDArray[np.int64]:
        """How many people each circle has."""
        return np.bincount(self.label[self.label >= 0], minlength=len(self.circles))

    def open_to(self, i: int) -> NDArray[np.intp]:
        """The circles that person i may join."""
        counts = self.counts()
        roomy = (self.conflicts(i) == 0) & (counts > 0) & (counts < self.sizes.largest)
        return np.flatnonzero(roomy & (counts + 1 >= self.field.smallest[i]))

    def best_to_join(self, i: int, options: NDArray[np.intp]) -> int:
        """Of some circles the one with fewest repeats, then the smallest, then worth most."""
        met = self.field.met(i) & (self.label >= 0)
        repeats = np.bincount(self.label[met], minlength=len(self.circles))
        rank = (repeats * self.field.n + self.counts())[options]
        options = options[rank == rank.min()][:150]
        worth: dict[int, float] = {}
        for part in np.array_split(options, -(-len(options) // 50)):
            members = [(int(c), m) for c in part for m in sorted(self.circles[c])]
            block = self.field.block(np.array([i, *(m for _, m in members)]))
            for at, (c, _) in enumerate(members, start=1):
                gain = float(block.worth[0, at]) / len(self.circles[c])
                worth[c] = worth.get(c, 0.0) + gain
        return max(worth, key=lambda c: (worth[c], -c))

    def _without_offenders(self, circle: list[int]) -> list[int]:
        members = sorted(circle)
        while members:
            against = [int((~self.legal(i)[members]).sum()) - 1 for i in members]
            if max(against) <= 0:
                break
            members.pop(against.index(max(against)))
        return members


def settle(field: Field, circles: list[list[int]], sizes: Sizes, chance: Chance) -> list[list[int]]:
    """Drop who breaks a rule and place everyone left: among themselves, by joining, by moving."""
    table = Table(field, circles, sizes)
    _among_themselves(table, chance)
    seatless = field.n - sum(split(field.n, sizes))
    for _ in range(2):
        left = table.alone()
        if len(left) <= seatless:
            break
        for person in left:
            if table.label[person] < 0 and table.hope(person):
                _place(table, person)
    for person in list(filter(table.hope, table.alone()))[:GIVE_UP]:
        if table.label[person] < 0 and len(table.alone()) > seatless:
            _regroup(table, person, chance)
    return [sorted(circle) for circle in table.circles if circle]


def _among_themselves(table: Table, chance: Chance) -> None:
    field, sizes = table.field, table.sizes
    company = field.has_company()
    left = np.array([i for i in table.alone() if company[i]], dtype=np.intp)
    if len(left) < sizes.smallest:
        return
    if len(left) <= EXACT:
        found = [[int(left[i]) for i in c] for c in best(field.block(left), sizes)]
    elif sizes.target == 2:
        found = two.form(field, left, chance)
    else:
        found = many.form(field, left, split(len(left), sizes), chance)
    for circle in Table(field, found, sizes).circles:
        if circle:
            table.seat(circle)


def _place(table: Table, person: int) -> bool:
    """Find a seat along a chain: each takes another's seat, the last joins or forms a circle."""
    came: dict[int, tuple[int, int] | None] = {person: None}
    queue = deque([person])
    while queue and len(came) <= REACH:
        homeless = queue.popleft()
        used = set(_chain(came, homeless))
        if _seat(table, homeless, came, used):
            return True
        conflicts, counts = table.conflicts(homeless), table.counts()
        big_enough = (counts >= table.field.smallest[homeless]) & (conflicts <= 1)
        for c in np.flatnonzero(big_enough):
            if int(c) in used:
                continue
            legal = table.legal(homeless)
            members = sorted(table.circles[c])
            for member in members if conflicts[c] == 0 else [m for m in members if not legal[m]]:
                if member not in came:
                    came[member] = (homeless, int(c))
                    queue.append(member)
    return False


def _regroup(table: Table, person: int, chance: Chance) -> None:
    """Divide a few circles anew, together with the person, so that fewer are alone."""
    ok = table.legal(person)
    others = [i for i in table.alone() if i != person]
    for _ in range(GIVE_UP):
        near = chance.shuffled(sorted({int(c) for c in table.label[ok & (table.label >= 0)]}))
        far = chance.shuffled(sorted(set(range(len(table.circles))) - set(near)))
        pool = [person]
        for c in [*near[: 1 + len(near) // 2], *far, *near[1 + len(near) // 2 :]]:
            if len(pool) + len(table.circles[c]) <= POOL:
                pool += sorted(table.circles[c])
        seated = len(pool) - 1
        pool += chance.shuffled(others)[: POOL - len(pool)]
        found = best(table.field.block(np.array(pool)), table.sizes)
        if sum(map(len, found)) > seated:
            for i in pool:
                table.move(i, -1)
            for circle in found:
                table.seat(pool[at] for at in circle)
            return


def _chain(came: dict[int, tuple[int, int] | None], person: int) -> list[int]:
    circles = []
    while (step := came[person]) is not None:
        circles.append(step[1])
        person = step[0]
    return circles


def _seat(
    table: Table,
    person: int,
    came: dict[int, tuple[int, int] | None],
    used: set[int],
) -> bool:
    """Let the end of a chain join a circle, or gather a new one; then move the whole chain."""
    options = np.array([c for c in table.open_to(person) if int(c) not in used], dtype=np.intp)
    gathered = [] if len(options) else _gather(table, person, used, set(came))
    if not len(options) and not gathered:
        return False
    target = table.best_to_join(person, options) if len(options) else -1
    moves = [(person, target)]
    while (step := came[person]) is not None:
        person, circle = step
        moves.append((person, circle))
    last = moves[0][0]
    for member, _ in moves:
        table.move(member, -1)
    for member, circle in moves:
        table.move(member, circle)
    if gathered:
        table.seat([last, *gathered])
    return True


def _gather(table: Table, person: int, used: set[int], passed: set[int]) -> list[int]:
    """Legal company for a new circle: others left alone, and members whom big circles can spare."""
    field, sizes = table.field, table.sizes
    free = table.legal(person).copy()
    free[list(passed)] = False
    big = np.append(table.counts() > sizes.smallest, True)
    free &= big[table.label]
    for i in np.flatnonzero(free & (table.label >= 0)):
        free[i] = int(table.label[i]) not in used and _can_spare(table, int(i))
    choices = [int(i) for i in np.flatnonzero(free)]
    for first in choices[:20]:
        size = max(sizes.smallest, int(field.smallest[[person, first]].max()))
        company: list[int] = []
        homes: set[int] = set()
        ok = free.copy()
        for other in [first, *choices]:
            home = int(table.label[other])
            if ok[other] and home not in homes and field.smallest[other] <= size <= sizes.largest:
                company.append(other)
                ok &= table.legal(other)
                homes |= {home} - {-1}
            if len(company) == size - 1:
                return company
    return []


def _can_spare(table: Table, member: int) -> bool:
    """Whether the member's circle stays legal, and content, without them."""
    rest = table.circles[int(table.label[member])] - {member}
    least = max((int(table.field.smallest[m]) for m in rest), default=0)
    return len(rest) >= max(least, table.sizes.smallest)
