"""Which of the ways in which people have said things a text is most like, in whatever words.

What is near to a text counts, and what all ways of saying a thing have in common; a clause that wishes for something of
its own counts nearly as much as a whole text.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from facilitation.talk.heard import Heard
from facilitation.talk.tokens import Token
from facilitation.understanding import named, reading, ways
from facilitation.understanding.ways import Like

NEAREST = 0.6
"""How much the nearest ways of saying a thing count, beside what all ways of saying it have in common."""

CLAUSE, WISHED, WISH = 0.65, 0.9, 0.4
"""How much less it counts that only a clause of a text is like something, and where it is a wish of its own: the
likest thing to a clause that is at least so like."""

_PARTS = frozenset((named.MARK, "and", "but", "then"))
"""What stands between the clauses of a text."""

_SOCIAL = frozenset(("hello", "thanks", "yes"))
"""Lines that a clause beside others never means."""


def find(text: reading.Text, every: tuple[Heard, ...]) -> tuple[Like, ...]:
    """Return the lines whose ways of being said a text is like, the likest first; each line once.

    Lines that are one thing but for their places are as like as the likest of them; of these the one stands first that
    has a place for most of what the text names.
    """
    return _found(text.words, text.tokens, every)


@lru_cache(maxsize=64)
def _found(
    words: tuple[str, ...], tokens: tuple[Token, ...], every: tuple[Heard, ...]
) -> tuple[Like, ...]:
    # a text that is not understood is looked at once more when it is asked about
    book = ways.book(every)
    best: dict[str, Like] = {}
    whole, *clauses = _stretches(words)
    for span in (whole, *clauses):
        alike = _of_stretch(book, words, [t for t in tokens if t.start in span], span)
        for one in alike:
            known = best.get(one.line)
            if span is not whole:
                wish = one is alike[0] and one.alike >= WISH
                one = replace(one, alike=one.alike * (WISHED if wish else CLAUSE), wish=wish)
                if known and wish:
                    one = replace(one, alike=max(one.alike, known.alike))
                if one.line in _SOCIAL:
                    continue
            if not known or one.alike > known.alike or (one.wish and one.alike == known.alike):
                best[one.line] = one
    return tuple(sorted(best.values(), key=lambda one: -one.alike))


def _of_stretch(
    book: ways.Book, words: Sequence[str], tokens: Sequence[Token], span: range
) -> list[Like]:
    """Return what a stretch of a text is like, by the nearest ways and by all ways of a thing together."""
    near = book.like(words, tokens, span)
    centers = book.centers(words, tokens, span)
    nearest: dict[str, float] = defaultdict(float)
    for one in near:
        nearest[one.thing] = max(nearest[one.thing], one.alike)
    signs = {sign for token in tokens for sign in token.signs}

    def order(one: Like) -> tuple[float, int, float]:
        named = signs.intersection(one.line.replace('"', "").split())
        return both[one.thing], len(named), one.alike

    both = {
        thing: NEAREST * alike + (1 - NEAREST) * centers.get(thing, 0.0)
        for thing, alike in nearest.items()
    }
    ordered = sorted(near, key=order, reverse=True)
    return [replace(one, alike=both[one.thing], span=span) for one in ordered]


def is_strange(text: reading.Text, every: tuple[Heard, ...]) -> bool:
    """Return whether a text has a word that nobody has said before and that is no name."""
    book = ways.book(every)
    words = [book.spelled(word) for word in text.words]
    units = ways.units_of(words, text.tokens, range(len(words)))
    return any(unit[0] != "{" and not book.knows(unit) for _, unit in units)


def _stretches(words: Sequence[str]) -> list[range]:
    """Return where a text stands, and where each clause of it does if it has several."""
    marks = [-1, *(n for n, word in enumerate(words) if word in _PARTS), len(words)]
    clauses = [range(one + 1, next) for one, next in pairwise(marks) if next - one > 2]
    return [range(len(words)), *(clauses if len(clauses) > 1 else ())]
