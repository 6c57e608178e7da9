"""The profile form: what a member tells of themselves, and what is made of their answers."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from facilitation.errors import UserError
from facilitation.people import languages
from facilitation.people.model import Member
from facilitation.people.plainly import listed, short
from facilitation.talk.forms import Answers, Field, Form, Line, Pick, PickMany, Scale
from facilitation.talk.messages import Option
from facilitation.talk.phrases import say
from facilitation.talk.when import dates, weeks
from facilitation.talk.when.weeks import OFFICE

LONGEST_PLACE = 80
LONGEST_SKILLS = 2000
SKILLS, MORE = ("offers", "wants"), ("offers_more", "wants_more")
"""The fields about skills, and those for what their lists do not have; the slice of skills reads both."""
FEWEST = 2
"""The smallest circle that somebody sits in who has not said."""

LOWEST, HIGHEST = 1, 8
"""Levels of experience, as the draw and the scenario file count them (interface.md)."""


def form(
    member: Member,
    answers: Answers | None = None,
    skills: Mapping[str, str] | None = None,
    choices: Sequence[str] = (),
    told: Mapping[str, str] | None = None,
) -> Form:
    """Return the form, filled with what was said or with the answers that need another look.

    `skills` are the member's skills as they are typed, with levels, where those are known, and `choices` the skills
    that can be picked. What they just `told` in a sentence stands in the fields for it, for them to confirm.
    """
    known = values(member) | dict(skills or {}) | dict(told or {})
    if answers is not None:
        known = {k: v if isinstance(v, str) else ", ".join(v) for k, v in answers.items()}
    fields = _fields({name: known.get(name, "") for name in (*READERS, *SKILLS, *MORE)}, choices)
    lead = say("It helps me to find good circles for you. Change it whenever you like.")
    if told:
        filled = [one.label for one in fields if one.name in told]
        lead = say("From what you wrote I filled in: {fields}. Nothing is kept before you send the form.",
                   fields=filled)  # fmt: skip
    return Form(say("Your profile"), "profile", fields, lead)


def _fields(value: Mapping[str, str], choices: Sequence[str]) -> tuple[Field, ...]:
    """Return the form's fields with their values."""
    often = (
        Option(say("One a week at most"), "one"),
        Option(say("As many as my programs bring"), "any"),
    )
    sizes = (Option(say("Any size, pairs too"), "2"), Option(say("Three or more people only"), "3"))
    return (
        Line("team", say("Team"), value["team"], say("I mix teams. For example: Design"),
             optional=True, longest=LONGEST_PLACE),
        Line("location", say("Location"), value["location"], say("For example: Berlin"),
             optional=True, longest=LONGEST_PLACE),
        Line("zone", say("Time zone"), value["zone"],
             say("A city or a zone: Berlin, New York, Europe/Berlin")),
        Scale("level", say("How experienced are you in your work?"), LOWEST, HIGHEST,
              say("just starting"), say("others come to me"), value["level"], optional=True),
        Line("languages", say("Languages you like to speak"), value["languages"],
             say("Separate them with commas: English, German. Circles share a language."), optional=True),
        Line("hours", say("Working hours"), value["hours"],
             say("For example: 9-17, or mon-thu 9-12, 13-17. Until you say, I take 9-17."), optional=True),
        Pick("circles", say("Circles"), sizes, value["circles"], say("Until you say, any size."), optional=True),
        Pick("often", say("New circles from different programs"), often, value["often"],
             say("Until you say, one a week at most."), optional=True),
        _skills("offers", say("I can help with"), value["offers"], choices),
        Line("offers_more", say("I can also help with"), value["offers_more"],
             say("What the list does not have, separated by commas; add a level from 1 to 5 if you like: Rust 4"),
             optional=True, longest=LONGEST_SKILLS),
        _skills("wants", say("I would like to learn"), value["wants"], choices),
        Line("wants_more", say("I would also like to learn"), value["wants_more"],
             say("What the list does not have, separated by commas"), optional=True, longest=LONGEST_SKILLS),
    )  # fmt: skip


def _skills(name: str, label: str, said: str, choices: Sequence[str]) -> PickMany:
    """Return a list of skills to pick from by typing, what is said already first."""
    own = listed(said)
    options = dict.fromkeys([*own, *choices])
    hint = say("Pick from the list; typing a few letters finds one.")
    return PickMany(
        name, label, tuple(Option(one, one) for one in options), tuple(own), hint, optional=True
    )


def values(member: Member) -> dict[str, str]:
    """Return what is known of the member, field by field, as it would be answered."""
    return {
        "team": member.team,
        "location": member.location,
        "zone": member.zone,
        "level": str(member.level or ""),
        "languages": ", ".join(map(languages.named, member.languages)),
        "hours": "" if member.work == OFFICE else str(member.work),
        "circles": str(member.smallest) if member.smallest > FEWEST else "",
        "often": "any" if member.takes_more else "",
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
    if not word:
        return {"level": 0}
    if not (word.isascii() and word.isdigit() and LOWEST <= int(word[:3]) <= HIGHEST):
        raise UserError("Pick a number from {least} to {most}.", least=LOWEST, most=HIGHEST)
    return {"level": int(word)}


def _circles(text: str) -> dict[str, Any]:
    """Read the smallest circle somebody wants to sit in."""
    if text.strip() not in {"", "2", "3"}:
        raise UserError("Pick one of the two.")
    return {"smallest": int(text.strip() or FEWEST)}


def often(text: str) -> dict[str, Any]:
    """Read how many new circles a week different programs may bring somebody: one, or any number."""
    word = text.strip().casefold()
    if word not in {"", "one", "any"}:
        raise UserError(
            "Say “one” for one new circle a week at most, or “any” for as many as come."
        )
    return {"takes_more": word == "any"}


READERS: Mapping[str, Callable[[str], dict[str, Any]]] = {
    "team": lambda text: {"team": short(text, LONGEST_PLACE, say("A team"))},
    "location": lambda text: {"location": short(text, LONGEST_PLACE, say("A location"))},
    "zone": lambda text: {"zone": dates.zone(text)},
    "level": _level,
    "languages": lambda text: {"languages": languages.read(text)},
    "hours": lambda text: {"work": weeks.read(text) if text.strip() else OFFICE},
    "circles": _circles,
    "often": often,
}
"""What reads each field of the form into what it changes of the member."""
