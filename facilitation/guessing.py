"""Guessing: what a text may mean by what it holds, when nobody thought of saying it in these words."""

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import lru_cache

from facilitation import filling, places, reading, resembling
from facilitation.errors import UserError
from facilitation.meanings import MEANINGS
from facilitation.talk import cues
from facilitation.talk.commands import Call
from facilitation.talk.cues import Fit
from facilitation.talk.heard import Heard, Hit
from facilitation.talk.phrases import say

_TURNED = frozenset(("COND", "REPORTED", "TURN"))
"""What may turn the rest of a text into something else, or into what somebody else said."""

_ASKING = frozenset(("WHO", "HOWMANY"))
"""What asks about people: whoever asks wants nothing changed, but where the meaning is itself a question."""

_PLACE = re.compile(r"{(\w+)}")

MOST = 3
"""So many guesses at the most are asked about."""

FAINTLY, ALIKE, ALIKE_TO_CHANGE, SURELY_ALIKE = 0.22, 0.33, 0.4, 0.6
"""How like what people say a text must be to be hinted at, to be asked about, to be asked about where that changes
something, and to be taken for it."""

DOUBTED = 0.36
"""How like something else a text must be to cast doubt on what it holds."""

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

SURE, LIKELY, WHOLLY = 0.6, 0.4, 0.75
"""How much of a text a meaning must speak for to be taken for it, to be asked about, and to stand against a command."""

APART = 0.1
"""So much better than the next a meaning must be to be taken for the only one."""


@dataclass(frozen=True, slots=True)
class Meant:
    """A command line that somebody meant, and what it does in words; `harmless` where it can be run at once."""

    line: str
    does: str
    harmless: bool


@dataclass(frozen=True, slots=True)
class Guess:
    """What a text may mean, how well it fits, and whether that is beyond doubt.

    `faint` where it may be by chance; `way` is the line whose ways of being said it is like, where it is.
    """

    meant: Meant
    score: float
    share: float
    sure: bool
    faint: bool = False
    way: str = ""

    @property
    def likely(self) -> bool:
        """Return whether it is likely enough to stand against a command that could not be carried out."""
        return bool(self.way) and self.score >= ALIKE_TO_CHANGE


def guesses(call: Call, every: Sequence[Heard]) -> list[Guess]:
    """Return what a text may mean by what it holds and by what it is like, the likeliest first; each line once."""
    said = reading.read(call)
    return _weighed(_held(call, said, every), _alike(call, said, every))


def _weighed(held: list[Guess], alike: list[Guess]) -> list[Guess]:
    """Return guesses by what a text holds and by what it is like as one list: where they disagree, nothing is sure."""
    first, second = (held[0] if held else None), (alike[0] if alike else None)
    agreed = first and any(one.meant.line == first.meant.line for one in alike)
    if first and first.sure and (agreed or not second or second.score < DOUBTED):
        return held
    if second and second.sure and not (first and first.sure):
        return alike
    several = [*held[:1], *alike, *held[1:]] if first and first.sure else [*alike, *held]
    both = {one.meant.line: replace(one, sure=False) for one in reversed(several)}
    return list(reversed(both.values()))[:MOST]


def _alike(call: Call, said: reading.Text, every: Sequence[Heard]) -> list[Guess]:
    """Return what a text may mean by what it is like; nothing where it is most like what nobody here can do."""
    signs = {sign for token in said.tokens for sign in token.signs}
    if signs & _TURNED:
        return []
    surely = SURELY_ALIKE if reading.MISSPELT not in signs else 1.0
    known = _by_line(tuple(every))
    found: dict[str, Guess] = {}
    for like in resembling.find(said, tuple(every)):
        if like.alike < FAINTLY or len(found) == MOST or (not like.line and not found):
            break
        line = like.line if like.alike >= surely else _INSTEAD.get(like.line, like.line)
        line = _of_program(line, signs, known)
        one = known.get(line)
        filled = filling.filled(said, line, like.ways) if one else None
        got = placed(call, Hit(one, filled)) if one and filled is not None else None
        if not got or got.line in found:
            continue
        unknown = "{skill}" in line and "{skill}" not in signs
        if like.alike < ALIKE_TO_CHANGE and (unknown or not got.harmless):
            continue
        found[got.line] = Guess(
            got, like.alike, like.alike, sure=False, faint=like.alike < ALIKE, way=line
        )
    best = list(found.values())
    if best and best[0].score >= surely and _stands_out(best):
        sure = "{words}" in best[0].way or not resembling.is_strange(said, tuple(every))
        best[0] = replace(best[0], sure=sure, share=1.0 if sure else best[0].share)
    return best


def _of_program(line: str, signs: Set[str], known: Mapping[str, Heard]) -> str:
    """Return a line as it is said of the program that a text names, where it can be said of one."""
    if "{program}" not in signs or "{program}" in line:
        return line
    fuller = (f"{line} {{program}}", f"{line} in {{program}}")
    return next((one for one in fuller if one in known), line)


def _stands_out(best: Sequence[Guess]) -> bool:
    """Return whether nothing comes near the likest but what begins with the same word."""
    word = best[0].way.split()[0]
    others = (one.score for one in best[1:] if one.way.split()[0] != word)
    return best[0].score - next(others, 0.0) >= APART


@lru_cache(maxsize=4)
def _by_line(every: tuple[Heard, ...]) -> Mapping[str, Heard]:
    """Return one way of meaning each line, one that says what it does where there is any."""
    return {one.line: one for one in sorted((*every, *MEANINGS), key=lambda one: bool(one.does))}


def _held(call: Call, said: reading.Text, every: Sequence[Heard]) -> list[Guess]:
    """Return what a text may mean by what it holds."""
    signs = frozenset(sign for token in said.tokens for sign in token.signs)
    turned, misspelt = bool(signs & _TURNED), reading.MISSPELT in signs
    asks, known = bool(signs & _ASKING), _by_line(tuple(every))
    program = filling.named_as(said, "program")
    found: dict[str, Guess] = {}
    for fit, one, whole in sorted(_fits(said, every), key=lambda f: -f[0].score):
        if fit.share < (LIKELY if one.harmless else SURE) or (turned and not one.harmless):
            continue
        if misspelt and one.line.startswith("undo"):
            continue
        if (fuller := _of_program(one.line, signs, known)) != one.line:
            one = known[fuller]
        if asks and not one.harmless and not _asks_for(one):
            continue
        if not (got := placed(call, Hit(one, {**program, **fit.places}))) or got.line in found:
            continue
        sure = fit.share >= SURE and (not turned or (whole and "TURN" not in signs))
        found[got.line] = Guess(got, fit.score, fit.share, sure)
        if len(found) == MOST:
            break
    best = list(found.values())
    if len(best) > 1 and not best[0].meant.harmless and best[0].score - best[1].score < APART:
        best[0] = replace(best[0], sure=False)
    return best


def _asks_for(one: Heard) -> bool:
    """Return whether something is meant by a question about people, as "who can help me with {skill}" is."""
    return bool(_ASKING & cues.vocabulary(one.cues))


def _fits(said: reading.Text, every: Sequence[Heard]) -> Iterator[tuple[Fit, Heard, bool]]:
    """Give each way in which a text, or a clause of it, fits something that people say."""
    text = cues.said(said.tokens)
    clauses = [cues.said(tokens) for tokens in said.clauses()]
    for one in every:
        beside = cues.vocabulary(one.cues)
        for cue in cues.several(one.cues):
            if fit := cues.fit(cue, text, said.rest, beside):
                yield fit, one, True
            for clause in clauses:
                if part := cues.fit(cue, clause, said.rest, beside):
                    yield part.of_clause(), one, False


def placed(call: Call, hit: Hit) -> Meant | None:
    """Return what a hit means with its places read, None where one of them cannot be what stands there."""
    lines: dict[str, str] = {}
    shown: dict[str, str] = {}
    sure = hit.sure
    for name, words in _with_when(call, hit).items():
        if name not in places.READERS:
            continue
        try:
            found = places.READERS[name](call, words)
        except UserError:
            return None
        if found is None:
            return None
        lines[name], shown[name] = found.line, found.shown
        sure = sure and found.sure
    empty = dict.fromkeys(("length", "when", "day", "words"), "")
    said = (hit.heard.does, hit.heard.plainly)
    does = next((d for d in said if shown.keys() >= set(_PLACE.findall(d))), None)
    if does is None:
        return None
    line = " ".join(hit.heard.line.format(**empty | lines).split())
    told = say(does, **_named(does, shown)) if does else line
    return Meant(line, told, hit.heard.harmless and (sure or not lines))


def _with_when(call: Call, hit: Hit) -> dict[str, str]:
    """Return what stands in the places of a hit, with how long and when as far as that can be read."""
    found = dict(hit.places)
    if "{when}" in hit.heard.line:
        for name, words in filling.at_will(reading.read(call), hit.heard.line).items():
            with suppress(UserError):
                if name not in found and places.READERS[name](call, words):
                    found[name] = words
    return found


def _named(sentence: str, places: Mapping[str, str]) -> dict[str, str]:
    return {name: words for name, words in places.items() if f"{{{name}}}" in sentence}
