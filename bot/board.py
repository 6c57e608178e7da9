"""GET /board/<signed>: a program's takeaways on one page, for whoever has its signed address."""

import asyncio
from dataclasses import replace
from html import escape

from aiohttp import web

from adapters import page
from bot.clock import Clock
from facilitation import pages
from facilitation.knowledge import digest, looking, takeaway_views
from facilitation.knowledge.model import Takeaway
from facilitation.knowledge.takeaway_views import Known
from facilitation.talk.messages import plain
from facilitation.talk.phrases import Phrase
from facilitation.talk.readers import Reader
from facilitation.work import Store

_HEADERS = {**page.HEADERS, "Cache-Control": "no-store", "X-Robots-Tag": "noindex"}


def routes(store: Store, clock: Clock) -> list[web.RouteDef]:
    """Return the address of the boards."""

    async def answer(request: web.Request) -> web.Response:
        signed = request.match_info["signed"]
        reader = page.asked(request)
        found = await asyncio.to_thread(_board, store, signed, clock, reader)
        if found is None:
            return page.answer(request, pages.BOARD_OVER, status=404, headers=_HEADERS)
        title, body = found
        body = body or page.paragraph(reader, pages.BOARD_EMPTY)
        shown = page.html(reader.words(title), body, language=reader.language.code)
        headers = {**_HEADERS, "Vary": "Accept-Language"}
        return web.Response(text=shown, content_type="text/html", headers=headers)

    return [web.get("/board/{signed}", answer)]


def _board(store: Store, signed: str, clock: Clock, reader: Reader) -> tuple[Phrase, str] | None:
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
    read = replace(reader, zone=program.settings.zone)
    return pages.board(program.name), "".join(shown(one, known, read) for one in found)


def shown(one: Takeaway, known: Known, reader: Reader) -> str:
    """Return a takeaway as a part of the page, its words escaped."""
    about = plain(reader.spans(takeaway_views.about(one, known)), reader.zone, reader.language)
    words = escape(one.text).replace("\n", "<br>")
    newer = known.others.get(one.replaced_by)
    said = escape(reader.words(pages.outdated(newer.title if newer else "")))
    flag = f"<p><b>{said}</b></p>" if one.state == "obsolete" else ""
    return f"<h2>{escape(one.title)}</h2>{flag}<p>{words}</p><p><small>{escape(about)}</small></p>"
