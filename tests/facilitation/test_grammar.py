"""How lines of words become commands and arguments."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitation.errors import Usage
from facilitation.talk import grammar
from facilitation.talk.grammar import Argument

CREATE = (
    Argument("format"),
    Argument("name", shown='"Name"'),
    Argument("channel", optional=True, keywords=("in",), shown="#channel"),
    Argument("cadence", "text", optional=True, keywords=("every", "weekly"), keep=True),
    Argument("size", optional=True, keywords=("size",)),
)


def filled(text: str) -> dict[str, str]:
    return grammar.fill(CREATE, text, "program create …")


def test_words_quoted_texts_and_keywords_in_any_order_fill_the_arguments():
    wanted = {
        "format": "pairs",
        "name": "Coffee in the morning",
        "channel": "#coffee",
        "cadence": "every 2w on tue at 10:00",
        "size": "3",
    }
    assert (
        filled('pairs "Coffee in the morning" in #coffee every 2w on tue at 10:00 size 3') == wanted
    )
    assert (
        filled("pairs “Coffee in the morning” size 3 every 2w on tue at 10:00 in #coffee") == wanted
    )


def test_a_text_argument_keeps_what_was_typed_to_the_letter():
    said = grammar.fill([Argument("q", "text")], 'why  is "x"  <b> & *y*?', "ask …")
    assert said["q"] == 'why  is "x"  <b> & *y*?'


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("pairs", "Name"),
        ('pairs "A" "B"', "“B”"),
        ('pairs "A" in', "after “in”"),
        ('pairs "A" in #a in #b', "twice"),
        ('pairs "A" size 3 4', "“4”"),
        ('pairs "Coffee', "quotation mark"),
        ("", "format"),
    ],
)
def test_what_is_missing_or_left_over_is_named_with_the_usage(text, says):
    with pytest.raises(Usage) as refused:
        filled(text)
    assert says in refused.value.sentence
    assert "program create …" in refused.value.sentence


def test_the_longest_known_phrase_wins_and_case_and_a_final_mark_do_not_matter():
    known = {"program", "program create", "help"}
    assert grammar.split("Program CREATE pairs", known) == ("program create", "pairs")
    assert grammar.split("program coffee", known) == ("program", "coffee")
    assert grammar.split("help?", known) == ("help", "")
    assert grammar.split("nothing known", known) is None


def test_a_leading_slash_command_and_odd_spaces_are_tidied_away():
    assert grammar.tidy("  /peer  join\u00a0coffee ") == "join coffee"
    assert grammar.tidy("/peer") == ""


@given(st.text(max_size=300))
def test_any_text_is_either_understood_or_refused_with_a_sentence(text):
    for arguments in (CREATE, (Argument("q", "text"),), ()):
        try:
            found = grammar.fill(arguments, text, "usage")
        except Usage as refused:
            said = [refused.sentence[-5:]]
        else:
            assert all(isinstance(value, str) for value in found.values())
            said = ["usage"]
        assert set(said) == {"usage"}
    grammar.split(grammar.tidy(text), {"join", "program create"})
