"""What was typed in Teams as a command line: its markup read back into words, and Peerloop's own mention taken off.

A mention is what its entity says it is; `<at>` in a text proves nothing, since people are called what they like.
"""

import html
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

_AT = re.compile(r"<at\b[^<>]{0,200}>([^<>]{0,300})</at>", re.IGNORECASE)
_BREAK = re.compile(r"<br\b[^<>]*>|</(?:p|div|li|h[1-6]|blockquote|pre)>", re.IGNORECASE)
_TAG = re.compile(
    r"</?(?:p|div|span|b|i|u|s|a|em|strong|strike|code|pre|ul|ol|li|h[1-6]|blockquote|at)\b[^<>]*>",
    re.IGNORECASE,
)
_SLASH = re.compile(r"/(?:peer(?:loop)?\b\s*)?", re.IGNORECASE)
_US = "\0"
LONGEST = 20_000
"""Ours: what stands behind so many characters of a text is not read; a line of the core's is far shorter."""
_OPENING, _CLOSING = "\"“”„«'", "\"“”»'"


@dataclass(frozen=True, slots=True)
class Known:
    """Whom and what the words may name: people by what Teams calls them, channels as (natural id, name)."""

    people: Mapping[str, str] = field(default_factory=dict)
    channels: Sequence[tuple[str, str]] = ()


NOBODY = Known()
"""No names at all."""


def line(text: str, entities: object, bots: Iterable[str], known: Known) -> tuple[str, bool]:
    """Return the line in a text, and whether Peerloop, one of `bots`, was mentioned.

    `<at>Ana</at>` with Ana's entity is `@teams:<tenant>:<id>`, and `#design`, where one known channel is called that,
    `#teams:<tenant>:<channel>|design`. What follows our own mention is what was said to us, or what came before it.
    """
    given = mentions(entities)
    ours = frozenset(bots)

    def meant(found: re.Match[str]) -> str:
        one = _taken(given, found)
        if one is None:
            return found[1]
        if one.id in ours:
            return _US
        member = known.people.get(one.id)
        return f"@{member}" if member else found[1]

    said = _AT.sub(meant, text[:LONGEST].replace(_US, ""))
    said = html.unescape(_TAG.sub("", _BREAK.sub("\n", said))).replace("\u00a0", " ")
    mentioned = _US in said
    said = channels(_addressed(said) if mentioned else said, known.channels).strip()
    if said.startswith("/"):
        said = _SLASH.sub("", said, count=1).lstrip()
    return said, mentioned


@dataclass(slots=True)
class Mentioned:
    """A mention's entity: who, in which words of the text."""

    id: str
    text: str
    used: bool = False


def mentions(entities: object) -> list[Mentioned]:
    """Return the mentions among a message's entities, in order."""
    found = []
    for one in entities if isinstance(entities, list) else ():
        who = one.get("mentioned") if _kind(one) == "mention" else None
        id = who.get("id") if isinstance(who, dict) else None
        if isinstance(id, str) and id:
            found.append(Mentioned(id, str(one.get("text") or "")))
    return found


def channels(said: str, known: Iterable[tuple[str, str]]) -> str:
    """Return the line with the names of channels made ids, where just one channel has the name."""
    if "#" not in said:
        return said
    named: dict[str, list[tuple[str, str]]] = {}
    for id, name in known:
        label = re.sub(r"[\"“”„«»|]", "", name).strip()
        if label and not label.isdigit():
            named.setdefault(label.casefold(), []).append((id, label))
    names = sorted((n for n, ones in named.items() if len(ones) == 1), key=len, reverse=True)
    if not names:
        return said
    choice = "|".join(map(re.escape, names))
    pattern = rf"(?<![^\s{_OPENING}])([{_OPENING}]?)#({choice})(?![\w-])([{_CLOSING}]?)"

    def meant(found: re.Match[str]) -> str:
        id, label = named[found[2].casefold()][0]
        before, after = found[1], found[3]
        if before and after:
            before = after = ""
        whole = f"#{id}|{label}"
        return f'{before}"{whole}"{after}' if " " in label else f"{before}{whole}{after}"

    return re.sub(pattern, meant, said, flags=re.IGNORECASE)


def _taken(given: list[Mentioned], found: re.Match[str]) -> Mentioned | None:
    """Return the entity of this mention: the next with its words, or the last where there are fewer entities."""
    words = (found[0], found[1], html.unescape(found[1]))
    alike = [one for one in given if one.text in words or _bare(one.text) in words]
    free = next((one for one in alike if not one.used), alike[-1] if alike else None)
    if free is not None:
        free.used = True
    return free


def _bare(text: str) -> str:
    found = _AT.fullmatch(text.strip())
    return found[1] if found else text


def _addressed(said: str) -> str:
    before, _, after = said.partition(_US)
    after = after.replace(_US, " ").lstrip(" :,\t\n")
    return after if after.strip() else before.replace(_US, " ")


def _kind(entity: Any) -> str:
    return str(entity.get("type", "")).lower() if isinstance(entity, dict) else ""
