"""Guessing: what a text may mean by what it holds, when nobody thought of saying it in these words."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, replace
from functools import lru_cache

from facilitation.talk import heard
from facilitation.talk.commands import Call
from facilitation.talk.heard import Heard, Hit
from facilitation.talk.phrases import later
from facilitation.talk.when.days import Past
from facilitation.understanding import (
    doubting,
    filling,
    reading,
    resembling,
    speaking,
    translating,
)
from facilitation.understanding.meanings import MEANINGS
from facilitation.understanding.placing import Meant, behind_colon, placed
from facilitation.understanding.ways import Like

_TURNED = frozenset(("COND", "REPORTED", "TURN"))
"""What may turn the rest of a text into something else, or into what somebody else said."""

MOST = 3
"""So many guesses at the most are asked about."""

FAINTLY, ALIKE, SURELY = 0.17, 0.3, 0.4
"""How like what people say a text must be to be hinted at, to be asked about, and to be taken for it."""

ASIDE = 0.26
"""How like something else a text must be for a greeting or thanks in it to be no more than polite."""

MISSPELT = 0.1
"""So much liker it must be where a word is misspelt, to be taken for it."""

BESIDE = 0.6
"""How like a thing must be, beside the likest, to be asked about too."""

_INSTEAD = {
    "leave {program}": "stop",
    "undo": "history",
    "undo {program}": "history {program}",
    "program end {program}": "program {program}",
    "role {person} admin": "role",
    "role {person} facilitator": "role",
    "role {person} member": "role",
}
"""What is asked about instead of what nobody shall be led to by a guess."""

_OWN = frozenset(("export me",))
"""What is the asker's alone: where somebody else is named, it is asked about first."""

WHOLLY = 0.6
"""How like what people say a text must be to stand against a command that it begins with."""

APART = 0.04
"""So much better than the next a meaning must be to be taken for the only one."""


@dataclass(frozen=True, slots=True)
class Guess:
    """What a text may mean, how like (0-1) it is to the ways of saying `way`, and whether that is beyond doubt.

    `faint` where it may be by chance.
    """

    meant: Meant
    score: float
    sure: bool
    faint: bool
    way: str

    @property
    def likely(self) -> bool:
        """Return whether it is likely enough to stand against a command that could not be carried out."""
        return not self.faint


def guesses(call: Call, every: Sequence[Heard]) -> list[Guess]:
    """Return what a text may mean, the likeliest first; nothing where it is most like what nobody here can do.

    What is said in another language is also looked at word by word in English, but for words that would be kept so.
    """
    found = _guesses(call, every)
    if (found and found[0].sure) or not (line := translating.english(call.line)):
        return found
    abroad = [
        replace(one, sure=one.sure and (not found or found[0].faint))
        for one in _guesses(replace(call, line=line), every)
        if "{words}" not in one.way and one.way not in resembling.SOCIAL
    ]
    both: dict[str, Guess] = {}
    for one in sorted((*found, *abroad), key=lambda one: -one.score):
        both.setdefault(one.meant.line, one)
    return list(both.values())[:MOST]


def _guesses(call: Call, every: Sequence[Heard]) -> list[Guess]:
    said = resembling.spelled(reading.read(call), tuple(every))
    lead = _lead(call.line, said)
    signs = {
        sign
        for token in said.tokens
        for sign in token.signs
        if sign != reading.MISSPELT or token.start < lead
    }
    turned = bool(signs & _TURNED)
    found: dict[str, Guess] = {}
    things: set[str] = set()
    wishes: set[range] = set()
    instead: set[str] = set()
    likes = resembling.find(said, tuple(every), FAINTLY / speaking.AS_LEADER)
    weighed = speaking.weighed(call, likes, behind=behind_colon(call.line))
    for like in _but_besides(weighed, signs):
        if like.alike < FAINTLY or len(found) == MOST or (not like.line and not found):
            break
        if like.thing in things:
            continue
        try:
            got, line = _filled(call, said, like, tuple(every))
        except Past as past:
            if found or like.alike < ALIKE:
                continue
            raise past.in_line(call.line) from None
        if not got or got.line in found or got.does == got.line:
            continue
        things.add(like.thing)
        if line in _OWN and "{person}" in signs:
            got = replace(got, harmless=False)
        if doubting.is_other(got, like, said, turned=turned):
            continue
        if doubting.is_loose(got, like, line, said, signs, surely=SURELY):
            continue
        wishes.update((like.span,) if like.wish else ())
        instead.update((got.line,) if like.line in _INSTEAD else ())
        found[got.line] = Guess(
            got, like.alike, sure=False, faint=turned or like.alike < ALIKE, way=line
        )
    best = [one for one in found.values() if one.score >= BESIDE * next(iter(found.values())).score]
    surely = SURELY + (MISSPELT if reading.MISSPELT in signs else 0)
    if best and best[0].score >= surely and not turned and len(wishes) < 2 and _stands_out(best):
        way = best[0].way
        open_ = "{words}" in way or ("{skill}" in way and "{skill}" not in signs)
        sure = open_ or not resembling.is_strange(said, tuple(every))
        sure = sure and not (reading.MISSPELT in signs and best[0].meant.line in instead)
        best[0] = replace(best[0], sure=sure)
    return best


def _but_besides(likes: Sequence[Like], signs: Set[str]) -> Sequence[Like]:
    """Return what a text is like without what is only beside it.

    A greeting or thanks beside something else, and settings of a program that is to be created.
    """
    if any(one.alike >= ASIDE and one.line not in resembling.SOCIAL for one in likes):
        likes = [o for o in likes if o.line not in resembling.SOCIAL or o.alike >= SURELY]
    if "{program}" in signs or "CREATE" not in signs:
        return likes
    if not any(one.alike >= ALIKE and one.line == "program create" for one in likes):
        return likes
    return [one for one in likes if not one.line.startswith("set ")]


def _filled(
    call: Call, said: reading.Text, like: Like, every: tuple[Heard, ...]
) -> tuple[Meant | None, str]:
    """Return what a text means by a line that it is like, with its places filled, and the line that was taken."""
    part = replace(said, tokens=tuple(t for t in said.tokens if t.start in like.span))
    signs = {sign for token in part.tokens for sign in token.signs}
    if any("{program}" in token.signs for token in said.tokens):
        signs.add("{program}")
    known = _by_line(every)
    surely = like.alike >= SURELY and reading.MISSPELT not in signs
    like = _of_person(like, said)
    line = _of_program(like.line if surely else _INSTEAD.get(like.line, like.line), signs, known)
    line = _of_skill(_with_words(call, _of_day(line, said), known), said, known)
    one = _of_any_program(line, signs, known) or known.get(line)
    line = one.line if one else line
    behind = behind_colon(call.line)
    filled = filling.filled(part, said, line, like.ways, behind) if one else None
    return (placed(call, Hit(one, filled)) if one and filled is not None else None), line


def _of_person(like: Like, said: reading.Text) -> Like:
    """Return a booking by skill as one of whom a text names anywhere: nobody else is asked instead of them."""
    named = any("{person}" in token.signs for token in said.tokens)
    mine = like.line.replace("for {skill}", "{person}") if named else like.line
    return replace(like, line=mine) if like.line.startswith("book for ") else like


def _of_program(line: str, signs: Set[str], known: Mapping[str, Heard]) -> str:
    """Return a line as it is said of the program that a text names, where it can be said of one."""
    if "{program}" not in signs or "{program}" in line:
        return line
    fuller = (f"{line} {{program}}", f"{line} in {{program}}")
    return next((one for one in fuller if one in known), line)


def _of_day(line: str, said: reading.Text) -> str:
    """Return the end of a program as a setting, where a text names the day of it."""
    named = any("{day}" in token.signs for token in said.tokens)
    return "set {program} ends {day}" if named and line == "program end {program}" else line


def _of_skill(line: str, said: reading.Text, known: Mapping[str, Heard]) -> str:
    """Return a line as it is said of the skill that a text names, where it can be said of one."""
    named = any("{skill}" in token.signs for token in said.tokens)
    return f"{line} {{skill}}" if named and f"{line} {{skill}}" in known else line


def _with_words(call: Call, line: str, known: Mapping[str, Heard]) -> str:
    """Return a line as it takes what stands behind a colon, where a few words lead to it and it can be taken."""
    if not behind_colon(call.line):
        return line
    fuller = (f'{line} "{{words}}"', f"{line} {{words}}", f'{line} about "{{words}}"')
    return next((one for one in fuller if one in known), line)


def _of_any_program(line: str, signs: Set[str], known: Mapping[str, Heard]) -> Heard | None:
    """Return a way to ask in which program a setting shall change, where a text names none."""
    if "{program}" in signs or not line.startswith("set {program} "):
        return None
    bare = line.replace("{program} ", "")
    return known.get(bare) or Heard(line=bare, does=later("Change a setting"), harmless=True)


def _lead(line: str, said: reading.Text) -> int:
    """Return how many words of a text lead to what somebody wants to say behind a colon; all where none do."""
    if not behind_colon(line):
        return len(said.words)
    return len(heard.plain(line.partition(": ")[0]).split())


def _stands_out(best: Sequence[Guess]) -> bool:
    """Return whether nothing comes near the likest but what begins with the same word."""
    word = best[0].way.split()[0]
    others = (one.score for one in best[1:] if one.way.split()[0] != word)
    return best[0].score - next(others, 0.0) >= APART


@lru_cache(maxsize=4)
def _by_line(every: tuple[Heard, ...]) -> Mapping[str, Heard]:
    """Return one way of meaning each line, one that says what it does where there is any."""
    return {one.line: one for one in sorted((*every, *MEANINGS), key=lambda one: bool(one.does))}
