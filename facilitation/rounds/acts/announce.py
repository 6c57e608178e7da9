"""The notice before a round: who takes part hears of it in time to skip."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any
from zoneinfo import ZoneInfo

from facilitation.people.model import Member
from facilitation.post import teller
from facilitation.programs.formats.acts import Announce
from facilitation.rounds import notices, telling, views
from facilitation.rounds.acts.turn import Turn
from facilitation.rounds.circles import sparing
from facilitation.rounds.model import notice_key
from facilitation.rounds.notices import Coming
from facilitation.steps.service import More
from facilitation.talk.messages import Message
from facilitation.talk.when import hours
from facilitation.talk.words import counted


def announce(turn: Turn[Announce]) -> More | str:
    """Tell everyone who takes part; whoever hears of several rounds at this instant has them on one card."""
    mine = Coming(turn.program, turn.round, turn.step)
    alone = views.notice(*mine)

    def message(members: Sequence[Member]) -> Mapping[str, Message | None]:
        each = notices.for_each(turn.work, mine, members, turn.now)
        return {
            id: None
            if not those or those[-1] is not mine
            else alone
            if len(those) == 1
            else notices.card(those)
            for id, those in each.items()
        }

    return tell(turn, message)


def tell(
    turn: Turn[Any], messages: Callable[[Sequence[Member]], Mapping[str, Message | None]]
) -> More | str:
    """Tell everyone who takes part what is theirs, and nothing where another program tells it.

    Each hears it at the nominal hour of their own zone where that is still ahead. A notice that comes too late
    (the round opens now) is not sent. Whom another program comes first for that week reads so instead.
    """
    round, now = turn.round, turn.now
    if now >= round.opens_at:
        return "notice left out, the round opens now"
    nominal = now.astimezone(ZoneInfo(turn.program.settings.zone)).replace(tzinfo=None)

    def tell_all(members: Sequence[Member]) -> int:
        tell = teller.of(turn.work, turn.program.workspace, now)
        spared = sparing.spared(turn.work, turn.program, [m.id for m in members], round.opens_at)
        problems = telling.with_problems(turn.work, turn.program) if spared else set()
        theirs = messages([member for member in members if member.id not in spared])
        for member in members:
            if member.id in spared:
                waits, why = member.id in problems, spared[member.id]
                telling.no_circle(tell, turn.program, round, member, why, None, waits=waits)
                continue
            message = theirs[member.id]
            if message is None:
                continue
            at = hours.local_moment(nominal, member.zone)
            tell.to_member(
                member,
                message,
                key=notice_key(round, member.id),
                kind="notice",
                about=round.id,
                due=tell.readable(member, at=at if now < at < round.opens_at else now),
                until=round.opens_at,
            )
        tell.send()
        return len(members)

    return turn.over_members(tell_all, lambda n: f"notice to {counted(n, 'person', 'people')}")
