"""How a clinic begins: somebody brings a problem, and its card goes to the channel."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from facilitation.discussions import service
from facilitation.discussions.clinics import timekeeping, views
from facilitation.discussions.clinics.model import Clinic, paced
from facilitation.discussions.model import Discussion
from facilitation.errors import UserError
from facilitation.people.model import Member
from facilitation.programs.model import Program
from facilitation.steps import service as steps
from facilitation.talk.phrases import say
from facilitation.work import Work

SHORTEST, LONGEST = timedelta(minutes=10), timedelta(days=60)


def bring(
    work: Work, owner: Member, program: Program, problem: str, whole: timedelta, now: datetime
) -> tuple[Discussion, Clinic]:
    """Put a member's own problem to a program's channel, with so much time for all stages; raises UserError."""
    service.require_may_open(work, owner, program)
    if not SHORTEST <= whole <= LONGEST:
        raise UserError(
            say("A clinic takes ten minutes to 60 days, such as 30m, 1d or 1w."), field="for"
        )
    return put(work, program, owner, owner, problem, paced(whole), now)


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
