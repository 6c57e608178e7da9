"""The profile form: what a member tells of themselves, and what is made of their answers."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from facilitation.errors import UserError
from facilitation.people import languages
from facilitation.people.model import Member
from facilitation.people.plainly import short
from facilitation.talk import dates
from facilitation.talk.forms import Answers, Field, Form, Line, Paragraph, Pick, Scale
from facilitation.talk.messages import Option

LONGEST_PLACE = 80
LONGEST_SKILLS = 2000
SKILLS = ("offers", "wants")
"""The fields about skills; what they say is for the slice of skills to read."""

LOWEST, HIGHEST = 1, 8
"""Levels of experience, as the draw and the scenario file count them (interface.md)."""


def clock_hours(minutes: tuple[int, int]) -> str:
    """Return the start and end of a working day in words that can be typed back."""
    return "-".join(f"{m // 60:02d}:{m % 60:02d}" for m in minutes)


def form(
    member: Member, answers: Answers | None = None, skills: Mapping[str, str] | None = None
) -> Form:
    """Return the form, filled with what is known or with the answers that need another look.

    `skills` are the member's skills as they are typed, with levels, where those are known.
    """
    known = values(member) | dict(skills or {})
    if answers is not None:
        known = {k: str(v) for k, v in answers.items()}
    return Form(
        "Your profile",
        "profile",
        _fields({name: known.get(name, "") for name in (*READERS, *SKILLS)}),
        "It helps me to find good circles for you. Change it whenever you like.",
    )


def _fields(value: Mapping[str, str]) -> tuple[Field, ...]:
    """Return the form's fields with their values."""
    sizes = (Option("Any size, pairs too", "2"), Option("Three or more people only", "3"))
    return (
        Line("team", "Team", value["team"], "Circles mix teams. For example: Design",
             optional=True, longest=LONGEST_PLACE),
        Line("location", "Location", value["location"], "For example: Berlin",
             optional=True, longest=LONGEST_PLACE),
        Line("zone", "Time zone", value["zone"],
             "A city or a zone: Berlin, New York, Europe/Berlin"),
        Scale("level", "How experienced are you in your work?", LOWEST, HIGHEST,
              "just starting", "others come to me", value["level"]),
        Line("languages", "Languages you like to talk in", value["languages"],
             "With commas between: English, German. Circles share a language.", optional=True),
        Line("hours", "Working hours", value["hours"], "For example: 9-17 or 09:30-18:00"),
        Pick("circles", "Circles", sizes, value["circles"]),
        Paragraph("offers", "I can help with", value["offers"],
                  "With commas between, and a level from 1 to 5 where you like: Python 4, SQL",
                  optional=True, longest=LONGEST_SKILLS),
        Paragraph("wants", "I would like to learn", value["wants"],
                  "With commas between: Kubernetes, Figma", optional=True, longest=LONGEST_SKILLS),
    )  # fmt: skip


def values(member: Member) -> dict[str, str]:
    """Return what is known of the member, field by field, as it would be answered."""
    return {
        "team": member.team,
        "location": member.location,
        "zone": member.zone,
        "level": str(member.level),
        "languages": ", ".join(map(languages.say, member.languages)),
        "hours": clock_hours(member.work),
        "circles": str(member.smallest),
        "offers": ", ".join(member.offers),
        "wants": ", ".join(member.wants),
    }


def read(member: Member, answers: Answers) -> tuple[Member, dict[str, str]]:
    """Return the member as answered, and a sentence for each field that needs another answer.

    A field that was not asked stays as it is.
    """
    changed: dict[str, Any] = {}
    errors: dict[str, str] = {}
    for name, reader in READERS.items():
        if name not in answers:
            continue
        given = answers[name]
        try:
            changed |= reader(given if isinstance(given, str) else ", ".join(given))
        except UserError as error:
            errors[name] = error.sentence
    return replace(member, **changed), errors


def _level(text: str) -> dict[str, Any]:
    """Read a level of experience."""
    word = text.strip()
    if not (word.isascii() and word.isdigit() and LOWEST <= int(word[:3]) <= HIGHEST):
        raise UserError(f"Pick a number from {LOWEST} to {HIGHEST}.")
    return {"level": int(word)}


def _circles(text: str) -> dict[str, Any]:
    """Read the smallest circle somebody wants to sit in."""
    if text.strip() not in {"2", "3"}:
        raise UserError("Pick one of the two.")
    return {"smallest": int(text)}


READERS: Mapping[str, Callable[[str], dict[str, Any]]] = {
    "team": lambda text: {"team": short(text, LONGEST_PLACE, "A team")},
    "location": lambda text: {"location": short(text, LONGEST_PLACE, "A location")},
    "zone": lambda text: {"zone": dates.zone(text)},
    "level": _level,
    "languages": lambda text: {"languages": languages.read(text)},
    "hours": lambda text: {"work": dates.hours(text)},
    "circles": _circles,
}
"""What reads each field of the form into what it changes of the member."""
