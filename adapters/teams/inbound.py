"""The door that Microsoft knocks at: guarded by us, authenticated by the transport, and only then listened to."""

import json
from collections.abc import Callable, Collection
from datetime import datetime
from typing import Any

import structlog
from aiohttp import web

from adapters.tasks import Tasks
from adapters.teams import scenes
from adapters.teams.answers import Answers
from adapters.teams.contacts import Contacts
from adapters.teams.ids import Unreadable
from adapters.teams.listeners import Listeners
from adapters.teams.news import Newsroom
from adapters.teams.references import References
from adapters.teams.sending import Sending
from adapters.teams.transport import hosts as service
from adapters.teams.transport.model import Answer, Json, Refused, Transport
from adapters.thinking import READY
from facilitation.talk.incoming import Incoming, News, Reply

log = structlog.get_logger(__name__)

CHANNEL = "msteams"
BODY = 256 * 1024
"""The most bytes of a request; a message of Teams' has at most 100 KB of UTF-16, its formatted copy included twice."""
DEPTH = 60
"""How deep an activity may be nested."""


class TeamsInbound:
    """Everything that comes from Teams; belongs to one event loop."""

    def __init__(
        self,
        handle: Callable[[Incoming], Reply],
        hear: Callable[[News], None],
        transport: Transport,
        references: References,
        sending: Sending,
        *,
        tenants: Collection[str],
        hosts: Collection[str],
        local: bool = False,
        now: Callable[[], datetime],
        ready: float = READY,
    ) -> None:
        """Take what people do to `handle` and what happens to `hear`, of these tenants, and answer at these hosts.

        In `local` mode every tenant of this very machine is let in.
        """
        self._transport = transport
        self._tenants = frozenset(tenant.lower() for tenant in tenants)
        self._hosts = frozenset(hosts)
        self._local = local
        self._tasks = Tasks()
        self._listeners = Listeners(
            handle,
            Newsroom(hear, transport, references),
            Contacts(transport, references, local=local),
            sending,
            Answers(transport, sending, now),
            self._tasks,
            ready,
        )

    def routes(self) -> list[web.RouteDef]:
        """Return the address that Microsoft posts to."""
        return [web.post("/api/messages", self.receive)]

    async def drain(self, patience: float) -> int:
        """Wait for what still goes on after its answer; return how much was not done in time."""
        return await self._tasks.drain(patience)

    async def receive(self, request: web.Request) -> web.Response:
        """Take a request: 401 when it is not Microsoft's or not for us, 400, 413 and 415 when it cannot be taken."""
        if (request.content_length or 0) > BODY:
            return _refusal(413, "That is more than Teams sends.")
        if request.content_type != "application/json":
            return _refusal(415, "That is not JSON.")
        authorization = request.headers.get("Authorization", "")
        if not (authorization or self._local):
            return _refusal(401, "That is not for this bot.")
        body = await _body(request)
        if body is None or len(body) > BODY:
            return _refusal(400 if body is None else 413, "That body cannot be taken.")
        activity = _read(body)
        if activity is None:
            return _refusal(400, "That cannot be read.")
        try:
            passed = await self._let_in(authorization, activity)
        except (Refused, Unreadable) as error:
            log.info("a request to the Teams endpoint was refused", why=str(error)[:200])
            return _refusal(401, "That is not for this bot.")
        # a walk through all of it is worth its time for Microsoft alone
        if not _shallow(activity):
            return _refusal(400, "That cannot be read.")
        return await self._process(passed, activity)

    async def _let_in(self, authorization: str, activity: Json) -> object:
        """Return the transport's word that it is Microsoft's, for a tenant of ours; raises Refused or Unreadable."""
        try:
            passed = await self._transport.authenticate(authorization, activity)
        except Refused:
            raise
        except Exception as error:
            raise Refused(type(error).__name__) from error
        if activity.get("channelId") != CHANNEL:
            raise Refused("another channel")
        if not self._local and scenes.tenant_of(activity) not in self._tenants:
            raise Refused("another tenant")
        if not service.allowed(activity.get("serviceUrl"), self._hosts, local=self._local):
            raise Refused("another host")
        return passed

    async def _process(self, passed: object, activity: Json) -> web.Response:
        taken = False

        async def take() -> Answer | None:
            nonlocal taken
            taken = True
            return await self._listeners.take(activity)

        try:
            answer = await self._transport.process(passed, activity, take)
        except Exception:
            log.exception("an activity was not processed")
            return web.Response(status=200) if taken else _refusal(400, "That cannot be read.")
        if answer is None or answer.body is None:
            return web.Response(status=200)
        return web.json_response(answer.body, status=answer.status)


async def _body(request: web.Request) -> bytes | None:
    if request.headers.get("Content-Encoding"):
        return None
    try:
        return await request.read()
    except web.HTTPException:
        raise
    except Exception:
        return None


def _read(body: bytes) -> Json | None:
    """Return an activity that can be read, else None."""
    try:
        activity = json.loads(body.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return None
    if not isinstance(activity, dict) or not isinstance(activity.get("type"), str):
        return None
    return activity


def _shallow(value: object) -> bool:
    """Return whether a payload is nested no deeper than anything that Teams sends."""
    layer: list[Any] = [value]
    for _ in range(DEPTH):
        layer = [inner for outer in layer for inner in _inside(outer)]
        if not layer:
            return True
    return False


def _inside(value: object) -> list[Any]:
    found = list(value.values()) if isinstance(value, dict) else value
    return [one for one in found if isinstance(one, dict | list)] if isinstance(found, list) else []


def _refusal(status: int, said: str) -> web.Response:
    return web.json_response({"error": said}, status=status)
