"""What people do in Slack, as an Incoming of the core, together with every way back to them.

Plain functions of a payload that is Slack's own; what is not shaped as Slack shapes it raises Unreadable.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from adapters.slack import blocks, ids, lines, modals
from adapters.slack.ids import Unreadable
from adapters.slack.installs import Install
from facilitation.talk.incoming import Filled, Sender, Typed, Where, Wrote

Payload = Mapping[str, Any]

WRITTEN = frozenset((None, "file_share", "thread_broadcast", "me_message"))
"""The kinds of a message by which a person says something new; the others tell of changes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where an act came from: the ways back, each empty where there is none."""

    workspace: str
    user: str
    """Slack's id of the person."""
    where: Where
    channel: str = ""
    thread: str = ""
    response_url: str = ""
    trigger: str = ""
    card: str = ""
    """The message acted on."""
    fleeting: bool = False
    """Whether that card is only shown to this person, for a while."""
    home: bool = False
    """Whether it came from the Home tab."""
    about: str = ""
    """The words of the message that a shortcut was used on; a form that opens from there begins with them."""


@dataclass(frozen=True, slots=True)
class Act:
    """Something a person did, and where."""

    incoming: Typed | Filled | Wrote
    origin: Origin


def command(body: Payload, install: Install) -> Act:
    """Return a slash command."""
    user, channel = _text(body, "user_id"), _text(body, "channel_id")
    origin = Origin(
        workspace=install.workspace,
        user=user,
        where=_where(install, channel, _text(body, "channel_name")),
        channel=channel,
        response_url=_text(body, "response_url"),
        trigger=_text(body, "trigger_id"),
    )
    typed = Typed(
        by=_sender(install, user, _text(body, "user_name")),
        line=lines.line(_text(body, "text"), install.workspace),
        where=origin.where,
        key=_key("cmd", origin.trigger),
    )
    return Act(typed, origin)


def action(body: Payload, install: Install) -> Act | None:
    """Return the press of a button or the choice from a menu; None for what is not a command of ours."""
    pressed = next((one for one in _list(body, "actions") if _ours(one)), None)
    if pressed is None or not (line := blocks.line_of(pressed)):
        return None
    person, channel = _part(body, "user"), _part(body, "channel")
    container, message = _part(body, "container"), _part(body, "message")
    user, place = _text(person, "id"), _text(channel, "id")
    card = _text(container, "message_ts") or _text(message, "ts")
    origin = Origin(
        workspace=install.workspace,
        user=user,
        where=_where(install, place, _text(channel, "name"), user),
        channel=place,
        thread=_text(container, "thread_ts") or _text(message, "thread_ts"),
        response_url=_text(body, "response_url"),
        trigger=_text(body, "trigger_id"),
        card=card,
        fleeting=container.get("is_ephemeral") is True,
        home=_part(body, "view").get("type") == "home",
    )
    shown_in = card or _text(_part(body, "view"), "id")
    stamp = _text(pressed, "action_ts")
    key = _key("act", place, shown_in, stamp, user) if stamp else ""
    by = _sender(install, user, _text(person, "name") or _text(person, "username"))
    return Act(Typed(by=by, line=line, where=origin.where, key=key), origin)


def submission(body: Payload, install: Install) -> Act | None:
    """Return a form sent off; None for a form that carries no command."""
    view, person = _part(body, "view"), _part(body, "user")
    line, user = modals.line_of(view), _text(person, "id")
    if not line:
        return None
    try:
        answers = modals.answers_of(view, workspace=install.workspace)
    except (AttributeError, KeyError, TypeError) as error:
        raise Unreadable("answers") from error
    origin = _opened_from(_text(view, "callback_id"), install, user, _text(body, "trigger_id"))
    filled = Filled(
        by=_sender(install, user, _text(person, "name")),
        line=line,
        answers=answers,
        where=origin.where,
        key=_key("form", _text(body, "trigger_id")),
    )
    return Act(filled, origin)


def shortcut(body: Payload, install: Install, line: str) -> Act:
    """Return a shortcut, global or of a message, which runs `line`."""
    person, channel = _part(body, "user"), _part(body, "channel")
    user, place = _text(person, "id"), _text(channel, "id")
    origin = Origin(
        workspace=install.workspace,
        user=user,
        where=_where(install, place, _text(channel, "name"), user),
        channel=place,
        response_url=_text(body, "response_url"),
        trigger=_text(body, "trigger_id"),
        about=lines.words(_text(_part(body, "message"), "text")),
    )
    by = _sender(install, user, _text(person, "name") or _text(person, "username"))
    key = _key("cut", origin.trigger or _text(body, "action_ts"))
    return Act(Typed(by=by, line=line, where=origin.where, key=key), origin)


def said(event: Payload, install: Install) -> Act | None:
    """Return a message or a mention: a command line where it is meant for us, else that somebody wrote.

    None for what a bot, another workspace's people or a change of a message sends. A mention comes twice, as a message
    and as a mention; both have the same key.
    """
    user, channel, ts = _text(event, "user"), _text(event, "channel"), _text(event, "ts")
    if event.get("subtype") not in WRITTEN or event.get("bot_id") or event.get("hidden") or not ts:
        return None
    if user in ("", install.bot_user, "USLACKBOT") or foreign(event.get("user_team"), install):
        return None
    text, kind = _text(event, "text"), _text(event, "channel_type")
    personal = kind == "im" or channel.startswith("D")
    where = Where(
        ids.conversation(install.workspace, channel),
        "personal" if personal else "circle" if kind == "mpim" else "channel",
    )
    thread = _text(event, "thread_ts")
    origin = Origin(
        workspace=install.workspace, user=user, where=where, channel=channel, thread=thread
    )
    by, key = _sender(install, user), _key("msg", channel, ts)
    to_us = event.get("type") == "app_mention" or lines.mentions(text, install.bot_user)
    if personal and not text.strip():
        return None
    if not to_us and not personal:
        return Act(Wrote(by=by, where=where, key=key), origin)
    line = lines.line(lines.addressed(text, install.bot_user) if to_us else text, install.workspace)
    return Act(Typed(by=by, line=line, where=where, key=key), origin)


def home_opened(event: Payload, install: Install) -> Origin | None:
    """Return whose Home tab was opened; None for the other tab."""
    if event.get("tab", "home") != "home":
        return None
    return at_home(install, _text(event, "user"))


def at_home(install: Install, user: str) -> Origin:
    """Return the Home tab of a person as the origin of an act."""
    where = Where(ids.member(install.workspace, user), "personal")
    return Origin(workspace=install.workspace, user=user, where=where, home=True)


def home_line(origin: Origin, install: Install, *, by_itself: bool = False) -> Typed:
    """Return the asking for what is next for a person."""
    sender = _sender(install, origin.user)
    return Typed(by=sender, line="home", where=origin.where, by_itself=by_itself)


def invited(event: Payload, install: Install, key: str) -> Act | None:
    """Return that the bot was brought into a channel, as its inviter's words; None for anybody else."""
    inviter, channel = _text(event, "inviter"), _text(event, "channel")
    if event.get("user") != install.bot_user or not inviter:
        return None
    where = _where(install, channel, "")
    origin = Origin(workspace=install.workspace, user=inviter, where=where, channel=channel)
    by = _sender(install, inviter)
    return Act(Typed(by=by, line="set up here", where=where, key=key), origin)


def foreign(team: object, install: Install) -> bool:
    """Return whether a person is of another company, met in a shared channel."""
    ours = (install.team, install.enterprise)
    return isinstance(team, str) and bool(team) and not install.enterprise and team not in ours


def callback(origin: Origin) -> str:
    """Return the callback id of a form that was opened from here, so that its answer finds the way back."""
    name = origin.where.name.replace(":", "")
    parts = (
        origin.channel,
        origin.where.kind,
        origin.thread,
        "" if origin.fleeting else origin.card,
    )
    return f"{modals.CALLBACK}:{':'.join(parts)}:{name}"[:255]


def _opened_from(callback_id: str, install: Install, user: str, trigger: str) -> Origin:
    parts = [*callback_id.split(":", 5), "", "", "", "", "", ""]
    channel, kind, thread, card, name = parts[1:6]
    where = _where(install, channel, name, user)
    kinds: dict[str, Literal["personal", "channel", "circle"]]
    kinds = {"personal": "personal", "channel": "channel", "circle": "circle"}
    return Origin(
        workspace=install.workspace,
        user=user,
        where=Where(where.id, kinds.get(kind, where.kind), where.name),
        channel=channel,
        thread=thread,
        card=card,
        trigger=trigger,
    )


def _sender(install: Install, user: str, name: str = "") -> Sender:
    member = ids.member(install.workspace, user)
    return Sender(workspace=install.workspace, member=member, name=name)


def _where(install: Install, channel: str, name: str, user: str = "") -> Where:
    if not channel:
        return Where(ids.member(install.workspace, user), "personal")
    id = ids.conversation(install.workspace, channel)
    if channel.startswith("D") or name == "directmessage":
        return Where(id, "personal")
    if name.startswith("mpdm-"):
        return Where(id, "circle")
    return Where(id, "channel", "" if name == "privategroup" else name)


def _ours(pressed: object) -> bool:
    return isinstance(pressed, dict) and bool(
        blocks.ACTIONS.fullmatch(str(pressed.get("action_id", "")))
    )


def _key(*parts: str) -> str:
    return ":".join(parts)[:200] if all(parts[:2]) else ""


def _text(body: Payload, name: str) -> str:
    value = body.get(name)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise Unreadable(name)
    return value


def _part(body: Payload, name: str) -> Payload:
    value = body.get(name)
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise Unreadable(name)
    return value


def _list(body: Payload, name: str) -> list[Any]:
    value = body.get(name)
    if not isinstance(value, list):
        raise Unreadable(name)
    return value
