"""GET /board/<signed>: a program's takeaways on one page, for whoever has its signed address."""

import asyncio
from html import escape

from aiohttp import web

from adapters import page
from bot.clock import Clock
from facilitation.knowledge import digest, looking, takeaway_views
from facilitation.knowledge.model import Takeaway
from facilitation.knowledge.takeaway_views import Known
from facilitation.talk.messages import plain
from facilitation.work import Store

_HEADERS = {**page.HEADERS, "Cache-Control": "no-store", "X-Robots-Tag": "noindex"}
_GONE = (
    "<p>This link is not complete, or its time is over. Each weekly digest brings a new one, and "
    "<code>takeaways</code> shows them all in the chat.</p>"
)
_NOTHING = "<p>Nothing is kept here yet. <code>share</code> in the chat keeps the first one.</p>"


def routes(store: Store, clock: Clock) -> list[web.RouteDef]:
    """Return the address of the boards."""

    async def answer(request: web.Request) -> web.Response:
        signed = request.match_info["signed"]
        status, title, body = await asyncio.to_thread(_board, store, signed, clock)
        return web.Response(
            status=status, text=page.html(title, body), content_type="text/html", headers=_HEADERS
        )

    return [web.get("/board/{signed}", answer)]


def _board(store: Store, signed: str, clock: Clock) -> tuple[int, str, str]:
    """Return the status, the title and the body of a page, which blocks."""
    with store.begin() as work:
        about = work.links.read("board", signed, clock.now())
        if about is None:
            return 404, "There is no board here", _GONE
        program = work.programs.get(about)
        place = work.workspaces.find(program.workspace)
        if place is None or place.state != "active":
            return 404, "There is no board here", _GONE
        found = digest.board(work, program)
        known = looking.known(work, found)
    title = f"What {program.name} keeps"
    zone = program.settings.zone
    return 200, title, "".join(_shown(one, known, zone) for one in found) or _NOTHING


def _shown(one: Takeaway, known: Known, zone: str) -> str:
    """Return a takeaway as a part of the page, its words escaped."""
    about = plain(takeaway_views.about(one, known), zone)
    words = escape(one.text).replace("\n", "<br>")
    newer = known.others.get(one.replaced_by)
    instead = f" Replaced by “{escape(newer.title)}”." if newer else ""
    flag = f"<p><b>No longer right.{instead}</b></p>" if one.state == "obsolete" else ""
    return f"<h2>{escape(one.title)}</h2>{flag}<p>{words}</p><p><small>{escape(about)}</small></p>"
