"""How alike texts are: 300 labelled pairs, the threshold tuned on one half of them and reported on the other."""

from pathlib import Path

from facilitation.knowledge.words import likeness

PAIRS = [
    line.split("\t")
    for line in (Path(__file__).parent / "known_pairs.tsv").read_text("utf-8").splitlines()[1:]
]


def found(half: str) -> dict[str, float]:
    """Return for each kind of pair in a half which share of it is taken for alike."""
    hits: dict[str, list[bool]] = {}
    for part, kind, one, other in PAIRS:
        if part == half:
            alike = likeness.likeness(likeness.of(one), likeness.of(other)) >= likeness.ALIKE
            hits.setdefault(kind, []).append(alike)
    return {kind: sum(those) / len(those) for kind, those in hits.items()}


def test_there_are_three_hundred_pairs_a_third_in_other_words_and_a_third_that_say_the_opposite() -> (
    None
):
    kinds = [kind for _, kind, *_ in PAIRS]
    assert len(kinds) == 300
    assert kinds.count("other words") == kinds.count("opposite") == 100


def test_what_is_said_in_nearly_the_same_words_is_found_on_the_half_that_was_not_tuned_on() -> None:
    shares = found("report")
    assert shares["alike"] >= 0.9
    assert shares["apart"] <= 0.2
    assert shares["opposite"] <= 0.35


def test_an_opposite_is_told_from_the_same_by_a_word_a_denial_or_the_order() -> None:
    def says(one: str, other: str) -> bool:
        return likeness.likeness(likeness.of(one), likeness.of(other)) >= likeness.ALIKE

    assert says(
        "Restart the pod before you raise memory", "Restart a pod before raising the memory"
    )
    assert not says(
        "Raise memory before you restart the pod", "Restart the pod before you raise memory"
    )
    assert not says("Always share passwords in the chat", "Never share passwords in the chat")
    assert not says("Open the window in the break", "Close the window in the break")
