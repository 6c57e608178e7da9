"""GET /report/<token> and .png: a report for an hour, to whoever has the address; who opened a program's is kept."""

import asyncio
import re
from datetime import datetime

from aiohttp import web

from adapters import page
from adapters.charts import Drawing
from bot import gaps_section, own_report_page, png, report_page
from bot.clock import Clock
from facilitation import pages
from facilitation.errors import UserError
from facilitation.people import readers
from facilitation.post import journal
from facilitation.post.facts_privacy import ReportOpened
from facilitation.privacy.model import Pass
from facilitation.programs import service as programs
from facilitation.programs.model import Program
from facilitation.reports import own_commands, periods, pictures, service, views
from facilitation.reports.model import Period
from facilitation.talk.readers import Reader
from facilitation.work import Store, Work

HEADERS = {**page.HEADERS, "Cache-Control": "no-store", "X-Robots-Tag": "noindex"}

_TOKEN = re.compile(r"[0-9a-f]{24,64}")


def routes(store: Store, clock: Clock) -> list[web.RouteDef]:
    """Return the address of reports."""

    async def report(request: web.Request) -> web.Response:
        token = request.match_info["token"]
        known = _TOKEN.fullmatch(token) is not None
        found = await asyncio.to_thread(_made, store, clock, token) if known else None
        over = page.answer(request, pages.REPORT_OVER, status=404, headers=HEADERS)
        return _page(200, found) if found else over

    async def picture(request: web.Request) -> web.Response:
        token, key = request.match_info["token"], request.match_info["key"]
        drawn = await asyncio.to_thread(_drawn, store, clock, token, key or views.TREND)
        if drawn is None:
            return web.Response(status=404, headers=HEADERS)
        made = await asyncio.to_thread(png.made, drawn)
        return web.Response(body=made, content_type="image/png", headers=HEADERS)

    return [
        web.get("/report/{token:[0-9a-f]{24,64}}{_:-?}{key:[a-z]*}.png", picture),
        web.get("/report/{token}", report),
    ]


def _drawn(store: Store, clock: Clock, token: str, key: str) -> Drawing | None:
    """Return a picture of the report that a token opens; a chat asks for it by itself, so nobody has looked yet."""
    now = clock.now()
    with store.begin() as work:
        opens = work.passes.follow(token, service.KIND, now)
        found = _found(work, opens) if opens else None
        if found is None:
            return None
        program, period, zone, reader = found
        made = service.take(work, program, period, zone)
        if key in report_page.TRENDS:
            return report_page.trend(made, made.figure(key), reader)
        drawn = report_page.drawings(made, pictures.take(work, made, now), reader)
    return next((one for one in drawn if one.key == key), None)


def _made(store: Store, clock: Clock, token: str) -> str | None:
    """Return the page that a token opens; None where nobody may see it any more."""
    now = clock.now()
    with store.begin() as work:
        if opens := work.passes.follow(token, service.KIND, now):
            return _of_program(work, opens, now)
        if opens := work.passes.follow(token, own_commands.KIND, now):
            return _own(work, opens)
    return None


def _of_program(work: Work, opens: Pass, now: datetime) -> str | None:
    """Return the page of a program's report, and write down who opened it."""
    found = _found(work, opens)
    if found is None:
        return None
    program, period, zone, reader = found
    opened = ReportOpened(program=program.id, period=periods.label(period))
    journal.keep(work, program.workspace, opened, now, by=opens.member)
    made = service.take(work, program, period, zone)
    gaps = gaps_section.take(work, program.workspace, now, reader)
    return report_page.html(made, pictures.take(work, made, now), gaps, reader=reader)


def _found(work: Work, opens: Pass) -> tuple[Program, Period, str, Reader] | None:
    """Return a link's program, period and zone, and who reads it; None for who may not see it any more."""
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
    return program, period, zone, readers.reader(member)


def _own(work: Work, opens: Pass) -> str | None:
    """Return the page of a member's own report, of nobody else's."""
    member = work.members.find(opens.member)
    if member is None or member.state != "active":
        return None
    zone = work.workspaces.get(opens.workspace).zone
    period = periods.read(opens.about, opens.made_at, zone)
    own = work.reports.own(member.id, period.since, period.until)
    return own_report_page.html(own, period, readers.reader(member))


def _page(status: int, text: str) -> web.Response:
    return web.Response(status=status, text=text, content_type="text/html", headers=HEADERS)
