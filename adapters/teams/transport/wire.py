"""One HTTP request and its answer, whatever that is: JSON, a page of HTML, nothing at all."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

import aiohttp
from yarl import URL

from adapters.teams.transport.model import Json, Trouble

CONNECT = 5.0
"""Seconds until a host counts as not there."""
LARGEST = 8 * 1024 * 1024
"""Bytes of an answer; a page of 500 members has about 200 kB."""
LONGEST_WAIT = 24 * 3600.0

_MAYBE_DONE = frozenset({408, 500, 502, 504})
"""Statuses after which the request may have been carried out all the same."""
_SUBCODE = re.compile(r'\\*"subCode\\*"\s*:\s*\\*"(\w+)')


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back."""

    status: int
    headers: Mapping[str, str]
    text: str

    @property
    def good(self) -> bool:
        """Return whether it was done."""
        return 200 <= self.status < 300

    @property
    def body(self) -> Json:
        """Return the JSON object in it; {} where there is none."""
        try:
            found = json.loads(self.text)
        except (ValueError, RecursionError):
            return {}
        return found if isinstance(found, dict) else {}

    @property
    def retry_after(self) -> float | None:
        """Return how many seconds to wait, given as such or as a date by the sender's own clock."""
        said = self.headers.get("Retry-After", "").strip()
        if re.fullmatch(r"[0-9]{1,9}(\.[0-9]+)?", said, re.ASCII):
            return min(float(said), LONGEST_WAIT)
        until, sent = _date(said), _date(self.headers.get("Date", ""))
        if until is None or sent is None:
            return None
        return min(max((until - sent).total_seconds(), 0.0), LONGEST_WAIT)


def opened() -> aiohttp.ClientSession:
    """Return a session without a limit of its own: what is in flight is limited where it is known for whom."""
    return aiohttp.ClientSession(
        connector=aiohttp.TCPConnector(limit=0),
        headers={"User-Agent": "Peerloop", "Accept": "application/json"},
        cookie_jar=aiohttp.DummyCookieJar(),
    )


def within(seconds: float) -> aiohttp.ClientTimeout:
    """Return how long one request may take, connecting and all."""
    return aiohttp.ClientTimeout(total=seconds, connect=min(CONNECT, seconds))


async def ask(
    session: aiohttp.ClientSession,
    method: str,
    url: URL,
    timeout: aiohttp.ClientTimeout,  # noqa: ASYNC109 - aiohttp's own, which tells connecting from waiting
    **given: Any,
) -> Reply:
    """Return the answer, once and without following redirects; raises Trouble where there is none."""
    try:
        async with session.request(
            method, url, timeout=timeout, allow_redirects=False, **given
        ) as response:
            content = await _content(response)
            return Reply(response.status, response.headers, content.decode("utf-8", "replace"))
    except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as error:
        raise Trouble("Unreachable", detail=_said(error)) from error
    except (aiohttp.InvalidURL, aiohttp.NonHttpUrlClientError) as error:
        raise Trouble("BadAddress", detail=_said(error)) from error
    except TimeoutError as error:
        raise Trouble("Timeout", detail=_said(error), sent=True) from error
    except (aiohttp.ClientError, OSError, ValueError) as error:
        raise Trouble("Disconnected", detail=_said(error), sent=True) from error


def trouble(reply: Reply) -> Trouble:
    """Return what an answer that is no success means."""
    body, text = reply.body, reply.text
    given = body.get("error")
    error: Json = given if isinstance(given, dict) else body
    if subcode := _SUBCODE.search(text):
        code = subcode[1]
    else:
        code = next((each for each in (error.get("code"), given) if isinstance(each, str)), "")
    message = error.get("message") or error.get("error_description")
    if not isinstance(message, str):
        kind = reply.headers.get("Content-Type", "").partition(";")[0]
        message = f"{len(text)} characters of {kind or 'nothing'}, no JSON error"
    return Trouble(
        (code or f"HTTP {reply.status}")[:100],
        reply.status,
        reply.retry_after,
        " ".join(message.split())[:300],
        reply.status in _MAYBE_DONE,
    )


async def _content(response: aiohttp.ClientResponse) -> bytes:
    found = bytearray()
    async for chunk in response.content.iter_any():
        found += chunk
        if len(found) > LARGEST:
            raise ValueError("the answer is too large")
    return bytes(found)


def _date(text: str) -> datetime | None:
    try:
        found = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError):
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _said(error: BaseException) -> str:
    return f"{type(error).__name__}: {error}"[:200]
