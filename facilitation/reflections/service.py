"""What can be done with a reflection: make it, change it, show it to one's circle, end its commitment."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from hashlib import sha256

from facilitation.errors import NotFound, Usage, UserError
from facilitation.people import rights
from facilitation.people.model import Member
from facilitation.people.plainly import short
from facilitation.post import teller
from facilitation.reflections import words
from facilitation.reflections.model import LONGEST, Reflection, State
from facilitation.rounds import telling
from facilitation.sessions import service as sessions
from facilitation.sessions.model import NOT_HAPPENED, Session
from facilitation.sessions.origins import Origins
from facilitation.talk.messages import Code, to_json
from facilitation.talk.phrases import say
from facilitation.talk.when import dates
from facilitation.talk.when.hours import local
from facilitation.work import Work

EDITABLE = timedelta(days=7)
"""So long what was said after a session can be changed; what is promised, as long as it is open."""

USEFUL = range(1, 6)
"""How useful a session was: not at all to very."""

LATELY = timedelta(days=7)
"""So long after a session a line that names none is about it."""

DISCUSSION = "dis_"
"""What ids of discussions begin with."""
SESSION = "ses_"
"""What ids of sessions begin with."""


@dataclass(frozen=True, slots=True)
class About:
    """What a reflection is about: its id, its program, and the session where it is one."""

    id: str = ""
    program: str = ""
    session: Session | None = None


def about(work: Work, origins: Origins, member: Member, id: str, now: datetime) -> About:
    """Return the session or discussion that a line names, which the member took part in; raises UserError.

    Without an id it is their newest session of these days that took place, or nothing.
    """
    if id.startswith(DISCUSSION):
        found = rights.theirs(work.discussions.get, id, member.workspace)
        if found is None:
            raise NotFound("I do not know that discussion any more.")
        return About(found.id, found.program)
    if not id:
        known = work.sessions.of_member(member.id, 1)
        lately = (s for s in known if s.answered_at and now - s.answered_at <= LATELY)
        session = next((s for s in lately if s.outcome not in NOT_HAPPENED), None)
        return About(session.id, session.program, session) if session else About()
    session = sessions.named(work, origins, member, id, now)
    if session.part_of(member.id).outcome in NOT_HAPPENED:
        raise UserError(
            "You told me that you did not meet. Did you after all? {command}",
            command=Code(f"met {session.id}"),
        )
    return About(session.id, session.program, session)


def of(work: Work, member: Member, about: About, now: datetime) -> Reflection:
    """Return what the member has said about it, or an empty reflection that is not kept yet."""
    known = work.reflections.about(member.id, about.id) if about.id else None
    return known or Reflection(
        id=work.new_id("rfl"),
        workspace=member.workspace,
        member=member.id,
        about=about.id,
        program=about.program,
        made_at=now,
    )


def find(work: Work, member: Member, id: str) -> Reflection:
    """Return a reflection of the member's own; raises NotFound for others' as for those that never were."""
    found = rights.theirs(work.reflections.get, id, member.workspace)
    if found is None or found.member != member.id:
        raise NotFound("I do not know that plan. See yours: {command}", command=Code("commitments"))
    return found


def rate(work: Work, known: Reflection, word: str, now: datetime) -> Reflection:
    """Keep how useful it was, 1 to 5; raises UserError for another word, or once it can no longer be changed."""
    if word not in {str(n) for n in USEFUL}:
        raise Usage("How useful was it? Say a number from 1, not at all, to 5, very.")
    require_editable(known, now)
    if known.useful == int(word):
        return known
    return work.reflections.save(replace(known, useful=int(word)))


def require_editable(known: Reflection, now: datetime) -> None:
    """Raise UserError for what was said too long ago to be changed."""
    if now - known.made_at > EDITABLE:
        raise UserError(
            "That was more than a week ago, so it stays as you said it. What you plan to do you can "
            "change any time: {command}",
            command=Code("commitments"),
        )


def read(known: Reflection, given: Mapping[str, str], member: Member, now: datetime) -> Reflection:
    """Return the reflection with what a form says; raises UserError, naming the field, for what cannot be kept.

    Every field may be empty, but not all of them, and whoever says when must say what.
    """
    uses, cue, does = (
        short(given.get(field, ""), LONGEST, what, field)
        for field, what in (
            ("uses", say("What you will use")),
            ("cue", say("When it happens")),
            ("does", say("What you will do")),
        )
    )
    said = replace(known, uses=uses, cue=cue, does=does, until=_until(given, known, member, now))
    if not said.promises:
        if cue or said.until:
            raise UserError("And what will you do then?", field="does")
        raise UserError("Write a few words in one of the two, whichever is easier.", field="uses")
    return said


def _until(
    given: Mapping[str, str], known: Reflection, member: Member, now: datetime
) -> date | None:
    typed = given.get("until", "").strip()
    if not typed:
        return None
    if known.until and typed == dates.say_day(known.until):
        return known.until
    try:
        found = dates.day(typed, now, member.zone)
    except Usage as error:
        raise UserError(error.sentence, field="until") from None
    if found < local(now, member.zone).date():
        raise UserError("That day is over. By when do you want to have done it?", field="until")
    return found


def promise(work: Work, said: Reflection) -> Reflection:
    """Keep what somebody will use or do; what was over is open again."""
    return work.reflections.save(replace(said, state="open"))


def finish(work: Work, known: Reflection, state: State) -> Reflection:
    """Let a commitment be done or dropped, or open again."""
    return known if known.state == state else work.reflections.save(replace(known, state=state))


def share(work: Work, known: Reflection, member: Member, now: datetime) -> Reflection:
    """Show what somebody takes from a session to those who were there, once, and once what it was changed to."""
    session = work.sessions.get(known.about) if known.about.startswith(SESSION) else None
    if session is None:
        return known
    others = work.members.some([m for m in session.people if m != member.id])
    message = words.shared(known, member)
    fact = f"{known.id}:shared:{sha256(to_json(message).encode()).hexdigest()[:12]}"
    tell = teller.of(work, member.workspace, now)
    if session.circle:
        circle = work.circles.get(session.circle)
        there = [m for m in others if m in circle.members]
        telling.to_circle(tell, circle, others, message, key=fact, kind="told", among=there)
    else:
        tell.to_each(others.values(), message, fact=fact, about=session.id)
    tell.send()
    return work.reflections.save(replace(known, shared=True))


def open_of(work: Work, member: Member) -> list[Reflection]:
    """Return what a member has promised themselves and is open, newest first."""
    return [one for one in work.reflections.open_of(member.id) if one.promises]
