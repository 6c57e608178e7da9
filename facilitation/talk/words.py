"""Small words that messages share: lists of names, counts."""

from collections.abc import Iterable, Sequence

from facilitation.people.model import Member
from facilitation.talk.messages import Mention, Span, Spans


def listed(words: Sequence[str], last: str = "and") -> str:
    """Return the words as a list is spoken: "Ana", "Ana and Ben", "Ana, Ben and Cleo"."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def mentions(members: Iterable[Member], last: str = "and") -> Spans:
    """Return the members as mentions, spoken as a list."""
    names = [Mention(m.id, m.name) for m in members]
    spans: list[Span] = []
    for place, name in enumerate(names):
        if place:
            spans.append(f" {last} " if place == len(names) - 1 else ", ")
        spans.append(name)
    return tuple(spans)


def counted(count: int, one: str, many: str = "") -> str:
    """Return the count with its noun: "1 person", "3 people", "no people"."""
    noun = one if count == 1 else many or f"{one}s"
    return f"{count or 'no'} {noun}"
