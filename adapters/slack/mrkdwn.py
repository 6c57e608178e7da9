"""Spans as Slack's mrkdwn: a person's words escaped, our formatting written, long text cut between tokens."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC
from typing import Any, assert_never
from urllib.parse import urlsplit

from adapters.slack import limits
from facilitation.talk import text as words
from facilitation.talk.messages import Bold, Code, Link, Mention, Span, Spans, Time, say_time

Mentioning = Callable[[str], str | None]
"""From a member's id to their Slack user id, or None when they are not of this platform."""

_MEMBER = re.compile(r"slack:(?:[A-Z0-9]+:)+([UW][A-Z0-9]+)")
_USER = re.compile(r"[UW][A-Z0-9]{1,40}")
_SCHEMES = frozenset(("http", "https", "mailto"))
_TOKEN = re.compile(
    r"<[^<>]*>|&(?:amp|lt|gt);"
    r"|\*(?:<[^<>]*>|[^*<>\n]){1,200}\*|`[^`\n]{1,200}`"
    "|.[\u0300-\u036f\u200d\ufe0f\U0001f3fb-\U0001f3ff]{0,8}",
    re.DOTALL,
)
# of Slack's two ways the one that never says Today: sentences say "on" before it
_DATES = {
    "moment": "{date_short}, {time}",
    "day": "{date_long}",
    "clock": "{time}",
    "date": "{date_short}",
}


@dataclass(slots=True)
class Here:
    """By which word people speak to us in Slack; whoever runs it may choose another one."""

    command: str = "/peer"


HERE = Here()


def native(member: str) -> str | None:
    """Return the user id in a member's natural id (`slack:T1:U7` → `U7`), None for another platform's."""
    found = _MEMBER.fullmatch(member)
    return found[1] if found else None


def nobody(member: str) -> str | None:
    """Mention nobody: every member is a name."""
    return None


def escape(text: str) -> str:
    """Return a person's words with the three characters escaped that mean something to Slack."""
    plain = words.shown(text)
    return plain.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def render(spans: Spans, mention: Mentioning) -> str:
    """Return the spans as mrkdwn."""
    said = []
    for span in spans:
        match span:
            case str():
                said.append(escape(span))
            case Bold():
                said.append(_marked(span.text, "*"))
            case Code():
                said.append(_marked(f"{HERE.command} {span.text}".strip(), "`"))
            case Link():
                said.append(_link(span))
            case Mention():
                user = mention(span.member)
                live = user is not None and _USER.fullmatch(user)
                said.append(f"<@{user}>" if live else _marked(span.name, "*"))
            case Time():
                said.append(_time(span))
            case _:
                assert_never(span)
    return "".join(said)


def spoken(spans: Spans) -> str:
    """Return the spans as the text beside blocks: for notifications and screen readers, without formatting."""
    said = []
    for span in spans:
        match span:
            case str():
                said.append(escape(span))
            case Bold() | Code() | Link():
                said.append(escape(span.text))
            case Mention():
                said.append(escape(span.name))
            case Time():
                said.append(_time(span))
            case _:
                assert_never(span)
    return "".join(said)


def run(span: Span, mention: Mentioning) -> dict[str, Any]:
    """Return a span as a piece of rich text on one line, in which nothing is escaped."""
    match span:
        case str():
            return _text(span)
        case Bold():
            return _text(span.text, "bold")
        case Code():
            return _text(f"{HERE.command} {span.text}", "code")
        case Link():
            url, label = address(span.url), words.one_line(span.text) or span.url
            return {"type": "link", "url": url, "text": label} if url else _text(label)
        case Mention():
            user = mention(span.member)
            live = user is not None and _USER.fullmatch(user)
            return {"type": "user", "user_id": user} if live else _text(span.name, "bold")
        case Time():
            stamp, told = int(span.at.timestamp()), f"{say_time(span, 'UTC')} UTC"
            return {
                "type": "date",
                "timestamp": stamp,
                "format": _DATES[span.style],
                "fallback": told,
            }
        case _:
            assert_never(span)


def _text(text: str, style: str = "") -> dict[str, Any]:
    said = re.sub(r"\s+", " ", words.shown(text))
    return {"type": "text", "text": said, **({"style": {style: True}} if style else {})}


def _marked(text: str, mark: str) -> str:
    if mark in text:
        # Slack has no way to write the mark itself inside of it.
        return escape(text)
    return "\n".join(_marked_line(line, mark) for line in escape(text).split("\n"))


def _marked_line(line: str, mark: str) -> str:
    core = line.strip()
    return line.replace(core, f"{mark}{core}{mark}", 1) if core else line


def _link(link: Link) -> str:
    url = address(link.url)
    label = escape(words.one_line(link.text))
    if url is None:
        return label or escape(words.cut(link.url, limits.LINK))
    encoded = url.replace("&", "&amp;")
    label = label or encoded
    if words.units(encoded) + words.units(label) > limits.LINK:
        return f"{label} ({escape(words.cut(link.url, limits.LINK))})"
    return f"<{encoded}|{label}>"


def address(url: str) -> str | None:
    """Return an address that may be linked, its odd characters encoded; None for one that may not."""
    url = words.shown(url).strip()
    try:
        scheme = urlsplit(url).scheme.lower()
    except ValueError:
        return None
    if scheme not in _SCHEMES:
        return None
    return re.sub(r"[\s<>|\"\u200b-\u200f\u202a-\u202e\u2066-\u2069]", _encoded, url)


def _encoded(found: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in found[0].encode())


def _time(time: Time) -> str:
    stamp = int(time.at.astimezone(UTC).timestamp())
    return f"<!date^{stamp}^{_DATES[time.style]}|{say_time(time, 'UTC')} UTC>"


def cut(markup: str, limit: int) -> str:
    """Return escaped text in at most `limit` units, with … where it is cut; no entity is cut in two."""
    if words.units(markup) <= limit:
        return markup
    return _head(markup, limit - 1).rstrip() + words.ELLIPSIS


def chunks(markup: str, limit: int) -> list[str]:
    """Return escaped text in pieces of at most `limit` units, split at lines or words, never inside an entity."""
    pieces = []
    while markup.strip():
        piece = _head(markup, limit)
        if not piece:
            markup = words.ELLIPSIS + _TOKEN.sub("", markup, count=1)
            continue
        if piece.strip():
            pieces.append(piece.strip("\n"))
        markup = markup[len(piece) :]
    return pieces


def _head(markup: str, limit: int) -> str:
    if words.units(markup) <= limit:
        return markup
    size = end = line = word = 0
    for token in _TOKEN.finditer(markup):
        size += words.units(token[0])
        if size > limit:
            break
        end = token.end()
        if token[0] == "\n":
            line = end
        elif token[0] == " ":
            word = end
    for good in (line, word):
        if good > end // 2:
            return markup[:good]
    return markup[:end]
