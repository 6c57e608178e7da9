"""What is offered fits who is asked: nothing that is so already, nothing that they may not do, nobody left out."""

import pytest

from facilitation.talk.incoming import Ask, Say
from facilitation.talk.messages import Buttons
from facilitation.work import Store
from tests.company import Company, person, press
from tests.facilitation.test_fresh_phrases import lines
from tests.words import said, words_of


@pytest.fixture
def company(store) -> Company:
    """Ana and Ben in Coffee, Fay who leads it, an admin, and Olu who is in nothing."""
    company = Company(store)
    names = ("ana", "ben", "olu", "dev")
    company.settle(
        person("ada", role="admin"), person("fay", role="facilitator"), *map(person, names)
    )
    company.program(["ana", "ben"])
    return company


@pytest.mark.parametrize("line", ["join coffee please", "can i join the coffee program?"])
def test_who_is_in_a_program_is_told_so_and_not_asked_whether_to_join(
    company: Company, line: str
) -> None:
    assert said(company.says("ana", line)).title == "You are in Coffee already"
    assert said(company.says("olu", line)).title in ("Shall I do this?", "You are in: Coffee")


def test_who_is_in_a_program_is_offered_to_see_it_where_others_are_offered_to_join(
    company: Company,
) -> None:
    line = "Ooh can I be part of the coffee thing too? Ben keeps raving about it"
    assert "join #1" in lines(company.says("olu", line))
    shown = lines(company.says("ana", line))
    assert "join #1" not in shown
    assert "program #1" in shown


def test_a_new_program_is_offered_to_admins_and_others_are_told_whom_to_ask(
    company: Company,
) -> None:
    line = "spin up a lunch program for the Berlin folks"
    assert f"program about {line}" in lines(company.says("ada", line))
    reply = company.says("ana", line)
    assert not [one for one in lines(reply) if one.startswith("program about")]


def test_what_somebody_knows_and_what_they_would_like_to_learn_are_two_things(
    company: Company,
) -> None:
    line = "I know figma pretty well and I'd like to learn sql and knit"
    assert lines(company.says("ana", line))[:2] == ["want SQL, Knit", "offer Figma"]


def test_something_monthly_with_a_name_that_is_set_up_is_a_new_program(company: Company) -> None:
    line = 'set up a monthly lunch for designers called "Lunch & Learn" on fridays at noon'
    reply = company.says("ada", line)
    assert isinstance(reply, Ask)
    filled = {one.name: one.value for one in reply.form.fields if hasattr(one, "value")}
    assert filled["name"] == "Lunch & Learn"


def test_of_several_people_who_are_named_none_is_left_out_of_an_invitation(
    company: Company,
) -> None:
    shown = company.says("ada", "add dev and olu to coffee")
    assert lines(shown)[0] == "invite @dev, @olu to #1"
    rows = [block for block in said(shown).blocks if isinstance(block, Buttons)]
    assert str(rows[0].buttons[0].text) == "Invite Dev and Olu to Coffee"


def test_a_sentence_that_begins_like_what_only_others_may_say_is_read_as_a_sentence(
    company: Company,
) -> None:
    company.says("ana", "want docker")
    reply = company.says("ana", "forget that i wanted to learn docker")
    assert lines(reply)[0] == "unwant Docker"


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("speak German please", "The languages I speak"),
        ("sprich deutsch", "The languages I speak"),
        ("can you speak spanish?", "The languages I speak"),
        ("I speak German and English", "Your profile"),
    ],
)
def test_who_would_like_another_language_is_told_which_are_spoken(
    company: Company, line: str, title: str
) -> None:
    reply = company.says("ana", line)
    assert (reply.form.title if isinstance(reply, Ask) else said(reply).title) == title


@pytest.mark.parametrize(
    ("line", "does"),
    [
        ("stop suggesting Dev", "avoid @dev"),
        (
            "I learned that you can pivot a table in SQL with FILTER, useful!",
            "share you can pivot a table in SQL with FILTER, useful",
        ),
        (
            "I've learned that you can pin a message in Slack",
            "share you can pin a message in Slack",
        ),
        ("TIL you can undo a rebase", "share you can undo a rebase"),
    ],
)
def test_what_would_be_kept_is_on_a_button_first(company: Company, line: str, does: str) -> None:
    shown = company.says("ana", line)
    assert said(shown).title == "Shall I do this?"
    assert lines(shown)[0] == does


def test_who_asks_whether_anybody_has_written_of_something_is_shown_what_there_is(
    company: Company,
) -> None:
    assert said(company.says("ana", "has anyone written about docker?")).title == "No takeaways yet"


def test_when_and_then_is_a_plan(company: Company) -> None:
    reply = company.says("ana", "When I get a support ticket, I will write down the cause")
    assert isinstance(reply, Ask)
    assert reply.form.title == "What will you use?"


def test_two_names_become_one_skill_after_a_preview(company: Company) -> None:
    company.says("ana", "offer ecma, JavaScript")
    shown = said(company.says("ada", "merge ecma and JavaScript"))
    assert shown.title == "Merge ecma into JavaScript?"
    assert said(press(company, "ada", shown, "Merge")).title.startswith("ecma")


@pytest.mark.parametrize("line", ["who quit coffee last month", "who dropped out of coffee?"])
def test_a_question_about_others_is_no_order(company: Company, line: str) -> None:
    assert not [one for one in lines(company.says("fay", line)) if one.startswith("leave")]


def test_a_word_that_people_have_said_before_is_not_taken_for_a_slip_of_another(
    company: Company,
) -> None:
    shown = lines(company.says("ana", "I'd show our test setup in the next session"))
    assert 'bring "our test setup"' in shown


def test_a_skill_that_is_named_in_another_clause_is_the_one_that_is_meant(
    company: Company,
) -> None:
    shown = said(company.says("ana", "my docker build keeps failing, who can have a look?"))
    assert "Docker" in shown.title


@pytest.mark.parametrize(
    "line",
    ["met yesterday", "did not meet", "we met", "it did not happen", "we have not met yet"],
)
def test_who_is_in_no_program_and_was_with_nobody_is_offered_no_word_on_how_it_went(
    store: Store, line: str
) -> None:
    company = Company(store)
    company.settle(person("dev"))
    reply = company.says("dev", line)
    assert "You have no circle yet" in words_of(reply)
    assert isinstance(reply, Say)
    rows = [block for block in reply.message.blocks if isinstance(block, Buttons)]
    offered = {one.command for row in rows for one in row.buttons}
    assert not offered & {"met", "not yet", "could not", "some met"}
