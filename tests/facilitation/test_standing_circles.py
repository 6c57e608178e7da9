"""Circles that stand for several rounds: who stays, who is away, who is what, and that turns are fair."""

import random
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitation.pairing.model import History, Person, Reason, Rules, Sizes, Weights
from facilitation.programs.model import Enrollment
from facilitation.rounds.circles import ledger, standing
from facilitation.rounds.circles.standing import How
from facilitation.rounds.model import Circle, Role, Round, Seat
from facilitation.work import Store
from tests.company import Company, person
from tests.facilitation.booked import of

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
SIZES = Sizes(target=5, smallest=4, largest=6)
TERM = How(rounds=6, mentors=1, roles=("captain", "notes"))


def enrolled(member: str, **more: object) -> Enrollment:
    known = {"program": "p", "member": member, "workspace": "w", "joined_at": NOW, **more}
    return Enrollment(**known)  # type: ignore[arg-type]


class Program:
    """A program of standing circles without a store: who is in it, the circles that stand, and the ledger."""

    def __init__(self, people: int, how: How = TERM, seed: int = 1) -> None:
        self.how, self.seed, self.number = how, seed, 0
        self.people = {f"m{n:02}": Person(f"m{n:02}", level=1 + n % 5) for n in range(people)}
        self.circles: list[Circle] = []
        self.turns: dict[str, Counter[Role]] = {}
        self.attended: Counter[str] = Counter()
        self.met: list[list[str]] = []
        self.shares: Counter[str] = Counter()

    def opens(self, away: frozenset[str] = frozenset()) -> list[standing.Gathering]:
        """Open a round without those who are away; return how each circle meets."""
        self.number += 1
        there = self.people.keys() - away
        stand = [c for c in self.circles if c.until >= self.number]
        keeping = standing.keep_seats([enrolled(m) for m in self.people])
        turns = {m: dict(found) for m, found in self.turns.items()}
        seated = {m for c in stand for m in c.members} & self.people.keys()
        draw = standing.way_to_draw(stand, keeping, self.how, turns)
        drawn = draw(
            [self.people[m] for m in sorted(there | seated)],
            SIZES,
            rules=Rules(),
            weights=Weights(),
            history=History(),
            seed=self.seed,
        )
        gathered = standing.gatherings(drawn.circles, stand, there)
        shares = dict(self.shares)
        given = standing.roles(gathered, self.people, self.how, turns, self.seed, shares)
        round = Round(
            id=f"r{self.number}",
            workspace="w",
            program="p",
            number=self.number,
            occurrence="",
            opens_at=NOW,
            seed=self.seed,
        )
        self.circles = [self._meets(one, given, round) for one in gathered]
        self.met.append([m for one in gathered if one.meets for m in one.there])
        for member, roles in given.items():
            self.turns.setdefault(member, Counter()).update(roles)
        for one in gathered:
            if one.meets:
                self.shares.update({m: 1 / len(one.there) for m in one.there})
        self.attended.update(m for one in gathered if one.meets for m in one.there)
        return gathered

    def _meets(
        self, one: standing.Gathering, given: Mapping[str, tuple[Role, ...]], round: Round
    ) -> Circle:
        seats = standing.seats(one, given, lambda member, others: Reason(fresh=True))
        if one.circle:
            return standing.goes_on(one, one.circle, round, seats)
        return Circle(
            id=f"c{round.number}.{one.members[0]}",
            workspace="w",
            program="p",
            round=round.id,
            seats=seats,
            created_at=NOW,
            until=self.how.until(round.number),
        )

    def spread(self, role: Role, of: list[str]) -> int:
        counts = [self.turns[m][role] for m in of]
        return max(counts) - min(counts)


def test_circles_stay_together_for_their_term_and_are_drawn_anew_after_it() -> None:
    program = Program(24)
    first = {frozenset(one.members) for one in program.opens()}
    for _ in range(5):
        assert {frozenset(one.members) for one in program.opens()} == first
    assert all(one.circle is None for one in program.opens())
    assert {c.until for c in program.circles} == {12}


def test_over_a_term_everybody_of_a_circle_mentors_alike() -> None:
    for people, seed in ((24, 1), (25, 2), (30, 3), (8, 4)):
        program = Program(people, seed=seed)
        for _ in range(6):
            program.opens()
        for circle in program.circles:
            roles: tuple[Role, ...] = ("mentor", "captain", "notes")
            for role in roles:
                assert program.spread(role, list(circle.members)) <= 1, (people, role)


def test_turns_stay_fair_for_those_who_stay_whoever_comes_leaves_and_is_away() -> None:
    for seed in range(12):
        chance = random.Random(seed)
        program = Program(25, seed=seed)
        staying = sorted(program.people)[:15]
        often_away = sorted(program.people)[15:18]
        for number in range(6):
            if number == 2:
                del program.people["m24"]
                program.people |= {m: Person(m) for m in ("new1", "new2")}
            if number == 4:
                del program.people["m20"]
            away = frozenset(m for m in often_away if chance.random() < 0.5)
            gathered = program.opens(away)
            assert sorted(set(program.met[-1])) == sorted(program.met[-1])
            waits = program.people.keys() - away - set(program.met[-1])
            assert not waits or all(len(one.members) == SIZES.largest for one in gathered)
            assert len(waits) < SIZES.smallest
        for circle in program.circles:
            stayed = [m for m in circle.members if m in staying]
            if len(stayed) > 1:
                assert program.spread("mentor", stayed) <= 1, (seed, circle.members)


def test_who_is_away_keeps_the_seat_and_is_nothing_this_time() -> None:
    program = Program(10)
    program.opens()
    circle = program.circles[0]
    absent = circle.members[0]
    gathered = next(one for one in program.opens(frozenset({absent})) if absent in one.members)
    assert gathered.circle is not None
    assert gathered.away == (absent,)
    assert (gathered.new, gathered.gone) == ((), ())
    again = next(c for c in program.circles if absent in c.members)
    assert next(s.roles for s in again.seats if s.member == absent) == ()
    assert again.members == circle.members


def test_who_joins_in_a_term_sits_down_in_a_circle_that_goes_on() -> None:
    program = Program(9)
    program.opens()
    program.people["new"] = Person("new")
    [joined] = [one for one in program.opens() if "new" in one.members]
    assert joined.circle is not None
    assert joined.new == ("new",)


def test_a_circle_is_formed_anew_only_once_it_is_below_its_smallest_size() -> None:
    program = Program(20)
    program.opens()
    circle = program.circles[0]
    assert len(circle.members) == 5
    del program.people[circle.members[0]]
    program.opens()
    assert circle.id in {c.id for c in program.circles}
    del program.people[circle.members[1]]
    gathered = program.opens()
    assert circle.id not in {c.id for c in program.circles}
    assert {m for one in gathered for m in one.there} == program.people.keys()


def test_a_circle_that_is_too_small_goes_on_where_nothing_better_is_left() -> None:
    program = Program(12)
    program.opens()
    circle = program.circles[0]
    assert len(circle.members) == 6
    for member in circle.members[:3]:
        del program.people[member]
    gathered = program.opens()
    assert circle.id in {c.id for c in program.circles}
    assert {m for one in gathered for m in one.there} == program.people.keys()


def test_a_pause_without_an_end_gives_the_seat_up() -> None:
    found = standing.keep_seats(
        [
            enrolled("ana"),
            enrolled("ben", state="paused", returns_at=NOW),
            enrolled("cleo", state="paused"),
            enrolled("dan", skips="r2"),
        ]
    )
    assert found == {"ana", "ben", "dan"}


@pytest.mark.parametrize("seed", range(10))
def test_with_absences_nobody_is_what_goes_round_more_than_once_off_their_share(seed: int) -> None:
    """Who was away has nothing to catch up on, and who was there does not do it for them."""
    program, chance = Program(24, seed=seed), random.Random(seed)
    for _ in range(13):
        away = frozenset(m for m in sorted(program.people) if chance.random() < 0.15)
        program.opens(away)
    roles: tuple[Role, ...] = ("mentor", "captain", "notes")
    for role in roles:
        off = [program.turns[m][role] - program.shares[m] for m in program.people]
        assert max(map(abs, off)) <= 1, (role, off)


@given(st.lists(st.sampled_from("abcd"), min_size=1, max_size=40), st.integers(0, 2**31 - 1))
def test_no_role_comes_a_second_time_before_all_had_it_once(there: list[str], seed: int) -> None:
    turns: dict[str, dict[str, int]] = {}
    for _ in there:
        member = ledger.next_up("notes", "abcd", turns, seed)  # type: ignore[arg-type]
        turns.setdefault(member, {"notes": 0})["notes"] += 1
    counts = [turns.get(m, {}).get("notes", 0) for m in "abcd"]
    assert max(counts) - min(counts) <= 1


def test_what_a_member_was_passes_to_whose_turn_it_is_among_the_others() -> None:
    seats = (
        Seat(member="ana", roles=("mentor", "captain")),
        Seat(member="ben", roles=("mentee", "notes")),
        Seat(member="cleo", roles=("mentee",)),
    )
    turns = {"ben": {"mentor": 1}, "cleo": {"captain": 1}}
    found = ledger.handed_on(seats, "ana", ["ben", "cleo"], turns, 7)  # type: ignore[arg-type]
    assert [s.roles for s in found] == [(), ("mentee", "notes", "captain"), ("mentor",)]
    alone = ledger.handed_on((replace(seats[0]),), "ana", [], turns, 7)  # type: ignore[arg-type]
    assert [s.roles for s in alone] == [()]


def test_who_leaves_a_circle_that_stands_is_missed_by_those_who_stay(store: Store) -> None:
    company = Company(store)
    company.settle(*(person(n, team=n) for n in ("ana", "ben", "cleo", "dan")))
    program = company.program(["ana", "ben", "cleo", "dan"], size=4, smallest=3, largest=5)
    company.move_to(NOW)
    company.says("ana", "met")
    with store.begin() as work:
        [circle] = work.circles.of_member(of("ana"))
        circle = work.circles.save(replace(circle, until=6))
        before = work.circles.turns(program.id, circle.members)
    company.says("dan", "leave")
    company.work_through()
    for name in ("ana", "ben", "cleo"):
        assert company.inbox(name)[-1].title == "Dan has left your circle"
    with store.begin() as work:
        circle = work.circles.get(circle.id)
        assert set(circle.members) == {of("ana"), of("ben"), of("cleo")}
        assert set(work.sessions.of_circle(circle.id).people) == {s.member for s in circle.seats}
        assert work.circles.turns(program.id, list(before)) == before
