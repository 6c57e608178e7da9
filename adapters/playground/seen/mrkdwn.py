"""Slack's mrkdwn as Slack shows it."""

import html
import re
from datetime import UTC, datetime, timedelta

from markupsafe import Markup

from adapters.playground.html import linked, said
from adapters.playground.seen.reader import Reader, joined
from facilitation.talk.when.hours import local

_LIVE = r"<(?P<live>[^<>]*)>"
_CODE = r"`(?P<code>[^`\n]+)`"
_MARKED = "|".join(
    rf"(?<![\w{mark}]){mark}(?=[^\s{mark}])(?P<{name}>(?:<[^<>]*>|[^{mark}\n<])+?)(?<=\S){mark}(?![\w{mark}])"
    for mark, name in ((r"\*", "strong"), ("_", "em"), ("~", "s"))
)
_TOKEN = re.compile(f"{_LIVE}|{_CODE}|{_MARKED}")
_QUOTED = re.compile(r"^(?:>|&gt;) ?")
_TAGS = {
    "strong": Markup("<strong>{}</strong>"),
    "em": Markup("<em>{}</em>"),
    "s": Markup("<s>{}</s>"),
}
_ENDINGS = {1: "st", 2: "nd", 3: "rd", 21: "st", 22: "nd", 23: "rd", 31: "st"}


def shown(text: str, reader: Reader) -> Markup:
    """Return the text with its quotes set apart and its lines kept."""
    parts: list[Markup] = []
    lines: list[str] = []
    quoted = False
    for line in [*text.split("\n"), None]:
        is_quote = line is not None and _QUOTED.match(line) is not None
        if lines and (line is None or is_quote != quoted):
            tag = Markup("<blockquote>{}</blockquote>") if quoted else Markup("<p>{}</p>")
            parts.append(tag.format(inline("\n".join(lines), reader)))
            lines = []
        quoted = is_quote
        if line is not None:
            lines.append(_QUOTED.sub("", line) if is_quote else line)
    return joined(parts)


def inline(text: str, reader: Reader) -> Markup:
    """Return the text of one paragraph."""
    parts, end = [], 0
    for token in _TOKEN.finditer(text):
        parts += [_plain(text[end : token.start()]), _token(token, reader)]
        end = token.end()
    return joined([*parts, _plain(text[end:])])


def _token(token: re.Match[str], reader: Reader) -> Markup:
    if token["live"] is not None:
        return _live(token["live"], reader)
    if token["code"] is not None:
        return Markup("<code>{}</code>").format(_plain(token["code"]))
    tag = next(name for name in _TAGS if token[name] is not None)
    return _TAGS[tag].format(inline(token[tag], reader))


def _live(live: str, reader: Reader) -> Markup:
    if live.startswith("@"):
        return at(live[1:], reader)
    if live.startswith("!date^"):
        _, stamp, form = live.split("|")[0].split("^")[:3]
        return moment(int(stamp), form, reader)
    url, _, label = live.partition("|")
    return linked(html.unescape(label or url), html.unescape(url))


def at(user: str, reader: Reader) -> Markup:
    """Return a mention of somebody."""
    name = reader.names.get(user, user)
    return Markup('<span class="at">@<bdi>{}</bdi></span>').format(said(name))


def moment(stamp: int, form: str, reader: Reader) -> Markup:
    """Return an instant."""
    return Markup("<time>{}</time>").format(date(stamp, form, reader))


def date(stamp: int, form: str, reader: Reader) -> str:
    """Return an instant as Slack writes it in American English."""
    at = datetime.fromtimestamp(stamp, UTC)
    wall, today = local(at, reader.zone), local(reader.now, reader.zone).date()
    near = {
        today: "Today",
        today + timedelta(days=1): "Tomorrow",
        today - timedelta(days=1): "Yesterday",
    }
    ending = _ENDINGS.get(wall.day, "th")
    short, long = (
        f"{wall:%b} {wall.day}, {wall.year}",
        f"{wall:%A, %B} {wall.day}{ending}, {wall.year}",
    )
    words = {
        "{date_short}": short,
        "{date_long}": long,
        "{date_short_pretty}": near.get(wall.date(), short),
        "{date_long_pretty}": near.get(wall.date(), long),
        "{time}": reader.clock(at),
    }
    for token, shown in words.items():
        form = form.replace(token, shown)
    return form


def _plain(text: str) -> Markup:
    return said(html.unescape(text))
