"""The door that Slack knocks at: verified by us, read by us, and only then handed to Bolt."""

import logging
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any, Protocol

import structlog
from aiohttp import web
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.context.async_context import AsyncBoltContext
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack import verify
from adapters.slack.answers import Answers
from adapters.slack.ids import Unreadable
from adapters.slack.installs import Install
from adapters.slack.listeners import Listeners
from adapters.slack.news import Newsroom
from adapters.slack.platform import SlackPlatform
from adapters.tasks import Tasks
from adapters.thinking import READY
from facilitation.talk.incoming import Incoming, News, Reply

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
        *,
        signing_secret: str,
        clock: Clock,
        ready: float = READY,
    ) -> None:
        """Take what people do to `handle` and what happens to `hear`; answer by way of `platform`."""
        self._secret = signing_secret
        self._clock = clock
        self._known = platform.known
        self._tasks = Tasks()
        self._app = _bolt(platform.api.url)
        newsroom = Newsroom(hear, platform.known, platform.stands)
        answers = Answers(platform.api)
        self._listeners = Listeners(handle, newsroom, answers, self._tasks, ready)
        self._listeners.register(self._app)
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

    async def receive(self, request: web.Request) -> web.Response:
        """Take a request: 401 when it is not Slack's, 400 when it cannot be read, 413 when it is too long."""
        if (request.content_length or 0) > verify.BODY:
            return _refusal(413, "That is more than Slack sends.")
        body = await _body(request)
        if body is None or len(body) > verify.BODY:
            return _refusal(400 if body is None else 413, "That body cannot be taken.")
        if not verify.genuine(request.headers, body, self._secret, self._clock.now()):
            return _refusal(401, "That is not signed by Slack, or too old.")
        try:
            response = await self.dispatch(verify.read(body, request.content_type))
        except Unreadable as error:
            log.info("slack sent what cannot be read", what=str(error))
            return _refusal(400, "That cannot be read.")
        kind = "application/json" if response.body.startswith("{") else "text/plain"
        return web.Response(status=response.status, text=response.body, content_type=kind)

    async def dispatch(self, payload: Json) -> BoltResponse:
        """Take a payload that is known to be Slack's, however it came; raises Unreadable."""
        request = _request(payload)
        if payload.get("type") != "url_verification" and payload.get("ssl_check") != "1":
            install = await self._install(request)
            if install is None and not _parting(payload):
                return _not_here(payload)
            request.context["install"] = install
        response = await self._app.async_dispatch(request)
        if response.status == 404:
            # nothing of ours; Slack counts anything but a 200 as a failure of the app
            return BoltResponse(status=200, body="")
        if response.status == 500:
            raise Unreadable("a shape that Bolt cannot take")
        return response

    async def _install(self, request: AsyncBoltRequest) -> Install | None:
        team, enterprise = request.context.get("team_id"), request.context.get("enterprise_id")
        for id in (team, enterprise):
            if id is not None and not isinstance(id, str):
                raise Unreadable("team")
        if not team and not enterprise:
            raise Unreadable("no team")
        return await self._known.find(team or "", enterprise or "")


def _bolt(api_url: str) -> AsyncApp:
    """Return Bolt without anything that it would do by itself: it verifies nothing and asks Slack nothing."""
    logger = logging.getLogger("adapters.slack.bolt")
    # below that it writes down what it was sent
    logger.setLevel(logging.ERROR)
    with _without_settings():
        return AsyncApp(
            logger=logger,
            name="peerloop",
            signing_secret="",
            client=AsyncWebClient(base_url=api_url, retry_handlers=[], logger=logger),
            authorize=_authorize,
            process_before_response=True,
            request_verification_enabled=False,
            attaching_function_token_enabled=False,
        )


async def _authorize(context: AsyncBoltContext) -> AuthorizeResult:
    install: Install = context["install"]
    return AuthorizeResult(
        enterprise_id=install.enterprise or None,
        team_id=install.team or None,
        bot_user_id=install.bot_user,
        bot_id=install.bot_id,
        bot_token=install.bot_token,
    )


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


async def _body(request: web.Request) -> bytes | None:
    if request.headers.get("Content-Encoding"):
        return None
    try:
        return await request.read()
    except web.HTTPException:
        raise
    except Exception:
        return None


def _parting(payload: Json) -> bool:
    event = payload.get("event")
    kind = event.get("type") if isinstance(event, dict) else None
    return kind in ("app_uninstalled", "tokens_revoked")


def _not_here(payload: Json) -> BoltResponse:
    if isinstance(payload.get("command"), str):
        said = (
            "Peerloop is not installed in this workspace any more. An admin can install it again."
        )
        return BoltResponse(status=200, body={"response_type": "ephemeral", "text": said})
    return BoltResponse(status=200, body="")


def _refusal(status: int, said: str) -> web.Response:
    return web.json_response({"error": said}, status=status)
