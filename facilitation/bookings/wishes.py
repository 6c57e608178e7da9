"""What somebody asks for when they book: whom or what skill, how long, when, and what about."""

import re
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import TypeVar

from facilitation.bookings.windows import Window, read_length, read_window
from facilitation.errors import NotFound, Usage, UserError
from facilitation.people import hours
from facilitation.people import service as people
from facilitation.people.model import Member
from facilitation.people.plainly import short
from facilitation.skills import naming
from facilitation.skills.naming import Named
from facilitation.talk import grammar
from facilitation.talk.forms import Answers
from facilitation.talk.walltime import instant, local
from facilitation.work import Work

_T = TypeVar("_T")

USUAL = 30
"""Minutes that a booking lasts where nobody has said."""

LONGEST_TOPIC = 500
EXAMPLE = 'book @ana 30m this week "what it is about"'
ONESELF = (
    "You cannot book yourself, though an hour of your own is a fine idea. "
    "Name a colleague or a skill."
)
_MYSELF = ("me", "myself")

_LENGTH = re.compile(
    r"(?:^|(?<=\s))(?:for )?(?P<length>-?[0-9]+(?:[.,][0-9]+)? ?"
    r"(?:minutes?|mins?|m|hours?|hrs?|hr|h)(?: ?[0-9]+ ?(?:minutes?|mins?|m))?"
    r"|(?:half )?an hour|(?<=for )[0-9]+ ?(?:d|days?|w|weeks?))(?=\s|$|,)",
    re.IGNORECASE,
)
_URGENT = re.compile(r"(?:^|(?<=\s))(?:urgent|urgently|asap)[,!.]*(?=\s|$)", re.IGNORECASE)
_ABOUT = re.compile(r"(?:^|\s)about\s+", re.IGNORECASE)
_FOR = re.compile(r"(?P<who>.*?)(?:^|\s+)for\s+(?P<skill>.+)", re.IGNORECASE)
_DATED = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}.*|yesterday|last (?:week|month|[a-z]+day)"
    r"|.*[0-9]{1,2}:[0-9]{2}(?: ?[ap]m)?|[0-9]{1,2}\.? (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*",
    re.IGNORECASE,
)
"""What is about when although no time can be asked for then, so that it is answered as such."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What was said of a booking, taken apart; empty is what was not said."""

    who: str = ""
    length: str = ""
    window: str = ""
    topic: str = ""
    urgent: bool = False

    @property
    def enough(self) -> bool:
        """Return whether it can be asked for without a form: whom, and how long or what about."""
        return bool(self.who and (self.length or self.topic))


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What somebody asks for, understood; of one person by name, or of whoever knows the skill best."""

    peer: Member | None
    named: Named | None
    topic: str
    minutes: int
    window: Window
    when: str = ""
    """The window as it was said."""
    urgent: bool = False

    def line(self, whom: str) -> str:
        """Return the line that asks `whom` for the same, without a question."""
        words = [f"book now {whom}", f"{self.minutes}m", self.when]
        words += ["urgent"] if self.urgent else []
        words += [f"about {self.topic}"] if self.topic else []
        return " ".join(word for word in words if word)


def take_apart(line: str, now: datetime, zone: str, *, exact: bool = False) -> Said:
    """Return what a line says; what is quoted last is the topic where something else says whom.

    With `exact` the quotation marks around a topic after "about" belong to it.
    """
    topic = ""
    head = line
    if found := _about(line):
        head, topic = line[: found.start()], line[found.end() :].strip(" " if exact else ' "“”„«»')
    tokens = grammar.tokens(head)
    before = ["", *(t.value.casefold() for t in tokens)]
    # what is quoted after "for" is a skill of several words
    apart = [t.quoted and word != "for" for t, word in zip(tokens, before, strict=False)]
    quoted = [t.value for t, one in zip(tokens, apart, strict=True) if one and t.value]
    bare = " ".join(t.value for t, one in zip(tokens, apart, strict=True) if not one)
    urgent = bool(_URGENT.search(bare))
    bare = " ".join(_URGENT.sub(" ", bare).split())
    length = ""
    if measured := _LENGTH.search(bare):
        length = measured["length"]
        bare = f"{bare[: measured.start()]} {bare[measured.end() :]}"
    first = tokens[0].value if tokens and apart[0] and not bare.lstrip().startswith("@") else ""
    who, window = _window_at_end([first, *bare.split()] if first else bare.split(), now, zone)
    if first:
        quoted.remove(first)
    if quoted and not topic:
        topic = quoted.pop()
    return Said(who=who, length=length, window=window, topic=topic, urgent=urgent)


def _about(line: str) -> re.Match[str] | None:
    """Return where an unquoted "about" begins the topic."""
    found = _ABOUT.search(line)
    quotes = sum(line[: found.start()].count(mark) for mark in '"“”„«»') if found else 1
    return found if quotes % 2 == 0 else None


def _window_at_end(words: Sequence[str], now: datetime, zone: str) -> tuple[str, str]:
    """Return the words before a window at their end, and the window; the first word is never part of it."""
    for start in range(1, len(words)):
        text = " ".join(words[start:])
        if _is_window(text, now, zone):
            return " ".join(words[:start]), text
    return " ".join(words), ""


def _is_window(text: str, now: datetime, zone: str) -> bool:
    try:
        read_window(text, now, zone)
    except Usage:
        return bool(_DATED.fullmatch(text))
    return True


def read(work: Work, asker: Member, said: Said, now: datetime) -> Wish:
    """Return what is asked for; raises UserError for whom, when or how long that cannot be."""
    if not said.who:
        raise Usage(f"Whom or what would you like to book? Write it like this: {EXAMPLE}")
    peer, named = whom(work, asker.workspace, said.who)
    topic = said.topic
    if (
        peer is not None
        and named is not None
        and not naming.known(work, asker.workspace, named.name)
    ):
        # of somebody by name anything may be asked; what is no skill here is what it is about
        topic, named = topic or named.name, None
    return Wish(
        peer=peer,
        named=named,
        topic=_topic(topic),
        minutes=_minutes(said.length),
        window=_window(said.window, asker, now, urgent=said.urgent),
        when=said.window,
        urgent=said.urgent,
    )


def _topic(text: str) -> str:
    return short(text, LONGEST_TOPIC, "A topic")


def _minutes(text: str) -> int:
    return read_length(text) if text else USUAL


def _window(text: str, asker: Member, now: datetime, *, urgent: bool) -> Window:
    """Return the window named; something urgent has time to the end of the next working day."""
    if text or not urgent:
        return read_window(text, now, asker.zone)
    last = local(hours.add_working_days(now, 1, asker.zone), asker.zone).date()
    return now, instant(last + timedelta(days=1), time(), asker.zone)


def whom(work: Work, workspace: str, who: str) -> tuple[Member | None, Named | None]:
    """Return the person and the skill that words name: "@ana", "@ana for sql", "sql", or a name without an @."""
    skill = ""
    if found := _FOR.fullmatch(who):
        who, skill = found["who"].strip(), found["skill"].strip()
    if who.removeprefix("@").casefold() in _MYSELF:
        raise Usage(f"{ONESELF} Write it like this: {EXAMPLE}")
    named = naming.read(work, workspace, skill) if skill else None
    if not who:
        return None, named
    if who.startswith("@"):
        return _person(work, workspace, who, named)
    if named is not None:
        return people.find(work, workspace, who), named
    meant = naming.read(work, workspace, who)
    if not naming.known(work, workspace, who):
        with suppress(NotFound):
            return people.find(work, workspace, who), None
    return None, meant


def _person(
    work: Work, workspace: str, who: str, named: Named | None
) -> tuple[Member, Named | None]:
    """Return the person of words that start with an @; words after their name are a skill."""
    first, _, rest = who.partition(" ")
    try:
        return people.find(work, workspace, who), named
    except UserError:
        if not rest:
            raise
    if "@" in rest:
        raise Usage(f"One person at a time, please. Write it like this: {EXAMPLE}")
    return people.find(work, workspace, first), named or naming.read(work, workspace, rest)


def answered(
    work: Work, asker: Member, answers: Answers, now: datetime
) -> tuple[Wish | None, dict[str, str]]:
    """Return what a form's answers ask for, or a sentence for each field that needs another answer."""
    given = {k: (v if isinstance(v, str) else ", ".join(v)).strip() for k, v in answers.items()}
    errors: dict[str, str] = {}
    urgent = given.get("urgent") == "yes"
    who, skill = given.get("who", ""), given.get("skill", "")
    if not who and not skill:
        errors["skill"] = "Pick a person, or name a skill and I find somebody who knows it."
    peer = _field("who", lambda: _named_person(work, asker, who) if who else None, errors)
    named = _field(
        "skill", lambda: naming.read(work, asker.workspace, skill) if skill else None, errors
    )
    minutes = _field("length", lambda: _minutes(given.get("length", "")), errors)
    when = given.get("when", "")
    window = _field("when", lambda: _window(when, asker, now, urgent=urgent), errors)
    topic = _field("topic", lambda: _topic(given.get("topic", "")), errors)
    if errors or minutes is None or window is None or topic is None:
        return None, errors
    wish = Wish(
        peer=peer,
        named=named,
        topic=topic,
        minutes=minutes,
        window=window,
        when=when,
        urgent=urgent,
    )
    return wish, {}


def _named_person(work: Work, asker: Member, who: str) -> Member:
    return people.find(work, asker.workspace, who if who.startswith("@") else f"@{who}")


def _field(name: str, read: Callable[[], _T], errors: dict[str, str]) -> _T | None:
    """Return what a field says, or note the sentence that it needs another answer."""
    try:
        return read()
    except UserError as error:
        errors[name] = error.sentence
        return None
