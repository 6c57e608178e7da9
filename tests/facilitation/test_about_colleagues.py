"""Who somebody is to a colleague: where they work, what they look after, and how well they know what they offer."""

from dataclasses import replace

import pytest

from facilitation.work import Store
from tests.company import WORKSPACE, Company, person
from tests.words import words_of

LEVELS = "The levels are what people have said"


@pytest.fixture
def company(store: Store) -> Company:
    found = Company(store)
    found.settle(
        replace(person("ana"), team="Design", location="Lisbon", offers=("Figma",)),
        replace(person("ben"), location="Berlin"),
        person("cleo", offers=("SQL",)),
    )
    coffee = found.program(["ana", "ben", "cleo"], "Coffee")
    old = found.program(["ana"], "Old tea")
    with store.begin() as work:
        for program, state in ((coffee, "active"), (old, "ended")):
            known = work.programs.get(program.id)
            leads = (f"{WORKSPACE}:ana",)
            work.programs.save(replace(known, facilitators=leads, state=state))  # type: ignore[arg-type]
    return found


def test_who_asks_who_somebody_is_reads_where_they_work_and_what_they_look_after(
    company: Company,
) -> None:
    said = words_of(company.says("ben", "who is ana"))
    assert "Design, in Lisbon." in said
    assert "Looks after Coffee." in said
    assert "Old tea" not in said
    assert "In Berlin." in words_of(company.says("ana", "who is ben")), "also without a skill"


def test_of_levels_is_spoken_where_there_is_one(company: Company) -> None:
    assert LEVELS not in words_of(company.says("ben", "who is ana"))
    company.says("ana", "offer figma 4")
    assert LEVELS in words_of(company.says("ben", "who is ana"))
