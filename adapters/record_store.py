"""A learning record store by xAPI 1.0.3: statements go in batches, and one that is refused holds no other."""

import asyncio
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import quote_plus

import aiohttp

from facilitation.errands.model import Came, Done, Later, Refused

Body = Mapping[str, Any]

TIMEOUT = 30.0
"""Seconds that one request may take."""
MISCONFIGURED = 600.0
"""Seconds that are waited where asking again changes nothing before somebody has mended something."""
PATIENCE = 9
"""So often in a row a request may fail before no other is made for now: one that is always answered 500 is found by
halves, and holds no other."""
TOO_LATE = Later("there was no time left", 0.0)

_REFUSED = frozenset({400, 409, 413, 422})
"""Refused because of one of them: halves tell which."""
_BUSY = frozenset({408, 425, 429})
_SPARE = 60.0
"""Seconds before its end at which a token is renewed."""


@dataclass(frozen=True, slots=True)
class Access:
    """Where a record store is, and who we are there; with `token_url` by OAuth2 client credentials, else basic."""

    endpoint: str
    username: str
    password: str = field(repr=False)
    token_url: str = ""
    version: str = "1.0.3"

    @property
    def statements(self) -> str:
        """Return the address at which statements are taken."""
        return f"{self.endpoint.rstrip('/')}/statements"


@dataclass(frozen=True, slots=True)
class _Answer:
    status: int
    words: str
    retry_after: float | None = None
    json: Any = None


class RecordStore:
    """Carries statements to a record store; belongs to one event loop."""

    def __init__(self, access: Access, monotonic: Callable[[], float] = time.monotonic) -> None:
        """Connect when something is to be carried first."""
        self._access = access
        self._monotonic = monotonic
        self._session: aiohttp.ClientSession | None = None
        self._token = ""
        self._token_until = 0.0

    async def carry(self, bodies: Mapping[str, Body], until: float) -> dict[str, Came]:
        """Send statements by id; return what came of each. After `until` on the monotonic clock nothing is begun.

        What fails for now holds no other, unless the store asks us to wait, or fails again and again.
        """
        came: dict[str, Came] = {}
        batches, failed = [list(bodies)], 0
        while batches:
            batch = batches.pop()
            if self._monotonic() >= until:
                return came | dict.fromkeys([one for b in (batch, *batches) for one in b], TOO_LATE)
            answer = await self._asked("POST", json=[bodies[id] for id in batch])
            half, later = len(batch) // 2, _later(answer)
            if answer.status in (200, 204):
                came |= dict.fromkeys(batch, Done())
                failed = 0
            elif answer.status in _REFUSED and not half:
                came[batch[0]] = await self._refused(bodies[batch[0]], answer)
                failed = 0
            else:
                failed += answer.status not in _REFUSED
                if answer.status not in _REFUSED and (later.wait or failed == PATIENCE):
                    return came | dict.fromkeys(
                        [one for b in (batch, *batches) for one in b], later
                    )
                if half and answer.status in _REFUSED | {500}:
                    batches += [batch[half:], batch[:half]]
                else:
                    came |= dict.fromkeys(batch, later)
        return came

    async def look(self) -> tuple[int, str]:
        """Ask for one statement, and return the status and what the store says; 0 where it does not answer."""
        answer = await self._asked("GET", params={"limit": "1"})
        return answer.status, answer.words

    async def close(self) -> None:
        """Let go of the connection."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def _refused(self, body: Body, answer: _Answer) -> Came:
        """Return what follows a refusal of one statement: one that is there already as we say it is done."""
        if answer.status != 409:
            return Refused(answer.words)
        found = await self._asked("GET", params={"statementId": str(body["id"])})
        if found.status == 404:
            # one that was taken back has an address of its own
            found = await self._asked("GET", params={"voidedStatementId": str(body["id"])})
        if found.status in (200, 403, 404):
            same = found.status == 200 and _same(body, _one(found.json))
            return Done() if same else Refused(answer.words)
        return _later(found)

    async def _asked(self, method: str, **more: Any) -> _Answer:
        """Return the answer of the store; once more with a new token where the old one is no longer taken."""
        try:
            answer = await self._once(method, **more)
            if answer.status == 401 and self._token:
                self._token = ""
                answer = await self._once(method, **more)
            return answer
        except (aiohttp.ClientError, TimeoutError, ValueError) as error:
            # the address may hold a password, and an error may hold the address
            return _Answer(0, f"no answer ({type(error).__name__})")

    async def _once(self, method: str, **more: Any) -> _Answer:
        authorization, refused = await self._authorization()
        if refused is not None:
            return refused
        headers = {
            "Authorization": authorization,
            "X-Experience-API-Version": self._access.version,
        }
        url = self._access.statements
        # a POST that is sent elsewhere would arrive there as a GET, and be answered as if all were well
        asked = self._open().request(method, url, headers=headers, allow_redirects=False, **more)
        async with asked as answer:
            return await _read(answer)

    async def _authorization(self) -> tuple[str, _Answer | None]:
        """Return how we say who we are; or the answer of whoever did not give us a token."""
        access = self._access
        if not access.token_url:
            return aiohttp.encode_basic_auth(access.username, access.password), None
        if not self._token or self._monotonic() >= self._token_until:
            form = {"grant_type": "client_credentials"}
            known = aiohttp.encode_basic_auth(
                quote_plus(access.username), quote_plus(access.password)
            )
            headers = {"Authorization": known}
            asked = self._open().post(
                access.token_url, data=form, headers=headers, allow_redirects=False
            )
            async with asked as given:
                answer = await _read(given)
            if answer.status != 200 or not _has_token(answer.json):
                # not a word of it: what is refused here is not a statement
                down = answer.status >= 500 or answer.status in _BUSY
                why = f"the token address answered {answer.status}"
                return "", _Answer(answer.status if down else 401, why, answer.retry_after)
            self._token = str(answer.json["access_token"])
            lasts = float(answer.json.get("expires_in") or 300)
            self._token_until = self._monotonic() + max(lasts - _SPARE, lasts / 2)
        return f"Bearer {self._token}", None

    def _open(self) -> aiohttp.ClientSession:
        if self._session is None:
            timeout = aiohttp.ClientTimeout(total=TIMEOUT)
            self._session = aiohttp.ClientSession(timeout=timeout)
        return self._session


async def _read(answer: aiohttp.ClientResponse) -> _Answer:
    """Return the answer with the store's own words, in a line."""
    text = await answer.text(errors="replace")
    json = None
    if "json" in answer.content_type and text:
        try:
            json = await answer.json()
        except ValueError:
            json = None
    words = " ".join(text.split()) or str(answer.reason or "")
    return _Answer(answer.status, f"{answer.status}: {words}"[:500], _retry_after(answer), json)


def _retry_after(answer: aiohttp.ClientResponse) -> float | None:
    """Return for how many seconds we are asked to wait, said in seconds or as a date."""
    said = answer.headers.get("Retry-After", "").strip()
    if not said:
        return None
    if said.isdecimal():
        return float(said)
    try:
        at, date = parsedate_to_datetime(said), answer.headers.get("Date")
        now = parsedate_to_datetime(date) if date else at
        return max(0.0, (at - now).total_seconds())
    except (TypeError, ValueError):
        return None


def _later(answer: _Answer) -> Later:
    """Return when it is tried again: as it says, ever more rarely where it is down, seldom where we must be mended."""
    hopeless = 300 <= answer.status < 500 and answer.status not in _BUSY
    return Later(answer.words[:200], answer.retry_after or (MISCONFIGURED if hopeless else None))


def _has_token(json: Any) -> bool:
    return isinstance(json, dict) and bool(json.get("access_token"))


def _one(json: Any) -> Any:
    """Return the statement of an answer; some stores answer with a list of one."""
    if isinstance(json, dict) and isinstance(json.get("statements"), Sequence):
        return next(iter(json["statements"]), None)
    return json


def _same(ours: Any, theirs: Any) -> bool:
    """Return whether all that we say stands there too; a store adds to a statement what is its own."""
    match ours:
        case Mapping():
            return isinstance(theirs, dict) and all(
                _same(said, theirs.get(name)) for name, said in ours.items()
            )
        case list():
            return (
                isinstance(theirs, list)
                and len(ours) == len(theirs)
                and all(map(_same, ours, theirs))
            )
        case str() if isinstance(theirs, str) and ours != theirs:
            return _instant(ours) is not None and _instant(ours) == _instant(theirs)
        case _:
            return bool(ours == theirs)


def _instant(text: str) -> datetime | None:
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return None
    return at.astimezone(UTC) if at.tzinfo else None


def look(access: Access) -> tuple[int, str]:
    """Return what the store says to who we are, in a loop of its own; 0 where it does not answer."""

    async def once() -> tuple[int, str]:
        store = RecordStore(access)
        try:
            return await store.look()
        finally:
            await store.close()

    return asyncio.run(once())
