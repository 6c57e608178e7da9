"""Circles that stand for several rounds: who stays, who is away, who is what, and that turns are fair."""

import random
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from facilitation.pairing.model import History, Person, Reason, Rules, Sizes, Weights
from facilitation.programs.model import Enrollment
from facilitation.rounds.circles import ledger, standing
from facilitation.rounds.circles.standing import How
from facilitation.rounds.model import Circle, Dealt, Role, Round, Seat, Turns
from facilitation.work import Store
from tests.company import Company, person
from tests.counts import upto
from tests.facilitation.booked import of

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
SIZES = Sizes(target=5, smallest=4, largest=6)
NAMED = ("ana", "ben", "cleo", "dan")
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
        self.dealt: list[Dealt] = []

    def opens(self, away: frozenset[str] = frozenset()) -> list[standing.Gathering]:
        """Open a round without those who are away; return how each circle meets."""
        self.number += 1
        there = self.people.keys() - away
        stand = [c for c in self.circles if c.until >= self.number]
        keeping = standing.keep_seats([enrolled(m) for m in self.people])
        turns: dict[str, Turns] = {m: dict(found) for m, found in self.turns.items()}
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
        accounts = ledger.accounts(self.dealt)
        given = standing.roles(gathered, self.people, self.how, accounts, self.seed)
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
            asked: dict[Role, list[str]] = {}
            for member in one.there if one.meets else ():
                for role in given[member]:
                    asked.setdefault(role, []).append(member)
            self.dealt.append(Dealt(round.id, one.there, asked))
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


ALL: tuple[Role, ...] = ("captain", "learner", "notes")
HOWS = (TERM, How(rounds=4, mentors=2, roles=ALL), How(rounds=6, mentors=1, roles=ALL), How())


@settings(max_examples=upto(8, 400), deadline=None)
@given(
    st.sampled_from(HOWS),
    st.integers(6, 24),
    st.sampled_from((0.0, 0.15, 0.4)),
    st.integers(0, 3),
    st.integers(0, 2**31 - 1),
)
def test_nobody_is_ever_more_than_one_turn_off_their_share_of_any_role_whoever_is_away(
    how: How, people: int, often: float, longer: int, seed: int
) -> None:
    """Now and then away, or for rounds on end: who was away has nothing to catch up on, and nobody does it for them."""
    program, chance = Program(people, how, seed), random.Random(seed)
    until = dict.fromkeys(program.people, 0)
    for number in range(14):
        for member in until:
            if number >= until[member] and chance.random() < often:
                until[member] = number + 1 + chance.randint(0, longer)
        program.opens(frozenset(m for m in until if until[m] > number))
        assert_within_one(ledger.accounts(program.dealt))


def assert_within_one(accounts: ledger.Accounts) -> None:
    """Check that nobody is more than one turn ahead or behind of anything, and that all of it adds up."""
    for role in {role for its in accounts.values() for role in its} - {"mentee"}:
        off = {m: its.get(role, 0.0) for m, its in accounts.items()}
        assert max(map(abs, off.values())) <= ledger.MOST, (role, off)
        assert sum(off.values()) == pytest.approx(0)


@settings(max_examples=upto(200, 5_000), deadline=None)
@given(st.lists(st.sets(st.sampled_from("abcdef"), min_size=2), max_size=60))
def test_not_even_who_wants_to_make_it_unfair_by_being_away_can(there: list[set[str]]) -> None:
    dealt: list[Dealt] = []
    for number, those in enumerate(there):
        accounts = ledger.accounts(dealt)
        asked = ledger.due("notes", those, accounts, ledger.by_lot(number))
        dealt.append(Dealt(str(number), tuple(sorted(those)), {"notes": asked}))
        assert_within_one(ledger.accounts(dealt))


def test_a_role_has_more_than_one_only_where_one_alone_would_be_more_than_a_turn_ahead() -> None:
    line: dict[str, dict[Role, float]] = {m: {"notes": 0.4} for m in "abcde"}
    assert len(ledger.due("notes", "abcde", line, ledger.by_lot(1))) == 2
    line["a"] = {"notes": 0.2}
    assert ledger.due("notes", "abcde", line, ledger.by_lot(1)) == ("a",)
    assert set(ledger.due("notes", "bc", {"b": {"notes": 0.8}, "c": {"notes": 0.7}}, hash)) == {
        "b",
        "c",
    }


def test_nearly_every_time_one_alone_is_asked() -> None:
    alone = asked = 0
    for seed in range(10):
        program, chance = Program(24, HOWS[2], seed), random.Random(seed)
        for _ in range(13):
            program.opens(frozenset(m for m in program.people if chance.random() < 0.15))
        roles = [those for one in program.dealt for role, those in one.asked.items() if role in ALL]
        alone, asked = alone + sum(len(those) == 1 for those in roles), asked + len(roles)
    assert alone / asked > 0.98


@given(st.lists(st.sampled_from("abcd"), min_size=1, max_size=40), st.integers(0, 2**31 - 1))
def test_no_role_comes_a_second_time_before_all_had_it_once(there: list[str], seed: int) -> None:
    dealt: list[Dealt] = []
    for number, _ in enumerate(there):
        [member] = ledger.due("notes", "abcd", ledger.accounts(dealt), ledger.by_lot(seed))
        dealt.append(Dealt(str(number), tuple("abcd"), {"notes": [member]}))
    counts = Counter(member for one in dealt for member in one.asked["notes"])
    assert max(counts.values()) - min(counts[m] for m in "abcd") <= 1


def test_who_hands_something_on_was_asked_and_is_not_the_next_to_be() -> None:
    seats = tuple(Seat(member=m, roles=("notes",) if m == "ana" else ()) for m in NAMED)
    dealt: list[Dealt] = []
    found = ledger.handed_on(seats, "ana", NAMED[1:], {}, 1, asked=True)
    [heir] = [s.member for s in found if "notes" in s.roles]
    dealt.append(Dealt("r1", NAMED, {"notes": {"ana", heir}}))
    [following] = ledger.due("notes", NAMED, ledger.accounts(dealt), ledger.by_lot(1))
    assert following not in ("ana", heir)
    assert_within_one(ledger.accounts(dealt))


def test_what_a_member_was_passes_to_whose_turn_it_is_among_the_others() -> None:
    seats = (
        Seat(member="ana", roles=("mentor", "captain")),
        Seat(member="ben", roles=("mentee", "notes")),
        Seat(member="cleo", roles=("mentee",)),
    )
    accounts: ledger.Accounts = {"ben": {"mentor": 0.5}, "cleo": {"captain": 0.5}}
    found = ledger.handed_on(seats, "ana", ["ben", "cleo"], accounts, 7)
    assert [s.roles for s in found] == [(), ("mentee", "notes", "captain"), ("mentor",)]
    alone = ledger.handed_on((replace(seats[0]),), "ana", [], accounts, 7)
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
