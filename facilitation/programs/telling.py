"""Whom a change of a program concerns, and what they are told, once each and outside their quiet hours."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from facilitation.outbox import Delivery, Place
from facilitation.people import letters
from facilitation.people.model import Member, Workspace
from facilitation.programs import news
from facilitation.programs.model import Program
from facilitation.rounds.model import Round
from facilitation.talk.messages import Message
from facilitation.work import Work

WORTH_INVITING = timedelta(days=2)
"""How long an invitation to a channel is still worth posting."""


def invite_key(fact: str) -> str:
    """Return the key of the invitation that a new program's channel gets."""
    return f"{fact}:invite"


def invite(
    work: Work,
    program: Program,
    by: Member,
    opens_at: datetime | None,
    fact: str,
    now: datetime,
) -> None:
    """Owe the program's channel an invitation, where we know the channel."""
    if not program.channel:
        return
    work.outbox.add(
        [
            Delivery(
                id=work.new_id("dlv"),
                key=invite_key(fact),
                workspace=program.workspace,
                to=Place(program.channel),
                message=news.invitation(program, by, opens_at),
                kind="invite",
                about=program.id,
                due_at=now,
                stale_at=now + WORTH_INVITING,
            )
        ]
    )


def new_facilitators(
    work: Work,
    workspace: Workspace,
    program: Program,
    ids: Sequence[str],
    by: Member,
    fact: str,
    now: datetime,
) -> None:
    """Tell members that they look after the program now."""
    members = work.members.some(ids).values()
    message = news.facilitator_told(program, by)
    letters.tell(work, workspace, members, message, fact=fact, about=program.id, now=now)


def changed(
    work: Work,
    workspace: Workspace,
    before: Program,
    after: Program,
    was_at: datetime | None,
    by: Member,
    fact: str,
    now: datetime,
) -> None:
    """Tell members that their program is paused, resumed, ended or moved; and new facilitators that they are."""
    fresh = [m for m in after.facilitators if m not in {*before.facilitators, by.id}]
    new_facilitators(work, workspace, after, fresh, by, fact, now)
    planned = work.rounds.planned(after.id)
    planned = planned if planned and planned.step else None
    message = _message(before, after, was_at, planned, by)
    if message is None:
        return
    told = concerned(work, before, after, by)
    letters.tell(work, workspace, told, message, fact=fact, about=after.id, now=now)


def concerned(work: Work, before: Program, after: Program, by: Member) -> list[Member]:
    """Return whom a change of state or time concerns: active members, and at the end those who are paused too."""
    over = "ended" in {before.state, after.state}
    enrolled = work.enrollments.of_program(after.id)
    ids = [e.member for e in enrolled if over or e.state == "active"]
    members = work.members.some([m for m in ids if m != by.id])
    return [m for m in members.values() if m.state == "active"]


def moves(before: Program, after: Program) -> bool:
    """Return whether a change may move the program's rounds."""
    return after.state == "active" and (
        (before.settings.cadence, before.settings.zone, before.anchor, before.settings.skipped)
        != (after.settings.cadence, after.settings.zone, after.anchor, after.settings.skipped)
    )


def _message(
    before: Program,
    after: Program,
    was_at: datetime | None,
    planned: Round | None,
    by: Member,
) -> Message | None:
    """Return what members are told of a change, or None when it does not concern them."""
    if before.state != after.state:
        over = {"paused": news.paused_told, "ended": news.ended_told}.get(after.state)
        return over(after, by) if over else news.resumed_told(after, by, planned)
    opens_at = planned.opens_at if planned else None
    if moves(before, after) and was_at != opens_at:
        return news.moved_told(after, by, planned)
    return None
