"""The sessions of circles: that their people wrote to each other, and what follows when they say how it went."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from facilitation.errors import NotAllowed, NotFound
from facilitation.people.model import Member
from facilitation.post import teller
from facilitation.programs.model import Program
from facilitation.rounds import planning, telling, views, wording
from facilitation.rounds.model import Circle
from facilitation.sessions.model import AFTER, Session
from facilitation.sessions.origins import About
from facilitation.steps import service as steps
from facilitation.talk.incoming import Where
from facilitation.talk.messages import Code, Message
from facilitation.talk.words import listed
from facilitation.work import Work

SHARED = 5
"""How many circles of one conversation are looked at: the same people may be together in several programs."""

LATELY = timedelta(weeks=4)
"""So long after its opening people may speak of a round that is over, where no other has begun."""


def heard(work: Work, workspace: str, where: Where, member: str, now: datetime) -> None:
    """Record that a member wrote in the conversation their circle was introduced in; the words are not kept."""
    for circle in _theirs(work, workspace, where, member):
        if circle.heard_at is None:
            work.circles.save(replace(circle, heard_at=now))
            _take_back(work, circle, ("nudge",))


def circle_here(work: Work, member: Member, where: Where) -> Circle | None:
    """Return the member's newest circle that was introduced in a conversation, or None."""
    return next(iter(_theirs(work, member.workspace, where, member.id)), None)


def _theirs(work: Work, workspace: str, where: Where, member: str) -> list[Circle]:
    """Return the member's circles that were introduced in a conversation, newest first; none is in our own chat."""
    if where.kind == "personal":
        return []
    there = work.circles.in_conversation(workspace, where.id, where.thread)[:SHARED]
    return [c for c in there if not c.dissolved and member in c.members]


@dataclass(frozen=True, slots=True)
class OfCircles:
    """Sessions of circles: anyone in one answers for it, and a "not yet" is asked once more."""

    def made(self, session: Session) -> bool:
        """Return whether it is a circle's."""
        return bool(session.circle)

    def named(self, work: Work, member: Member, id: str, now: datetime) -> Session | None:
        """Return None: circles' sessions are named by their own ids."""
        return None

    def check(self, work: Work, member: Member, session: Session) -> None:
        """Raise NotFound for a circle that is no more, NotAllowed for who does not sit in it."""
        circle = work.circles.get(session.circle)
        if circle.dissolved:
            raise NotFound(
                "That circle was put together anew since. Try {command}.", command=Code("status")
            )
        if member.id not in circle.members:
            raise NotAllowed("Only the people of that circle can answer for it.")

    def open_of(self, work: Work, member: Member, now: datetime) -> list[Session]:
        """Return the sessions of the member's circles in open rounds, between two of the last one, newest first."""
        circles = work.circles.of_member(member.id)
        rounds = {c.id: work.rounds.get(c.round) for c in circles}
        newest = {c.program: c.id for c in reversed(circles)}.values()
        theirs = [
            c
            for c in circles
            if rounds[c.id].state == "open"
            or (c.id in newest and now - rounds[c.id].opens_at < LATELY)
        ]
        return [work.sessions.of_circle(c.id) for c in theirs]

    def here(self, work: Work, member: Member, where: Where) -> list[Session]:
        """Return the sessions of the member's circles that were introduced in a conversation, newest first."""
        theirs = _theirs(work, member.workspace, where, member.id)
        return [work.sessions.of_circle(c.id) for c in theirs]

    def called(self, work: Work, member: Member, session: Session) -> str:
        """Return the program's name and who else is in the circle."""
        program = work.programs.get(session.program)
        others = work.members.some([m for m in session.people if m != member.id])
        return f"{program.name}: {listed([m.name for m in others.values()])}"

    def question(self, work: Work, member: Member, session: Session) -> Message:
        """Ask the circle once more, showing what others have said."""
        names = work.members.some(session.people)
        program = work.programs.get(session.program)
        return views.ask(program, session, wording.says(work, program, "ask"), names=names)

    def answered(
        self, work: Work, member: Member, session: Session, now: datetime, *, first: bool
    ) -> Message:
        """Take back what has lost its sense, and ask once more after a "not yet"; show the answer to all.

        Who met somebody for the first time and has said no skills is invited to.
        """
        program, circle = work.programs.get(session.program), work.circles.get(session.circle)
        asks_at = None
        round = work.rounds.get(session.round)
        others = work.members.some([m for m in session.people if m != member.id])
        if session.outcome == "not_yet":
            asks_at = _ask_again(work, program, circle, session, now)
        else:
            _take_back(work, circle, ("ask", "nudge"))
            steps.cancel(work, session.subject)
        return views.answered(
            program,
            session,
            member,
            asks_at=asks_at,
            next_at=planning.next_opening(work, program),
            invited=first and not (member.offers or member.wants),
            over=list(others.values()) if round.state == "closed" else (),
        )

    def about(self, work: Work, member: Member, session: Session) -> About:
        """Return the other one of a pair; what they spoke of is theirs."""
        others = [m for m in session.people if m != member.id]
        return About(work.members.get(others[0]) if len(others) == 1 else None)


def _take_back(work: Work, circle: Circle, kinds: Collection[str]) -> None:
    """Take back what is owed to a circle of some kinds and has lost its sense."""
    owed = work.outbox.pending(circle.workspace, circle.id)
    work.outbox.withdraw(circle.workspace, [d.key for d in owed if d.kind in kinds])


def _ask_again(
    work: Work, program: Program, circle: Circle, session: Session, now: datetime
) -> datetime | None:
    """Owe the circle one more asking, unless it has had it or the round is over; return when it is asked next.

    Before the first asking there is nothing to repeat: that one is still to come.
    """
    round = work.rounds.get(session.round)
    if session.ends_at is not None and session.ends_at > now:
        return session.ends_at + AFTER
    if not session.asked:
        return planning.due_of(work, program, round.opens_at, "ask")
    key = f"{session.id}:again"
    owed = work.outbox.find(circle.workspace, key)
    if owed is not None and owed.state != "withdrawn":
        return owed.due_at if owed.state == "pending" else None
    if round.state != "open":
        return None
    people = work.members.some(circle.members)
    wish = now + timedelta(hours=program.settings.again_hours)
    tell = teller.of(work, program.workspace, now)
    message = views.ask(program, session, again=True)
    due = telling.to_circle(tell, circle, people, message, key=key, kind="ask", at=wish)
    tell.send()
    return due
