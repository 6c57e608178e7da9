"""A yes to a preview that is pressed more than once: it happens once, and who pressed again reads that it has."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from facilitation.talk.incoming import Say
from facilitation.talk.messages import Message
from facilitation.work import Store
from tests.company import WORKSPACE, Company, button, person
from tests.words import agree, said, words_of


@pytest.fixture
def company(store: Store) -> Iterator[Company]:
    """A company of three; Root is its admin."""
    made = Company(store)
    made.settle(person("root", role="admin"), person("ana"), person("ben"))
    yield made
    assert not made.bugs


def shown(company: Company, line: str) -> Message:
    """Return the preview that a line gets."""
    return said(company.says("root", line))


def test_four_presses_at_once_make_one_program_and_say_that_it_is_there(company: Company) -> None:
    yes = button(shown(company, 'program create pairs "Coffee"'), "Create it")
    with ThreadPoolExecutor(4) as at_once:
        replies = list(at_once.map(lambda n: company.says("root", yes, key=f"p{n}"), range(4)))
    titles = sorted(str(said(one).title) for one in replies)
    assert titles == ["Coffee is ready", *["Coffee is there already"] * 3]
    again = next(one for one in replies if said(one).title != "Coffee is ready")
    assert isinstance(again, Say), "the card that says what was made stays"
    assert button(said(again), "Look at it") == "program #1"
    with company.store.begin() as work:
        assert [p.name for p in work.programs.of(WORKSPACE)] == ["Coffee"]


@pytest.mark.parametrize(
    "line",
    ["program pause coffee", "set coffee size 3", "role @ana facilitator", "program end coffee"],
)
def test_every_yes_that_is_pressed_again_is_told_so_and_never_refused(
    company: Company, line: str
) -> None:
    agree(company, "root", 'program create pairs "Coffee"')
    preview = shown(company, line)
    press = next(
        b.command
        for block in preview.blocks
        for b in getattr(block, "buttons", ())
        if b.command.startswith("confirm ")
    )
    done = said(company.says("root", press))
    assert done.title != "Pressed already"
    for _ in range(2):
        again = said(company.says("root", press))
        assert again.title == "Pressed already"
        assert "nothing happens twice" in words_of(again)


def test_the_same_thing_can_be_agreed_to_again_later(company: Company) -> None:
    agree(company, "root", 'program create pairs "Coffee"')
    for _ in range(2):
        agree(company, "root", "program pause coffee")
        agree(company, "root", "program resume coffee")
    with company.store.begin() as work:
        assert work.programs.of(WORKSPACE)[0].state == "active"
