"""Help: what somebody can do, by what they want to do, with buttons that work; and each topic and command."""

import pytest

from facilitation.people import helping
from facilitation.talk.incoming import Ask, Reply, Say
from facilitation.talk.messages import Bold, Button, Buttons, Text
from storage.work import Store
from tests.company import Company, person
from tests.words import agree, said, words_of

FOR_ALL = ["Meet people", "Ask and share", "My times", "About me"]
MOST = 8
"""Buttons that one part has at the most."""


@pytest.fixture
def company(store: Store) -> Company:
    """A company with a program; Root is its admin, Fay a facilitator."""
    made = Company(store)
    roles = {"root": "admin", "fay": "facilitator", "ana": "member", "ben": "member"}
    made.settle(*(person(name, role=role) for name, role in roles.items()))
    made.program(["ana", "ben"])
    return made


def headings(company: Company, who: str) -> list[str]:
    """Return the parts of help that somebody sees."""
    spans = (b.spans for b in said(company.says(who, "help")).blocks if isinstance(b, Text))
    return [one.text for several in spans for one in several if isinstance(one, Bold)]


def tapped(reply: Reply) -> list[Button]:
    """Return the buttons of a message."""
    rows = (b.buttons for b in said(reply).blocks if isinstance(b, Buttons))
    return [one for row in rows for one in row]


def test_help_shows_everybody_their_own_parts_and_nobody_elses(company: Company) -> None:
    assert headings(company, "ana") == FOR_ALL
    assert headings(company, "fay") == [*FOR_ALL, "For facilitators"]
    assert headings(company, "root") == [*FOR_ALL, "For facilitators", "For admins"]


def test_whoever_looks_after_a_program_sees_what_facilitators_can_do(company: Company) -> None:
    agree(company, "root", "set coffee facilitators @ana")
    assert headings(company, "ana") == [*FOR_ALL, "For facilitators"]
    agree(company, "root", "program end coffee")
    assert headings(company, "ana") == FOR_ALL


@pytest.mark.parametrize("who", ["ana", "fay", "root"])
def test_every_button_of_help_shows_or_asks_something_and_changes_nothing(
    company: Company, who: str
) -> None:
    rows = [b for b in said(company.says(who, "help")).blocks if isinstance(b, Buttons)]
    assert rows
    assert all(len(row.buttons) <= MOST for row in rows)
    assert sum(b.style == "primary" for row in rows for b in row.buttons) == 1
    for one in (b for row in rows for b in row.buttons):
        answer = company.says(who, one.command)
        titles = {answer.message.title} if isinstance(answer, Say) else set()
        assert isinstance(answer, Say | Ask), one
        assert not titles & {"That did not work", "I did not understand that"}, one


def test_help_knows_every_topic_command_and_near_miss(company: Company) -> None:
    assert "role [@name]" in words_of(company.says("ben", "help admin"))
    assert "pause 4w in design" in words_of(company.says("ben", "help pause"))
    assert "Help: pause" in [b.text for b in tapped(company.says("ben", "help puase"))]
    for name, part in helping.TOPICS.items():
        for word in (name, f'"{name}"', *part.also):
            assert said(company.says("ben", f"help {word}")).title == name
    assert said(company.says("ben", "help me")).title == "What would you like to do?"


def test_help_on_a_command_has_its_button(company: Company) -> None:
    assert [b.command for b in tapped(company.says("ben", "help bookings"))] == ["bookings"]
    assert not tapped(company.says("ben", "help leave"))


def test_help_parts_the_other_words_for_a_command(company: Company) -> None:
    assert "The same: my skills or skill" in words_of(company.says("ana", "help skills"))


def test_help_on_several_of_a_thing_is_help_on_its_command(company: Company) -> None:
    for words, title in (("reports", "report"), ("pauses", "pause"), ("bookings", "bookings")):
        assert said(company.says("ana", f"help {words}")).title == f"Help: {title}"
