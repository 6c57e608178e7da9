"""The notice before a round: who takes part hears of it in time to skip."""

from datetime import datetime
from zoneinfo import ZoneInfo

from facilitation.people import hours
from facilitation.programs.model import Program
from facilitation.rounds import drawing, telling, views
from facilitation.rounds.model import Round, notice_key
from facilitation.talk.words import counted
from facilitation.work import Work


def announce(work: Work, program: Program, round: Round, now: datetime) -> str:
    """Tell everyone who takes part; each at the nominal hour of their own zone where that is still ahead.

    A notice that comes too late to matter (the round opens now) is not sent.
    """
    if now >= round.opens_at:
        return "notice left out, the round opens now"
    enrolled = drawing.taking_part(work, program, round.id, round.opens_at)
    members = work.members.some([e.member for e in enrolled])
    tell = telling.teller(work, program.workspace, now)
    message = views.notice(program, round)
    nominal = now.astimezone(ZoneInfo(program.settings.zone)).replace(tzinfo=None)
    for member in members.values():
        theirs = hours.local_moment(nominal, member.zone)
        tell.to_member(
            member,
            message,
            key=notice_key(round, member.id),
            kind="notice",
            about=round.id,
            at=theirs if now < theirs < round.opens_at else now,
            stale_at=round.opens_at,
        )
    tell.send()
    return f"notice to {counted(len(members), 'person', 'people')}"
