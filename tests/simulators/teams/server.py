"""Microsoft's side over HTTP: the connector, the token endpoint and the published keys."""

import asyncio
import json
import math
from collections.abc import Callable

from aiohttp import web

from tests.simulators.teams.connector import Connector, Result
from tests.simulators.teams.faults import PAGES, Fault, Faults, error
from tests.simulators.teams.model import Call, Company, ConnectorError, Json
from tests.simulators.teams.tokens import ISSUER, Entra, Issuer
from tests.simulators.teams.world import World

Perform = Callable[[], Result]

CONVERSATION = "/{region}/{tenant}/v3/conversations/{conversation}"
TEAM = "/{region}/{tenant}/v3/teams/{team}"


class Server:
    """Answers calls, lets faults happen to them, and keeps a record of each."""

    def __init__(self, world: World, faults: Faults, issuer: Issuer, entra: Entra) -> None:
        """Serve this world."""
        self.world = world
        self.faults = faults
        self.issuer = issuer
        self.entra = entra
        self.connector = Connector(world)
        self.strict = False

    def routes(self) -> list[web.RouteDef]:
        """Return where it listens."""
        return [
            web.post("/login/{tenant}/oauth2/v2.0/token", self._token),
            web.get("/login/{tenant}/v2.0/.well-known/openid-configuration", self._authority),
            web.get("/openid/v1/.well-known/openidconfiguration", self._metadata),
            web.get("/openid/v1/.well-known/keys", self._keys),
            web.post("/{region}/{tenant}/v3/conversations", self._create),
            web.post(f"{CONVERSATION}/activities", self._send),
            web.post(f"{CONVERSATION}/activities/{{activity}}", self._send),
            web.put(f"{CONVERSATION}/activities/{{activity}}", self._update),
            web.delete(f"{CONVERSATION}/activities/{{activity}}", self._delete),
            web.get(f"{CONVERSATION}/members", self._members),
            web.get(f"{CONVERSATION}/pagedmembers", self._members),
            web.get(f"{CONVERSATION}/members/{{member}}", self._member),
            web.get("/personal/{file}", self._file),
            web.put("/drive/{session}", self._put),
            web.get(TEAM, self._team),
            web.get(f"{TEAM}/conversations", self._channels),
        ]

    async def _file(self, request: web.Request) -> web.Response:
        """Serve a file to whoever has its link."""
        body = self.world.files.get(request.path)
        return web.Response(body=body) if body is not None else web.Response(status=404)

    async def _put(self, request: web.Request) -> web.StreamResponse:
        """Take the whole of a file at a place that was opened for it, once."""
        body, size = await request.read(), self.world.sessions.get(request.path)

        def perform() -> Result:
            if size is None:
                raise ConnectorError(404, "itemNotFound", "The upload session was not found")
            whole = f"bytes 0-{size - 1}/{size}"
            if len(body) != size or request.headers.get("Content-Range") != whole:
                raise ConnectorError(416, "invalidRange", "Invalid range")
            if "Authorization" in request.headers:
                raise ConnectorError(401, "unauthenticated", "No token belongs there")
            self.world.drive[request.path] = body
            del self.world.sessions[request.path]
            return 201, {"id": request.path}

        return await self._carry(request, "put", request.path, {}, perform)

    async def _create(self, request: web.Request) -> web.StreamResponse:
        body = await _json(request)
        company = self._company(request)
        channel = ((body or {}).get("channelData") or {}).get("channel")
        if channel:
            where = str(channel.get("id"))
            return await self._call(
                request, "thread", where, body, lambda: self.connector.thread(company, body or {})
            )
        return await self._call(
            request, "create", "", body, lambda: self.connector.create(company, body or {})
        )

    async def _send(self, request: web.Request) -> web.StreamResponse:
        body, company = await _json(request), self._company(request)
        where, reply_to = _where(request), request.match_info.get("activity", "")
        targeted = request.query.get("isTargetedActivity") == "true"

        def perform() -> Result:
            return self.connector.send(company, where, body or {}, reply_to, targeted)

        return await self._call(request, "send", where, body, perform)

    async def _update(self, request: web.Request) -> web.StreamResponse:
        body, company = await _json(request), self._company(request)
        where, id = _where(request), request.match_info["activity"]
        return await self._call(
            request,
            "update",
            where,
            body,
            lambda: self.connector.update(company, where, id, body or {}),
        )

    async def _delete(self, request: web.Request) -> web.StreamResponse:
        company, where, id = self._company(request), _where(request), request.match_info["activity"]
        return await self._call(
            request, "delete", where, {}, lambda: self.connector.delete(company, where, id)
        )

    async def _members(self, request: web.Request) -> web.StreamResponse:
        company, where = self._company(request), _where(request)
        size, after = request.query.get("pageSize", ""), request.query.get("continuationToken", "")

        def perform() -> Result:
            if request.path.endswith("/members"):
                return self.connector.members(company, where)
            return self.connector.paged_members(company, where, size, after)

        return await self._call(request, "members", where, dict(request.query), perform)

    async def _member(self, request: web.Request) -> web.StreamResponse:
        company, where, id = self._company(request), _where(request), request.match_info["member"]
        return await self._call(
            request,
            "member",
            where,
            {"member": id},
            lambda: self.connector.member(company, where, id),
        )

    async def _team(self, request: web.Request) -> web.StreamResponse:
        company, id = self._company(request), request.match_info["team"]
        return await self._call(request, "team", id, {}, lambda: self.connector.team(company, id))

    async def _channels(self, request: web.Request) -> web.StreamResponse:
        company, id = self._company(request), request.match_info["team"]
        return await self._call(
            request, "channels", id, {}, lambda: self.connector.channels(company, id)
        )

    async def _call(
        self, request: web.Request, kind: str, where: str, body: Json | None, perform: Perform
    ) -> web.StreamResponse:
        """Carry a connector's call out for a bot that shows a good token."""
        if not self.entra.good(request.headers.get("Authorization", ""), _clock()):
            self._record(request, kind, where, body, 401, "Unauthorized")
            told = error("Unauthorized", "Authorization has been denied for this request.")
            return web.json_response(told, status=401)
        bare = where.partition(";messageid=")[0]
        if self.strict and (wait := self.faults.wait(kind, bare or _member(body), _clock())):
            self._record(request, kind, where, body, 429, "Throttled")
            told, headers = error("Throttled", "Too many requests."), str(math.ceil(wait))
            return web.json_response(told, status=429, headers={"Retry-After": headers})

        def checked() -> Result:
            if body is None:
                raise ConnectorError(400, "BadSyntax", "The body is no JSON object")
            return perform()

        return await self._carry(request, kind, where, body, checked)

    async def _carry(
        self, request: web.Request, kind: str, where: str, body: Json | None, perform: Perform
    ) -> web.StreamResponse:
        """Carry a call out, with what goes wrong with it."""
        bare, tenant = where.partition(";messageid=")[0], request.match_info.get("tenant", "")
        places = frozenset((where, bare, tenant, self._person(tenant, bare, body)))
        fault = self.faults.take(kind, places)
        if fault is not None and fault.what == "slow" and not fault.effect:
            await asyncio.sleep(fault.seconds)
            fault = None
        if fault is None:
            return self._perform(request, kind, where, body, perform)
        done = fault.effect and self._perform(request, kind, where, body, perform)
        if fault.what == "slow" and done:
            await asyncio.sleep(fault.seconds)
            return done
        return self._fail(request, fault, None if done else (kind, where, body))

    def _fail(
        self, request: web.Request, fault: Fault, lost: tuple[str, str, Json | None] | None
    ) -> web.StreamResponse:
        """Answer as the fault says; what was not carried out is recorded as lost."""
        if fault.what == "drop":
            if lost:
                self._record(request, *lost, 0, "drop", done=False)
            assert request.transport is not None
            request.transport.abort()
            return web.Response()
        status, kind, text, headers = fault.answer()
        if lost:
            self._record(request, *lost, status, fault.what, done=False)
        return web.Response(status=status, content_type=kind, text=text, headers=headers)

    def _perform(
        self, request: web.Request, kind: str, where: str, body: Json | None, perform: Perform
    ) -> web.Response:
        try:
            status, answer = perform()
        except ConnectorError as refused:
            known = (kind, where, body, refused.status, refused.code)
            self._record(request, *known, done=False, faults=refused.faults)
            if refused.status == 413:
                return web.Response(status=413, content_type="text/html", text=PAGES["413"][1])
            told = error(refused.code, refused.message)
            return web.json_response(told, status=refused.status)
        refusal = answer.get("error") if isinstance(answer, dict) else None
        self._record(request, kind, where, body, status, str(refusal or "ok"))
        return web.json_response(answer, status=status)

    def _record(
        self,
        request: web.Request,
        kind: str,
        where: str,
        body: Json | None,
        status: int,
        outcome: str,
        *,
        done: bool = True,
        faults: tuple[str, ...] = (),
    ) -> None:
        tenant, bare = request.match_info.get("tenant", ""), where.partition(";messageid=")[0]
        token = request.headers.get("Authorization", "").partition(" ")[2]
        self.world.calls.append(
            Call(
                kind,
                self.world.companies.get(tenant),
                where,
                body or {},
                token,
                status,
                outcome,
                _clock(),
                self.world.now(),
                done and outcome == "ok",
                faults,
                self._person(tenant, bare, body),
            )
        )

    async def _token(self, request: web.Request) -> web.StreamResponse:
        form = {key: str(value) for key, value in (await request.post()).items()}
        tenant = request.match_info["tenant"]
        kept = {**form, "client_secret": "…"}

        def perform() -> Result:
            return self.entra.grant(tenant, form, _clock())

        return await self._carry(request, "token", tenant, kept, perform)

    async def _authority(self, request: web.Request) -> web.StreamResponse:
        base = f"{self.world.url}/login/{request.match_info['tenant']}"
        told = {
            "issuer": f"{base}/v2.0",
            "token_endpoint": f"{base}/oauth2/v2.0/token",
            "authorization_endpoint": f"{base}/oauth2/v2.0/authorize",
        }
        return web.json_response(told)

    async def _metadata(self, request: web.Request) -> web.StreamResponse:
        told = {
            "issuer": ISSUER,
            "jwks_uri": f"{self.world.url}/openid/v1/.well-known/keys",
            "id_token_signing_alg_values_supported": ["RS256"],
        }
        return await self._carry(request, "openid", "", {}, lambda: (200, told))

    async def _keys(self, request: web.Request) -> web.StreamResponse:
        return await self._carry(request, "keys", "", {}, lambda: (200, self.issuer.jwks()))

    def _person(self, tenant: str, conversation: str, body: Json | None) -> str:
        """Return the 29: id of whom the call is about, when it is one person alone."""
        company = self.world.companies.get(tenant)
        known = company.conversations.get(conversation) if company else None
        if known is not None and known.kind == "personal":
            return next(iter(known.members))
        return _member(body)

    def _company(self, request: web.Request) -> Company:
        company = self.world.companies.get(request.match_info["tenant"])
        if company is None or company.region != request.match_info["region"]:
            raise web.HTTPNotFound(text="<html><body>404</body></html>", content_type="text/html")
        return company


async def _json(request: web.Request) -> Json | None:
    try:
        body = json.loads(await request.read())
    except ValueError:
        return None
    return body if isinstance(body, dict) else None


def _where(request: web.Request) -> str:
    return request.match_info["conversation"]


def _member(body: Json | None) -> str:
    members = (body or {}).get("members")
    return str(members[0].get("id")) if isinstance(members, list) and members else ""


def _clock() -> float:
    return asyncio.get_running_loop().time()
