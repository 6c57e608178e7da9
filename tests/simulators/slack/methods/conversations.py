"""Conversations: opening, joining, listing."""

import base64
from typing import Any

from tests.simulators.slack.methods.registry import Request, method
from tests.simulators.slack.model import Channel, Json, SlackError, User

READING = {
    "public": ("channels:read",),
    "private": ("groups:read",),
    "im": ("im:read",),
    "mpim": ("mpim:read",),
}
MOST_OTHERS = 8


@method("conversations.open")
def open_conversation(request: Request) -> Json:
    """Open the conversation of the bot with one to eight people; the same people, the same conversation."""
    if request.args.get("channel"):
        channel, there = request.channel(), True
        request.need("im:write" if channel.kind == "im" else "mpim:write")
    else:
        users = [one for one in str(request.args.get("users") or "").split(",") if one.strip()]
        ids = frozenset(one.strip() for one in users)
        request.need("im:write" if len(ids) <= 1 else "mpim:write")
        if not ids:
            raise SlackError("users_list_not_supplied")
        if len(ids) > MOST_OTHERS:
            raise SlackError("too_many_users")
        for one in ids:
            _may_be_met(request, one, alone=len(ids) == 1)
        channel, there = request.world.open_conversation(request.team, ids)
    told: Json = {"id": channel.id}
    if request.flag("return_im"):
        told = channel.shape()
    return {**({"no_op": True, "already_open": True} if there else {}), "channel": told}


def _may_be_met(request: Request, user: str, *, alone: bool) -> None:
    found: User | None = request.team.users.get(user)
    if found is None:
        raise SlackError("user_not_found")
    if found.deleted:
        raise SlackError("user_disabled")
    if found.stranger:
        raise SlackError("user_not_visible")
    if found.bot or found.id == "USLACKBOT":
        raise SlackError("cannot_dm_bot" if alone else "invalid_user_combination")


@method("conversations.info")
def info(request: Request) -> Json:
    """Describe a conversation that the bot may see."""
    channel = request.channel()
    request.need(*_scopes(channel))
    shown = channel.shape()
    if request.flag("include_num_members"):
        shown["num_members"] = len(channel.members)
    return {"channel": shown}


@method("conversations.members")
def members(request: Request) -> Json:
    """List who is in a conversation, bots too, a page at a time."""
    channel = request.channel()
    request.need(*_scopes(channel))
    page, cursor = paged(request, list(channel.members), 100)
    return {"members": page, "response_metadata": {"next_cursor": cursor}}


@method("conversations.list")
def listing(request: Request) -> Json:
    """List conversations of the types asked for, a page at a time."""
    return _listed(request, only_own=False)


@method("users.conversations")
def of_the_bot(request: Request) -> Json:
    """List the conversations that the bot is in, a page at a time."""
    return _listed(request, only_own=True)


@method("conversations.join", "channels:join")
def join(request: Request) -> Json:
    """Let the bot into a public channel."""
    channel = request.channel()
    if channel.kind != "public":
        raise SlackError("method_not_supported_for_channel_type")
    if channel.archived:
        raise SlackError("is_archived")
    channel.members[request.team.bot.id] = None
    return {"channel": channel.shape()}


def paged(request: Request, items: list[Any], usual: int) -> tuple[list[Any], str]:
    """Return the page that the cursor points at, and the cursor of the next; raises invalid_cursor."""
    limit = request.number("limit", usual)
    if not 1 <= limit <= 1_000:
        raise SlackError("invalid_limit")
    cursor = str(request.args.get("cursor") or "")
    try:
        start = int(base64.b64decode(cursor, validate=True).removeprefix(b"at:")) if cursor else 0
    except ValueError:
        raise SlackError("invalid_cursor") from None
    end = start + limit
    following = base64.b64encode(f"at:{end}".encode()).decode() if end < len(items) else ""
    return items[start:end], following


def _listed(request: Request, *, only_own: bool) -> Json:
    kinds = {
        {"public_channel": "public", "private_channel": "private"}.get(one, one)
        for one in str(request.args.get("types") or "public_channel").split(",")
    }
    if kinds - READING.keys():
        raise SlackError("invalid_types")
    for kind in sorted(kinds):
        request.need(*READING[kind])
    found = [
        one.shape()
        for one in request.team.channels.values()
        if one.kind in kinds
        and (request.team.bot.id in one.members or (one.kind == "public" and not only_own))
        and not (one.archived and request.flag("exclude_archived"))
    ]
    page, cursor = paged(request, found, 100)
    return {"channels": page, "response_metadata": {"next_cursor": cursor}}


def _scopes(channel: Channel) -> tuple[str, ...]:
    return READING[channel.kind]
