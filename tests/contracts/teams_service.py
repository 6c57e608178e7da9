"""A small Bot Framework service that answers as a test tells it: issuer, Entra and connector in one server."""

import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import cache
from time import time  # noqa: TID251 - botbuilder reads the real one too
from typing import Any

import jwt
from aiohttp import web
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.algorithms import RSAAlgorithm

from adapters.teams.transport import Address, Botbuilder

APP, PASSWORD, TENANT = "app-1", "a-secret-word", "tenant-1"


@cache
def key(number: int) -> rsa.RSAPrivateKey:
    """Return a key pair of this process."""
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def listed(kid: str, number: int, **others: object) -> dict[str, object]:
    """Return a key as an issuer lists it."""
    shape = json.loads(RSAAlgorithm.to_jwk(key(number).public_key()))
    return {**shape, "kid": kid, "use": "sig", "endorsements": ["msteams"], **others}


@dataclass(frozen=True)
class Asked:
    """One call that came in."""

    method: str
    path: str
    query: dict[str, str]
    token: str
    body: Any


Respond = Callable[[Asked, web.Request], Awaitable[web.StreamResponse]]


async def done(asked: Asked, request: web.Request) -> web.StreamResponse:
    """Answer as Teams does when all is well."""
    return web.json_response({"id": "m1"}, status=201)


@dataclass
class Service:
    """What the test sets, and what was asked of it."""

    url: str = ""
    respond: Respond = done
    issue: Respond | None = None
    login: Respond | None = None
    keys: list[dict[str, object]] = field(default_factory=lambda: [listed("k1", 1)])
    lasts: int = 3600
    asked: list[Asked] = field(default_factory=list)
    metadata_reads: int = 0
    tokens: int = 0

    @property
    def service_url(self) -> str:
        """Where its connector is."""
        return f"{self.url}/teams/"

    @property
    def openid_url(self) -> str:
        """Where its metadata is."""
        return f"{self.url}/openid"

    @property
    def calls(self) -> list[tuple[str, str]]:
        """What was asked of the connector: method, and path behind /v3."""
        return [(each.method, each.path.partition("/v3")[2]) for each in self.asked]

    def at(self, conversation: str = "19:room@thread.tacv2", url: str = "") -> Address:
        """Return an address on it."""
        return Address(url or self.service_url, conversation, TENANT, f"28:{APP}")

    def activity(self, **others: object) -> dict[str, Any]:
        """Return an activity as it comes in."""
        return {"type": "message", "channelId": "msteams", "serviceUrl": self.service_url, **others}

    def bearer(
        self, *, kid: str | None = "k1", signed: int = 1, alg: str = "RS256", **claims: object
    ) -> str:
        """Return an honest token, but for the claims given; None leaves one out."""
        honest = {
            "iss": "https://api.botframework.com",
            "aud": APP,
            "serviceurl": self.service_url,
            "nbf": int(time()) - 60,
            "exp": int(time()) + 3600,
        }
        said = {name: value for name, value in {**honest, **claims}.items() if value is not None}
        secret: Any = {"HS256": "x" * 32, "none": None}.get(alg, key(signed))
        headers = {"kid": kid} if kid is not None else None
        payload = json.dumps(said).encode()
        return f"Bearer {jwt.api_jws.encode(payload, secret, algorithm=alg, headers=headers)}"

    async def _asked(self, request: web.Request) -> Asked:
        raw = await request.text()
        body = json.loads(raw) if raw.startswith("{") else raw
        token = request.headers.get("Authorization", "")
        return Asked(
            request.method, request.raw_path.partition("?")[0], dict(request.query), token, body
        )

    async def metadata(self, request: web.Request) -> web.StreamResponse:
        self.metadata_reads += 1
        if self.issue is not None:
            return await self.issue(await self._asked(request), request)
        return web.json_response({"jwks_uri": f"{self.url}/keys"})

    async def jwks(self, request: web.Request) -> web.StreamResponse:
        return web.json_response({"keys": self.keys})

    async def token(self, request: web.Request) -> web.StreamResponse:
        self.tokens += 1
        if self.login is not None:
            return await self.login(await self._asked(request), request)
        form = await request.post()
        assert form["client_id"] == APP
        assert form["client_secret"] == PASSWORD
        assert form["scope"] == "https://api.botframework.com/.default"
        assert form["grant_type"] == "client_credentials"
        return web.json_response({"access_token": f"t{self.tokens}", "expires_in": self.lasts})

    async def call(self, request: web.Request) -> web.StreamResponse:
        asked = await self._asked(request)
        self.asked.append(asked)
        return await self.respond(asked, request)


@asynccontextmanager
async def running() -> AsyncIterator[Service]:
    """Run one on this very loop, where whoever blocks it waits forever."""
    service = Service()
    app = web.Application()
    app.router.add_get("/openid", service.metadata)
    app.router.add_get("/keys", service.jwks)
    app.router.add_post(f"/login/{TENANT}/oauth2/v2.0/token", service.token)
    app.router.add_route("*", "/teams/v3/{rest:.*}", service.call)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    service.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    try:
        yield service
    finally:
        await runner.cleanup()


@asynccontextmanager
async def bot(service: Service, **others: Any) -> AsyncIterator[Botbuilder]:
    """Return a bot registered at the service."""
    given = {
        "openid_url": service.openid_url,
        "login_url": f"{service.url}/login",
        "hosts": {"127.0.0.1"},
        **others,
    }
    transport = Botbuilder(APP, PASSWORD, TENANT, **given)
    try:
        yield transport
    finally:
        await transport.close()


def status(code: int, body: object = None, **headers: str) -> Respond:
    """Return a way to answer: a status, JSON (or a page of HTML for a str), headers."""

    async def respond(asked: Asked, request: web.Request) -> web.StreamResponse:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        if isinstance(body, str):
            return web.Response(status=code, text=body, content_type="text/html", headers=named)
        if body is None:
            return web.Response(status=code, headers=named)
        return web.json_response(body, status=code, headers=named)

    return respond
