"""The simulated Slack over HTTP: the Web API, response URLs and the page where an app is allowed."""

import asyncio
import json
import math
from base64 import b64decode
from collections.abc import Callable
from urllib.parse import urlencode

from aiohttp import web

from tests.simulators.slack import checks, methods
from tests.simulators.slack.faults import Faults
from tests.simulators.slack.methods.registry import team_of
from tests.simulators.slack.model import Call, Json, Message, SlackError, User
from tests.simulators.slack.world import RESPONSE_LIFE, RESPONSE_USES, Grant, ResponseUrl, World

NESTED = ("attachments", "blocks", "files", "metadata", "view")
RESPONSE = "response_url"
UPLOAD = "upload"


class Server:
    """Answers calls, lets faults happen to them, and keeps a record of each."""

    def __init__(self, world: World, faults: Faults) -> None:
        """Serve this world."""
        self.world = world
        self.faults = faults
        self.authorizer: User | None = None
        """Who presses Allow on the page of OAuth; nobody: it is declined."""
        self.org_wide = False

    def routes(self) -> list[web.RouteDef]:
        """Return where it listens."""
        return [
            web.route("*", "/api/{method}", self._api),
            web.post("/commands/{team}/{key}", self._respond),
            web.get("/oauth/v2/authorize", self._authorize),
            web.get("/files-pri/{file}/download/{name}", self._file),
            web.post("/upload/v1/{ticket}", self._upload),
        ]

    async def _api(self, request: web.Request) -> web.StreamResponse:
        name = request.match_info["method"]
        args: Json = {}
        try:
            args = await _arguments(request)
            token = _token(request, args)
            team = team_of(self.world, self.world.tokens.get(token), args)
        except SlackError as error:
            self._record(name, "", "", args, error.error)
            return web.json_response({"ok": False, "error": error.error, **error.more})
        answered = await self._carry(
            request,
            Call(name, team.id if team else "", token, args, self.world.now(), "", _clock()),
            lambda: {"ok": True, **methods.call(self.world, name, token, args)},
        )
        if isinstance(answered, web.StreamResponse):
            return answered
        return web.json_response(answered, headers={"X-OAuth-Scopes": self._scopes(token)})

    async def _respond(self, request: web.Request) -> web.StreamResponse:
        key, team = request.match_info["key"], request.match_info["team"]
        try:
            args = json.loads(await request.read())
        except ValueError:
            args = None
        if not isinstance(args, dict):
            return web.json_response({"ok": False, "error": "invalid_payload"}, status=400)
        answered = await self._carry(
            request,
            Call(RESPONSE, team, key, args, self.world.now(), "", _clock()),
            lambda: respond(self.world, key, args),
        )
        if isinstance(answered, web.StreamResponse):
            return answered
        if not answered["ok"]:
            gone = answered["error"] in ("used_url", "expired_url", "no_such_url")
            return web.json_response(answered, status=404 if gone else 400)
        return web.Response(text="ok")

    async def _carry(
        self, request: web.Request, call: Call, perform: Callable[[], Json]
    ) -> Json | web.StreamResponse:
        """Carry a call out, with what goes wrong with it; the answer, or a response of another kind."""
        fault = self.faults.take(call.method, call.team)
        wait = self.faults.wait(call.method, call.team, str(call.args.get("channel")), _clock())
        if fault is not None and fault.kind == "429":
            wait = fault.seconds
        if wait:
            self._keep(call, "ratelimited")
            limited = {"ok": False, "error": "ratelimited"}
            return web.json_response(
                limited, status=429, headers={"Retry-After": str(math.ceil(wait))}
            )
        if fault is None:
            return self._perform(call, perform)
        if fault.kind == "slow" and not fault.effect:
            await asyncio.sleep(fault.seconds)
            return self._perform(call, perform)
        done = fault.effect and self._perform(call, perform)
        if fault.kind == "slow":
            await asyncio.sleep(fault.seconds)
            return done or {}
        if not done:
            self._keep(call, fault.error or f"lost: {fault.kind}")
        match fault.kind:
            case "drop":
                assert request.transport is not None
                request.transport.abort()
                return web.Response()
            case "500":
                return web.Response(status=500)
            case "html":
                page = "<html><body>Slack is having trouble.</body></html>"
                return web.Response(status=503, text=page, content_type="text/html")
            case _:
                return {"ok": False, "error": fault.error or "fatal_error"}

    def _perform(self, call: Call, perform: Callable[[], Json]) -> Json:
        try:
            answered = perform()
        except SlackError as error:
            answered = {"ok": False, "error": error.error, **error.more}
        self._keep(call, "ok" if answered["ok"] else answered["error"])
        return answered

    def _keep(self, call: Call, outcome: str) -> None:
        self._record(call.method, call.team, call.token, call.args, outcome)

    def _record(self, method: str, team: str, token: str, args: Json, outcome: str) -> None:
        now, clock = self.world.now(), _clock()
        self.world.calls.append(Call(method, team, token, args, now, outcome, clock))

    async def _file(self, request: web.Request) -> web.Response:
        """Serve a file to a token with the scope for it; to anybody else the page to sign in, as Slack does."""
        token = self.world.tokens.get(
            request.headers.get("Authorization", "").removeprefix("Bearer ")
        )
        body = self.world.files.get(request.path)
        if token is None or token.state != "good" or "files:read" not in token.scopes:
            return web.Response(
                text="<!DOCTYPE html><html>Sign in</html>", content_type="text/html"
            )
        return web.Response(body=body) if body is not None else web.Response(status=404)

    async def _upload(self, request: web.Request) -> web.StreamResponse:
        """Take a file where its place was asked for; the address is all that it takes."""
        upload = self.world.uploads.get(request.path)
        body = await request.read()
        if upload is None or upload.body is not None or len(body) != upload.length:
            return web.Response(status=400, text="no such upload")

        def perform() -> Json:
            upload.body = body
            return {"ok": True}

        call = Call(
            UPLOAD, upload.team.id, "", {"name": upload.name}, self.world.now(), "", _clock()
        )
        answered = await self._carry(request, call, perform)
        if isinstance(answered, web.StreamResponse):
            return answered
        return web.Response(text=f"OK - {len(body)}", status=200 if answered["ok"] else 500)

    def _scopes(self, token: str) -> str:
        held = self.world.tokens.get(token)
        return ",".join(sorted(held.scopes)) if held else ""

    async def _authorize(self, request: web.Request) -> web.Response:
        asked = request.query
        if asked.get("client_id") != self.world.client_id:
            return web.Response(status=400, text="invalid_client_id")
        back = {"state": asked.get("state", "")}
        if self.authorizer is None:
            back["error"] = "access_denied"
        else:
            team = self.authorizer.team
            back["code"] = self.world.code(
                Grant(
                    team,
                    self.authorizer,
                    frozenset(asked.get("scope", "").split(",")),
                    asked.get("redirect_uri", ""),
                    team.enterprise if self.org_wide else "",
                )
            )
        raise web.HTTPFound(f"{asked['redirect_uri']}?{urlencode(back)}")


def respond(world: World, key: str, args: Json) -> Json:
    """Do what was sent to a response URL; raises SlackError."""
    url = world.responses.get(key)
    if url is None:
        raise SlackError("no_such_url")
    if url.uses >= RESPONSE_USES:
        raise SlackError("used_url")
    if world.now() - url.at > RESPONSE_LIFE:
        raise SlackError("expired_url")
    if args.get("delete_original") in (True, "true"):
        message = _original(url)
        message.deleted = True
        world.show(message, message.to)
    else:
        _say(world, url, args)
    url.uses += 1
    return {"ok": True}


def _say(world: World, url: ResponseUrl, args: Json) -> None:
    text, blocks = checks.text_of(args), world.blocks(args)
    metadata, thread = checks.metadata_of(args), checks.thread_of(args)
    if args.get("replace_original") in (True, "true"):
        message = _original(url)
        message.text, message.blocks = text, blocks or []
        message.metadata = metadata or message.metadata
        message.edits += 1
        message.deleted = False
    else:
        message = Message(
            url.channel,
            world.ts(),
            url.user.team.bot.id,
            text,
            blocks or [],
            metadata,
            thread,
            to="" if args.get("response_type") == "in_channel" else url.user.id,
            via=RESPONSE,
        )
        if not message.to:
            url.channel.messages.append(message)
    # The one who acted sees it, even where the app is not.
    world.show(message, message.to)


def _original(url: ResponseUrl) -> Message:
    if url.message is None:
        raise SlackError("no_original_message")
    return url.message


async def _arguments(request: web.Request) -> Json:
    args: Json = dict(request.query)
    if request.content_type == "application/json":
        try:
            body = json.loads(await request.read() or b"{}")
        except ValueError:
            raise SlackError("invalid_json") from None
        if not isinstance(body, dict):
            raise SlackError("json_not_object")
        return {**args, **{key: value for key, value in body.items() if value is not None}}
    args |= dict(await request.post())
    for name in NESTED:
        if isinstance(args.get(name), str) and args[name][:1] in ("[", "{"):
            try:
                args[name] = json.loads(args[name])
            except ValueError:
                raise SlackError("invalid_json") from None
    kind, _, credentials = request.headers.get("Authorization", "").partition(" ")
    if kind == "Basic":
        client, _, secret = b64decode(credentials).decode().partition(":")
        args |= {"client_id": client, "client_secret": secret}
    return args


def _token(request: web.Request, args: Json) -> str:
    kind, _, given = request.headers.get("Authorization", "").partition(" ")
    return given if kind == "Bearer" else str(args.pop("token", ""))


def _clock() -> float:
    return asyncio.get_running_loop().time()
