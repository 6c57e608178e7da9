"""The bot's own token, by which the connector knows it: client credentials at Entra.

One POST by aiohttp rather than msal: msal blocks, asks Microsoft's discovery besides, refuses http even to a local
server, and the SDK makes a new msal app, and so a new token, for every turn.
"""

import asyncio
import re

import aiohttp
from yarl import URL

from adapters.teams.transport import wire
from adapters.teams.transport.model import Trouble

LOGIN_URL = "https://login.microsoftonline.com"
SCOPE = "https://api.botframework.com/.default"
TIMEOUT = 5.0
EARLY = 300.0
"""Seconds before its end that a token is replaced, while it is still used."""

_TOKEN = re.compile(r"[\x21-\x7e]+")


class Tokens:
    """The bot's token: fetched once for all who want it, replaced before it ends."""

    def __init__(
        self, app_id: str, password: str, tenant: str, *, login_url: str = "", young: float = 60.0
    ) -> None:
        """Take the bot's registration; a token younger than `young` seconds is not at fault for a 401."""
        self._url = URL(f"{(login_url or LOGIN_URL).rstrip('/')}/{tenant}/oauth2/v2.0/token")
        self._form = {
            "grant_type": "client_credentials",
            "client_id": app_id,
            "client_secret": password,
            "scope": SCOPE,
        }
        self._young = young
        self._token = ""
        self._since = self._renew_at = self._ends_at = float("-inf")
        self._fetching: asyncio.Task[None] | None = None

    async def get(self, session: aiohttp.ClientSession) -> str:
        """Return a token that is good now; raises Trouble, and nothing was sent to the connector then."""
        now = asyncio.get_running_loop().time()
        if now < self._ends_at:
            if now >= self._renew_at:
                self._fetch(session)
            return self._token
        # whoever gives up waiting must not end it for the others
        await asyncio.shield(self._fetch(session))
        return self._token

    def refused(self, token: str) -> bool:
        """Forget a token that the connector does not take; return whether a new one may do better."""
        if token != self._token:
            return True
        if asyncio.get_running_loop().time() - self._since < self._young:
            return False
        self._renew_at = self._ends_at = float("-inf")
        return True

    async def close(self) -> None:
        """Stop fetching."""
        if self._fetching is not None and not self._fetching.done():
            self._fetching.cancel()
            await asyncio.wait([self._fetching])

    def _fetch(self, session: aiohttp.ClientSession) -> "asyncio.Task[None]":
        if self._fetching is None or self._fetching.done():
            self._fetching = asyncio.create_task(self._replace(session))
            self._fetching.add_done_callback(_seen)
        return self._fetching

    async def _replace(self, session: aiohttp.ClientSession) -> None:
        try:
            reply = await wire.ask(
                session, "POST", self._url, wire.within(TIMEOUT), data=self._form
            )
        except Trouble as error:
            raise Trouble("TokenUnavailable", detail=f"{error.code}: {error.detail}") from error
        if not reply.good:
            found = wire.trouble(reply)
            code = "TokenRefused" if reply.status in (400, 401, 403) else "TokenUnavailable"
            detail = f"{found.code}: {found.detail}"
            raise Trouble(code, reply.status, found.retry_after, detail)
        token, seconds = reply.body.get("access_token"), _seconds(reply.body.get("expires_in"))
        if not isinstance(token, str) or not _TOKEN.fullmatch(token):
            raise Trouble("TokenUnavailable", reply.status, detail="an answer without a token")
        self._token, self._since = token, asyncio.get_running_loop().time()
        self._ends_at = self._since + seconds
        self._renew_at = self._ends_at - min(EARLY, seconds / 2)


def _seconds(lasts: object) -> float:
    """Return how long a token lasts, which some of Entra's endpoints say as a string; a little where they do not."""
    found = re.fullmatch(r"[0-9]{1,6}(\.0)?", str(lasts), re.ASCII)
    return float(found[0]) if found else EARLY


def _seen(task: "asyncio.Task[None]") -> None:
    # who waits for it gets it raised; a renewal nobody waits for is tried again at the next call
    if not task.cancelled():
        task.exception()
