"""Asking: who is found for a skill, in which order, and what a change does to it."""

import random
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from facilitation.pairing import asking, postings
from facilitation.pairing.asking import Index
from facilitation.pairing.experts import HALF_LIFE, Ask, Expert, Load, Offer
from tests.counts import upto

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
"""A Wednesday."""
ZONES = (-480, -300, 0, 60, 330, 345, 600)
Avoids = list[tuple[str, str]]


@cache
def quarters(person: Expert) -> set[int]:
    """The quarter hours of the UTC week in which a person works, the slow way."""
    start, end = person.work
    end += 1440 if end < start else 0
    return {
        quarter % 672
        for day in person.days
        for quarter in range(day * 96 - 60, day * 96 + 200)
        if start <= (local := 15 * quarter - 1440 * day + person.utc_offset_min) < end
        and not any(begin <= local < back for begin, back in person.breaks)
    }


def score(ask: Ask, asker: Expert, expert: Expert, offer: Offer, *, hard: bool) -> float:
    """What the index should say of somebody, but for the hair's breadth of chance."""
    shared = quarters(asker) & quarters(expert)
    begin = (ask.at.weekday() * 1440 + ask.at.hour * 60 + ask.at.minute) // 15
    soon = shared & {quarter % 672 for quarter in range(begin, begin + 16)}
    return (
        0.5 * offer.level / 5 * (0.5 + 0.5 * offer.confidence)
        + 0.2 * min(15 * len(shared) / 1200, 1)
        + 0.15 * len(soon) / 16
        + 0.1 * (asker.team == "" or asker.team != expert.team)
        + 0.05 * (hard or talk(asker, expert))
        - 0.05 * expert.load.left(ask.at)
    )


def talk(one: Expert, other: Expert) -> bool:
    """Whether two can talk as far as is known."""
    return not one.languages or not other.languages or bool(one.languages & other.languages)


def expected(
    people: Sequence[Expert], avoids: Iterable[tuple[str, str]], ask: Ask, *, hard: bool
) -> dict[str, float]:
    """Everybody who may be found, and their score."""
    apart = {frozenset(pair) for pair in avoids}
    asker = next((person for person in people if person.id == ask.who), None)
    return {
        expert.id: score(ask, asker, expert, offer, hard=hard)
        for expert in people
        for offer in expert.offers
        if asker
        and offer.skill == ask.skill
        and expert is not asker
        and not expert.away
        and (expert.limit is None or expert.open < expert.limit)
        and frozenset((asker.id, expert.id)) not in apart
        and (talk(asker, expert) or not hard)
    }


@st.composite
def experts(give: st.DrawFn, key: str) -> Expert:
    """Somebody with quirks."""
    skills = give(st.sets(st.sampled_from("xyz")))
    offer = st.builds(Offer, st.just(""), st.integers(1, 5), st.sampled_from([0.0, 0.25, 0.5, 1.0]))
    load = st.builds(
        Load,
        st.sampled_from([0.0, 0.5, 1.0, 8.0]),
        st.sampled_from([NOON - HALF_LIFE, NOON - 70 * HALF_LIFE, NOON]),
    )
    return Expert(
        key,
        tuple(replace(give(offer), skill=skill) for skill in sorted(skills)),
        team=give(st.sampled_from(["", "red", "blue"])),
        utc_offset_min=give(st.sampled_from(ZONES)),
        work=give(st.sampled_from([(540, 1020), (1320, 360), (480, 490), (600, 600), (0, 1440)])),
        breaks=give(st.sampled_from([(), (), ((720, 780),), ((540, 600), (700, 1380))])),
        days=give(st.sampled_from([(0, 1, 2, 3, 4), (6, 0, 1, 2, 3), (), (2, 2)])),
        languages=give(st.sampled_from([frozenset(), frozenset({"en"}), frozenset({"en", "pl"})])),
        away=give(st.integers(0, 5)) == 0,
        open=give(st.integers(0, 2)),
        limit=give(st.sampled_from([None, None, 1, 2])),
        load=give(load),
    )


@st.composite
def companies(give: st.DrawFn) -> tuple[list[Expert], Avoids]:
    """A few people, some of whom avoid each other."""
    keys = [f"u{n}" for n in range(give(st.integers(1, 8)))]
    pair = st.tuples(st.sampled_from(keys), st.sampled_from([*keys, "gone"]))
    return [give(experts(key)) for key in keys], give(st.lists(pair, max_size=4))


ASKS = st.builds(
    Ask,
    st.sampled_from(["u0", "u1", "u2", "nobody"]),
    st.sampled_from(["x", "y", "unheard of"]),
    st.sampled_from([NOON, NOON - timedelta(hours=9), NOON + timedelta(days=3, minutes=47)]),
    st.integers(0, 9),
)


@given(companies(), ASKS, st.booleans(), st.integers(0, 3))
@settings(deadline=None, max_examples=upto(40, 100))
def test_exactly_those_who_may_be_asked_are_found_in_the_order_of_their_scores(
    company: tuple[list[Expert], Avoids], ask: Ask, hard: bool, seed: int
) -> None:
    """Nobody forbidden, nobody forgotten; compared with a slow and plain count."""
    people, avoids = company
    wanted = expected(people, avoids, ask, hard=hard)
    found = Index(people, avoids, shared_language=hard, seed=seed).rank(ask)
    assert {one.id for one in found} <= wanted.keys()
    assert len(found) == min(ask.k, len(wanted))
    for one in found:
        assert wanted[one.id] - 1e-5 <= one.score <= wanted[one.id] + postings.CHANCE + 1e-5
    scores = [one.score for one in found]
    assert scores == sorted(scores, reverse=True)
    left = [wanted[key] for key in wanted.keys() - {one.id for one in found}]
    assert not left or not found or max(left) <= scores[-1] + 1e-5


@given(companies(), ASKS, st.randoms(use_true_random=False))
@settings(deadline=None, max_examples=upto(40, 100))
def test_a_place_in_the_input_changes_nothing(
    company: tuple[list[Expert], Avoids], ask: Ask, chance: random.Random
) -> None:
    """Neither that of people, nor that of their offers, nor that of who avoids whom."""
    people, avoids = company
    found = Index(people, avoids).rank(ask)
    mixed = [
        replace(person, offers=tuple(chance.sample(person.offers, len(person.offers))))
        for person in chance.sample(people, len(people))
    ]
    assert Index(mixed, chance.sample(avoids, len(avoids))).rank(ask) == found


@given(companies(), st.data())
@settings(deadline=None, max_examples=upto(40, 100))
def test_changes_one_by_one_come_to_the_same_as_a_fresh_index(
    company: tuple[list[Expert], Avoids], data: st.DataObject
) -> None:
    """Whatever changes: offers, hours, team, away, load, who avoids whom, who is there at all."""
    people, first = company
    index, avoids, latest = Index(people, first), set(first), 0
    keys = [f"u{n}" for n in range(10)]
    for _ in range(data.draw(st.integers(1, 8))):
        key, other = (data.draw(st.sampled_from(keys)) for _ in range(2))
        match data.draw(st.integers(0, 4)):
            case 0:
                index.put(data.draw(experts(key)))
            case 1 if key in index.people:
                index.remove(key)
                avoids = {pair for pair in avoids if key not in pair}
            case 2 if key in index.people:
                latest += data.draw(st.sampled_from([0, 1, 3, 200]))
                index.asked(key, NOON + latest * HALF_LIFE, 0.5)
            case 3:
                index.avoid(key, other)
                avoids.add((key, other))
            case 4:
                index.unavoid(key, other)
                avoids.discard((key, other))
            case _:
                pass
    fresh = Index(index.people.values(), avoids)
    for ask in data.draw(st.lists(ASKS, min_size=1, max_size=3)):
        then = replace(ask, at=ask.at + latest * HALF_LIFE)
        assert index.rank(then) == fresh.rank(then)


@given(companies(), ASKS, st.floats(0.01, 20))
@settings(deadline=None, max_examples=upto(40, 100))
def test_one_more_ask_never_moves_anybody_up(
    company: tuple[list[Expert], Avoids], ask: Ask, weight: float
) -> None:
    """All else being equal; and the others keep their order."""
    index, ask = Index(*company), replace(ask, k=9)
    before = [one.id for one in index.rank(ask)]
    for place, key in enumerate(before):
        again = Index(*company)
        again.asked(key, NOON, weight)
        after = [one.id for one in again.rank(ask)]
        assert after.index(key) >= place
        assert [one for one in after if one != key] == [one for one in before if one != key]


def crowd(n: int) -> list[Expert]:
    """Many people of one skill in a few zones."""
    chance = random.Random(n)
    return [
        Expert(
            f"u{i}",
            (Offer("sql", chance.randint(1, 5), chance.random()),),
            team=f"t{chance.randint(0, 40)}",
            utc_offset_min=chance.choice(ZONES),
            languages=frozenset(chance.sample(["en", "de", "pl"], 1)),
            away=chance.random() < 0.1,
        )
        for i in range(n)
    ]


@pytest.mark.parametrize("k", [1, 3, 40, 2_000, 6_000])
def test_in_a_crowd_the_few_best_are_the_best_of_all(k: int) -> None:
    """However many are wanted of five thousand."""
    people, ask = crowd(5_000), Ask("u17", "sql", NOON, k)
    wanted = expected(people, [], ask, hard=True)
    found = Index(people).rank(ask)
    assert len(found) == min(k, len(wanted))
    best = sorted(wanted.values(), reverse=True)[: len(found)]
    assert [one.score for one in found] == pytest.approx(best, abs=postings.CHANCE + 1e-5)


def test_where_the_best_offers_are_of_no_use_those_further_down_are_found() -> None:
    """Thousands know it better and share no language, or are on leave."""
    better = replace(crowd(1)[0], languages=frozenset({"ja"}), offers=(Offer("sql", 5, 1),))
    away = replace(better, languages=frozenset({"en"}), away=True)
    top = [replace(better if n % 2 else away, id=f"b{n}", team="") for n in range(3_000)]
    me = Expert("me", languages=frozenset({"en"}))
    rest = [replace(one, away=False) for one in crowd(2_000)]
    ask = Ask("me", "sql", NOON, 5)
    best = sorted(expected([me, *rest], [], ask, hard=True).values(), reverse=True)[:5]
    found = Index([me, *top, *rest]).rank(ask)
    assert [one.score for one in found] == pytest.approx(best, abs=postings.CHANCE + 1e-5)
    assert all(one.id.startswith("u") for one in found)


def test_what_was_found_says_what_speaks_for_it() -> None:
    """Level, evidence, hours now and this week, languages, team, load."""
    offer = Offer("sql", 4, 0.75)
    ana = Expert("ana", team="red", utc_offset_min=60, languages=frozenset({"de", "en", "fr"}))
    load = Load(2.0, NOON - HALF_LIFE)
    ben = Expert("ben", (offer,), "blue", 330, languages=frozenset({"hi", "en", "de"}), load=load)
    (found,) = Index([ana, ben]).rank(Ask("ana", "sql", NOON - timedelta(hours=2)))
    assert (found.id, found.offer, found.languages) == ("ben", offer, ("de", "en"))
    assert found.other_team
    # 09:00-17:00 at +01:00 and +05:30 share 08:00-11:30 UTC, of which 10:00-11:30 is left today.
    assert (found.now_min, found.week_min) == (90, 5 * 210)
    assert found.load == pytest.approx(2 * 0.5 ** (1 - 2 / 168))


def test_a_proven_level_comes_before_a_claimed_one() -> None:
    """A sure 3 before a doubtful 5, a sure 4 before both."""
    offers = {"a": Offer("sql", 5, 0.1), "b": Offer("sql", 3, 1), "c": Offer("sql", 4, 1)}
    people = [Expert("me"), *(Expert(key, (offer,)) for key, offer in offers.items())]
    assert [one.id for one in Index(people).rank(Ask("me", "sql", NOON))] == ["c", "b", "a"]


def test_on_a_saturday_nobody_is_there_now() -> None:
    """But within the week they are."""
    index = Index([Expert("me"), Expert("you", (Offer("sql"),))])
    (found,) = index.rank(Ask("me", "sql", NOON + timedelta(days=3)))
    assert (found.now_min, found.week_min) == (0, 2400)


def test_who_avoids_either_way_is_not_found_until_it_is_taken_back() -> None:
    """Each takes back their own."""
    index = Index([Expert("me"), Expert("you", (Offer("sql"),))], [("me", "you"), ("you", "me")])
    ask = Ask("me", "sql", NOON)
    assert index.rank(ask) == []
    index.unavoid("me", "you")
    assert index.rank(ask) == []
    index.unavoid("you", "me")
    assert [one.id for one in index.rank(ask)] == ["you"]


def test_asks_go_round_among_equals_and_the_seed_says_who_begins() -> None:
    """Forty asks to ten equal experts are four for each."""
    people = [Expert("me"), *(Expert(f"e{n}", (Offer("sql"),)) for n in range(10))]
    begins = set()
    for seed in range(20):
        index, turns = Index(people, seed=seed), []
        for _ in range(40):
            (found,) = index.rank(Ask("me", "sql", NOON, 1))
            index.asked(found.id, NOON)
            turns.append(found.id)
        assert set(Counter(turns).values()) == {4}
        begins.add(turns[0])
    assert len(begins) > 5


def test_a_load_fades_until_they_come_first_again() -> None:
    """The better one, asked twice, stands back this week and not after two months."""
    better, other = Offer("sql", 4), Offer("sql", 3)
    index = Index([Expert("me"), Expert("a", (better,)), Expert("b", (other,))])
    for _ in range(2):
        index.asked("a", NOON)
    first = [
        index.rank(Ask("me", "sql", NOON + weeks * HALF_LIFE, 1))[0].id for weeks in (0, 8, 500)
    ]
    assert first == ["b", "a", "a"]


def test_the_rarely_asked_spare_the_often_asked_and_are_about_as_good() -> None:
    """A thousand asks in a crowd: the busiest has a quarter at most of what they had, and scores hardly fall."""
    chance = random.Random(3)
    people, askers = crowd(1_000), [chance.randrange(1_000) for _ in range(1_000)]
    careless, careful = Index(people), Index(people)
    busy: tuple[Counter[str], Counter[str]] = Counter(), Counter()
    worth = [0.0, 0.0]
    for who in askers:
        for turn, index in enumerate((careless, careful)):
            (found,) = index.rank(Ask(f"u{who}", "sql", NOON, 1))
            busy[turn][found.id] += 1
            worth[turn] += found.score + asking.CARE * found.load
        careful.asked(found.id, NOON)
    assert max(busy[1].values()) <= max(busy[0].values()) / 4
    assert worth[1] >= 0.85 * worth[0]


def test_who_moves_into_the_askers_team_comes_after_an_equal_of_another() -> None:
    """And first again after moving out; newcomers and those who leave are counted too."""
    equals = [Expert(key, (Offer("sql"),), team="blue") for key in "ab"]
    index, ask = Index([Expert("me", team="red"), *equals]), Ask("me", "sql", NOON, 1)
    for mover, other in ((0, "b"), (1, "a")):
        index.put(replace(equals[mover], team="red"))
        assert [one.id for one in index.rank(ask)] == [other]
        index.put(equals[mover])
    index.remove("a")
    index.put(replace(equals[0], team="red"))
    assert [one.id for one in index.rank(ask)] == ["b"]
    index.remove("b")
    assert [(one.id, one.other_team) for one in index.rank(ask)] == [("a", False)]
