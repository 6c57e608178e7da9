"""What stands before every request to the page: who may ask, what an answer may load, and refusals in plain words."""

from urllib.parse import urlsplit

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

from adapters.loopback import host_of, is_near
from adapters.playground.inbound import Refused
from facilitation.errors import UserError

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}

NOT_HERE = (
    "The playground answers to localhost only. To reach it from elsewhere, set HOST to this machine's own name or "
    "address, or PUBLIC_URL to the address you open."
)


def guard(hosts: tuple[str, ...]) -> Middleware:
    """Return the middleware; `hosts` are names at which anybody may ask, besides this machine at its own.

    Asked for by any other name, the page would be within reach of a site that points its own name here.
    """
    allowed = {h.casefold() for h in hosts}

    @web.middleware
    async def guarded(request: web.Request, handler: Handler) -> web.StreamResponse:
        try:
            _check(request, allowed)
            response = await handler(request)
        except web.HTTPException as error:
            response = refusal(request, error.text or error.reason, error.status)
        except Refused as error:
            response = refusal(request, error.sentence, error.status)
        except UserError as error:
            response = refusal(request, error.sentence, 400)
        if not response.prepared:
            response.headers.update(HEADERS)
            response.headers.setdefault("Cache-Control", "no-store")
        return response

    return guarded


def refusal(request: web.Request, sentence: str, status: int) -> web.Response:
    """Return a sentence as JSON to scripts and as plain text to people."""
    if request.path.startswith("/play/api/"):
        return web.json_response({"error": sentence}, status=status)
    return web.Response(text=sentence, status=status)


def _check(request: web.Request, allowed: set[str]) -> None:
    """Refuse other names than ours, and acts that another site's page sends through this browser."""
    if host_of(request) not in allowed and not is_near(request):
        raise web.HTTPMisdirectedRequest(text=NOT_HERE)
    if request.method in ("GET", "HEAD"):
        return
    site, origin = request.headers.get("Sec-Fetch-Site"), request.headers.get("Origin")
    # Without a referrer a browser calls the origin of a plain form "null", so the older header counts only alone.
    same = _authority(origin) == request.headers.get("Host") if origin and not site else True
    if not same or site not in (None, "same-origin", "none"):
        raise web.HTTPForbidden(text="This was sent from another site.")


def _authority(origin: str) -> str:
    """Return the host and port of an origin, an empty text for what is none."""
    try:
        return urlsplit(origin).netloc
    except ValueError:
        return ""
