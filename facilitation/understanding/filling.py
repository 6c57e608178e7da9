"""What of a text stands in the places of a line that it means: names, times, and other words by what leads to them."""

import re
from collections.abc import Mapping, Sequence

from facilitation.talk import heard, lexicon
from facilitation.understanding import named, reading

_PLACE = re.compile(r"{(\w+)}")
_TIMES = ("day", "loose", "clock", "until", "stretch")
_AT_WILL = frozenset(("length", "when"))
"""Places that may stay empty."""

_OF_A_SUBJECT = ("search ", "hear about ", "learn ", "bring ")
"""How lines begin whose words may be a skill."""

_ASKING = frozenset("how what who whom why when where which whether if".split())
"""Words that lead to a question and are a part of it."""

_LEADS = 3
"""So many words before a place are looked for in a text."""


def filled(
    part: reading.Text, text: reading.Text, line: str, ways: Sequence[Sequence[str]], behind: str
) -> Mapping[str, str] | None:
    """Return what stands in each place of a line, None where one stays empty that may not.

    What the part of the text that means it does not name may be named elsewhere in it.
    What is `behind` a colon stands in a place for any words where nothing leads to it.
    """
    found: dict[str, str] = {}
    for name in _PLACE.findall(line):
        value = _named(part, name) or _named(text, name) or _when(part, name) or _when(text, name)
        value = value or _led_to(part, name, ways) or _led_to(text, name, ways)
        value = value or (behind if name == "words" else "")
        value = value or (_named(text, "skill") if line.startswith(_OF_A_SUBJECT) else "")
        if value:
            found[name] = value
        elif name not in _AT_WILL or "{when}" not in line:
            return None
    return found


def at_will(text: reading.Text, line: str) -> Mapping[str, str]:
    """Return what a text says for those places of a line that may stay empty."""
    wanted = (name for name in _PLACE.findall(line) if name in _AT_WILL)
    return {name: value for name in wanted if (value := _named(text, name) or _when(text, name))}


def about(text: reading.Text) -> str:
    """Return what a text is about, as far as it says so: up to when it is wanted, or the end of the clause."""
    at = next((n for n, word in enumerate(text.words) if word in _ABOUT), len(text.words))
    ends = {t.start for t in text.tokens if "TIME" in t.signs}
    ends.update(n for n, word in enumerate(text.words) if word == named.MARK)
    end = min((n for n in ends if n > at), default=len(text.words))
    words = list(text.words[at + 1 : end])
    while words and words[-1] in ("on", "at", "in", "for"):
        words.pop()
    return _worth(words)


_ABOUT = frozenset(("about", "regarding", "re"))


def _named(text: reading.Text, name: str) -> str:
    return next((one.places[name] for one in text.tokens if name in one.places), "")


def _when(text: reading.Text, name: str) -> str:
    """Return all that a text says of when, for a place that takes any of it."""
    if name != "when":
        return ""
    said = [one.places[kind] for one in text.tokens for kind in _TIMES if kind in one.places]
    return " ".join(said)


def _led_to(text: reading.Text, name: str, ways: Sequence[Sequence[str]]) -> str:
    """Return the words behind those that lead to a place in one of the ways to say its line."""
    if name not in ("words", "skill"):
        return ""
    for most in range(_LEADS, 0, -1):
        for way in ways:
            at = way.index(f"{{{name}}}") if f"{{{name}}}" in way else 0
            leads = list(way[max(0, at - most) : at])
            if len(leads) == most and (found := _behind(text, leads, name)):
                return found
    return ""


def _behind(text: reading.Text, leads: Sequence[str], name: str) -> str:
    said = [(n, word) for n, word in enumerate(text.words) if word != named.MARK]
    words = [word for _, word in said]
    for start in range(len(words) - len(leads)):
        end = start + len(leads)
        if words[start:end] != list(leads):
            continue
        if name == "skill":
            taken = text.rest.after(name, said[end][0])
            return taken[2] if taken else ""
        asked = 1 if leads[-1] in _ASKING else 0
        return _worth(words[end - asked :])
    return ""


def _worth(words: Sequence[str]) -> str:
    """Return words without the politeness around them; nothing where they say nothing."""
    rest = heard.bare(" ".join(words))
    return rest if any(not lexicon.neutral(word) for word in rest.split()) else ""
