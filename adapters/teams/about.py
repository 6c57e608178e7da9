"""The page that the app package names: what Peerloop is, what it keeps, and on what terms; anyone may read it."""

import base64
import hashlib
from html import escape

from aiohttp import web

from adapters.teams import manifest
from facilitation.people import views
from facilitation.talk.messages import Items, Text, plain

_STYLE = (
    "body{font:1rem/1.6 system-ui,sans-serif;max-width:38rem;margin:8vh auto;padding:0 1.5rem;"
    "color:#1d1c1d;background:#fff}h1{font-size:1.6rem}h2{font-size:1.15rem;margin-top:2em}"
    "li{margin:.4em 0}@media(prefers-color-scheme:dark){body{color:#eee;background:#1a1d21}}"
)
_DIGEST = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
_TERMS = (
    "Your organization runs this Peerloop itself, for its own people and on its own rules: whoever added it in Teams "
    "answers for it. The software is free under the Apache License 2.0 and comes without warranty."
)

HEADERS = {
    "Content-Security-Policy": (
        f"default-src 'none'; style-src 'sha256-{_DIGEST}'; base-uri 'none'; form-action 'none'; "
        "frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}


def routes() -> list[web.RouteDef]:
    """Return the one route, `GET /about`."""

    async def about(_request: web.Request) -> web.Response:
        return web.Response(text=page(), content_type="text/html", charset="utf-8", headers=HEADERS)

    return [web.get("/about", about)]


def page() -> str:
    """Return the page; what it says of privacy is what the command `privacy` says."""
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{manifest.NAME}</title><style>{_STYLE}</style></head><body><main>"
        f"<h1>{manifest.NAME}</h1><p>{escape(manifest.LONG)}</p>"
        f'<h2 id="privacy">Privacy</h2>{_privacy()}'
        f'<h2 id="terms">Terms</h2><p>{escape(_TERMS)}</p></main></body></html>'
    )


def _privacy() -> str:
    kept = views.privacy()
    parts = [f"<p>{escape(kept.title)}:</p>"]
    for block in kept.blocks:
        if isinstance(block, Items):
            lines = "".join(f"<li>{escape(plain(line))}</li>" for line in block.lines)
            parts.append(f"<ul>{lines}</ul>")
        elif isinstance(block, Text):
            parts.append(f"<p>{escape(plain(block.spans))}</p>")
    return "".join(parts)
