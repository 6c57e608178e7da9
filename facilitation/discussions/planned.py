"""Discussions of rounds to come: who leads which question, and what they can change about it before it opens."""

from dataclasses import replace
from datetime import datetime

from facilitation.discussions import prompt_views, service, turns
from facilitation.discussions.model import Discussion
from facilitation.errors import NotFound, UserError
from facilitation.people.model import Member
from facilitation.post import teller
from facilitation.privacy.model import NOTHING
from facilitation.programs.formats import library
from facilitation.programs.formats.acts import Prepare, Says
from facilitation.programs.model import Program
from facilitation.rounds import duties
from facilitation.rounds.model import Round
from facilitation.talk.phrases import say
from facilitation.work import Work


def of_round(work: Work, program: Program, round: Round, now: datetime) -> Discussion | None:
    """Return the discussion of a round, planned anew where there is none; None where nobody can lead it."""
    known = work.discussions.of_round(round.id)
    if known is not None:
        return known
    leader = turns.leader(work, program)
    if leader is None:
        return None
    return work.discussions.save(
        Discussion(
            id=work.new_id("dis"),
            workspace=program.workspace,
            program=program.id,
            round=round.id,
            question=_take(work, program, now),
            facilitator=leader.id,
            opened_by=leader.id,
            state="planned",
            conversation=program.channel,
            opened_at=round.opens_at,
            closes_at=round.opens_at,
        )
    )


def tell(
    work: Work, planned: Discussion, program: Program, says: Says, opens_at: datetime, now: datetime
) -> None:
    """Tell whose turn it is, with the question and what they can change."""
    leader = work.members.get(planned.facilitator)
    # whoever was named to lead has the turn by name, and not for want of others
    others = work.enrollments.reached(program.id, ("active", "paused"), but=leader.id)
    alone = not (others or program.names_leaders)
    message = prompt_views.your_turn(planned, program, says, opens_at, alone=alone)
    telling = teller.of(work, program.workspace, now)
    telling.to_member(
        leader,
        message,
        key=f"{planned.id}:turn:{leader.id}",
        kind="told",
        about=planned.id,
        until=opens_at,
    )
    telling.send()


def another(work: Work, planned: Discussion, now: datetime) -> Discussion:
    """Take another question for a discussion to come; the one it had is passed over."""
    require(planned)
    program = work.programs.get(planned.program)
    return work.discussions.save(replace(planned, question=_take(work, program, now)))


def reword(work: Work, planned: Discussion, question: str) -> Discussion:
    """Put a question in its leader's own words."""
    require(planned)
    return work.discussions.save(replace(planned, question=service.asked(question)))


def not_this_time(work: Work, planned: Discussion, by: Member, now: datetime) -> Member:
    """Let somebody else lead, and tell them; return who it is. Raises UserError where nobody is left."""
    require(planned)
    program = work.programs.get(planned.program)
    following = turns.leader(work, program, frozenset({by.id}))
    if following is None:
        raise UserError(say("Nobody else can take it this time. Hand it over to whom you like."))
    duties.declined(work, program.id, planned.round, [by.id], "facilitator", now)
    saved = work.discussions.save(
        replace(planned, facilitator=following.id, opened_by=following.id)
    )
    steps = library.of(work, program).steps
    says = next((step.says for step in steps if isinstance(step, Prepare)), ())
    tell(work, saved, program, says, saved.opened_at, now)
    return following


def open_it(
    work: Work, planned: Discussion, program: Program, closes_at: datetime, now: datetime
) -> Discussion:
    """Put the question of a round to the program's channel, in the name of who leads it."""
    opened = replace(
        _led(work, planned, program, now),
        state="open",
        conversation=program.channel,
        opened_at=now,
        closes_at=closes_at,
    )
    saved = work.discussions.save(opened)
    service.post_card(work, saved, program, work.members.get(saved.facilitator), now)
    return saved


def _led(work: Work, planned: Discussion, program: Program, now: datetime) -> Discussion:
    """Return a discussion to come with a question, and somebody to lead it: whoever prepared it may be forgotten."""
    if planned.question == NOTHING:
        planned = replace(planned, question=_take(work, program, now))
    here = work.members.get(planned.facilitator).state == "active"
    following = None if here else turns.leader(work, program)
    if following is None:
        return planned
    return replace(planned, facilitator=following.id, opened_by=following.id)


def _take(work: Work, program: Program, now: datetime) -> str:
    """Return the next question, which has had its turn from now on."""
    coming = turns.upcoming(work, program, now)
    turns.done(work, coming, "used", now)
    return coming.asks


def require(planned: Discussion) -> None:
    """Raise NotFound for a discussion that is no longer to come."""
    if planned.state != "planned":
        raise NotFound(say("That discussion has begun already."))
