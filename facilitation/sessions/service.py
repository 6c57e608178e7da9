"""What can be done with a session: say how it went, whether it helped, and how well somebody in it knows a skill."""

from dataclasses import replace
from datetime import datetime
from typing import get_args

from facilitation.errors import NotAllowed, NotFound, Usage, UserError
from facilitation.people.model import Member
from facilitation.post import journal
from facilitation.post.facts import SessionTold, Told
from facilitation.sessions import origins as kinds
from facilitation.sessions.model import HAPPENED, Helped, Outcome, Part, Session
from facilitation.sessions.origins import Origins
from facilitation.skills import levels, naming
from facilitation.skills.model import Evidence
from facilitation.statements import service as statements
from facilitation.talk.incoming import Where
from facilitation.talk.messages import Code
from facilitation.work import Work

LOOKED_BACK = 20
"""So many sessions of a member tell whether they have met anybody before."""


def named(work: Work, origins: Origins, member: Member, id: str, now: datetime) -> Session:
    """Return the session of that id, or of the record it came from; raises NotFound, or NotAllowed for others'."""
    found = next((s for o in origins if (s := o.named(work, member, id, now))), None)
    try:
        session = found or work.sessions.get(id)
    except NotFound:
        session = None
    if session is None or session.workspace != member.workspace:
        raise NotFound(
            "I do not know that session any more. Try {command}.", command=Code("status")
        )
    kinds.of(origins, session).check(work, member, session)
    return session


def meant(
    work: Work, origins: Origins, member: Member, where: Where, now: datetime
) -> list[Session]:
    """Return the session that a member speaks of where they are, or those that it could be; raises NotFound.

    In a circle's own conversation it is that circle's. Elsewhere it is one of these days that may still take place, or
    of which they have said nothing themselves; or else the newest.
    """
    current = [s for o in origins for s in o.open_of(work, member, now)]
    here = [s for o in origins for s in o.here(work, member, where)]
    if here:
        ids = {s.id for s in current}
        return [s for s in here if s.unsettled and s.id in ids] or here[:1]
    theirs = [s for s in current if s.unsettled or s.part_of(member.id).outcome == "unknown"]
    found = theirs or work.sessions.of_member(member.id, 1)
    if not found:
        raise NotFound(
            "You have no circle yet. When you are introduced to someone, I will ask how it went."
        )
    return found


def against(session: Session, member: Member, outcome: Outcome) -> list[Part]:
    """Return the parts of the others who have said the opposite of what a member says."""
    opposite = HAPPENED if outcome not in HAPPENED else ("could_not",)
    return [p for p in session.parts if p.member != member.id and p.outcome in opposite]


def must_ask(session: Session, member: Member, outcome: Outcome) -> bool:
    """Return whether what a member says would overwrite what another one knows.

    That a circle will not meet is a forecast, which its meeting overtakes; a booking's time is over when it is asked.
    """
    said = {p.outcome for p in against(session, member, outcome)}
    return bool(said) and (outcome not in HAPPENED or bool(session.booking))


def answer(
    work: Work, session: Session, member: Member, outcome: Outcome, now: datetime
) -> Session:
    """Keep what a member says came of a session; the last answer counts, and the same again is kept once.

    A session that met has met when that was first said, however often it is said again.
    """
    part = session.part_of(member.id)
    if part.outcome == session.outcome == outcome:
        return session
    again = session.outcome in HAPPENED and outcome in HAPPENED
    said = replace(part, outcome=outcome, at=now)
    _keep(work, session, member, "session.answered", now, outcome=outcome, was=session.outcome)
    saved = work.sessions.save(
        replace(
            session.with_part(said),
            outcome=outcome,
            answered_by=member.id,
            answered_at=session.answered_at if again else now,
        )
    )
    statements.session_was_told(work, saved, now)
    return saved


def is_first(work: Work, member: Member) -> bool:
    """Return whether a member has never yet said that they met somebody."""
    known = work.sessions.of_member(member.id, LOOKED_BACK)
    return not any(s.part_of(member.id).outcome in HAPPENED for s in known)


def helped(work: Work, session: Session, member: Member, word: str, now: datetime) -> Helped:
    """Keep whether a session helped a member, as they say; the same again is kept once."""
    known: Helped | None = next((h for h in get_args(Helped) if h and h == word), None)
    if known is None:
        raise Usage(
            "Did it help? Say it like this: helped {session} yes, partly or no", session=session.id
        )
    part = session.part_of(member.id)
    if part.helped != known:
        work.sessions.save(session.with_part(replace(part, helped=known)))
        _keep(work, session, member, "session.helped", now, helped=known)
    return known


def rate(
    work: Work, session: Session, member: Member, whom: Member, skill: str, word: str, now: datetime
) -> int:
    """Keep how well one of a session knows a skill, as another found; a newer word takes the place of an older one."""
    if word not in {str(n) for n in range(levels.LOWEST, levels.HIGHEST + 1)}:
        raise Usage(
            "A level is a number from {lowest} to {highest}.",
            lowest=levels.LOWEST,
            highest=levels.HIGHEST,
        )
    if whom.id not in session.people or whom.id == member.id:
        raise NotAllowed("You can only say this of those you met there.")
    if session.part_of(member.id).outcome == "could_not":
        raise UserError(
            "You told me that you did not meet, so there is nothing to rate. Did you after all? {command}",
            command=Code(f"met {session.id}"),
        )
    key = naming.fold(skill)
    known = work.skills.find(session.workspace, key)
    evidence = Evidence(
        workspace=session.workspace,
        member=whom.id,
        skill=known.key if known else key,
        level=int(word),
        source="peer",
        by=member.id,
        at=now,
    )
    work.skills.rate([evidence])
    return evidence.level


def _keep(
    work: Work, session: Session, member: Member, kind: Told, now: datetime, **said: str
) -> None:
    what = SessionTold(
        kind=kind,
        session=session.id,
        program=session.program,
        round=session.round,
        circle=session.circle,
        booking=session.booking,
        member=member.id,
        **said,
    )
    journal.keep(work, session.workspace, what, now, by=member.id)
