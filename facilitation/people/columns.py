"""The columns of a people file: what they may be called, and how their cells are read."""

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

from facilitation.errors import UserError
from facilitation.people import languages
from facilitation.people.plainly import folded, kept, short
from facilitation.people.profile import HIGHEST, LONGEST_PLACE, LOWEST
from facilitation.talk import dates

LONGEST_NAME = 120
LONGEST_SKILL = 60
MOST_SKILLS = 30
CLEARS = frozenset({"-", "–", "—", "none", "n/a"})
"""What a cell says to empty what is known; an empty cell leaves it as it is."""

_CALLED = {
    "email": "e-mail mail email-address e-mail-address work-email mail-address primary-email",
    "handle": "username user-name login nickname slack-handle",
    "name": "full-name display-name real-name employee employee-name",
    "team": "department squad group unit org organization organisation business-unit",
    "location": "office site city place work-location",
    "zone": "timezone time-zone tz",
    "level": "seniority grade experience career-level",
    "languages": "language speaks spoken-languages",
    "manager": "manager-email manager-e-mail reports-to line-manager supervisor boss managers-email",
    "offers": "offer skills can-teach can-help-with teaches expertise",
    "wants": "want wants-to-learn would-like-to-learn learns interests",
    "hours": "working-hours work-hours work office-hours",
}
_COLUMN = {word: name for name, words in _CALLED.items() for word in (name, *words.split())}


def column(header: str) -> str | None:
    """Return the column that a header names, or None for one that is not ours."""
    return _COLUMN.get("-".join(re.findall(r"[a-z0-9]+", folded(header).replace("'", ""))))


def skills(text: str) -> tuple[str, ...]:
    """Return the skills that a list names, as they are written and each once; raises UserError."""
    found: dict[str, str] = {}
    for part in re.split(r"[,;|]", text):
        found.setdefault(folded(part), " ".join(part.split()))
    found.pop("", None)
    if len(found) > MOST_SKILLS:
        raise UserError(f"There may be {MOST_SKILLS} skills, and these are {len(found)}.")
    for skill in found.values():
        short(skill, LONGEST_SKILL, "A skill")
    return tuple(found.values())


def _level(text: str) -> int:
    """Return a level; raises UserError."""
    word = text.removesuffix(".0")
    if not (word.isascii() and word.isdigit() and LOWEST <= int(word[:4]) <= HIGHEST):
        raise UserError(f"A level is a number from {LOWEST} to {HIGHEST}, not “{text[:20]}”.")
    return int(word)


READERS: Mapping[str, tuple[str, Callable[[str], Any], Any]] = {
    "team": ("team", lambda text: short(text, LONGEST_PLACE, "A team"), ""),
    "location": ("location", lambda text: short(text, LONGEST_PLACE, "A location"), ""),
    "zone": ("zone", dates.zone, None),
    "level": ("level", _level, None),
    "languages": ("languages", languages.read, ()),
    "offers": ("offers", skills, ()),
    "wants": ("wants", skills, ()),
    "hours": ("work", dates.hours, None),
}
"""For each column: the member's field, what reads a cell, and what an emptied cell means (None: it may not be)."""


@lru_cache(maxsize=4096)
def value(name: str, cell: str) -> Any:
    """Return what a cell of a column says; raises UserError."""
    _, reader, empty = READERS[name]
    if folded(cell) in CLEARS:
        if empty is None:
            raise UserError(
                f"The {name} cannot be emptied. Leave the cell empty to keep what is known."
            )
        return empty
    return reader(kept(cell))
