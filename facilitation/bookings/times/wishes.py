"""What somebody asks for when they book: whom or what skill, how long, when, and what about."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import TypeVar

from facilitation.bookings.times import windows
from facilitation.bookings.times.whom import EXAMPLE, whom_of
from facilitation.bookings.times.windows import Window, read_length
from facilitation.errors import Usage, UserError
from facilitation.people import service as people
from facilitation.people.model import Member
from facilitation.people.plainly import short
from facilitation.skills import naming
from facilitation.skills.naming import Named
from facilitation.talk import grammar
from facilitation.talk.forms import Answers
from facilitation.talk.phrases import say
from facilitation.talk.when import hours
from facilitation.talk.when.hours import instant, local
from facilitation.work import Work

_T = TypeVar("_T")

USUAL = 30
"""Minutes that a booking lasts where nobody has said."""

LONGEST_TOPIC = 500

_LENGTH = re.compile(
    r"(?:^|(?<=\s))(?:for )?(?P<length>-?[0-9]+(?:[.,][0-9]+)? ?"
    r"(?:minutes?|mins?|m|hours?|hrs?|hr|h)(?: ?[0-9]+ ?(?:minutes?|mins?|m))?"
    r"|(?:half )?an hour|(?<=for )[0-9]+ ?(?:d|days?|w|weeks?))(?=\s|$|,)",
    re.IGNORECASE,
)
_URGENT = re.compile(r"(?:^|(?<=\s))(?:urgent|urgently|asap)[,!.]*(?=\s|$)", re.IGNORECASE)
_NO_PART = frozenset({"for", "on", "during"})
_JOINTS = frozenset({"for", "on", "at", "in", "during", "-", ","})
_WITH = re.compile(
    r"^(?:(?:me|us|a|an|some|time|slot|call|meeting|chat|session) )*with (?=\S)", re.IGNORECASE
)
_ABOUT = re.compile(r"(?:^|\s)(?:about|regarding|re:?)\s+", re.IGNORECASE)
_TOLD = frozenset("for a an with me us some please half my our the".split())
"""Words of a sentence, which a command does without."""


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
    gaps: tuple[Window, ...] = ()
    """What of the window is not wished for."""
    when: str = ""
    """The window as it was said."""
    urgent: bool = False
    unsure: str = ""
    """Words that are neither whom, what, how long, when nor a topic in quotes; while there are, nothing is asked."""

    def line(self, whom: str, *, at_once: bool = True) -> str:
        """Return the line that asks `whom` for the same, without a question where it is `at_once`."""
        words = ["book now" if at_once else "book", whom, f"{self.minutes}m", self.when]
        words += ["urgent"] if self.urgent else []
        words += [f"about {self.topic}"] if self.topic else []
        return " ".join(word for word in words if word)


def is_told(line: str) -> bool:
    """Return whether a line reads like a sentence, with nobody marked as whom: it is shown before anybody is asked."""
    return "@" not in line and not _TOLD.isdisjoint(line.casefold().split())


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
    topic = ", ".join([*quoted, *([topic] if topic else [])])
    who = _WITH.sub("", who.strip())
    return Said(who=who, length=length, window=window, topic=topic, urgent=urgent)


def _about(line: str) -> re.Match[str] | None:
    """Return where an unquoted "about" begins the topic."""
    found = _ABOUT.search(line)
    quotes = sum(line[: found.start()].count(mark) for mark in '"“”„«»') if found else 1
    return found if quotes % 2 == 0 else None


def _window_at_end(words: Sequence[str], now: datetime, zone: str) -> tuple[str, str]:
    """Return the words beside a window, and the window: at their end, or else before a "for" with a skill after it.

    The first word is never part of it.
    """
    for end in (len(words), *(n for n, word in enumerate(words) if word.casefold() == "for")):
        for start in range(1, end):
            text = " ".join(words[start:end]).strip(",;")
            if words[start].casefold() in _NO_PART:
                continue
            if windows.is_window(text, now, zone):
                left = [*words[:start], *words[end:]]
                return " ".join(_without_joint(left) if end == len(words) else left), text
    return " ".join(words), ""


def _without_joint(words: list[str]) -> list[str]:
    """Return the words before a window without what joins it to them: "@ana for", "@ana on"."""
    while len(words) > 1 and words[-1].casefold() in _JOINTS:
        words = words[:-1]
    return words


def read(work: Work, asker: Member, said: Said, now: datetime) -> Wish:
    """Return what is asked for; raises UserError for whom, when or how long that cannot be."""
    if not said.who:
        raise Usage(
            "Whom or what would you like to book? Write it like this: {example}", example=EXAMPLE
        )
    found = whom_of(work, asker.workspace, said.who)
    peer, named, topic = found.peer, found.named, said.topic
    if (
        peer is not None
        and named is not None
        and not naming.known(work, asker.workspace, named.name)
    ):
        # of somebody by name anything may be asked; what is no skill here is what it is about
        topic, named = topic or named.name, None
    minutes = _minutes(said.length)
    window, gaps = _window(said.window, asker, now, minutes, urgent=said.urgent)
    return Wish(
        peer=peer,
        named=named,
        topic=_topic(topic),
        minutes=minutes,
        window=window,
        gaps=gaps,
        when=said.window,
        urgent=said.urgent,
        unsure=found.rest,
    )


def _topic(text: str) -> str:
    return short(text, LONGEST_TOPIC, say("A topic"))


def _minutes(text: str) -> int:
    return read_length(text) if text else USUAL


def _window(
    text: str, asker: Member, now: datetime, minutes: int, *, urgent: bool
) -> tuple[Window, tuple[Window, ...]]:
    """Return the window named, and its gaps; something urgent has time to the end of the next working day."""
    if text or not urgent:
        return windows.joined(windows.read_windows(text, now, asker.zone), minutes)
    last = local(hours.add_working_days(now, 1, asker.zone), asker.zone).date()
    return (now, instant(last + timedelta(days=1), time(), asker.zone)), ()


def answered(
    work: Work, asker: Member, answers: Answers, now: datetime
) -> tuple[Wish | None, dict[str, str]]:
    """Return what a form's answers ask for, or a sentence for each field that needs another answer."""
    given = {k: (v if isinstance(v, str) else ", ".join(v)).strip() for k, v in answers.items()}
    errors: dict[str, str] = {}
    urgent = given.get("urgent") == "yes"
    who, skill = given.get("who", ""), given.get("skill", "")
    if not who and not skill:
        errors["skill"] = say("Pick a person, or name a skill and I find somebody who knows it.")
    peer = _field("who", lambda: _named_person(work, asker, who) if who else None, errors)
    named = _field(
        "skill", lambda: naming.read(work, asker.workspace, skill) if skill else None, errors
    )
    minutes = _field("length", lambda: _minutes(given.get("length", "")), errors)
    when = given.get("when", "")
    window = _field(
        "when", lambda: _window(when, asker, now, minutes or USUAL, urgent=urgent), errors
    )
    topic = _field("topic", lambda: _topic(given.get("topic", "")), errors)
    if errors or minutes is None or window is None or topic is None:
        return None, errors
    wish = Wish(
        peer=peer,
        named=named,
        topic=topic,
        minutes=minutes,
        window=window[0],
        gaps=window[1],
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
