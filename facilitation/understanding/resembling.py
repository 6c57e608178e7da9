"""Which of the ways in which people have said things a text is most like, in whatever words.

What is near to a text counts, and what all ways of saying a thing have in common; a clause that wishes for something of
its own counts nearly as much as a whole text.
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from facilitation.talk import heard, lexicon
from facilitation.talk.heard import Heard
from facilitation.talk.tokens import Token
from facilitation.understanding import named, reading, ways
from facilitation.understanding.ways import Like

CLAUSE, WISHED, WISH = 0.65, 0.9, 0.4
"""How much less it counts that only a clause of a text is like something, and where it is a wish of its own: the
likest thing to a clause that is at least so like."""

UNASKED = 0.8
"""How much less a clause counts that only tells what was, or stands beside one that asks for something."""

_TOLD = (
    "i asked",
    "i said",
    "i had",
    "i told",
    "i wanted",
    "i was",
    "we tried",
    "i tried",
    "i thought",
    "was thinking",
)
"""How clauses begin that tell what was."""

_ASKING = (
    "please",
    "kindly",
    "can you",
    "could you",
    "would you",
    "can i",
    "could i",
    "may i",
    "i would like",
)

_PARTS = frozenset((named.MARK, "and", "but", "then"))
"""What stands between the clauses of a text."""

SOCIAL = frozenset(("hello", "thanks", "yes", "nothing changes"))
"""Lines that a clause beside others never means, and that are polite beside anything else."""


def find(text: reading.Text, every: tuple[Heard, ...], least: float = 0.0) -> tuple[Like, ...]:
    """Return the lines whose ways of being said a text is like, the likest first; each line once.

    What a text or a clause of it is less like than `least` is not looked for.

    Lines that are one thing but for their places are as like as the likest of them; of these the one stands first that
    has a place for most of what the text names.
    """
    return _found(text.words, text.tokens, every, least)


@lru_cache(maxsize=64)
def _found(
    words: tuple[str, ...], tokens: tuple[Token, ...], every: tuple[Heard, ...], least: float
) -> tuple[Like, ...]:
    # a text that is not understood is looked at once more when it is asked about
    book = ways.book(every)
    best: dict[str, Like] = {}
    whole, *clauses = _stretches(words, tokens)
    asked = [_asks(words, span) for span in clauses]
    for span, asks in ((whole, True), *zip(clauses, asked, strict=True)):
        alike = book.like(words, [t for t in tokens if t.start in span], span, least)
        for one in alike:
            known = best.get(one.line)
            if span is not whole:
                if one.line in SOCIAL:
                    continue
                wish = one is alike[0] and one.alike >= WISH
                as_part = one.alike * (WISHED if wish else CLAUSE)
                if (any(asked) and not asks and not wish) or _tells(words, span):
                    as_part *= UNASKED
                if known and wish:
                    as_part = max(as_part, known.alike)
                one = Like(one.line, as_part, one.ways, span, wish)
            if not known or one.alike > known.alike or (one.wish and one.alike == known.alike):
                best[one.line] = one
    return tuple(sorted(best.values(), key=lambda one: -one.alike))


def spelled(text: reading.Text, every: tuple[Heard, ...]) -> reading.Text:
    """Return a text in which no word counts as misspelt, nor as what it nearly is, that people have said before."""
    book = ways.book(every)
    found = (
        replace(one, signs=frozenset[str]())
        if reading.MISSPELT in one.signs and book.knows(lexicon.stem(text.words[one.start]))
        else one
        for one in text.tokens
    )
    return replace(text, tokens=tuple(found))


def is_strange(text: reading.Text, every: tuple[Heard, ...]) -> bool:
    """Return whether a text has a word that nobody has said before and that is no name."""
    book = ways.book(every)
    words = [book.spelled(word) for word in text.words]
    units = ways.units_of(words, text.tokens, range(len(words)))
    return any(unit[0] != "{" and not book.knows(unit) for _, unit in units)


def _stretches(words: Sequence[str], tokens: Sequence[Token]) -> list[range]:
    """Return where a text stands, and where each clause of it does if it has several.

    A time alone is of the clause before, a name alone of the one behind it.
    """
    names, times = _at(tokens, "{"), _at(tokens, "TIME")
    marks = [-1, *(n for n, word in enumerate(words) if word in _PARTS), len(words)]
    clauses: list[range] = []
    for before, after in pairwise(marks):
        span = range(before + 1, after)
        said = [n for n in span if not lexicon.neutral(words[n])]
        if clauses and span and (times.issuperset(said) or names.issuperset(clauses[-1])):
            clauses[-1] = range(clauses[-1].start, after)
        elif span:
            clauses.append(span)
    clauses = [one for one in clauses if len(one) > 1]
    return [range(len(words)), *(clauses if len(clauses) > 1 else ())]


def _at(tokens: Sequence[Token], sign: str) -> set[int]:
    """Return where words stand whose signs begin so."""
    found = (one for one in tokens if any(each.startswith(sign) for each in one.signs))
    return {n for one in found for n in range(one.start, one.end)}


def _tells(words: Sequence[str], span: range) -> bool:
    """Return whether a clause only tells what was."""
    said = heard.bare(" ".join(words[span.start : span.stop]))
    return f"{said} ".startswith(tuple(f"{one} " for one in _TOLD))


def _asks(words: Sequence[str], span: range) -> bool:
    """Return whether a clause asks for something in so many words."""
    said = f" {' '.join(words[span.start : span.stop])} "
    return any(f" {one} " in said for one in _ASKING)
