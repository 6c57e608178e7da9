"""Messages as HTML: each block and span as an element, every word escaped."""

import unicodedata
from collections.abc import Iterable, Sequence
from typing import assert_never
from urllib.parse import SplitResult, urlsplit

from markupsafe import Markup, escape

from adapters import charts
from facilitation.talk import frame
from facilitation.talk import text as safe
from facilitation.talk.languages import ENGLISH
from facilitation.talk.messages import (
    Block,
    Bold,
    Button,
    Buttons,
    Chart,
    Chat,
    Choice,
    Code,
    Divider,
    Facts,
    Items,
    Link,
    Mention,
    Message,
    Note,
    Quote,
    Span,
    Spans,
    Table,
    Text,
    Time,
    plain,
    say_time,
)
from facilitation.talk.words import start_chat

HUES = 8
"""How many tints avatars come in (app.css: hue-0 to hue-7)."""


def card(message: Message, zone: str, name: str = "card") -> Markup:
    """Return the message as a reader in `zone` sees it; `name` makes the ids in it unique on a page."""
    parts = (
        [] if _says_title(message, zone) else [Markup("<h3>{}</h3>").format(said(message.title))]
    )
    parts += [_block(b, zone, f"{name}-{n}") for n, b in enumerate(message.blocks)]
    return _join(parts)


def words(message: Message, zone: str) -> str:
    """Return the card's words alone, one line a block."""
    return "\n".join(line for block in message.blocks for line in _words(block, zone))


def quoted(message: Message) -> str:
    """Return what the card quotes, by which two questions of one instant are told apart."""
    return "".join(plain(block.spans) for block in message.blocks if isinstance(block, Quote))


def commands(message: Message) -> dict[str, str]:
    """Return what can be pressed or chosen on the card: the text by the command line it carries."""
    found: dict[str, str] = {}
    for block in message.blocks:
        match block:
            case Buttons():
                found |= {b.command: b.text for b in block.buttons}
            case Choice():
                found |= {chosen(block, o.value): o.text for o in block.options}
            case _:
                pass
    return found


def pressable(message: Message) -> list[Button]:
    """Return the card's buttons in order."""
    return [b for block in message.blocks if isinstance(block, Buttons) for b in block.buttons]


def chosen(choice: Choice, value: str) -> str:
    """Return the command line that choosing this value runs."""
    return f"{choice.command} {value}".strip()


def avatar(member: str, name: str) -> Markup:
    """Return a round picture of someone's initials; ornament only, the name stands beside it."""
    return Markup('<span class="avatar hue-{}" aria-hidden="true">{}</span>').format(
        sum(member.encode(errors="replace")) % HUES, initials(name)
    )


def said(text: str) -> Markup:
    """Return a person's words as text, escaped, with nothing in it that a page cannot carry."""
    return escape(safe.shown(text))


def carried(text: str) -> str:
    """Return a text that comes back when it is pressed or sent, but for half characters, which no page can carry."""
    return text.encode("utf-8", "replace").decode()


def initials(name: str) -> str:
    """Return the first letters of the first and the last word of a name, or a dot for one without letters."""
    found = [letter for word in name.split() if (letter := _first_letter(word))]
    return "".join([found[0], *found[1:][-1:]]) if found else "·"


def _first_letter(word: str) -> str:
    return next((c.upper() for c in unicodedata.normalize("NFC", word) if c.isalpha()), "")


def _says_title(message: Message, zone: str) -> bool:
    """Return whether the first paragraph is the title word for word, so that it need not stand there twice."""
    first = message.blocks[0] if message.blocks else None
    return isinstance(first, Text) and plain(first.spans, zone).strip() == message.title.strip()


def _items(items: Items, zone: str) -> Markup:
    """Return a list, whose dots are drawn, or steps with their marks."""
    steps = items.done is not None
    lines = (
        Markup('<li dir="{}">{}{}</li>').format(
            _way(line), f"{mark} " if steps else "", _spans(line, zone)
        )
        for mark, line in items.marked()
    )
    shown = Markup('<ul class="steps">{}</ul>') if steps else Markup("<ul>{}</ul>")
    return shown.format(_join(lines))


def _block(block: Block, zone: str, name: str) -> Markup:
    match block:
        case Text():
            return _paragraph(block.spans, zone)
        case Items():
            return _items(block, zone)
        case Facts():
            rows = [
                Markup('<div><dt>{}</dt><dd dir="{}">{}</dd></div>').format(
                    said(row.label), _way(row.value), _spans(row.value, zone)
                )
                for row in block.rows
            ]
            return Markup("<dl>{}</dl>").format(_join(rows))
        case Quote():
            return Markup('<blockquote dir="auto">{}</blockquote>').format(
                _spans(block.spans, zone)
            )
        case Divider():
            return Markup("<hr>")
        case Table():
            return _table(block, zone)
        case Chart():
            return drawn(charts.of(name, block))
        case Note():
            return _paragraph(block.spans, zone, note=True)
        case Choice():
            return _choice(block, name)
        case Buttons():
            return Markup('<div class="buttons">{}</div>').format(
                _join(_button(b) for b in block.buttons)
            )
        case Chat():
            return _chat(block, zone)
        case _:
            assert_never(block)


def _paragraph(spans: Spans, zone: str, *, note: bool = False) -> Markup:
    shown = Markup('<p class="note" dir="{}">{}</p>') if note else Markup('<p dir="{}">{}</p>')
    return shown.format(_way(spans), _spans(spans, zone))


def _way(spans: Spans) -> str:
    """Return which way words are read: as most of their letters are, whatever name begins them."""
    kinds = [unicodedata.bidirectional(letter) for letter in plain(spans)]
    return "rtl" if sum(kind in ("R", "AL") for kind in kinds) > kinds.count("L") else "ltr"


def _spans(spans: Spans, zone: str) -> Markup:
    return _join(_span(s, zone) for s in spans)


def _span(span: Span, zone: str) -> Markup:
    match span:
        case str():
            return said(span)
        case Bold():
            return Markup("<strong>{}</strong>").format(said(span.text))
        case Code():
            return Markup("<code>{}</code>").format(said(span.text))
        case Link():
            return linked(span.text, span.url)
        case Mention():
            return Markup('<span class="mention">{}<bdi>{}</bdi></span>').format(
                avatar(span.member, span.name), said(span.name)
            )
        case Time():
            return Markup('<time datetime="{}">{}</time>').format(
                span.at.isoformat(), say_time(span, zone)
            )
        case _:
            assert_never(span)


def linked(shown: str, url: str, style: str = "") -> Markup:
    """Return a link, or the bare words where the address is not one that a browser may safely open."""
    if not _safe(url):
        return said(shown)
    return Markup(
        '<a href="{}"{} target="_blank" rel="noopener noreferrer nofollow">{}</a>'
    ).format(url, Markup(' class="{}"').format(style) if style else "", said(shown))


def _parts(url: str) -> SplitResult:
    """Return the parts of an address, all empty where it is none."""
    try:
        return urlsplit(url.encode().decode())
    except ValueError:
        return urlsplit("")


def _safe(url: str) -> bool:
    parts = _parts(url)
    if parts.scheme == "mailto":
        return bool(parts.path)
    return parts.scheme in ("http", "https") and bool(parts.netloc)


def _table(table: Table, zone: str) -> Markup:
    cells = [[_spans(one, zone) for one in row] for row in table.cells]
    return tabled(said(table.title), [said(one) for one in table.heads], cells)


def tabled(title: Markup, heads: Sequence[Markup], cells: Sequence[Sequence[Markup]]) -> Markup:
    """Return a table, which is rolled where it is too wide."""
    inside = Markup(charts.table(title, heads, cells))  # noqa: S704 - it escapes every word itself
    rolled = Markup('<div class="table" tabindex="0" role="group" aria-label="{}">{}</div>')
    return rolled.format(title, inside)


def drawn(drawing: charts.Drawing) -> Markup:
    """Return a picture that is drawn here, with its title and the table behind it."""
    return Markup(charts.figure(drawing))  # noqa: S704 - it escapes every word itself


def _button(button: Button) -> Markup:
    return Markup('<button type="submit" class="{}" name="command" value="{}">{}</button>').format(
        button.style, carried(button.command), said(button.text)
    )


def _choice(choice: Choice, name: str) -> Markup:
    options = [
        Markup('<option value="{}">{}</option>').format(
            carried(chosen(choice, o.value)), said(o.text)
        )
        for o in choice.options
    ]
    return Markup(
        '<div class="choice"><label for="{0}">{1}</label><select id="{0}" name="{0}">{2}'
        '</select><button type="submit" class="plain" name="chosen" value="{0}">Choose</button></div>'
    ).format(name, said(choice.label), _join(options))


def _chat(chat: Chat, zone: str) -> Markup:
    spans = start_chat(chat)
    return _paragraph(spans, zone) if spans else Markup("")


def _words(block: Block, zone: str) -> Iterable[str]:
    match block:
        case Text() | Quote() | Note():
            yield plain(block.spans, zone)
        case Items():
            steps = block.done is not None
            for mark, line in block.marked():
                yield f"{mark} {plain(line, zone)}" if steps else plain(line, zone)
        case Facts():
            yield from (f"{row.label}: {plain(row.value, zone)}" for row in block.rows)
        case Table():
            for one in block.instead:
                yield from _words(one, zone)
        case Chart():
            yield f"{block.title}: {frame.numbers(block, ENGLISH)}"
        case Choice():
            yield block.label
        case Chat():
            yield plain(start_chat(block), zone)
        case Divider() | Buttons():
            pass
        case _:
            assert_never(block)


def _join(parts: Iterable[Markup]) -> Markup:
    return Markup("").join(parts)
