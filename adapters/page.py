"""The few pages that people meet outside of a chat: one frame and one look, nothing from elsewhere, no script."""

import base64
import hashlib
from collections.abc import Mapping
from html import escape

from aiohttp import web

from facilitation.talk.languages import preferred
from facilitation.talk.messages import (
    Block,
    Bold,
    Code,
    Items,
    Link,
    Message,
    Span,
    Spans,
    Text,
    plain,
)
from facilitation.talk.readers import Reader

_TAGS = 200
_STYLE = (
    "body{font:1rem/1.6 system-ui,sans-serif;max-width:38rem;margin:12vh auto;padding:0 1.5rem;"
    "overflow-wrap:break-word;color:#1d1c1d;background:#fff}h1{font-size:1.5rem}h2{font-size:1.15rem;margin-top:2em}"
    "code{background:#f1f1f1;padding:.1em .35em;border-radius:4px}a{color:#1264a3}li{margin:.5em 0}"
    "@media screen and (prefers-color-scheme:dark){"
    "body{color:#eee;background:#1a1d21}code{background:#333}a{color:#6cb8f0}}"
    "table{border-collapse:collapse;width:100%;font-size:.95rem}caption{text-align:left;padding:.4em 0}"
    "th,td{text-align:left;vertical-align:top;padding:.45em .7em .45em 0;border-bottom:1px solid #8886}"
    "dl{display:grid;grid-template-columns:max-content 1fr;gap:.1em 1em;margin:1em 0;padding-bottom:1em;"
    "border-bottom:1px solid #8886}dt{font-weight:600}dd{margin:0;overflow-wrap:anywhere}small,.small{font-size:.85rem}"
    "body.wide{max-width:60rem;margin-top:6vh}figure{margin:1em 0}svg{width:100%;height:auto;overflow:visible}"
    ".glance{display:grid;grid-template-columns:repeat(3,1fr);gap:.5rem 2rem}.glance figure{margin:.6em 0}"
    ".glance .of-network{grid-column:span 2}.of-network .small{margin:.2em 0}"
    "section table{table-layout:fixed}section tr>:first-child{width:20%}"
    ".tier tr>:nth-child(n+2):nth-last-child(n+3){width:8%}.tier tr>:nth-last-child(2){width:14%}"
    "figcaption{font-weight:600;font-size:.95rem;min-height:3em}.of-network figcaption{min-height:0}"
    "svg text{font:12px system-ui,sans-serif;text-anchor:middle;fill:currentColor}"
    "svg .right{text-anchor:start}svg .left{text-anchor:end}"
    ".bar{fill:#8ab4d8;stroke:#1264a3}.now,.team,.dot{fill:#1264a3}.grid{stroke:#8886}"
    ".curve{stroke:#1264a3;stroke-width:2.5}.tie{stroke:#e69f00}.could{stroke:#888;stroke-opacity:.3}"
    "@media screen and (prefers-color-scheme:dark){"
    ".bar{fill:#27506f;stroke:#6cb8f0}.now,.team,.dot{fill:#6cb8f0}.curve{stroke:#6cb8f0}}"
    "@media screen and (max-width:46rem){.glance{grid-template-columns:1fr}.glance .of-network{grid-column:auto}"
    "figcaption{min-height:0}.tier thead{position:absolute;clip-path:inset(50%)}"
    ".tier tr,.tier th,.tier td{display:block;width:auto!important}"
    ".tier tr{border-bottom:1px solid #8886;padding:.5em 0}"
    ".tier th,.tier td{border:0;padding:.1em 0}.tier td::before{content:attr(data-of) ': ';font-weight:600}}"
    "@media print{@page{margin:10mm}html{font-size:7.5pt}body,body.wide{margin:0;max-width:none;padding:0;"
    "line-height:1.3;color:#000;background:#fff}h1{margin:0}h2{margin:.6em 0 .1em;font-size:1rem}"
    ".aside,details{display:none}"
    "figure,tr{break-inside:avoid}.glance{grid-template-columns:repeat(4,1fr);gap:0 1rem}"
    ".glance figure{margin:.2em 0}figcaption{font-size:7.5pt;min-height:2.6em}"
    ".of-network svg{height:8.5rem}.of-network .small{margin:0}"
    "section~section .tier thead{visibility:collapse}section~section tr:first-child>*{padding-top:0}"
    "th,td{padding:.15em .5em .15em 0}p{margin:.4em 0}}"
)
_DIGEST = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()

HEADERS = {
    "Content-Security-Policy": (
        f"default-src 'none'; style-src 'sha256-{_DIGEST}'; base-uri 'none'; form-action 'none'; "
        "frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}


def answer(
    request: web.Request,
    message: Message,
    *,
    status: int = 200,
    headers: Mapping[str, str] = HEADERS,
    **sections: Message,
) -> web.Response:
    """Say a message on a page, and others below it by their ids, in the language that the browser asks for."""
    reader = asked(request)
    parts = [_body(reader.message(message))]
    for id, section in sections.items():
        read = reader.message(section)
        parts.append(f'<h2 id="{id}">{escape(read.title)}</h2>{_body(read)}')
    shown = html(reader.words(message.title), "".join(parts), language=reader.language.code)
    return web.Response(
        status=status,
        text=shown,
        content_type="text/html",
        charset="utf-8",
        headers={**headers, "Vary": "Accept-Language"},
    )


def asked(request: web.Request) -> Reader:
    """Return whoever sits before a browser as a reader, by what it says of their languages."""
    return Reader(preferred(request.headers.get("Accept-Language", "")[:_TAGS]))


def paragraph(reader: Reader, sentence: str) -> str:
    """Return a sentence as a paragraph of a page."""
    return f"<p>{_spans(reader.spans((sentence,)))}</p>"


def _body(message: Message) -> str:
    return "".join(map(_block, message.blocks))


def _block(block: Block) -> str:
    match block:
        case Text():
            return f"<p>{_spans(block.spans)}</p>"
        case Items():
            return f"<ul>{''.join(f'<li>{_spans(line)}</li>' for line in block.lines)}</ul>"
        case _:
            raise ValueError(f"no page has a {block.kind}")


def _spans(spans: Spans) -> str:
    return "".join(map(_span, spans))


def _span(span: Span) -> str:
    match span:
        case Bold():
            return f"<b>{escape(span.text)}</b>"
        case Code():
            return f"<code>{escape(span.text)}</code>"
        case Link():
            return f'<a href="{escape(span.url)}" rel="noreferrer">{escape(span.text)}</a>'
        case _:
            return escape(plain((span,)))


def html(title: str, body: str, *, wide: bool = False, language: str = "en") -> str:
    """Return a page; the title is escaped here, what a body holds of others' words by whoever wrote it."""
    look = ' class="wide"' if wide else ""
    return (
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{escape(title)}</title><style>{_STYLE}</style></head>"
        f"<body{look}><main dir='auto'><h1>{escape(title)}</h1>{body}</main></body></html>"
    )
