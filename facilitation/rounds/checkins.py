"""What circles tell Peerloop: that they wrote to each other, and how their session went."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime, timedelta

from facilitation.errors import NotAllowed, NotFound
from facilitation.journal import Fact
from facilitation.people.model import Member
from facilitation.programs.model import Program
from facilitation.rounds import planning, telling, views
from facilitation.rounds.model import Circle, Outcome, Session
from facilitation.talk.incoming import Where
from facilitation.work import Work

SHARED = 5
"""How many circles of one conversation are looked at: the same people may be together in several programs."""


def heard(work: Work, workspace: str, where: Where, member: str, now: datetime) -> None:
    """Record that a member wrote in the conversation their circle was introduced in; the words are not kept."""
    for circle in work.circles.in_conversation(workspace, where.id, where.thread)[:SHARED]:
        if circle.heard_at is None and not circle.dissolved and member in circle.members:
            work.circles.save(replace(circle, heard_at=now))
            _take_back(work, circle, ("nudge",))


def session_of(work: Work, member: Member, session_id: str) -> tuple[Session, Circle]:
    """Return the named session, or the newest one of the member's circles, with its circle.

    Raises NotFound when there is none, NotAllowed when the member does not sit in that circle.
    """
    if session_id:
        try:
            session = work.sessions.get(session_id)
            circle = work.circles.get(session.circle)
        except NotFound:
            raise NotFound("I do not know that session any more. Try `status`.") from None
        if circle.workspace != member.workspace:
            raise NotFound("I do not know that session any more. Try `status`.")
        if circle.dissolved:
            raise NotFound("That circle was put together anew since. Try `status`.")
        if member.id not in circle.members:
            raise NotAllowed("Only the people of that circle can answer for it.")
        return session, circle
    circles = work.circles.of_member(member.id, limit=1)
    if not circles:
        raise NotFound(
            "You have no circle yet. When you are introduced to someone, I will ask how it went."
        )
    return work.sessions.of_circle(circles[0].id), circles[0]


def answer(
    work: Work, member: Member, session: Session, circle: Circle, outcome: Outcome, now: datetime
) -> tuple[Session, datetime | None]:
    """Record how a session went, the last answer counting; return it and when the circle will be asked next.

    "Not yet" is asked once more after the program's `again` hours, then never; any other answer takes that back.
    A session that met has met when that was first said, however often it is said again.
    """
    program = work.programs.get(circle.program)
    happened = ("met", "some")
    again = session.outcome in happened and outcome in happened
    saved = work.sessions.save(
        replace(
            session,
            outcome=outcome,
            answered_by=member.id,
            answered_at=session.answered_at if again else now,
        )
    )
    work.journal.add(
        [
            Fact(
                id=work.new_id("fct"),
                workspace=circle.workspace,
                at=now,
                kind="session.answered",
                by=member.id,
                program=circle.program,
                round=circle.round,
                circle=circle.id,
                data={"outcome": outcome, "was": session.outcome},
            )
        ]
    )
    if outcome != "not_yet":
        _take_back(work, circle, ("ask", "nudge"))
        return saved, None
    return saved, _ask_again(work, program, circle, saved, now)


def say_skills(work: Work, member: Member, session: Session, now: datetime) -> bool:
    """Return whether to invite a member to say their skills: once, after their first session, when they have said none.

    That they were invited is kept, so that it is never done again.
    """
    if session.outcome not in ("met", "some") or member.offers or member.wants:
        return False
    if work.journal.about_member(member.id, ["profile.invited"], limit=1):
        return False
    invited = Fact(
        id=work.new_id("fct"),
        workspace=member.workspace,
        at=now,
        kind="profile.invited",
        circle=session.circle,
        member=member.id,
    )
    work.journal.add([invited])
    return True


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
    round = work.rounds.get(circle.round)
    if not session.asked:
        return dict(planning.steps(work, program, round.opens_at)).get("ask")
    key = f"{session.id}:again"
    owed = work.outbox.find(circle.workspace, key)
    if owed is not None and owed.state != "withdrawn":
        return owed.due_at if owed.state == "pending" else None
    if round.state != "open":
        return None
    people = work.members.some(circle.members)
    wish = now + timedelta(hours=program.settings.again_hours)
    tell = telling.teller(work, program.workspace, now)
    message = views.ask(program, circle, session, again=True)
    tell.to_circle(circle, people, message, key=key, kind="ask", at=wish)
    tell.send()
    return tell.first_open(wish, list(people.values()))
