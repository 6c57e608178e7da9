"""The commands by which a circle that stands has the same time each round: begin, look ahead, one date, stop."""

from collections.abc import Sequence

from facilitation.errors import NotFound
from facilitation.rounds.times import series, series_views, telling
from facilitation.rounds.times.commands import by_button, named
from facilitation.rounds.times.series import Coming
from facilitation.rounds.times.service import Seen
from facilitation.talk.commands import Call, Command
from facilitation.talk.incoming import Replace, Reply, Say
from facilitation.talk.messages import Message
from facilitation.talk.phrases import say


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
    changed = Coming(occurrence, dates[occurrence].at, off)
    if dates[occurrence].off != off:
        series.take_out(call.work, of.circle, occurrence, off=off)
        what = f"date:{occurrence}:{off}:{call.now:%Y%m%dT%H%M}"
        _tell(call, of, series_views.changed(of, changed), what)
    return Replace(series_views.changed(of, changed))


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
    by_button("no series", "Have no time of your own for each round any more", stop),
)
