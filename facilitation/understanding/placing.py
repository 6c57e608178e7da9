"""A command line that somebody meant, with its places read: what would be run, and what it does in words."""

import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass

from facilitation.errors import UserError
from facilitation.talk import grammar, heard
from facilitation.talk.commands import Call
from facilitation.talk.heard import Hit
from facilitation.talk.phrases import say
from facilitation.talk.when.days import Past
from facilitation.understanding import filling, places, reading

_PLACE = re.compile(r"{(\w+)}")

_SEVERAL = ("invite ", "set ")
"""How lines begin that take several people; others take the first who is named."""

LONGEST_LEAD = 12
"""So many words at the most lead with a colon to what somebody wants to say."""


@dataclass(frozen=True, slots=True)
class Meant:
    """A command line that somebody meant, and what it does in words; `harmless` where it can be run at once."""

    line: str
    does: str
    harmless: bool


def placed(call: Call, hit: Hit) -> Meant | None:
    """Return what a hit means with its places read, None where one of them cannot be what stands there.

    Raises Past for a day that is over.
    """
    lines: dict[str, str] = {}
    shown: dict[str, str] = {}
    sure = True
    for name, words in _with_when(call, hit).items():
        if name not in places.READERS:
            continue
        if name == "person" and not hit.heard.line.startswith(_SEVERAL):
            words = words.partition(", ")[0]
        try:
            found = places.READERS[name](call, words)
        except Past:
            raise
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
    harmless = hit.heard.harmless
    if line.startswith("book ") and (topic := filling.about(reading.read(call))):
        topic = heard.written(call.line, topic).replace('"', "'")
        line, told = f"{line} about {topic}", say("{does}, about {topic}", does=told, topic=topic)
        # the form shows all of it before anybody is asked
        harmless = True
    return Meant(line, told, harmless and (sure or not lines))


def _with_when(call: Call, hit: Hit) -> dict[str, str]:
    """Return what stands in the places of a hit, with how long and when as far as that can be read."""
    found = dict(hit.places)
    if "words" in found and (behind := behind_colon(call.line)):
        found["words"] = behind
    if "{when}" in hit.heard.line:
        for name, words in filling.at_will(reading.read(call), hit.heard.line).items():
            with suppress(UserError):
                if name not in found and places.READERS[name](call, words):
                    found[name] = words
    return found


def _named(sentence: str, places: Mapping[str, str]) -> dict[str, str]:
    return {name: words for name, words in places.items() if f"{{{name}}}" in sentence}


def behind_colon(line: str) -> str:
    """Return what stands behind a colon that a few words lead to."""
    before, _, behind = line.partition(": ")
    if behind[:1] in grammar.QUOTES:
        return behind.strip(f"{grammar.QUOTES} ")
    return behind if len(before.split()) <= LONGEST_LEAD else ""
