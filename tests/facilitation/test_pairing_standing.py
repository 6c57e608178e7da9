"""Cohorts that stand: joint plans, circles that are kept, and the designs behind them."""

from dataclasses import replace
from itertools import combinations
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from facilitation.pairing import draw, joint, scenario, standing, starters
from facilitation.pairing.chance import Chance
from facilitation.pairing.model import Draw, History, Person, Rules, Sizes, Weights
from tests.counts import upto
from tests.facilitation.pairing_cases import Case, broken_rules, cases, company
from tests.facilitation.scenarios import ticking, written

FOURS, THREES = Sizes(4, 3, 5), Sizes(3, 2, 4)


def free_of_ties(n: int, seed: int) -> list[Person]:
    """A company without managers: only arithmetic stands in the way."""
    return [replace(p, manager=None, languages=frozenset()) for p in company(n, seed)]


def planned(people: list[Person], sizes: Sizes, rounds: int, **more: Any) -> tuple[Draw, ...]:
    """Plan with a window as long as the plan."""
    given_: dict[str, Any] = {"rules": Rules(), "history": History(window=rounds), "seed": 1} | more
    return standing.plan(people, sizes, rounds, weights=Weights(), **given_)


def meetings(plan: tuple[Draw, ...]) -> list[frozenset[str]]:
    """Every pair that meets, as often as it does."""
    return [frozenset(p) for one in plan for c in one.circles for p in combinations(c, 2)]


@pytest.mark.parametrize("starter", starters.STARTERS, ids=lambda s: f"{s.people} in {s.size}")
def test_in_a_design_nobody_meets_twice(starter: starters.Starter) -> None:
    """Each round seats everybody once in circles of the size, and no pair comes twice."""
    table = starter.labels()
    assert table.shape == (starter.rounds, starter.people)
    assert all((np.bincount(row) == starter.size).all() for row in table)
    together = (table[:, :, None] == table[:, None, :]).sum(axis=0)
    np.fill_diagonal(together, 0)
    assert together.max() == 1


@pytest.mark.parametrize(
    ("n", "sizes", "rounds"),
    [
        (15, THREES, 7),
        (16, FOURS, 5),
        (32, FOURS, 10),
        (28, FOURS, 9),
        (40, FOURS, 13),
        (31, FOURS, 10),
        (14, THREES, 7),
    ],
)
def test_a_cohort_meets_without_repeats_for_as_many_rounds_as_are_known(
    n: int, sizes: Sizes, rounds: int
) -> None:
    """Everybody has a circle in every round, and no two meet again."""
    plan = planned(free_of_ties(n, 1), sizes, rounds)
    assert [(one.repeats, one.unmatched) for one in plan] == [(0, ())] * rounds
    met = meetings(plan)
    assert len(met) == len(set(met))
    assert all(sum(map(len, one.circles)) == n for one in plan)


def test_a_plan_keeps_hard_rules_and_is_the_same_for_any_order() -> None:
    """Six rounds of 32 with managers and avoided pairs: none broken, no repeat."""
    people = list(company(32, 3))
    rules = Rules(blocked=frozenset({frozenset({"p0020", "p0030"}), frozenset({"p0021", "p0031"})}))
    plan = planned(people, FOURS, 6, rules=rules)
    for one in plan:
        assert not broken_rules(Case(tuple(people), FOURS, rules), one)
        assert one.repeats == 0
    assert planned(people[::-1], FOURS, 6, rules=rules) == plan


def test_known_rounds_are_respected_and_repeats_come_late() -> None:
    """Who met before the plan does not meet in it; too many rounds repeat at the end only."""
    people = free_of_ties(15, 2)
    first = planned(people, THREES, 1)
    before = standing.after(History(window=12), first[0].circles)
    plan = planned(people, THREES, 8, history=before)
    free = [one.repeats for one in plan].index(next(o.repeats for o in plan if o.repeats))
    assert free >= 5
    assert not set(meetings(plan[:free])) & set(meetings(first))


def test_after_the_window_a_perfect_plan_starts_over() -> None:
    """With a window of six, fifteen people in threes never repeat, however many rounds."""
    plan = planned(free_of_ties(15, 2), THREES, 16, history=History(window=6))
    assert [one.repeats for one in plan] == [0] * 16


def test_a_plan_is_never_worse_than_drawing_round_by_round() -> None:
    """Where rounds drawn one by one have no repeats, they are the plan."""
    people = free_of_ties(24, 5)
    plan = planned(people, FOURS, 3)
    history = History(window=3)
    for turn, one in enumerate(plan):
        drawn = draw.draw(
            people, FOURS, rules=Rules(), weights=Weights(), history=history, seed=1 + turn
        )
        assert one == drawn
        history = standing.after(history, drawn.circles)


@settings(max_examples=upto(20, 40), deadline=None)
@given(st.integers(6, 13), st.integers(2, 4), st.integers(0, 8), st.integers(0, 99))
def test_the_search_counts_its_faults_right(n: int, count: int, barred: int, seed: int) -> None:
    """Swaps and worth as the plan tracks them are those of a plan built anew."""
    chance = Chance(seed)
    words = (chance.words(n * n) % np.uint64(1000)).astype(float).reshape(n, n)
    apart = np.zeros((n, n), dtype=bool)
    for i, j in zip(chance.order(n)[:barred], chance.order(n)[:barred], strict=True):
        apart[i, j] = apart[j, i] = i != j
    worth = np.triu(words, 1) + np.triu(words, 1).T
    counts = np.array([n // count + (c < n % count) for c in range(count)])
    zero = np.zeros((n, n), dtype=np.int64)
    cohort = joint.Cohort(apart, zero, 9, worth, np.full(n, 2), counts)
    seats = np.repeat(np.arange(count), counts)
    plan = joint.Plan(cohort, np.array([seats[chance.order(n)] for _ in range(3)]))
    for turn in (0, 2, 1):
        gain = plan.gains(turn, plan.everyone, plan.bad(turn))
        price = plan.prices(turn)
        i, j = chance.order(n)[:2].tolist()
        if plan.labels[turn, i] == plan.labels[turn, j]:
            continue
        faults, value = plan.faults(), plan.worth()
        plan.swap(turn, i, j)
        anew = joint.Plan(cohort, plan.labels)
        assert anew.faults() == faults - gain[i, j]
        assert anew.worth() == value + price[i, j]


@settings(deadline=None, max_examples=upto(20, 60))
@given(cases(most=9), st.integers(0, 2**32))
def test_kept_circles_stay_while_legal(case: Case, seed: int) -> None:
    """A draw around circles breaks no rule, and legal circles of those present stay together."""
    before = case.draw().circles
    absent = {p.id for i, p in enumerate(case.people) if seed >> i & 1}
    here = tuple(p for p in case.people if p.id not in absent)
    drawn = kept(replace(case, people=here), before)
    assert not broken_rules(replace(case, people=here), drawn)
    smallest = {p.id: max(p.smallest, case.sizes.smallest) for p in here}
    for circle in before:
        rest = set(circle) - absent
        if rest and len(rest) >= max(smallest[key] for key in rest):
            assert any(rest <= set(new) for new in drawn.circles)
    assert kept(replace(case, people=here[::-1]), before[::-1]) == drawn


def kept(case: Case, before: tuple[tuple[str, ...], ...]) -> Draw:
    """Draw around circles."""
    return standing.keep(
        case.people,
        case.sizes,
        before,
        rules=case.rules,
        weights=case.weights,
        history=case.history,
        seed=case.seed,
    )


def test_newcomers_fill_circles_and_a_dissolved_one_is_drawn_anew() -> None:
    """Two circles of five lose one and four; a newcomer comes."""
    people = tuple(free_of_ties(11, 1))
    before = (tuple(p.id for p in people[:5]), tuple(p.id for p in people[5:10]))
    case = Case((*people[:4], *people[9:]), Sizes(5, 4, 6))
    drawn = kept(case, before)
    assert drawn.circles == (tuple(sorted(p.id for p in case.people)),)
    case = Case(people[:10], Sizes(4, 4, 5), history=History({frozenset(before[0][:2]): 1}))
    assert kept(case, before).circles == tuple(sorted(before))
    assert kept(case, before).repeats == 0


def test_newcomers_form_a_circle_of_their_own_rather_than_leave_some_alone() -> None:
    """Four newcomers, one circle with a free seat that nobody else could follow to."""
    people = tuple(free_of_ties(8, 1))
    case = Case(people, Sizes(5, 4, 5))
    drawn = kept(case, (tuple(p.id for p in people[:4]),))
    assert not drawn.unmatched
    assert [len(circle) for circle in drawn.circles] == [4, 4]


def test_a_scenario_of_the_same_people_is_planned_jointly_unless_it_says_no() -> None:
    """Fifteen in threes: seven rounds without a repeat, and turns as mentor that differ by one."""
    file = written(15, constraints={"no_manager": False}, settings={"group_size": 3})
    for row in file["people"]:
        row["languages"] = []
    file["settings"]["repeat_window"] = 12
    lines = list(scenario.rounds(file, ticking(), count=7))
    assert [line["repeats"] for line in lines] == [0] * 7
    turns = [key for line in lines for mentors in line["mentors"] for key in mentors]
    counts = {turns.count(row["id"]) for row in file["people"]}
    assert counts == {2, 3}
    file["settings"]["standing"] = False
    alone = list(scenario.rounds(file, ticking(), count=7))
    assert sum(line["repeats"] for line in alone) > 0
    file["people"][0]["role"] = "mentee"
    lines = list(scenario.rounds(file, ticking(), count=7))
    assert not any(file["people"][0]["id"] in m for line in lines for m in line["mentors"])
