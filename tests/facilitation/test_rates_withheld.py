"""A rate that moves tells nobody which answer moved it: who looks after every single answer learns of none."""

import random
from itertools import pairwise

import pytest

from facilitation.people import withholding
from facilitation.people.withholding import Rule
from facilitation.work import Store
from tests.company import WORKSPACE, Company
from tests.counts import upto

K = withholding.LEAST


@pytest.fixture
def company(sqlite_store: Store) -> Company:
    made = Company(sqlite_store)
    made.settle()
    return made


FROM = 20
"""No rate is told of fewer."""


def looked(company: Company, cell: str, answers: list[bool]) -> list[tuple[int, int]]:
    """Return what somebody reads who looks after each of these answers."""
    rule, seen = Rule(f"secret of {cell}"), []
    with company.store.begin() as work:
        for number in range(FROM, len(answers) + 1):
            yes = sum(answers[:number])
            seen.append(withholding.settled(work, rule, WORKSPACE, cell, yes, number))
    return seen


def test_a_rate_is_told_anew_only_once_five_have_answered(company: Company) -> None:
    chance = random.Random(3)
    for cell in range(upto(20, 300)):
        seen = looked(company, f"cell {cell}", [chance.random() < 0.6 for _ in range(60)])
        assert [of for _, of in seen] == [n // K * K for n in range(FROM, 61)]
        assert all(told % K == 0 for told, _ in seen)


def test_whoever_reads_every_rate_has_five_possibilities_for_those_who_answered_in_between(
    company: Company,
) -> None:
    chance = random.Random(5)
    for cell in range(upto(40, 1_000)):
        odds = chance.choice((0.0, 0.1, 0.5, 0.9, 1.0))
        answers = [chance.random() < odds for _ in range(60)]
        tellings = list(dict.fromkeys(looked(company, f"cell {cell}", answers)))
        for (told, of), (then, number) in pairwise(tellings):
            possible = {
                yes
                for yes in range(number - of + 1)
                for start in range(K)
                for count in range(of + 1)
                if (count + start) // K * K == told and (count + yes + start) // K * K == then
            }
            assert len(possible) >= K, (tellings, told, then)
        assert abs(tellings[-1][0] - sum(answers)) < K


def test_who_changes_their_mind_counts_as_well_as_who_is_new(company: Company) -> None:
    rule = Rule("secret")
    with company.store.begin() as work:

        def told(yes: int, of: int) -> tuple[int, int]:
            return withholding.settled(work, rule, WORKSPACE, "minds", yes, of)

        first = told(20, 40)
        assert told(21, 40) == first, "one who thinks otherwise now"
        assert told(22, 40) == first
        assert told(30, 40) != first
