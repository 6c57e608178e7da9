"""All rounds of a cohort at once, so that nobody meets anybody twice: tabu search and relabelling.

The search swaps two people within a round, always the best swap that is not tabu, as Dotu and Van
Hentenryck do for social golfers (Scheduling social golfers locally, 2005). A known design needs no
search: its places are given to people so that no barred pair meets and worth is highest. All
numbers are whole, and steps are counted, never timed.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from facilitation.pairing.chance import Chance
from facilitation.pairing.exact import SHARE
from facilitation.pairing.field import Bools, Index

STEPS = 20_000
"""Steps of a search among 32 people; more people get fewer, as each costs more."""
TENURE = 4
"""Steps, besides one for each round and a few by chance, before two people may swap back."""
SHAKES = 400

Doubles = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Cohort:
    """The same n people in every round, in circles of the same sizes."""

    barred: Bools
    ages: NDArray[np.int64]
    """Rounds since each two met, as the first round counts them; 0 for never. n x n."""
    window: int
    worth: Doubles
    """Whole numbers, n x n, zero between a person and themselves."""
    smallest: NDArray[np.int64]
    counts: NDArray[np.int64]
    """How many people each circle has."""

    def past(self, turn: int) -> Bools:
        """Who may not meet in a round because of a rule or of rounds before the plan."""
        recent: Bools = self.barred | ((self.ages > 0) & (self.ages + turn <= self.window))
        return recent

    def most(self) -> int:
        """More rounds free of repeats than this are impossible for some person."""
        free = (~self.barred).sum(axis=1) - 1
        return int((free // (self.counts.min() - 1)).min(initial=len(self.barred)))


class Plan:
    """Which circle everybody is in, round by round, and who meets whom how often."""

    def __init__(self, cohort: Cohort, labels: Index) -> None:
        """Take a table of circle numbers, rounds x people."""
        self.cohort, self.labels = cohort, labels.copy()
        rounds, n = labels.shape
        self.everyone = np.arange(n)
        self.circles = np.eye(len(cohort.counts))
        self.past = np.array([cohort.past(turn) for turn in range(rounds)], dtype=np.float64)
        self.shy = (cohort.smallest[:, None] > cohort.counts).astype(np.float64)
        self.share = (SHARE // np.maximum(cohort.counts - 1, 1)).astype(np.float64)
        self.together = (labels[:, :, None] == labels[:, None, :]).astype(np.float64)
        self.together[:, self.everyone, self.everyone] = 0
        self.met: Doubles = self.together.sum(axis=0)

    def faults(self) -> int:
        """Barred pairs, meetings beyond the first, and people in circles too small for them."""
        again = np.maximum(self.met - 1, 0).sum() + (self.past * self.together).sum()
        shy = sum(self.shy[self.everyone, label].sum() for label in self.labels)
        return int(again // 2 + shy)

    def worth(self) -> int:
        """What all rounds are worth together."""
        shares = self.share[self.labels][:, :, None] * self.together
        return int((self.cohort.worth * shares).sum()) // 2

    def bad(self, turn: int) -> Doubles:
        """1 or more for two people whose circle in this round would be at fault; n x n."""
        bad: Doubles = ((self.met - self.together[turn]) > 0) + self.past[turn]
        return bad

    def gains(self, turn: int, rows: Index, bad: Doubles) -> Doubles:
        """How many faults every swap of some people with anybody takes away; rows x n."""
        label = self.labels[turn]
        held = bad @ self.circles[label] + self.shy
        own = held[self.everyone, label]
        there = held[:, label]
        gain: Doubles = own[rows][:, None] + own - there[rows] - there[:, rows].T
        gain += 2 * bad[rows]
        return gain

    def prices(self, turn: int) -> Doubles:
        """What every swap adds in worth; n x n."""
        label, worth = self.labels[turn], self.cohort.worth
        held = (worth @ self.circles[label]) * self.share
        own = held[self.everyone, label]
        there = held[:, label]
        share = self.share[label]
        price: Doubles = there + there.T - own[:, None] - own - worth * (share[:, None] + share)
        return price

    def swap(self, turn: int, i: int, j: int) -> None:
        """Let two people change places in a round."""
        label, together = self.labels[turn], self.together[turn]
        self.met -= together
        label[i], label[j] = label[j], label[i]
        for k in (i, j):
            row = label == label[k]
            together[k] = together[:, k] = row
            together[k, k] = 0
        self.met += together


def search(cohort: Cohort, rounds: int, chance: Chance) -> Index | None:
    """Return rounds without any fault, or None when none were found."""
    n = len(cohort.barred)
    seats = np.repeat(np.arange(len(cohort.counts)), cohort.counts)
    plan = Plan(cohort, np.array([seats[chance.order(n)] for _ in range(rounds)]))
    steps = STEPS * 32**2 // max(n, 32) ** 2
    words = chance.words(steps).tolist()
    noise = (chance.words(16 * n * n) >> np.uint64(40)).astype(np.float64) / 2**25
    noise = noise.reshape(16, n, n)
    until = np.zeros((rounds, n, n), dtype=np.int64)
    faults = best = plan.faults()
    for step in range(steps):
        if faults == 0:
            return plan.labels
        turn, word = words[step] % rounds, words[step] >> 32
        label, bad = plan.labels[turn], plan.bad(turn)
        rows = np.flatnonzero((bad * plan.together[turn]).sum(axis=1) > 0)
        rows = np.union1d(rows, np.flatnonzero(plan.shy[plan.everyone, label]))
        if not len(rows):
            continue
        gain = plan.gains(turn, rows, bad)
        rank = gain + noise[word % 16][rows]
        rank[(until[turn][rows] > step) & (faults - gain >= best)] = -np.inf
        rank[label[rows][:, None] == label] = -np.inf
        at, j = divmod(int(rank.argmax()), n)
        if rank[at, j] == -np.inf:
            continue
        i = int(rows[at])
        plan.swap(turn, i, j)
        faults -= int(gain[at, j])
        best = min(best, faults)
        until[turn, i, j] = until[turn, j, i] = step + TENURE + rounds + (word >> 8) % 8
    return plan.labels if faults == 0 else None


def relabel(cohort: Cohort, labels: Index, chance: Chance) -> Index | None:
    """Give the places of a design to people so that nobody barred or met before meets.

    Of such ways the one worth most that was found; None when there was none. The number of a circle
    means nothing between rounds, but its size has to be that of the cohort.
    """
    plan = Plan(cohort, labels)
    shares = (plan.share[labels][:, :, None] * plan.together).sum(axis=0)
    heavy = float(cohort.worth.max(initial=0) - cohort.worth.min(initial=0)) + 1
    heavy *= float(shares.sum())
    cost = (cohort.barred | (cohort.ages > 0)) * heavy - cohort.worth
    n = len(cost)
    seated, total = _descend(shares, cost, np.arange(n))
    for _ in range(SHAKES):
        moved = chance.order(n)[: max(3, n // 6)]
        again = seated.copy()
        again[moved] = again[np.roll(moved, 1)]
        again, other = _descend(shares, cost, again)
        if other < total:
            seated, total = again, other
    answer = np.empty_like(labels)
    answer[:, seated] = labels
    return answer if Plan(cohort, answer).faults() == 0 else None


def _descend(shares: Doubles, cost: Doubles, seated: Index) -> tuple[Index, float]:
    """Exchange two people's places, the best exchange first, while that lowers the cost."""
    seated = seated.copy()
    everyone = np.arange(len(seated))
    while True:
        here = cost[seated][:, seated]
        held = shares @ here
        own = held[everyone, everyone]
        change = held + held.T - own[:, None] - own + 2 * shares * here
        i, j = divmod(int(change.argmin()), len(seated))
        if change[i, j] >= 0:
            return seated, float((shares * here).sum())
        seated[[i, j]] = seated[[j, i]]


def polish(cohort: Cohort, labels: Index) -> Index:
    """Raise worth by swaps within rounds that leave no more faults than there were."""
    plan = Plan(cohort, labels)
    everyone = plan.everyone
    improved = True
    while improved:
        improved = False
        for turn in range(len(labels)):
            while True:
                gain = plan.gains(turn, everyone, plan.bad(turn))
                price = plan.prices(turn)
                price[(gain < 0) | (plan.labels[turn][:, None] == plan.labels[turn])] = 0
                i, j = divmod(int(price.argmax()), len(everyone))
                if price[i, j] <= 0:
                    break
                plan.swap(turn, i, j)
                improved = True
    return plan.labels
