"""What the words of a text stand for: concepts, names and times, and the words that may stand where any may."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

UNKNOWN, WEAK, PLAIN = 0.45, 0.2, 1.0
"""What a word weighs that no concept has, one that says little, and any other."""


@dataclass(frozen=True, slots=True)
class Token:
    """Words of a text, the signs they stand for (`LEAVE`, `-LEAVE`, `{program}`) and what stands in places."""

    signs: frozenset[str]
    start: int
    end: int
    weight: float
    places: Mapping[str, str] = field(default_factory=dict, compare=False)


class Rest:
    """The words of a text, for a place that takes any."""

    def __init__(self, words: Sequence[str], tokens: Sequence[Token]) -> None:
        self._words = words
        # where a skill is named that we know, no other words are taken for one
        self.places = frozenset(("{skill}", "{words}")) - {s for t in tokens for s in t.signs}

    def after(self, name: str, start: int) -> tuple[int, int, str] | None:
        """Return the words from a place on that a place takes, and where they stand; None where there are none."""
        words = self._words
        while start < len(words) and words[start] in _LEADING:
            start += 1
        end = start
        if name == "words":
            end = next((n for n in range(start, len(words)) if words[n] == "|"), len(words))
        else:
            while end < len(words) and words[end] not in _ENDS and end - start < 5:
                end += 1
        while end > start and words[end - 1] in _TRAILING:
            end -= 1
        return (start, end, " ".join(words[start:end])) if end > start else None


_LEADING = frozenset(
    "to with at in on about of for how use using do the a an my our some more bit little my into up for it me us out "
    "people others somebody someone anyone anybody really properly from and is well over around regarding any that "
    "with: who can you your colleagues".split()
)
_ENDS = frozenset(
    "and but because so if when while since as from please who that which i we you he she they it before after until "
    "for this next today tomorrow now with at on in again anymore any | like or".split()
)
_TRAILING = frozenset(
    "please here anymore more too now again pls thanks really well better there stuff things questions question "
    "the a an of to is".split()
)
