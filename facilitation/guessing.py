"""Guessing: what a text may mean by what it holds, when nobody thought of saying it in these words."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from facilitation import places, reading
from facilitation.errors import UserError
from facilitation.talk import cues
from facilitation.talk.commands import Call
from facilitation.talk.cues import Fit
from facilitation.talk.heard import Heard, Hit
from facilitation.talk.phrases import say

_TURNED = frozenset(("COND", "REPORTED", "TURN"))
"""What may turn the rest of a text into something else, or into what somebody else said."""

_ASKING = frozenset(("WHO", "HOWMANY"))
"""What asks about people: whoever asks wants nothing changed, but where the meaning is itself a question."""

MOST = 3
"""So many guesses at the most are asked about."""

CLEAR = 0.9
"""How well a text must fit what lacks a concept to be asked about."""

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
    """What a text may mean, how well it fits, and whether that is beyond doubt."""

    meant: Meant
    score: float
    share: float
    sure: bool


def guesses(call: Call, every: Sequence[Heard]) -> list[Guess]:
    """Return what a text may mean by what it holds, the likeliest first; each line once."""
    said = reading.read(call)
    signs = frozenset(sign for token in said.tokens for sign in token.signs)
    turned, misspelt = bool(signs & _TURNED), reading.MISSPELT in signs
    asks = bool(signs & _ASKING)
    found: dict[str, Guess] = {}
    for fit, one, whole in sorted(_fits(said, every), key=lambda f: -f[0].score):
        if fit.share < (LIKELY if one.harmless else SURE) or (turned and not one.harmless):
            continue
        if misspelt and one.line.startswith("undo"):
            continue
        if asks and not one.harmless and not _asks_for(one):
            continue
        if not (got := placed(call, Hit(one, fit.places))) or got.line in found:
            continue
        sure = fit.share >= SURE and (not turned or (whole and "TURN" not in signs))
        found[got.line] = Guess(got, fit.score, fit.share, sure)
        if len(found) == MOST:
            break
    if not any(guess.sure for guess in found.values()):
        _add_near(call, said, every, found)
    best = list(found.values())
    if len(best) > 1 and not best[0].meant.harmless and best[0].score - best[1].score < APART:
        best[0] = replace(best[0], sure=False)
    return best


def _asks_for(one: Heard) -> bool:
    """Return whether something is meant by a question about people, as "who can help me with {skill}" is."""
    return bool(_ASKING & cues.vocabulary(one.cues))


def _add_near(
    call: Call, said: reading.Text, every: Sequence[Heard], found: dict[str, Guess]
) -> None:
    """Add what a text nearly fits, as long as it only shows something."""
    texts = [cues.said(tokens) for tokens in (said.tokens, *said.clauses())]
    near = [
        (part, one)
        for one in every
        if one.harmless
        for cue in cues.several(one.cues)
        for text in texts
        if (part := cues.nearly(cue, text, said.rest, cues.vocabulary(one.cues)))
        and part.share >= SURE
        and part.score >= CLEAR
    ]
    for part, one in sorted(near, key=lambda n: -n[0].score):
        if len(found) >= MOST:
            return
        got = placed(call, Hit(one, part.places))
        if got and got.line not in found:
            found[got.line] = Guess(got, part.score, part.share, sure=False)


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
    for name, words in hit.places.items():
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
    missing = {name: "" for name in ("length", "when", "day", "words") if name not in lines}
    if "when" in missing and "day" in lines:
        missing["when"] = lines["day"]
    line = " ".join(hit.heard.line.format(**missing, **lines).split())
    does = hit.heard.does
    told = say(does, **_named(does, shown)) if does else line
    return Meant(line, told, hit.heard.harmless and (sure or not lines))


def _named(sentence: str, places: Mapping[str, str]) -> dict[str, str]:
    return {name: words for name, words in places.items() if f"{{{name}}}" in sentence}
