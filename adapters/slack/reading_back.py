"""Whether a delivery is there: each carries a key that tells nobody anything, by which its message is found again."""

import hashlib
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from adapters.slack import uploads
from adapters.slack.api import Json, SlackApi
from adapters.slack.installs import Install
from facilitation.errors import Unsure
from facilitation.post.outbox import Delivery

SINCE = timedelta(minutes=10)
"""How far before the first try we look: Slack's clock and the database's may differ, and the key decides."""
PAGES = 10
PAGE = 100


async def found(
    api: SlackApi, install: Install, delivery: Delivery, channel: str, thread: str
) -> str | None:
    """Return the message's id, None when it is not there; raises Trouble, or Unsure after too many pages."""
    first, key = delivery.first_sent_at, opaque(delivery)
    if first is None:
        return None
    method = "conversations.replies" if thread else "conversations.history"
    cursor = ""
    for _ in range(PAGES):
        page = await api.call(
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
            if _key(message) == key or uploads.found_in(message, key):
                return str(message["ts"])
        following = page.get("response_metadata")
        cursor = str(following.get("next_cursor") or "") if isinstance(following, dict) else ""
        if not cursor:
            return None
    raise Unsure("There is too much in that conversation to find it.")


def opaque(delivery: Delivery) -> str:
    """Return the key under which a delivery can be read back; it tells nobody anything."""
    return hashlib.sha256(delivery.id.encode()).hexdigest()


def marked(delivery: Delivery) -> Json:
    """Return the metadata of a post by which it is found again."""
    return {"event_type": "peerloop", "event_payload": {"key": opaque(delivery)}}


def _key(message: Mapping[str, Any]) -> str:
    metadata = message.get("metadata")
    payload = metadata.get("event_payload") if isinstance(metadata, dict) else None
    return str(payload.get("key", "")) if isinstance(payload, dict) else ""
