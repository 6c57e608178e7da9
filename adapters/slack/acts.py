"""What people do in Slack, as an Incoming of the core, together with every way back to them.

Plain functions of a payload that is Slack's own; what is not shaped as Slack shapes it raises Unreadable.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from pydantic import TypeAdapter
from pydantic_core import PydanticSerializationError

from adapters import reading
from adapters.reading import Unreadable
from adapters.slack import blocks, ids, lines, modals
from adapters.slack.installs import Install
from facilitation.talk.incoming import Ask, Filled, Incoming, Sender, Typed, Where

Payload = Mapping[str, Any]


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

    incoming: Incoming
    origin: Origin

    @property
    def waits(self) -> bool:
        """Return whether somebody waits for an answer."""
        return isinstance(self.incoming, Typed | Filled)

    @property
    def line(self) -> str:
        """Return the command line, empty where it is none."""
        return self.incoming.line if isinstance(self.incoming, Typed | Filled) else ""


_ACT = TypeAdapter(Act)


def kept(act: Act) -> str:
    """Return an act as JSON; raises Unreadable for what is no text."""
    try:
        return _ACT.dump_json(act).decode()
    except PydanticSerializationError as error:
        raise Unreadable("half a character") from error


def again(text: str) -> Act:
    """Return an act that was kept."""
    return _ACT.validate_json(text)


def command(body: Payload, install: Install) -> Act:
    """Return a slash command."""
    user, channel = reading.text(body, "user_id"), reading.text(body, "channel_id")
    origin = Origin(
        workspace=install.workspace,
        user=user,
        where=_where(install, channel, reading.text(body, "channel_name")),
        channel=channel,
        response_url=reading.text(body, "response_url"),
        trigger=reading.text(body, "trigger_id"),
    )
    typed = Typed(
        by=sender(install, user, reading.text(body, "user_name")),
        line=lines.line(reading.text(body, "text"), install.workspace),
        where=origin.where,
        key=key_of("cmd", origin.trigger),
    )
    return Act(typed, origin)


def action(body: Payload, install: Install) -> Act | None:
    """Return the press of a button or the choice from a menu; None for what is not a command of ours."""
    pressed = next((one for one in _list(body, "actions") if _ours(one)), None)
    if pressed is None or not (line := blocks.line_of(pressed)):
        return None
    person, channel = reading.part(body, "user"), reading.part(body, "channel")
    container, message = reading.part(body, "container"), reading.part(body, "message")
    user, place = reading.text(person, "id"), reading.text(channel, "id")
    card = reading.text(container, "message_ts") or reading.text(message, "ts")
    origin = Origin(
        workspace=install.workspace,
        user=user,
        where=_where(install, place, reading.text(channel, "name"), user),
        channel=place,
        thread=reading.text(container, "thread_ts") or reading.text(message, "thread_ts"),
        response_url=reading.text(body, "response_url"),
        trigger=reading.text(body, "trigger_id"),
        card=card,
        fleeting=container.get("is_ephemeral") is True,
        home=reading.part(body, "view").get("type") == "home",
    )
    shown_in = card or reading.text(reading.part(body, "view"), "id")
    stamp = reading.text(pressed, "action_ts")
    key = key_of("act", place, shown_in, stamp, user) if stamp else ""
    by = sender(install, user, reading.text(person, "name") or reading.text(person, "username"))
    return Act(Typed(by=by, line=line, where=origin.where, key=key), origin)


def submission(body: Payload, install: Install) -> Act | None:
    """Return a form sent off; None for a form that carries no command."""
    view, person = reading.part(body, "view"), reading.part(body, "user")
    line, user = modals.line_of(view), reading.text(person, "id")
    if not line:
        return None
    try:
        answers = modals.answers_of(view, workspace=install.workspace)
    except (AttributeError, KeyError, TypeError) as error:
        raise Unreadable("answers") from error
    origin = _opened_from(
        reading.text(view, "callback_id"), install, user, reading.text(body, "trigger_id")
    )
    filled = Filled(
        by=sender(install, user, reading.text(person, "name")),
        line=line,
        answers=answers,
        where=origin.where,
        key=key_of("form", reading.text(body, "trigger_id")),
    )
    return Act(filled, origin)


def shortcut(body: Payload, install: Install, line: str) -> Act:
    """Return a shortcut, global or of a message, which runs `line`."""
    person, channel = reading.part(body, "user"), reading.part(body, "channel")
    user, place = reading.text(person, "id"), reading.text(channel, "id")
    origin = Origin(
        workspace=install.workspace,
        user=user,
        where=_where(install, place, reading.text(channel, "name"), user),
        channel=place,
        response_url=reading.text(body, "response_url"),
        trigger=reading.text(body, "trigger_id"),
        about=lines.words(reading.text(reading.part(body, "message"), "text")),
    )
    by = sender(install, user, reading.text(person, "name") or reading.text(person, "username"))
    key = key_of("cut", origin.trigger or reading.text(body, "action_ts"))
    return Act(Typed(by=by, line=line, where=origin.where, key=key), origin)


def home_opened(event: Payload, install: Install) -> Origin | None:
    """Return whose Home tab was opened, or whose conversation with us; None for another tab."""
    places = {"home": at_home, "messages": alone}
    place = places.get(str(event.get("tab", "home")))
    return place(install, reading.text(event, "user")) if place else None


def alone(install: Install, user: str) -> Origin:
    """Return the bot's own conversation with a person as the origin of an act."""
    where = Where(ids.member(install.workspace, user), "personal")
    return Origin(workspace=install.workspace, user=user, where=where)


def at_home(install: Install, user: str) -> Origin:
    """Return the Home tab of a person as the origin of an act."""
    return replace(alone(install, user), home=True)


def home_line(origin: Origin, install: Install, *, by_itself: bool = False) -> Typed:
    """Return the asking for what is next for a person; in our conversation, for the first word to them."""
    by, line = sender(install, origin.user), "home" if origin.home else "first word"
    return Typed(by=by, line=line, where=origin.where, by_itself=by_itself)


def invited(event: Payload, install: Install, key: str) -> Act | None:
    """Return that the bot was brought into a channel, as its inviter's words; None for anybody else."""
    inviter, channel = reading.text(event, "inviter"), reading.text(event, "channel")
    if event.get("user") != install.bot_user or not inviter:
        return None
    where = _where(install, channel, "")
    origin = Origin(workspace=install.workspace, user=inviter, where=where, channel=channel)
    by = sender(install, inviter)
    return Act(Typed(by=by, line="set up here", where=where, key=key), origin)


def foreign(told: Payload, install: Install) -> bool:
    """Return whether a payload says that its person is of another company, met in a shared channel."""
    return ids.foreign(told, install.team, install.enterprise)


def callback(origin: Origin) -> str:
    """Return the callback id of a form that was opened from here, so that its answer finds the way back."""
    name = origin.where.name.replace(":", "")
    parts = (
        origin.channel,
        origin.where.kind,
        origin.thread,
        # a form is one person's, a channel's card is everybody's
        "" if origin.fleeting or origin.where.kind == "channel" else origin.card,
    )
    return f"{modals.CALLBACK}:{':'.join(parts)}:{name}"[:255]


def form(act: Act, asked: Ask) -> dict[str, Any]:
    """Return a form as a view whose answer finds the way back to where an act came from."""
    return {**modals.render(asked.form, asked.errors), "callback_id": callback(act.origin)}


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


def sender(install: Install, user: str, name: str = "") -> Sender:
    """Return who did it."""
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


def key_of(*parts: str) -> str:
    """Return what tells an act from every other; empty where Slack gave it nothing to be told by."""
    return ":".join(parts)[:200] if all(parts[:2]) else ""


def _list(body: Payload, name: str) -> list[Any]:
    value = body.get(name)
    if not isinstance(value, list):
        raise Unreadable(name)
    return value
