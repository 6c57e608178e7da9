"""Posting, changing and deleting messages."""

from tests.simulators.slack import checks
from tests.simulators.slack.methods.registry import Request, method
from tests.simulators.slack.model import Channel, Json, Message, SlackError


@method("chat.postMessage", "chat:write")
def post_message(request: Request) -> Json:
    """Post where the bot may; a user's id stands for the conversation with them."""
    channel = _target(request)
    message = Message(
        channel,
        request.world.ts(),
        request.team.bot.id,
        checks.text_of(request.args),
        request.world.blocks(request.args) or [],
        checks.metadata_of(request.args),
        checks.thread_of(request.args),
        extra=_switches(request.args),
    )
    channel.messages.append(message)
    request.world.show(message)
    return {"channel": channel.id, "ts": message.ts, "message": message.shape(metadata=True)}


@method("chat.postEphemeral", "chat:write")
def post_ephemeral(request: Request) -> Json:
    """Show a message to one member of a conversation."""
    channel = _target(request, to_users=False)
    user = request.user()
    if user.id not in channel.members or user.deleted:
        raise SlackError("user_not_in_channel")
    message = Message(
        channel,
        request.world.ts(),
        request.team.bot.id,
        checks.text_of(request.args),
        request.world.blocks(request.args) or [],
        thread_ts=checks.thread_of(request.args),
        to=user.id,
        via="ephemeral",
        extra=_switches(request.args),
    )
    request.world.show(message, user.id)
    return {"message_ts": message.ts}


@method("chat.update", "chat:write")
def update(request: Request) -> Json:
    """Change the bot's own message; blocks that are not given stay, `[]` takes them away."""
    message = _own(request, "cant_update_message")
    blocks = request.world.blocks(request.args)
    if "text" in request.args or blocks is None:
        message.text = checks.text_of(request.args)
    if blocks is not None:
        message.blocks = blocks
    if "metadata" in request.args:
        message.metadata = checks.metadata_of(request.args)
    message.edits += 1
    request.world.show(message)
    return {
        "channel": message.channel.id,
        "ts": message.ts,
        "text": message.text,
        "message": message.shape(metadata=True),
    }


@method("chat.delete", "chat:write")
def delete(request: Request) -> Json:
    """Delete the bot's own message."""
    message = _own(request, "cant_delete_message")
    message.deleted = True
    return {"channel": message.channel.id, "ts": message.ts}


@method("chat.getPermalink")
def permalink(request: Request) -> Json:
    """Return the address of a message."""
    channel = request.channel()
    message = _find(channel, request.text("message_ts"))
    link = f"https://{request.team.domain}.slack.com/archives/{channel.id}/p"
    return {"channel": channel.id, "permalink": link + message.ts.replace(".", "")}


def _target(request: Request, *, to_users: bool = True) -> Channel:
    named = request.text("channel")
    if to_users and named[0] in "UW":
        return _direct(request, named)
    channel = request.channel()
    if channel.archived:
        raise SlackError("is_archived")
    if request.team.bot.id not in channel.members:
        free = channel.kind == "public" and "chat:write.public" in request.token.scopes
        if not (free and to_users):
            raise SlackError("not_in_channel" if channel.kind == "public" else "channel_not_found")
    if channel.kind == "im":
        _reachable(request, next(one for one in channel.members if one != request.team.bot.id))
    return channel


def _direct(request: Request, user: str) -> Channel:
    if user not in request.team.users:
        raise SlackError("channel_not_found")
    _reachable(request, user)
    return request.world.open_conversation(request.team, frozenset((user,)))[0]


def _reachable(request: Request, user: str) -> None:
    if request.team.users[user].bot:
        raise SlackError("cannot_dm_bot")
    if request.team.users[user].deleted:
        raise SlackError("user_disabled")


def _own(request: Request, refusal: str) -> Message:
    if request.text("channel")[0] in "UW":
        # A conversation with a person has an id of its own here.
        raise SlackError("channel_not_found")
    message = _find(request.channel(), request.text("ts"))
    if message.user != request.team.bot.id:
        raise SlackError(refusal)
    if message.channel.archived:
        raise SlackError("is_archived")
    return message


def _find(channel: Channel, ts: str) -> Message:
    for message in channel.messages:
        if message.ts == ts and not message.deleted:
            return message
    raise SlackError("message_not_found")


def _switches(args: Json) -> Json:
    """Keep what is no part of the message, to be looked at by tests."""
    known = ("unfurl_links", "unfurl_media", "mrkdwn", "parse", "link_names", "reply_broadcast")
    return {key: args[key] for key in known if key in args}
