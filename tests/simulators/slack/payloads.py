"""What Slack sends to an app, as documented: commands, actions, submissions, shortcuts, events."""

from typing import Any

from tests.simulators.slack.model import Channel, Json, Message, Team, User, View
from tests.simulators.slack.world import World

VERIFICATION = "verification-token"


def slash(world: World, user: User, channel: Channel, command: str, text: str) -> Json:
    """Return the fields of a slash command."""
    team = user.team
    named = {"im": "directmessage", "private": "privategroup"}.get(channel.kind, channel.name)
    return {
        "token": VERIFICATION,
        "team_id": team.id,
        "team_domain": team.domain,
        **({"enterprise_id": team.enterprise} if team.enterprise else {}),
        "channel_id": channel.id,
        "channel_name": named,
        "user_id": user.id,
        "user_name": user.handle,
        "command": command,
        "text": text,
        "api_app_id": world.app_id,
        "is_enterprise_install": str(team.org).lower(),
        "response_url": world.response_url(user, channel),
        "trigger_id": world.trigger(user),
    }


def action_on_message(world: World, user: User, message: Message, action: Json) -> Json:
    """Return the block_actions payload of a button or menu in a message."""
    channel = message.channel
    container: Json = {
        "type": "message",
        "message_ts": message.ts,
        "channel_id": channel.id,
        "is_ephemeral": bool(message.to),
    }
    if message.thread_ts:
        container["thread_ts"] = message.thread_ts
    named = {"im": "directmessage", "private": "privategroup"}.get(channel.kind, channel.name)
    shown: Json = {} if message.to else {"message": message.shape()}
    return {
        **interaction(world, user, "block_actions"),
        "container": container,
        "channel": {"id": channel.id, "name": named},
        **shown,
        "state": {"values": {}},
        "response_url": world.response_url(user, channel, message),
        "actions": [{**action, "action_ts": world.ts()}],
    }


def action_in_view(world: World, user: User, view: View, action: Json) -> Json:
    """Return the block_actions payload of a button or menu in a modal or the home tab."""
    return {
        **interaction(world, user, "block_actions", view),
        "container": {"type": "view", "view_id": view.id},
        "view": view.shape(),
        "actions": [{**action, "action_ts": world.ts()}],
    }


def submission(world: World, user: User, view: View, values: Json) -> Json:
    """Return the view_submission payload with these answers."""
    shown = {**view.shape(), "state": {"values": values}}
    return {**interaction(world, user, "view_submission", view), "view": shown, "response_urls": []}


def closing(world: World, user: User, view: View) -> Json:
    """Return the view_closed payload."""
    made = interaction(world, user, "view_closed")
    del made["trigger_id"]
    return {**made, "view": view.shape(), "is_cleared": False}


def shortcut(world: World, user: User, callback: str) -> Json:
    """Return the payload of a global shortcut."""
    made = interaction(world, user, "shortcut")
    return {**made, "callback_id": callback, "action_ts": world.ts()}


def message_shortcut(world: World, user: User, callback: str, message: Message) -> Json:
    """Return the payload of a shortcut used on a message."""
    channel = message.channel
    return {
        **interaction(world, user, "message_action"),
        "callback_id": callback,
        "action_ts": world.ts(),
        "message_ts": message.ts,
        "message": {**message.shape(), "team": user.team.id},
        "channel": {"id": channel.id, "name": channel.name or "directmessage"},
        "response_url": world.response_url(user, channel, message),
    }


def interaction(world: World, user: User, kind: str, view: View | None = None) -> Json:
    """Return what every interaction has."""
    team = user.team
    enterprise = {"id": team.enterprise, "name": "Enterprise"} if team.enterprise else None
    return {
        "type": kind,
        "team": {"id": team.id, "domain": team.domain},
        "user": {
            "id": user.id,
            "username": user.handle,
            "name": user.handle,
            "team_id": team.id,
        },
        "api_app_id": world.app_id,
        "token": VERIFICATION,
        "enterprise": enterprise,
        "is_enterprise_install": team.org,
        "trigger_id": world.trigger(user, view),
    }


def event(world: World, team: Team, inner: Json, event_id: str = "") -> Json:
    """Return an event in its envelope."""
    at = int(world.now().timestamp())
    return {
        "token": VERIFICATION,
        "team_id": team.id,
        "context_team_id": team.id,
        "context_enterprise_id": team.enterprise or None,
        "api_app_id": world.app_id,
        "event": {"event_ts": world.ts(), **inner},
        "type": "event_callback",
        "event_id": event_id or f"Ev{world.number():08d}",
        "event_time": at,
        "authorizations": [
            {
                "enterprise_id": team.enterprise or None,
                "team_id": team.id,
                "user_id": team.bot.id,
                "is_bot": True,
                "is_enterprise_install": team.org,
            }
        ],
        "is_ext_shared_channel": False,
        "event_context": f"4-{world.number()}",
    }


def said(message: Message) -> Json:
    """Return the inner event of a message that a person wrote."""
    channel = message.channel
    return {
        **message.shape(),
        "type": "message",
        "team": channel.team.id,
        "channel": channel.id,
        "channel_type": channel.short_kind,
        "event_ts": message.ts,
        "client_msg_id": f"c-{message.ts}",
    }


def chosen(element: Json, option: Any = None) -> Json:
    """Return an element as an action: a button pressed, or a menu with the option chosen."""
    kept = {key: element[key] for key in ("type", "action_id", "block_id")}
    if element["type"] == "button":
        return kept | {key: element[key] for key in ("text", "value", "style") if key in element}
    return kept | {"selected_option": option, "placeholder": element.get("placeholder")}
