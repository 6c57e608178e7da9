"""How alike texts are: 300 labelled pairs; weights and threshold are fitted on one half, and reported on the other."""

from dataclasses import astuple
from pathlib import Path

import pytest

from facilitation.knowledge.words import likeness, stems
from tests.facilitation.likeness_fit import PAIRS, fitted, likely, reported, threshold, unrelated

HERE = Path(__file__).parent


def says(one: str, other: str) -> bool:
    return likely(one, other) >= likeness.ALIKE


def test_there_are_three_hundred_pairs_a_third_in_other_words_and_a_third_that_say_the_opposite() -> (
    None
):
    kinds = [kind for _, kind, *_ in PAIRS]
    assert len(kinds) == 300
    assert kinds.count("other words") == kinds.count("opposite") == 100


def test_nine_in_ten_that_say_the_same_are_found_and_four_in_five_found_do_on_the_half_not_fitted_on() -> (
    None
):
    recall, precision = reported()
    assert recall >= 0.9
    assert precision >= 0.8


def test_weights_and_threshold_are_what_the_half_for_fitting_says_they_should_be() -> None:
    base, weights = fitted()
    assert (base, *weights.values()) == pytest.approx(
        (likeness.BASE, *astuple(likeness.WEIGHTS)), abs=0.02
    )
    assert threshold() == likeness.ALIKE


def test_what_is_about_something_else_is_seldom_taken_for_the_same_and_hardly_where_more_is_said() -> (
    None
):
    strangers = [says(*pair) for half in ("tune", "report") for pair in unrelated(half, 4)]
    assert sum(strangers) / len(strangers) <= 0.08

    kept = (HERE / "known_takeaways.tsv").read_text("utf-8").splitlines()
    texts = [". ".join(line.split("\t")[1:3]) for line in kept]
    alike = [says(one, other) for n, one in enumerate(texts) for other in texts[n + 1 : n + 5]]
    assert sum(alike) / len(alike) <= 0.01


def test_an_opposite_is_told_from_the_same_by_a_word_a_denial_or_the_order() -> None:
    assert says(
        "Restart the pod before you raise memory", "Restart a pod before raising the memory"
    )
    assert not says(
        "Raise memory before you restart the pod", "Restart the pod before you raise memory"
    )
    assert not says("Always share passwords in the chat", "Never share passwords in the chat")
    assert not says("Open the window in the break", "Close the window in the break")
    assert not says("Answer within an hour", "Answer within a week")


def test_a_group_of_words_that_mean_the_same_has_a_name_of_its_own() -> None:
    names = [line[0] for line in stems.lines("same.txt")]
    assert len(names) == len(set(names))
