"""A day that is past is said to be, with the one to come that may be meant."""

from dataclasses import replace

import pytest

from facilitation.talk.incoming import Ask, Say
from facilitation.talk.messages import Buttons
from tests.company import WORKSPACE, Company, person, press
from tests.facilitation.test_fresh_phrases import lines
from tests.words import said, words_of


@pytest.fixture
def company(store) -> Company:
    """A company on Thursday 19 November 2026 in which Fay leads Coffee, at home in #general."""
    company = Company(store)
    company.settle(
        person("root", role="admin"),
        person("fay", role="facilitator"),
        person("ana"),
        person("ben"),
    )
    program = company.program(["ana", "ben"])
    with company.store.begin() as work:
        led = replace(
            work.programs.get(program.id),
            channel="channel:general",
            channel_name="general",
            facilitators=(f"{WORKSPACE}:fay",),
        )
        work.programs.save(led)
    return company


@pytest.mark.parametrize(
    ("name", "line", "told", "instead"),
    [
        ("fay", 'discuss "Slow?" in #general until 1 nov', "1 November is past", "1 November 2027"),
        ("fay", 'discuss "Slow?" in coffee until 2025-12-01', "already past", "1 December 2026"),
        ("fay", 'discuss "Slow?" until yesterday', "already past", "25 November 2026"),
        ("ana", "pause until 1 nov", "1 November is past", "1 November 2027"),
        ("ana", "pause until 2025-12-01", "1 Dec 2025, 00:00 is already past", "1 December 2026"),
        ("ana", "pause until yesterday", "18 Nov 2026, 00:00 is already past", "25 November 2026"),
        ("root", "set coffee skips 1 nov", "1 November is past", "1 November 2027"),
        ("root", "set coffee skips 2025-12-01", "1 December 2025 is past", "1 December 2026"),
        ("root", "set coffee skips 24 dec, 1 nov", "1 November is past", "1 November 2027"),
        ("root", "set coffee ends 1 nov", "1 November is past", "1 November 2027"),
        ("root", "set coffee last day 1 nov", "1 November is past", "1 November 2027"),
        ("root", "set coffee starts 1 nov", "1 November is past", "1 November 2027"),
        ("root", "set coffee cadence weekly until 1 nov", "1 November is past", "1 November 2027"),
        ("root", "set coffee cadence weekly except 1 nov", "1 November is past", "1 November 2027"),
        ("root", 'program create pairs "Tea" from 1 nov', "1 November is past", "1 November 2027"),
        ("root", 'program create pairs "Tea" from 2025-12-01', "is past", "Tue 1 Dec 2026"),
        ("root", 'program create pairs "Tea" from yesterday', "is past", "Wed 25 Nov 2026"),
    ],
)
def test_a_past_day_is_said_to_be_past_and_the_next_one_is_a_tap_away(
    company: Company, name: str, line: str, told: str, instead: str
) -> None:
    reply = company.says(name, line)
    assert isinstance(reply, Say)
    assert told in words_of(reply)
    assert reply.message.title in ("That day is past", "Just to be sure")
    (row,) = [block for block in reply.message.blocks if isinstance(block, Buttons)]
    assert [button.text for button in row.buttons] == [instead]
    then = said(press(company, name, reply.message, instead))
    assert "past" not in words_of(then)
    with company.store.begin() as work:
        assert len(work.discussions.unclosed(WORKSPACE)) == (
            then.title == "Your discussion is open"
        )


def test_a_question_is_open_until_the_day_that_was_said_and_no_day_is_part_of_it(
    company: Company,
) -> None:
    assert "no length of time" in words_of(company.says("fay", 'discuss "Slow?" in coffee for -3d'))
    told = words_of(company.says("fay", 'discuss "Slow?" until tue in #general'))
    assert "It runs until Tue 24 Nov" in told
    with company.store.begin() as work:
        (one,) = work.discussions.unclosed(WORKSPACE)
    assert one.question == "Slow?"
    assert f"{one.closes_at:%a %d %H:%M}" == "Tue 24 16:00", "in the afternoon, in Berlin"

    company.work_through()
    assert "already past" in words_of(company.says("fay", "extend until yesterday"))
    company.says("fay", "extend until thu")
    with company.store.begin() as work:
        (one,) = work.discussions.unclosed(WORKSPACE)
    assert f"{one.closes_at:%a %d %H:%M}" == "Thu 26 16:00"
    assert "open until then already" in words_of(company.says("fay", "extend until wed"))


@pytest.mark.parametrize(
    ("name", "line", "day"),
    [
        ("ana", "book @ben 30m on 31 april", "31 April"),
        ("fay", "extend until 30 feb", "30 February"),
        ("fay", 'discuss "Slow?" in #general until 32 january', "32 January"),
        ("root", "set coffee ends 31 april", "31 April"),
        ("root", "set coffee cadence weekly until 31 april", "31 April"),
        ("root", "set coffee cadence weekly except 31 april", "31 April"),
        ("root", 'program create pairs "Tea" from 31 april', "31 April"),
    ],
)
def test_a_day_that_does_not_exist_is_said_not_to(
    company: Company, name: str, line: str, day: str
) -> None:
    company.says("fay", 'discuss "What slows you down?" in #general')
    reply = company.says(name, line)
    assert said(reply).title == "There is no such day"
    assert f"There is no {day}." in words_of(reply)


def test_the_day_to_come_shows_where_and_until_when_a_question_would_be_open_before_it_is_posted(
    company: Company,
) -> None:
    refused = said(company.says("fay", 'Discuss "Slow?" in #general until yesterday'))
    shown = said(press(company, "fay", refused, "25 November 2026"))

    assert shown.title == "Post it to #general?"
    assert "Slow?" in words_of(shown)
    assert "Open until Wed 25 Nov" in words_of(shown)
    with company.store.begin() as work:
        assert not work.discussions.unclosed(WORKSPACE)
    assert said(press(company, "fay", shown, "Post it")).title == "Your discussion is open"


def test_a_discussion_that_is_wished_for_in_plain_words_opens_the_form_with_its_question(
    company: Company,
) -> None:
    asked = company.says("fay", "start a discussion about code reviews")
    asked = (
        asked
        if isinstance(asked, Ask)
        else press(company, "fay", said(asked), "Ask the channel: code reviews")
    )

    assert isinstance(asked, Ask)
    values = {one.name: getattr(one, "value", "") for one in asked.form.fields}
    assert (values["question"], values["for"]) == ("code reviews", "2d")
    assert "#general" in asked.form.lead
    with company.store.begin() as work:
        assert not work.discussions.unclosed(WORKSPACE)


@pytest.mark.parametrize(
    "line",
    [
        "start a discussion about remote work for five days",
        "let's talk about remote work in #general for 5 days",
        "discuss about remote work in #general for five days",
    ],
)
def test_how_long_and_where_a_question_is_to_be_open_is_no_part_of_it(
    company: Company, line: str
) -> None:
    shown = said(company.says("fay", line))
    assert shown.title == "Post it to #general?"
    said(press(company, "fay", shown, "Post it"))
    with company.store.begin() as work:
        (one,) = work.discussions.unclosed(WORKSPACE)
    assert one.question == "remote work"
    assert f"{one.closes_at:%a %d}" == "Tue 24", "five days on"


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("I am away until yesterday", "already past"),
        ("out of office until last friday", "Fri 13 Nov 2026, 00:00 is already past"),
        ("I am on vacation until 1 nov", "1 November is past"),
        ("pause coffee until 1 nov", "1 November is past"),
        ("away until 32 january", "no 32 January"),
    ],
)
def test_a_past_day_in_a_sentence_is_said_to_be_past_and_no_pause_without_end_is_offered(
    company: Company, line: str, told: str
) -> None:
    reply = company.says("ana", line)
    assert told in words_of(reply)
    assert "pause" not in lines(reply)


def test_an_end_that_is_no_day_is_asked_for_with_an_end_as_the_example(company: Company) -> None:
    told = words_of(company.says("root", "set coffee ends someday"))
    assert "Until which day is “someday”? Try: 30 june" in told
