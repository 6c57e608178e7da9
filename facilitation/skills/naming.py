"""What skills are called: one key for every way to write a name, and the skill that a word means in a workspace."""

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

from facilitation.errors import Usage
from facilitation.people.plainly import kept, short, unaccented
from facilitation.skills import levels, starters
from facilitation.skills.model import Skill
from facilitation.talk import near
from facilitation.talk.grammar import QUOTES
from facilitation.talk.phrases import say
from facilitation.work import Work

LONGEST = 60
"""The most characters of a name."""

NEAR = 80
"""How alike (0-100) a word must be to one that is known to be asked about."""

SUGGESTED = 3

MOST_ANDS = 3
"""So many times at the most a name says "and": each phrase that may be one is looked up."""

_BETWEEN = str.maketrans(dict.fromkeys("\uff0c\u3001\u060c\uff1b\u061b;|\n\r\u2028\u2029", ","))
_QUOTED = str.maketrans(dict.fromkeys(f"{QUOTES}”»", '"'))
_PIECE = re.compile(r'(?:"[^"]*"|\([^()]*\)|\[[^\[\]]*\]|[^,])+')
_AND = re.compile(r"\s+and\s+", re.IGNORECASE)
_NO_NAME = re.compile(r"(\([^()]*\)|\[[^\[\]]*\])|[\"“”„«»`,;|]")
_NOWHERE = re.compile(r"[\"“”„«»`;|]")
"""What no name holds, and what not even a bracket of it does: "Excel (VBA, Power Query)" is one."""
_MARKUP = re.compile(r"</?[a-z][^<>|:]*>", re.IGNORECASE)
_JOINED = re.compile(r"(?<=\w)[\s\-_./]+(?=\w)")
_NUMBERED = re.compile(r"[\s./-]*\d+(?:\.\d+)*$")
_JOINERS = frozenset("\u200c\u200d")
_INVISIBLE = frozenset("\ufe0e\ufe0f")


@dataclass(frozen=True, slots=True)
class Named:
    """What a word means: a skill that is stored, one of the starters that is not yet, or a new one.

    For a new one `near` holds the names, nearest first, of known skills that may have been meant.
    """

    skill: Skill | None
    name: str
    key: str
    near: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Piece:
    """One thing of a list; `exact` when it was quoted, and so is meant as it is written."""

    text: str
    exact: bool = False


def spelled(text: str) -> str:
    """Return the text as the name of a skill: on one line, without ornaments at its edges and invisible characters."""
    line = _bare(unicodedata.normalize("NFKC", kept(text)))
    # brackets that were an ornament around it all kept together what no name holds
    return _bare(line)


def _bare(line: str) -> str:
    seen = (
        "" if unicodedata.category(c) == "Cf" and c not in _JOINERS else c
        for c in _NO_NAME.sub(lambda found: _NOWHERE.sub(" ", found[1] or " "), line)
    )
    return _trimmed(" ".join("".join(seen).split()))


def fold(text: str) -> str:
    """Return the key of a name, the same for every way to write it; empty when nothing is left of it.

    Composed and without case (NFKC), with single spaces; edges keep the + # . of C++, C# and .NET and lose other marks.
    """
    # What is kept in memory must not grow with what somebody sends.
    return _remembered(text) if len(text) <= LONGEST else _folded(text)


def is_among(name: str, names: Iterable[str]) -> bool:
    """Return whether a skill is among some, however it is written."""
    return fold(name) in {fold(one) for one in names}


def _folded(text: str) -> str:
    word = spelled(text)
    for _ in range(8):
        plain = unicodedata.normalize("NFKC", word.casefold())
        plain = "".join(c for c in plain if unicodedata.category(c) != "Cf" and c not in _INVISIBLE)
        if (plain := spelled(plain)) == word:
            break
        word = plain
    return word


_remembered = lru_cache(maxsize=16384)(_folded)


def _trimmed(text: str) -> str:
    """Return the text without the marks at its edges that are not part of a name."""
    start, end = 0, len(text)
    while start < end and _is_edge(text[start]):
        if text[start] == "." and text[start + 1 : start + 2].isalnum():
            break
        start += 1
    while start < end and _is_edge(text[end - 1]) and text[end - 1] not in "+#":
        if _closes(text[start:end]):
            break
        end -= 1
    return text[start:end]


def _is_edge(character: str) -> bool:
    kind = unicodedata.category(character)
    return kind[0] in "PZ" or kind in ("Sm", "Sk", "Sc") or character in _JOINERS


def _closes(text: str) -> bool:
    """Return whether the text ends with a bracket that it has opened, as in "Excel (VBA)"."""
    opened = {")": "(", "]": "["}.get(text[-1], "")
    return bool(opened) and text.count(opened) >= text.count(text[-1])


def pieces(text: str, whole: Callable[[str], bool] | None = None) -> tuple[Piece, ...]:
    """Return the things that a list names; what is quoted is one thing.

    An "and" ends a thing too, unless `whole` knows the phrase around it ("diversity and inclusion").
    """
    whole = whole or is_starter
    found: list[Piece] = []
    for part in _PIECE.findall(text.translate(_QUOTED).translate(_BETWEEN)):
        if part.count('"') >= 2:
            found.append(Piece(part.strip(), exact=True))
        elif part.strip():
            found += [Piece(one) for one in _apart(_AND.split(part.strip()), whole)]
    return tuple(found)


def _apart(parts: list[str], whole: Callable[[str], bool]) -> list[str]:
    """Return the parts between "and"s, joined again where they are one known phrase."""
    found = []
    while parts:
        count = min(len(parts), MOST_ANDS + 1)
        while count > 1 and not whole(" and ".join(parts[:count])):
            count -= 1
        found.append(" and ".join(parts[:count]))
        parts = parts[count:]
    return [part for part in found if part]


def names(text: str) -> tuple[str, ...]:
    """Return the names in a list such as "python, sql and go", each once."""
    found = {fold(piece.text): spelled(piece.text) for piece in reversed(pieces(text))}
    return tuple(name for key, name in reversed(found.items()) if key)


def read(work: Work, workspace: str, text: str, *, exact: bool = False) -> Named:
    """Return what a word means in a workspace, by key or alias; with `exact` a new word is not likened to known ones.

    A workspace's own skills come before the starters. Raises UserError when the word can be the name of no skill.
    """
    name, key = spelled(text), fold(text)
    if text.lstrip().startswith("@"):
        raise Usage("“@{name}” looks like a person, and I expected a skill.", name=name[:LONGEST])
    if not exact and _MARKUP.search(text):
        raise Usage("A skill is called without < and >, such as: python")
    if not exact and key and not any(one.isalnum() for one in key):
        raise Usage(
            "Which skill does {sign} stand for? Please say it in a word, such as: python",
            sign=name[:LONGEST],
        )
    if not key:
        raise Usage("I need the name of a skill here, such as: python")
    short(name, LONGEST, say("A skill"))
    if found := work.skills.find(workspace, key):
        return Named(found, found.name, found.key)
    starter = starter_of(key)
    if starter and not work.skills.find(workspace, fold(starter)):
        return Named(None, starter, fold(starter))
    if exact:
        return Named(None, name, key)
    meaning = words(work, workspace)
    if same := _same(key, meaning):
        return read(work, workspace, same, exact=True)
    return Named(None, name, key, near_names(key, meaning))


def words(work: Work, workspace: str) -> dict[str, str]:
    """Return the name by every word that means a skill here: the workspace's, then the starters it does not have."""
    found = {w: s.name for s in work.skills.of(workspace) for w in (s.key, *s.aliases)}
    for name, others in starter_words().items():
        if fold(name) not in found:
            for word in (fold(name), *others):
                found.setdefault(word, name)
    return found


def near_names(key: str, meaning: dict[str, str]) -> tuple[str, ...]:
    """Return the names that a word is nearly, nearest first."""
    stem = _NUMBERED.sub("", key)
    likely = [meaning[stem]] if stem != key and stem in meaning else []
    hits = near.alike(key, {word: word for word in meaning}, NEAR, 12)
    return tuple(dict.fromkeys([*likely, *(meaning[word] for word, _ in hits)]))[:SUGGESTED]


def alike(key: str) -> str:
    """Return a key without spaces, hyphens, inner dots and accents: two names that differ in no more are one skill."""
    return unaccented(_JOINED.sub("", key))


def _same(key: str, meaning: dict[str, str]) -> str:
    """Return the name that differs in spaces, hyphens, inner dots and accents alone ("node js"), or nothing."""
    bare = alike(key)
    found = {name for word, name in meaning.items() if alike(word) == bare}
    return found.pop() if len(found) == 1 else ""


def known(work: Work, workspace: str, text: str) -> bool:
    """Return whether a text means a skill here, without a question."""
    key = fold(text)
    return bool(key) and (work.skills.find(workspace, key) is not None or bool(starter_of(key)))


def written(name: str) -> str:
    """Return a name as it can be typed in a list: in quotes where it would be read as more than a name."""
    plain = names(name) == (name,) and levels.split(name)[1] is None
    return name if plain else f'"{name}"'


def is_starter(text: str) -> bool:
    """Return whether a text names one of the skills that we know from the start."""
    return bool(starter_of(fold(text)))


def starter_of(key: str) -> str:
    """Return the name of the starter with this key or other word, or nothing."""
    return _by_word().get(key, "")


@cache
def starter_words() -> dict[str, tuple[str, ...]]:
    """Return by name the folded other words of each skill that we know from the start."""
    return {
        name: tuple(dict.fromkeys(fold(word) for word in others))
        for name, others in starters.table().items()
    }


@cache
def _by_word() -> dict[str, str]:
    return {
        word: name for name, others in starter_words().items() for word in (fold(name), *others)
    }
