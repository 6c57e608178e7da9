"""Where a card says that something can be changed, it is a tap away, for those who may."""

import pytest

from facilitation.talk.incoming import Ask
from tests.company import WORKSPACE, Company, person, press
from tests.facilitation.test_fresh_phrases import lines
from tests.words import said, words_of


@pytest.fixture
def company(store) -> Company:
    """Root, an admin, and two colleagues in Coffee."""
    company = Company(store)
    company.settle(person("root", role="admin"), person("ana"), person("ben"))
    company.program(["ana", "ben"])
    return company


def test_a_setting_is_changed_from_its_card_by_whoever_may(company: Company) -> None:
    card = said(company.says("root", "set coffee cadence"))
    asked = press(company, "root", card, "Change it")
    assert isinstance(asked, Ask)
    assert asked.form.title == "Coffee: When"
    shown = company.says("ana", "set coffee cadence")
    assert not lines(shown)
    assert "such as root" in words_of(shown).casefold()


def test_a_role_is_given_from_the_card_of_roles(company: Company) -> None:
    card = said(company.says("root", "role"))
    asked = press(company, "root", card, "Give somebody a role")
    assert isinstance(asked, Ask)
    answers = {"who": f"{WORKSPACE}:ana", "what": "facilitator"}
    shown = said(company.fills("root", asked.form.command, answers))
    assert shown.title == "Make Ana a facilitator?"
    assert said(press(company, "root", shown, "Yes, do it")).title == "Ana is a facilitator now"
    assert not lines(company.says("ana", "role"))


def test_public_holidays_are_changed_from_their_card(company: Company) -> None:
    card = said(company.says("root", "holidays"))
    asked = press(company, "root", card, "Change the countries")
    assert isinstance(asked, Ask)
    shown = said(company.fills("root", asked.form.command, {"countries": "Germany, US"}))
    assert "Germany (DE) and United States (US)" in words_of(shown)
    done = said(press(company, "root", shown, "Change them"))
    assert done.title == "Public holidays are changed"
