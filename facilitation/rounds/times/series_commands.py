"""The commands by which a circle that stands has the same time each round: begin, look ahead, one date, stop."""

from collections.abc import Sequence
from contextlib import suppress

from facilitation.errors import NotFound, Usage, UserError
from facilitation.rounds.times import series, series_views, service, telling
from facilitation.rounds.times.commands import by_button, named
from facilitation.rounds.times.series import Coming
from facilitation.rounds.times.service import Seen
from facilitation.talk.commands import Call, Command
from facilitation.talk.incoming import Ask, Replace, Reply, Say
from facilitation.talk.messages import Message
from facilitation.talk.phrases import say
from facilitation.talk.when import dates
from facilitation.talk.when.hours import instant, local


def begin(call: Call) -> Reply:
    """Let the circle meet like this each round, and tell it."""
    of, _ = named(call)
    made = series.begin(call.work, of, call.now)
    message = series_views.begun(of, _coming(call, of))
    _tell(call, of, message, f"series:{made.since}")
    return Say(message)


def ahead(call: Call) -> Reply:
    """Show the dates to come."""
    of, _ = named(call)
    return Say(series_views.ahead(of, _coming(call, of)))


def not_then(call: Call) -> Reply:
    """Take a date out, and tell the circle."""
    return _change(call, off=True)


def meet_then(call: Call) -> Reply:
    """Put a date back, and tell the circle."""
    return _change(call, off=False)


def _change(call: Call, *, off: bool) -> Reply:
    of, occurrence = named(call)
    dates = {one.occurrence: one for one in _coming(call, of)}
    if occurrence not in dates:
        raise NotFound(say("That round has begun. Change its time where you agreed on it."))
    was = dates[occurrence]
    changed = Coming(occurrence, was.usual or was.at, off)
    if was.off != off or was.usual:
        series.take_out(call.work, of.circle, occurrence, off=off)
        what = f"date:{occurrence}:{off}:{call.now:%Y%m%dT%H%M}"
        _tell(call, of, series_views.changed(of, changed), what)
    return Replace(series_views.changed(of, changed))


def move(call: Call) -> Reply:
    """Move a date within its round, and tell the circle; the form where no time is given."""
    of, occurrence = named(call)
    date = next((one for one in _coming(call, of) if one.occurrence == occurrence), None)
    if date is None:
        raise NotFound(say("That round has begun. Change its time where you agreed on it."))
    words = call.given.get("to", "")
    if not words:
        return Ask(series_views.move_form(of, date))
    try:
        return Say(_moved(call, of, date, words))
    except UserError as error:
        if call.answers is None:
            raise
        return Ask(series_views.move_form(of, date, words), {error.field or "to": error.sentence})


def by_words(call: Call, words: str) -> Reply | None:
    """Move a date of one of somebody's circles that is named by its day, as in "3 mar to 5 mar 14:00"; or None."""
    day, to, then = words.partition(" to ")
    on = None
    with suppress(UserError):
        on = dates.day(day, call.now, call.member.zone) if to else None
    if on is None:
        return None
    for circle in call.work.circles.of_member(call.member.id):
        if call.work.series.of_circle(circle.id) is None:
            continue
        session = call.work.sessions.of_circle(circle.id)
        of = service.seen(call.work, call.member, session)
        for one in _coming(call, of):
            if not one.off and local(one.at, call.member.zone).date() == on:
                return Say(_moved(call, of, one, then))
    return None


def _moved(call: Call, of: Seen, date: Coming, words: str) -> Message:
    """Move a date to what words say, a day alone being at the same time of day."""
    zone = call.member.zone
    try:
        to = dates.moment(words, call.now, zone)
    except Usage:
        to = instant(dates.day(words, call.now, zone), local(date.at, zone).time(), zone)
    moved = series.move(call.work, of, date, to, call.now)
    message = series_views.moved(of, moved)
    _tell(call, of, message, f"date:{date.occurrence}:{to:%Y%m%dT%H%M}:{call.now:%Y%m%dT%H%M}")
    return message


def stop(call: Call) -> Reply:
    """Let the circle have no time of its own any more, and tell it."""
    of, _ = named(call)
    series.of_circle(call.work, of.circle)
    call.work.series.drop(of.circle.id)
    message = series_views.over(of)
    _tell(call, of, message, f"series-over:{call.now:%Y%m%dT%H%M}")
    return Replace(message)


def _coming(call: Call, of: Seen) -> Sequence[Coming]:
    its = series.of_circle(call.work, of.circle)
    return series.coming(call.work, of.program, of.circle, its, call.now)


def _tell(call: Call, of: Seen, message: Message, what: str) -> None:
    telling.tell(
        call.work, of, lambda reader: message, what=what, now=call.now, spared=[call.member.id]
    )


COMMANDS: tuple[Command, ...] = (
    by_button("same time", "Meet at the same time each round", begin),
    by_button("times ahead", "See when your circle meets in the rounds to come", ahead),
    by_button("not then", "Take one date out of those to come", not_then),
    by_button("meet then", "Put a date back that was taken out", meet_then),
    by_button("move then", "Move one date of those to come", move, form=True),
    by_button("no series", "Have no time of your own for each round any more", stop),
)
