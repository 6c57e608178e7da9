"""The door that Microsoft knocks at: guarded by us, authenticated by the transport, and only then listened to."""

import json
from collections.abc import Callable, Collection
from concurrent.futures import Executor
from datetime import datetime

import structlog
from aiohttp import web

from adapters import reading
from adapters.door import Door, nobody, unread
from adapters.promises import Promises
from adapters.reading import Unreadable
from adapters.tasks import Tasks
from adapters.teams import scenes
from adapters.teams.answers import Answers
from adapters.teams.contacts import Contacts
from adapters.teams.listeners import Listeners
from adapters.teams.news import Newsroom
from adapters.teams.offers import Offers
from adapters.teams.overhearing import Overhearing
from adapters.teams.references import References
from adapters.teams.sending import Sending
from adapters.teams.transport import hosts as service
from adapters.teams.transport.model import Answer, Json, Refused, Transport
from adapters.thinking import READY
from adapters.tongues import Kept
from facilitation.platform import Files
from facilitation.talk.incoming import Incoming, News, Reply, Spoke, Where

log = structlog.get_logger(__name__)

CHANNEL = "msteams"
BODY = 256 * 1024
"""The most bytes of a request; a message of Teams' has at most 100 KB of UTF-16, its formatted copy included twice."""


class TeamsInbound:
    """Everything that comes from Teams; belongs to one event loop."""

    def __init__(
        self,
        handle: Callable[[Incoming], Reply],
        hear: Callable[[News], None],
        transport: Transport,
        references: References,
        sending: Sending,
        promised: Promises,
        files: Files,
        *,
        tenants: Collection[str],
        hosts: Collection[str],
        admins: Collection[str] = (),
        local: bool = False,
        now: Callable[[], datetime],
        ready: float = READY,
        of_known: Callable[[Incoming], Reply | None] | None = None,
        listens: Callable[[str, Where, Spoke], bool] = nobody,
        threads: Executor | None = None,
        reads: Kept = unread,
    ) -> None:
        """Take what is done in these tenants (`local`: any) to a Door; of channels only what is listened to."""
        self._transport, self._local = transport, local
        self._tenants, self._hosts = frozenset(map(str.lower, tenants)), frozenset(hosts)
        self._tasks, self._promises, given = Tasks(), promised, Answers(transport, sending, now)
        self._listeners = Listeners(
            Door(handle, hear, of_known, threads, reads),
            Newsroom(hear, transport, references, admins=admins, local=local),
            Contacts(transport, references, local=local),
            sending,
            given,
            Offers(files, given, self._hosts),
            self._tasks,
            promised,
            now,
            Overhearing(listens, hear),
            ready,
        )

    def routes(self) -> list[web.RouteDef]:
        """Return the address that Microsoft posts to."""
        return [web.post("/api/messages", self.receive)]

    async def drain(self, patience: float) -> int:
        """Wait for what still goes on after its answer; return how much was not done in time."""
        return await self._tasks.drain(patience)

    async def look(self) -> None:
        """Carry out what was acknowledged by processes that have died since; called now and then."""
        await self._promises.look(self._listeners.redeem, self._tasks)

    async def receive(self, request: web.Request) -> web.Response:
        """Take a request: 401 when it is not Microsoft's or not for us, 400, 413 and 415 when it cannot be taken."""
        if (request.content_length or 0) > BODY:
            return reading.refusal(413, "That is more than Teams sends.")
        if request.content_type != "application/json":
            return reading.refusal(415, "That is not JSON.")
        authorization = request.headers.get("Authorization", "")
        if not (authorization or self._local):
            return reading.refusal(401, "That is not for this bot.")
        body = await reading.body(request)
        if body is None or len(body) > BODY:
            return reading.refusal(400 if body is None else 413, "That body cannot be taken.")
        activity = _read(body)
        if activity is None:
            return reading.refusal(400, "That cannot be read.")
        try:
            passed = await self._let_in(authorization, activity)
        except (Refused, Unreadable) as error:
            log.info("a request to the Teams endpoint was refused", why=str(error)[:200])
            return reading.refusal(401, "That is not for this bot.")
        # a walk through all of it is worth its time for Microsoft alone
        if not reading.shallow(activity):
            return reading.refusal(400, "That cannot be read.")
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
            return (
                web.Response(status=200) if taken else reading.refusal(400, "That cannot be read.")
            )
        if answer is None or answer.body is None:
            return web.Response(status=200)
        return web.json_response(answer.body, status=answer.status)


def _read(body: bytes) -> Json | None:
    """Return an activity that can be read, else None."""
    try:
        activity = json.loads(body.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return None
    if not isinstance(activity, dict) or not isinstance(activity.get("type"), str):
        return None
    return activity
