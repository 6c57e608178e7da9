"""Coming to a time among two to eight people: who has said yes to what, and when that is agreed."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from facilitation.sessions.agreement import Agreement

TEN, ELEVEN, NOON = (datetime(2026, 11, 24, hour, tzinfo=UTC) for hour in (10, 11, 12))
CIRCLE = Agreement(("ana", "ben", "cleo", "dan"))


def test_a_time_is_agreed_once_everybody_has_said_yes_to_it() -> None:
    found = CIRCLE.propose("ana", [NOON, TEN, TEN, ELEVEN])
    assert found.times == (TEN, ELEVEN, NOON)
    assert found.waits_for == ("ben", "cleo", "dan")
    found = found.answer("ben", [ELEVEN, NOON]).answer("cleo", [NOON, TEN])
    assert (found.agreed, found.best, found.failed) == (None, NOON, False)
    assert found.answer("dan", [TEN, NOON]).agreed == NOON
    nothing = found.answer("dan", [])
    assert (nothing.agreed, nothing.failed, nothing.waits_for) == (None, True, ())


def test_of_several_that_suit_all_the_earliest_is_agreed() -> None:
    two = Agreement(("ana", "ben")).propose("ana", [NOON, TEN])
    assert two.answer("ben", [NOON, TEN]).agreed == TEN


def test_what_was_said_stands_for_times_that_are_proposed_again() -> None:
    found = CIRCLE.propose("ana", [TEN, ELEVEN]).answer("ben", [ELEVEN]).answer("cleo", [TEN])
    found = found.propose("dan", [ELEVEN, NOON])
    assert found.yes == {"ana": (ELEVEN,), "ben": (ELEVEN,), "dan": (ELEVEN, NOON)}
    assert found.waits_for == ("cleo",)
    assert found.answer("cleo", [ELEVEN]).agreed == ELEVEN


def test_who_leaves_is_not_waited_for() -> None:
    found = CIRCLE.propose("ana", [TEN]).answer("ben", [TEN]).answer("cleo", [TEN])
    assert found.agreed is None
    assert found.without("dan").agreed == TEN


def test_nothing_is_agreed_before_anything_is_proposed() -> None:
    assert (CIRCLE.agreed, CIRCLE.best, CIRCLE.failed, CIRCLE.waits_for) == (None, None, False, ())


@given(st.integers(2, 8), st.data())
def test_what_is_agreed_is_what_everybody_can_make_in_whatever_order_they_answer(
    many: int, data: st.DataObject
) -> None:
    people = tuple(f"m{n}" for n in range(many))
    hours = [TEN + timedelta(hours=n) for n in range(6)]
    said = {p: data.draw(st.sets(st.sampled_from(hours))) for p in people[1:]}
    found = Agreement(people).propose("m0", hours)
    for member in data.draw(st.permutations(people[1:])):
        assert member in found.waits_for
        found = found.answer(member, said[member])
    suit = [at for at in hours if all(at in times for times in said.values())]
    assert found.agreed == min(suit, default=None)
    assert found.failed == (not suit)
    counts = {at: sum(at in times for times in said.values()) for at in hours}
    assert found.best == max(hours, key=lambda at: (counts[at], -at.timestamp()))
