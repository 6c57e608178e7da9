"""Asking the core apart from the event loop: how long a platform's ack waits for it, and what is said when it fails."""

from collections.abc import Awaitable

import structlog

from adapters.door import Unmet
from adapters.tongues import Tongues
from facilitation.errors import Unsaved
from facilitation.talk import frame
from facilitation.talk.incoming import Incoming, Reply, Say
from facilitation.talk.messages import Message, text

log = structlog.get_logger(__name__)

READY = 2.0
"""Seconds within which a reply rides on the ack; Slack and Teams give up after three."""
CROWD = 32
"""With more than so many in hand, an ack waits shortly for its own, which then comes by itself."""
SHORTLY = 0.025

TROUBLE = Message(frame.WENT_WRONG, (text(frame.SORRY),))


def sorry(error: Exception) -> str:
    """Return what a person is told when their words did not get to the core."""
    cause = error.__cause__ if isinstance(error, Unmet) else error
    return cause.said if isinstance(cause, Unsaved) else frame.SORRY


async def thought(incoming: Incoming, asking: Awaitable[Reply], tongues: Tongues) -> Reply:
    """Return the core's reply, an apology where it fails; raises Unmet where it was not asked."""
    try:
        return await asking
    except Unmet:
        raise
    except Exception:
        log.exception("handling failed", workspace=incoming.by.workspace)
        return await tongues.read(incoming.by, Say(TROUBLE))
