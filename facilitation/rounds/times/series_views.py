"""What a circle reads of the time that it has each round: it begins, its dates, one that is out, its end."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from facilitation.people.model import Member
from facilitation.sessions import proposing
from facilitation.talk.forms import Form, Moment
from facilitation.talk.messages import Block, Button, Items, Message, Time, buttons, note, text
from facilitation.talk.phrases import Phrase, say
from facilitation.talk.when import moments
from facilitation.talk.when.hours import instant, local
from facilitation.talk.words import each, mention

_DAY = timedelta(days=1)
_HOUR = 60


@dataclass(frozen=True, slots=True)
class Shift:
    """Who meets so many minutes later (earlier, below zero) by their own clock, from a day on."""

    people: tuple[Member, ...]
    minutes: int
    since: datetime
    """The first moment at which a meeting would be so."""


def shifts(people: Iterable[Member], at: datetime, then: datetime, zone: str) -> list[Shift]:
    """Return whose clock moves between two dates that have the same time by the clock of a zone."""
    found: dict[tuple[int, datetime], list[Member]] = {}
    for member in people:
        minutes = _wall(then, member.zone) - _wall(at, member.zone)
        if minutes := (minutes + 720) % 1440 - 720:
            found.setdefault((minutes, _first(member.zone, at, then, zone)), []).append(member)
    return [Shift(tuple(who), minutes, since) for (minutes, since), who in sorted(found.items())]


def _wall(at: datetime, zone: str) -> int:
    there = local(at, zone)
    return there.hour * 60 + there.minute


def _first(theirs: str, at: datetime, then: datetime, zone: str) -> datetime:
    """Return when it would first be as on the second date by their clock, had they met on each day between."""
    clock, day = local(at, zone).time(), local(at, zone).date()
    last = local(then, zone).date()
    while day < last and _wall(instant(day, clock, zone), theirs) != _wall(then, theirs):
        day += _DAY
    return instant(day, clock, zone)


def said(shift: Shift) -> Phrase:
    """Return it as a sentence: "From Sun 29 Mar on it is an hour earlier for Ana."."""
    day, people = Time(shift.since, "day"), each(shift.people)
    if shift.minutes == -_HOUR:
        return say("From {day} on it is an hour earlier for {people}.", day=day, people=people)
    if shift.minutes == _HOUR:
        return say("From {day} on it is an hour later for {people}.", day=day, people=people)
    if shift.minutes < 0:
        return say(
            "From {day} on it is {n} minutes earlier for {people}.",
            day=day,
            n=-shift.minutes,
            people=people,
        )
    return say(
        "From {day} on it is {n} minutes later for {people}.",
        day=day,
        n=shift.minutes,
        people=people,
    )


if TYPE_CHECKING:
    from facilitation.rounds.times.series import Coming
    from facilitation.rounds.times.service import Seen

SHOWN = 6


def offer(of: "Seen") -> Block:
    """Return the button with which a time becomes a circle's own for each round."""
    return buttons(Button(say("Meet like this each round"), f"same time {of.session.id}"))


def begun(of: "Seen", dates: Sequence["Coming"]) -> Message:
    """Tell a circle that it meets like this each round from now on."""
    return Message(
        say("Each round at the same time"),
        (
            text(
                say(
                    "{name} suggests that you meet like this each round. It stands in your calendars:",
                    name=mention(of.me),
                )
            ),
            *_dates(of, dates),
            buttons(
                Button(say("Look at the dates"), f"times ahead {of.session.id}"),
                Button(say("Rather not"), f"no series {of.session.id}"),
            ),
            note(say("Any of you can take a single date out, or move it.")),
        ),
    )


def _dates(of: "Seen", dates: Sequence["Coming"]) -> tuple[Block, ...]:
    ahead = [one.at for one in dates if not one.off]
    return (Items(tuple((_said(one),) for one in dates[:SHOWN])), *_hints(of, ahead))


def _said(date: "Coming") -> Phrase:
    """Return when a date is, and what has become of it."""
    when = Time(date.at)
    if date.off:
        return say("{when}, taken out", when=when)
    if date.usual:
        return say("{when}, moved from {usual}", when=when, usual=Time(date.usual))
    return say("{when}", when=when)


def _hints(of: "Seen", ahead: Sequence[datetime]) -> tuple[Block, ...]:
    last = of.session.starts_at
    for at in ahead:
        if last is not None and (hint := shifted(of, last, at)):
            return hint
        last = at
    return ()


def shifted(of: "Seen", at: datetime, then: datetime) -> tuple[Block, ...]:
    """Return for whom the next date is at another hour than this one, in a line each."""
    zone = of.program.settings.zone
    found = shifts(of.people.values(), at, then, zone)
    return tuple(text(said(one)) for one in found)


def ahead(of: "Seen", dates: Sequence["Coming"]) -> Message:
    """Show the dates to come, each with what can be done about it."""
    blocks: list[Block] = []
    for one in dates[:SHOWN]:
        blocks += [text(_said(one)), buttons(*_acts(of, one))]
    if not dates:
        blocks.append(text(say("No round comes any more that you stay together for.")))
    hints = _hints(of, [one.at for one in dates if not one.off])
    return Message(
        say("When you meet"),
        (*blocks, *hints, buttons(Button(say("No time of our own any more"), f"no series {of.session.id}"))),
    )  # fmt: skip


def _acts(of: "Seen", date: "Coming") -> list[Button]:
    """Return what can be done about a date to come."""
    about = f"{of.session.id} {date.occurrence}"
    if date.off:
        return [Button(say("Meet then after all"), f"meet then {about}")]
    back = Button(say("At the usual time after all"), f"meet then {about}")
    return [
        Button(say("Move it"), f"move then {about}"),
        Button(say("Not on this date"), f"not then {about}"),
        *([back] if date.usual else []),
    ]


def move_form(of: "Seen", date: "Coming", words: str = "") -> Form:
    """Ask to when a date is to be moved."""
    return Form(
        say("Move a date"),
        f"move then {of.session.id} {date.occurrence}",
        (Moment("to", say("When would you like to meet?"), words or moments.value(date.at, of.me.zone)),),
        say("It is {when} now. The others are told, and any of you can put it back.", when=Time(date.at)),
    )  # fmt: skip


def moved(of: "Seen", date: "Coming") -> Message:
    """Tell a circle that one of its dates is at another time."""
    assert date.usual is not None
    said = say(
        "{name} moves your meeting of {usual} to {when}.",
        name=mention(of.me),
        usual=Time(date.usual),
        when=Time(date.at),
    )
    odd = [one for one in of.people.values() if proposing.is_odd(one, date.at)]
    hint = (text(say("That is early or late for {people}.", people=each(odd))),) if odd else ()
    _, *acts = _acts(of, date)
    return Message(
        say("A date is moved"),
        (
            text(said),
            *hint,
            buttons(*acts, Button(say("All dates"), f"times ahead {of.session.id}")),
            note(say("It stands in your calendars.")),
        ),
    )


def changed(of: "Seen", date: "Coming") -> Message:
    """Tell a circle that a date is out, or is back."""
    said: Phrase = (
        say(
            "{name} cannot make it on {when}. I look for another time when that round begins.",
            name=mention(of.me),
            when=Time(date.at),
        )
        if date.off
        else say("You meet on {when} after all.", when=Time(date.at))
    )
    return Message(
        say("A date is taken out") if date.off else say("A date is back"),
        (
            text(said),
            buttons(*_acts(of, date), Button(say("All dates"), f"times ahead {of.session.id}")),
        ),
    )


def over(of: "Seen") -> Message:
    """Tell a circle that it has no time of its own any more."""
    return Message(
        say("No time of your own any more"),
        (
            text(
                say(
                    "{name} would rather not have the same time each round. What is agreed for this one stands.",
                    name=mention(of.me),
                )
            ),
            note(say("When the next round begins, I put times before you again.")),
        ),
    )
