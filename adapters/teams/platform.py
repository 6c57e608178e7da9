"""Teams as a platform: a delivery becomes one card, in a member's own chat or in a channel, and is never read back."""

import asyncio
from collections.abc import Callable
from dataclasses import replace

import structlog

from adapters.teams import errors, offers
from adapters.teams.sending import NoWay, Sending, Sent, Unsent
from adapters.teams.transport.model import Trouble
from facilitation.errors import Never, Unsure
from facilitation.platform import LARGEST_FILE, Files, Pace, Rate
from facilitation.post.outbox import APART, Delivery, Personal, Place, Receipt, Together
from facilitation.talk.incoming import ChannelNews, News

log = structlog.get_logger(__name__)

PACE = Pace(
    per_conversation=(Rate(1.0, burst=6.0), Rate(0.49, burst=36.0)),
    per_workspace=(Rate(20.0, burst=5.0),),
)
"""Under each documented window: to one conversation 7 in 1 s, 8 in 2 s, 60 in 30 s and 1,800 in an hour; to one tenant
50 calls in 1 s, where a first delivery is two calls."""


class TeamsPlatform:
    """Carries deliveries into Teams; belongs to one event loop."""

    pace = PACE
    readable = False

    def __init__(
        self, sending: Sending, hear: Callable[[News], None], files: Files, *, offers: bool = False
    ) -> None:
        """Send by `sending`; tell the core by `hear` when Peerloop turns out not to be in a channel any more.

        What has a file with it goes by a link that `files` makes, or is offered where the app may (`offers`).
        """
        self._sending = sending
        self._files = files
        self._offers = offers
        self._hear = hear

    async def deliver(self, delivery: Delivery) -> Receipt:
        """Send it once; raises Later, Never or Unsure.

        For several at once nothing is sent and APART returned, since a bot cannot open a chat of them.
        """
        _at_home(delivery)
        to = delivery.to
        if isinstance(to, Together):
            return APART
        try:
            sent = await self._sent(delivery, to)
        except NoWay as error:
            raise Never(error.reason, gone=(error.member,) if error.member else ()) from error
        except Trouble as trouble:
            log.info(
                "teams did not take a delivery",
                delivery=delivery.key,
                status=trouble.status,
                error=trouble.code,
                detail=trouble.detail[:500],
            )
            await self._consequences(delivery, trouble)
            member = to.member if isinstance(to, Personal) else ""
            # what failed on the way to the message is not the message
            sent_it = not isinstance(trouble, Unsent)
            raise errors.delivery(trouble, sent=sent_it, member=member) from trouble
        return Receipt(sent.conversation, sent.message_id)

    async def look_for(self, delivery: Delivery) -> Receipt | None:
        """Raise Unsure for good, since a bot cannot read a chat; APART for several at once, to whom nothing is sent."""
        if isinstance(delivery.to, Together):
            return APART
        raise Unsure("Teams lets no bot read back what it sent", for_good=True)

    async def close(self) -> None:
        """Let go of every connection."""
        await self._sending.close()

    async def _sent(self, delivery: Delivery, to: Personal | Place) -> Sent:
        if delivery.message.file is not None:
            if (sent := await self._offered(delivery)) is not None:
                return sent
            linked = await asyncio.to_thread(self._files.linked, delivery)
            delivery = replace(delivery, message=linked)
        activity = await self._sending.card(delivery.workspace, delivery.message)
        if isinstance(to, Personal):
            return await self._sending.to_member(to.member, activity)
        if to.stands:
            await self._sending.update(to.conversation, to.thread, to.stands, activity)
            return Sent(to.conversation, to.stands)
        return await self._sending.to_place(to.conversation, to.thread, activity)

    async def _offered(self, delivery: Delivery) -> Sent | None:
        """Offer the file of a delivery; None where the app may not; raises Trouble or NoWay."""
        if not self._offers or not isinstance(delivery.to, Personal):
            return None
        offer = await asyncio.to_thread(self._files.offered, delivery)
        if offer.size > LARGEST_FILE:
            return None
        try:
            return await self._sending.to_member(
                delivery.to.member, offers.card(delivery.message, offer)
            )
        except Trouble as trouble:
            if isinstance(trouble, Unsent) or errors.meaning(trouble).kind != "never":
                raise
            log.warning("teams took no offer of a file, so a link is sent", error=trouble.code)
            return None

    async def _consequences(self, delivery: Delivery, trouble: Trouble) -> None:
        """Tell the core of a channel that Peerloop is not in any more; nobody else may have."""
        to = delivery.to
        if isinstance(to, Place) and errors.left(trouble, thread=to.thread):
            news = ChannelNews(workspace=delivery.workspace, channel=to.conversation, what="left")
            await asyncio.to_thread(self._hear, news)


def _at_home(delivery: Delivery) -> None:
    to = delivery.to
    match to:
        case Personal(member):
            targets: tuple[str, ...] = (member,)
        case Together(members):
            targets = members
        case Place(conversation):
            targets = (conversation,)
    if not all(one.startswith(f"{delivery.workspace}:") for one in targets):
        raise Never("That is in another workspace.")
