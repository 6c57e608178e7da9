"""The decks that come with Peerloop, and what is said of a file that is none."""

from collections import Counter

import pytest

from facilitation.errors import UserError
from facilitation.programs.decks import library as decks
from facilitation.rounds.acts.introduce import starter

DECK = (
    "name: x1\nsummary: a deck\nprompts:\n  - {id: a, kind: story, depth: 1, asks: What was it?}\n"
)


def test_there_are_more_than_150_prompts_and_none_is_there_twice() -> None:
    every = [prompt for deck in decks.ours().values() for prompt in deck.prompts]

    assert len(every) >= 150
    assert not [asks for asks, n in Counter(p.asks.casefold() for p in every).items() if n > 1]
    assert not [p.asks for p in every if not p.asks.rstrip().endswith((".", "?", "!"))]


def test_each_deck_has_something_to_begin_with_and_something_to_think_about() -> None:
    for deck in decks.ours().values():
        depths = {prompt.depth for prompt in deck.prompts}
        assert 1 in depths, deck.name
        assert 2 in depths, deck.name
        assert len({prompt.kind for prompt in deck.prompts}) >= 3, deck.name


def test_circles_that_meet_for_the_first_time_get_different_cards_of_the_deck_for_them() -> None:
    cards = [p.asks for p in decks.first().prompts]

    assert decks.ours()["first meetings"] == decks.first()
    assert len(cards) == 24
    assert sorted(starter(7, place) for place in range(24)) == sorted(cards)


def test_a_deck_is_found_by_its_name_or_nearly() -> None:
    found = [
        decks.nearest(w, decks.ours())
        for w in ("Engineering", "enginering", '"our field"', "chess")
    ]
    assert [deck.name if deck else "" for deck in found] == [
        "engineering",
        "engineering",
        "our field",
        "",
    ]


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        (("kind: story", "kind: storry"), "line 4, column 13"),
        (("depth: 1", "depth: 9"), "line 4, column 26"),
        (("summary", "sumary"), "“summary”"),
        (("prompts:", "prompts: []\nx:"), "line 3"),
        (("asks: What was it?", "asks: What?"), "line 4"),
        (("name: x1", "- x"), "line"),
    ],
)
def test_what_is_wrong_in_a_deck_is_said_with_its_line(changed: tuple[str, str], said: str) -> None:
    with pytest.raises(UserError) as refused:
        decks.read(DECK.replace(*changed))

    assert said in str(refused.value)


def test_a_card_that_is_there_twice_is_refused() -> None:
    with pytest.raises(UserError, match="“a” is there twice"):
        decks.read(DECK + "  - {id: a, kind: story, depth: 1, asks: And what else?}\n")
