"""A member's bookings at a glance: what waits, what is coming, what has been."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from facilitation.bookings.agreeing import Sides
from facilitation.bookings.words import wording
from facilitation.talk.messages import (
    Block,
    Bold,
    Button,
    Items,
    Message,
    Spans,
    Time,
    buttons,
    note,
    text,
)
from facilitation.talk.phrases import Phrase, Place, say, say_n
from facilitation.talk.text import cut
from facilitation.talk.when import dates

SHOWN, PAST = 8, 8
"""How many live and past bookings one message shows; platforms bear about 50 blocks."""

_ENDS: Mapping[str, Phrase] = {
    "declined": say("declined"),
    "withdrawn": say("taken back"),
    "lapsed": say("closed without an answer"),
    "cancelled": say("canceled"),
    "over": say("took place"),
}


def bookings(found: Sequence[Sides]) -> Message:
    """Show a member's bookings, those that wait for them first."""
    live = [s for s in found if s.booking.state in ("asked", "agreed")]
    past = [s for s in found if s.booking.state not in ("asked", "agreed")]
    if not found:
        return Message(
            say("You have no bookings yet"),
            (
                text(say("Book half an hour of somebody's time, by name or by skill.")),
                buttons(Button(say("Book somebody"), "book", "primary")),
                note("In one line: {example}", example=wording.EXAMPLE),
            ),
        )
    blocks: list[Block] = []
    for of in sorted(live, key=_urgency)[:SHOWN]:
        blocks += _live(of)
    if len(live) > SHOWN:
        blocks.append(text("And {n} more.", n=len(live) - SHOWN))
    if past:
        blocks.append(text(Bold(say("Past"))))
        blocks.append(Items(tuple(_past(of) for of in past[:PAST])))
    blocks.append(buttons(Button(say("Book somebody"), "book")))
    title = say("Your bookings") if live else say("Nothing is booked")
    return Message(title, tuple(blocks))


def waiting(found: Sequence[Sides]) -> tuple[Block, ...]:
    """Say how many bookings wait for the reader, with the way to them; nothing where none does."""
    if not (count := sum(one.my_turn for one in found)):
        return ()
    said = say_n(
        "{n} booking waits for your answer.", "{n} bookings wait for your answer.", n=count
    )
    return (text(said), buttons(Button(say("My bookings"), "bookings", "primary")))


def _urgency(of: Sides) -> tuple[int, datetime]:
    """Return what comes first: what waits for the reader, then what takes place, then what waits for others."""
    booking = of.booking
    if of.my_turn:
        return 0, booking.created_at
    if booking.state == "agreed":
        return 1, booking.starts_at or booking.created_at
    return 2, booking.created_at


def _agreed(of: Sides, starts_at: datetime) -> list[Block]:
    """Show one booking that has its time."""
    booking, me = of.booking, of.me
    said: dict[str, Place] = {"what": _head(of), "when": Time(starts_at)}
    what: tuple[Block, ...] = (
        text("{what} · {when} · may move", **said)
        if booking.times
        else text("{what} · {when}", **said),
    )
    acts = [
        Button(say("Move it"), f"move {booking.id}"),
        Button(say("Cancel it"), f"cancel booking {booking.id}"),
    ]
    if of.my_turn:
        what = (*what, wording.times(booking.times))
        acts = [
            *wording.accepts(booking, me),
            Button(say("Keep it as it is"), f"keep booking {booking.id}"),
        ]
    return [*what, buttons(*acts)]


def _live(of: Sides) -> list[Block]:
    """Show one booking that is on, with what its reader can do."""
    booking, me, other = of.booking, of.me, of.other
    if booking.state == "agreed" and booking.starts_at is not None:
        return _agreed(of, booking.starts_at)
    leave = (
        Button(say("Take it back"), f"withdraw {booking.id}")
        if me.id == booking.asker
        else Button(say("Not now"), f"not now {booking.id}")
    )
    if of.my_turn:
        return [
            text("{what} · your turn", what=_head(of)),
            wording.times(booking.times),
            buttons(
                *wording.accepts(booking, me),
                Button(say("Other times"), f"other times {booking.id}"),
                leave,
            ),
        ]
    found = (
        [
            Button(
                say("Ask the next best"), f"next peer {booking.id} @{booking.suggested}", "primary"
            )
        ]
        if booking.suggested and me.id == booking.asker
        else []
    )
    waits = text("{what} · waiting for {other}", what=_head(of), other=other.name)
    return [waits, buttons(*found, leave)]


def _head(of: Sides) -> Phrase:
    """Return with whom, how long and what about, in a line."""
    booking = of.booking
    said: dict[str, Place] = {
        "other": wording.mention(of.other),
        "length": dates.say_span(timedelta(minutes=booking.minutes)),
    }
    if about := booking.skill or cut(booking.topic, 60):
        return say("{other} · {length} · {about}", about=Bold(about), **said)
    return say("{other} · {length}", **said)


def _past(of: Sides) -> Spans:
    booking = of.booking
    when = Time(booking.starts_at or booking.created_at, "day")
    end = _ENDS.get(booking.state, booking.state)
    return (say("{when} · {what} · {end}", when=when, what=_head(of), end=end),)


def one(of: Sides) -> Message:
    """Show one booking as it stands, with what its reader can do."""
    title = say("You and {other}", other=of.other.name)
    more = wording.about(of.booking)
    return Message(title, (*more, *_live(of), buttons(Button(say("My bookings"), "bookings"))))
