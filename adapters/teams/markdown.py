"""Spans as text elements of an Adaptive Card.

A RichTextBlock reads no markup at all, so it is what most text becomes. Only a TextBlock (and a FactSet) mentions
members and is documented to show a time in the reader's zone; it reads a part of Markdown, which differs between
desktop, iOS and Android. There a person's words are escaped, as little as will do, because phones have been seen
to show the backslash (microsoft/AdaptiveCards#5590, MicrosoftDocs/msteams-docs#5793).
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC
from typing import Any, assert_never
from urllib.parse import urlsplit

from adapters.teams import limits
from facilitation.talk import text as words
from facilitation.talk.messages import Bold, Code, Link, Mention, Spans, Time

Json = dict[str, Any]

Mentioning = Callable[[str], str | None]
"""From a member's id to an id that Teams can mention, or None when they are not of this platform."""

_MEMBER = re.compile(r"teams:[^:]+:([^:]+)")
_ID = re.compile(r"[A-Za-z0-9:@._+/=-]{1,200}")
_SCHEMES = frozenset(("http", "https", "mailto"))
_BREAK = "\u2060"
_SPECIAL = re.compile(
    r"[\\*_\[\]`]"
    r"|&(?=[#A-Za-z]|$)"
    r"|<(?=[A-Za-z/!?]|$)"
    r"|~(?=~|$)|(?<=~)~"
)
_LIVE = re.compile(r"\{(?=\{|$)|<(?=/?at\b|$)", re.IGNORECASE)
_LINE_START = re.compile(r"^((?:\d{1,9}(?=[.)]))?)([-+#>=.)]|~(?=~))", re.MULTILINE)
_INDENT = re.compile(r"^[ \t]+", re.MULTILINE)


def native(member: str) -> str | None:
    """Return the Entra object id in a member's natural id (`teams:<tenant>:<id>`), None for another platform's."""
    found = _MEMBER.fullmatch(member)
    return found[1] if found else None


@dataclass(slots=True)
class Mentions:
    """The members mentioned in one card, for its `msteams.entities`."""

    find: Mentioning = native
    found: dict[str, Json] = field(default_factory=dict)

    def live(self, span: Mention) -> bool:
        """Tell whether Teams can mention the member."""
        known = self.find(span.member)
        return known is not None and _ID.fullmatch(known) is not None

    def add(self, span: Mention) -> str:
        """Return the text that Teams replaces by a mention of the member."""
        member = self.find(span.member)
        name = words.cut(words.one_line(span.name), limits.MENTION)
        plain = re.sub(r"[^\w .'’-]|_", "", name).strip() or "member"
        for number in range(1, len(self.found) + 2):
            text = f"<at>{plain}</at>" if number == 1 else f"<at>{plain} {number}</at>"
            known = self.found.setdefault(
                text, {"type": "mention", "text": text, "mentioned": {"id": member, "name": name}}
            )
            if known["mentioned"]["id"] == member:
                return text
        raise AssertionError("one number more than there are mentions is always free")


def calm(text: str) -> str:
    """Return a person's words for a place that reads no markup, with what could be a date or a mention broken up.

    An invisible joiner breaks them: clients differ in where they look for either.
    """
    return _LIVE.sub(lambda found: found[0] + _BREAK, words.shown(text))


def label(text: str) -> str:
    """Return a person's words on one line, for labels that some clients read as Markdown and some do not.

    A backslash would show where they do not, so only what could become a link is broken up, invisibly.
    """
    return re.sub(r"\](?=\()|<(?=[A-Za-z/!?])", lambda m: m[0] + _BREAK, calm(words.one_line(text)))


def escape(text: str) -> str:
    """Return a person's words for a TextBlock, where a line's beginning is `markup`'s to guard."""
    return _SPECIAL.sub(r"\\\g<0>", calm(text))


def paragraph(spans: Spans, mentions: Mentions, **look: Any) -> Json:
    """Return the spans as one element; `look` holds size, weight, color and isSubtle of its text, and its spacing."""
    needs_text_block = any(
        isinstance(span, Time) or (isinstance(span, Mention) and mentions.live(span))
        for span in spans
    )
    if needs_text_block:
        return {"type": "TextBlock", "text": markup(spans, mentions), "wrap": True, **look}
    spacing = {"spacing": look.pop("spacing")} if "spacing" in look else {}
    return {"type": "RichTextBlock", "inlines": _runs(spans, look), **spacing}


def _runs(spans: Spans, look: Json) -> list[Json]:
    runs: list[Json] = []
    for span in spans:
        match span:
            case str():
                runs.append({"text": calm(span)})
            case Bold():
                runs.append({"text": calm(span.text), "weight": "Bolder"})
            case Code():
                runs.append({"text": calm(span.text), "fontType": "Monospace"})
            case Link():
                runs.append(_link_run(span))
            case Mention():
                runs.append({"text": calm(span.name), "weight": "Bolder"})
            case Time():
                runs.append({"text": _time(span)})
            case _:
                assert_never(span)
    shown = [{"type": "TextRun", **look, **run} for run in runs if run["text"]]
    return shown or [{"type": "TextRun", **look, "text": " "}]


def _link_run(link: Link) -> Json:
    url = address(link.url)
    said = calm(words.one_line(link.text) or words.cut(link.url, limits.LINK))
    if url is None:
        return {"text": said}
    return {"text": said, "selectAction": {"type": "Action.OpenUrl", "url": url}}


def markup(spans: Spans, mentions: Mentions) -> str:
    """Return the spans as the text of a TextBlock or a fact; line breaks are paragraphs there."""
    said = []
    for span in spans:
        match span:
            case str():
                said.append(escape(span))
            case Bold() | Code():
                said.append(_bold(span.text))
            case Link():
                said.append(_link(span))
            case Mention():
                said.append(mentions.add(span) if mentions.live(span) else _bold(span.name))
            case Time():
                said.append(_time(span))
            case _:
                assert_never(span)
    indented = _INDENT.sub(lambda found: "\u00a0" * len(found[0]), "".join(said))
    guarded = _LINE_START.sub(_guard, indented)
    return re.sub(r"\n+", "\n\n", guarded.strip("\n")) or " "


def _guard(found: re.Match[str]) -> str:
    # A number is only a list's when a dot or a bracket follows; either alone is nothing.
    if found[2] in ".)" and not found[1]:
        return found[0]
    return f"{found[1]}\\{found[2]}"


def _bold(text: str) -> str:
    return "\n".join(
        f"**{line.strip()}**" if line.strip() else line for line in escape(text).split("\n")
    )


def _link(link: Link) -> str:
    url = address(link.url)
    said = escape(words.one_line(link.text) or words.cut(link.url, limits.LINK))
    return said if url is None else f"[{said}]({url})"


def address(url: str) -> str | None:
    """Return an address that may be linked, its odd characters encoded; None for one that may not."""
    url = words.shown(url).strip()
    try:
        scheme = urlsplit(url).scheme.lower()
    except ValueError:
        return None
    if scheme not in _SCHEMES or words.units(url) > limits.LINK:
        return None
    return re.sub(r"[\s<>()\[\]\\*_`|\"{}\u200b-\u200f\u202a-\u202e\u2060-\u2069]", _encoded, url)


def _encoded(found: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in found[0].encode())


def _time(time: Time) -> str:
    at = time.at.astimezone(UTC).replace(microsecond=0, tzinfo=None).isoformat() + "Z"
    day, clock = "{{DATE(" + at + ", SHORT)}}", "{{TIME(" + at + ")}}"
    return {"moment": f"{day}, {clock}", "day": day, "clock": clock, "date": day}[time.style]
