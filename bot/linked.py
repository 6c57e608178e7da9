"""What is opened by a link outside of a chat: invitations, boards, reports, exports, and what is always there."""

from aiohttp import web

from bot import about, board, calendar, exports, handing, reports
from bot.clock import Clock
from facilitation.work import Store


def routes(store: Store, clock: Clock) -> list[web.RouteDef]:
    """Return the addresses of all that is opened by a link."""
    each = (calendar, board, exports, handing, reports)
    return [*about.routes(), *(route for one in each for route in one.routes(store, clock))]
