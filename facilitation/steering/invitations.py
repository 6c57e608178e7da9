"""The invitation that a program's channel gets: posted, tried again where it could not be, and kept true."""

from datetime import datetime, timedelta

from facilitation.people.model import Member
from facilitation.post import teller
from facilitation.post.outbox import Delivery, Place
from facilitation.programs.model import Program
from facilitation.rounds import wording
from facilitation.steering import news
from facilitation.work import Work

WORTH_INVITING = timedelta(days=2)
"""How long an invitation to a channel is still worth posting."""
TRIED = 20
"""How often an invitation that could not be posted is owed anew."""


def key(program: Program, nth: int = 1) -> str:
    """Return the key of the invitation that a program's channel gets, for the first or a later try."""
    return f"{program.id}:invite{f':{nth}' if nth > 1 else ''}"


def invite(
    work: Work,
    program: Program,
    by: Member,
    opens_at: datetime | None,
    now: datetime,
    nth: int = 1,
) -> None:
    """Owe the program's channel an invitation, where we know the channel."""
    if not program.channel:
        return
    tell = teller.of(work, program.workspace, now)
    tell.to_several(
        Place(program.channel),
        (),
        news.invitation(program, wording.means(work, program), by, opens_at),
        key=key(program, nth),
        kind="invite",
        about=program.id,
        until=WORTH_INVITING,
    )
    tell.send()


def invite_again(work: Work, program: Program, now: datetime) -> None:
    """Owe the channel its invitation anew where it could not be posted, as Peerloop was not there yet."""
    for nth in range(1, TRIED):
        sent = work.outbox.find(program.workspace, key(program, nth))
        if sent is None or sent.state != "dead":
            break
    by = work.members.find(program.created_by)
    if nth > 1 and sent is None and program.state == "active" and by is not None:
        planned = work.rounds.planned(program.id)
        invite(work, program, by, planned.opens_at if planned else None, now, nth)


def keep_true(
    work: Work, program: Program, opens_at: datetime | None, fact: str, now: datetime
) -> None:
    """Let the invitation that stands in the channel say that the program has ended, or invite again."""
    keys = [key(program, nth) for nth in range(1, TRIED + 1)]
    known = work.outbox.owed_or_sent(program.workspace, keys)
    sent = next((d for k in keys if k in known and (d := _sent(work, program, k))), None)
    by = work.members.find(program.created_by)
    if sent is None or by is None or sent.conversation == program.lost_channel:
        return
    card = news.invitation_over(program)
    if program.state != "ended":
        card = news.invitation(program, wording.means(work, program), by, opens_at)
    place = Place(sent.conversation, sent.message_id, stands=sent.message_id)
    tell = teller.of(work, program.workspace, now)
    tell.to_several(
        place, (), card, key=f"{key(program)}:{fact}", kind="edit", about=program.id, due=now
    )
    tell.send()


def _sent(work: Work, program: Program, key: str) -> Delivery | None:
    found = work.outbox.find(program.workspace, key)
    return found if found and found.state == "sent" and found.message_id else None
