"""What is remembered between rounds: an introduction counts unless somebody says it did not happen, in any program."""

from collections import Counter, defaultdict
from datetime import timedelta
from itertools import combinations

from storage.work import Store
from tests.company import Company, person

NAMES = [f"p{n}" for n in range(8)]


def put_together(company: Company) -> list[frozenset[str]]:
    """Return every two who were put together so far, in any program."""
    with company.store.begin() as work:
        since = company.now - timedelta(weeks=52)
        everybody = [m.id for m in work.members.of("playground:acme")]
        found = work.sessions.introduced_since("playground:acme", since, everybody)
    people = defaultdict(list)
    for session, _, member in found:
        people[session].append(member)
    return [frozenset(pair) for its in people.values() for pair in combinations(its, 2)]


def test_nobody_who_stays_silent_is_put_together_again_within_the_gap(store: Store) -> None:
    company = Company(store)
    company.settle(*(person(name) for name in NAMES))
    company.program(NAMES, silence_rounds=0)
    company.pass_(weeks=11)
    pairs = Counter(put_together(company))
    assert len(pairs) >= 20
    assert max(pairs.values()) == 1


def test_two_programs_do_not_put_the_same_two_together_within_the_gap(store: Store) -> None:
    company = Company(store)
    company.settle(*(person(name, takes_more=True) for name in NAMES))
    company.program(NAMES, silence_rounds=0)
    company.program(NAMES, name="Lunch", silence_rounds=0)
    company.pass_(weeks=5)
    pairs = Counter(put_together(company))
    assert len(pairs) >= 16
    assert max(pairs.values()) == 1


def test_who_says_that_it_did_not_take_place_may_meet_again(store: Store) -> None:
    company = Company(store)
    company.settle(person("ana"), person("ben"), person("cleo"), person("dev"))
    company.program(["ana", "ben", "cleo", "dev"], silence_rounds=0)
    company.pass_(days=6)
    first = put_together(company)
    assert len(first) == 2
    company.says("ana", "could not")
    assert len(put_together(company)) == 1
