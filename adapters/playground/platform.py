"""The playground as a platform: a delivery arrives by being written to the chat log."""

import asyncio
import hashlib

from adapters.playground.bell import Bell
from adapters.playground.log import BOT, ChatLog, Clock, Conversation, deactivated, personal
from facilitation.errors import Never
from facilitation.platform import Files, Pace
from facilitation.post.outbox import Delivery, Personal, Place, Receipt, Together


class PlaygroundPlatform:
    """Carries deliveries into the chat log; a delivery's key is written once, however often it is carried."""

    pace = Pace()
    readable = True

    def __init__(self, log: ChatLog, clock: Clock, bell: Bell, files: Files) -> None:
        """Keep the log to write to, the playground's time, the bell that tells open pages, and what makes files."""
        self._log = log
        self._clock = clock
        self._bell = bell
        self._files = files

    async def deliver(self, delivery: Delivery) -> Receipt:
        """Write it to the log; raises Never for people whose account is switched off."""
        receipt = await asyncio.to_thread(self._write, delivery)
        self._bell.ring()
        return receipt

    async def look_for(self, delivery: Delivery) -> Receipt | None:
        """Return where the delivery stands in the log, or None."""
        post = await asyncio.to_thread(self._log.keyed, delivery.key)
        return Receipt(post.conversation, str(post.id)) if post else None

    def _write(self, delivery: Delivery) -> Receipt:
        conversation, thread = self._place(delivery.to)
        message = delivery.message
        if message.file is not None:
            message = self._files.linked(delivery)
        if isinstance(delivery.to, Place) and delivery.to.stands:
            self._log.replace(int(delivery.to.stands), message)
            return Receipt(conversation, delivery.to.stands)
        post = self._log.add(
            conversation=conversation,
            at=self._clock.now(),
            author=BOT,
            message=message,
            thread=thread,
            key=delivery.key,
        )
        return Receipt(post.conversation, str(post.id))

    def _place(self, to: Personal | Together | Place) -> tuple[str, str]:
        """Return the conversation and thread to write to, opened if need be."""
        if isinstance(to, Place):
            return self._existing(to.conversation), to.thread
        members = (to.member,) if isinstance(to, Personal) else to.members
        gone = tuple(sorted(deactivated(self._log).intersection(members)))
        if gone:
            raise Never("This account is switched off.", gone=gone)
        if len(set(members)) == 1:
            return personal(members[0]), ""
        circle = together(members)
        self._log.open(
            Conversation(
                id=circle,
                kind="circle",
                members=tuple(dict.fromkeys(members)),
                opened_at=self._clock.now(),
            )
        )
        return circle, ""

    def _existing(self, conversation: str) -> str:
        known = {c.id for c in self._log.conversations()}
        for name in (conversation, f"#{conversation}"):
            if name in known or name.startswith("personal:"):
                return name
        raise Never(f"There is no conversation {conversation} here.")


def together(members: tuple[str, ...]) -> str:
    """Return the id of the chat of these people: the same people, the same chat."""
    names = "\n".join(sorted(set(members)))
    return "circle:" + hashlib.sha256(names.encode()).hexdigest()[:12]
