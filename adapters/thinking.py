"""Asking the core apart from the event loop: how long a platform's ack waits for it, and what is said when it fails."""

import asyncio
from collections.abc import Callable

import structlog

from facilitation.talk.incoming import Incoming, Reply, Say
from facilitation.talk.messages import Message, text

log = structlog.get_logger(__name__)

READY = 2.0
"""Seconds within which a reply rides on the ack; Slack and Teams give up after three."""
CROWD = 32
"""With more than so many in hand, an ack waits shortly for its own, which then comes by itself."""
SHORTLY = 0.025

SORRY = "Sorry, that did not work, and it is not your fault. Please try again in a minute."
TROUBLE = Message("Something went wrong on my side", (text(SORRY),))


async def thought(handle: Callable[[Incoming], Reply], incoming: Incoming) -> Reply:
    """Return the core's reply; raises nothing."""
    try:
        return await asyncio.to_thread(handle, incoming)
    except Exception:
        log.exception("handling failed", workspace=incoming.by.workspace)
        return Say(TROUBLE)
