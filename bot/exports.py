"""GET /export/<token>: all that is kept of one person, once, for whoever has the address; and its schema."""

import asyncio
import base64
import json
import re
from datetime import datetime
from html import escape
from typing import Any

from aiohttp import web

from adapters import page
from bot.clock import Clock
from facilitation import pages
from facilitation.people import privacy
from facilitation.privacy import packing, taking
from facilitation.privacy.model import Kept
from facilitation.work import Store
from storage import exporting

HEADERS = {**page.HEADERS, "Cache-Control": "no-store", "X-Robots-Tag": "noindex"}

TITLE = "What Peerloop keeps about you"
TOKEN = re.compile(r"[0-9a-f]{24,64}")
_LOOKERS = re.compile(r"bot|preview|crawl|spider|unfurl|expand", re.IGNORECASE)
"""Programs that chats send after a link, to show what is behind it: they must not use it up."""


def routes(store: Store, clock: Clock) -> list[web.RouteDef]:
    """Return the addresses of exports."""

    async def schema(_request: web.Request) -> web.Response:
        return web.json_response(exporting.schema())

    async def export(request: web.Request) -> web.Response:
        token = request.match_info["token"]
        if only_looks(request):
            return page.answer(request, pages.DATA, headers=HEADERS)
        known = TOKEN.fullmatch(token) is not None
        found = await asyncio.to_thread(_follow, store, clock, token) if known else None
        return found or page.answer(request, pages.DATA_OVER, status=404, headers=HEADERS)

    return [web.get("/export/schema.json", schema), web.get("/export/{token}", export)]


def _follow(store: Store, clock: Clock, token: str) -> web.Response | None:
    now = clock.now()
    with store.begin() as work:
        opens = work.passes.follow(token, taking.KIND, now)
        kept = work.exports.of(opens.member) if opens else {}
    if opens is None:
        return None
    made = _saved("application/json", packing.as_json(kept, opens.member, now).encode())
    whole = _saved("application/zip", packed(kept, opens.member, now))
    files = (
        f'<p>Save it: <a download="peerloop-my-data.json" href="{made}">JSON</a> · '
        f'<a download="peerloop-my-data.zip" href="{whole}">all of it, with tables</a>. '
        "This page cannot be opened again.</p>"
    )
    return web.Response(
        text=page.html(TITLE, files + _read(kept)), content_type="text/html", headers=HEADERS
    )


def packed(kept: Kept, person: str, now: datetime) -> bytes:
    """Return the same in one archive: a page to read, JSON with its schema, and CSV."""
    return packing.zipped(
        {
            "read-me.html": page.html(TITLE, _read(kept)),
            "peerloop-my-data.json": packing.as_json(kept, person, now),
            "schema.json": json.dumps(exporting.schema(), indent=2),
            **{f"tables/{name}": text for name, text in packing.tables(kept).items()},
        },
        now,
    )


def _read(kept: Kept) -> str:
    """Return all of it as one reads it, under what each table is kept for."""
    parts = []
    for one in privacy.KEPT:
        tables = [t for t in kept if exporting.kept_as(t) == one.key]
        if not tables:
            continue
        parts.append(f"<h2>{escape(one.name)}</h2><p>{escape(one.what)} {escape(one.long)}</p>")
        for table in tables:
            parts += [_row(row) for row in kept[table]]
    return "".join(parts)


def _row(row: Any) -> str:
    said = {name: packing.as_text(value) for name, value in row.items()}
    lines = "".join(
        f"<dt>{escape(name.replace('_', ' '))}</dt><dd>{escape(value)}</dd>"
        for name, value in said.items()
        if value not in ("", "[]")
    )
    return f"<dl>{lines}</dl>"


def _saved(kind: str, data: bytes) -> str:
    return f"data:{kind};base64,{base64.b64encode(data).decode()}"


def only_looks(request: web.Request) -> bool:
    """Return whether a request comes from what looks behind links, and is not to use one up."""
    agent = request.headers.get("User-Agent", "")
    return request.method == "HEAD" or _LOOKERS.search(agent) is not None
