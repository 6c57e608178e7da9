"""The pages that installing shows in a browser: plain, self-contained, and nothing loaded from elsewhere."""

from html import escape

from aiohttp import web

from adapters import page

HEADERS = {
    **page.HEADERS,
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
    return web.Response(
        status=status,
        text=page.html(title, body),
        content_type="text/html",
        charset="utf-8",
        headers=HEADERS,
    )
