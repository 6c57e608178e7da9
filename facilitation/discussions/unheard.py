"""Who has not been heard in a discussion: a number for whoever looks after it, and a kind word to each alone.

What people answer to best is a private word that asks for their view without saying that they were silent
(doi:10.1145/3555112); so nobody is named, to anybody.
"""

from datetime import datetime, timedelta

from facilitation.discussions import evenness, inviting_views, leading, service
from facilitation.discussions.model import Discussion
from facilitation.errors import UserError
from facilitation.people.model import Member
from facilitation.post import teller
from facilitation.talk.phrases import say
from facilitation.work import Work

FEWEST = 3
"""A program of fewer members needs nobody to count who has spoken."""
SELDOM = 7
"""So many days at the least lie between two such words to the same person, whichever the program."""


def quiet(work: Work, discussion: Discussion) -> list[Member]:
    """Return those who take part in the program and have not contributed; whoever looks after it is not one of them."""
    enrolled = work.enrollments.of_program(discussion.program)
    active = {e.member for e in enrolled if e.state == "active"}
    if len(active) < FEWEST:
        return []
    heard = {c.member for c in work.discussions.contributions(discussion.id)}
    found = work.members.some(sorted(active - heard - {discussion.facilitator}))
    return [m for m in found.values() if m.state == "active"]


def tell(work: Work, discussion: Discussion, now: datetime) -> int:
    """Tell whoever looks after a discussion, alone, how many have not been heard; return how many that are."""
    count = len(quiet(work, discussion))
    if count:
        program = work.programs.get(discussion.program)
        shared = evenness.of(work, program, now)
        message = inviting_views.not_heard(
            discussion,
            program,
            count,
            colleagues=may_ask_colleagues(work, discussion),
            shared=None if shared is None else evenness.said(shared),
        )
        telling = teller.of(work, discussion.workspace, now)
        telling.to_each(
            leading.looks_after(work, discussion, program),
            message,
            fact=f"{discussion.id}:half",
            about=discussion.id,
            until=discussion.closes_at,
        )
        telling.send()
    return count


def ask_colleagues(work: Work, discussion: Discussion, now: datetime) -> tuple[int, int]:
    """Ask those who have spoken to invite one of them each, without saying why.

    Return how many are asked, and how many nobody is left to invite. None is invited twice in a week, in whichever
    way; nobody is asked to invite twice in a week either.
    """
    service.require_open(discussion)
    if not may_ask_colleagues(work, discussion):
        raise UserError(say("In so small a circle that would point at somebody. Ask them kindly."))
    heard = {c.member for c in work.discussions.contributions(discussion.id)}
    known = work.members.some(sorted(heard - {discussion.facilitator})).values()
    willing = [m for m in known if m.state == "active"]
    week = f"{now:%G-W%V}"
    telling, asked = teller.of(work, discussion.workspace, now), 0
    silent = _not_lately(work, discussion, now)
    for member in silent:
        colleague = next(
            (w for w in willing if work.inbox.first(w.workspace, f"inviting:{week}:{w.id}", now)),
            None,
        )
        if colleague is None:
            break
        willing.remove(colleague)
        telling.to_member(
            colleague,
            inviting_views.invite(discussion, member),
            key=_key(member.id, now.date().isoformat()),
            kind="nudge",
            about=discussion.id,
            until=discussion.closes_at,
        )
        asked += 1
    if not asked:
        raise UserError(say("There is nobody left to ask or to invite this week."))
    telling.send()
    return asked, len(silent) - asked


def may_ask_colleagues(work: Work, discussion: Discussion) -> bool:
    """Return whether so many take part that an invitation points at nobody."""
    enrolled = work.enrollments.of_program(discussion.program)
    return sum(e.state == "active" for e in enrolled) >= evenness.FEWEST


def ask_kindly(work: Work, discussion: Discussion, now: datetime) -> int:
    """Ask each of them alone for their view, none of them twice in a week; return how many are asked."""
    service.require_open(discussion)
    asked = _not_lately(work, discussion, now)
    if not asked:
        raise UserError(say("Everybody has been asked lately, or has answered by now."))
    telling = teller.of(work, discussion.workspace, now)
    for member in asked:
        telling.to_member(
            member,
            inviting_views.kindly(discussion),
            key=_key(member.id, now.date().isoformat()),
            kind="nudge",
            about=discussion.id,
            until=discussion.closes_at,
        )
    telling.send()
    return len(asked)


def _not_lately(work: Work, discussion: Discussion, now: datetime) -> list[Member]:
    """Return who has not been heard, and has not been asked or invited in a week."""
    members = quiet(work, discussion)
    days = [(now - timedelta(days=n)).date() for n in range(SELDOM)]
    keys = {_key(m.id, day.isoformat()): m.id for m in members for day in days}
    lately = {keys[key] for key in work.outbox.owed_or_sent(discussion.workspace, list(keys))}
    return [m for m in members if m.id not in lately]


def _key(member: str, day: str) -> str:
    return f"kindly:{day}:{member}"


LEAST = timedelta(days=1)
"""A discussion that is open for less is over before anybody needs to be invited."""
_STEP = timedelta(minutes=30)


def halfway(work: Work, discussion: Discussion, now: datetime) -> datetime | None:
    """Return when that is, None where a discussion is too short for it.

    It is half of the time at which whoever looks after the discussion is at work: half of a day lies in the evening and
    half of a weekend on Saturday, and what is read then is read by those who are asked when all is over.
    """
    whole = discussion.closes_at - now
    if whole < LEAST:
        return None
    leader, tell = (
        work.members.get(discussion.facilitator),
        teller.of(work, discussion.workspace, now),
    )
    moments = (now + n * _STEP for n in range(whole // _STEP))
    awake = [moment for moment in moments if tell.readable(leader, at=moment) == moment]
    return awake[len(awake) // 2] if awake else now + whole / 2
