"""Small words that messages share: lists of names, counts."""

from collections.abc import Iterable, Sequence

from facilitation.people.model import Member
from facilitation.talk.messages import Chat, Mention, Span, Spans

_NAMED = 6
"""The most people that a sentence names; of more, it counts the rest."""


def listed(words: Sequence[str], last: str = "and") -> str:
    """Return the words as a list is spoken: "Ana", "Ana and Ben", "Ana, Ben and Cleo"."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def mentions(members: Iterable[Member], last: str = "and") -> Spans:
    """Return the members as mentions, spoken as a list."""
    return spoken([Mention(m.id, m.name) for m in members], last)


def spoken(parts: Sequence[Span], last: str = "and") -> Spans:
    """Return the spans, spoken as a list."""
    spans: list[Span] = []
    for place, part in enumerate(parts):
        if place:
            spans.append(f" {last} " if place == len(parts) - 1 else ", ")
        spans.append(part)
    return tuple(spans)


def start_chat(chat: Chat) -> Spans:
    """Return in words what a chat's button does: "Start a chat with Ana and Ben."; nothing where it names nobody."""
    if not chat.members:
        return ()
    if len(chat.members) <= _NAMED:
        return ("Start a chat with ", *spoken(chat.members), ".")
    first = chat.members[: _NAMED - 1]
    others = f"{len(chat.members) - len(first)} others"
    return ("Start a chat with ", *spoken((*first, others)), ".")


def counted(count: int, one: str, many: str = "") -> str:
    """Return the count with its noun: "1 person", "3 people", "no people"."""
    noun = one if count == 1 else many or f"{one}s"
    return f"{count or 'no'} {noun}"
