"""A name in signs that nobody has stays a name, and what is one's own is not handed over for somebody else's."""

import pytest

from facilitation.talk.incoming import Say
from facilitation.work import Store
from tests.company import Company, button, person
from tests.words import words_of


@pytest.fixture
def company(store: Store) -> Company:
    company = Company(store)
    company.settle(person("ana", role="admin"), person("jonas"), person("cleo"))
    company.program(("ana", "jonas", "cleo"), "Design")
    return company


@pytest.mark.parametrize("line", ["program export 🌊", "file program 🌊", "report 🌊"])
def test_a_program_named_in_signs_that_there_is_none_of_is_said_to_be_unknown(
    company: Company, line: str
) -> None:
    assert "I know no program called “🌊”" in words_of(company.says("ana", line))


def test_a_format_named_in_signs_leads_to_nobodys_data(company: Company) -> None:
    assert "🌊" in words_of(company.says("ana", "format export 🌊"))


@pytest.mark.parametrize("line", ["export jonas", "send me jonas' data"])
def test_whose_data_it_would_be_is_asked_where_somebody_else_is_named(
    company: Company, line: str
) -> None:
    reply = company.says("ana", line)
    assert isinstance(reply, Say)
    assert "not sure what you mean" in words_of(reply) or "Shall I do this?" in words_of(reply)
    button(reply.message, "Give me a copy of my own data")


def test_one_s_own_data_is_still_given_at_once(company: Company) -> None:
    assert "Shall I do this?" not in words_of(company.says("ana", "send me my data"))
