"""Which program a text in plain words names: its own name comes before another program's channel."""

from dataclasses import replace

import pytest

from storage.work import Store
from tests.company import Company, person
from tests.words import words_of


@pytest.fixture
def company(sqlite_store: Store) -> Company:
    """Ana, an admin, in Coffee and in the newer Tea, which posts in #coffee."""
    company = Company(sqlite_store)
    company.settle(person("ana", role="admin"), person("ben"))
    company.program(["ana", "ben"])
    tea = company.program(["ana", "ben"], name="Tea")
    with sqlite_store.begin() as work:
        work.programs.save(replace(tea, channel_name="coffee"))
    return company


@pytest.mark.parametrize(
    "text",
    [
        "end coffee",
        "I want to leave coffee",
        "when is coffee?",
        "send me the coffee report every month",
    ],
)
def test_a_programs_own_name_comes_before_the_channel_of_another(
    company: Company, text: str
) -> None:
    answer = repr(company.says("ana", text))
    assert "Coffee" in answer or "#1" in answer
    assert "Tea" not in answer


def test_a_channel_that_is_known_by_name_alone_is_told_before_it_is_set(company: Company) -> None:
    assert "cannot post there" in words_of(company.says("ana", "set coffee channel #nowhere"))
