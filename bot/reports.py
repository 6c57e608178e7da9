"""GET /report/<token>: the report of a program, for an hour, to whoever has the address; who opened it is kept."""

import asyncio
import re

from aiohttp import web

from adapters import page
from bot import report_page
from bot.clock import Clock
from facilitation.errors import UserError
from facilitation.post import journal
from facilitation.post.facts_privacy import ReportOpened
from facilitation.programs import service as programs
from facilitation.reports import commands, periods, service
from facilitation.work import Store

HEADERS = {**page.HEADERS, "Cache-Control": "no-store", "X-Robots-Tag": "noindex"}

_TOKEN = re.compile(r"[0-9a-f]{24,64}")
_GONE = (
    "<p>A link to a report is good for an hour, and for who may see the program. This one is over, or not complete.</p>"
    "<p>Write <code>report</code> to Peerloop to get another.</p>"
)


def routes(store: Store, clock: Clock) -> list[web.RouteDef]:
    """Return the address of reports."""

    async def report(request: web.Request) -> web.Response:
        token = request.match_info["token"]
        known = _TOKEN.fullmatch(token) is not None
        found = await asyncio.to_thread(_made, store, clock, token) if known else None
        return _page(200, found) if found else _page(404, page.html("This link is over", _GONE))

    return [web.get("/report/{token}", report)]


def _made(store: Store, clock: Clock, token: str) -> str | None:
    """Return the page, and write down who opened it; None where nobody may any more."""
    now = clock.now()
    with store.begin() as work:
        opens = work.passes.follow(token, commands.KIND, now)
        if opens is None:
            return None
        id, _, words = opens.about.partition(" ")
        member = work.members.find(opens.member)
        try:
            program = work.programs.get(id)
            zone = work.workspaces.get(opens.workspace).zone
            period = periods.read(words, opens.made_at, zone)
        except UserError:
            return None
        if member is None or member.state != "active" or not programs.may_write(member, program):
            return None
        opened = ReportOpened(program=program.id, period=periods.label(period))
        journal.keep(work, program.workspace, opened, now, by=member.id)
        return report_page.html(service.take(work, program, period, zone))


def _page(status: int, text: str) -> web.Response:
    return web.Response(status=status, text=text, content_type="text/html", headers=HEADERS)
