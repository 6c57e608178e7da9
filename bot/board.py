"""GET /board/<signed>: a program's takeaways on one page, for whoever has its signed address."""

import asyncio
from html import escape

from aiohttp import web

from adapters import page
from bot.clock import Clock
from facilitation import pages
from facilitation.knowledge import digest, looking, takeaway_views
from facilitation.knowledge.model import Takeaway
from facilitation.knowledge.takeaway_views import Known
from facilitation.talk.messages import plain
from facilitation.work import Store

_HEADERS = {**page.HEADERS, "Cache-Control": "no-store", "X-Robots-Tag": "noindex"}


def routes(store: Store, clock: Clock) -> list[web.RouteDef]:
    """Return the address of the boards."""

    async def answer(request: web.Request) -> web.Response:
        signed = request.match_info["signed"]
        found = await asyncio.to_thread(_board, store, signed, clock)
        if found is None:
            return page.answer(request, pages.BOARD_OVER, status=404, headers=_HEADERS)
        title, body = found
        body = body or page.paragraph(page.asked(request), pages.BOARD_EMPTY)
        return web.Response(text=page.html(title, body), content_type="text/html", headers=_HEADERS)

    return [web.get("/board/{signed}", answer)]


def _board(store: Store, signed: str, clock: Clock) -> tuple[str, str] | None:
    """Return the title and the body of a page, None where the link is over; it blocks."""
    with store.begin() as work:
        about = work.links.read("board", signed, clock.now())
        if about is None:
            return None
        program = work.programs.get(about)
        place = work.workspaces.find(program.workspace)
        if place is None or place.state != "active":
            return None
        found = digest.board(work, program)
        known = looking.known(work, found)
    title = f"What {program.name} keeps"
    zone = program.settings.zone
    return title, "".join(_shown(one, known, zone) for one in found)


def _shown(one: Takeaway, known: Known, zone: str) -> str:
    """Return a takeaway as a part of the page, its words escaped."""
    about = plain(takeaway_views.about(one, known), zone)
    words = escape(one.text).replace("\n", "<br>")
    newer = known.others.get(one.replaced_by)
    instead = f" Replaced by “{escape(newer.title)}”." if newer else ""
    flag = f"<p><b>No longer right.{instead}</b></p>" if one.state == "obsolete" else ""
    return f"<h2>{escape(one.title)}</h2>{flag}<p>{words}</p><p><small>{escape(about)}</small></p>"
