"""The keys that Microsoft signs requests to bots with, as its OpenID metadata lists them.

Read by ourselves: PyJWT's JWKS client and botbuilder's cache fetch on the event loop, with no pause between two reads,
and botbuilder's answers a key it does not know with an error until a day is over.
"""

import asyncio
import json
from dataclasses import dataclass
from typing import Any

import aiohttp
import structlog
from jwt.algorithms import RSAAlgorithm
from yarl import URL

from adapters.teams.transport import wire
from adapters.teams.transport.model import Json, Refused, Trouble

OPENID_URL = "https://login.botframework.com/v1/.well-known/openidconfiguration"

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Key:
    """A public key, and the channels whose requests it may sign."""

    public_key: Any
    endorsements: list[str]


class Keys:
    """The issuer's keys by id: read once a day, and when an unknown one turns up.

    Once the issuer was asked in vain it is left alone for `pause` seconds, and it is asked by one request for all who
    wait; a key that is known never waits, and stays good while the issuer cannot be reached.
    """

    def __init__(
        self, url: str, *, timeout: float = 5.0, pause: float = 3.0, fresh: float = 24 * 3600.0
    ) -> None:
        """Take the address of the OpenID metadata."""
        self._url = URL(url)
        self._timeout = timeout
        self._pause = pause
        self._fresh = fresh
        self._keys: dict[str, Key] = {}
        self._read_at = float("-inf")
        self._vain_at = float("-inf")
        self._reading: asyncio.Task[None] | None = None

    async def get(self, kid: str) -> Key:
        """Return a key; raises Refused when the issuer does not have it or cannot be asked."""
        known = self._keys.get(kid)
        if known is not None:
            if asyncio.get_running_loop().time() - self._read_at > self._fresh:
                self._read()
            return known
        # whoever gives up waiting must not end it for the others
        await asyncio.shield(self._read())
        if kid not in self._keys:
            self._vain_at = asyncio.get_running_loop().time()
            raise Refused("signed with a key that the issuer does not list")
        return self._keys[kid]

    async def close(self) -> None:
        """Stop reading."""
        if self._reading is not None and not self._reading.done():
            self._reading.cancel()
            await asyncio.wait([self._reading])

    def _read(self) -> "asyncio.Task[None]":
        if self._reading is None or self._reading.done():
            self._reading = asyncio.create_task(self._replace())
        return self._reading

    async def _replace(self) -> None:
        loop = asyncio.get_running_loop()
        await asyncio.sleep(max(0.0, self._vain_at + self._pause - loop.time()))
        try:
            async with wire.opened() as session:
                found = await self._fetch(session)
        except Trouble as error:
            log.warning("the issuer's signing keys cannot be read", error=str(error))
            self._vain_at = loop.time()
            return
        self._keys, self._read_at = found, loop.time()

    async def _fetch(self, session: aiohttp.ClientSession) -> dict[str, Key]:
        metadata = await self._document(session, self._url)
        address = metadata.get("jwks_uri")
        if not isinstance(address, str) or not address.startswith(f"{self._url.scheme}://"):
            raise Trouble("BadMetadata", detail="the metadata names no keys")
        listed = (await self._document(session, URL(address))).get("keys")
        entries = listed if isinstance(listed, list) else []
        found = dict(filter(None, map(_key, entries)))
        if not found:
            raise Trouble("BadMetadata", detail="no key that could have signed anything")
        return found

    async def _document(self, session: aiohttp.ClientSession, url: URL) -> Json:
        reply = await wire.ask(session, "GET", url, wire.within(self._timeout))
        if not reply.good:
            raise wire.trouble(reply)
        return reply.body


def _key(entry: object) -> tuple[str, Key] | None:
    """Return a key with its id; None for what is no RSA key, or endorsed for no channel."""
    if not isinstance(entry, dict) or entry.get("kty") != "RSA" or "d" in entry:
        return None
    kid, endorsed = entry.get("kid"), entry.get("endorsements")
    if not isinstance(kid, str) or not isinstance(endorsed, list) or not endorsed:
        # a key without endorsements is good for no channel, not for every one
        return None
    try:
        public = RSAAlgorithm.from_jwk(json.dumps(entry))
    except Exception:
        log.warning("a signing key cannot be read", kid=kid[:100])
        return None
    return kid, Key(public, [each for each in endorsed if isinstance(each, str)])
