"""Where an activity of Teams happens and who did it, and what is to be remembered of both."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from adapters import reading
from adapters.reading import Unreadable
from adapters.teams import ids
from adapters.teams.references import Reference
from adapters.teams.transport.model import Address
from facilitation.talk import languages

Activity = Mapping[str, Any]
Kind = Literal["personal", "channel", "circle"]

_KINDS: dict[str, Kind] = {"personal": "personal", "channel": "channel", "groupchat": "circle"}
_LONGEST_ID = 200
_LONGEST_NAME = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """A conversation as one activity tells of it; everything but `address` is ours, in natural ids."""

    workspace: str
    address: Address
    """How to answer right here, thread and all."""
    kind: Kind
    conversation: str
    thread: str = ""
    name: str = ""
    """A channel's name, where it is told."""
    team: str = ""
    """A channel's team, by the natural id of the team's conversation."""
    team_name: str = ""
    key: str = ""
    """What tells this activity from every other; empty where Teams gave it no id."""
    message: str = ""
    """What tells the message that it is about, or is, from every other; a change of it has the same."""
    locale: str = ""
    """The language that Teams speaks to whoever did it."""


@dataclass(frozen=True, slots=True)
class Person:
    """Who did something."""

    member: str
    user: str
    """What Teams calls them to us, `29:…`."""
    name: str = ""


def tenant_of(activity: Activity) -> str:
    """Return the tenant an activity is from; raises Unreadable when none, or two, are named."""
    named = {
        given.lower()
        for given in (
            reading.text(reading.part(reading.part(activity, "channelData"), "tenant"), "id"),
            reading.text(reading.part(activity, "conversation"), "tenantId"),
        )
        if given
    }
    if len(named) != 1:
        raise Unreadable("no tenant, or two of them")
    return ids.tenant(ids.workspace(named.pop()))


def read(activity: Activity) -> Scene:
    """Return where an activity happens; raises Unreadable."""
    tenant = tenant_of(activity)
    space, chat, data = (
        ids.workspace(tenant),
        reading.part(activity, "conversation"),
        reading.part(activity, "channelData"),
    )
    spoken = reading.text(chat, "id")
    conversation = ids.conversation(space, spoken)
    channel, team = reading.part(data, "channel"), reading.part(data, "team")
    kind = _kind(chat, ids.own(conversation), bool(channel or team))
    team_id = reading.text(team, "id") or reading.text(data, "teamsTeamId")
    in_channel = kind == "channel"
    if in_channel and conversation == ids.conversation(space, team_id or spoken):
        named = reading.text(channel, "id") or reading.text(data, "teamsChannelId")
        if activity.get("type") == "installationUpdate":
            chosen = reading.part(reading.part(data, "settings"), "selectedChannel")
            named = reading.text(chosen, "id") or named
        conversation = ids.conversation(space, named or spoken)
    bare, thread = ids.thread_of(spoken)
    called = message(reading.text(activity, "id"), conversation)
    return Scene(
        workspace=space,
        address=Address(
            service_url=reading.text(activity, "serviceUrl"),
            conversation=ids.threaded(bare, thread),
            tenant=tenant,
            bot=account(reading.part(activity, "recipient")),
        ),
        kind=kind,
        conversation=conversation,
        thread=thread,
        name=_name(channel) if in_channel else "",
        team=ids.conversation(space, team_id) if in_channel and team_id else "",
        team_name=_name(team) if in_channel else "",
        key=_changed(activity, called) if called else "",
        message=called,
        locale=client(activity, "locale", "locale")[: languages.LONGEST],
    )


def client(activity: Activity, own: str, of_client: str) -> str:
    """Return what an activity says of a person's client itself, or in what it knows of the client; "" where nothing."""
    entities = activity.get("entities")
    clients = [
        one.get(of_client)
        for one in (entities if isinstance(entities, list) else ())
        if isinstance(one, dict) and one.get("type") == "clientInfo"
    ]
    given = (activity.get(own), *clients)
    return next((one for one in given if isinstance(one, str) and one), "")


def message(id: str, conversation: str) -> str:
    """Return what tells a message of a conversation from every other; nothing where it has no id."""
    return f"act:{id}:{ids.own(conversation)}"[:_LONGEST_ID] if id else ""


def person(activity: Activity, scene: Scene, known: str = "", *, local: bool = False) -> Person:
    """Return who did it; raises Unreadable where their Entra object id is neither told nor `known`.

    In `local` mode, somebody without one gets one made of whatever they are called.
    """
    who = reading.part(activity, "from")
    user, aad = account(who), reading.text(who, "aadObjectId") or known
    if local and not aad and user:
        aad = hashlib.sha256(user.encode()).hexdigest()[:16]
    return Person(ids.member(scene.workspace, aad), user, _name(who))


def account(given: object) -> str:
    """Return what Teams calls a person or a bot, such as `29:…`; raises Unreadable."""
    id = reading.text(given, "id") if isinstance(given, dict) else ""
    if not id or len(id) > _LONGEST_ID or not id.isascii() or not id.isprintable() or " " in id:
        raise Unreadable("account")
    return id


def is_bot(given: object) -> bool:
    """Return whether an account is a bot's, ours or another's."""
    return isinstance(given, dict) and (
        str(given.get("id", "")).startswith("28:") or given.get("role") == "bot"
    )


def references(scene: Scene, who: Person | None) -> Iterator[Reference]:
    """Return what an activity tells us to remember: the person, and the chat, or the channel and its team."""
    at = scene.address
    if who is not None:
        yield _reference(
            scene,
            who.member,
            "personal",
            conversation=at_bare(at) if scene.kind == "personal" else "",
            user=who.user,
            name=who.name,
        )
    if scene.kind == "circle":
        yield _reference(scene, scene.conversation, "chat", conversation=at_bare(at))
    if scene.kind == "channel":
        if scene.team:
            own = ids.own(scene.team)
            yield _reference(scene, scene.team, "team", conversation=own, name=scene.team_name)
        if scene.conversation != scene.team:
            yield _reference(
                scene,
                scene.conversation,
                "channel",
                conversation=ids.own(scene.conversation),
                name=scene.name,
                team=scene.team,
            )


def _changed(activity: Activity, message: str) -> str:
    """Return what tells an activity; one that changes a message comes with the message's own id, each time anew."""
    kind = activity.get("type")
    if kind not in ("messageUpdate", "messageDelete"):
        return message
    return f"{message}:{kind}:{reading.text(activity, 'timestamp')}"[-_LONGEST_ID:]


def at_bare(address: Address) -> str:
    """Return the connector's id of the conversation without a thread."""
    return ids.thread_of(address.conversation)[0]


def _reference(
    scene: Scene,
    id: str,
    kind: Literal["personal", "channel", "chat", "team"],
    *,
    conversation: str,
    user: str = "",
    name: str = "",
    team: str = "",
) -> Reference:
    return Reference(
        id=id,
        workspace=scene.workspace,
        kind=kind,
        service_url=scene.address.service_url,
        conversation=conversation,
        bot=scene.address.bot,
        user=user,
        name=name,
        team=team,
    )


def _kind(chat: Activity, id: str, of_team: bool) -> Kind:
    told = _KINDS.get(reading.text(chat, "conversationType").lower())
    if told is not None:
        return told
    if of_team or "@thread.tacv2" in id:
        return "channel"
    return "circle" if chat.get("isGroup") is True else "personal"


def _name(given: Activity) -> str:
    said = reading.text(given, "name").replace("\0", "").encode(errors="ignore").decode()
    return " ".join(said.split())[:_LONGEST_NAME]
