"""The form for a new program: what for, what kind, its name, where, when, who."""

import re
from collections.abc import Mapping, Sequence
from contextlib import suppress

from facilitation.errors import Usage
from facilitation.people.plainly import folded
from facilitation.programs.formats.model import Format
from facilitation.programs.model import Settings
from facilitation.programs.reading import LONGEST_GOAL, LONGEST_NAME
from facilitation.rounds import wording
from facilitation.talk.forms import Answers, Field, Form, Line, Paragraph, People, Pick
from facilitation.talk.messages import Option
from facilitation.talk.phrases import lines, say
from facilitation.talk.when import dates

USUAL = "pairs"
"""The kind that the form begins with."""
_CALLED = re.compile(
    r"\b(?:called|named) (.+?)(?= (?:every|each|weekly|monthly|in #|for|from|starting|on)\b|$)",
    re.IGNORECASE,
)
_EVERY = re.compile(r"\b(?:every|each|weekly|biweekly|fortnightly|monthly)\b", re.IGNORECASE)
_DAY_OF_EVERY_WEEK = re.compile(
    r"\bon (monday|tuesday|wednesday|thursday|friday)s(?: at)?\b", re.IGNORECASE
)
_MARKS = ' .!?"“”„'
_FOR = re.compile(r"\b(?:program|programme|group|circle|club)s? (?=for )(.+)", re.IGNORECASE)


def form(formats: Mapping[str, Format], channels: Sequence[Option], filled: Answers) -> Form:
    """Return the form, with every format there is and what is `filled` in already."""
    lead = say("I show you everything before it is made. These are the kinds:")
    kinds = (
        say("• {name}: {summary}", name=_called(f.name), summary=wording.said(f.summary))
        for f in formats.values()
    )
    return Form(
        say("A new program"),
        "program create",
        _fields(formats, channels, filled),
        lines(lead, *kinds),
    )


def told(formats: Mapping[str, Format], said: str) -> dict[str, str]:
    """Return what plain words tell of a new program: the kind that they name, what it is called and for, how often."""
    words = folded(said).split()
    kind = next((name for name in formats if folded(name) in words), "")
    said = _DAY_OF_EVERY_WEEK.sub(r"every \1 at", said)
    often, goal = _often(said), _FOR.search(said)
    name = _CALLED.search(said)
    found = {
        "format": kind,
        "goal": _but(often, goal[1])[:LONGEST_GOAL] if goal else "",
        "name": name[1].strip(_MARKS)[:LONGEST_NAME] if name else "",
        "cadence": often,
    }
    return {field: words for field, words in found.items() if words}


def _but(often: str, goal: str) -> str:
    """Return a goal without the words that tell how often."""
    return (
        " ".join(goal.replace(often, "").split()).strip(f"{_MARKS},;")
        if often
        else goal.strip(_MARKS)
    )


def _often(said: str) -> str:
    """Return the words that tell how often, as far as they can be read."""
    found = _EVERY.search(said)
    words = said[found.start() :].split() if found else []
    for end in range(len(words), 0, -1):
        text = " ".join(words[:end]).strip(_MARKS).removesuffix(" in")
        with suppress(Usage):
            dates.cadence(text, Settings().cadence)
            return text
    return ""


def _called(name: str) -> str:
    """Return what a kind is called where it begins a line."""
    return name[:1].upper() + name[1:]


def _fields(
    formats: Mapping[str, Format], channels: Sequence[Option], filled: Answers
) -> tuple[Field, ...]:
    """Return the form's fields with their values."""
    value = {k: v if isinstance(v, str) else ", ".join(v) for k, v in filled.items()}
    who = filled.get("facilitators", ())
    kinds = tuple(Option(_called(name), name) for name in formats)
    return (
        Paragraph("goal", say("What is it for?"), value.get("goal", ""),
                  say("In your words. People read it before they join. For example: get to know other teams"),
                  optional=True, longest=LONGEST_GOAL),
        Line("skills", say("Which skills or outcomes does it serve?"), value.get("skills", ""),
             say("One to three. For example: giving feedback, python"), optional=True),
        Line("signs", say("How would we notice?"), value.get("signs", ""),
             say("For example: reviews take a day, not a week"), optional=True, longest=LONGEST_GOAL),
        Pick("format", say("What kind of program?"), kinds, value.get("format", USUAL)),
        Line("name", say("What is it called?"), value.get("name", ""), say("For example: Coffee pairs"),
             longest=LONGEST_NAME),
        Pick("channel", say("Where?"), tuple(channels), value.get("channel", ""),
             say("For another channel, say “program create” in it.")),
        Line("cadence", say("When?"), value.get("cadence", ""),
             say("By your clock. For example: every 2w on tue at 10:00. Empty: as is usual for this kind."),
             optional=True),
        People("facilitators", say("Who looks after it?"), (who,) if isinstance(who, str) else tuple(who),
               optional=True, many=True),
    )  # fmt: skip
