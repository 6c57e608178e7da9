"""Patterns in which people's ways of saying something are written: words, places, choices and what may be left out."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

_TOKEN = re.compile(r"\{(?P<place>\w+)\}|(?P<mark>[\[\]()|])|(?P<word>[^\s\[\](){}|]+)")
_CLOSES = {"[": "]", "(": ")"}


@dataclass(frozen=True, slots=True)
class _Group:
    """Sequences of which one is said, or none where it is `optional`; what is no group is a word or a place."""

    ways: tuple[tuple["_Part", ...], ...]
    optional: bool = False


@dataclass(frozen=True, slots=True)
class _Place:
    name: str


_Part = str | _Place | _Group


@lru_cache(maxsize=4096)
def parsed(says: str) -> tuple[_Part, ...]:
    """Return the parts of a way of saying something; raises ValueError for brackets that do not close."""
    tokens = list(_TOKEN.finditer(says))
    ways, rest = _ways(tokens, 0)
    if rest != len(tokens) or len(ways) != 1:
        raise ValueError(f"{says!r} is no way of saying something")
    return ways[0]


def _ways(tokens: Sequence[re.Match[str]], at: int) -> tuple[tuple[tuple[_Part, ...], ...], int]:
    """Return the alternatives from a token on, and where they end: at a closing bracket or behind the last token."""
    ways: list[tuple[_Part, ...]] = []
    parts: list[_Part] = []
    while at < len(tokens) and (mark := tokens[at]["mark"]) not in ("]", ")"):
        if mark in ("[", "("):
            inner, at = _ways(tokens, at + 1)
            if at == len(tokens) or tokens[at]["mark"] != _CLOSES[mark]:
                raise ValueError("a bracket is never closed")
            parts.append(_Group(inner, optional=mark == "["))
        elif mark == "|":
            ways.append(tuple(parts))
            parts = []
        else:
            place, word = tokens[at]["place"], tokens[at]["word"]
            parts.append(_Place(place) if place else word)
        at += 1
    return (*ways, tuple(parts)), at


def regex(part: _Part) -> str:
    """Return the regular expression of a part, each word with the space behind it."""
    match part:
        case _Place(name):
            return rf"(?P<{name}>(?:\S+ ){{1,12}}?)"
        case _Group(ways, optional):
            either = "|".join("".join(map(regex, way)) for way in ways)
            return f"(?:{either}){'?' if optional else ''}"
        case word:
            return f"{re.escape(word)} "


def weight(parts: Sequence[_Part]) -> int:
    """Return how many words of its own a pattern has at the least."""
    return sum(
        1 if isinstance(one, str) else min(map(weight, one.ways))
        for one in parts
        if isinstance(one, str) or (isinstance(one, _Group) and not one.optional)
    )


def first(parts: Sequence[_Part]) -> frozenset[str]:
    """Return the words that a pattern may begin with, "" among them where it may be any."""
    found: frozenset[str] = frozenset()
    for one in parts:
        if not isinstance(one, _Group):
            return found | {one if isinstance(one, str) else ""}
        found = found.union(*map(first, one.ways))
        if not one.optional:
            return found
    return found | {""}


def plainest(says: str) -> str:
    """Return the plainest way in which a pattern can be said, places in their braces."""
    return " ".join(_plainest(parsed(says)))


def _plainest(parts: Sequence[_Part]) -> Iterator[str]:
    for one in parts:
        if isinstance(one, _Place):
            yield f"{{{one.name}}}"
        elif isinstance(one, str):
            yield one
        elif not one.optional:
            yield from _plainest(one.ways[0])


def always(says: str) -> frozenset[str]:
    """Return the places that stand in a pattern whichever way it is said."""
    return _always(parsed(says))


def _always(parts: Sequence[_Part]) -> frozenset[str]:
    found: set[str] = set()
    for one in parts:
        if isinstance(one, _Place):
            found.add(one.name)
        elif isinstance(one, _Group) and not one.optional:
            found |= frozenset.intersection(*map(_always, one.ways))
    return frozenset(found)
