"""What the owner of a clinic will do, and the question on that day whether they did."""

from dataclasses import replace
from datetime import datetime, time, timedelta

from facilitation.discussions import service
from facilitation.discussions.clinics import action_views
from facilitation.discussions.clinics.model import Clinic, Went
from facilitation.discussions.model import Discussion
from facilitation.errors import NotAllowed, UserError
from facilitation.people.model import Member
from facilitation.post import teller
from facilitation.steps import service as steps
from facilitation.steps.model import Step
from facilitation.talk.phrases import say
from facilitation.talk.when import dates
from facilitation.talk.when.hours import instant, local
from facilitation.work import Work

FURTHEST = timedelta(days=60)
_ASKED_AT = time(10, 0)
_LATER_TODAY = timedelta(hours=4)


def require_owner(work: Work, member: Member, clinic: Clinic) -> None:
    """Raise NotAllowed for everybody but the one whose problem it is."""
    if member.id != clinic.owner:
        owner = work.members.get(clinic.owner)
        raise NotAllowed(say("This is for {ana} to write, whose problem it is.", ana=owner.name))


def write(
    work: Work, owner: Member, discussion: Discussion, words: str, on: str, now: datetime
) -> Clinic:
    """Keep what the owner will do and by which day, tell the thread, and ask about it on that day."""
    clinic = work.clinics.of(discussion.id)
    require_owner(work, owner, clinic)
    said = service.readable(words, "action")
    at = _day(on, owner, now)
    saved = work.clinics.save(replace(clinic, action=said, acts_at=at, went=""))
    steps.plan(work, saved.subject, "went", at)
    message = action_views.will_do(saved, owner)
    service.to_thread(work, discussion, message, f"action:{saved.version}", now)
    return saved


def ask(work: Work, clinic: Clinic, discussion: Discussion, now: datetime) -> None:
    """Ask the owner, alone, what they will do."""
    owner = work.members.get(clinic.owner)
    telling = teller.of(work, clinic.workspace, now)
    telling.to_member(
        owner,
        action_views.what_will_you_do(discussion),
        key=f"{clinic.id}:what",
        kind="told",
        about=discussion.id,
    )
    telling.send()


def run(work: Work, step: Step, now: datetime) -> str | None:
    """Ask the owner how it went, on the day that they named; None where its sense is gone."""
    clinic = work.clinics.get(step.record)
    if not clinic.action or clinic.went:
        return None
    owner = work.members.get(clinic.owner)
    telling = teller.of(work, clinic.workspace, now)
    telling.to_member(
        owner,
        action_views.how_did_it_go(clinic),
        key=f"{clinic.id}:went:{clinic.version}",
        kind="ask",
        about=clinic.discussion,
    )
    telling.send()
    return f"{clinic.id}: asked how it went"


def answer(work: Work, owner: Member, clinic: Clinic, went: Went) -> Clinic:
    """Keep how it went."""
    require_owner(work, owner, clinic)
    return work.clinics.save(replace(clinic, went=went))


def forget(work: Work, discussion: Discussion) -> None:
    """Let go of what the owner wrote that they will do, as of all words of the thread."""
    clinic = work.clinics.of(discussion.id)
    work.clinics.save(replace(clinic, action=""))


def _day(text: str, owner: Member, now: datetime) -> datetime:
    """Return when the owner is asked, on the day that a text names; raises UserError where it is over or far."""
    try:
        on = dates.day(text.removeprefix("by "), now, owner.zone)
    except UserError as error:
        raise UserError(error.sentence, field="by") from None
    today = local(now, owner.zone).date()
    if not today <= on <= today + FURTHEST:
        raise UserError(say("Choose a day within the next 60 days."), field="by")
    at = instant(on, _ASKED_AT, owner.zone)
    return at if at > now else now + _LATER_TODAY
