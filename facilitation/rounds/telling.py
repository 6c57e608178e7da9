"""How rounds tell circles: where a circle is spoken to, and what it hears there."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from facilitation.pairing.model import Why
from facilitation.people.model import Member
from facilitation.post import teller
from facilitation.post.outbox import Kind, Place, Together
from facilitation.post.teller import Teller
from facilitation.programs import facilitators
from facilitation.programs.model import Program
from facilitation.rounds import upsets, views
from facilitation.rounds.model import APART, Circle, Round
from facilitation.sessions.model import Session
from facilitation.talk.messages import Message
from facilitation.work import Work


def to_circle(
    tell: Teller,
    circle: Circle,
    people: Mapping[str, Member],
    message: Message,
    *,
    key: str,
    kind: Kind,
    at: datetime | None = None,
    program: Program | None = None,
    among: Sequence[str] = (),
) -> datetime:
    """Owe a message to a circle, or to some of it where each is told alone; return when it is due.

    With `program`, an introduction goes where its program says.
    """
    members = tuple(among) or circle.members
    zones = [people[m].zone for m in members]
    told = [people[m] for m in members]
    here = kind == "intro" and all(teller.is_here(member, tell.now) for member in told)
    due = tell.now if here else tell.open_for(told, at or tell.now)
    to = where(circle, program)
    if among and isinstance(to, Together):
        to = Together(members)
    tell.to_several(to, zones, message, key=key, kind=kind, about=circle.id, due=due)
    return due


def where(circle: Circle, program: Program | None = None) -> Place | Together:
    """Return where a circle is spoken to: in its conversation, else in a chat of its members.

    With `program`, a circle without one is introduced in the program's channel, where the program says so.
    """
    if circle.conversation not in ("", APART):
        return Place(circle.conversation, circle.thread)
    if program and program.channel and program.settings.introductions == "channel":
        return Place(program.channel)
    return Together(circle.members)


def intro_key(session: Session, newcomer: str = "") -> str:
    """Return the key of a circle's introduction, or of the one with which a newcomer joins it."""
    return f"{session.id}:intro:with:{newcomer}" if newcomer else f"{session.id}:intro"


def without_key(session: Session, left: str) -> str:
    """Return the key of what a circle hears once a member has left it: its introduction where it had none before."""
    return f"{session.id}:without:{left}"


def introductions(circle: Circle, session: Session) -> list[str]:
    """Return every key under which a circle may have been introduced."""
    joined = [intro_key(session, member) for member in circle.members]
    left = [without_key(session, seat.member) for seat in circle.seats if seat.left]
    return [intro_key(session), *joined, *left]


def alone_key(key: str, member: str) -> str:
    """Return the key of what was for a circle as one member is owed it alone."""
    return f"{key}:to:{member}"


def spared_keys(round: str, members: Iterable[str]) -> list[str]:
    """Return the keys of what members read whom another program comes first for in the round of an id."""
    return [f"{round}:spared:{member}" for member in members]


def no_circle(
    tell: Teller,
    program: Program,
    round: Round,
    member: Member,
    why: Why,
    coming: Round | None,
    *,
    waits: bool,
) -> None:
    """Tell somebody once why they have no circle in a round, what would help, and whether their problem `waits`."""
    next_at = coming.opens_at if coming else None
    if why.kind == "spared":
        [key] = spared_keys(round.id, [member.id])
        message = upsets.spared(program, why, next_at, opens_at=round.opens_at, waits=waits)
    else:
        key = f"{round.id}:unmatched:{member.id}"
        message = upsets.unmatched(program, why, next_at, waits=waits)
    tell.to_member(member, message, key=key, kind="told", about=round.id)


def with_problems(work: Work, program: Program) -> set[str]:
    """Return whose problems wait for the program's next clinics."""
    return {problem.by for problem in work.prompts.brought(program.id)}


def skipped(
    work: Work,
    program: Program,
    round: Round,
    coming: Round | None,
    waiting: Sequence[Member],
    now: datetime,
) -> None:
    """Tell the facilitators, and everyone who was waiting for it, that a round was skipped because it came too late."""
    opens_at = coming.opens_at if coming else None
    late = int((now - round.opens_at) / timedelta(hours=1))
    message = upsets.skipped(program, round, opens_at, late)
    facilitators.tell(work, program, message, f"{round.id}:skipped", now)
    tell = teller.of(work, program.workspace, now)
    fell_out = upsets.fell_out(program, round, opens_at)
    tell.to_each(waiting, fell_out, fact=f"{round.id}:fell_out", about=round.id)
    tell.send()


def hardly_anybody(work: Work, program: Program, round: Round, now: datetime) -> None:
    """Tell whoever looks after a program, once, that a round opens in which nobody is, or one person.

    Of whom it `missed` they hear at its end.
    """
    there = work.enrollments.reached(program.id, ("active", "paused"), but="")
    if there < 2 and not work.rounds.get(round.id).missed:
        message = views.hardly_anybody_in(program, round.number, there)
        fact = f"{program.id}:{'one' if there else 'nobody'}"
        facilitators.tell(work, program, message, fact, now)
