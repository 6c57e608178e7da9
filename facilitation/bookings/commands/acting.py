"""The commands by which the two of a booking come to a time, move it, or leave it."""

import re
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime

from facilitation.bookings import agreeing
from facilitation.bookings.agreeing import Sides
from facilitation.bookings.model import Booking
from facilitation.bookings.times import scheduling
from facilitation.bookings.words import board, forms, notices, replies
from facilitation.errors import Usage, UserError
from facilitation.rounds.times import series_commands
from facilitation.sessions.model import FURTHEST, SLOT
from facilitation.talk import changes
from facilitation.talk.commands import Call
from facilitation.talk.incoming import Ask, Replace, Reply, Say
from facilitation.talk.messages import Code, Message
from facilitation.talk.phrases import say
from facilitation.talk.when import dates

TIMES_EXAMPLE = "tue 10:00, wed 14:00"
MOST = 3

_OR = re.compile(r"\s*[,;]\s*|\s+or\s+|\s+and\s+", re.IGNORECASE)


def bookings(call: Call) -> Reply:
    """Show the caller's bookings, past and coming."""
    return Say(board.bookings(agreeing.of_member(call.work, call.member, call.now)))


def in_hand(call: Call) -> Reply:
    """Show the booking that waits or comes next, with what can be done about it; without one nothing changes."""
    coming = agreeing.of_member(call.work, call.member, call.now)
    return Say(board.bookings(coming)) if coming else changes.leave(call)


def _sides(call: Call, *, my_turn: bool = False) -> tuple[Sides | None, str, Reply | None]:
    """Return the booking that a line names, or the one that waits or comes next, and the words after it.

    Who was asked before somebody else took it over gets a kind reply in its place.
    """
    words = call.given.get("booking", "")
    first, _, rest = words.partition(" ")
    if not first.startswith(agreeing.ID):
        one = agreeing.waiting if my_turn else agreeing.coming
        booking = one(call.work, call.member, call.now)
        return agreeing.sides(call.work, call.member, booking), words, None
    booking = agreeing.find(call.work, call.member, first)
    if call.member.id in booking.passed and call.member.id not in booking.people:
        asker = call.work.members.get(booking.asker)
        return None, rest, Replace(replies.settled(asker))
    return agreeing.sides(call.work, call.member, booking), rest.strip(), None


def accept(call: Call) -> Reply:
    """Agree on one of the times that are proposed."""
    of, words, kind = _sides(call, my_turn=True)
    if of is None:
        return kind or Replace(board.bookings([]))
    if of.booking.state not in ("asked", "agreed"):
        return Replace(replies.over(of))
    at = _which(of, words, call.now)
    if of.booking.state == "agreed" and of.booking.starts_at == at:
        return Replace(_agreed(call, of, of.booking, moved=of.booking.sequence > 0))
    if not of.my_turn:
        return Replace(replies.over(of))
    if of.booking.agreement.answer(of.me.id, [at]).agreed is None:
        return Replace(_changed(of))
    moved = of.booking.state == "agreed"
    saved = agreeing.accept(call.work, of, at, call.now)
    if saved is None:
        now = agreeing.find(call.work, call.member, of.booking.id)
        return Replace(replies.gone(now, of.me, of.other))
    return Replace(_agreed(call, of, saved, moved=moved))


def _agreed(call: Call, of: Sides, booking: Booking, *, moved: bool) -> Message:
    return notices.agreed(booking, of.me, of.other, call.work.address, moved=moved)


def _changed(of: Sides) -> Message:
    """Show the times that stand now to who pressed a button with another one."""
    return board.one(of)


def _which(of: Sides, words: str, now: datetime) -> datetime:
    """Return the time that words name: its number, the instant that a button carries, or a day and a clock time."""
    with suppress(ValueError):
        return datetime.strptime(words, "%Y-%m-%dT%H:%MZ").replace(tzinfo=UTC)
    times = of.booking.times
    if words.isdecimal() and 0 < int(words[:3]) <= len(times) and len(words) <= 3:
        return times[int(words) - 1]
    if words.isdecimal() or not words:
        if len(times) == 1 and not words:
            return times[0]
        raise Usage(
            "Which time? Write its number, from 1 to {last}: {example}",
            last=max(len(times), 1),
            example=Code("accept 1"),
        )
    return dates.moment(words, now, of.me.zone)


def other_times(call: Call) -> Reply:
    """Propose other times in answer to those that are proposed; without any, open the form."""
    of, words, kind = _sides(call, my_turn=True)
    if of is None:
        return kind or Replace(board.bookings([]))
    if of.booking.state not in ("asked", "agreed") or not of.my_turn:
        return Replace(replies.over(of))
    return _propose(call, of, words)


def move(call: Call) -> Reply:
    """Propose to move an agreed booking; the old time stands until the other agrees."""
    if moved := series_commands.by_words(call, call.given.get("booking", "")):
        return moved
    of, words, kind = _sides(call)
    if of is None:
        return kind or Replace(board.bookings([]))
    if of.booking.state == "asked" and of.my_turn:
        return _propose(call, of, words)
    if of.booking.state == "asked":
        return Replace(replies.unmoved(of))
    if of.booking.state != "agreed":
        return Replace(replies.over(of))
    if of.booking.starts_at is not None and of.booking.starts_at <= call.now:
        raise UserError("It has already begun, so it can no longer be moved.")
    return _propose(call, of, words)


def _propose(call: Call, of: Sides, words: str) -> Reply:
    """Take the times of a form or a line, or ask for them."""
    if call.answers is None and not words:
        return Ask(forms.other_times(of.booking, of.me, of.other, _free(call, of)))
    if call.answers is not None:
        proposed, errors = _answered(call, of)
        if not errors:
            try:
                agreeing.check_times(call.work, of, proposed, call.now)
            except UserError as error:
                errors = {forms.TIMES[0]: error.sentence}
        if errors:
            return Ask(forms.other_times(of.booking, of.me, of.other, (), call.answers), errors)
    else:
        proposed = [_moment(one, call, of) for one in _OR.split(words) if one]
    if len(set(proposed)) > MOST:
        raise Usage(
            "Up to three times, please. Write them like this: {example}", example=TIMES_EXAMPLE
        )
    if set(proposed) == set(of.booking.times) and not of.my_turn:
        return Replace(replies.proposed(of.booking, of.me, of.other))
    saved = agreeing.counter(call.work, of, proposed, call.now)
    return Replace(replies.proposed(saved, of.me, of.other))


def _free(call: Call, of: Sides) -> tuple[datetime, ...]:
    """Return times that would suit both, as a help to choose; none where there are none."""
    booking = of.booking
    opens = max(booking.opens, call.now)
    window = (opens, max(booking.closes, opens))
    with suppress(UserError):
        return scheduling.propose(
            call.work,
            of.asker,
            of.peer,
            window,
            booking.minutes,
            call.now,
            gaps=booking.gaps,
            but_not=booking.times,
            reader=of.other,
        ).times
    return ()


def _answered(call: Call, of: Sides) -> tuple[list[datetime], dict[str, str]]:
    """Return the times of a form, or a sentence for each that needs another look."""
    answers: Mapping[str, object] = call.answers or {}
    proposed: list[datetime] = []
    errors: dict[str, str] = {}
    for name in forms.TIMES:
        text = answers.get(name, "")
        if not isinstance(text, str) or not text.strip():
            continue
        try:
            proposed.append(_moment(text, call, of))
        except UserError as error:
            errors[name] = error.sentence
    if not proposed and not errors:
        errors[forms.TIMES[0]] = say("Name at least one time, please.")
    return proposed, errors


def _moment(text: str, call: Call, of: Sides) -> datetime:
    """Return the instant that a text names on the caller's own clock; raises Usage for one that cannot be."""
    at = dates.moment(text, call.now, of.me.zone)
    if at.timestamp() % SLOT.total_seconds():
        raise Usage("Bookings begin on the quarter hour, such as 10:00 or 10:15.")
    if at > call.now + FURTHEST:
        raise Usage(
            "That is more than {n} weeks away. Try: {example}",
            n=FURTHEST.days // 7,
            example=TIMES_EXAMPLE,
        )
    return at


def not_now(call: Call) -> Reply:
    """Let the peer say no, with a private reason or none."""
    of, words, kind = _sides(call, my_turn=True)
    if of is None:
        return kind or Replace(board.bookings([]))
    if of.booking.state == "agreed" and of.my_turn:
        return _keep(call, of)
    return _decline(call, of, words)


def _decline(call: Call, of: Sides, words: str) -> Reply:
    """Let the peer decline a request, or the asker take it back."""
    if of.booking.state != "asked":
        return Replace(replies.over(of))
    if of.me.id == of.booking.asker:
        agreeing.withdraw(call.work, of, call.now)
        return Replace(replies.withdrawn(of.other))
    if call.answers is None and not words:
        return Ask(forms.not_now(of.booking, of.other))
    agreeing.decline(call.work, of, _reason(call, words), call.now)
    return Replace(replies.no_thanks(of.booking, of.other))


def _reason(call: Call, words: str) -> str:
    given = (call.answers or {}).get("reason", words)
    return given if isinstance(given, str) else ", ".join(given)


def keep(call: Call) -> Reply:
    """Leave an agreed booking where it is when the other asked to move it."""
    of, _, kind = _sides(call, my_turn=True)
    if of is None:
        return kind or Replace(board.bookings([]))
    if of.booking.state != "agreed" or not of.my_turn:
        return Replace(replies.over(of))
    return _keep(call, of)


def _keep(call: Call, of: Sides) -> Reply:
    saved = agreeing.keep(call.work, of, call.now)
    return Replace(replies.kept(saved, of.me, of.other))


def cancel(call: Call) -> Reply:
    """Call an agreed booking off; a request that is not agreed yet is taken back or declined."""
    of, words, kind = _sides(call)
    if of is None:
        return kind or Replace(board.bookings([]))
    if of.booking.state == "asked":
        return _decline(call, of, words)
    if of.booking.state != "agreed":
        return Replace(replies.over(of))
    if of.booking.starts_at is not None and of.booking.starts_at <= call.now:
        raise UserError("It has already begun. I will ask you both how it went when it is over.")
    if call.answers is None and not words:
        return Ask(forms.cancel(of.booking, of.me, of.other))
    saved = agreeing.cancel(call.work, of, _reason(call, words), call.now)
    return Replace(replies.cancelled(saved, of.me, of.other, call.work.address))
