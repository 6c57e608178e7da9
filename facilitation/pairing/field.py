"""The people of a draw as arrays: what two of them are worth to each other, and what is barred."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from facilitation.pairing.chance import Chance
from facilitation.pairing.model import History, Pair, Person, Rules, Weights
from facilitation.pairing.working import quarters

SCALE = 10_000
"""Whole-number steps in one unit of value: the solvers can loop for ever on fractions."""

AT_ONCE = 2**19
"""Pairs worked out at a time; of thousands of people every two are millions."""

AGAIN, FAMILIAR = 4 * SCALE, SCALE // 4
"""What each earlier meeting costs a repeat, more than any worth of two, and others who met."""
STEPS = 8
"""Numbers of meetings that are told apart, so that whole numbers stay small enough for the solvers."""

FAIRNESS = 0.6
"""How much one step of priority adds to a person's say (Gini .059 to .045 at 1.2 % of value)."""

Floats = NDArray[np.float32]
Bools = NDArray[np.bool_]
Index = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Block:
    """Some people of a field, every two compared; all matrices are symmetric, n x n."""

    worth: Floats
    """Whole numbers: the value both get (priority counted in) minus the penalty of a repeat."""
    repeat: Bools
    barred: Bools
    smallest: NDArray[np.int64]


class Field:
    """The people of one draw in seeded order, so that nothing depends on the order of the input."""

    def __init__(
        self,
        people: Iterable[Person],
        rules: Rules,
        weights: Weights,
        history: History,
        chance: Chance,
    ) -> None:
        """Turn people into arrays; of two people with one id the last counts."""
        unique = {person.id: person for person in people}
        self.people = chance.shuffled([unique[key] for key in sorted(unique)])
        self.n = len(self.people)
        self.place = {person.id: i for i, person in enumerate(self.people)}
        self.weights = weights
        self.rules = rules
        self.smallest = np.array([p.smallest for p in self.people], dtype=np.int64)
        say = np.clip([_finite(p.priority) for p in self.people], -1, 2)
        self.say: Floats = (1 + FAIRNESS * say).astype(np.float32)
        self._team = _codes([p.team for p in self.people])
        self._location = _codes([p.location for p in self.people])
        self._level = np.array([p.level for p in self.people], dtype=np.float32)
        quarters, self.begin = _working_time(self.people)
        self._quarters = np.packbits(quarters, axis=1).view(np.uint64)
        wants = [sorted(p.wants) for p in self.people]
        offers = [sorted(p.offers) for p in self.people]
        skills = {s: i for i, s in enumerate(sorted({s for row in wants + offers for s in row}))}
        self.wants, self.offers = _marks(wants, skills), _marks(offers, skills)
        spoken = [sorted(p.languages) for p in self.people]
        names = {s: i for i, s in enumerate(sorted({s for row in spoken for s in row}))}
        self.languages = _marks(spoken, names)
        self.any_language = np.array([not row for row in spoken], dtype=bool)
        self._kept_apart = self._pairs(dict.fromkeys(self.kept_apart(rules), 1.0))
        ages = {pair: float(age) for pair in history.met if (age := history.age(pair))}
        self._ages = self._pairs(ages)
        self._times = self._pairs(_ranks(history.times))
        half_life = max(history.half_life, 1e-6)
        self._cost = [
            round(2 * SCALE * history.penalty * 0.5 ** ((age - 1) / half_life))
            for age in range(1, max(history.window, 1) + 1)
        ]

    def kept_apart(self, rules: Rules) -> set[frozenset[str]]:
        """Pairs of this field that avoid each other or are manager and report."""
        pairs = {pair for pair in rules.blocked if len(pair) == 2 and pair <= self.place.keys()}
        if rules.no_manager:
            pairs |= {
                frozenset((p.id, p.manager))
                for p in self.people
                if p.manager in self.place and p.manager != p.id
            }
        return pairs

    def values(self, some: Index) -> Floats:
        """v[i, j]: what i gets from j, in [0, 1], for every two of some people."""
        wants, offers = self.wants[some], self.offers[some]
        team, location, level = self._team[some], self._location[some], self._level[some]
        quarters = self._quarters[some]
        v: Floats = np.empty((len(some), len(some)), np.float32)
        for rows in slices(v.shape):
            v[rows] = self._value(
                _dense(wants[rows] @ offers.T),
                _dense(offers[rows] @ wants.T),
                team[rows, None] != team,
                location[rows, None] != location,
                _shared(quarters[rows], quarters),
                level[rows, None] - level,
            )
        np.fill_diagonal(v, 0)
        return v

    def value_of_pairs(self, i: Index, j: Index) -> Floats:
        """What i gets from j for each pair (i[0], j[0]), (i[1], j[1]) and so on."""
        return self._value(
            _common(self.wants[i], self.offers[j]),
            _common(self.offers[i], self.wants[j]),
            self._team[i] != self._team[j],
            self._location[i] != self._location[j],
            np.bitwise_count(self._quarters[i] & self._quarters[j]).sum(axis=1, dtype=np.float32),
            self._level[i] - self._level[j],
        )

    def _value(
        self, a: Floats, b: Floats, team: Bools, location: Bools, quarters: Floats, level: Floats
    ) -> Floats:
        """The formula of pairing/README.md, term by term in single precision."""
        w, number = self.weights, np.float32
        v: Floats = number(0.3 * w.skill) * np.minimum(a, 2)
        v += number(0.1 * w.skill) * np.minimum(b, 2)
        v += number(0.2 * w.skill) * ((a > 0) & (b > 0))
        v += number(w.team) * team
        v += number(w.location) * location
        v += number(w.tz / 16) * np.minimum(quarters, 16)
        apart = np.minimum(np.abs(level), 3) / number(3)
        v += number(w.level) * (apart if w.level_mode == "mix" else 1 - apart)
        v /= number(w.skill + w.team + w.location + w.tz + w.level or 1)
        return v

    def block(self, some: Index) -> Block:
        """Compare every two of some people."""
        worth = self.values(some)
        worth *= self.say[some][:, None] * np.float32(SCALE)
        worth = worth + worth.T
        np.rint(worth, out=worth)
        ages = self._ages[some][:, some].tocoo()
        repeat: Bools = np.zeros(worth.shape, dtype=bool)
        repeat[ages.row, ages.col] = True
        cost = np.array(self._cost, np.float32)
        worth[ages.row, ages.col] -= cost[ages.data.astype(int) - 1]
        times = self._times[some][:, some].tocoo()
        again = np.where(repeat[times.row, times.col], AGAIN, FAMILIAR)
        worth[times.row, times.col] -= times.data * again.astype(np.float32)
        barred: Bools = (self._kept_apart[some][:, some] > 0).toarray()
        if self.rules.shared_language:
            free = self.any_language[some]
            words = self.languages[some]
            for rows in slices(barred.shape):
                shared = _dense(words[rows] @ words.T) > 0
                barred[rows] |= ~(shared | free[rows, None] | free)
        np.fill_diagonal(barred, False)
        return Block(worth, repeat, barred, self.smallest[some])

    def compare(self, i: Index, j: Index) -> tuple[Floats, Bools]:
        """Worth of each pair (i[0], j[0]) and so on as in a block, and whether it is legal and fresh."""
        repeat = self.repeated_pairs(i, j)
        there = self.value_of_pairs(i, j) * (self.say[i] * np.float32(SCALE))
        back = self.value_of_pairs(j, i) * (self.say[j] * np.float32(SCALE))
        worth: Floats = np.rint(there + back)
        return worth, ~(repeat | self.barred_pairs(i, j))

    def legal(self, i: int) -> Bools:
        """Who may be in a circle with person i (themselves not)."""
        ok = np.ones(self.n, dtype=bool)
        if self.rules.shared_language and not self.any_language[i]:
            ok = self.any_language.copy()
            ok[(self.languages @ self.languages[[i]].T).tocoo().row] = True
        ok[self._kept_apart[[i]].indices] = False
        ok[i] = False
        return ok

    def has_company(self) -> Bools:
        """Who shares a language with anybody else at all, as far as the rules ask for it."""
        if not self.rules.shared_language or self.any_language.any():
            return np.full(self.n, self.n > 1)
        speakers = np.bincount(self.languages.indices, minlength=self.languages.shape[1])
        company: Bools = self.languages @ (speakers > 1).astype(np.float32) > 0
        return company

    def barred_pairs(self, i: Index, j: Index) -> Bools:
        """Which of the pairs (i[0], j[0]), (i[1], j[1]) and so on may not be in one circle."""
        barred: Bools = _at(self._kept_apart, i, j) > 0
        if self.rules.shared_language:
            free = self.any_language[i] | self.any_language[j]
            barred |= ~(free | (_common(self.languages[i], self.languages[j]) > 0))
        return barred

    def repeated_pairs(self, i: Index, j: Index) -> Bools:
        """Which of the pairs met inside the window."""
        repeated: Bools = _at(self._ages, i, j) > 0
        return repeated

    def met(self, i: int) -> Bools:
        """Whom person i met inside the window."""
        met = np.zeros(self.n, dtype=bool)
        met[self._ages[[i]].indices] = True
        return met

    def _pairs(self, numbers: dict[frozenset[str], float]) -> sparse.csr_array:
        rows, columns, data = [], [], []
        for pair, number in numbers.items():
            if len(pair) == 2 and pair <= self.place.keys():
                first, second = (self.place[key] for key in pair)
                rows += [first, second]
                columns += [second, first]
                data += [number, number]
        return sparse.csr_array((np.array(data, np.float32), (rows, columns)), (self.n, self.n))


def slices(shape: tuple[int, ...]) -> Iterator[slice]:
    """Give the rows of a matrix some at a time, so that what is worked out on the way needs little memory."""
    count, width = shape
    step = max(1, AT_ONCE // max(width, 1))
    for start in range(0, count, step):
        yield slice(start, start + step)


def _ranks(times: Mapping[Pair, int]) -> dict[Pair, float]:
    """How often pairs met beside others: 1 for the fewest meetings there are, then 3, 6 and so on."""
    ranks = {count: rank for rank, count in enumerate(sorted(set(times.values())), start=1)}
    steps = {count: min(rank, STEPS) for count, rank in ranks.items()}
    return {pair: steps[count] * (steps[count] + 1) / 2 for pair, count in times.items()}


def _finite(number: float) -> float:
    return number if number == number else 0.0


def _codes(names: Sequence[str]) -> NDArray[np.int32]:
    codes = {name: i for i, name in enumerate(sorted(set(names)))}
    return np.array([codes[name] for name in names], dtype=np.int32)


def _common(one: sparse.csr_array, other: sparse.csr_array) -> Floats:
    common: Floats = np.asarray(one.multiply(other).sum(axis=1), dtype=np.float32).ravel()
    return common


def _at(matrix: sparse.csr_array, i: Index, j: Index) -> Floats:
    if len(i) == 0:
        return np.zeros(0, dtype=np.float32)
    picked = matrix[i, j]
    found: Floats = np.asarray(picked.toarray() if sparse.issparse(picked) else picked).ravel()
    return found


def _marks(rows: Sequence[Sequence[str]], names: dict[str, int]) -> sparse.csr_array:
    columns = [names[name] for row in rows for name in row]
    starts = np.cumsum([0, *(len(row) for row in rows)])
    ones = np.ones(len(columns), dtype=np.float32)
    return sparse.csr_array((ones, columns, starts), (len(rows), max(len(names), 1)))


def _shared(some: NDArray[np.uint64], others: NDArray[np.uint64]) -> Floats:
    """Count the quarter hours that each of some shares with each of the others.

    Bits are counted instead of multiplied as a matrix: for blocks as small as ours the threads of BLAS wait for one
    another longer than they work, the more so on a busy machine.
    """
    words = range(others.shape[1])
    counts = (np.bitwise_count(some[:, None, word] & others[:, word]) for word in words)
    return sum(counts, np.zeros((len(some), len(others)), np.float32))


def _dense(matrix: sparse.csr_array) -> Floats:
    dense: Floats = matrix.toarray().astype(np.float32, copy=False)
    return dense


def _working_time(people: Sequence[Person]) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
    """The quarter hours of the UTC day that each works, n x 128 to fill whole words; the first."""
    kept = [(person.work, person.breaks, person.utc_offset_min) for person in people]
    kinds = {hours: kind for kind, hours in enumerate(dict.fromkeys(kept))}
    marks = np.zeros((len(kinds), 128), dtype=np.uint8)
    begin = np.zeros(len(kinds), dtype=np.int64)
    for (work, breaks, offset), kind in kinds.items():
        worked = quarters(work, breaks, offset)
        marks[kind, [quarter % 96 for quarter in worked]] = 1
        begin[kind] = -((offset - work[0]) // 15) % 96
    which = np.array([kinds[hours] for hours in kept], dtype=np.intp)
    return marks[which], begin[which]
