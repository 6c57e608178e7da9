"""The company lives: its people read what they receive and answer in time, each as they are, through the chat alone."""

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any

from adapters.playground import html, log, tempers
from adapters.playground.fields import Asked
from adapters.playground.inbound import Chat, Refused, own
from adapters.playground.log import BOT, ChatLog, Post
from adapters.playground.tempers import Act, Press, Seen, Write
from facilitation.people.model import Member
from facilitation.talk.forms import Field, Line, Moment, Paragraph, People, PickMany, Scale
from facilitation.talk.messages import Message
from facilitation.talk.when import hours
from facilitation.talk.when.hours import local

LATER = 2 * 8 * 60
"""Minutes of their work that people leave it to you to say first how it went."""
SOON = 4 * 60
"""The same in which they decide about a round to come."""
LIVE = 8
"""So many minutes at the most somebody thinks about a question for a clinic, whose stages are short."""
TRIES = 4
_MINTED = re.compile(r"\b[a-z]{3}_\w+")
"""Ids, which no dice may hang on: they change with everything that has one."""
_UNDOES = ("back ", "join ", "skip ", "suits ")
"""What nobody presses under an answer to what they did just now."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What somebody means to do at an instant about a post."""

    at: datetime
    member: str
    post: int
    line: str
    """What they press, where it is one."""
    text: str = ""
    to_peerloop: bool = True


class Colleagues:
    """Everybody but those whom somebody plays; what they mean to do is kept with the chat."""

    def __init__(
        self, chat: Callable[[], Chat], yours: str, lively: Collection[str], seed: int
    ) -> None:
        """Take the chat, the member whom the page opens with, and those who keep the company going."""
        self._of = chat
        self._yours = yours
        self._lively = lively
        self._seed = seed

    @property
    def answer(self) -> bool:
        """Return whether colleagues answer."""
        return _kept(self._of().log) is not None

    def set_answer(self, on: bool) -> None:
        """Let them answer what comes from now on, or fall silent."""
        chat_log = self._of().log
        if on:
            _keep(chat_log, _newest(chat_log), [])
        else:
            chat_log.keep("colleagues", {})

    def play(self, member: str) -> None:
        """Leave a member to whoever plays them from now on."""
        chat_log = self._of().log
        played = _texts(chat_log.note("played"))
        if member not in (self._yours, *played):
            chat_log.keep("played", [*played, member])

    def next_at(self) -> datetime | None:
        """Return when the next of them means to do something."""
        _, plans = _kept(self._of().log) or (0, [])
        return min((plan.at for plan in plans), default=None)

    def live(self, but: str = "") -> list[tuple[str, str]]:
        """Let them do what they mean to do by now and look at what is new; return who did what.

        Nobody acts for `but`, who is looking at the page.
        """
        chat = self._of()
        kept = _kept(chat.log)
        if kept is None:
            return []
        (seen, plans), now = kept, chat.clock.now()
        due = sorted((p for p in plans if p.at <= now), key=lambda p: (p.at, p.member, p.post))
        if not due and _newest(chat.log) == seen:
            return []
        away = {*log.deactivated(chat.log), *_texts(chat.log.note("played")), self._yours, but}
        day = _Day(chat, chat.people(), away, self._lively, self._seed)
        done = [(plan, day.do(plan)) for plan in due if plan.member not in away]
        again = [anew for plan, text in done if text for anew in day.again(plan)]
        fresh = chat.log.posts(after=seen)
        new = [plan for post in fresh for plan in day.look(post)]
        _keep(
            chat.log,
            fresh[-1].id if fresh else seen,
            [*(p for p in plans if p.at > now), *again, *new],
        )
        return [(day.people[plan.member].name, text) for plan, text in done if text]


class _Day:
    """One look of the colleagues at the chat."""

    def __init__(
        self,
        chat: Chat,
        people: Sequence[Member],
        away: Collection[str],
        lively: Collection[str],
        seed: int,
    ) -> None:
        self.people = {m.id: m for m in people}
        self._chat = chat
        self._away = away
        self._seed = seed
        self._tempers = tempers.tempers(list(self.people), lively, seed)
        self._places = {c.id: c for c in chat.log.conversations()}
        self._seats = {who: n for n, who in enumerate(self.people)}

    def look(self, post: Post) -> list[Plan]:
        """Return what those who see a new post mean to do about it."""
        if post.author != BOT or post.message is None:
            return []
        return [p for who in self._readers(post) if (p := self._plan(self.people[who], post))]

    def again(self, plan: Plan) -> list[Plan]:
        """Return what somebody means to do about what has come into the place of the card they pressed."""
        post = self._chat.log.get(plan.post)
        if post is None or not plan.line or not post.changes:
            return []
        found = self._plan(self.people[plan.member], post)
        return [found] if found and found.line.split()[:1] != plan.line.split()[:1] else []

    def do(self, plan: Plan) -> str:
        """Do what somebody meant to do, if it can still be done; return it in words."""
        member = self.people[plan.member]
        post = self._chat.log.get(plan.post)
        if post is None or post.message is None:
            return ""
        key = f"{plan.member}:{plan.post}:{post.changes}"
        try:
            if plan.text:
                here = self._chat.conversation(member, post.conversation)
                thread = post.thread or (str(post.id) if here.kind == "channel" else "")
                where, thread = (own(member), "") if plan.to_peerloop else (here, thread)
                self._chat.send(member, where, plan.text, key, thread)
                said = plan.text
            elif said := html.commands(post.message).get(plan.line, ""):
                asked = self._chat.press(member, post, plan.line, key)
                self._fill(member, post, asked)
        except Refused:
            return ""
        self._chat.log.mark_read(member.id, post.conversation, post.id)
        return said

    def _readers(self, post: Post) -> list[str]:
        place = self._places.get(post.conversation)
        if post.only_for:
            readers: Sequence[str] = (post.only_for,)
        elif place is None:
            readers = [m for m in self.people if log.personal(m) == post.conversation]
        else:
            readers = place.members or list(self.people)
        return [who for who in readers if who in self.people and who not in self._away]

    def _plan(self, member: Member, post: Post) -> Plan | None:
        assert post.message is not None
        lines = list(html.commands(post.message))
        if not post.key:  # an answer to what they did themselves
            lines = [line for line in lines if not line.startswith(_UNDOES)]
        if not lines:
            return None
        what = _MINTED.sub("", " ".join(lines[0].split()[:2]))
        about = f"{self._seed} {post.at.isoformat()} {what} {html.quoted(post.message)}"
        chance = Random(f"{about} {member.id}")
        seen = Seen(
            lines=lines,
            temper=self._tempers[member.id],
            chance=chance,
            fate=Random(f"{about} {self._circle(post)}"),
            wants=member.wants,
            labels=list(html.commands(post.message).values()),
            in_vain=self._is_in_vain(member, post),
            seat=self._seats[member.id],
        )
        act = tempers.react(seen)
        if act is None:
            return None
        waits = self._is_yours(post) and bool(seen.those("not yet "))
        minutes = chance.randint(*seen.temper.minutes)
        minutes = min(minutes, SOON) if seen.those("skip ") else minutes + LATER * waits
        minutes = min(minutes, LIVE) if seen.asks else minutes
        at = hours.work_later(now := self._chat.clock.now(), minutes, member.zone, member.work)
        if seen.asks and at > now + timedelta(minutes=LIVE):
            return None
        return _plan(at, member, post, act)

    def _circle(self, post: Post) -> str:
        place = self._places.get(post.conversation)
        return " ".join(sorted(place.members)) if place else post.conversation

    def _is_in_vain(self, member: Member, post: Post) -> bool:
        place = self._places.get(post.conversation)
        others = [m for m in place.members if m != member.id] if place else []
        return len(others) == 1 and others[0] not in self._away and self._is_silent(others[0])

    def _is_silent(self, member: str) -> bool:
        return member in self._tempers and self._tempers[member].answers == 0

    def _is_yours(self, post: Post) -> bool:
        place = self._places.get(post.conversation)
        return bool(place and set(place.members) & set(self._away))

    def _fill(self, member: Member, post: Post, asked: Asked | None) -> None:
        """Fill in the form that a button opened; where other times will not do, a day later might."""
        chance = Random(f"{self._seed} {post.at.isoformat()} {member.id}")
        proposed = [
            at for line in html.commands(post.message or Message("")) if (at := _time(line))
        ]
        start = max(proposed, default=self._chat.clock.now() + timedelta(days=1))
        for tried in range(1, TRIES + 1):
            if asked is None:
                return
            given = {
                field.name: _said(
                    field, asked.form.command, chance, _later(start, member, tried + n)
                )
                for n, field in enumerate(asked.form.fields)
            }
            place = self._chat.conversation(member, asked.conversation)
            asked = self._chat.submit(member, place, asked.form.command, given, asked.card)


def _plan(at: datetime, member: Member, post: Post, act: Act) -> Plan:
    match act:
        case Press(line):
            return Plan(at, member.id, post.id, line)
        case Write(text, to_peerloop):
            return Plan(at, member.id, post.id, "", text, to_peerloop)


def _said(field: Field, command: str, chance: Random, time: datetime) -> str | tuple[str, ...]:
    """Return what somebody fills a field with: what stands in it, else words that fit the form."""
    match field:
        case Moment(optional=False):
            return f"{time:%Y-%m-%dT%H:%M}"
        case Paragraph(value="") | Line(value="", optional=False):
            words = tempers.ANSWERS if command.startswith("answer ") else tempers.KIND_NOES
            return chance.choice(words) if command.startswith(("answer ", "not now ")) else ""
        case PickMany() | People(many=True):
            return field.values
        case People():
            return next(iter(field.values), "")
        case Scale(value=""):
            return str(field.high - 1)
        case _:
            return field.value


def _time(line: str) -> datetime | None:
    """Return the time that a button agrees to."""
    return datetime.fromisoformat(line.split()[-1]) if line.startswith("accept ") else None


def _later(at: datetime, member: Member, days: int) -> datetime:
    """Return the same time of a working day so many of them later, as the member's clock shows it."""
    there = hours.add_working_days(at, days, member.zone, weekend=member.work.weekend)
    return local(there, member.zone)


def _kept(chat_log: ChatLog) -> tuple[int, list[Plan]] | None:
    """Return up to which post they have looked, and what they mean to do; None while nobody answers."""
    kept: Any = chat_log.note("colleagues")
    if not kept:
        return None
    return kept["seen"], [Plan(datetime.fromisoformat(at), *rest) for at, *rest in kept["plans"]]


def _keep(chat_log: ChatLog, seen: int, plans: Sequence[Plan]) -> None:
    rows = [[p.at.isoformat(), p.member, p.post, p.line, p.text, p.to_peerloop] for p in plans]
    chat_log.keep("colleagues", {"seen": seen, "plans": rows})


def _texts(kept: object) -> list[str]:
    return [str(one) for one in kept] if isinstance(kept, list) else []


def _newest(chat_log: ChatLog) -> int:
    newest = chat_log.posts(newest=1)
    return newest[0].id if newest else 0
