"""The notice before a round: who takes part hears of it in time to skip."""

from collections.abc import Sequence
from typing import Any
from zoneinfo import ZoneInfo

from facilitation.people.model import Member
from facilitation.post import teller
from facilitation.programs.formats.acts import Announce
from facilitation.rounds import telling, views
from facilitation.rounds.acts.turn import Turn
from facilitation.rounds.circles import sparing
from facilitation.rounds.model import notice_key
from facilitation.steps.service import More
from facilitation.talk.messages import Message
from facilitation.talk.when import hours
from facilitation.talk.words import counted


def announce(turn: Turn[Announce]) -> More | str:
    """Tell everyone who takes part."""
    return tell(turn, views.notice(turn.program, turn.round, turn.step))


def tell(turn: Turn[Any], message: Message) -> More | str:
    """Tell everyone who takes part something before the round.

    Each hears it at the nominal hour of their own zone where that is still ahead. A notice that comes too late
    (the round opens now) is not sent. Whom another program comes first for that week reads so instead.
    """
    round, now = turn.round, turn.now
    if now >= round.opens_at:
        return "notice left out, the round opens now"
    nominal = now.astimezone(ZoneInfo(turn.program.settings.zone)).replace(tzinfo=None)

    def tell_all(members: Sequence[Member]) -> int:
        tell = teller.of(turn.work, turn.program.workspace, now)
        ids = [member.id for member in members]
        spared = sparing.spared(turn.work, turn.program, ids, round.opens_at)
        for member in members:
            if member.id in spared:
                telling.no_circle(tell, turn.program, round, member, spared[member.id], None)
                continue
            theirs = hours.local_moment(nominal, member.zone)
            tell.to_member(
                member,
                message,
                key=notice_key(round, member.id),
                kind="notice",
                about=round.id,
                due=tell.readable(member, at=theirs if now < theirs < round.opens_at else now),
                until=round.opens_at,
            )
        tell.send()
        return len(members)

    return turn.over_members(tell_all, lambda n: f"notice to {counted(n, 'person', 'people')}")
