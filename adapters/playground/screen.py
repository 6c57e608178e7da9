"""What the page shows to one persona at one instant, gathered from the log, the people and the clock."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

from markupsafe import Markup

from adapters.playground import fields, html, log, tour
from adapters.playground.fields import Asked
from adapters.playground.log import BOT, BOT_NAME, Conversation, Post
from adapters.playground.parts import Parts
from facilitation.people.model import Member
from facilitation.talk.messages import Option, Time, plain, say_time

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
class Entry:
    """A post as it is shown; `day` is set on the first of a day, `version` changes when the entry does."""

    id: int
    author: str
    avatar: Markup
    bot: bool
    own: bool
    at: datetime
    clock: str
    moment: str
    day: str
    text: str
    card: Markup
    title: str
    reply_to: str
    private: bool
    version: str


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
    earlier: int
    now: datetime
    now_day: str
    now_clock: str
    zone_words: str
    next_words: str
    ran: Mapping[str, object] | None
    hint: bool
    tour: "Tour | None"
    bell: int
    previews: tuple[str, ...]
    asked: Asked | None = None
    asked_body: Markup = field(default_factory=Markup)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tour:
    """The persona's tour: its steps, those done, and where the tours of the other roles are."""

    title: str
    steps: Sequence[tour.Step]
    ticked: set[str]
    current: tour.Step | None
    act: str
    line: str
    visit: str
    others: Sequence[tuple[str, str]]


def screen(
    parts: Parts,
    word: str,
    ident: str = "",
    typed: str = "",
    shown: int = SHOWN,
    asked: Asked | None = None,
) -> Screen:
    """Return what the persona sees of a conversation; raises Refused for one that is not there."""
    chat, bell = parts.chat(), parts.bell.count
    people = chat.people()
    persona = chat.member(word or parts.company.employee)
    conversation = chat.conversation(persona, ident)
    seen = parts.log.posts([conversation.id], viewer=persona.id, newest=shown + 1)
    posts = seen[-shown:]
    if posts:
        parts.log.mark_read(persona.id, conversation.id, posts[-1].id)
    names = {m.id: m.name for m in people} | {BOT: BOT_NAME}
    tabs = _tabs(parts, persona, chat.conversations(persona), conversation, names)
    now, next_at = parts.clock.now(), parts.next_at()
    local = now.astimezone(ZoneInfo(persona.zone))
    ran = parts.log.note("ran")
    return Screen(
        persona=persona,
        role=tour.TITLES[persona.role],
        off=persona.id in log.deactivated(parts.log),
        company=parts.company.workspace.name,
        teams=_teams(people),
        tabs=tabs,
        conversation=conversation,
        label=label(conversation, persona.id, names),
        topic=_topic(conversation, parts.company.workspace.name),
        placeholder=_placeholder(conversation, persona.id, names),
        typed=typed,
        entries=_entries(posts, persona, names),
        earlier=shown + SHOWN if len(seen) > shown else 0,
        now=now,
        now_day=f"{local:%a} {local.day} {local:%b %Y}",
        now_clock=f"{local:%H:%M}",
        zone_words=persona.zone.rsplit("/", 1)[-1].replace("_", " ") + " time",
        next_words=upcoming(now, next_at, persona.zone),
        ran=_told(ran, persona.zone),
        hint=not tour.hidden(parts.log, "hint"),
        tour=_tour(parts, persona, tabs),
        bell=bell,
        previews=tuple(parts.previews),
        asked=asked,
        asked_body=fields.body(asked, _options(people, persona)) if asked else Markup(),
    )


def label(conversation: Conversation, viewer: str, names: Mapping[str, str]) -> str:
    """Return what the conversation is called in the viewer's list."""
    match conversation.kind:
        case "personal":
            return BOT_NAME
        case "channel":
            return f"#{conversation.name}"
        case "circle":
            others = [m for m in conversation.members if m != viewer]
            return ", ".join(names.get(m, log.short(m)) for m in others)


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
                html.avatar(m, names.get(m, "")) for m in c.members if m != persona.id
            ),
            unread=newest.get(c.id, 0) > read.get(c.id, 0),
            current=c.id == current.id,
        )
        for c in [*(c for c in conversations if c.kind != "circle"), *circles]
    ]


def _entries(posts: Sequence[Post], persona: Member, names: Mapping[str, str]) -> list[Entry]:
    found, last = [], ""
    titles = {str(p.id): p.message.title if p.message else p.text for p in posts}
    for post in posts:
        time = Time(post.at)
        day = say_time(Time(post.at, "day"), persona.zone)
        name = names.get(post.author, log.short(post.author))
        found.append(
            Entry(
                id=post.id,
                author=name,
                avatar=html.avatar(post.author, name),
                bot=post.author == BOT,
                own=post.author == persona.id,
                at=post.at,
                clock=say_time(Time(post.at, "clock"), persona.zone),
                moment=say_time(time, persona.zone),
                day=day if day != last else "",
                text=post.text,
                card=html.card(post.message, persona.zone, f"card-{post.id}")
                if post.message
                else Markup(),
                title=post.message.title if post.message else plain((post.text,))[:80],
                reply_to=titles.get(post.thread, ""),
                private=bool(post.only_for),
                version=f"{post.changes}-{persona.zone}-{day != last}",
            )
        )
        last = day
    return found


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


def _tour(parts: Parts, persona: Member, tabs: Sequence[Tab]) -> Tour | None:
    if tour.hidden(parts.log, "tour"):
        return None
    if any(t.kind == "circle" for t in tabs):
        tour.happened(parts.log, persona.role, ["met"])
    steps, ticked = tour.TOURS[persona.role], tour.done(parts.log, persona.role)
    current = tour.current(steps, ticked)
    act = current.act if current else None
    company = parts.company
    guides = {
        "member": company.employee,
        "facilitator": company.facilitator,
        "admin": company.admin,
    }
    return Tour(
        title=tour.TITLES[persona.role],
        steps=steps,
        ticked=ticked,
        current=current,
        act=type(act).__name__.lower(),
        line=act.line if isinstance(act, tour.Fill) else "",
        visit=next((t.id for t in tabs if t.kind == "circle"), ""),
        others=tuple(
            (title, guides[role]) for role, title in tour.TITLES.items() if role != persona.role
        ),
    )
