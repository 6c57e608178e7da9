"""What those who look after a discussion do with it, and what happens to it when they do nothing."""

import zlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from facilitation.discussions import (
    cards,
    closing,
    inviting_views,
    leading_views,
    reach_views,
    sealing,
    sealing_views,
    service,
    views,
)
from facilitation.discussions.closing import NOTHING, Came
from facilitation.discussions.model import Discussion
from facilitation.errors import UserError
from facilitation.people import rights
from facilitation.people.model import Member
from facilitation.people.plainly import kept
from facilitation.post import teller
from facilitation.privacy.model import NOTHING as FORGOTTEN
from facilitation.programs import facilitators
from facilitation.programs.model import Program
from facilitation.steps import service as steps
from facilitation.talk.incoming import Where
from facilitation.talk.phrases import say
from facilitation.talk.when import hours
from facilitation.work import Work

LEFT_ALONE = 2
"""So many working days after its time is over it is closed by itself."""
_ROUND = 12
"""Of more people nobody waits for their turn."""


def end(work: Work, discussion: Discussion, now: datetime, *, looked: bool = False) -> Discussion:
    """End the time to answer: sealed answers appear together, and whoever looks after it is asked what came of it.

    They wait for a word of their authors first, and until they are `looked` through where that was wished.
    """
    program = work.programs.get(discussion.program)
    if discussion.sealed:
        waiting = sealing.waits(work, discussion, now, looked=looked)
        if waiting is not None:
            _let_look(work, waiting, program, now)
            cards.keep_true(work, waiting, now)
            return waiting
    saved = work.discussions.save(replace(discussion, state="ended"))
    work.discussions.read_soon(saved.workspace, saved.conversation, saved.thread, now)
    if saved.sealed:
        sealing.unseal(work, saved, now, waited=discussion.state == "waiting")
    cards.keep_true(work, saved, now)
    at = hours.add_working_days(now, LEFT_ALONE, *service.place(work, program, now))
    steps.plan(work, saved.subject, "close", at)
    tell = teller.of(work, saved.workspace, now)
    tell.to_each(
        looks_after(work, saved, program),
        leading_views.time_is_up(saved, program, service.counted(work, saved)),
        fact=f"{saved.id}:over:{saved.version}",
        about=saved.id,
        kind="told",
    )
    tell.send()
    return saved


def close(
    work: Work,
    discussion: Discussion,
    by: Member | None,
    now: datetime,
    came: Came = NOTHING,
) -> Discussion:
    """Close a discussion, with what came of it in the words of whoever closes it; all who took part are told.

    Where nobody closes it nothing came of their words: they are told on a morning of theirs.
    """
    require_closable(work, discussion)
    said = service.readable(came.summary, "summary") if kept(came.summary) else ""
    saved = _shut(work, replace(discussion, summary=said), now)
    contributed = work.discussions.contributions(saved.id)
    chosen = [c for c in contributed if c.id in came.quotes]
    people = work.members.some(sorted({*(c.member for c in chosen), *came.thanks}))
    thanks = [people[m] for m in came.thanks if m in people]
    counted = service.counted(work, saved)
    message = views.closed_in_thread(saved, by, counted, chosen, people, thanks)
    service.to_thread(work, saved, message, f"closed:{saved.version}", now)
    closing.tell_record_store(work, saved, contributed, now)
    if by is not None:
        closing.tell_each(work, saved, by, came, contributed, now)
    return saved


def require_closable(work: Work, discussion: Discussion) -> None:
    """Raise UserError for a discussion that is closed already, or whose answers nobody has seen yet."""
    if discussion.state == "closed":
        raise UserError(say("That discussion is closed already."))
    sealing.require_shown(work, discussion)


def take_back(work: Work, discussion: Discussion, by: Member, now: datetime) -> Discussion:
    """Close a sealed question whose answers nobody has seen; each author gets their own words back, and alone."""
    found = sealing.require_hidden(work, discussion)
    saved = _shut(work, discussion, now)
    people = work.members.some(sorted({one.member for one in found}))
    tell = teller.of(work, saved.workspace, now)
    for one in found:
        given_back = sealing_views.given_back(saved, by, one.words)
        key = f"{saved.id}:back:{one.id}"
        tell.to_member(people[one.member], given_back, key=key, kind="told", about=saved.id)
    tell.send()
    work.discussions.mark([one.id for one in found], "aside")
    work.discussions.reword([one.id for one in found], "")
    service.to_thread(work, saved, sealing_views.taken_back(by), "taken back", now)
    return saved


def lost(work: Work, discussion: Discussion, now: datetime) -> Discussion:
    """Close a discussion whose channel is out of reach; nothing is lost, and whoever looks after it is told."""
    saved = _shut(work, discussion, now)
    tell = teller.of(work, saved.workspace, now)
    tell.to_each(
        looks_after(work, saved, work.programs.get(saved.program)),
        reach_views.channel_gone(saved, service.counted(work, saved)),
        fact=f"{saved.id}:gone:{saved.version}",
        about=saved.id,
    )
    tell.send()
    return saved


def close_wordless(work: Work, discussion: Discussion, now: datetime) -> Discussion:
    """Close a discussion whose question went with whoever asked it; sealed answers to it stay unseen."""
    saved = _shut(work, discussion, now)
    if saved.thread:
        message = reach_views.question_gone(saved, service.counted(work, saved))
        service.to_thread(work, saved, message, f"closed:{saved.version}", now)
    return saved


def reopen(work: Work, discussion: Discussion, now: datetime) -> Discussion:
    """Open a closed discussion again for as long as a new one is; sealed answers stay seen or unseen."""
    if discussion.state == "open":
        raise UserError(say("That discussion is open."))
    if sealing.taken_back(work, discussion):
        raise UserError(
            say("That question was taken back, and everybody has their answer again. Ask it anew.")
        )
    program = work.programs.get(discussion.program)
    if discussion.conversation == program.lost_channel:
        raise UserError(say("Its channel is out of my reach. Invite me there again first."))
    return _until(work, discussion, service.ends(work, program, now, service.WINDOW), now)


def extend(work: Work, discussion: Discussion, by: timedelta, now: datetime) -> Discussion:
    """Give a discussion more time, from its end or from now where that is over."""
    if discussion.state == "closed":
        raise UserError(say("That discussion is closed. Open it again first."))
    program = work.programs.get(discussion.program)
    until = service.ends(work, program, max(discussion.closes_at, now), by)
    if until - now > service.LONGEST:
        raise UserError(say("A discussion can be open for 60 days at most."))
    return _until(work, discussion, until, now)


def remind(work: Work, discussion: Discussion, now: datetime) -> None:
    """Remind the thread's channel of the question, at most once a day."""
    service.require_open(discussion)
    if not work.inbox.first(discussion.workspace, f"{discussion.id}:reminded:{now:%Y-%m-%d}", now):
        raise UserError(say("The channel was reminded today. Once a day is enough."))
    what = f"reminder:{now:%Y-%m-%d}"
    message = views.reminder(discussion, service.counted(work, discussion).people)
    service.to_thread(
        work, discussion, message, what, now, kind="nudge", until=discussion.closes_at
    )


def go_round(work: Work, discussion: Discussion, now: datetime) -> list[Member]:
    """Tell the thread in which order all who take part speak; chance decides it, and nothing of who spoke before."""
    service.require_open(discussion)
    enrolled = work.enrollments.of_program(discussion.program)
    active = [e.member for e in enrolled if e.state == "active"]
    if not 2 <= len(active) <= _ROUND:
        raise UserError(say("Going round is for two to {most} people.", most=_ROUND))
    members = work.members.some(sorted(active)).values()
    order = sorted(members, key=lambda m: zlib.crc32(f"{discussion.id}:{m.id}".encode()))
    service.to_thread(work, discussion, inviting_views.round_robin(order), "round", now)
    return order


def hand_over(
    work: Work, discussion: Discussion, by: Member | None, to: Member, now: datetime
) -> Discussion:
    """Let another member look after a discussion, and tell them; nobody hands it over where who did is forgotten."""
    if to.id == discussion.facilitator:
        raise UserError(say("{ana} looks after it already.", ana=to.name), field="who")
    if to.state != "active":
        raise UserError(say("{ana} is not here any more.", ana=to.name), field="who")
    saved = work.discussions.save(replace(discussion, facilitator=to.id))
    message = leading_views.yours_now(saved, work.programs.get(saved.program), by)
    tell = teller.of(work, saved.workspace, now)
    tell.to_member(
        to, message, key=f"{saved.id}:yours:{saved.version}", kind="told", about=saved.id
    )
    tell.send()
    return saved


def looked_after(work: Work, member: Member, where: Where) -> list[Discussion]:
    """Return the discussions that a member who names none may mean: the one of the thread, else all they look after."""
    here = work.discussions.in_thread(member.workspace, where.id, where.thread)
    if here is not None:
        return [here]
    found = work.discussions.unclosed(member.workspace)
    programs = {p.id: p for p in work.programs.of(member.workspace)}
    own = [d for d in found if d.facilitator == member.id]
    return own or [d for d in found if may_lead(member, d, programs[d.program])]


def may_lead(member: Member, discussion: Discussion, program: Program) -> bool:
    """Return whether a member may close it, extend it and so on: who looks after it or its program, and admins."""
    return rights.may(member, "admin", (discussion.facilitator, *program.facilitators))


def require_lead(work: Work, member: Member, discussion: Discussion) -> Program:
    """Return the discussion's program; raises NotAllowed unless the member may lead the discussion."""
    program = work.programs.get(discussion.program)
    if not may_lead(member, discussion, program):
        known = work.members.some([discussion.facilitator])
        sentence = say("Only whoever looks after this discussion can do that.")
        raise rights.refused(work, member.workspace, sentence, list(known.values()))
    return program


def _shut(work: Work, discussion: Discussion, now: datetime) -> Discussion:
    """Let a discussion be closed: its thread is read no more, and its words go in time."""
    saved = work.discussions.save(replace(discussion, state="closed", closed_at=now))
    work.discussions.read_at(saved.id, None)
    steps.plan_only(work, saved.subject, "forget", now + work.retention)
    cards.keep_true(work, saved, now)
    return saved


def _until(work: Work, discussion: Discussion, until: datetime, now: datetime) -> Discussion:
    """Let a discussion be open until an instant, and tell its thread."""
    sealed = sealing.unseen(work, discussion)
    opened = replace(discussion, state="open", sealed=sealed, closes_at=until, closed_at=None)
    saved = work.discussions.save(opened)
    steps.plan_only(work, saved.subject, "end", until)
    if saved.thread:
        work.discussions.read_at(saved.id, now)
    cards.keep_true(work, saved, now)
    service.to_thread(work, saved, views.longer(saved), f"longer:{saved.version}", now)
    return saved


def _let_look(work: Work, waiting: Discussion, program: Program, now: datetime) -> None:
    """Show the answers, without names, to whoever looks after a discussion, where these wait for them alone."""
    if not waiting.looked_through or sealing.asks_authors(work, waiting):
        return
    tell = teller.of(work, waiting.workspace, now)
    tell.to_each(
        looks_after(work, waiting, program),
        sealing_views.look_through(waiting, sealing.to_look_through(work, waiting)),
        fact=f"{waiting.id}:look:{waiting.version}",
        about=waiting.id,
    )
    tell.send()


def looks_after(work: Work, discussion: Discussion, program: Program) -> list[Member]:
    """Return who looks after a discussion; where they have left, its program's facilitators, then admins."""
    known = work.members.some([discussion.facilitator]).values()
    return [m for m in known if m.state == "active"] or facilitators.reachable(work, program)


def forget(work: Work, workspace: str, members: Sequence[str], now: datetime) -> None:
    """See to the discussions that are not closed of members, named by their tokens, whose words have gone already.

    A question in words of theirs is closed. One that a deck or somebody else brought goes on with whoever looks after
    the program; where there is nobody, it closes by itself like any other.
    """
    for one in work.discussions.unclosed(workspace):
        if one.opened_by in members and one.question == FORGOTTEN:
            close_wordless(work, one, now)
        elif one.facilitator in members:
            heirs = facilitators.reachable(work, work.programs.get(one.program))
            if heirs:
                hand_over(work, one, None, heirs[0], now)
