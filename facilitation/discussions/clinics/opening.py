"""How a clinic begins: somebody brings a problem, and its card goes to the channel."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from facilitation.discussions import service
from facilitation.discussions.clinics import timekeeping, views
from facilitation.discussions.clinics.model import LIVE, STAGES, Clinic, paced
from facilitation.discussions.model import Discussion
from facilitation.errors import UserError
from facilitation.people.model import Member
from facilitation.programs.model import Program
from facilitation.steps import service as steps
from facilitation.talk.phrases import say
from facilitation.talk.when import spans
from facilitation.work import Work

SHORTEST, LONGEST = timedelta(minutes=10), timedelta(days=60)


def bring(
    work: Work, owner: Member, program: Program, problem: str, time: str, now: datetime
) -> tuple[Discussion, Clinic]:
    """Put a member's own problem to a program's channel, with so much time as was said; raises UserError."""
    service.require_may_open(work, owner, program)
    return put(work, program, owner, owner, problem, _pace(time), now)


def _pace(time: str) -> tuple[int, ...]:
    """Return how many minutes each stage has: in the usual shares of one length, or five lengths; raises UserError."""
    said = [one for one in re.split(r"[,/;]", time) if one.strip()]
    lengths = [spans.duration(one) for one in said] or [LIVE]
    if len(lengths) not in (1, len(STAGES)):
        raise UserError(
            say("Say one length for all of it, or one for each of the five steps."), field="for"
        )
    if not SHORTEST <= sum(lengths, timedelta()) <= LONGEST:
        raise UserError(
            say("A clinic takes ten minutes to 60 days, such as 30m, 1d or 1w."), field="for"
        )
    if len(lengths) == 1:
        return paced(lengths[0])
    return tuple(max(1, round(one / timedelta(minutes=1))) for one in lengths)


def put(
    work: Work,
    program: Program,
    owner: Member,
    facilitator: Member,
    problem: str,
    pace: tuple[int, ...],
    now: datetime,
    *,
    circle: str = "",
    people: Sequence[Member] = (),
) -> tuple[Discussion, Clinic]:
    """Owe the channel the card of a clinic; its first stage begins once that has arrived."""
    discussion = Discussion(
        id=work.new_id("dis"),
        workspace=program.workspace,
        program=program.id,
        question=service.asked(problem),
        facilitator=facilitator.id,
        opened_by=owner.id,
        clinic=True,
        conversation=program.channel,
        opened_at=now,
        closes_at=now,
    )
    clinic = Clinic(
        id=work.new_id("cln"),
        workspace=program.workspace,
        discussion=discussion.id,
        owner=owner.id,
        circle=circle,
        pace=pace,
    )
    closes_at = timekeeping.closes_at(work, program, clinic, now)
    made = work.discussions.save(replace(discussion, closes_at=closes_at))
    kept = work.clinics.save(clinic)
    steps.plan(work, made.subject, "end", closes_at)
    card = views.card(made, kept, owner, people, service.read(work, made))
    service.to_channel(work, made, program, card, now)
    return made, kept
