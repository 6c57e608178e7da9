"""Circles with their seats, on both databases."""

from dataclasses import replace

import pytest

from facilitation.errors import Conflict, NotFound
from facilitation.pairing.model import Reason, Shared
from facilitation.rounds.model import Seat
from facilitation.sessions.model import Introduced
from storage.work import Store
from tests.storage.examples import HOUR, NOW, W, circle, company, first_round, round_, session

NAMES = ("ana", "bo", "cy", "dee", "eve")
OPENED = round_(1).opens_at
ANA, BO, CY, DEE, EVE = (f"{W}:{name}" for name in NAMES)


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


def test_why_somebody_sits_in_a_circle_is_kept_and_as_words_where_it_was_kept_so(
    store: Store,
) -> None:
    company(store, *NAMES)
    why = Reason((Shared(BO, gain="Go"), Shared(CY, give="C")), fresh=True, hours=3)
    seats = (Seat(member=ANA, reason=why), Seat(member=BO, reason="You want Go."), Seat(member=CY))
    with store.begin() as work:
        first_round(work)
        work.circles.save(circle(1, seats=seats))
    with store.begin() as work:
        assert work.circles.get("cir_1").seats == seats


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
        seats = (replace(before.seats[0], left=True, roles=()), Seat(member=f"{W}:dee"))
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
                session(1, "bo", "ana", outcome="met", answered_at=NOW + HOUR),
                session(2, "cy", "dee", outcome="some", answered_at=NOW),
                session(3, "ana", "eve", outcome="could_not", answered_at=NOW),
                session(4, "ana", "cy", outcome="met", answered_at=NOW - HOUR),
            ]
        )
        assert work.sessions.met_since("prg_1", NOW) == [
            ((f"{W}:bo", f"{W}:ana"), NOW + HOUR),
            ((f"{W}:cy", f"{W}:dee"), NOW),
        ]
        assert work.sessions.met_since("prg_2", NOW) == []


def test_who_was_introduced_has_met_but_for_those_who_say_they_did_not(store: Store) -> None:
    company(store, *NAMES)
    with store.begin() as work:
        first_round(
            work,
            circle(1, "bo", "ana"),
            circle(2, "cy", "dee"),
            circle(3, "ana", "eve"),
            circle(4, "ana", "cy"),
            replace(circle(5, "bo", "cy"), dissolved=True),
        )
        work.sessions.add_all(
            [
                session(1, "bo", "ana", outcome="met", answered_at=NOW),
                session(2, "cy", "dee"),
                session(3, "ana", "eve", outcome="could_not", answered_at=NOW),
                session(4, "ana", "cy", outcome="not_yet", answered_at=NOW),
                session(5, "bo", "cy"),
            ]
        )
        assert work.sessions.introduced_among(W, [ANA, BO, CY, DEE]) == {
            frozenset((ANA, BO)): Introduced(1, OPENED),
            frozenset((CY, DEE)): Introduced(1, OPENED),
        }
        everybody = [ANA, BO, CY, DEE, EVE]
        since = work.sessions.introduced_since(W, OPENED - HOUR, everybody)
        assert since == [
            (f"ses_{n}", OPENED, who) for n, who in ((1, BO), (1, ANA), (2, CY), (2, DEE))
        ]
        since = work.sessions.introduced_since(W, OPENED - HOUR, [ANA, BO, CY])
        assert since == [(f"ses_{n}", OPENED, who) for n, who in ((1, BO), (1, ANA), (2, CY))]
        assert work.sessions.introduced_since(W, OPENED, everybody) == []
        assert work.sessions.introduced_among("slack:T2", [ANA, BO]) == {}


def test_captains_are_counted_in_the_program(store: Store) -> None:
    company(store, *NAMES)
    with store.begin() as work:
        first_round(work, circle(1, "ana", "bo"), circle(2, "cy", "dee"), circle(3, "ana", "cy"))
        assert work.circles.turns("prg_1", [ANA, CY, DEE]) == {
            ANA: {"captain": 2},
            CY: {"captain": 1},
            DEE: {},
        }
        assert work.circles.turns("prg_2", [ANA]) == {ANA: {}}


def test_a_circle_that_stands_is_of_each_round_it_meets_in(store: Store) -> None:
    company(store, *NAMES)
    with store.begin() as work:
        first_round(work, circle(1, "ana", "bo", until=6), circle(2, "cy", "dee", until=1))
        work.sessions.add_all([session(1, "ana", "bo"), session(2, "cy", "dee")])
        work.rounds.save(round_(2))
        assert [c.id for c in work.circles.standing("prg_1", 1)] == ["cir_1", "cir_2"]
        [standing] = work.circles.standing("prg_1", 2)
        seats = tuple(
            replace(s, roles=("mentor",) if s.member == BO else ()) for s in standing.seats
        )
        work.circles.save(replace(standing, round="rnd_2", seats=seats))
        work.sessions.add_all([session(3, "ana", "bo", circle="cir_1", round="rnd_2")])
        assert [c.id for c in work.circles.of_round("rnd_1")] == ["cir_1", "cir_2"]
        assert [c.id for c in work.circles.of_round("rnd_2")] == ["cir_1"]
        assert [c.id for c in work.circles.of_round("rnd_1", limit=1)] == ["cir_1"]
        assert [c.id for c in work.circles.of_round("rnd_1", "cir_1", 1)] == ["cir_2"]
        assert work.circles.of_round("rnd_2", "cir_1", 1) == []
        assert work.circles.turns("prg_1", [ANA, BO]) == {ANA: {"captain": 1}, BO: {"mentor": 1}}
        work.circles.save(replace(work.circles.get("cir_1"), dissolved=True))
        assert work.circles.standing("prg_1", 2) == []


def test_a_role_that_is_handed_on_is_entered_for_who_has_it(store: Store) -> None:
    company(store, *NAMES)
    with store.begin() as work:
        first_round(work, circle(1, "ana", "bo"))
        found = work.circles.get("cir_1")
        seats = (replace(found.seats[0], roles=()), replace(found.seats[1], roles=("captain",)))
        work.circles.save(replace(found, seats=seats))
        assert work.circles.turns("prg_1", [ANA, BO]) == {ANA: {}, BO: {"captain": 1}}
