"""Words on their way to a reader: nothing leaks out of them, and nothing is cut in two."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitation.talk import text as words
from facilitation.talk.messages import Bold, Mention

BIDI = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
turning = st.text(alphabet=f"ab{BIDI}\u200f\u200b\nא")


@given(turning)
def test_a_turn_of_direction_ends_where_the_words_end(text: str) -> None:
    for line in words.shown(text).split("\n"):
        if not any(character in BIDI for character in line):
            continue
        assert line[0] == "\u2068"
        depths = []
        depth = 0
        for character in line:
            depth += (character in "\u2066\u2067\u2068") - (character == "\u2069")
            depths.append(depth)
        assert min(depths[:-1]) >= 1
        assert depths[-1] == 0


@given(st.text(alphabet="ab \u200b\u200d\u200fאב👩é\n\t", max_size=50))
def test_words_that_do_not_turn_the_direction_stay_as_they_were(text: str) -> None:
    assert words.shown(text) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\r\nb\rc\u2028d\u2029e", "a\nb\nc\nd\ne"),
        ("\x00a\x1bb\x7f", "ab"),
        ("x\ud800", "x\ufffd"),
    ],
)
def test_line_breaks_are_newlines_and_what_no_platform_bears_is_gone(text: str, shown: str) -> None:
    assert words.shown(text) == shown


@given(st.text(), st.integers(1, 30))
def test_a_cut_text_fits_and_shows_that_it_was_cut(text: str, limit: int) -> None:
    short = words.cut(text, limit)
    assert words.units(short) <= limit
    assert short == text or short.endswith("…")


@pytest.mark.parametrize("limit", range(2, 12))
def test_a_cut_never_halves_a_character(limit: int) -> None:
    assert words.cut("👩‍👩‍👧‍👦" * 3, limit) in ("…", "👩‍👩‍👧‍👦…")
    assert words.cut("e\u0301" * 9, limit).removesuffix("…") == "e\u0301" * ((limit - 1) // 2)


def test_spans_are_shortened_as_one_text() -> None:
    spans = ("12345", Bold("67890"), Mention("m", "Ana"), " tail")
    assert words.shorten(spans, 100) == spans
    assert words.shorten(spans, 7) == ("12345", Bold("6…"), "…")


@pytest.mark.parametrize(
    ("count", "kept"), [(3, "abc"), (20, "abcdefghij"), (5, "ab+ij"), (1, "+")]
)
def test_what_does_not_fit_is_left_out_of_the_middle(count: int, kept: str) -> None:
    parts = words.fit("abcdefghij"[: 3 if count == 3 else 10], count, lambda _: True, lambda _: "+")
    assert "".join(parts) == kept


def test_parts_are_left_out_until_the_rest_fits() -> None:
    kept = words.fit("abcdefghij", 50, lambda some: len(some) <= 4, str)
    assert kept == ["a", "b", "7", "j"]
