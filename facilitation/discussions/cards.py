"""The card of a discussion in its channel: where it stands once it has arrived, and that it stays true."""

from dataclasses import replace
from datetime import datetime

from facilitation.discussions import over_views, sealing, service, views
from facilitation.discussions.clinics import views as clinic_views
from facilitation.discussions.model import Discussion
from facilitation.people import withholding
from facilitation.talk.messages import Message
from facilitation.work import Work


def arrived(work: Work, discussion_id: str, conversation: str, thread: str, now: datetime) -> None:
    """Remember the thread that a discussion is, and show there what was answered meanwhile."""
    found = work.discussions.get(discussion_id)
    if found.thread:
        return
    placed = work.discussions.save(replace(found, conversation=conversation, thread=thread))
    work.discussions.read_at(placed.id, now)
    if not placed.hidden:
        for one in work.discussions.contributions(placed.id):
            if not one.message:
                service.show(work, placed, one, now)
    if placed.state != "open":
        keep_true(work, placed, now)


def keep_true(work: Work, discussion: Discussion, now: datetime) -> None:
    """Let the card say whether the question is open, and until when; one that is on its way is seen to on arrival."""
    lost = work.programs.get(discussion.program).lost_channel
    if not discussion.thread or discussion.conversation == lost:
        return
    card = _open(work, discussion) if discussion.state == "open" else _over(work, discussion)
    what = f"card:{discussion.version}"
    service.to_thread(work, discussion, card, what, now, kind="edit", stands=discussion.thread)


def _open(work: Work, discussion: Discussion) -> Message:
    by, read = work.members.get(discussion.opened_by), service.read(work, discussion)
    if not discussion.clinic:
        return views.card(discussion, by, read)
    clinic = work.clinics.of(discussion.id)
    seated = work.circles.get(clinic.circle).members if clinic.circle else ()
    circle = list(work.members.some(seated).values())
    return clinic_views.card(discussion, clinic, by, circle, read)


def _over(work: Work, discussion: Discussion) -> Message:
    """Return the card of a question that takes no answers; how many came is told where they are no secret, nor few."""
    people = service.counted(work, discussion).people
    least = withholding.rule(work, discussion.workspace).least
    told = discussion.state == "closed" and not sealing.unseen(work, discussion)
    return over_views.over(
        discussion,
        work.members.get(discussion.opened_by),
        people if told and people >= least else 0,
        service.read(work, discussion).days,
    )
