"""How requests reach the app: signed HTTP, honest or not, or envelopes over Socket Mode."""

import asyncio
import hashlib
import hmac
import json
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Literal
from urllib.parse import urlencode

import aiohttp

from tests.simulators.slack.model import Json, Message, View
from tests.simulators.slack.sockets import Links
from tests.simulators.slack.world import World

How = Literal["honest", "forged", "stale", "early", "tampered", "unsigned"]
"""Signed rightly; with another secret; 6 minutes ago; 6 minutes ahead; changed afterwards; not at all."""

FORM = "application/x-www-form-urlencoded"
JSON = "application/json"
ENVELOPES = {"slash": "slash_commands", "interactive": "interactive", "event": "events_api"}


@dataclass(frozen=True)
class Answer:
    """What the app answered at once (status 0: nothing in time), and what the person then saw."""

    status: int
    text: str = ""
    headers: dict[str, str] = field(default_factory=dict, repr=False)
    seconds: float = 0.0
    seen: tuple[Message | View, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether Slack takes it as acknowledged."""
        return 200 <= self.status < 300

    @property
    def body(self) -> Json:
        """The ack's JSON object, empty when there is none."""
        try:
            read = json.loads(self.text)
        except ValueError:
            return {}
        return read if isinstance(read, dict) else {}

    @property
    def errors(self) -> dict[str, str]:
        """What a form said about its fields."""
        return dict(self.body.get("errors") or {})

    @property
    def words(self) -> str:
        """Everything that the person then read."""
        return "\n".join(one.words for one in self.seen)

    @property
    def message(self) -> Message:
        """The last message that the person saw."""
        found = [one for one in self.seen if isinstance(one, Message)]
        assert found, f"no message was seen, only {self}"
        return found[-1]

    @property
    def view(self) -> View:
        """The last view that the person saw."""
        found = [one for one in self.seen if isinstance(one, View)]
        assert found, f"no view was seen, only {self}"
        return found[-1]


def signature(secret: str, timestamp: str, body: bytes) -> str:
    """Return Slack's v0 signature."""
    base = b"v0:" + timestamp.encode() + b":" + body
    return "v0=" + hmac.new(secret.encode(), base, hashlib.sha256).hexdigest()


class Sender:
    """Sends to the app at `app_url`, or over its links once `mode` is `socket`."""

    def __init__(self, world: World, links: Links, signing_secret: str) -> None:
        """Sign with this secret."""
        self.world = world
        self.links = links
        self.signing_secret = signing_secret
        self.app_url = ""
        self.mode: Literal["http", "socket"] = "http"
        self.ack_within = 3.0
        """Seconds that Slack waits for an answer."""
        self.session: aiohttp.ClientSession | None = None

    def headers(self, body: bytes, *, at: datetime | None = None, how: How = "honest") -> Json:
        """Return the headers of a request, signed at `at`."""
        shift = {"stale": -6, "early": 6}.get(how, 0)
        stamp = str(int(((at or self.world.now()) + timedelta(minutes=shift)).timestamp()))
        secret = "another secret" if how == "forged" else self.signing_secret
        if how == "unsigned":
            return {}
        return {
            "X-Slack-Request-Timestamp": stamp,
            "X-Slack-Signature": signature(secret, stamp, body),
        }

    async def send(
        self,
        kind: Literal["slash", "interactive", "event"],
        payload: Json,
        *,
        at: datetime | None = None,
        how: How = "honest",
        retry: tuple[int, str] | None = None,
    ) -> Answer:
        """Send a payload of that kind the way the app is connected; over HTTP `at` and `how` say how it is signed."""
        if self.mode == "socket":
            return await self._over_socket(kind, payload, retry)
        if kind == "event":
            body, content = json.dumps(payload).encode(), JSON
        else:
            fields = payload if kind == "slash" else {"payload": json.dumps(payload)}
            body, content = urlencode(fields).encode(), FORM
        headers = {"Content-Type": content, **self.headers(body, at=at, how=how)}
        if retry is not None:
            headers |= {"X-Slack-Retry-Num": str(retry[0]), "X-Slack-Retry-Reason": retry[1]}
        if how == "tampered":
            body += b" " if kind == "event" else b"&more=1"
        return await self.post(body, headers)

    async def post(self, body: bytes, headers: Json, url: str = "") -> Answer:
        """Post bytes as they are; status 0 when the app does not answer in time or hangs up."""
        assert self.session is not None, "the simulator is not running"
        assert url or self.app_url, "tell the simulator where the app is: sim.app_url"
        begun = asyncio.get_running_loop().time()
        patience = aiohttp.ClientTimeout(total=self.ack_within)
        try:
            async with self.session.post(
                url or self.app_url,
                data=body,
                headers=headers,
                timeout=patience,
                allow_redirects=False,
            ) as response:
                text = await response.text(errors="replace")
                status, found = response.status, dict(response.headers)
        except (TimeoutError, aiohttp.ClientError):
            status, text, found = 0, "", {}
        return Answer(status, text, found, asyncio.get_running_loop().time() - begun)

    async def _over_socket(self, kind: str, payload: Json, retry: tuple[int, str] | None) -> Answer:
        begun = asyncio.get_running_loop().time()
        attempt, reason = retry or (0, "")
        acked: Any = await self.links.deliver(
            ENVELOPES[kind], payload, within=self.ack_within, attempt=attempt, reason=reason
        )
        seconds = asyncio.get_running_loop().time() - begun
        if acked is None:
            return Answer(0, seconds=seconds)
        text = json.dumps(acked) if acked else ""
        return Answer(200, text, seconds=seconds)
