"""Circles with their seats, on both databases."""

from dataclasses import replace

import pytest

from facilitation.errors import Conflict, NotFound
from facilitation.rounds.model import Seat
from storage.work import Store
from tests.storage.examples import HOUR, NOW, W, circle, company, first_round, session

NAMES = ("ana", "bo", "cy", "dee", "eve")


def test_a_circle_comes_back_with_its_seats_in_order(store: Store) -> None:
    company(store, *NAMES)
    written = circle(1, "cy", "ana", "bo", conversation="C1", heard_at=NOW)
    with store.begin() as work:
        first_round(work)
        assert work.circles.save(written) == replace(written, version=1)
    with store.begin() as work:
        assert work.circles.get("cir_1") == replace(written, version=1)
        with pytest.raises(NotFound):
            work.circles.get("cir_2")


def test_a_round_gives_its_circles_oldest_first(store: Store) -> None:
    company(store, *NAMES)
    with store.begin() as work:
        first_round(work, circle(2, "ana", "bo"), circle(1, "cy", "dee", "eve", dissolved=True))
        work.circles.add_all([])
        assert work.circles.of_round("rnd_1") == [
            circle(2, "ana", "bo", version=1),
            circle(1, "cy", "dee", "eve", dissolved=True, version=1),
        ]


def test_saving_a_circle_replaces_its_seats(store: Store) -> None:
    company(store, *NAMES)
    with store.begin() as work:
        first_round(work, circle(1, "ana", "bo", "cy"))
        before = work.circles.get("cir_1")
        seats = (replace(before.seats[0], left=True, captain=False), Seat(member=f"{W}:dee"))
        work.circles.save(replace(before, seats=seats))
        after = work.circles.get("cir_1")
        assert after == replace(before, seats=seats, version=2)
        assert after.members == (f"{W}:dee",)
        with pytest.raises(Conflict):
            work.circles.save(before)
        assert work.circles.get("cir_1") == after


def test_where_a_circle_was_introduced_is_remembered_unless_it_is_dissolved(store: Store) -> None:
    company(store, *NAMES)
    with store.begin() as work:
        first_round(work, circle(1, "ana", "bo"), circle(2, "cy", "dee", dissolved=True))
        work.circles.introduced("cir_1", "C1")
        work.circles.introduced("cir_2", "C2")
        first, second = work.circles.of_round("rnd_1")
    assert (first.conversation, first.version) == ("C1", 2)
    assert (second.conversation, second.version) == ("", 1)


def test_a_member_sits_in_circles_that_stand_and_they_have_not_left(store: Store) -> None:
    company(store, *NAMES)
    left = circle(3, "bo", "ana")
    with store.begin() as work:
        first_round(
            work,
            circle(1, "ana", "bo"),
            circle(2, "ana", "cy", dissolved=True),
            replace(left, seats=(left.seats[0], replace(left.seats[1], left=True))),
            circle(4, "cy", "dee"),
            circle(5, "dee", "ana"),
        )
        assert [found.id for found in work.circles.of_member(f"{W}:ana")] == ["cir_5", "cir_1"]
        newest = work.circles.of_member(f"{W}:ana", limit=1)
        assert newest == [circle(5, "dee", "ana", version=1)]


def test_a_conversation_gives_its_circles_newest_first(store: Store) -> None:
    company(store, *NAMES)
    with store.begin() as work:
        first_round(
            work,
            circle(1, "ana", "bo", conversation="C1"),
            circle(2, "cy", "dee", conversation="C1"),
            circle(3, "cy", "dee", conversation="C2"),
        )
        there = work.circles.in_conversation(W, "C1")
        assert [found.id for found in there] == ["cir_2", "cir_1"]
        assert work.circles.in_conversation("slack:T2", "C1") == []


def test_who_met_are_those_who_sat_in_it_to_the_end(store: Store) -> None:
    company(store, *NAMES)
    trio = circle(2, "cy", "dee", "eve")
    with store.begin() as work:
        first_round(
            work,
            circle(1, "bo", "ana"),
            replace(trio, seats=(*trio.seats[:2], replace(trio.seats[2], left=True))),
            circle(3, "ana", "eve"),
            circle(4, "ana", "cy"),
        )
        work.sessions.add_all(
            [
                session(1, outcome="met", answered_at=NOW + HOUR),
                session(2, outcome="some", answered_at=NOW),
                session(3, outcome="could_not", answered_at=NOW),
                session(4, outcome="met", answered_at=NOW - HOUR),
            ]
        )
        assert work.circles.met_since("prg_1", NOW) == [
            ((f"{W}:bo", f"{W}:ana"), NOW + HOUR),
            ((f"{W}:cy", f"{W}:dee"), NOW),
        ]
        assert work.circles.met_since("prg_2", NOW) == []


def test_captains_are_counted_in_the_program(store: Store) -> None:
    company(store, *NAMES)
    with store.begin() as work:
        first_round(work, circle(1, "ana", "bo"), circle(2, "cy", "dee"), circle(3, "ana", "cy"))
        assert work.circles.captained("prg_1") == {f"{W}:ana": 2, f"{W}:cy": 1}
        assert work.circles.captained("prg_2") == {}
