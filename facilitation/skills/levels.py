"""How well somebody knows a skill: levels from 1 to 5 in words, and what evidence of them is worth as it ages.

The worth of each source is how closely it agrees with what people turn out to know, as correlations: a peer's mark with
an expert's .69 (Falchikov & Goldfinch 2000), a test of knowledge with work done .48 (Schmidt & Hunter 1998), one's own
mark with an expert's .39 (Falchikov & Boud 1989). That skills fade unused is shown by Arthur et al. 1998; that
confidence halves in a year is our choice.
"""

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from facilitation.skills.model import Evidence, Source
from facilitation.talk.phrases import say

LONGEST = 200
"""A longer text is no skill with its level."""

LOWEST, HIGHEST = 1, 5
WORDS: Mapping[int, str] = {
    1: say("beginner"),
    2: say("some experience"),
    3: say("solid"),
    4: say("advanced"),
    5: say("expert"),
}
WORTH: Mapping[Source, float] = {"self": 0.39, "recall": 0.48, "peer": 0.69}
"""How far to believe fresh evidence, from 0 to 1; also what beats what."""

HALF_LIFE = timedelta(days=365)
"""After so long a level is believed half as much."""

_OTHERS = {"novice": 1, "intermediate": 3}
_LEVELS = {word: level for level, word in WORDS.items()} | _OTHERS
_LEVEL = re.compile(
    rf"^(?P<name>.*?)[\s:=(,\-–—]*(?:(?<![^\s:=(\-–—])(?<!\s[-–])(?:level\s*)?(?P<number>[{LOWEST}-{HIGHEST}])"
    rf"(?:\s*/\s*{HIGHEST})?|(?<![\w])(?P<word>{'|'.join(_LEVELS)}))\)?\s*$",
    re.IGNORECASE | re.DOTALL,
)


_BARE = re.compile(r".*[^\s:=(\-–—]\s+[1-5]\s*", re.DOTALL)
_GRADED = re.compile(r".*\blevel\s+[1-5]\s*", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Level:
    """How well a skill is known: 1 to 5, how far to believe it (0 to 1), who says so, and since when.

    It is `listed` where a people file says so for the member.
    """

    level: int
    confidence: float
    source: Source
    at: datetime
    listed: bool = False


def level_of(evidence: Iterable[Evidence], now: datetime) -> Level | None:
    """Return the level that evidence of one member's one skill shows, or None without any.

    A peer's word after a session beats a recall, that one's own word, and that a people file; of one source the newest
    counts.
    """
    best = max(evidence, key=lambda one: (WORTH[one.source], not one.listed, one.at), default=None)
    if best is None:
        return None
    believed = confidence(best.source, now - best.at)
    return Level(best.level, believed, best.source, best.at, best.listed)


def confidence(source: Source, age: timedelta) -> float:
    """Return how far evidence of a source is believed at an age, from 0 to 1."""
    return WORTH[source] * math.pow(0.5, max(age, timedelta()) / HALF_LIFE)


def by_skill(evidence: Sequence[Evidence], now: datetime) -> dict[tuple[str, str], Level]:
    """Return the level of each member in each skill, by both, that evidence shows."""
    told: dict[tuple[str, str], list[Evidence]] = {}
    for one in evidence:
        told.setdefault((one.member, one.skill), []).append(one)
    return {key: level for key, some in told.items() if (level := level_of(some, now))}


def split(text: str) -> tuple[str, int | None]:
    """Return the text without a level at its end, and the level, or None where there is none.

    Understood are "python 4", "python (4)", "python: 4/5", "python level 4" and "python expert".
    """
    found = _LEVEL.match(text) if len(text) <= LONGEST else None
    if not found:
        return text.strip(), None
    if found["number"]:
        return found["name"].strip(), int(found["number"])
    return found["name"].strip(), _LEVELS[found["word"].casefold()]


def is_bare(text: str) -> bool:
    """Return whether a text ends with a number alone, as a version would: "python 3", but not "python level 3"."""
    return bool(_BARE.fullmatch(text)) and not _GRADED.fullmatch(text)
