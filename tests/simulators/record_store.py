"""A strict and stormy record store: atomic batches, tokens that run out, and every refusal that the spec allows."""

import random
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

Statement = dict[str, Any]


@dataclass
class RecordStoreSimulator:
    """What is stored, and how it misbehaves: each fault comes as often as `storm` says."""

    storm: float = 0.0
    refuses: Callable[[Statement], int] = lambda one: 0
    """Return the status with which a statement is refused for good, 0 for none."""
    seed: int = 1
    known: tuple[str, str] = ("client", "a secret of theirs")
    script: list[tuple[int, dict[str, str]]] = field(default_factory=list)
    """What the next posts are answered, status and headers, whatever they hold; nothing of them is stored."""
    stored: dict[str, Statement] = field(default_factory=dict)
    answered: Counter[int] = field(default_factory=Counter)
    """How often each status was answered, 0 for a connection that broke."""
    tokens: int = 0
    """How many were given."""
    url: str = ""
    _tokens: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        """Take a chance of its own."""
        self._chance = random.Random(self.seed)

    @asynccontextmanager
    async def serving(self) -> AsyncIterator["RecordStoreSimulator"]:
        """Serve on loopback for as long as the block lasts."""
        app = web.Application(client_max_size=2**26)
        app.add_routes(
            [
                web.post("/token", self._token),
                web.post("/xapi/statements", self._post),
                web.get("/xapi/statements", self._get),
            ]
        )
        runner = web.AppRunner(app)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        host, port = runner.addresses[0][:2]
        self.url = f"http://{host}:{port}"
        try:
            yield self
        finally:
            await runner.cleanup()

    async def _token(self, request: web.Request) -> web.Response:
        from aiohttp import encode_basic_auth

        name, secret = self.known
        quoted = encode_basic_auth(name, secret.replace(" ", "+"))
        form = await request.post()
        if request.headers["Authorization"] != quoted or form["grant_type"] != "client_credentials":
            return web.json_response({"error": "invalid_client"}, status=400)
        token = f"token{self._chance.getrandbits(40)}"
        self._tokens.add(token)
        self.tokens += 1
        return web.json_response({"access_token": token, "expires_in": 3600})

    async def _post(self, request: web.Request) -> web.StreamResponse:
        body = await request.json()
        lot: list[Statement] = body if isinstance(body, list) else [body]
        if self.script:
            status, headers = self.script.pop(0)
            self.answered[status] += 1
            return web.Response(status=status, headers=headers, text="as was said")
        if trouble := self._trouble(request):
            return self._answer(trouble, "not now")
        after = self._falls()
        found = self._wrong(lot)
        if found is not None:
            return self._answer(*found)
        self.stored |= {one["id"]: one for one in lot}
        if after == 0:
            assert request.transport is not None
            self.answered[0] += 1
            request.transport.close()
            return web.Response()
        return self._answer(after, "lost") if after >= 500 else self._told([o["id"] for o in lot])

    def _trouble(self, request: web.Request) -> int:
        """Return the status of what is refused before it is looked at, 0 for nothing."""
        token = request.headers.get("Authorization", "").removeprefix("Bearer ")
        if token not in self._tokens or request.headers.get("X-Experience-API-Version") != "1.0.3":
            return 401
        if self._chance.random() < self.storm / 10:
            self._tokens.clear()
            return 401
        return (
            self._chance.choice((429, 500, 502, 503)) if self._chance.random() < self.storm else 0
        )

    def _falls(self) -> int:
        """Return what becomes of the answer after all was stored: 200, a 5xx, or 0 for a connection that breaks."""
        return self._chance.choice((0, 500, 504)) if self._chance.random() < self.storm else 200

    def _wrong(self, lot: list[Statement]) -> tuple[int, str] | None:
        if len({one["id"] for one in lot}) < len(lot):
            return 400, "the same id twice"
        for one in lot:
            if status := self.refuses(one):
                return status, f"{one['id']} is not to our liking"
            there = self.stored.get(one["id"])
            if there is not None and (there != one or self._chance.random() < self.storm):
                return 409, f"{one['id']} is there"
        return None

    async def _get(self, request: web.Request) -> web.StreamResponse:
        if trouble := self._trouble(request):
            return self._answer(trouble, "not now")
        id = request.query.get("statementId", "")
        if not id:
            return web.json_response({"statements": list(self.stored.values())[:1], "more": ""})
        found = self.stored.get(id)
        if found is None:
            return self._answer(404, "no such statement")
        return web.json_response(found | {"stored": "2026-11-30T10:00:00Z", "version": "1.0.0"})

    def _answer(self, status: int, words: str) -> web.Response:
        self.answered[status] += 1
        headers = {"Retry-After": "0"} if status in (429, 503) else {}
        return web.Response(status=status, text=words, headers=headers)

    def _told(self, ids: list[str]) -> web.Response:
        self.answered[200] += 1
        return web.json_response(ids)
