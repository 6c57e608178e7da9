"""Slack as a platform: a delivery becomes one post, and can be read back by the key it carries."""

import asyncio
import hashlib
from collections.abc import Awaitable, Callable, Mapping
from datetime import timedelta
from time import monotonic
from typing import Any

import structlog

from adapters.slack import blocks, chats, errors, ids
from adapters.slack.api import API_URL, TIMEOUT, Json, SlackApi
from adapters.slack.chats import Chats, RememberedChats
from adapters.slack.errors import Trouble
from adapters.slack.installs import Install, Installs
from adapters.slack.known import Known
from adapters.slack.newer import Newer
from facilitation.errors import Later, Never, Unsure
from facilitation.platform import Pace, Rate
from facilitation.post.outbox import Delivery, Personal, Place, Receipt
from facilitation.talk.incoming import News

log = structlog.get_logger(__name__)

TOGETHER = 8
"""The most people in one chat, Peerloop not counted."""
SINCE = timedelta(minutes=10)
"""How far before the first try we look: Slack's clock and the database's may differ, and the key decides."""
PAGES = 10
PAGE = 100
CERTAIN = frozenset({"token_revoked", "account_inactive"})
"""What Slack says of a token that somebody ended, and of no other: it is not asked again."""
DOUBT = 600.0
"""Seconds without a call after a token was refused for what may be a mistake; refused then once more, it is ended."""
LEFT_OVER = 10
"""How many openings of a minute are left to what somebody waits for, while there is much to broadcast."""


class SlackPlatform:
    """Carries deliveries into Slack; belongs to one event loop."""

    pace = Pace(per_conversation=(Rate(1),), per_workspace=(Rate(5, burst=5),))
    readable = True

    def __init__(
        self,
        installs: Installs,
        hear: Callable[[News], None],
        *,
        api_url: str = API_URL,
        timeout: float = TIMEOUT,
        opened: Chats | None = None,
        monotonic: Callable[[], float] = monotonic,
    ) -> None:
        """Act by the tokens of `installs`; tell the core by `hear` when Slack takes one no longer.

        Conversations that are opened are kept in `opened`.
        """
        self.api = SlackApi(api_url, timeout=timeout)
        self.known = Known(installs, hear)
        self.after: Callable[[Install, tuple[str, ...]], None] = lambda install, members: None
        """Called with the members to whom something was delivered."""
        self._chats = opened or RememberedChats()
        self._ending: dict[str, asyncio.Lock] = {}
        self._opened_first: set[tuple[str, str]] = set()
        self._doubted: dict[str, float] = {}
        self.newer = Newer()
        self._monotonic = monotonic

    async def close(self) -> None:
        """Let go of every connection."""
        await self.api.close()

    async def stands(self, workspace: str) -> bool:
        """Return whether Slack still takes the token of a workspace's install, read anew."""
        self.known.forget(workspace)
        install = await self.known.of(workspace)
        if install is None:
            return False
        try:
            await self.api.call(install.bot_token, "auth.test")
        except Trouble:
            return False
        return True

    async def deliver(self, delivery: Delivery) -> Receipt:
        """Post it once; raises Later, Never or Unsure."""
        install = await self._install(delivery)
        channel, thread = await self._place(install, delivery, unopened=True)

        def post(using: frozenset[str]) -> Awaitable[Json]:
            return self.api.call(
                install.bot_token,
                "chat.postMessage",
                **blocks.render(delivery.message, using=using),
                unfurl_links=False,
                unfurl_media=False,
                channel=channel,
                thread_ts=thread or None,
                metadata={"event_type": "peerloop", "event_payload": {"key": opaque(delivery)}},
            )

        try:
            answer = await self.newer.post(install.workspace, delivery.message, post)
        except Trouble as trouble:
            if trouble.code == "channel_not_found" and not isinstance(delivery.to, Place):
                # what we remember of the conversation is no longer so, or it has to be opened; nothing was posted
                self._opened_first.add(chats.named(delivery.to))
                await asyncio.to_thread(self._chats.forget, *chats.named(delivery.to))
                raise Later(None, "that conversation is opened anew") from trouble
            await self._consequences(install, trouble)
            raise self._told(trouble, delivery, sent=True) from trouble
        self._doubted.pop(install.bot_token, None)
        ts, where = answer.get("ts"), answer.get("channel")
        if not isinstance(ts, str):
            raise Unsure("Slack did not say where the message is.")
        place = where if isinstance(where, str) else channel
        if isinstance(delivery.to, Personal) and channel == ids.own(delivery.to.member):
            await asyncio.to_thread(self._chats.keep, *chats.named(delivery.to), place)
        self.after(install, chats.who(delivery.to))
        return Receipt(ids.conversation(install.workspace, place), ts)

    async def look_for(self, delivery: Delivery) -> Receipt | None:
        """Read back whether it arrived; raises Unsure or Later when that cannot be known."""
        install = await self._install(delivery)
        try:
            channel, thread = await self._place(install, delivery)
            found = await self._read_back(install, delivery, channel, thread)
        except Trouble as trouble:
            await self._consequences(install, trouble)
            if trouble.meaning.kind == "later":
                raise Later(trouble.retry_after, trouble.meaning.sentence) from trouble
            raise Unsure(f"It cannot be read back [{trouble.code[:60]}]") from trouble
        except Never as error:
            raise Unsure(f"It cannot be read back: {error.reason}") from error
        if found is None:
            return None
        return Receipt(ids.conversation(install.workspace, channel), found)

    async def _install(self, delivery: Delivery) -> Install:
        install = await self._of(delivery.workspace)
        if any(ids.home(one) != delivery.workspace for one in chats.targets(delivery.to)):
            raise Never("That is in another workspace.")
        return install

    async def _of(self, workspace: str) -> Install:
        install = await self.known.of(workspace)
        if install is None:
            raise Never("Peerloop is not installed in this workspace any more.")
        if (wait := self._doubted.get(install.bot_token, 0.0) - self._monotonic()) > 0:
            raise Later(wait, "Slack does not take our token just now.")
        return install

    async def _place(
        self, install: Install, delivery: Delivery, *, unopened: bool = False
    ) -> tuple[str, str]:
        """Return the conversation, opened if need be, and the thread; raises Later or Never.

        One with a member alone may be `unopened`: who posts to their id opens it, and Slack bears six times as many
        posts a minute.
        """
        to = delivery.to
        if isinstance(to, Place):
            return ids.own(to.conversation), to.thread
        who = chats.who(to)
        if len(who) - 1 > TOGETHER:
            raise Never(errors.TABLE["too_many_users"].sentence)
        chat = chats.named(to)
        opened = await asyncio.to_thread(self._chats.of, *chat)
        if not opened and unopened and len(who) == 2 and chat not in self._opened_first:
            return ids.own(who[1]), ""
        if not opened:
            opened = await self._open(install, delivery, who[1:])
            await asyncio.to_thread(self._chats.keep, *chat, opened)
        return opened, ""

    async def _open(self, install: Install, delivery: Delivery, members: tuple[str, ...]) -> str:
        users = ",".join(map(ids.own, members))
        leave = LEFT_OVER if delivery.urgency == "broadcast" else 0
        try:
            answer = await self.api.call(
                install.bot_token, "conversations.open", leave, users=users
            )
        except Trouble as trouble:
            await self._consequences(install, trouble)
            if trouble.meaning.kind == "person" and len(members) > 1:
                raise Never(
                    f"{trouble.meaning.sentence} [{trouble.code}]",
                    gone=await self._away(install, members),
                ) from trouble
            raise self._told(trouble, delivery, sent=False) from trouble
        channel = answer.get("channel")
        id = channel.get("id") if isinstance(channel, dict) else None
        if not isinstance(id, str):
            raise Later(None, "Slack did not say which conversation it opened.")
        return id

    async def _away(self, install: Install, members: tuple[str, ...]) -> tuple[str, ...]:
        """Return who of these can no longer be reached; Slack does not say it of a chat of several."""
        gone = []
        for member in members:
            try:
                answer = await self.api.call(install.bot_token, "users.info", user=ids.own(member))
            except Trouble as trouble:
                if trouble.meaning.kind == "later":
                    raise Later(trouble.retry_after, trouble.meaning.sentence) from trouble
                if trouble.meaning.kind == "person":
                    gone.append(member)
                continue
            user = answer.get("user")
            if isinstance(user, dict) and (user.get("deleted") or user.get("is_bot")):
                gone.append(member)
        return tuple(gone)

    def _told(self, trouble: Trouble, delivery: Delivery, *, sent: bool) -> Exception:
        if trouble.detail:
            log.warning(
                "slack refused a delivery",
                delivery=delivery.key,
                error=trouble.code,
                detail=trouble.detail,
            )
        who = chats.who(delivery.to)
        member = who[1] if not isinstance(delivery.to, Place) and len(who) == 2 else ""
        return errors.delivery(trouble, sent=sent, member=member)

    async def _consequences(self, install: Install, trouble: Trouble) -> None:
        """End an install whose token Slack no longer takes: once, and what may be a mistake only when repeated."""
        if trouble.code == "token_expired":
            self.known.forget(install.workspace)
        if trouble.meaning.kind != "workspace":
            return
        async with self._ending.setdefault(install.workspace, asyncio.Lock()):
            self.known.forget(install.workspace)
            now = await self.known.of(install.workspace)
            if now is None:
                return
            if now.bot_token != install.bot_token:
                raise Later(None, "Peerloop was installed anew.") from trouble
            before = self._doubted.pop(install.bot_token, None)
            if trouble.code in CERTAIN or (before and before <= self._monotonic()):
                await self.known.gone(install.workspace)
                return
            self._doubted[install.bot_token] = before or self._monotonic() + DOUBT
        raise Later(DOUBT, f"Slack does not take our token just now [{trouble.code}].")

    async def _read_back(
        self, install: Install, delivery: Delivery, channel: str, thread: str
    ) -> str | None:
        """Return the message's id, None when it is not there; raises Trouble, or Unsure after too many pages."""
        first = delivery.first_sent_at
        if first is None:
            return None
        method = "conversations.replies" if thread else "conversations.history"
        cursor = ""
        for _ in range(PAGES):
            page = await self.api.call(
                install.bot_token,
                method,
                channel=channel,
                ts=thread or None,
                oldest=f"{(first - SINCE).timestamp():.6f}",
                include_all_metadata=True,
                limit=PAGE,
                cursor=cursor or None,
            )
            for message in page.get("messages") or ():
                if _key(message) == opaque(delivery):
                    return str(message["ts"])
            following = page.get("response_metadata")
            cursor = str(following.get("next_cursor") or "") if isinstance(following, dict) else ""
            if not cursor:
                return None
        raise Unsure("There is too much in that conversation to find it.")


def opaque(delivery: Delivery) -> str:
    """Return the key under which a delivery can be read back; it tells nobody anything."""
    return hashlib.sha256(delivery.id.encode()).hexdigest()


def _key(message: Mapping[str, Any]) -> str:
    metadata = message.get("metadata")
    payload = metadata.get("event_payload") if isinstance(metadata, dict) else None
    return str(payload.get("key", "")) if isinstance(payload, dict) else ""
