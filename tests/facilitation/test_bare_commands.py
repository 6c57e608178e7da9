"""A command that is said alone and needs more: what there is of it can be tapped."""

from dataclasses import replace

import pytest

from facilitation.catalogue import COMMANDS
from facilitation.talk.incoming import Replace, Say
from facilitation.talk.messages import Buttons, Choice, Message
from tests.company import WORKSPACE, Company, person, press
from tests.facilitation.rounded import OPENS
from tests.words import everything, said

REFUSED = (
    "One thing is missing",
    "I did not understand that",
    "I could not find that",
    "That does not work",
)


INDEXES = "An index helps with what you filter by"


@pytest.fixture
def company(store) -> Company:
    company = Company(store)
    people = (person(n, wants=("SQL",)) for n in ("ana", "ben", "cleo", "dan"))
    company.settle(person("root", role="admin"), person("fay", role="facilitator"), *people)
    program = company.program(["ana", "ben", "cleo", "dan"])
    with company.store.begin() as work:
        led = replace(
            work.programs.get(program.id),
            channel="channel:general",
            channel_name="general",
            facilitators=(f"{WORKSPACE}:fay",),
        )
        work.programs.save(led)
    company.move_to(OPENS)
    press(company, "ana", said(company.says("ana", f"share {INDEXES}")), "Keep it")
    company.says("ben", "avoid @cleo")
    company.says("fay", 'discuss "What slows you down?" in #general')
    return company


def can_be_tapped(message: Message) -> bool:
    return any(isinstance(block, Buttons | Choice) for block in message.blocks)


@pytest.mark.parametrize("name", ["ben", "fay", "root"])
def test_whatever_is_said_alone_and_refused_offers_something_to_tap(
    company: Company, name: str
) -> None:
    for command in COMMANDS:
        reply = company.says(name, command.words) if command.listed else None
        if isinstance(reply, Say | Replace) and reply.message.title in REFUSED:
            assert can_be_tapped(reply.message), (command.words, everything(reply.message))
    assert not company.bugs


@pytest.mark.parametrize(
    ("name", "line", "tapped", "then"),
    [
        ("ben", "tried", INDEXES, "How did it go?"),
        ("ana", "unshare", INDEXES, ""),
        ("ana", "obsolete", INDEXES, "Marked as no longer right"),
        ("ben", "unavoid", "Cleo", "You and Cleo may be put together again"),
        ("ben", "learn", "SQL", "about SQL"),
        ("fay", "preview", "Coffee", "Coffee"),
        ("root", "program pause", "Coffee", "Pause Coffee?"),
        ("root", "format show", "pairs", "pairs"),
        ("fay", "deck export", "engineering", "engineering"),
        ("root", "skill merge", "See all skills", "skill"),
        ("fay", "expert wanted", "Which skills are missing?", "gaps"),
        ("ben", "bring", "See the programs", "1 program"),
        ("root", "file", "My own report", ""),
        ("root", "file report", "Coffee", "Coffee"),
        ("root", "file program", "Coffee", "Coffee"),
        ("root", "file format", "pairs", "pairs"),
        ("fay", "file deck", "engineering", "engineering"),
    ],
)
def test_what_a_command_needs_is_offered_and_a_tap_goes_on_with_it(
    company: Company, name: str, line: str, tapped: str, then: str
) -> None:
    asked = said(company.says(name, line))
    assert can_be_tapped(asked)
    went_on = said(press(company, name, asked, tapped))
    assert went_on.title not in REFUSED
    assert then in went_on.title


def test_what_is_not_there_is_not_offered(company: Company) -> None:
    tried = everything(said(company.says("ana", "tried")))
    assert f"[{INDEXES}]" not in tried, "who gave it knows"
    assert "[See the takeaways]" in tried
    assert "[Coffee]" not in everything(said(company.says("root", "program resume")))
    assert "[Coffee]" not in everything(said(company.says("ben", "program pause")))
    refused = said(company.says("ben", "format show"))
    assert refused.title == "You may not do that"


@pytest.mark.parametrize("line", ["pause", "pause until 15 december", "skip", "leave"])
def test_who_is_in_no_program_is_told_so_where_there_is_nothing_to_do(
    company: Company, line: str
) -> None:
    company.settle(person("oliver"))
    assert said(company.says("oliver", line)).title == "You are in no program"
