"""Which known word was probably meant, and asking so: the one place that says "Did you mean"."""

from collections.abc import Hashable, Mapping
from typing import TYPE_CHECKING, TypeVar

from facilitation.late import Late
from facilitation.talk.phrases import say

if TYPE_CHECKING:
    from rapidfuzz import fuzz, process
    from rapidfuzz.distance import OSA
else:
    fuzz, process = Late("rapidfuzz.fuzz"), Late("rapidfuzz.process")
    OSA = Late("rapidfuzz.distance.OSA")

__all__ = ["OSA", "alike", "nearest", "process"]

K = TypeVar("K", bound=Hashable)

LONGEST = 80
"""How many characters of what somebody wrote are compared."""


def alike(
    word: str, known: Mapping[K, str], least: float, most: int, *, loosely: bool = False
) -> list[tuple[K, float]]:
    """Return up to `most` of the known with how alike they are, from `least` to 100, the nearest first.

    `loosely` finds a part of a long name too.
    """
    scorer = fuzz.WRatio if loosely else fuzz.ratio
    found = process.extract(word[:LONGEST], known, scorer=scorer, score_cutoff=least, limit=most)
    return [(key, score) for _, score, key in found]


def nearest(word: str, known: Mapping[K, str], least: float, *, loosely: bool = False) -> K | None:
    """Return the one of the known that is most alike, None where none is alike enough."""
    scorer = fuzz.WRatio if loosely else fuzz.ratio
    found = process.extractOne(word[:LONGEST], known, scorer=scorer, score_cutoff=least)
    return found[2] if found else None


def meant(name: str | None) -> str:
    """Return the question whether this was meant; nothing where nothing is near."""
    return say("Did you mean {name}?", name=name) if name else ""
