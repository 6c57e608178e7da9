"""The door that Slack knocks at: verified by us, read by us, and only then handed to Bolt.

Bolt reads whom a payload is of and answers Slack's own checks; a middleware of ours hands the rest straight to the
listeners, one by what it is of. Bolt would ask each of a dozen in turn, and make up two dozen arguments each time.
"""

import logging
import os
from collections.abc import Awaitable, Callable, Iterator, Sequence
from concurrent.futures import Executor
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from typing import Any, Protocol

import structlog
from aiohttp import web
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.error import BoltError
from slack_bolt.middleware.async_middleware import AsyncMiddleware
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse
from slack_sdk.web.async_client import AsyncWebClient

from adapters import promises, reading
from adapters.door import Door, nobody, unread
from adapters.promises import Promise, Promises
from adapters.reading import Unreadable
from adapters.slack import acts, directory, files, ids, verify
from adapters.slack.answers import Answers
from adapters.slack.installs import Install
from adapters.slack.listeners import Listeners
from adapters.slack.news import Newsroom
from adapters.slack.platform import SlackPlatform
from adapters.slack.words import Words
from adapters.tasks import Tasks
from adapters.thinking import READY
from adapters.tongues import Kept
from facilitation.talk import frame
from facilitation.talk.incoming import Contributed, Incoming, News, Reply, Sender, Spoke, Where

log = structlog.get_logger(__name__)

Json = dict[str, Any]


class Clock(Protocol):
    """Tells the time."""

    def now(self) -> datetime:
        """Return the present instant."""


class SlackInbound:
    """Everything that comes from Slack, by HTTP or by Socket Mode; belongs to one event loop."""

    def __init__(
        self,
        handle: Callable[[Incoming], Reply],
        hear: Callable[[News], None],
        platform: SlackPlatform,
        promised: Promises,
        *,
        signing_secret: str,
        clock: Clock,
        ready: float = READY,
        of_known: Callable[[Incoming], Reply | None] | None = None,
        guests: bool = False,
        listens: Callable[[str, Where, Spoke], bool] = nobody,
        threads: Executor | None = None,
        reads: Kept = unread,
    ) -> None:
        """Take what people do and what happens to a Door of these; answer by way of `platform`.

        Where somebody `listens` a thread is read. What takes longer than Slack waits is `promised`; `guests` may come.
        """
        self._secret = signing_secret
        self._clock = clock
        self._known = platform.known
        self._tasks = Tasks()
        self._promises = promised
        self._answers = Answers(platform.api, platform.newer)
        self._door = door = Door(handle, hear, of_known, threads, reads)
        self._listeners = Listeners(
            door,
            partial(directory.look_up, platform.api, guests=guests),
            Newsroom(hear, platform.known, platform.stands, guests=guests),
            self._answers,
            self._tasks,
            promised,
            clock.now,
            Words(listens, hear, partial(files.opened, at=platform.api.url)),
            ready,
        )
        self._app = _bolt(platform.api.url, self._listeners.take)
        platform.after = self._told

    def _told(self, install: Install, members: Sequence[str]) -> None:
        """Show open Home tabs anew when something was delivered: what is next has changed."""
        self._tasks.start(self._listeners.freshen(install, members))

    def routes(self) -> list[web.RouteDef]:
        """Return the address that Slack posts to."""
        return [web.post("/slack/events", self.receive)]

    async def drain(self, patience: float) -> int:
        """Wait for what still goes on after its ack; return how much was not done in time."""
        return await self._tasks.drain(patience)

    async def heard(self, words: Contributed) -> None:
        """Take words that were read back in a thread; raises what the core raises."""
        install = await self._known.of(words.by.workspace)
        if install is not None:
            await self._listeners.heard(install, words)

    async def look(self) -> None:
        """Carry out what was acknowledged by processes that have died since; called now and then."""
        await self._promises.look(self._redeem, self._tasks)

    async def _redeem(self, promise: Promise) -> bool:
        install = await self._known.of(promise.workspace)
        if install is None:
            return True
        said = promises.instead(promise)
        if said is None:
            return await self._listeners.redeem(install, acts.again(promise.what), promise)
        if not promise.member:
            return True
        await self._promises.begin(promise)
        alone = acts.alone(install, ids.own(promise.member))
        by = Sender(workspace=promise.workspace, member=promise.member)
        read = (await self._door.tongues.of(by)).message(said)
        return await self._answers.privately(install, alone, read)

    async def receive(self, request: web.Request) -> web.Response:
        """Take a request: 401 when it is not Slack's, 400 when it cannot be read, 413 when it is too long."""
        if (request.content_length or 0) > verify.BODY:
            return reading.refusal(413, "That is more than Slack sends.")
        body = await reading.body(request)
        if body is None or len(body) > verify.BODY:
            return reading.refusal(400 if body is None else 413, "That body cannot be taken.")
        if not verify.genuine(request.headers, body, self._secret, self._clock.now()):
            return reading.refusal(401, "That is not signed by Slack, or too old.")
        try:
            response = await self.dispatch(verify.read(body, request.content_type))
        except Unreadable as error:
            log.info("slack sent what cannot be read", what=str(error))
            return reading.refusal(400, "That cannot be read.")
        kind = "application/json" if response.body.startswith("{") else "text/plain"
        return web.Response(status=response.status, text=response.body, content_type=kind)

    async def dispatch(self, payload: Json) -> BoltResponse:
        """Take a payload that is known to be Slack's, however it came; raises Unreadable."""
        request = _request(payload)
        if payload.get("type") != "url_verification" and payload.get("ssl_check") != "1":
            install = await self._install(request)
            if install is None and not _parting(payload):
                return await self._not_here(payload)
            request.context["install"] = install
        response = await self._app.async_dispatch(request)
        if response.status == 500:
            raise Unreadable("a shape that Bolt cannot take")
        return response

    async def _not_here(self, payload: Json) -> BoltResponse:
        if not isinstance(payload.get("command"), str):
            return BoltResponse(status=200, body="")
        space = ids.workspace(payload.get("team_id") or payload.get("enterprise_id"))
        by = Sender(workspace=space, member=ids.member(space, payload.get("user_id")))
        said = (await self._door.tongues.of(by)).words(frame.NOT_HERE)
        return BoltResponse(status=200, body={"response_type": "ephemeral", "text": said})

    async def _install(self, request: AsyncBoltRequest) -> Install | None:
        team, enterprise = request.context.get("team_id"), request.context.get("enterprise_id")
        for id in (team, enterprise):
            if id is not None and not isinstance(id, str):
                raise Unreadable("team")
        if not team and not enterprise:
            raise Unreadable("no team")
        return await self._known.find(team or "", enterprise or "")


class _Bolt(AsyncApp):
    """Bolt without the client that it would make for each request: nothing asks Slack by way of it."""

    def _init_context(self, req: AsyncBoltRequest) -> None:
        pass


class _Straight(AsyncMiddleware):
    """Hands everything but Slack's check of the address straight to our listeners."""

    def __init__(self, take: Callable[[Json, Install | None], Awaitable[BoltResponse]]) -> None:
        """Hand it to `take`."""
        self._take = take

    async def async_process(
        self,
        *,
        req: AsyncBoltRequest,
        resp: BoltResponse,
        next: Callable[[], Awaitable[BoltResponse]],
    ) -> BoltResponse:
        """Answer a request."""
        if req.body.get("type") == "url_verification":
            return await next()
        return await self._take(req.body, req.context.get("install"))


def _bolt(
    api_url: str, take: Callable[[Json, Install | None], Awaitable[BoltResponse]]
) -> AsyncApp:
    """Return Bolt without anything that it would do by itself: it verifies nothing and asks Slack nothing."""
    logger = logging.getLogger("adapters.slack.bolt")
    # it would write down what it was sent, or a trace for what it cannot read, which we say in a line
    logger.setLevel(logging.CRITICAL)
    with _without_settings():
        return _Bolt(
            logger=logger,
            name="peerloop",
            signing_secret="",
            client=AsyncWebClient(base_url=api_url, retry_handlers=[], logger=logger),
            before_authorize=_Straight(take),
            authorize=_nobody,
            request_verification_enabled=False,
            attaching_function_token_enabled=False,
        )


async def _nobody() -> AuthorizeResult:
    """Nothing that would have to be authorized gets as far as that."""
    raise BoltError("not for Bolt")


@contextmanager
def _without_settings() -> Iterator[None]:
    # Bolt reads SLACK_* by itself, and two of them turn it into an OAuth app
    taken = {name: os.environ.pop(name) for name in list(os.environ) if name.startswith("SLACK_")}
    try:
        yield
    finally:
        os.environ.update(taken)


def _request(payload: Json) -> AsyncBoltRequest:
    try:
        return AsyncBoltRequest(body=payload, mode="socket_mode")
    except Exception as error:
        # a list where Bolt expects a mapping, and the like
        raise Unreadable(f"{type(error).__name__} in Bolt") from error


def _parting(payload: Json) -> bool:
    event = payload.get("event")
    kind = event.get("type") if isinstance(event, dict) else None
    return kind in ("app_uninstalled", "tokens_revoked")
