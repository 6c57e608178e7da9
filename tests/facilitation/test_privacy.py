"""What is said to be kept is all that is kept."""

from typing import get_args, get_type_hints

from facilitation.people.privacy import KEPT
from facilitation.post import facts


def test_every_kind_of_fact_is_told_of_in_the_words_on_privacy_and_none_that_there_is_not() -> None:
    told = {kind for one in KEPT for kind in one.facts}
    kinds = {
        kind
        for record in get_args(facts.Known)
        for kind in get_args(get_type_hints(record)["kind"])
    }
    assert not kinds - told, "say in people/privacy what these are, and why they are kept"
    assert not told - kinds, "no record of post/facts is of these kinds"
