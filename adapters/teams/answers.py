"""How a reply gets back to the person: in our own chat, in place of a card, as a form, and a line where they asked.

What Teams shows by itself, on an invoke, is in `invokes`.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from typing import Any, TypeVar, assert_never

import structlog

from adapters.teams import acts, errors
from adapters.teams.acts import Origin
from adapters.teams.sending import NoWay, Sending
from adapters.teams.transport.model import Address, Json, Transport, Trouble
from facilitation.talk import frame
from facilitation.talk.forms import Form
from facilitation.talk.incoming import Ask, Quiet, Replace, Reply, Say
from facilitation.talk.languages import Language
from facilitation.talk.messages import Message
from facilitation.talk.phrases import Phrase
from facilitation.talk.words import first

log = structlog.get_logger(__name__)

T = TypeVar("T")

PATIENCE = 60.0
"""Seconds for which an answer is tried again and again."""
FIRST_WAIT = 0.5
POINTED = 2_000
"""Of so many people and threads it is known that they were told where the answers are: once is enough."""


class Answers:
    """Brings replies back; each call ends quietly, whatever Teams makes of it."""

    def __init__(self, transport: Transport, sending: Sending, now: Callable[[], datetime]) -> None:
        """Answer where somebody spoke by `transport`, anywhere else by `sending`."""
        self._transport = transport
        self._sending = sending
        self._now = now
        self._pointed: dict[tuple[str, str], None] = {}

    async def give(self, origin: Origin, reply: Reply) -> None:
        """Do what the reply says."""
        match reply:
            case Say(message):
                await (self.instead if origin.inputs else self.privately)(origin, message)
            case Replace(message):
                await self.instead(origin, message)
            case Ask(form, errors):
                await self.ask(origin, form, errors)
            case Quiet():
                pass
            case _:
                assert_never(reply)

    async def privately(self, origin: Origin, message: Message) -> bool:
        """Say it to this person alone; return whether it got there."""
        activity = await self.card(origin, message)
        apart = origin.targeted and not origin.personal
        if apart and await self._whisper(origin, activity):
            return True
        return await self._alone(origin, activity, message.language)

    async def instead(self, origin: Origin, message: Message) -> None:
        """Put it in place of the card that was acted on; say it where there is none."""
        if origin.card and not origin.targeted:
            activity = await self.card(origin, message)
            if await self.update(origin, activity):
                return
        await self.privately(origin, message)

    async def ask(self, origin: Origin, form: Form, errors: Mapping[str, str]) -> bool:
        """Show a form as a card with inputs, in our own chat, or anew in place of the one that was filled."""
        activity = await self._sending.form(
            origin.scene.workspace, form, errors, acts.riding(origin)
        )
        if origin.inputs and origin.card and await self.update(origin, activity):
            return True
        return await self._alone(origin, activity, form.language)

    async def alone(self, workspace: str, member: str, message: Message) -> bool:
        """Say it in our own chat to somebody of whom nothing else is known; return whether it got there."""
        activity = await self._sending.card(workspace, message)
        return await self._try(lambda: self._sending.to_member(member, activity)) is not None

    async def card(self, origin: Origin, message: Message) -> Json:
        """Return the message as an activity whose buttons know where they count, wherever it is shown."""
        activity = await self._sending.card(origin.scene.workspace, message)
        return pinned(activity, acts.riding(origin))

    async def sent(self, origin: Origin, activity: Json) -> bool:
        """Send an activity where the person spoke; return whether it got there."""
        at = origin.scene.address
        return await self._try(lambda: self._transport.send(at, activity)) is not None

    async def update(self, origin: Origin, activity: Json) -> bool:
        """Put an activity in place of the card that was acted on; return whether that could be done."""
        at, card = origin.scene.address, origin.card
        done = await self._try(lambda: self._transport.update(at, card, activity))
        return done is not None

    async def here(self, origin: Origin, said: str) -> None:
        """Say one line where the person spoke, to them alone where they spoke to us alone."""
        if origin.targeted:
            await self._whisper(origin, _plain(said))
        else:
            await self.plainly(origin.scene.address, said)

    async def plainly(self, at: Address, said: str) -> None:
        """Say one line in a conversation of which nothing else is known."""
        await self._try(lambda: self._transport.send(at, _plain(said)))

    async def _alone(self, origin: Origin, activity: Json, language: Language) -> bool:
        """Send to our own chat; where that is elsewhere, say so once in a while where the person spoke."""
        if origin.personal:
            at = origin.scene.address
            return await self._try(lambda: self._transport.send(at, activity)) is not None
        sent = await self._try(lambda: self._sending.to_member(origin.who.member, activity))
        if not origin.quietly:
            if sent is None:
                await self.here(origin, frame.NO_CHAT.said_in(language))
            elif self._not_pointed(origin):
                await self.here(origin, _answered(origin).said_in(language))
        return sent is not None

    async def _whisper(self, origin: Origin, activity: Json) -> bool:
        at, user = origin.scene.address, origin.who.user
        sent = await self._try(lambda: self._transport.send(at, activity, only=user))
        return sent is not None

    def _not_pointed(self, origin: Origin) -> bool:
        """Return whether this person has not been told in this thread; from here on they have."""
        place = (origin.scene.address.conversation, origin.who.member)
        again = place in self._pointed
        self._pointed.pop(place, None)
        self._pointed[place] = None
        if len(self._pointed) > POINTED:
            self._pointed.pop(next(iter(self._pointed)))
        return not again

    async def _try(self, call: Callable[[], Awaitable[T]]) -> T | bool | None:
        """Return what the call gives (True for nothing), None when it cannot be done; waits and tries again.

        What may have arrived already is tried once more: rather twice than not at all, and not ten times.
        """
        waited, turn, doubts = 0.0, 0, 0
        while True:
            try:
                return await call() or True
            except NoWay as error:
                log.info("an answer cannot get there", reason=error.reason)
                return None
            except Trouble as trouble:
                asked = trouble.retry_after
                wait = FIRST_WAIT * 2**turn if asked is None else max(0.0, asked)
                kind = errors.meaning(trouble).kind
                doubts += kind == "unsure"
                passing = kind == "later" or (kind == "unsure" and doubts <= 1)
                if not passing or waited + wait > PATIENCE:
                    log.warning(
                        "an answer was not taken",
                        status=trouble.status,
                        error=trouble.code,
                        detail=trouble.detail[:500],
                    )
                    return None
            waited, turn = waited + max(wait, 0.05), turn + 1
            await asyncio.sleep(wait)


def _answered(origin: Origin) -> Phrase:
    """Return where the answer is, to whom it concerns: others read it too."""
    name = first(origin.who.name)
    return frame.answered(name) if name and not origin.targeted else frame.ANSWERED


def _plain(said: str) -> Json:
    return {"type": "message", "textFormat": "plain", "text": said}


def pinned(card: Json, data: Json) -> Json:
    """Return a card, or an activity with one, whose buttons carry `data` too; theirs counts first."""
    return {key: _pinned(one, data) for key, one in card.items()} if data else card


def _pinned(value: Any, data: Json) -> Any:
    if isinstance(value, list):
        return [_pinned(one, data) for one in value]
    if not isinstance(value, dict):
        return value
    own = value.get("data")
    found = pinned({key: one for key, one in value.items() if key != "data"}, data)
    return {**found, "data": {**data, **own}} if isinstance(own, dict) else found
