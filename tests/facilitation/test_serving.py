"""Who was poorly served comes first: how that is reckoned, and that a program's next round heeds it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from facilitation.pairing import serving
from facilitation.pairing.model import Person, Weights
from facilitation.talk.messages import Items, plain
from tests.company import WORKSPACE, Company, person
from tests.facilitation.pairing_cases import company as crowd
from tests.facilitation.pairing_cases import value

OPENS = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
PEOPLE = crowd(12, 5)
CIRCLES = st.lists(
    st.lists(st.sampled_from([p.id for p in PEOPLE]), min_size=1, max_size=5, unique=True),
    max_size=12,
)
AVERAGES = st.dictionaries(
    st.text("abcdef", min_size=1, max_size=3),
    st.integers(0, 1_000_000).map(lambda n: n / 1_000_000),
    max_size=20,
)


@settings(max_examples=50, deadline=None)
@given(CIRCLES, st.randoms(use_true_random=False))
def test_what_people_got_is_the_formulas_mean_and_no_order_changes_it(
    circles: list[list[str]], chance: Random
) -> None:
    """The mean over the others of a circle, then over one's circles."""
    by_id = {p.id: p for p in PEOPLE}
    got: dict[str, list[float]] = {}
    for circle in circles:
        for me in circle if len(circle) > 1 else ():
            values = [value(Weights(), by_id[me], by_id[o]) for o in circle if o != me]
            got.setdefault(me, []).append(sum(values) / len(values))
    found = serving.means(circles, PEOPLE, Weights())
    assert found == pytest.approx({m: sum(v) / len(v) for m, v in got.items()}, abs=2e-6)
    mixed = [chance.sample(circle, len(circle)) for circle in chance.sample(circles, len(circles))]
    assert serving.means(mixed, chance.sample(PEOPLE, len(PEOPLE)), Weights()) == found


def test_who_has_no_profile_any_more_is_left_out_of_their_circles() -> None:
    """The others are valued without them; a circle of one is none."""
    first, second, third = (p.id for p in PEOPLE[:3])
    known = serving.means([(first, second)], PEOPLE, Weights())
    assert serving.means([(first, "gone", second), (third, "gone")], PEOPLE, Weights()) == known


@given(AVERAGES, st.randoms(use_true_random=False))
def test_who_got_less_is_owed_no_less(averages: dict[str, float], chance: Random) -> None:
    """Between -1 and 2, something to whoever is below the median and nobody else, in any order."""
    owed = serving.owed(averages)
    assert (not owed) == (len(set(averages.values())) < 2)
    ranked = sorted(owed, key=lambda key: averages[key])
    dues = [owed[key] for key in ranked]
    assert dues == sorted(dues, reverse=True)
    assert all(-1 <= due <= 2 for due in dues)
    if owed:
        middle = (averages[ranked[(len(ranked) - 1) // 2]] + averages[ranked[len(ranked) // 2]]) / 2
        below = [key for key in ranked if averages[key] < middle]
        assert all((owed[key] > 0) == (key in below) for key in ranked if abs(owed[key]) > 1e-5)
    mixed = dict(chance.sample(sorted(averages.items()), len(averages)))
    assert serving.owed(mixed) == owed


def test_what_is_owed_is_counted_in_spreads_from_the_median() -> None:
    """As in pairing/README.md."""
    assert serving.owed({"a": 0.2, "b": 0.4, "c": 0.4, "d": 0.6}) == {
        "a": pytest.approx(2**0.5, abs=1e-6),
        "b": 0,
        "c": 0,
        "d": -1,
    }


@given(st.integers(0, 5), st.floats(-1, 2))
def test_who_was_missed_comes_first_whatever_they_had_before(missed: int, due: float) -> None:
    """Good circles of old lower nobody who was missed; bad ones raise them further, to 2 at most."""
    found = serving.priority(missed, due)
    assert min(missed, 2) <= found <= 2 or (not missed and found == pytest.approx(due, abs=1e-6))
    assert found >= serving.priority(missed, due - 0.5)
    assert serving.priority(missed) == min(missed, 2)


@pytest.fixture
def company(store):
    return Company(store)


def two_rounds(company, *, met):
    """Ben learns from Cleo while Ana sits with Dan; then Gus comes, whom Ben has somewhat more to ask than Ana."""
    company.settle(
        person("ana", wants=("go",)),
        person("ben", wants=("rust", "java")),
        person("cleo", offers=("rust", "java")),
        person("dan"),
        person("gus", offers=("go", "rust", "java")),
        person("hal"),
        person("root", role="admin"),
    )
    first = ["ana", "ben", "cleo", "dan"]
    program = company.program(first, prefer=("skill",))
    company.move_to(OPENS)
    assert circles(company, program) == [["ana", "dan"], ["ben", "cleo"]]
    for name in ("ana", "ben") if met else ():
        company.says(name, "met")
    for name in ("cleo", "dan"):
        company.says(name, "leave coffee")
    company.enroll(program, "gus", "hal")
    return program


def circles(company, program):
    with company.store.begin() as work:
        found = work.circles.of_round(work.rounds.latest(program.id).id)
    return sorted(sorted(m.removeprefix(f"{WORKSPACE}:") for m in c.members) for c in found)


def test_who_was_poorly_served_in_the_first_round_has_the_larger_say_in_the_second(company):
    program = two_rounds(company, met=True)
    company.pass_(days=1)
    preview = company.says("root", "preview coffee").message
    (listed,) = (block for block in preview.blocks if isinstance(block, Items))
    assert [plain(line) for line in listed.lines] == [
        "Ana and Gus: Ana wants go, and Gus offers it.",
        "Ben and Hal: They have not met here yet.",
    ]
    company.move_to(OPENS + timedelta(days=14))
    assert circles(company, program) == [["ana", "gus"], ["ben", "hal"]]
    assert not company.bugs


def test_where_no_circle_met_nobody_is_owed_anything(company):
    program = two_rounds(company, met=False)
    company.move_to(OPENS + timedelta(days=14))
    assert circles(company, program) == [["ana", "hal"], ["ben", "gus"]]


def test_the_say_is_that_of_todays_profiles_and_needs_more_than_one_who_met() -> None:
    """A skill taken back is worth nothing any more: then nobody was served better than another."""
    ana, ben = Person("ana", wants=frozenset({"go"})), Person("ben", offers=frozenset({"go"}))
    skill = Weights(4, 0, 0, 0, 0)
    before = serving.owed(serving.means([("ana", "ben")], [ana, ben], skill))
    assert before == {"ana": -1, "ben": 1}
    ben = replace(ben, offers=frozenset())
    assert serving.owed(serving.means([("ana", "ben")], [ana, ben], skill)) == {}
