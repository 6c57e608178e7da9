"""The connector's REST API, as far as Peerloop uses it.

Spoken directly rather than by botbuilder's ConnectorClient: that one sends in threads and retries by itself, loses the
status of an answer that is not JSON, renames `tenantId` and cannot send a targeted message; msrest's sender for aiohttp
drops headers and body of a request, so it cannot carry it either.
"""

import asyncio
from collections.abc import Collection, Mapping
from functools import lru_cache
from urllib.parse import quote

import aiohttp
from yarl import URL

from adapters.teams.transport import hosts as service
from adapters.teams.transport import wire
from adapters.teams.transport.credentials import Tokens
from adapters.teams.transport.lanes import Lanes
from adapters.teams.transport.model import Address, Json, Trouble

IN_FLIGHT = 16
"""Calls under way to one service URL; Teams takes 50 a second of an app in a tenant, and answers most in 0.2 s."""
PATIENCE = 0.5
"""Seconds that a call waits for another one to end, at a service URL where none does."""
REST = 10.0
"""Seconds that a service URL which does not answer is left alone."""
PAGE, PAGES = 500, 2_000
"""Members a page (the most Teams gives), and pages of one roster."""


class Connector:
    """Calls the connector at any service URL that is allowed, as one bot; belongs to one event loop."""

    def __init__(
        self, tokens: Tokens | None, *, hosts: Collection[str], local: bool, timeout: float
    ) -> None:
        """Send without a token where `tokens` is None."""
        self._tokens = tokens
        self._hosts = hosts
        self._local = local
        self._timeout = timeout
        self._lanes = Lanes(IN_FLIGHT, PATIENCE, REST)
        self._session: aiohttp.ClientSession | None = None
        self._closed = False

    async def send(self, at: Address, activity: Json, only: str) -> str:
        """Post a message; return its id, "" where the answer has none."""
        body = _ours(at, activity)
        if only:
            body["recipient"] = {"id": only}
        query = {"isTargetedActivity": "true"} if only else {}
        path = _path("conversations", at.conversation, "activities")
        return _text(await self._call(at, "POST", path, body, query), "id")

    async def update(self, at: Address, message: str, activity: Json) -> None:
        """Replace a message."""
        path = _path("conversations", at.conversation, "activities", message)
        await self._call(at, "PUT", path, {**_ours(at, activity), "id": message})

    async def open_personal(self, at: Address, user: str) -> str:
        """Return the personal chat with `user`, made where there is none."""
        body = {**_new(at), "isGroup": False, "members": [{"id": user}]}
        return _needed(await self._call(at, "POST", _path("conversations"), body), "id")

    async def start_thread(self, at: Address, activity: Json) -> tuple[str, str]:
        """Post the first message of a thread; return the thread's conversation id and the message's."""
        channel = _unthreaded(at.conversation)
        body = _new(at)
        body["channelData"]["channel"] = {"id": channel}
        body |= {"isGroup": True, "activity": {"type": "message", **activity}}
        made = await self._call(at, "POST", _path("conversations"), body)
        thread = _needed(made, "id")
        message = _text(made, "activityId") or thread.partition(";messageid=")[2]
        if not message:
            raise Trouble("NoId", 200, detail="a thread without a message", sent=True)
        return (thread if ";messageid=" in thread else f"{channel};messageid={message}"), message

    async def members(self, at: Address) -> list[Json]:
        """Return everybody in a conversation, read page by page."""
        path = _path("conversations", _unthreaded(at.conversation), "pagedmembers")
        found: list[Json] = []
        token, seen = "", set[str]()
        for _ in range(PAGES):
            query = {"pageSize": str(PAGE)} | ({"continuationToken": token} if token else {})
            page = await self._call(at, "GET", path, query=query)
            found += _list(page, "members")
            token = _text(page, "continuationToken")
            if not token:
                return found
            if token in seen:
                break
            seen.add(token)
        raise Trouble("EndlessRoster", 200, detail="the roster has no last page")

    async def member(self, at: Address, user: str) -> Json:
        """Return one member of a conversation."""
        path = _path("conversations", _unthreaded(at.conversation), "members", user)
        return await self._call(at, "GET", path)

    async def channels(self, at: Address, team: str) -> list[Json]:
        """Return the channels of a team."""
        return _list(
            await self._call(at, "GET", _path("teams", team, "conversations")), "conversations"
        )

    async def team(self, at: Address, team: str) -> Json:
        """Return what Teams knows of a team."""
        return await self._call(at, "GET", _path("teams", team))

    async def close(self) -> None:
        """Hang up for good; what still tries to call gets Trouble "Closed"."""
        self._closed = True
        if self._tokens is not None:
            await self._tokens.close()
        if self._session is not None:
            await self._session.close()

    async def _call(
        self,
        at: Address,
        method: str,
        path: str,
        body: Json | None = None,
        query: Mapping[str, str] | None = None,
    ) -> Json:
        base = service.base(at.service_url, self._hosts, local=self._local)
        url = URL(base + path, encoded=True).with_query(query)
        until = asyncio.get_running_loop().time() + self._timeout
        given = {"json": body} if body is not None else {}
        token = await self._token()
        reply = await self._ask(base, method, url, token, until, given)
        if reply.status == 401 and self._tokens is not None and self._tokens.refused(token):
            token = await self._token()
            reply = await self._ask(base, method, url, token, until, given)
        if not reply.good:
            raise wire.trouble(reply)
        return reply.body

    async def _ask(
        self, base: str, method: str, url: URL, token: str, until: float, given: Mapping[str, Json]
    ) -> wire.Reply:
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        async with self._lanes.slot(base):
            left = max(0.1, until - asyncio.get_running_loop().time())
            within = wire.within(left)
            return await wire.ask(self._open(), method, url, within, headers=headers, **given)

    async def _token(self) -> str:
        return await self._tokens.get(self._open()) if self._tokens is not None else ""

    def _open(self) -> aiohttp.ClientSession:
        if self._closed:
            raise Trouble("Closed", detail="Peerloop is stopping")
        if self._session is None:
            self._session = wire.opened()
        return self._session


def _ours(at: Address, activity: Json) -> Json:
    """Return an activity with the fields that say from whom and where to, which botbuilder would have added."""
    given = activity.get("channelData")
    channel_data: Json = given if isinstance(given, dict) else {}
    return {
        "type": "message",
        **activity,
        "from": {"id": at.bot},
        "conversation": {"id": at.conversation, "tenantId": at.tenant},
        "channelData": {**channel_data, "tenant": {"id": at.tenant}},
    }


def _new(at: Address) -> Json:
    """Return what every new conversation needs: without its tenant Teams does not know where to look."""
    tenant = {"id": at.tenant}
    return {"bot": {"id": at.bot}, "tenantId": at.tenant, "channelData": {"tenant": tenant}}


@lru_cache(maxsize=1024)
def _path(*parts: str) -> str:
    if any(part in {"", ".", ".."} or not part.isprintable() for part in parts):
        raise Trouble("BadAddress", detail=f"no such address: {'/'.join(parts)[:100]!r}")
    return "/".join(["v3", *(quote(part, safe="", errors="replace") for part in parts)])


def _unthreaded(conversation: str) -> str:
    return conversation.partition(";messageid=")[0]


def _text(body: Json, name: str) -> str:
    found = body.get(name)
    return found if isinstance(found, str) else ""


def _needed(body: Json, name: str) -> str:
    if found := _text(body, name):
        return found
    raise Trouble("NoId", 200, detail=f"done, but the answer has no {name}", sent=True)


def _list(body: Json, name: str) -> list[Json]:
    found = body.get(name)
    return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []
