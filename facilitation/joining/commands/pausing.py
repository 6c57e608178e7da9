"""Taking a break: at once or from a day on, until a day or until one comes back, in one program or in all."""

from collections.abc import Sequence
from datetime import datetime

from facilitation.bookings import leaving as bookings
from facilitation.errors import UserError
from facilitation.joining import boards, views
from facilitation.joining import service as joining
from facilitation.joining.commands.taking_part import enrolled, some, status
from facilitation.programs import service
from facilitation.programs.model import Program
from facilitation.talk.commands import Call
from facilitation.talk.incoming import Reply, Say
from facilitation.talk.when import dates
from facilitation.talk.when.days import Past


def pause(call: Call) -> Reply:
    """Pause the caller in one program or in all, until a day or until they come back.

    A pause for a while everywhere leaves alone where they are paused without end already.
    """
    when, words = call.given.get("when", ""), call.given.get("program", "")
    pauses_at: datetime | None = None
    returns_at: datetime | None = None
    if when:
        try:
            pauses_at, returns_at = dates.stretch(when, call.now, call.member.zone)
        except Past as error:
            raise error.in_line(call.line) from None
        except UserError as error:
            if words:
                raise
            words = _program_or(call, when, error)
    chosen = some(call, words)
    if not chosen:
        return Say(boards.in_none())
    if pauses_at is not None:
        return _pause_later(call, chosen, pauses_at, returns_at)
    if words and not returns_at and "program" not in call.given:
        (named,) = chosen
        if service.may_write(call.member, named) and named.state == "active":
            return Say(views.whose_pause(named))
    resting = _endless(call) if returns_at and not words else []
    taken = [p for p in chosen if p not in resting]
    if not taken:
        return Say(views.paused_already(resting, when))
    for one in taken:
        joining.pause(call.work, one, call.member, returns_at, call.now)
    bookings.paused(call.work, call.member, returns_at, call.now)
    ids = {p.id for p in taken}
    sittings = service.sittings(call.work, call.member)
    waiting = any(s.unanswered and s.program.id in ids for s in sittings)
    return Say(views.paused(taken, returns_at, call.now, sitting=waiting, resting=resting))


def _pause_later(
    call: Call, chosen: Sequence[Program], pauses_at: datetime, returns_at: datetime | None
) -> Reply:
    """Plan a pause in the programs in which the caller is not paused; give an end to pauses that have none yet."""
    inside = enrolled(call)
    taken = [p for p in chosen if p.id in inside and inside[p.id].state == "active"]
    for one in taken:
        joining.pause(call.work, one, call.member, returns_at, call.now, pauses_at)
    if not taken:
        ending = [p for p in _endless(call) if p in chosen] if returns_at else []
        for one in ending:
            joining.pause(call.work, one, call.member, returns_at, call.now)
        if ending:
            bookings.paused(call.work, call.member, returns_at, call.now)
            return Say(views.paused(ending, returns_at, call.now, sitting=False))
        return status(call)
    return Say(views.pauses_later(taken, pauses_at, returns_at, call.now))


def _endless(call: Call) -> list[Program]:
    """Return the programs the caller is paused in until they come back themselves."""
    standings = service.standings(call.work, call.member)
    away = [s for s in standings if s.enrollment.state == "paused"]
    return [s.program for s in away if s.enrollment.returns_at is None]


def _program_or(call: Call, words: str, error: UserError) -> str:
    """Return the words when they name a program; else raise the error about them as a time."""
    try:
        service.find(call.work, call.workspace.id, words)
    except UserError:
        raise error from None
    return words
