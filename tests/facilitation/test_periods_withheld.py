"""Whoever has the report of every month, quarter and year, every week, learns nothing from two that overlap."""

import random
from collections.abc import Mapping
from datetime import date

from facilitation.people.withholding import Rule
from facilitation.reports import figures, model, periods, telling
from facilitation.reports.model import Counts, Told
from tests import counts
from tests.facilitation import period_attacker
from tests.facilitation.asked_often import DAY, LOOKS, Year, year
from tests.facilitation.period_attacker import Telling, When

K = 5
RATES = ("met", "helped", "useful", "remembered")
Seen = list[Mapping[When, Told]]


def truth(made: Year, when: When) -> Counts:
    """Return what happened in a period by now."""
    of = [one for quarter in periods.parts(year(), "UTC") for one in periods.parts(quarter, "UTC")]
    inside = (of[month - 1] for month in period_attacker.months(when))
    return model.together([made.of("", one.since, one.until) for one in inside])


def looked(seed: int) -> tuple[Year, Seen, list[Mapping[When, Counts]]]:
    """Return what is told in every week, and what happened by then."""
    made = Year(seed)
    seen: Seen = []
    there: list[Mapping[When, Counts]] = []
    for _, told in made.looks():
        by = {(first.month, long): one for (first, long), one in told.items()}
        seen.append(by)
        there.append({when: truth(made, when) for when in _all(by)})
    return made, seen, there


def _all(by: Mapping[When, Told]) -> set[When]:
    return {*by, *((first, long) for long in (1, 3) for first in range(1, 13, long))}


def test_no_number_of_people_that_is_withheld_can_be_narrowed_to_fewer_than_five() -> None:
    kept = enough = 0
    for seed in range(counts.upto(100, 10_000)):
        _, seen, there = looked(seed)
        names = sorted(telling.people(Counts()))
        for name in random.Random(seed).sample(names, counts.upto(3, len(names))):
            true = [{w: telling.people(one)[name] for w, one in by.items()} for by in there]
            told = [{w: one.people[name] for w, one in by.items()} for by in seen]
            for by, of in zip(told, true, strict=True):
                assert all(figure <= of[when] for when, figure in by.items()), (seed, name)
                enough += sum(of[when] >= K for when in by)
                kept += sum(bool(by[when]) for when in by if of[when] >= K)
            now = [at.month for at in LOOKS]
            for cell, (low, high) in period_attacker.people(
                told, true, now, grows=not name.startswith("mark")
            ).items():
                assert high - low >= K - 1, (seed, name, cell, low, high)
    assert kept / enough >= 0.85, kept / enough


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
        for cell, (low, high) in period_attacker.answers(tellings, shown).items():
            assert high - low >= K - 1, (seed, name, cell, low, high)
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


def test_evenness_and_waiting_are_told_anew_once_five_more_people_have_added_to_them() -> None:
    moved = 0
    for seed in range(counts.upto(12, 300)):
        made = Year(seed)
        quarter = periods.read("this quarter", LOOKS[0], "UTC")
        told, done = None, 0
        for day in range(90):
            made.now = LOOKS[0] + day * DAY
            deeds = made.between(quarter.first, quarter.after)
            now = made.told(quarter)
            if told is None or (told.evenness, told.waited) != (now.evenness, now.waited):
                fresh = {one.member for one in deeds[done:]}
                assert told is None or None in (told.evenness, told.waited) or len(fresh) >= K
                moved += told is not None and told.evenness is not None
                told, done = now, len(deeds)
    assert moved
