"""The port over Microsoft's Bot Framework SDK: its turn, our checks, our keys, our token and our requests.

The SDK is at its end (facts: archived 2025-12): what it imports stays in this folder, so that another can follow.
"""

from collections.abc import Awaitable, Callable, Collection
from typing import Any

from botbuilder.core import BotAdapter, TurnContext
from botbuilder.schema import Activity, ConversationAccount

from adapters.teams.transport import hosts as service
from adapters.teams.transport.connector import Connector
from adapters.teams.transport.credentials import LOGIN_URL, Tokens
from adapters.teams.transport.door import Door, Passed
from adapters.teams.transport.keys import OPENID_URL, Keys
from adapters.teams.transport.model import Address, Answer, Json, Refused
from facilitation.errors import UserError

TIMEOUT = 12.0
"""Seconds for one call out; below the courier's own patience, so that it is we who say what became of it."""


class Botbuilder:
    """A bot's way to and from Teams; belongs to one event loop."""

    def __init__(
        self,
        app_id: str,
        password: str,
        tenant: str,
        *,
        openid_url: str = "",
        login_url: str = "",
        local: bool = False,
        hosts: Collection[str],
        timeout: float = TIMEOUT,
    ) -> None:
        """Take a single-tenant registration; `local`: loopback only, and no authentication in either direction.

        Raises UserError when anybody could come in, or secrets would travel in the open.
        """
        openid_url, login_url = openid_url or OPENID_URL, login_url or LOGIN_URL
        if not local:
            _guard(app_id, password, tenant, openid_url, login_url)
        self._local = local
        self._hosts = hosts
        self._keys = Keys(openid_url)
        self._door = Door(app_id, self._keys, hosts)
        tokens = None if local else Tokens(app_id, password, tenant, login_url=login_url)
        self._connector = Connector(tokens, hosts=hosts, local=local, timeout=timeout)
        self._adapter = _Adapter()
        # nothing is set here: an error handler of botbuilder's would make every error vanish
        self._adapter.on_turn_error = None

    async def authenticate(self, authorization: str, activity: Json) -> object:
        """Return what `process` wants to see; raises Refused, whatever went wrong."""
        if not self._local:
            return await self._door.check(authorization, activity)
        if not service.allowed(activity.get("serviceUrl"), self._hosts, local=True):
            raise Refused("not of this machine")
        return Passed()

    async def process(
        self, passed: object, activity: Json, take: Callable[[], Awaitable[Answer | None]]
    ) -> Answer | None:
        """Run `take` as botbuilder's turn; its answer is returned as it is and its errors come out."""
        if not isinstance(passed, Passed):
            raise Refused("not authenticated")
        answers: list[Answer | None] = []

        async def logic(context: TurnContext) -> None:
            answers.append(await take())

        # not CloudAdapter's turn, whose own answer to an invoke cannot be serialized, or is 501
        await self._adapter.run_pipeline(TurnContext(self._adapter, _activity(activity)), logic)
        return answers[0] if answers else None

    async def send(self, at: Address, activity: Json, *, only: str = "") -> str:
        """Post a message and return its id, "" where Teams gave none; `only` is the one person it is shown to."""
        return await self._connector.send(at, activity, only)

    async def update(self, at: Address, message: str, activity: Json) -> None:
        """Put another text or card where a message is."""
        await self._connector.update(at, message, activity)

    async def open_personal(self, at: Address, user: str) -> str:
        """Return the id of the personal chat with `user`."""
        return await self._connector.open_personal(at, user)

    async def start_thread(self, at: Address, activity: Json) -> tuple[str, str]:
        """Start a thread in the channel; return its conversation id and the message's id."""
        return await self._connector.start_thread(at, activity)

    async def members(self, at: Address) -> list[Json]:
        """Return everybody in the conversation, every page of them."""
        return await self._connector.members(at)

    async def member(self, at: Address, user: str) -> Json:
        """Return one member, by "29:…" id, aadObjectId or UPN."""
        return await self._connector.member(at, user)

    async def channels(self, at: Address, team: str) -> list[Json]:
        """Return the channels of a team."""
        return await self._connector.channels(at, team)

    async def team(self, at: Address, team: str) -> Json:
        """Return what Teams knows of a team."""
        return await self._connector.team(at, team)

    async def close(self) -> None:
        """Hang up."""
        await self._keys.close()
        await self._connector.close()


class _Adapter(BotAdapter):  # type: ignore[misc, unused-ignore]
    """Runs turns, and nothing else: requests come to it authenticated, and the port sends by itself."""

    async def send_activities(self, *given: object) -> Any:
        raise NotImplementedError("the port sends by itself")

    update_activity = delete_activity = send_activities


def _guard(app_id: str, password: str, tenant: str, openid_url: str, login_url: str) -> None:
    if not (app_id.strip() and password and tenant.strip()):
        raise UserError(
            "Teams needs TEAMS_APP_ID, TEAMS_APP_PASSWORD and TEAMS_TENANT_ID, all three of them: "
            "without them anybody could speak as anybody."
        )
    for name, url in (("TEAMS_OPENID_METADATA_URL", openid_url), ("TEAMS_LOGIN_URL", login_url)):
        if not service.secure(url):
            raise UserError(f"{name} must be an https address (or one on this machine).")


def _activity(raw: Json) -> Activity:
    """Return as much of an activity as the turn needs: botbuilder's reader fails at a bad date or a list for a name."""
    return Activity(
        type=_text(raw.get("type")) or "event",
        id=_text(raw.get("id")),
        channel_id=_text(raw.get("channelId")),
        service_url=_text(raw.get("serviceUrl")),
        conversation=ConversationAccount(id=_text(_object(raw.get("conversation")).get("id"))),
    )


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _object(value: object) -> Json:
    return value if isinstance(value, dict) else {}
