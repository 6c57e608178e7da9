"""Roles in circles: turns even out, wishes hold, and nothing depends on order."""

import random
from collections.abc import Sequence
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from facilitation.pairing import mentors, standing
from facilitation.pairing.mentors import Role, Turns
from facilitation.pairing.model import History, Person, Rules, Sizes, Weights
from tests.counts import upto
from tests.facilitation.pairing_cases import company

Rounds = list[list[list[str]]]


@st.composite
def shuffled_rounds(give: st.DrawFn) -> tuple[Rounds, int]:
    """Rounds of the same people in ever other circles of equal size."""
    size, circles = give(st.integers(2, 6)), give(st.integers(1, 6))
    chance = give(st.randoms(use_true_random=False))
    ids = [f"p{i:02}" for i in range(size * circles)]
    rounds = []
    for _ in range(give(st.integers(1, 13))):
        chance.shuffle(ids)
        rounds.append([ids[i : i + size] for i in range(0, len(ids), size)])
    return rounds, size


def everyone(rounds: Sequence[Sequence[Sequence[str]]]) -> dict[str, Person]:
    """Persons of all ids, of different seniority."""
    ids = sorted({key for circles in rounds for circle in circles for key in circle})
    return {key: Person(key, level=1 + i * 5 % 8) for i, key in enumerate(ids)}


def ledger_of(given_roles: Sequence[Sequence[mentors.Roles]]) -> dict[str, Turns]:
    """The ledger after all rounds."""
    ledger: dict[str, Turns] = {}
    for roles in given_roles:
        ledger = mentors.entered(ledger, roles)
    return ledger


@settings(max_examples=upto(25, 60), deadline=None)
@given(shuffled_rounds())
def test_over_several_rounds_nobody_mentors_twice_more_than_another(
    drawn: tuple[Rounds, int],
) -> None:
    """The spread is at most one though circles change each round, and each circle has one mentor."""
    rounds, size = drawn
    roles = mentors.over_rounds(rounds, everyone(rounds))
    ledger = ledger_of(roles)
    assert mentors.spread(ledger) <= 1
    assert all(turns.attended == len(rounds) for turns in ledger.values())
    assert all(len(r.mentors) == 1 and len(r.mentees) == size - 1 for c in roles for r in c)


@settings(max_examples=upto(25, 60), deadline=None)
@given(st.integers(2, 8), st.integers(1, 20), st.integers(1, 3))
def test_in_a_circle_that_stands_turns_rotate_after_every_round(
    size: int, rounds: int, count: int
) -> None:
    """Chosen round by round, the spread never exceeds one."""
    circle = [f"p{i}" for i in range(size)]
    people = everyone([[circle]])
    ledger: dict[str, Turns] = {}
    for _ in range(rounds):
        roles = mentors.choose([circle], people, ledger=ledger, count=count)
        assert len(roles[0].mentors) == min(count, size - 1)
        ledger = mentors.entered(ledger, roles)
        assert mentors.spread(ledger) <= 1


@settings(max_examples=upto(25, 60), deadline=None)
@given(
    st.lists(st.lists(st.integers(0, 11), min_size=2, max_size=6, unique=True), max_size=12),
    st.lists(st.sampled_from(["both", "mentor", "mentee"]), min_size=12, max_size=12),
    st.lists(st.tuples(st.integers(0, 4), st.integers(0, 9)), min_size=12, max_size=12),
    st.integers(1, 3),
    st.randoms(use_true_random=False),
)
def test_wishes_hold_and_order_means_nothing(
    drawn: list[list[int]],
    wishes: list[Role],
    past: list[tuple[int, int]],
    count: int,
    chance: random.Random,
) -> None:
    """A mentee only mentors where nobody else may, and says so; a shuffled input gives the same."""
    rounds = [[[f"p{i:02}" for i in circle]] for circle in drawn]
    people = everyone(rounds)
    roles = {f"p{i:02}": wish for i, wish in enumerate(wishes)}
    ledger = {f"p{i:02}": Turns(*turns) for i, turns in enumerate(past)}
    result = mentors.over_rounds(rounds, people, roles=roles, ledger=ledger, count=count)
    for (circle,), (given_roles,) in zip(rounds, result, strict=True):
        assert sorted(given_roles.mentors + given_roles.mentees) == sorted(circle)
        assert given_roles.mentors
        assert given_roles.mentees
        wanted = {roles[key] for key in circle}
        if any(roles[key] == "mentee" for key in given_roles.mentors):
            assert wanted == {"mentee"}
        if any(roles[key] == "mentor" for key in given_roles.mentees):
            assert wanted == {"mentor"}
        assert bool(given_roles.note) == (wanted in ({"mentee"}, {"mentor"}))
    mixed = [[chance.sample(circle, len(circle)) for circle in circles] for circles in rounds]
    back = dict(reversed(list(people.items())))
    again = mentors.over_rounds(mixed, back, roles=roles, ledger=ledger, count=count)
    assert again == result


@settings(max_examples=upto(25, 60), deadline=None)
@given(
    st.lists(
        st.lists(st.lists(st.integers(0, 5), min_size=2, max_size=3, unique=True), max_size=1),
        min_size=1,
        max_size=7,
    )
)
def test_no_other_choice_is_more_even(drawn: list[list[list[int]]]) -> None:
    """Of all ways to choose mentors none has a smaller sum of squared accounts."""
    rounds = [[[f"p{i}" for i in circle] for circle in circles] for circles in drawn]
    circles = [circle for round_ in rounds for circle in round_]
    roles = mentors.over_rounds(rounds, everyone(rounds))
    chosen = [r.mentors[0] for c in roles for r in c]
    rate = len(circles) / max(sum(map(len, circles)), 1)

    def unevenness(turns: Sequence[str]) -> float:
        seats = [key for circle in circles for key in circle]
        return sum((turns.count(k) - rate * seats.count(k)) ** 2 for k in set(seats))

    ways: list[list[str]] = [[]]
    for circle in circles:
        ways = [[*way, key] for way in ways for key in circle]
    assert unevenness(chosen) <= min(map(unevenness, ways)) + 1e-9


def test_ties_go_to_the_more_senior_and_then_to_who_offers_what_is_wanted() -> None:
    """Level first, then how many wants of the others are met."""
    people = {
        "a": Person("a", level=2, wants=frozenset({"sql"})),
        "b": Person("b", level=5),
        "c": Person("c", level=5, offers=frozenset({"sql"})),
    }
    (roles,) = mentors.choose([["a", "b", "c"]], people)
    assert roles.mentors == ("c",)
    assert roles.mentees == ("a", "b")


def test_a_late_joiner_does_not_catch_up_at_once() -> None:
    """Beside somebody whose turn is overdue the newcomer waits, however senior."""
    people = {"old": Person("old", level=1), "new": Person("new", level=8)}
    others = {"x": Turns(3, 5), "y": Turns(3, 5)}
    ledger = {"old": Turns(1, 7), **others}
    people |= {key: Person(key) for key in others}
    roles = mentors.choose([["old", "new"], ["x", "y"]], people, ledger=ledger)
    assert roles[0].mentors == ("old",)


def test_circles_drawn_around_those_due_keep_the_ledger_even_after_every_round() -> None:
    """With `led` the spread is at most one after each of eight rounds, without foresight."""
    people = [replace(p, manager=None) for p in company(16, 3)]
    by_id = {p.id: p for p in people}
    ledger: dict[str, Turns] = {}
    history = History(window=2)
    for turn in range(8):
        drawn = standing.led(
            people,
            Sizes(4, 4, 4),
            rules=Rules(),
            weights=Weights(),
            history=history,
            seed=turn,
            ledger=ledger,
        )
        assert not drawn.unmatched
        ledger = mentors.entered(ledger, mentors.choose(drawn.circles, by_id, ledger=ledger))
        history = standing.after(history, drawn.circles)
        assert mentors.spread(ledger) <= 1, turn


def test_turns_are_counted_per_round_attended() -> None:
    """Who comes to half of the rounds mentors about half as often as those who always come."""
    chance = random.Random(4)
    ids = [f"p{i:02}" for i in range(24)]
    rounds = []
    for turn in range(16):
        here = ids[: 12 + 12 * (turn % 2)]
        chance.shuffle(ids_here := list(here))
        rounds.append([ids_here[i : i + 4] for i in range(0, len(ids_here), 4)])
    ledger = ledger_of(mentors.over_rounds(rounds, everyone(rounds)))
    assert {ledger[key].mentored for key in ids[:12]} == {4}
    assert {ledger[key].mentored for key in ids[12:]} == {2}


def test_the_next_in_turn_are_mentors_only_then_the_most_due() -> None:
    """A mentee only is never among them."""
    people = [Person("a", level=8), Person("b"), Person("c"), Person("d", level=9)]
    roles: dict[str, Role] = {"c": "mentor", "d": "mentee"}
    ledger = {"a": Turns(2, 2), "b": Turns(1, 3)}
    assert mentors.due(people, 4, roles=roles, ledger=ledger) == ["c", "b", "a"]
