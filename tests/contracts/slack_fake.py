"""A small Slack on loopback that knows tokens, codes and refresh tokens, and can refuse, fail or be slow."""

import asyncio
import base64
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

CLIENT_ID, CLIENT_SECRET = "1.2", "client-secret-canary"
SCOPES = "commands,chat:write"
HALF_DAY = 43_200


@dataclass
class FakeSlack:
    api_url: str = ""
    codes: dict[str, dict[str, Any]] = field(default_factory=dict)
    tokens: dict[str, dict[str, Any]] = field(default_factory=dict)
    refresh: dict[str, str] = field(default_factory=dict)
    """The token that each refresh token renews."""
    teams: list[dict[str, str]] = field(default_factory=list)
    app_tokens: set[str] = field(default_factory=set)
    scopes: str = SCOPES
    faults: list[tuple[int, str]] = field(default_factory=list)
    """Status and body of the next answers, in place of true ones."""
    slow: float = 0.0
    calls: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def count(self, method: str) -> int:
        return sum(called == method for called, _ in self.calls)

    def workspace(self, id: str, token: str, code: str = "", **more: Any) -> None:
        """Let a token belong to a workspace, and a code stand for it."""
        self.tokens[token] = {
            "team_id": id,
            "team": "Fern & <b>Co</b>",
            "user_id": "U0BOT",
            "bot_id": "B0BOT",
        }
        if code:
            self.codes[code] = {
                "access_token": token,
                "token_type": "bot",
                "scope": self.scopes,
                "bot_user_id": "U0BOT",
                "app_id": "A1",
                "team": {"id": id, "name": "Fern & <b>Co</b>"},
                "enterprise": None,
                "authed_user": {"id": "U7"},
                "is_enterprise_install": False,
                **more,
            }

    async def answer(self, request: web.Request) -> web.Response:
        method, form = request.match_info["method"], dict(await request.post())
        given = {name: str(value) for name, value in form.items()}
        self.calls.append((method, given))
        await asyncio.sleep(self.slow)
        if self.faults:
            status, body = self.faults.pop(0)
            return web.Response(status=status, text=body, content_type="application/json")
        found = {
            "auth.test": self._test,
            "oauth.v2.access": self._access,
            "auth.teams.list": self._teams,
            "apps.connections.open": self._open,
        }[method](request, given)
        said = {"ok": "error" not in found, **found}
        return web.json_response(said, headers={"x-oauth-scopes": self.scopes})

    def _test(self, request: web.Request, form: dict[str, str]) -> dict[str, Any]:
        return self.tokens.get(_bearer(request)) or {"error": "invalid_auth"}

    def _teams(self, request: web.Request, form: dict[str, str]) -> dict[str, Any]:
        if _bearer(request) not in self.tokens:
            return {"error": "invalid_auth"}
        at = int(form.get("cursor") or 0)
        more = str(at + 1) if at + 1 < len(self.teams) else ""
        return {"teams": self.teams[at : at + 1], "response_metadata": {"next_cursor": more}}

    def _open(self, request: web.Request, form: dict[str, str]) -> dict[str, Any]:
        known = _bearer(request) in self.app_tokens
        return {"url": "wss://127.0.0.1/"} if known else {"error": "invalid_auth"}

    def _access(self, request: web.Request, form: dict[str, str]) -> dict[str, Any]:
        basic = request.headers.get("Authorization", "").removeprefix("Basic ")
        if base64.b64decode(basic).decode() != f"{CLIENT_ID}:{CLIENT_SECRET}":
            return {"error": "bad_client_secret"}
        if form.get("grant_type") == "refresh_token":
            return self._renewed(form.get("refresh_token", ""))
        return self.codes.pop(form.get("code", ""), {"error": "invalid_code"})

    def _renewed(self, refresh: str) -> dict[str, Any]:
        if (old := self.refresh.pop(refresh, None)) is None:
            return {"error": "invalid_refresh_token"}
        new = f"{old}-newer"
        self.tokens[new] = self.tokens[old]
        self.refresh[f"{refresh}-newer"] = new
        return {
            "access_token": new,
            "refresh_token": f"{refresh}-newer",
            "expires_in": HALF_DAY,
            "token_type": "bot",
        }


@asynccontextmanager
async def slack() -> AsyncIterator[FakeSlack]:
    """Run a fake Slack on a free port of loopback."""
    fake = FakeSlack()
    app = web.Application()
    app.router.add_post("/api/{method}", fake.answer)
    async with serving(app) as address:
        fake.api_url = f"{address}/api/"
        yield fake


@asynccontextmanager
async def serving(app: web.Application) -> AsyncIterator[str]:
    """Serve an application on a free port of loopback, and give its address."""
    runner = web.AppRunner(app, shutdown_timeout=1.0)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


def _bearer(request: web.Request) -> str:
    return request.headers.get("Authorization", "").removeprefix("Bearer ")
