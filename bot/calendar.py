"""GET /calendar/<token>.ics: an invitation or a member's own calendar, for whoever holds its unguessable address."""

import asyncio
import re
from typing import TYPE_CHECKING

from aiohttp import web

from adapters import page
from bot.clock import Clock
from facilitation import pages
from facilitation.bookings.model import Booking
from facilitation.bookings.times import calendar
from facilitation.joining import subscribing
from facilitation.people.model import Member
from facilitation.rounds.times import service as times
from facilitation.rounds.times import telling
from facilitation.sessions.calendar import Entry
from facilitation.work import Store, Work

if TYPE_CHECKING:
    from facilitation.sessions.invitations import Method

PER_SECOND, BURST = 20.0, 100
"""How fast invitations are looked up, over everyone; a guesser gets nowhere, and the database keeps its breath."""

_FILE = re.compile(r"([A-Za-z0-9_-]{16,80})\.ics")
_PRIVATE = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex",
}


def routes(store: Store, clock: Clock) -> list[web.RouteDef]:
    """Return the address of the invitations."""
    desk = _Desk(store, clock)
    return [web.get("/calendar/{file}", desk.answer)]


class _Desk:
    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock
        self._full_at = 0.0

    async def answer(self, request: web.Request) -> web.Response:
        """Answer with the invitation, or say why there is none."""
        shape = _FILE.fullmatch(request.match_info["file"])
        if shape is None:
            return _said(404, page.asked(request).words(pages.NO_INVITATION))
        if not self._has_room(asyncio.get_running_loop().time()):
            answer = _said(429, page.asked(request).words(pages.TOO_MANY))
            answer.headers["Retry-After"] = "5"
            return answer
        found = await asyncio.to_thread(self._invitation, shape[1])
        if found is None:
            return _said(404, page.asked(request).words(pages.NO_INVITATION))
        method, body = found
        return web.Response(
            body=body,
            headers={
                **_PRIVATE,
                "Content-Type": f"text/calendar; charset=utf-8; method={method}",
                "Content-Disposition": 'attachment; filename="booking.ics"',
            },
        )

    def _has_room(self, now: float) -> bool:
        """Take one from the bucket, kept as the instant at which it is full again."""
        full_at = max(self._full_at, now)
        if full_at - now > (BURST - 1) / PER_SECOND:
            return False
        self._full_at = full_at + 1 / PER_SECOND
        return True

    def _invitation(self, token: str) -> "tuple[str, bytes] | None":
        """Look it up, which blocks; None where there is nothing to put in a calendar."""
        with self._store.begin() as work:
            if whose := subscribing.of_token(work, token):
                return self._subscription(work, whose)
            found = _of_booking(work, token) or _of_circle(work, token)
            place = work.workspaces.find(found[1].workspace) if found else None
        if found is None or place is None or place.state != "active":
            return None
        # icalendar takes its time to import, and few processes are ever asked
        from facilitation.sessions import invitations

        method, entry = found
        return method, invitations.invitation(entry, method=method, now=self._clock.now())

    def _subscription(self, work: Work, member: Member) -> "tuple[str, bytes] | None":
        if work.workspaces.get(member.workspace).state != "active":
            return None
        from facilitation.sessions import invitations

        now = self._clock.now()
        single, repeated = subscribing.whole(work, member, now)
        return "PUBLISH", invitations.subscription(
            single, title="Peerloop", now=now, repeated=repeated
        )


def _of_booking(work: Work, token: str) -> "tuple[Method, Entry] | None":
    booking = work.bookings.by_token(token)
    method = _method(booking) if booking else None
    people = work.members.some(booking.people) if booking and method else {}
    if booking is None or method is None or len(people) < 2:
        return None
    return method, calendar.entry(booking, people[booking.asker], people[booking.peer])


def _of_circle(work: Work, token: str) -> "tuple[Method, Entry] | None":
    session = work.sessions.by_token(token)
    if session is None or session.starts_at is None or not session.people:
        return None
    of = times.seen(work, work.members.get(session.people[0]), session)
    return "REQUEST", telling.entry(of)


def _method(booking: Booking) -> "Method | None":
    """Return what a booking's invitation now says, None while it never had a time that both agreed on."""
    if booking.starts_at is None:
        return None
    if booking.state in {"agreed", "over"}:
        return "REQUEST"
    return "CANCEL" if booking.state == "cancelled" else None


def _said(status: int, sentence: str) -> web.Response:
    return web.Response(status=status, text=sentence, headers=_PRIVATE)
