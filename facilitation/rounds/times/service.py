"""What the people of a circle do to come to a time, to move it, and to leave it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from facilitation.errors import UserError
from facilitation.people.model import Member
from facilitation.post import teller
from facilitation.post.outbox import Place
from facilitation.programs.model import Program
from facilitation.rounds import telling
from facilitation.rounds.model import Circle
from facilitation.sessions import proposing
from facilitation.sessions.agreement import Agreement
from facilitation.sessions.model import FURTHEST, Session, Strain, before
from facilitation.steps import service as steps
from facilitation.talk.phrases import say
from facilitation.talk.when import hours
from facilitation.talk.words import each
from facilitation.work import Work

if TYPE_CHECKING:
    from facilitation.sessions.times import Proposed

AHEAD = 5
"""Over so many working days times are looked for at first."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A circle's session as one of its people sees it."""

    program: Program
    circle: Circle
    session: Session
    people: Mapping[str, Member]
    me: Member

    @property
    def others(self) -> list[Member]:
        """Return who else is in it."""
        return [one for one in self.people.values() if one.id != self.me.id]

    @property
    def together(self) -> bool:
        """Return whether they have a chat that all of them read."""
        return isinstance(telling.where(self.circle), Place)


def seen(work: Work, member: Member, session: Session) -> Seen:
    """Return the session of a circle as the member sees it."""
    circle = work.circles.get(session.circle)
    program = work.programs.get(circle.program)
    known = work.members.some(session.people)
    people = {m: known[m] for m in session.people if m in known}
    return Seen(program, circle, session, people, member)


def propose(
    work: Work, of: Seen, now: datetime, *, but_not: Collection[datetime] = ()
) -> tuple[Seen, Strain | None]:
    """Put up to three times before a circle that suit all of it, later ones after a no to some; return what is odd.

    Raises UserError where somebody is away, and where there is no time.
    """
    if away := work.enrollments.on_break([one.id for one in of.others]):
        people = each(one for one in of.others if one.id in away)
        raise UserError(
            say("Away just now: {people}. Write to each other, or try again later.", people=people)
        )
    found = _found(work, of, now, but_not)
    if not found.times:
        raise UserError(
            say("I found no time in which all of you could make it. Write to each other instead.")
        )
    session = of.session.of(of.session.agreement.ask(found.times))
    session = replace(
        session,
        proposals=session.proposals + 1,
        token=session.token or "".join(work.new_id("cal").removeprefix("cal_") for _ in range(2)),
    )
    of = replace(of, session=work.sessions.save(session))
    return of, found.why


def ahead(of: Seen, now: datetime) -> Seen:
    """Return the session with those of its proposed times only that are still ahead."""
    return replace(of, session=of.session.of(of.session.agreement.ahead(now)))


def answer(work: Work, of: Seen, times: Collection[datetime], now: datetime) -> Seen:
    """Keep which of the proposed times suit one of the circle; a circle that looks for a time has given a sign."""
    session = of.session
    agreed = session.agreement.answer(of.me.id, times)
    return _heard(work, replace(of, session=work.sessions.save(session.of(agreed))), now)


def agree(work: Work, of: Seen, at: datetime, now: datetime) -> Seen | None:
    """Let a circle meet at a time that suits all of it; None where one of them has given it away by now.

    The quarters of an hour are taken for all or for none.
    """
    session = of.session
    ends_at = at + timedelta(minutes=session.minutes)
    if at <= now or not work.slots.take(session.id, session.people, at, ends_at):
        return None
    moved = session.starts_at is not None
    agreed = replace(
        session.of(Agreement(session.people)),
        starts_at=at,
        sequence=session.sequence + moved,
    )
    of = replace(of, session=work.sessions.save(agreed))
    steps.plan_only(work, agreed.subject, *before(at, ends_at, now))
    return _heard(work, of, now)


def keep(work: Work, of: Seen) -> Seen:
    """Leave a session where it is, when it was proposed to move it."""
    kept = of.session.of(Agreement(of.session.people))
    return replace(of, session=work.sessions.save(kept))


def call_off(work: Work, of: Seen) -> Seen:
    """Take an agreed time back; it is free again."""
    work.slots.release(of.session.id)
    steps.cancel(work, of.session.subject)
    off = replace(
        of.session.of(Agreement(of.session.people)),
        starts_at=None,
        sequence=of.session.sequence + 1,
    )
    return replace(of, session=work.sessions.save(off))


def held(work: Work, session: Session) -> Session:
    """Keep what is agreed for those who are in a circle by now; among too few nothing is."""
    if len(session.people) < 2:
        return given_up(work, [session])[0]
    if session.starts_at and session.ends_at:
        work.slots.take(session.id, session.people, session.starts_at, session.ends_at)
    return session


def given_up(work: Work, sessions: Sequence[Session]) -> list[Session]:
    """Return sessions without what was agreed of them, and keep nothing for them any more."""
    ids = [one.id for one in sessions]
    work.slots.release(*ids)
    work.steps.drop_all(ids)
    return [replace(one.of(Agreement(())), starts_at=None) for one in sessions]


def _heard(work: Work, of: Seen, now: datetime) -> Seen:
    """Take it as a sign that a circle gets together: nobody is pushed to start any more."""
    if of.circle.heard_at is not None:
        return of
    owed = work.outbox.pending(of.circle.workspace, of.circle.id)
    work.outbox.withdraw(of.circle.workspace, [d.key for d in owed if d.kind == "nudge"])
    return replace(of, circle=work.circles.save(replace(of.circle, heard_at=now)))


def _found(work: Work, of: Seen, now: datetime, but_not: Collection[datetime]) -> "Proposed":
    """Return times of the next days, and of the next weeks where these have none that suit all."""
    read_at = _read_at(work, of, now)
    opens = max([read_at, *but_not])
    soon = hours.add_working_days(opens, AHEAD, of.me.zone)

    def until(closes: datetime) -> "Proposed":
        people, minutes = [of.me, *of.others], of.session.minutes
        return proposing.proposed(work, people, opens, closes, minutes, read_at, but_not=but_not)

    near = until(soon)
    if near.times and not near.strained:
        return near
    far = until(now + FURTHEST)
    return near if near.times and far.strained else far


def _read_at(work: Work, of: Seen, now: datetime) -> datetime:
    """Return when all of a circle can have read of times."""
    owe = teller.of(work, of.circle.workspace, now)
    return max([now, *(owe.readable(one) for one in of.others)])
