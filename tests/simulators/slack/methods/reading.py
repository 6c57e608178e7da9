"""Reading messages back."""

from tests.simulators.slack.methods.registry import Request, method
from tests.simulators.slack.model import Channel, Json, Message, SlackError

HISTORY = {
    "public": "channels:history",
    "private": "groups:history",
    "im": "im:history",
    "mpim": "mpim:history",
}


@method("conversations.history")
def history(request: Request) -> Json:
    """Return messages of a conversation, newest first, without those inside of threads."""
    channel = _readable(request)
    top = [one for one in channel.messages if not one.thread_ts or one.thread_ts == one.ts]
    return _page(request, list(reversed(top)))


@method("conversations.replies")
def replies(request: Request) -> Json:
    """Return a message and the answers in its thread, oldest first."""
    channel = _readable(request)
    refused = request.world.replies if channel.kind in ("public", "private") else ""
    if refused not in ("", "limited"):
        raise SlackError(refused)
    thread = request.text("ts")
    found = [one for one in channel.messages if thread in (one.ts, one.thread_ts)]
    if not any(one.ts == thread for one in found):
        raise SlackError("thread_not_found")
    return _page(request, found, most=15 if refused else 1_000)


def _readable(request: Request) -> Channel:
    channel = request.channel()
    request.need(HISTORY[channel.kind])
    if request.team.bot.id not in channel.members:
        raise SlackError("not_in_channel")
    return channel


def _page(request: Request, messages: list[Message], most: int = 1_000) -> Json:
    oldest = float(request.args.get("oldest") or 0)
    latest = float(request.args.get("latest") or "inf")
    inclusive = request.flag("inclusive")
    limit = request.number("limit", 100)
    if not 1 <= limit <= 1_000:
        raise SlackError("invalid_limit")
    limit = min(limit, most)
    start = request.number("cursor", 0)
    found = [
        one.shape(request.flag("include_all_metadata"))
        for one in messages
        if not one.deleted
        and (oldest < float(one.ts) < latest or (inclusive and float(one.ts) in (oldest, latest)))
    ]
    more = start + limit < len(found)
    return {
        "messages": found[start : start + limit],
        "has_more": more,
        "response_metadata": {"next_cursor": str(start + limit) if more else ""},
    }
