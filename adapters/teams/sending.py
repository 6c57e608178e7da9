"""Writing to people and channels in Teams: the card as an activity, the way there, and chats opened on the way."""

import asyncio
from collections.abc import Awaitable, Callable, Collection, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import cache
from typing import Any, TypeVar

from adapters.reading import Unreadable
from adapters.teams import cards, dialogs, errors, ids, limits, links, markdown
from adapters.teams.references import Reference, References
from adapters.teams.transport.hosts import allowed
from adapters.teams.transport.model import Address, Json, Transport, Trouble
from facilitation.talk import text as words
from facilitation.talk.forms import Form
from facilitation.talk.messages import Chat, Mention, Message

T = TypeVar("T")

LOOKS = 20
"""Ours: in how many teams a person whom we do not know is looked for."""


@dataclass(frozen=True, slots=True)
class Sent:
    """Where a message is: the conversation's natural id, and the message's id in it."""

    conversation: str
    message_id: str


class NoWay(Exception):
    """Nothing can be sent there, in words."""

    def __init__(self, reason: str, member: str = "") -> None:
        """Keep the reason, and the member who cannot be reached where it is one."""
        super().__init__(reason)
        self.reason = reason
        self.member = member


class Unsent(Trouble):
    """It failed on the way, before the message itself: whatever came of it, no message was sent."""


class Sending:
    """Sends activities; belongs to one event loop.

    With `local` they go to this machine only, and offer no dialogs: the local test client draws none.
    """

    def __init__(
        self,
        transport: Transport,
        references: References,
        *,
        hosts: Collection[str],
        opens_form: Callable[[str], bool] = cards.never,
        local: bool = False,
    ) -> None:
        """Speak by `transport`, only to service URLs at these hosts."""
        self._transport = transport
        self._references = references
        self._hosts = frozenset(hosts)
        self._local = local
        self._opens_form = cards.never if local else opens_form

    async def card(self, workspace: str, message: Message) -> Json:
        """Return the message as an activity, who is known here mentioned, and with links that start chats."""
        named = {one for one in _mentioned(message) if one.startswith(f"{workspace}:")}
        known = await asyncio.to_thread(self._references.some, named) if named else {}

        def chat(block: Chat) -> str | None:
            people = [known.get(one.member) for one in block.members]
            addresses = [one.address if one else "" for one in people]
            return links.start_chat(addresses, block.topic, block.opening)

        card = cards.render(
            message,
            mention=lambda member: markdown.native(member) if member in known else None,
            chat=chat,
            opens_form=self._opens_form,
        )
        return _activity(message.title, card)

    async def form(self, workspace: str, form: Form, errors: Mapping[str, str], data: Json) -> Json:
        """Return the form as an activity; `data` comes back with its answers."""
        return _activity(form.title, dialogs.render(form, errors, data=data))

    async def to_member(self, member: str, activity: Json) -> Sent:
        """Send to a member's own chat, opened where there is none; raises Trouble or NoWay."""
        reference = await self._person(member)
        remembered = bool(reference.conversation)
        if not remembered:
            reference = await self._opened(reference)
        try:
            message = await self._send(reference, reference.conversation, activity)
        except Trouble as trouble:
            if not (remembered and errors.lost(trouble)):
                raise
            forget = self._references.forget_chat
            await asyncio.to_thread(forget, member, reference.conversation)
            raise Unsent(errors.CHAT_FORGOTTEN, trouble.status, detail=trouble.detail) from trouble
        return Sent(ids.conversation(reference.workspace, reference.conversation), message)

    async def to_place(
        self, conversation: str, thread: str, activity: Json, *, only: str = ""
    ) -> Sent:
        """Send to a conversation; a channel without a thread gets a new one, and then the message's id is the thread's.

        `only` (29:…) is the one person it is shown to. Raises Trouble or NoWay.
        """
        reference = await self._place(conversation)
        own = reference.conversation
        if thread or only or reference.kind not in ("channel", "team"):
            at = ids.threaded(own, thread)
            return Sent(conversation, await self._send(reference, at, activity, only=only))
        at_channel = self._address(reference, own)
        started, message = await self._transport.start_thread(at_channel, activity)
        return Sent(conversation, ids.thread_of(started)[1] or message)

    async def update(self, conversation: str, thread: str, message_id: str, activity: Json) -> None:
        """Put an activity in place of one that was sent; raises Trouble or NoWay."""
        reference = await self._place(conversation)
        at = self._address(reference, ids.threaded(reference.conversation, thread))
        await self._transport.update(at, message_id, activity)

    async def close(self) -> None:
        """Let go of every connection."""
        await self._transport.close()

    async def _send(
        self, reference: Reference, conversation: str, activity: Json, *, only: str = ""
    ) -> str:
        at = self._address(reference, conversation)
        return await self._transport.send(at, activity, only=only)

    def _address(self, reference: Reference, conversation: str) -> Address:
        """Return where to speak; raises Trouble when that is at a host that is not on the list (any more)."""
        if not allowed(reference.service_url, self._hosts, local=self._local):
            raise Unsent(errors.REFUSED_URL, detail=reference.service_url[:200])
        tenant = ids.tenant(reference.workspace)
        return Address(reference.service_url, conversation, tenant, reference.bot)

    async def _place(self, conversation: str) -> Reference:
        found = await asyncio.to_thread(self._references.of, conversation)
        if found is None:
            home, own = ids.home(conversation), ids.own(conversation)
            found = await asyncio.to_thread(self._references.by_chat, home, own)
        if found is None or not found.conversation:
            raise NoWay("Peerloop is not in that channel or chat. Add it to the team there.")
        return found

    async def _person(self, member: str) -> Reference:
        found = await asyncio.to_thread(self._references.of, member)
        if found is not None and (found.conversation or found.user):
            return found
        found = await self._looked_for(member)
        if found is None:
            raise NoWay("This person has not added Peerloop in Teams yet.", member)
        await asyncio.to_thread(self._references.save, found)
        return found

    async def _looked_for(self, member: str) -> Reference | None:
        """Return a member as one of the teams' rosters has them, or None; raises Trouble when that cannot be known."""
        trouble: Trouble | None = None
        teams = await asyncio.to_thread(self._references.teams, ids.home(member))
        for team in teams[:LOOKS]:
            try:
                at = self._address(team, team.conversation)
                account = await self._transport.member(at, ids.own(member))
            except Trouble as error:
                if errors.meaning(error).kind in ("later", "unsure"):
                    trouble = error
                continue
            if found := person(account, team):
                return found
        if trouble is not None:
            raise _unsent(trouble) from trouble
        return None

    async def _opened(self, reference: Reference) -> Reference:
        at = self._address(reference, "")
        opened = await _before(self._transport.open_personal(at, reference.user))
        reference = replace(reference, conversation=ids.thread_of(opened)[0])
        await asyncio.to_thread(self._references.save, reference)
        return reference


def person(account: Json, team: Reference) -> Reference | None:
    """Return the reference of somebody in a team's roster; None for bots, guests, and other tenants' people."""
    user, role = word(account, "id"), word(account, "userRole").lower()
    tenant = word(account, "tenantId").lower()
    if not user or user.startswith("28:") or role in ("guest", "anonymous", "bot"):
        return None
    if tenant and tenant != ids.tenant(team.workspace):
        return None
    try:
        member = ids.member(team.workspace, word(account, "aadObjectId", "objectId"))
    except Unreadable:
        return None
    return Reference(
        id=member,
        workspace=team.workspace,
        kind="personal",
        service_url=team.service_url,
        bot=team.bot,
        user=user,
        address=word(account, "userPrincipalName"),
        name=word(account, "name", "givenName"),
    )


def word(account: Json, *names: str) -> str:
    """Return the first of these that an account tells, or an empty text."""
    return next(
        (v.strip() for n in names if isinstance(v := account.get(n), str) and v.strip()), ""
    )


def _activity(title: str, card: Json) -> Json:
    summary = words.cut(words.one_line(title), limits.TITLE) or "Peerloop"
    return {"type": "message", "summary": summary, "attachments": [cards.attachment(card)]}


def _mentioned(message: Message) -> set[str]:
    """Return the members that a message names, wherever in it."""
    found: set[str] = set()
    parts: list[Any] = [message]
    while parts:
        part = parts.pop()
        if isinstance(part, Mention):
            found.add(part.member)
        elif isinstance(part, tuple):
            parts += part
        else:
            parts += [getattr(part, name) for name in _fields(part.__class__)]
    return found


@cache
def _fields(kind: type) -> tuple[str, ...]:
    """Return the names of the fields of a dataclass, none of anything else."""
    return tuple(each.name for each in fields(kind)) if is_dataclass(kind) else ()


async def _before(call: Awaitable[T]) -> T:
    try:
        return await call
    except Trouble as trouble:
        raise _unsent(trouble) from trouble


def _unsent(trouble: Trouble) -> "Unsent":
    return Unsent(trouble.code, trouble.status, trouble.retry_after, trouble.detail)
