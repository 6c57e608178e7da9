"""The activities that Teams sends, with everything that real ones have."""

import html
import re
from collections.abc import Iterable
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from tests.simulators.teams.model import Conversation, Json, Message, Person, Team
from tests.simulators.teams.world import World


def base(
    world: World, kind: str, person: Person, where: Conversation, thread: str = "", **more: object
) -> Json:
    """Return an activity of that kind by that person there."""
    at = world.now()
    return {
        "type": kind,
        "id": f"f:{world.guid()}",
        "channelId": "msteams",
        "serviceUrl": person.company.service_url,
        "timestamp": _stamp(at),
        "localTimestamp": at.astimezone(ZoneInfo(person.zone)).isoformat(timespec="milliseconds"),
        "localTimezone": person.zone,
        "locale": person.locale,
        "from": account(person),
        "recipient": {"id": world.bot, "name": world.bot_name},
        "conversation": conversation(where, thread),
        "channelData": channel_data(where, person),
        "entities": [client(person)],
        **more,
    }


def account(person: Person) -> Json:
    """Return a person as the sender of an activity."""
    return {"id": person.id29, "name": person.name, "aadObjectId": person.aad}


def client(person: Person) -> Json:
    """Return what is told of the person's client."""
    known = {"country": person.country, "platform": "Web", "timezone": person.zone}
    return {"type": "clientInfo", "locale": person.locale, **known}


def conversation(where: Conversation, thread: str = "") -> Json:
    """Return where an activity was, a thread by its message's id."""
    id = f"{where.id};messageid={thread}" if thread else where.id
    known: Json = {"conversationType": where.kind, "tenantId": where.company.id, "id": id}
    if where.kind == "groupChat" and where.name:
        known["name"] = where.name
    return known if where.kind == "personal" else {"isGroup": True, **known}


def channel_data(where: Conversation, person: Person) -> Json:
    """Return what only Teams knows: the tenant, in a channel the team too."""
    known: Json = {"tenant": {"id": person.company.id}}
    if where.team is not None:
        known |= {"teamsChannelId": where.id, "teamsTeamId": where.team.id}
        known |= {"channel": {"id": where.id}, "team": {"id": where.team.id}}
    return known


def team_data(team: Team, event: str, **more: object) -> Json:
    """Return the channel data of something that happened to a team."""
    shown = {"aadGroupId": team.group, "name": team.name, "id": team.id}
    return {"team": shown, "eventType": event, "tenant": {"id": team.company.id}, **more}


def said(
    world: World, message: Message, mentioned: Iterable[Person] = (), *, targeted: bool = False
) -> Json:
    """Return the activity of what a person wrote; its text has the bot and these people mentioned."""
    assert message.sender is not None
    text = message.text
    made = base(world, "message", message.sender, message.conversation, message.thread)
    made |= {"id": message.id, "text": text, "textFormat": "plain"}
    if f"<at>{world.bot_name}</at>" in text:
        made["entities"].append(mention(world.bot, world.bot_name))
    made["entities"] += [mention(one.id29, one.name) for one in mentioned]
    if message.conversation.kind != "personal":
        shown = re.sub(r"&lt;(/?)at&gt;", r"<\1at>", html.escape(text, quote=False))
        made["attachments"] = [{"contentType": "text/html", "content": f"<p>{shown}</p>"}]
    if targeted:
        made["recipient"]["isTargeted"] = True
    return made


def quoted(message: Message) -> Json:
    """Return a message as an action that was chosen for it carries it along: with its words as HTML."""
    text = re.sub(r"</?at>", "", message.text)
    body = {"contentType": "html", "content": f"<div>{html.escape(text, quote=False)}</div>"}
    who = message.sender
    user = {"user": {"id": who.aad, "displayName": who.name}} if who else {"application": {}}
    return {"messagePayload": {"id": message.id, "body": body, "from": user, "reactions": []}}


def mention(id: str, name: str) -> Json:
    """Return a mention's entity."""
    return {
        "type": "mention",
        "mentioned": {"id": id, "name": name},
        "text": f"<at>{name}</at>",
    }


def about(world: World, kind: str, person: Person, message: Message, **more: object) -> Json:
    """Return an activity about a message: a button, a reaction."""
    where, thread = message.conversation, message.thread
    return base(world, kind, person, where, thread, replyToId=message.id, **more)


def _stamp(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z"
