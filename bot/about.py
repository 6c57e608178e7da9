"""The pages that every installation has for people and reviewers: what Peerloop is, what it keeps, where help is."""

from aiohttp import web

from adapters import page
from facilitation import pages


def routes() -> list[web.RouteDef]:
    """Return the three addresses."""
    return [
        web.get("/about", _about),
        web.get("/privacy", _privacy),
        web.get("/support", _support),
    ]


async def _about(request: web.Request) -> web.Response:
    return page.answer(request, pages.ABOUT, privacy=pages.PRIVACY, terms=pages.TERMS)


async def _privacy(request: web.Request) -> web.Response:
    return page.answer(request, pages.PRIVACY_ALONE, rights=pages.RIGHTS)


async def _support(request: web.Request) -> web.Response:
    return page.answer(request, pages.SUPPORT)
