"""What a text in plain words holds: concepts, what is denied, and the programs, people, skills and times it names."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from facilitation.talk import heard, lexicon
from facilitation.talk.commands import Call
from facilitation.talk.near import OSA, process
from facilitation.talk.tokens import PLAIN, UNKNOWN, WEAK, Rest, Token
from facilitation.understanding import named

LONG = 8
"""Letters from which on a word may have two slips: a letter too many or too few, another one, or two changed round."""

SHORTEST = 4
"""Letters from which on a word may be misspelled."""

MISSPELT = "MISSPELT"
"""The sign of a word that is only nearly one that we know."""

_OWNS = re.compile(r"(?<=\w)'s$")
_ENDS_CLAUSE = re.compile(r"[.!?;:,]+[\"'”)]*$|^[-–—]+$")
_NOT = frozenset("not never no nobody nothing neither nor hardly without none".split())
_CORRECTS = re.compile(
    r"(?:\bno |\bsorry |\bwait |\boops |\bactually |\| )(?:\S+ ){0,4}?"
    r"(?:i (?:meant|mean)|make (?:that|it)|rather|instead|correction)\b"
)
"""How somebody takes back what they named, to name something else."""
_TAKES_BACK = re.compile(
    r".*\| (?:(?:oh|sorry)(?: \|)? ){0,2}(?:no|wait|oops)(?: \|)? (?:(?:no|sorry|wait)(?: \|)? ){0,2}"
    r"(?=(?:only|just|better|rather|please) \w)"
)
"""How somebody takes back all that they have said, to say something else."""
_PASSED = frozenset("LONGER I ME MY YOU EVERYONE TIME AGAIN FILLER YET ANYTHING".split())
"""What may stand between a "not" and what it denies."""


@dataclass(frozen=True, slots=True)
class Text:
    """A text as words, with a mark between its clauses, and the tokens they make."""

    words: tuple[str, ...]
    tokens: tuple[Token, ...]
    rest: Rest


def read(call: Call) -> Text:
    """Return what a line in plain words holds."""
    written = list(_words(call.line))
    if back := _TAKES_BACK.match(" ".join(word for word, _ in written)):
        written = written[len(back[0].split()) :]
    words = [word for word, _ in written]
    taken: dict[int, Token] = {}
    for token in named.every(call, written):
        _settle(taken, token)
    found = _corrected(words, list(tokens(words, taken)))
    return Text(tuple(words), tuple(found), Rest(words, found))


def tokens(
    words: Sequence[str], taken: dict[int, Token], *, spelled: bool = False
) -> Iterator[Token]:
    """Give the tokens of a text in which names and times stand where they were found; `spelled` has no slips in it."""
    return _denied(words, list(_tokens(words, taken, spelled=spelled)))


def _corrected(words: Sequence[str], tokens: list[Token]) -> list[Token]:
    """Return tokens in which what is named before a correction is what is named after it."""
    said = " ".join(words)
    hit = _CORRECTS.search(said)
    if hit is None:
        return tokens
    at = len(said[: hit.end()].split())
    meant: dict[str, str] = {}
    for one in tokens:
        for name, value in one.places.items() if one.start >= at else ():
            meant.setdefault(name, value)
    return [
        replace(one, places={k: meant.get(k, v) for k, v in one.places.items()})
        if one.start < at and not meant.keys().isdisjoint(one.places)
        else one
        for one in tokens
    ]


def _words(text: str) -> Iterator[tuple[str, str]]:
    """Give each plain word with how it was written."""
    for raw in text[: heard.LONGEST * 2].split():
        for word in heard.plain(raw).split():
            yield _OWNS.sub("", word), raw
        if _ENDS_CLAUSE.search(raw):
            yield named.MARK, raw


def _settle(taken: dict[int, Token], token: Token) -> None:
    """Keep a name beside others of the same words; a longer one takes the place of what it covers."""
    held = taken.get(token.start)
    if held and held.end == token.end:
        token = Token(
            held.signs | token.signs,
            token.start,
            token.end,
            token.weight,
            {**held.places, **token.places},
        )
    met = [one for one in taken.values() if one.start < token.end and token.start < one.end]
    if any(one.start < token.start or token.end < one.end for one in met):
        return
    for one in met:
        del taken[one.start]
    taken[token.start] = token


def _tokens(words: Sequence[str], taken: dict[int, Token], *, spelled: bool) -> Iterator[Token]:
    """Give the tokens of a text: names and times as they were found, concepts by their longest ways."""
    at = 0
    while at < len(words):
        held = taken.get(at)
        signs, end = _concept(words, at)
        if held and held.end >= end:
            shared = signs if held.end == end else frozenset()
            yield Token(held.signs | shared, at, held.end, held.weight, held.places)
            at = held.end
        elif signs:
            yield Token(signs, at, end, _weight(signs))
            # "off from" is one thing, and "from Monday to Friday" begins in it
            at = next((n for n in range(at + 1, end) if n in taken and _is_time(taken[n])), end)
        else:
            if words[at] in _NOT or words[at] == named.MARK:
                yield Token(
                    frozenset(("NOT" if words[at] in _NOT else named.MARK,)), at, at + 1, 0.0
                )
            elif not lexicon.neutral(words[at]):
                yield (
                    Token(frozenset(), at, at + 1, UNKNOWN) if spelled else _unknown(words[at], at)
                )
            at += 1


_SILENT = frozenset(("FILLER", "NOT", MISSPELT, named.MARK))


@lru_cache(maxsize=4096)
def telling(signs: frozenset[str]) -> Sequence[str]:
    """Return the signs that tell something, in their order."""
    return sorted(signs - _SILENT)


@lru_cache(maxsize=4096)
def kind(signs: frozenset[str]) -> str:
    """Return the kind of name or time that a token is; a count is none."""
    return min((one for one in signs if one[0] == "{" and one != "{count}"), default="")


@lru_cache(maxsize=4096)
def _weight(signs: frozenset[str]) -> float:
    return 0.0 if "FILLER" in signs else WEAK if any(map(lexicon.weak, signs)) else PLAIN


def _concept(words: Sequence[str], at: int) -> tuple[frozenset[str], int]:
    """Return the concepts that stand at a place, in as many words as they can, and where they end."""
    best: tuple[frozenset[str], int] = (frozenset(), at + 1)
    branch = root = lexicon.tree()
    for end in range(at + 1, len(words) + 1):
        word = words[end - 1]
        if word in lexicon.ARTICLES and branch is not root:
            continue
        follows = branch.next.get(lexicon.stem(word))
        if follows is None:
            break
        branch = follows
        if branch.signs and not (end == at + 1 and lexicon.says_nothing(word)):
            best = (branch.signs, end)
    return best


def _unknown(word: str, at: int) -> Token:
    """Return a word that no concept has, as the one that it nearly is where there is one."""
    if meant := _spelled(word):
        return Token(lexicon.concepts((meant,)) | {MISSPELT}, at, at + 1, UNKNOWN)
    return Token(frozenset(), at, at + 1, UNKNOWN)


@cache
def _spellings() -> Mapping[str, Sequence[str]]:
    return spellings(lexicon.known())


def spellings(known: Iterable[str]) -> Mapping[str, Sequence[str]]:
    """Return the words that a misspelt one may be meant for, by their first letters."""
    found: dict[str, list[str]] = defaultdict(list)
    for word in sorted(known):
        if len(word) > 3 and word.isalpha():
            found[word[0]].append(word)
    return found


@lru_cache(maxsize=4096)
def _spelled(word: str) -> str:
    return nearest(word, _spellings(), {})


def nearest(word: str, known: Mapping[str, Sequence[str]], often: Mapping[str, int]) -> str:
    """Return the known word that a word nearly is, of several the one said most often; "" where there is none.

    Of a slip at its beginning at the most two letters have changed places, so only those that begin so are looked at.
    """
    if len(word) < SHORTEST or not word.isalpha():
        return ""
    slips = 1 if len(word) < LONG else 2
    these = [one for letter in dict.fromkeys(word[:2]) for one in known.get(letter, ())]
    found = process.extract(word, these, scorer=OSA.distance, score_cutoff=slips)
    for near, _, _ in sorted(found, key=lambda one: (one[1], -often.get(one[0], 0))):
        # in a short word another letter makes another word, and two changed round a slip
        same = len(word) >= 6 or sorted(near) == sorted(word) or set(near) == set(word)
        if same:
            return str(near)
    return ""


def _denied(words: Sequence[str], tokens: list[Token]) -> Iterator[Token]:
    """Give the tokens with what is denied marked so: a "not" denies the next thing that says something."""
    denies = False
    for token in tokens:
        if named.MARK in token.signs:
            denies = False
            continue
        if token.signs == frozenset(("NOT",)):
            denies = True
            yield token
            continue
        if denies and not token.signs <= _PASSED and not _is_time(token):
            denies = False
            yield Token(
                frozenset(s if s[0] == "{" else f"-{s}" for s in token.signs),
                token.start,
                token.end,
                token.weight,
                token.places,
            )
            continue
        yield token


def _is_time(token: Token) -> bool:
    return "TIME" in token.signs
