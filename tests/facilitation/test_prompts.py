"""Questions that wait their turn, and discussions that a program holds by itself, led by turns."""

import itertools
from collections import Counter

import pytest

from facilitation.discussions import turns
from facilitation.discussions.model import Discussion
from facilitation.post.outbox import Place
from facilitation.programs.decks import library
from facilitation.programs.model import Program
from facilitation.talk.messages import Message
from facilitation.work import Store
from tests.company import WORKSPACE, Company, button, person, press
from tests.facilitation.discussed import fills
from tests.words import words_of

CHANNEL = f"{WORKSPACE}:design"


@pytest.fixture
def company(store: Store) -> Company:
    """A company with a program of discussions, which opens each Tuesday, and three who lead by turns."""
    company = Company(store)
    company.settle(person("root", role="admin"), *map(person, ("ana", "ben", "cleo", "dora")))
    _does(company, "root", f'program create discussion "Talk" in #{CHANNEL}|design')
    _does(company, "root", "set talk facilitators @ana, @ben, @cleo")
    company.arrived.clear()
    return company


def _does(company: Company, name: str, line: str) -> None:
    """Let somebody do what is shown to them first."""
    shown = company.says(name, line).message  # type: ignore[union-attr]
    yes = next(b for block in shown.blocks for b in getattr(block, "buttons", ()))
    company.says(name, yes.command)


def program(company: Company) -> Program:
    with company.store.begin() as work:
        return work.programs.of(WORKSPACE)[0]


def discussions(company: Company) -> list[Discussion]:
    with company.store.begin() as work:
        return [
            *work.discussions.closed(WORKSPACE, 50)[::-1],
            *work.discussions.unclosed(WORKSPACE),
        ]


def turn(company: Company, name: str) -> Message:
    """Return what told somebody last that it is their turn."""
    return [m for m in company.inbox(name) if "Your turn" in m.title][-1]


def test_where_nobody_was_named_to_lead_those_who_take_part_do_by_turns(store: Store) -> None:
    company = Company(store)
    company.settle(person("root", role="admin"), *map(person, ("ana", "ben", "cleo")))
    line = f'program create discussion "Talk" in #{CHANNEL}|design'
    assert "Whoever takes part leads by turns" in words_of(company.says("root", line))
    _does(company, "root", line)
    for name in ("ana", "ben", "cleo"):
        company.says(name, "join talk")
    company.pass_(weeks=4)
    led = [d.facilitator.rpartition(":")[2] for d in discussions(company)]
    assert sorted(led[:3]) == ["ana", "ben", "cleo"]
    assert any("Your turn" in m.title for m in company.inbox("ana"))
    _does(company, "root", "set talk facilitators @ana, @ben")
    company.pass_(weeks=3)
    later = [d.facilitator.rpartition(":")[2] for d in discussions(company)][-2:]
    assert set(later) == {"ana", "ben"}
    assert not company.bugs


def test_who_is_alone_in_a_program_is_told_so_and_so_is_once_whoever_looks_after_it(
    store: Store,
) -> None:
    company = Company(store)
    company.settle(person("root", role="admin"), *map(person, ("ana", "ben")))
    _does(company, "root", f'program create discussion "Talk" in #{CHANNEL}|design')
    company.says("ana", "join talk")
    company.pass_(days=21)
    assert "the only one in it so far" in words_of(turn(company, "ana"))
    alone = [m for m in company.inbox("root") if m.title == "Only one person is in Talk"]
    assert len(alone) == 1
    assert button(alone[0], "Invite people") == "invite people #1"

    company.says("ben", "join talk")
    company.pass_(days=14)
    last = [*company.inbox("ana"), *company.inbox("ben")]
    assert "the only one" not in words_of([m for m in last if "Your turn" in m.title][-1])


def test_two_programs_of_one_deck_never_ask_the_same_in_the_same_month(store: Store) -> None:
    company = Company(store)
    company.settle(person("root", role="admin"), *map(person, ("ana", "ben", "cleo")))
    for name in ("Talk", "Chat"):
        _does(company, "root", f'program create discussion "{name}" in #{CHANNEL}{name}|{name}')
        for member in ("ana", "ben", "cleo"):
            company.says(member, f"join {name}")
    company.pass_(weeks=5)
    asked = [d.question for d in discussions(company)]
    assert len(asked) >= 8
    assert len(set(asked)) == len(asked)


def test_who_begins_to_lead_later_does_not_catch_up_on_what_others_did_before(
    store: Store,
) -> None:
    company = Company(store)
    company.settle(person("root", role="admin"), *map(person, ("ana", "ben", "cleo")))
    _does(company, "root", f'program create discussion "Talk" in #{CHANNEL}|design')
    company.says("ana", "join talk")
    company.says("ben", "join talk")
    company.pass_(weeks=9)
    company.says("cleo", "join talk")
    company.pass_(weeks=6)
    led = [d.facilitator.rpartition(":")[2] for d in discussions(company)]
    assert led.count("cleo") == 2
    assert all({*led[n : n + 3]} >= {"ana", "ben"} for n in range(1, len(led) - 2)), led


def test_a_discussion_that_nobody_joined_is_led_by_who_made_it(store: Store) -> None:
    company = Company(store)
    company.settle(person("root", role="admin"))
    _does(company, "root", f'program create discussion "Talk" in #{CHANNEL}|design')
    company.pass_(weeks=2)
    assert {d.facilitator for d in discussions(company)} == {f"{WORKSPACE}:root"}


def test_each_week_another_facilitator_leads_a_question_that_was_not_had_before(
    company: Company,
) -> None:
    company.pass_(weeks=12)
    held = discussions(company)

    assert len(held) >= 11
    assert len({one.question for one in held}) == len(held)
    assert {one.conversation for one in held} == {CHANNEL}
    led = Counter(one.facilitator for one in held)
    assert max(led.values()) - min(led.values()) <= 1
    assert len(led) == 3
    assert all(a.facilitator != b.facilitator for a, b in itertools.pairwise(held))
    told = [m for n in ("ana", "ben", "cleo") for m in company.inbox(n) if "Your turn" in m.title]
    assert len(told) == len(held)


def test_whoever_leads_takes_another_question_or_their_own_words_or_lets_somebody_else_lead(
    company: Company,
) -> None:
    company.pass_(days=5)
    first = turn(company, "ana")
    said = words_of(press(company, "ana", first, "Another question"))
    form = press(company, "ana", first, "My own words")
    fills(company, "ana", form, question="What would you like to unlearn?")
    press(company, "ana", first, "Not this time")
    company.pass_(hours=3)
    card = words_of(next(d.message for d in company.arrived if d.kind == "thread"))

    assert "This is the question now" in said
    assert "What would you like to unlearn?" in words_of(turn(company, "ben"))
    assert "What would you like to unlearn?" in card
    assert "Ben asks" in card
    assert "begun already" in words_of(press(company, "ben", turn(company, "ben"), "My own words"))
    assert "Somebody else leads" in words_of(press(company, "ana", first, "Not this time"))


def test_without_a_channel_nothing_is_asked_and_the_facilitators_read_why(company: Company) -> None:
    _does(company, "root", "set talk channel none")
    company.pass_(days=8)

    assert discussions(company) == []
    assert any("No question this time" in m.title for m in company.inbox("ana"))


def test_members_propose_a_question_and_facilitators_put_it_in_line(company: Company) -> None:
    said = words_of(company.says("dora", 'prompt propose "What do we never write down?"'))
    company.work_through()
    company.pass_(days=1)
    [told] = [m for m in company.inbox("ana") if "proposes a question" in m.title]
    assert "hears of it" in said
    assert "What do we never write down?" in words_of(company.says("ana", "prompts talk"))

    press(company, "ana", told, "Put it in line")

    assert "seen to already" in words_of(press(company, "ana", told, "Not this one"))
    assert "What do we never write down?" in words_of(company.says("dora", "prompts talk"))
    with company.store.begin() as work:
        assert turns.upcoming(work, program_of(work), company.now).asks.startswith("What do we")


def program_of(work: object) -> Program:
    return work.programs.of(WORKSPACE)[0]  # type: ignore[attr-defined]


def test_a_facilitator_adds_skips_and_asks_now_and_members_do_not(company: Company) -> None:
    company.says("ana", 'prompt add "First, please?"')
    company.says("ana", 'prompt add "Second, please?" talk')
    assert "change Talk" in words_of(company.says("dora", 'prompt add "Mine?"'))
    company.says("ana", "prompt skip talk")

    opened = words_of(company.says("ana", "prompt next talk"))

    assert "Second, please?" in opened
    assert discussions(company)[0].question == "Second, please?"


def test_with_two_programs_a_question_that_is_proposed_is_offered_to_each_of_them(
    company: Company,
) -> None:
    _does(company, "root", f'program create discussion "Tea" in #{CHANNEL}2|tea')

    which = company.says("dora", "prompt propose What did you get wrong, and why?").message  # type: ignore[union-attr]
    said = words_of(press(company, "dora", which, "Tea"))

    assert "What did you get wrong, and why?" in said
    assert "Tea" in said


def test_a_deck_is_gone_through_before_any_of_its_cards_comes_again(company: Company) -> None:
    cards = len(library.ours()[turns.USUAL].prompts)
    for _ in range(cards):
        company.says("ana", "prompt skip talk")
    with company.store.begin() as work:
        had = [card for card, _ in work.prompts.had(program_of(work).id)]
        again = turns.upcoming(work, program_of(work), company.now).card

    assert len(set(had)) == cards
    assert again == had[0]


def test_a_program_takes_its_questions_from_the_deck_that_is_chosen(company: Company) -> None:
    listed = company.says("root", "deck use engineering").message  # type: ignore[union-attr]
    line = next(
        b.command
        for block in listed.blocks
        for b in getattr(block, "buttons", ())
        if "Use it in" in b.text
    )
    _does(company, "root", line)
    with company.store.begin() as work:
        coming = turns.upcoming(work, program_of(work), company.now)

    assert coming.card == "engineering/review-habit"
    assert "no such deck" in words_of(company.says("root", "set talk deck chess"))
    assert "engineering" in words_of(company.says("root", "set talk deck"))


def test_who_has_paused_is_not_asked_to_lead(company: Company) -> None:
    company.says("ana", "join talk")
    company.says("ana", "pause 2w")
    company.pass_(days=5)

    assert not [m for m in company.inbox("ana") if "Your turn" in m.title]
    assert "Talk" in turn(company, "ben").title


@pytest.mark.parametrize("line", ["close {id}", "extend {id} 2d", "reopen {id}", "remind {id}"])
def test_what_is_still_to_come_can_neither_be_closed_nor_given_more_time(
    company: Company, line: str
) -> None:
    company.pass_(days=5)
    another = button(turn(company, "ana"), "Another question")
    id = another.rsplit(" ", 1)[1]
    company.arrived.clear()
    said = company.says("ana", line.format(id=id))
    company.work_through()

    assert "not begun" in words_of(said)
    assert not [d for d in company.arrived if d.to == Place(CHANNEL)]
    assert discussions(company) == []
