"""The part of Markdown that a TextBlock of an Adaptive Card reads, as Teams shows it."""

import re
from datetime import datetime

from markupsafe import Markup

from adapters.playground.html import linked, said
from adapters.playground.seen.reader import Reader, joined
from facilitation.talk.when.hours import local

_TOKEN = re.compile(
    r"\\(?P<escaped>[!-/:-@\[-`{-~])"
    r"|\*\*(?P<bold>(?:\\.|[^\\*]|\*(?!\*))+?)\*\*"
    r"|\[(?P<label>(?:\\.|[^\\\]])*)\]\((?P<url>[^()\s]+)\)"
    r"|<at>(?P<at>[^<>]*)</at>"
    r"|\{\{(?P<what>DATE|TIME)\((?P<when>[^,()]+)(?:, [A-Z]+)?\)\}\}",
    re.DOTALL,
)


def shown(text: str, reader: Reader) -> Markup:
    """Return the text, an empty line between paragraphs."""
    return joined(
        Markup("<p>{}</p>").format(inline(part, reader)) for part in re.split(r"\n{2,}", text)
    )


def inline(text: str, reader: Reader) -> Markup:
    """Return the text of one paragraph."""
    parts, end = [], 0
    for token in _TOKEN.finditer(text):
        parts += [said(text[end : token.start()]), _token(token, reader)]
        end = token.end()
    return joined([*parts, said(text[end:])])


def _token(token: re.Match[str], reader: Reader) -> Markup:
    if token["escaped"]:
        return said(token["escaped"])
    if token["bold"]:
        return Markup("<strong>{}</strong>").format(inline(token["bold"], reader))
    if token["url"]:
        return linked(inline(token["label"], reader).striptags(), token["url"])
    if token["what"]:
        return Markup("<time>{}</time>").format(_time(token["what"], token["when"], reader))
    return Markup('<span class="at"><bdi>{}</bdi></span>').format(said(token["at"]))


def _time(what: str, when: str, reader: Reader) -> str:
    at = datetime.fromisoformat(when)
    wall = local(at, reader.zone)
    return f"{wall:%a, %b} {wall.day}, {wall.year}" if what == "DATE" else reader.clock(at)
