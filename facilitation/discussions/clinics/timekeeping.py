"""The time of a clinic: each stage begins when it is due, and may be paused, made longer or left early.

The end of a stage is a step of its discussion, named after the stage that follows. A stage that begins late has all of
its time all the same, so that after an hour without a worker nothing is skipped and nothing comes in a burst.
"""

from dataclasses import replace
from datetime import datetime, timedelta

from facilitation.discussions import leading, service
from facilitation.discussions.clinics import action, views
from facilitation.discussions.clinics.model import STAGES, Clinic, Stage, following
from facilitation.discussions.model import Discussion
from facilitation.errors import UserError
from facilitation.post import teller
from facilitation.programs.model import Program
from facilitation.statements import service as statements
from facilitation.steps import service as steps
from facilitation.talk.messages import Message
from facilitation.talk.phrases import say
from facilitation.talk.when import hours
from facilitation.work import Work

_TOGETHER = timedelta(hours=1)
"""A stage of so long or longer does not end while people are away."""
_A_CONVERSATION = 2
"""Where so many have spoken, the circle has met."""
_FORGOTTEN = 2
"""So many working days a pause lasts at the most."""


def arrived(work: Work, discussion_id: str, now: datetime) -> None:
    """Begin the first stage of a clinic once its card stands in the channel, where all can see it."""
    discussion = work.discussions.get(discussion_id)
    if discussion.clinic and discussion.state == "open":
        clinic = work.clinics.of(discussion.id)
        if not clinic.stage:
            begin(work, discussion, clinic, STAGES[0], now)


def due(work: Work, discussion: Discussion, stage: Stage, now: datetime) -> None:
    """Begin the stage whose time has come."""
    begin(work, discussion, work.clinics.of(discussion.id), stage, now)


def begin(
    work: Work, discussion: Discussion, clinic: Clinic, stage: Stage, now: datetime
) -> Clinic:
    """Begin a stage: its time counts from now, and the thread reads what to do."""
    until = ends(work, work.programs.get(discussion.program), now, clinic.length(stage))
    begun = _goes_on(work, discussion, replace(clinic, stage=stage, until=until, left=0))
    card = views.stage_card(discussion, begun, work.members.get(clinic.owner))
    service.to_thread(work, discussion, card, f"stage:{stage}", now)
    return begun


def over(work: Work, discussion: Discussion, now: datetime) -> None:
    """End a clinic: whoever looks after it is asked what came of it, and its owner what they will do."""
    leading.end(work, discussion, now)
    clinic = work.clinics.of(discussion.id)
    work.clinics.save(replace(clinic, until=None, left=0))
    if clinic.circle and service.counted(work, discussion).people >= _A_CONVERSATION:
        session = work.sessions.of_circle(clinic.circle)
        met = work.sessions.save(replace(session, outcome="met", answered_at=now))
        wrote = {one.member for one in work.discussions.contributions(discussion.id)}
        statements.session_was_seen(work, met, wrote, now)
    if not clinic.action:
        action.ask(work, clinic, discussion, now)


def pause(work: Work, discussion: Discussion, now: datetime) -> Clinic:
    """Let the time of a clinic stand still; raises UserError where it does already."""
    clinic = _running(work, discussion)
    if clinic.until is None:
        on = (say("Go on"), f"clinic resume {discussion.id}")
        raise UserError(say("Its time stands still already."), ways=(on,))
    left = max(1, int((clinic.until - now) / timedelta(seconds=1)))
    saved = work.clinics.save(replace(clinic, until=None, left=left))
    program = work.programs.get(discussion.program)
    forgotten = hours.add_working_days(now, _FORGOTTEN, *service.place(work, program, now))
    steps.plan_only(work, discussion.subject, "end", forgotten)
    _tell(work, discussion, views.pause(saved), saved, now)
    return saved


def resume(work: Work, discussion: Discussion, now: datetime) -> Clinic:
    """Let the time of a clinic go on, with what was left of its stage."""
    clinic = _running(work, discussion)
    if not clinic.paused:
        raise UserError(say("It is going on already."))
    until = now + timedelta(seconds=clinic.left)
    saved = _goes_on(work, discussion, replace(clinic, until=until, left=0))
    _tell(work, discussion, views.goes_on(saved), saved, now)
    return saved


def extend(work: Work, discussion: Discussion, by: timedelta, now: datetime) -> Clinic:
    """Make the stage at hand longer; raises UserError where that is too much."""
    clinic = _running(work, discussion)
    if by > service.LONGEST:
        raise UserError(say("A discussion can be open for 60 days at most."))
    if clinic.until is None:
        saved = work.clinics.save(replace(clinic, left=clinic.left + int(by.total_seconds())))
    else:
        until = max(clinic.until, now) + by
        saved = _goes_on(work, discussion, replace(clinic, until=until))
    _tell(work, discussion, views.longer(saved), saved, now)
    return saved


def skip(work: Work, discussion: Discussion, now: datetime) -> Clinic:
    """Leave the stage at hand early for the one that follows; after the last the clinic is over."""
    clinic = _running(work, discussion)
    assert clinic.stage
    further = following(clinic.stage)
    if further is not None:
        return begin(work, discussion, clinic, further, now)
    steps.cancel(work, discussion.subject)
    over(work, discussion, now)
    return clinic


def ends(work: Work, program: Program, start: datetime, length: timedelta) -> datetime:
    """Return when a stage ends; a long one not before people are at work again."""
    end = start + length
    if length < _TOGETHER:
        return end
    return teller.of(work, program.workspace, start).first_open(end, (program.settings.zone,))


def closes_at(work: Work, program: Program, clinic: Clinic, start: datetime) -> datetime:
    """Return when the last stage ends, where the one at hand, or none yet, ends at `start`."""
    for stage in STAGES[STAGES.index(clinic.stage) + 1 if clinic.stage else 0 :]:
        start = ends(work, program, start, clinic.length(stage))
    return start


def _goes_on(work: Work, discussion: Discussion, clinic: Clinic) -> Clinic:
    """Write a clinic whose stage ends at an instant, and plan what follows then."""
    assert clinic.stage
    assert clinic.until is not None
    saved = work.clinics.save(clinic)
    ends_at = closes_at(work, work.programs.get(discussion.program), saved, clinic.until)
    work.discussions.save(replace(discussion, closes_at=ends_at))
    steps.plan_only(work, discussion.subject, following(clinic.stage) or "end", clinic.until)
    return saved


def _running(work: Work, discussion: Discussion) -> Clinic:
    """Return the clinic while it runs; raises UserError."""
    if not discussion.clinic:
        raise UserError(say("That is a discussion without stages."))
    service.require_open(discussion)
    clinic = work.clinics.of(discussion.id)
    if not clinic.stage:
        raise UserError(say("It begins in a moment."))
    return clinic


def _tell(
    work: Work, discussion: Discussion, message: Message, clinic: Clinic, now: datetime
) -> None:
    service.to_thread(work, discussion, message, f"clinic:{clinic.version}", now)
