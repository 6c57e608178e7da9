"""Slack as a platform: a delivery becomes one post, and can be read back by the key it carries."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import replace
from time import monotonic

import structlog

from adapters.slack import blocks, chats, errors, ids, reading_back, uploads
from adapters.slack.api import API_URL, TIMEOUT, Json, SlackApi
from adapters.slack.chats import Chats, RememberedChats
from adapters.slack.errors import Trouble
from adapters.slack.installs import Install, Installs
from adapters.slack.known import Known
from adapters.slack.newer import Newer
from facilitation.errors import Later, Never, Unsure
from facilitation.platform import LARGEST_FILE, Files, Pace, Rate
from facilitation.post.outbox import Delivery, Personal, Place, Receipt
from facilitation.talk.incoming import News

log = structlog.get_logger(__name__)

TOGETHER = 8
"""The most people in one chat, Peerloop not counted."""
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
        files: Files,
        api_url: str = API_URL,
        timeout: float = TIMEOUT,
        opened: Chats | None = None,
        monotonic: Callable[[], float] = monotonic,
    ) -> None:
        """Act by the tokens of `installs`; tell the core by `hear` when Slack takes one no longer.

        Conversations that are opened are kept in `opened`; `files` makes what goes as a file or by link.
        """
        self.api = SlackApi(api_url, timeout=timeout)
        self.known = Known(installs, hear)
        self.after: Callable[[Install, tuple[str, ...]], None] = lambda install, members: None
        """Called with the members to whom something was delivered."""
        self._files = files
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
        if delivery.message.file is not None:
            if (receipt := await self._shared(install, delivery)) is not None:
                return receipt
            linked = await asyncio.to_thread(self._files.linked, delivery)
            delivery = replace(delivery, message=linked)
        return await self._posted(install, delivery)

    async def _posted(self, install: Install, delivery: Delivery) -> Receipt:
        channel, thread = await self._place(install, delivery, unopened=True)
        stands = delivery.to.stands if isinstance(delivery.to, Place) else ""

        def post(using: frozenset[str]) -> Awaitable[Json]:
            if stands:
                shown = blocks.render(delivery.message, using=using)
                place = {"channel": channel, "ts": stands}
                return self.api.call(install.bot_token, "chat.update", **place, **shown)
            return self.api.call(
                install.bot_token,
                "chat.postMessage",
                **blocks.render(delivery.message, using=using),
                unfurl_links=False,
                unfurl_media=False,
                channel=channel,
                thread_ts=thread or None,
                metadata=reading_back.marked(delivery),
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

    async def _shared(self, install: Install, delivery: Delivery) -> Receipt | None:
        """Send it with its file; None where Slack takes none of us; raises Later, Never or Unsure."""
        tried = delivery.attempts + delivery.put_off
        if uploads.SCOPE not in install.scopes or tried >= uploads.TRIES:
            return None
        made = await asyncio.to_thread(self._files.made, delivery)
        if len(made.body) > LARGEST_FILE:
            return None
        channel, _ = await self._place(install, delivery)
        key = reading_back.opaque(delivery)
        try:
            await uploads.shared(self.api, install, channel, made, delivery.message, key)
        except uploads.Unshared as error:
            return await self._unshared(install, delivery, error.trouble, sent=False)
        except Trouble as trouble:
            return await self._unshared(install, delivery, trouble, sent=True)
        ts = ""
        with suppress(Trouble, Unsure):
            # only to know which message it is: that it is there was said
            ts = await reading_back.found(self.api, install, delivery, channel, "") or ""
        self.after(install, chats.who(delivery.to))
        return Receipt(ids.conversation(install.workspace, channel), ts)

    async def _unshared(
        self, install: Install, delivery: Delivery, trouble: Trouble, *, sent: bool
    ) -> Receipt | None:
        """Return None where it is to go by link instead; raises Later, Never or Unsure where it is to wait."""
        if trouble.code == "channel_not_found":
            await asyncio.to_thread(self._chats.forget, *chats.named(delivery.to))
            raise Later(None, "that conversation is opened anew") from trouble
        await self._consequences(install, trouble)
        if trouble.meaning.kind not in ("never", "person"):
            raise self._told(trouble, delivery, sent=sent) from trouble
        log.warning("slack took no file, so a link is sent", error=trouble.code)
        return None

    async def look_for(self, delivery: Delivery) -> Receipt | None:
        """Read back whether it arrived; raises Unsure or Later when that cannot be known.

        What takes the place of a message leaves no trace of its own, and does no harm twice.
        """
        if isinstance(delivery.to, Place) and delivery.to.stands:
            return None
        install = await self._install(delivery)
        try:
            channel, thread = await self._place(install, delivery)
            found = await reading_back.found(self.api, install, delivery, channel, thread)
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
