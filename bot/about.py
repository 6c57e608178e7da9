"""The pages that every installation has for people and reviewers: what Peerloop is, what it keeps, where help is."""

from collections.abc import Awaitable, Callable, Mapping
from html import escape

from aiohttp import web

from adapters import page
from facilitation.people.privacy import KEPT
from facilitation.people.privacy_views import what_is_kept
from facilitation.talk.messages import Text, plain

NAME = "Peerloop"
_WHAT = (
    "Peerloop brings colleagues together to learn from each other, where they already work: in Slack and "
    "Microsoft Teams. It finds people for each other, gives them a reason and a question to start with, and asks "
    "once how it went. Who takes part says so themselves, and stops whenever they like."
)
_READS = "It reads what is said to it, in its chat or by mention, and the threads that it opened; no other messages."
_TERMS = (
    "Your organization runs this Peerloop itself, for its own people and on its own rules: whoever added it "
    "answers for it. The software is free under the Apache License 2.0 and comes without warranty."
)
_RIGHTS = (
    "Three things are yours at any time, by a word to Peerloop: “privacy” shows what is kept, “export me” gives "
    "you all of it to read and to save, and “forget me” erases it. Whoever has left the organization asks the "
    "people who run it, who do the same for them and hand on the receipt."
)
_UNINSTALLED = (
    "Where Peerloop is removed from a workspace or a tenant, nothing is sent there any more."
)
_HELP = (
    "Write “help” to Peerloop to see what it can do, and “roles” to see who looks after it where you are: they "
    "can change what it does. Where something goes wrong it says so with a reference; pass that on to them, and "
    "they find in the log what happened. Whoever runs the machine finds out with “peerloop doctor” what is amiss "
    "and how to mend it."
)


def routes() -> list[web.RouteDef]:
    """Return the three addresses."""
    return [web.get(f"/{name}", _shown(html)) for name, html in PAGES.items()]


def _about() -> str:
    return page.html(
        NAME,
        f"<p>{escape(_WHAT)}</p><p>{escape(_READS)}</p>"
        f'<h2 id="privacy">Privacy</h2>{_kept()}'
        f'<h2 id="terms">Terms</h2><p>{escape(_TERMS)}</p>{_LINKS}',
    )


def _privacy() -> str:
    body = f"{_kept()}<h2>What you can do</h2><p>{escape(_RIGHTS)}</p><p>{escape(_UNINSTALLED)}</p>"
    return page.html("Privacy at Peerloop", body + _LINKS)


def _support() -> str:
    return page.html("Help with Peerloop", f"<p>{escape(_HELP)}</p>{_LINKS}")


def _kept() -> str:
    """Return what the command `privacy` says, and how long each thing is kept."""
    kept = what_is_kept()
    lines = "".join(
        f"<li>{escape(one.what)} <small>{escape(one.long)}</small></li>" for one in KEPT
    )
    said = [escape(plain(block.spans)) for block in kept.blocks if isinstance(block, Text)]
    return f"<p>{escape(kept.title)}:</p><ul>{lines}</ul>" + "".join(
        f"<p>{one}</p>" for one in said
    )


_LINKS = '<p><a href="/about">About</a> · <a href="/privacy">Privacy</a> · <a href="/support">Help</a></p>'

PAGES: Mapping[str, str] = {"about": _about(), "privacy": _privacy(), "support": _support()}


def _shown(html: str) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
    async def answer(_request: web.Request) -> web.Response:
        return web.Response(
            text=html, content_type="text/html", charset="utf-8", headers=page.HEADERS
        )

    return answer
