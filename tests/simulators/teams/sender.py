"""How activities reach the bot, and what it answered."""

import asyncio
import json
from dataclasses import dataclass, field
from typing import Any

import aiohttp

from tests.simulators.teams.model import Company, Json, Message
from tests.simulators.teams.tokens import Issuer


class Refused(AssertionError):
    """The bot's answer is none that Teams takes; the person would see an error."""


@dataclass(eq=False)
class Dialog:
    """A dialog that is open before a person."""

    company: Company = field(repr=False)
    title: str
    card: Json = field(repr=False)
    place: Json = field(repr=False)
    """The activity's conversation and channel data, which what is submitted carries on."""
    action: Json = field(default_factory=dict, repr=False)
    """The action on a message that opened it, which what is submitted names again; nothing for a button's."""


@dataclass(frozen=True)
class Answer:
    """What the bot answered at once (status 0: nothing in time), and what the person then saw."""

    status: int
    text: str = ""
    headers: dict[str, str] = field(default_factory=dict, repr=False)
    seconds: float = 0.0
    seen: tuple[Message, ...] = ()
    dialog: Dialog | None = None
    notice: str = ""
    """A short line that the client shows to the person who acted."""
    url: str = ""
    """The address that a button opened."""
    replaced: Json | None = field(default=None, repr=False)
    """The card that the person sees in the place of the one they acted on."""

    @property
    def ok(self) -> bool:
        """Whether Teams takes it as received."""
        return 200 <= self.status < 300

    @property
    def body(self) -> Any:
        """The answer's JSON, None when there is none."""
        try:
            return json.loads(self.text)
        except ValueError:
            return None

    @property
    def words(self) -> str:
        """Everything that the person then read."""
        return "\n".join(one.words for one in self.seen)

    @property
    def message(self) -> Message:
        """The last message that the person saw."""
        assert self.seen, f"no message was seen, only {self}"
        return self.seen[-1]


class Sender:
    """Sends to the bot at `bot_url`."""

    def __init__(self, issuer: Issuer) -> None:
        """Sign with this issuer's key."""
        self.issuer = issuer
        self.bot_url = ""
        self.delivered: list[Json] = []
        self.invoke_within = 5.0
        self.message_within = 15.0
        """Seconds that Teams waits for an answer."""
        self.session: aiohttp.ClientSession | None = None

    async def activity(
        self,
        activity: Json,
        authorization: str | None = None,
        headers: dict[str, str] | None = None,
    ) -> Answer:
        """Send an activity; by default with an honest token, with "" without any."""
        self.delivered.append(activity)
        if authorization is None:
            authorization = self.issuer.token(str(activity.get("serviceUrl", "")))
        sent = {"Content-Type": "application/json; charset=utf-8", **(headers or {})}
        if authorization:
            sent["Authorization"] = authorization
        invoked = activity.get("type") == "invoke"
        within = self.invoke_within if invoked else self.message_within
        return await self.post(json.dumps(activity).encode(), sent, within)

    async def post(self, body: bytes, headers: dict[str, str], within: float = 15.0) -> Answer:
        """Send bytes."""
        assert self.session is not None, "the simulator is not started"
        loop = asyncio.get_running_loop()
        start = loop.time()
        patience = aiohttp.ClientTimeout(total=within)
        try:
            async with self.session.post(
                self.bot_url, data=body, headers=headers, timeout=patience
            ) as told:
                text = (await told.read()).decode("utf-8", "replace")
                return Answer(told.status, text, dict(told.headers), loop.time() - start)
        except (aiohttp.ClientError, TimeoutError) as error:
            return Answer(0, f"{type(error).__name__}: {error}", {}, loop.time() - start)
