"""What the page shows to one persona at one instant, gathered from the log, the people and the clock."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

from markupsafe import Markup

from adapters.playground import html, log, picture, tour
from adapters.playground.entries import Drawing, Entry, Thread
from adapters.playground.fields import Asked
from adapters.playground.guide import Guide, guide
from adapters.playground.log import BOT, BOT_NAME, Conversation
from adapters.playground.parts import Parts
from adapters.playground.seen.reader import Reader
from adapters.playground.seen.view import View
from facilitation.people.model import Member
from facilitation.talk.messages import Option, Time, say_time

SHOWN = 60
"""How many posts a conversation opens with; more on demand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tab:
    """A conversation in the list."""

    id: str
    kind: str
    label: str
    avatars: Markup
    unread: bool
    current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Screen:
    """Everything the template needs."""

    persona: Member
    role: str
    off: bool
    company: str
    teams: Mapping[str, Sequence[Member]]
    tabs: Sequence[Tab]
    conversation: Conversation
    label: str
    topic: str
    placeholder: str
    typed: str
    entries: Sequence[Entry]
    thread: Thread | None
    earlier: int
    now: datetime
    now_day: str
    now_clock: str
    zone_words: str
    next_words: str
    ran: Mapping[str, object] | None
    answer: bool
    hint: bool
    tour: Guide | None
    picture: Markup
    chart: Markup
    across: str
    bell: int
    views: tuple[str, ...]
    seen: str
    payload: str
    asked: Asked | None
    asked_title: str
    asked_body: Markup


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """What somebody asks the page for, besides whose and where: all of it may be left out."""

    typed: str = ""
    shown: int = SHOWN
    thread: str = ""
    seen: str = ""
    """By which platform's eyes."""
    payload: str = ""
    """The post whose payload is to be read."""
    asked: Asked | None = None


PLAIN = Asking()


def screen(parts: Parts, word: str, ident: str = "", asking: Asking = PLAIN) -> Screen:
    """Return what the persona sees of a conversation; raises Refused for one that is not there."""
    chat, bell = parts.chat(), parts.bell.count
    people = chat.people()
    persona = chat.member(word or parts.company.employee)
    conversation = chat.conversation(persona, ident)
    seen = parts.log.posts([conversation.id], viewer=persona.id, newest=asking.shown + 1)
    if seen:
        parts.log.mark_read(persona.id, conversation.id, seen[-1].id)
    names = {m.id: m.name for m in people} | {BOT: BOT_NAME}
    places = chat.conversations(persona)
    now, next_at = parts.clock.now(), parts.next_at()
    local = now.astimezone(ZoneInfo(persona.zone))
    view = parts.views.get(asking.seen)
    reader = Reader(
        zone=persona.zone,
        now=now,
        names=view.names if view else {},
        people=_options(people, persona),
    )
    draw = Drawing(names, persona, reader, view, asking.seen)
    root = chat.root(persona, conversation, asking.thread) if asking.thread else None
    circles = parts.circles()
    return Screen(
        persona=persona,
        role=tour.TITLES[persona.role],
        off=persona.id in log.deactivated(parts.log),
        company=parts.company.workspace.name,
        teams=_teams(people),
        tabs=_tabs(parts, persona, places, conversation, names),
        conversation=conversation,
        label=label(conversation, persona.id, names),
        topic=_topic(conversation, parts.company.workspace.name),
        placeholder=_placeholder(conversation, persona.id, names),
        typed=asking.typed,
        entries=draw.entries(seen[-asking.shown :]),
        thread=draw.thread(root, seen) if root else None,
        earlier=asking.shown + SHOWN if len(seen) > asking.shown else 0,
        now=now,
        now_day=f"{local:%a} {local.day} {local:%b %Y}",
        now_clock=f"{local:%H:%M}",
        zone_words=persona.zone.rsplit("/", 1)[-1].replace("_", " ") + " time",
        next_words=upcoming(now, next_at, persona.zone),
        ran=_told(parts.log.note("ran"), persona.zone),
        answer=parts.colleagues.answer,
        hint=not tour.hidden(parts.log, "hint"),
        tour=guide(parts, persona, places, conversation),
        picture=picture.round_picture(circles, people),
        chart=picture.chart(circles),
        across=picture.across_teams(circles, people),
        bell=bell,
        views=tuple(parts.views),
        seen=asking.seen if view else "",
        payload=_payload(parts, persona, view, asking),
        asked=asking.asked,
        asked_title=draw.form_title(asking.asked),
        asked_body=draw.form(asking.asked),
    )


def _payload(parts: Parts, persona: Member, view: View | None, asking: Asking) -> str:
    if view is None or not asking.payload:
        return ""
    post = parts.chat().post(persona, asking.payload)
    return view.written(post.message) if post.message else ""


def label(conversation: Conversation, viewer: str, names: Mapping[str, str]) -> str:
    """Return what the conversation is called in the viewer's list."""
    match conversation.kind:
        case "personal":
            return BOT_NAME
        case "channel":
            return f"#{conversation.name}"
        case "circle":
            others = [m for m in conversation.members if m != viewer]
            return ", ".join(log.called(m, names) for m in others)


def upcoming(now: datetime, next_at: datetime | None, zone: str) -> str:
    """Return in words when the next thing is due."""
    if next_at is None:
        return "Nothing is planned yet."
    left = next_at - now
    if left <= timedelta():
        return "Next step: due now"
    days, hours = left.days, left.seconds // 3600
    amount, unit = (
        (days, "day") if days else (hours, "hour") if hours else (left.seconds // 60, "minute")
    )
    ahead = f"in {amount} {unit}{'' if amount == 1 else 's'}" if amount else "within a minute"
    return f"Next step: {say_time(Time(next_at), zone)}, {ahead}"


def _told(ran: object, zone: str) -> Mapping[str, object] | None:
    """Return what the last move of the clock did, with its instants in the persona's zone."""
    if not isinstance(ran, dict):
        return None
    start, end = (datetime.fromisoformat(str(ran[name])) for name in ("from", "to"))
    return {
        "span": f"{say_time(Time(start), zone)} to {say_time(Time(end), zone)}",
        "lines": ran["lines"],
    }


def _teams(people: Sequence[Member]) -> dict[str, list[Member]]:
    ordered = sorted(people, key=lambda m: (m.team.casefold(), m.name.casefold()))
    return {team or "No team": list(some) for team, some in groupby(ordered, lambda m: m.team)}


def _options(people: Sequence[Member], persona: Member) -> list[Option]:
    others = [m for m in people if m.id != persona.id]
    return [Option(m.name, m.id) for m in sorted(others, key=lambda m: m.name.casefold())]


def _tabs(
    parts: Parts,
    persona: Member,
    conversations: Sequence[Conversation],
    current: Conversation,
    names: Mapping[str, str],
) -> list[Tab]:
    newest, read = parts.log.newest(persona.id), parts.log.read_up_to(persona.id)
    circles = [c for c in conversations if c.kind == "circle"]
    circles.sort(key=lambda c: newest.get(c.id, 0), reverse=True)
    return [
        Tab(
            id=c.id,
            kind=c.kind,
            label=label(c, persona.id, names),
            avatars=Markup("").join(
                html.avatar(m, log.called(m, names)) for m in c.members if m != persona.id
            ),
            unread=newest.get(c.id, 0) > read.get(c.id, 0),
            current=c.id == current.id,
        )
        for c in [*(c for c in conversations if c.kind != "circle"), *circles]
    ]


def _topic(conversation: Conversation, company: str) -> str:
    return {
        "personal": "Just you and Peerloop. Plain words, no slash needed.",
        "channel": f"Everyone at {company}. Say /peer or @Peerloop to talk to Peerloop in private.",
        "circle": "A chat that Peerloop opened for you. What you write here is between you.",
    }[conversation.kind]


def _placeholder(conversation: Conversation, viewer: str, names: Mapping[str, str]) -> str:
    if conversation.kind == "personal":
        return "Say something, like help"
    return f"Write to {label(conversation, viewer, names)}"
