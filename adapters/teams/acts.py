"""What people do in Teams, as an Incoming of the core, together with every way back to them.

Plain functions of an activity that is Teams' own; what is not shaped as Teams shapes it raises Unreadable.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from adapters import reading
from adapters.teams import cards, dialogs, ids, lines, manifest, scenes
from adapters.teams.lines import Known
from adapters.teams.scenes import Activity, Person, Scene
from adapters.teams.transport.model import Json
from facilitation.filing import dropping
from facilitation.talk.forms import Answers
from facilitation.talk.incoming import (
    Contributed,
    Filled,
    Incoming,
    Reacted,
    Sender,
    Spoke,
    Typed,
    Where,
    Wrote,
)

AT, CARD = "at", "card"
"""What rides in a button's data: the channel that a card in the personal chat is about, and the card a dialog is of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where an act came from, and the ways back."""

    scene: Scene
    who: Person
    where: Where
    """Where it counts as done: of a card about a channel, that channel, though the card is in the personal chat."""
    card: str = ""
    """The message acted on."""
    inputs: bool = False
    """Whether that message is itself the form that was filled."""
    targeted: bool = False
    """Whether only this person sees what was said, and may see what is answered."""
    quietly: bool = False
    """Whether nothing needs to be said there of an answer that is given elsewhere."""
    about: str = ""
    """The words of the message that an action was chosen for."""

    @property
    def personal(self) -> bool:
        """Whether this is our own chat with the person."""
        return self.scene.kind == "personal"


@dataclass(frozen=True, slots=True)
class Act:
    """Something a person did, and where."""

    incoming: Incoming
    origin: Origin


FETCHED, SUBMITTED = "composeExtension/fetchTask", "composeExtension/submitAction"
"""What Teams calls an action chosen for a message, and the form that it opened sent off."""
CHANGES: dict[object, Spoke] = {"messageUpdate": "edited", "messageDelete": "deleted"}
"""What becomes of words, by the kind of activity that tells of it."""


def done(activity: Activity, scene: Scene, who: Person) -> Act | None:
    """Return what somebody did otherwise than in words of their own; None where it may be words, or nothing to us."""
    match activity.get("type"):
        case "messageReaction":
            return reacted(activity, scene, who)
        case ("messageUpdate" | "messageDelete") as kind:
            return heard(activity, scene, who, CHANGES[kind])
        case "invoke" if activity.get("name") == FETCHED:
            return chosen(activity, scene, who)
        case kind:
            return pressed(activity, scene, who, invoked=kind == "invoke")


def said(activity: Activity, scene: Scene, who: Person, known: Known) -> Act | None:
    """Return a message in words: a command line where it is meant for us, else that somebody wrote.

    None for one without words of which nothing is meant for us.
    """
    text = reading.text(activity, "text")
    line, mentioned = lines.line(text, activity.get("entities"), _ours(activity), known)
    origin = origin_of(activity, scene, who)
    if origin.personal and not mentioned and not line:
        return None
    by = sender(scene, who)
    if not (origin.personal or mentioned or origin.targeted):
        if scene.kind == "channel":
            return heard(activity, scene, who, "said")
        return Act(Wrote(by=by, where=origin.where, key=scene.key), origin)
    aloud = not (origin.personal or origin.targeted)
    typed = Typed(by=by, line=line, where=origin.where, key=scene.key, aloud=aloud)
    return Act(replace(typed, words=_words(activity)) if aloud else typed, origin)


def laid(activity: Activity, scene: Scene, who: Person, answers: Answers) -> Act:
    """Return a file that somebody laid before us, opened."""
    origin = origin_of(activity, scene, who)
    by = sender(scene, who)
    filled = Filled(by=by, line=dropping.LINE, answers=answers, where=origin.where, key=scene.key)
    return Act(filled, origin)


def heard(activity: Activity, scene: Scene, who: Person, what: Spoke) -> Act:
    """Return what somebody said, edited or deleted in a thread that somebody listens to."""
    origin = origin_of(activity, scene, who)
    said = Contributed(
        by=sender(scene, who),
        where=origin.where,
        message=scene.message,
        words="" if what == "deleted" else _words(activity),
        what=what,
        key=scene.key,
    )
    return Act(said, origin)


def _words(activity: Activity) -> str:
    """Return what was said as people read it: with names, and nobody's id."""
    text = reading.text(activity, "text")
    return lines.line(text, activity.get("entities"), _ours(activity), lines.NOBODY)[0]


def pressed(activity: Activity, scene: Scene, who: Person, *, invoked: bool = False) -> Act | None:
    """Return the press of a button, a choice from a menu, or a form sent off; None for what carries no command."""
    data, by_itself = _data(activity)
    line = cards.line_of(data)
    if not line:
        return None
    origin = origin_of(activity, scene, who)
    filled = isinstance(data.get("fields"), Mapping)
    # a form is one person's, the card it was opened from is everybody's
    shared = filled and origin.scene.kind == "channel"
    origin = replace(
        origin,
        where=_where_at(data.get(AT), origin),
        card="" if shared else origin.card or _named_card(data, origin),
        inputs=filled and not invoked,
        quietly=invoked,
    )
    if filled and not invoked:
        origin = replace(origin, card=_card(activity))
    by, where = sender(scene, who), origin.where
    if not filled:
        typed = Typed(by=by, line=line, where=where, key=scene.key, by_itself=by_itself)
        return Act(typed, origin)
    answers = dialogs.answers_of(data, workspace=scene.workspace)
    return Act(Filled(by=by, line=line, answers=answers, where=where, key=scene.key), origin)


def chosen(activity: Activity, scene: Scene, who: Person) -> Act | None:
    """Return an action chosen for somebody's message, as the line it runs; None for one that we do not know."""
    value = reading.part(activity, "value")
    line = manifest.line_of(value.get("commandId"))
    if not line:
        return None
    body = reading.part(reading.part(value, "messagePayload"), "body")
    words, _ = lines.line(reading.text(body, "content"), (), (), lines.NOBODY)
    origin = replace(origin_of(activity, scene, who), card="", quietly=True, about=words)
    typed = Typed(by=sender(scene, who), line=line, where=origin.where, key=scene.key)
    return Act(typed, origin)


def reacted(activity: Activity, scene: Scene, who: Person) -> Act | None:
    """Return how many reactions to a message somebody added, or took back; None for as many of both."""
    more = _many(activity.get("reactionsAdded")) - _many(activity.get("reactionsRemoved"))
    if not more:
        return None
    origin = origin_of(activity, scene, who)
    post = reading.text(activity, "replyToId")
    reaction = Reacted(
        by=sender(scene, who),
        where=origin.where,
        message=scenes.message(post, scene.conversation),
        post=post,
        more=more,
        key=scene.key,
    )
    return Act(reaction, origin)


def _many(given: object) -> int:
    return len(given) if isinstance(given, list) else 0


def brought(scene: Scene, who: Person, name: str) -> Act:
    """Return that the bot was brought into a channel, as the words of whoever did it."""
    where = Where(scene.conversation, scene.kind, name)
    typed = Typed(by=sender(scene, who), line="set up here", where=where, key=scene.key)
    return Act(typed, Origin(scene=scene, who=who, where=where, quietly=True))


def named(act: Act, name: str) -> Act:
    """Return the act with the name of the channel it was done in."""
    where = replace(act.incoming.where, name=name)
    return Act(replace(act.incoming, where=where), replace(act.origin, where=where))


def riding(origin: Origin, *, card: str = "") -> Json:
    """Return what a card's buttons carry apart from their lines, so that what is pressed finds the way back.

    It says where a card counts that is shown elsewhere: an answer from a channel, in the personal chat.
    """
    found: Json = {CARD: card} if card else {}
    where = origin.where
    if where.kind != "personal":
        at = {"place": ids.own(where.id), "kind": where.kind, "thread": where.thread}
        found[AT] = {key: value for key, value in at.items() if value}
    return found


def origin_of(activity: Activity, scene: Scene, who: Person) -> Origin:
    """Return where an activity came from, and the ways back."""
    thread = scene.thread if scene.kind == "channel" else ""
    recipient = activity.get("recipient")
    return Origin(
        scene=scene,
        who=who,
        where=Where(scene.conversation, scene.kind, scene.name, thread),
        card=_card(activity),
        targeted=isinstance(recipient, dict) and recipient.get("isTargeted") is True,
    )


def _where_at(at: object, origin: Origin) -> Where:
    """Return where an act counts: at the place its button names, if it is one of this workspace."""
    if not isinstance(at, Mapping) or not origin.personal:
        return origin.where
    kind, thread = at.get("kind"), at.get("thread")
    if kind not in ("channel", "circle"):
        return origin.where
    id = ids.conversation(origin.scene.workspace, at.get("place"))
    sound = isinstance(thread, str) and ids.message(thread)
    return Where(id, "channel" if kind == "channel" else "circle", "", str(thread) if sound else "")


def _named_card(data: Mapping[str, Any], origin: Origin) -> str:
    """Return the card that a dialog is of; only in our own chat, since a client may say what it likes."""
    card = data.get(CARD)
    return card if origin.personal and isinstance(card, str) and ids.message(card) else ""


def _data(activity: Activity) -> tuple[Mapping[str, Any], bool]:
    """Return what a pressed button carries, and whether Teams pressed it by itself to refresh a card."""
    value = activity.get("value")
    if not isinstance(value, Mapping):
        return {}, False
    by_itself = value.get("trigger") == "automatic"
    match activity.get("name") if activity.get("type") == "invoke" else None:
        case "adaptiveCard/action":
            action = value.get("action")
            value = action.get("data") if isinstance(action, Mapping) else None
        case "task/fetch" | "task/submit" | "composeExtension/submitAction":
            value = value.get("data")
        case _:
            pass
    return (value if isinstance(value, Mapping) else {}), by_itself


def _ours(activity: Activity) -> tuple[str, ...]:
    return (scenes.account(activity.get("recipient")),)


def _card(activity: Activity) -> str:
    card = reading.text(activity, "replyToId")
    return card if ids.message(card) else ""


def sender(scene: Scene, who: Person) -> Sender:
    """Return who did it, as the core knows them."""
    return Sender(workspace=scene.workspace, member=who.member, name=who.name, locale=scene.locale)
