"""The columns of a people file: what HR systems call them, and how their cells are read."""

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

from facilitation.errors import UserError
from facilitation.people import languages
from facilitation.people.plainly import folded, kept, listed, short, visible
from facilitation.people.profile import HIGHEST, LONGEST_PLACE, LOWEST
from facilitation.talk.phrases import say
from facilitation.talk.when import dates, weeks

LONGEST_NAME = 120
LONGEST_SKILL = 60
MOST_SKILLS = 30
CLEARS = frozenset({"-", "–", "—", "none", "n/a"})
"""What a cell says to empty what is known; an empty cell leaves it as it is."""

# By column what it is called, best first: where a file has two of them, the earlier is taken.
_CALLED: Mapping[str, tuple[str, ...]] = {
    "email": (
        "email e-mail mail email-address e-mail-address work-email work-e-mail mail-address primary-email "
        "email-primary-work primary-work-email email-work company-email business-email e-mail-adresse",
        "user-principal-name upn",
    ),
    "handle": ("handle username user-name login nickname slack-handle",),
    "name": (
        "name full-name display-name real-name worker-name full-legal-name anzeigename",
        "employee employee-name worker mitarbeiter",
    ),
    "last-first": (
        "name-last-first full-name-last-first employee-name-last-first last-name-first-name",
    ),
    "first": ("first-name given-name forename preferred-first-name legal-first-name vorname",),
    "last": ("last-name surname family-name legal-last-name nachname",),
    "team": (
        "team squad",
        "department dept abteilung bereich",
        "supervisory-organization",
        "group unit org organization organisation business-unit organizational-unit",
        "division",
    ),
    "location": (
        "location work-location location-name standort arbeitsort",
        "city town stadt",
        "office site place",
    ),
    "zone": ("zone timezone time-zone tz zeitzone",),
    "level": ("level seniority grade experience career-level",),
    "languages": ("languages language speaks spoken-languages sprachen",),
    "manager": (
        "manager-email manager-e-mail managers-email email-manager supervisor-email reports-to-email",
        "manager reports-to reporting-to line-manager supervisor boss manager-name supervisor-name "
        "vorgesetzter vorgesetzte",
    ),
    "offers": ("offers offer skills can-teach can-help-with teaches expertise",),
    "wants": ("wants want wants-to-learn would-like-to-learn learns interests",),
    "hours": ("hours working-hours work-hours work office-hours arbeitszeit",),
}
_COLUMN = {
    word: (name, rank)
    for name, ranks in _CALLED.items()
    for rank, words in enumerate(ranks)
    for word in words.split()
}
_ADDRESS = re.compile(r"[^\s@<>(),;:\"]+@[^\s@<>(),;:\".]+(?:\.[^\s@<>(),;:\".]+)*")
_TEAM_AND_MANAGER = re.compile(r"\s*\([^()]*\)\s*$")


def column(header: str) -> tuple[str, int] | None:
    """Return the column that a header names and how good a name it is (0 the best), or None for one not ours."""
    return _COLUMN.get(_word(header))


def bare(header: str, cell: str) -> str:
    """Return a cell without what a system adds to it: Workday writes "Design (Jonas Weber)" for a team."""
    return _TEAM_AND_MANAGER.sub("", cell) if _word(header) == "supervisory-organization" else cell


def _word(header: str) -> str:
    """Return a header as one word; "Employee #" is a number, and no employee."""
    plain = folded(visible(header)).replace("'", "").replace("#", " number ")
    return "-".join(re.findall(r"[^\W_]+", plain))


def address(text: str) -> str:
    """Return an address as it is kept; raises UserError for what is none."""
    given = short(text, LONGEST_NAME, "An email")
    if not _ADDRESS.fullmatch(given):
        raise UserError("An email looks like name@company.com, not “{text}”.", text=given[:60])
    return given


def skills(text: str) -> tuple[str, ...]:
    """Return the skills that a list names, as they are written and each once; raises UserError."""
    found: dict[str, str] = {}
    for part in listed(text):
        found.setdefault(folded(part), " ".join(part.split()))
    found.pop("", None)
    if len(found) > MOST_SKILLS:
        raise UserError(
            "There may be {most_skills} skills, and these are {found}.",
            most_skills=MOST_SKILLS,
            found=len(found),
        )
    for skill in found.values():
        short(skill, LONGEST_SKILL, say("A skill"))
    return tuple(found.values())


def _level(text: str) -> int:
    """Return a level; raises UserError."""
    word = text.removesuffix(".0")
    if not (word.isascii() and word.isdigit() and LOWEST <= int(word[:4]) <= HIGHEST):
        raise UserError(
            "A level is a number from {lowest} to {highest}, not “{text}”.",
            lowest=LOWEST,
            highest=HIGHEST,
            text=text[:20],
        )
    return int(word)


READERS: Mapping[str, tuple[str, Callable[[str], Any], Any]] = {
    "team": ("team", lambda text: short(text, LONGEST_PLACE, say("A team")), ""),
    "location": ("location", lambda text: short(text, LONGEST_PLACE, say("A location")), ""),
    "zone": ("zone", dates.zone, None),
    "level": ("level", _level, None),
    "languages": ("languages", languages.read, ()),
    "offers": ("offers", skills, ()),
    "wants": ("wants", skills, ()),
    "hours": ("work", weeks.read, None),
}
"""For each column: the member's field, what reads a cell, and what an emptied cell means (None: it may not be)."""

LISTS = frozenset({"offers", "wants"})
"""Columns whose cells may have several lines."""


def empties(name: str, cell: str) -> bool:
    """Return whether a cell empties what is known; raises UserError where that may not be."""
    if folded(cell) not in CLEARS:
        return False
    if READERS[name][2] is None:
        raise UserError(
            "The {name} cannot be emptied. Leave the cell empty to keep what is known.", name=name
        )
    return True


@lru_cache(maxsize=4096)
def value(name: str, cell: str) -> Any:
    """Return what a cell of a column says; raises UserError."""
    _, reader, empty = READERS[name]
    if empties(name, cell):
        return empty
    return reader(cell if name in LISTS else kept(cell))
