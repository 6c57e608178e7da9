"""The pages that installing shows in a browser: plain, self-contained, and nothing loaded from elsewhere."""

import base64
import hashlib
from html import escape

from aiohttp import web

_STYLE = (
    "body{font:1rem/1.6 system-ui,sans-serif;max-width:38rem;margin:12vh auto;padding:0 1.5rem;"
    "color:#1d1c1d;background:#fff}h1{font-size:1.5rem}code{background:#f1f1f1;padding:.1em .35em;"
    "border-radius:4px}a{color:#1264a3}li{margin:.5em 0}@media(prefers-color-scheme:dark){"
    "body{color:#eee;background:#1a1d21}code{background:#333}a{color:#6cb8f0}}"
)
_DIGEST = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()

HEADERS = {
    "Content-Security-Policy": (
        f"default-src 'none'; style-src 'sha256-{_DIGEST}'; base-uri 'none'; form-action 'none'; "
        "frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-store",
}

_AGAIN = '<p><a href="/slack/install">Start again</a></p>'


def installed(name: str, command: str, slack: str) -> web.Response:
    """Say that it is done, and what to do next; `slack` is where the app is."""
    create = f'{command} program create pairs "Coffee" in #coffee every 2w on tue at 10:00'
    return _page(
        200,
        f"Peerloop is now in {name or 'your workspace'}",
        "<p>Three steps to the first round, in Slack:</p><ol>"
        "<li>Make a channel, or pick one, and say there: <code>/invite @Peerloop</code></li>"
        f"<li>As a workspace owner or admin, type: <code>{escape(create)}</code></li>"
        "<li>Press <b>Create it</b>. People join by a button; nobody is signed up unasked.</li></ol>"
        f"<p><code>{escape(command)} help</code> shows the rest.</p>"
        f'<p><a href="{escape(slack)}" rel="noreferrer">Open Slack</a></p>',
    )


def declined() -> web.Response:
    """Say that nothing was installed."""
    words = (
        "<p>You chose not to install Peerloop, and nothing was kept. You may close this page.</p>"
    )
    return _page(200, "Nothing was installed", words + _AGAIN)


def stale() -> web.Response:
    """Say that this is not the end of an install that this browser began a short while ago."""
    words = (
        "<p>An install has to be finished within ten minutes, once, and in the browser where it "
        "began. Nothing was installed.</p>"
    )
    return _page(400, "This install link is no longer good", words + _AGAIN)


def unknown() -> web.Response:
    """Say that Slack does not know the code."""
    words = "<p>Slack does not know this install any more. Nothing was installed.</p>"
    return _page(401, "Slack did not confirm the install", words + _AGAIN)


def refused() -> web.Response:
    """Say that Slack would not have it, which the operator must mend."""
    words = (
        "<p>Slack refused the install, most often because of how this Peerloop is set up. Nothing "
        "was installed. Please ask who runs it to look at <code>peerloop doctor</code> and the log.</p>"
    )
    return _page(400, "Slack refused the install", words + _AGAIN)


def away() -> web.Response:
    """Say that Slack did not answer."""
    words = "<p>Slack did not answer just now. Nothing was installed; please try again.</p>"
    return _page(503, "Slack did not answer", words + _AGAIN)


def _page(status: int, title: str, body: str) -> web.Response:
    """Return a page; the title is escaped here, what a body holds of others' words by whoever wrote it."""
    text = (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{escape(title)}</title><style>{_STYLE}</style></head>"
        f"<body><main><h1>{escape(title)}</h1>{body}</main></body></html>"
    )
    return web.Response(
        status=status, text=text, content_type="text/html", charset="utf-8", headers=HEADERS
    )
