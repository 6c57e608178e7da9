"""A setting is called by its label as well as by its name, and one line changes one of them."""

import pytest

from facilitation.talk.incoming import Say
from facilitation.talk.messages import Buttons, Facts
from tests.company import Company, person, press
from tests.words import said, words_of


@pytest.fixture
def company(store) -> Company:
    """Root, an admin, and two colleagues in Coffee."""
    company = Company(store)
    company.settle(person("root", role="admin"), person("ana"), person("ben"))
    company.program(["ana", "ben"])
    return company


def test_every_label_on_the_settings_card_can_be_typed(company: Company) -> None:
    card = said(company.says("root", "set coffee"))
    labels = [row.label for block in card.blocks if isinstance(block, Facts) for row in block.rows]
    assert len(labels) > 15
    for label in labels:
        assert said(company.says("root", f"set coffee {label}")).title == f"Coffee: {label}"
        assert said(company.says("root", f"set #1 {label.lower()}")).title == f"Coffee: {label}"


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("set coffee last day 30 june", "30 Jun 2027"),
        ("set coffee people in a circle 4", "4 (3 to 5)"),
        ("set coffee what it is for meet other teams", "meet other teams"),
        ("set coffee before the same people meet again 8 weeks", "8 weeks"),
    ],
)
def test_a_setting_changes_by_its_label(company: Company, line: str, told: str) -> None:
    reply = company.says("root", line)
    assert said(reply).title == "Change Coffee?"
    assert told in words_of(reply)


@pytest.mark.parametrize(
    ("line", "ways"),
    [
        ("set coffee size 4 size 5", ["People in a circle: 4", "People in a circle: 5"]),
        (
            "set coffee size 4 gap 8 weeks",
            ["People in a circle: 4", "Before the same people meet again: 8 weeks"],
        ),
    ],
)
def test_of_two_values_in_a_line_none_is_taken_before_one_is_chosen(
    company: Company, line: str, ways: list[str]
) -> None:
    reply = company.says("root", line)
    assert isinstance(reply, Say)
    (row,) = [block for block in reply.message.blocks if isinstance(block, Buttons)]
    assert [str(button.text) for button in row.buttons] == ways
    assert said(press(company, "root", reply.message, ways[1])).title == "Change Coffee?"


def test_a_goal_may_have_the_names_of_settings_in_it(company: Company) -> None:
    reply = company.says("root", "set coffee goal close the gap between size and name")
    assert "close the gap between size and name" in words_of(reply)
