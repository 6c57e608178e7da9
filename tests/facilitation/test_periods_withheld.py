"""Whoever has the report of every month, quarter and year, every week, learns nothing from two that overlap."""

import random
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import permutations

from facilitation.people.withholding import Rule
from facilitation.reports import figures, model, periods, telling
from facilitation.reports.model import Counts, Told
from tests import counts
from tests.facilitation import period_attacker
from tests.facilitation.asked_often import DAY, LOOKS, Year, year
from tests.facilitation.period_attacker import Reader, Telling, When

K = 5
RATES = ("met", "helped", "useful", "remembered")
MARKS = [f"mark {mark}" for mark in telling.MARKS]
OTHERS = ["active", "waited", "transferred", "goal k8s"]
EVERY = [(first, long) for long in (1, 3) for first in range(1, 13, long)]
MONTHS = [
    month for quarter in periods.parts(year(), "UTC") for month in periods.parts(quarter, "UTC")
]
Seen = list[Mapping[When, Told]]


def truth(made: Year, when: When) -> Counts:
    """Return what happened in a period by now."""
    inside = (MONTHS[month - 1] for month in period_attacker.months(when))
    return model.together([made.of("", one.since, one.until) for one in inside])


def looked(seed: int) -> tuple[Year, Seen, list[Mapping[When, Counts]]]:
    """Return what is told in every week, and what happened by then."""
    made = Year(seed)
    seen: Seen = []
    there: list[Mapping[When, Counts]] = []
    for _, told in made.looks():
        by = {(first.month, long): one for (first, long), one in told.items()}
        seen.append(by)
        there.append({when: truth(made, when) for when in {*by, *EVERY}})
    return made, seen, there


def read(seed: int, names: Sequence[str]) -> tuple[Reader, list[tuple[str, int, int]]]:
    """Return who has seen all that is told of numbers of these names, and each such number with its truth."""
    made, seen, there = looked(seed)
    reader, figures_ = Reader([at.month for at in LOOKS]), []
    for name in names:
        true = [{w: telling.people(one).get(name, 0) for w, one in by.items()} for by in there]
        told = [{w: one.people.get(name, 0) for w, one in by.items()} for by in seen]
        figures_ += [
            (name, by[when], of[when]) for by, of in zip(told, true, strict=True) for when in by
        ]
        reader.people(name, told, true)
    for look, by in enumerate(seen):
        for when, one in by.items():
            for name, value in (("active", one.evenness), ("waited", one.waited)):
                if name in names and value is not None:
                    reader.at_least([name], look, when, 2 * K)
            if set(MARKS) <= set(names):
                least = Rule("").at_least(one.share("useful").people)
                reader.at_least(MARKS, look, when, least)
    if "came" in names:
        for look, at in enumerate(LOOKS):
            made.now = at
            for words in ("this quarter", "last quarter")[: 2 - bool(look)]:
                of = periods.read(words, at, "UTC")
                when = of.first.month, 3
                came = seen[look][when].people.get("came", 0)
                sizes = Rule("").rows(made.teams(""))
                rows = Counter(sizes[team] for team in made.team_of.values())
                reader.teams(look, when, made.network(of, came), came, rows)
    reader.grow([name for name in reader.names() if not name.startswith("mark")])
    return reader, figures_


def test_no_number_of_people_that_is_withheld_can_be_narrowed_to_fewer_than_five() -> None:
    kept = enough = 0
    names = [*OTHERS, "came", *MARKS]
    for seed in range(counts.upto(100, 10_000)):
        some = random.Random(seed).sample(OTHERS, 2)
        some = names if counts.full else [*some, *random.Random(seed).choice((["came"], MARKS))]
        reader, told = read(seed, some)
        for name, figure, true in told:
            assert figure <= true, (seed, name)
            enough += true >= K
            kept += bool(figure) and true >= K
        assert reader.narrow(K) == {}, seed
    assert kept / enough >= 0.85, kept / enough


@dataclass
class Sat(Year):
    """A program in which so many of each team sat in circles, and so many of all met everybody they could."""

    seats: dict[str, int]
    met: int
    rule: Rule

    def teams(self, _: str) -> dict[str, int]:
        return dict.fromkeys(self.seats, 100)

    def seated(self, *_: object) -> dict[str, int]:
        return self.seats

    def across(self, *_: object) -> dict[tuple[str, str], int]:
        ties = permutations(self.seats, 2)
        return {(a, b): min(self.seats[a] + self.seats[b], self.met) for a, b in ties}

    def __post_init__(self) -> None:
        self.members = self.reports = self
        self.secret, self.least = lambda: self.rule.secret, self.rule.least


def test_no_team_is_given_away_by_how_many_met_however_near_it_is_to_being_told() -> None:
    drawn, quarter = 0, periods.read("this quarter", LOOKS[-1], "UTC")
    for seed in range(counts.upto(200, 5_000)):
        chance, rule = random.Random(seed), Rule(f"secret {seed}")
        seats = {}
        for team in (f"Team {n}" for n in range(chance.choice((2, 3, 4)))):
            # the most that is still told of as so many
            about, least = f"report prg_1 network {team}", chance.choice((5, 5, 10, 15))
            most = next(n for n in range(40) if rule.told(n, about) >= least) - 1
            seats[team] = most if chance.random() < 0.9 else 0
        few = next(n for n in range(40) if rule.told(n, "report prg_1 3 came")) - 1
        met, of = chance.choice((few, sum(seats.values()))), (10, 3)
        made, came = Sat(seats, met, rule), rule.told(met, "report prg_1 3 came")
        told = made.network(quarter, came)
        drawn += bool(told.ties)
        reader = Reader([10])
        reader.people("came", [{of: came}], [{of: met}])
        reader.teams(0, of, told, came, made.teams(""))
        assert reader.narrow(K) == {}, (seed, seats, came, told)
        assert all(figure <= seats[team] for team, figure in told.teams.items())
    assert drawn > counts.upto(40, 1_000)


STEPS = {20: 25, 50: 10, 100: 5, 250: 2, 500: 1}
"""In steps of how many percent a rate is told, by of how many it is at the least."""


def rates(
    seed: int, name: str
) -> tuple[list[Mapping[int, Telling]], list[Mapping[When, tuple[int, int]]]]:
    """Return of how many answers the rate of each month is told in every week, and the percents of all periods."""
    made, rule = Year(seed), Rule(f"secret {seed}")
    cell = {"remembered": "recall 1 week situated"}.get(name, name)
    tellings: list[Mapping[int, Telling]] = []
    shown: list[Mapping[When, tuple[int, int]]] = []
    for _, told in made.looks():
        by = {}
        for month in range(1, 13):
            after = date(2026 + month // 12, month % 12 + 1, 1)
            full = f"prg_1 {date(2026, month, 1)} {after} {cell}"
            if (kept := made.shares.of(full)) and kept.number:
                by[month] = Telling(
                    kept.number, min(rule.near(kept.count, full), kept.number // K * K) == kept.told
                )
        tellings.append(by)
        figure = {
            (first.month, long): next(f for f in figures.take(one, rule) if f.key == name)
            for (first, long), one in told.items()
        }
        shown.append(
            {
                when: (int(one.value), STEPS[one.of])
                for when, one in figure.items()
                if one.value is not None
            }
        )
    return tellings, shown


def test_no_answers_behind_a_rate_can_be_narrowed_to_fewer_than_five_possibilities() -> None:
    shown_any = 0
    for seed in range(counts.upto(100, 10_000)):
        name = random.Random(seed).choice(RATES)
        tellings, shown = rates(seed, name)
        shown_any += bool(any(shown))
        assert period_attacker.answers(tellings, shown, K) == {}, (seed, name)
    assert shown_any > 10


def test_a_quarter_in_which_one_month_alone_saw_anything_tells_what_the_month_does() -> None:
    made = Year(1)
    made.deeds = [one for one in made.deeds if one.day.month == 8]
    made.now = LOOKS[0]
    quarter = periods.read("last quarter", made.now, "UTC")
    month, whole = (made.told(one) for one in (periods.parts(quarter, "UTC")[1], quarter))
    assert whole.people == month.people
    assert whole.shares == month.shares
    assert any(month.people.values())


def test_how_evenly_and_how_soon_say_no_more_of_how_many_than_their_number_does() -> None:
    for seed in range(counts.upto(12, 300)):
        for _, by in Year(seed).looks():
            for told in by.values():
                for name, value in (("active", told.evenness), ("waited", told.waited)):
                    assert value is None or told.people[name] >= 2 * K


def test_evenness_and_waiting_are_each_told_anew_once_five_more_people_have_added_to_them() -> None:
    moved = 0
    for seed in range(counts.upto(12, 300)):
        made = Year(seed)
        quarter = periods.read("this quarter", LOOKS[0], "UTC")
        last: dict[str, tuple[int | None, int]] = {"evenness": (None, 0), "waited": (None, 0)}
        for day in range(90):
            made.now = LOOKS[0] + day * DAY
            deeds, now = made.between(quarter.first, quarter.after), made.told(quarter)
            for name, value in (("evenness", now.evenness), ("waited", now.waited)):
                told, done = last[name]
                if value != told:
                    fresh = {one.member for one in deeds[done:]}
                    assert told is None or len(fresh) >= K, (seed, name)
                    moved += told is not None
                    last[name] = value, len(deeds)
    assert moved
