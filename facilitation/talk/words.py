"""Small words that messages share: lists of names, counts."""

from collections.abc import Iterable, Sequence

from facilitation.people.model import Member
from facilitation.talk.languages import ENGLISH, Language
from facilitation.talk.messages import Chat, Mention, Span, Spans
from facilitation.talk.phrases import OneOf, Phrase, Place, say, say_n

_NAMED = 6
"""The most people that a sentence names; of more, it counts the rest."""


def listed(these: Sequence[Place], last: str = "and") -> Phrase:
    """Return several as a list is spoken: "Ana", "Ana and Ben", "Ana, Ben and Cleo"."""
    return Phrase("{these}", {"these": OneOf(these) if last == "or" else tuple(these)})


def first(name: str) -> str:
    """Return what somebody is called by colleagues: "Ana" of "Ana Sousa", of "Sousa, Ana" and of "Dr. Ana Sousa"."""
    last, comma, given = name.partition(",")
    parts = (given if comma and given.strip() else last).split()
    called = [part for part in parts if not part.endswith(".")] or parts
    return called[0] if called else name


def mention(member: Member) -> Mention:
    """Return a member as a mention."""
    return Mention(member.id, member.name)


def each(members: Iterable[Member]) -> tuple[Mention, ...]:
    """Return the members as mentions, for a phrase to list."""
    return tuple(map(mention, members))


def mentions(members: Iterable[Member], last: str = "and") -> Spans:
    """Return the members as mentions, spoken as a list."""
    return spoken(each(members), last)


def spoken(parts: Sequence[Span], last: str = "and") -> Spans:
    """Return the spans, spoken as a list."""
    return (listed(parts, last),) if parts else ()


def start_chat(chat: Chat, language: Language = ENGLISH) -> Spans:
    """Return in words what a chat's button does: "Start a chat with Ana and Ben."; nothing where it names nobody."""
    if chat.said or not chat.members:
        return chat.said
    people: Sequence[Place] = chat.members
    if len(people) > _NAMED:
        others = say_n("{n} other", "{n} others", len(people) - _NAMED + 1)
        people = (*people[: _NAMED - 1], others)
    return say("Start a chat with {people}.", people=people).spans(language)


def counted(count: int, one: str, many: str = "") -> str:
    """Return the count with its noun: "1 person", "3 people", "no people"."""
    noun = one if count == 1 else many or f"{one}s"
    return f"{count or 'no'} {noun}"
