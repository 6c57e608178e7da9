"""A member's bookings at a glance: what waits, what is coming, what has been."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from facilitation.bookings import wording
from facilitation.bookings.agreeing import Sides
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
from facilitation.talk.text import cut
from facilitation.talk.words import counted

SHOWN, PAST = 8, 8
"""How many live and past bookings one message shows; platforms bear about 50 blocks."""

_ENDS: Mapping[str, str] = {
    "declined": "declined",
    "withdrawn": "taken back",
    "lapsed": "closed without an answer",
    "cancelled": "cancelled",
    "over": "took place",
}


def bookings(found: Sequence[Sides]) -> Message:
    """Show a member's bookings, those that wait for them first."""
    live = [s for s in found if s.booking.state in ("asked", "agreed")]
    past = [s for s in found if s.booking.state not in ("asked", "agreed")]
    if not found:
        return Message(
            "You have no bookings yet",
            (
                text("Book half an hour of somebody's time, by name or by skill."),
                buttons(Button("Book somebody", "book", "primary")),
                note("In one line: ", wording.EXAMPLE),
            ),
        )
    blocks: list[Block] = []
    for of in sorted(live, key=_urgency)[:SHOWN]:
        blocks += _live(of)
    if len(live) > SHOWN:
        blocks.append(text(f"And {counted(len(live) - SHOWN, 'more', 'more')}."))
    if past:
        blocks.append(text(Bold("Past")))
        blocks.append(Items(tuple(_past(of) for of in past[:PAST])))
    blocks.append(buttons(Button("Book somebody", "book")))
    title = "Your bookings" if live else "Nothing is booked"
    return Message(title, tuple(blocks))


def ahead(found: Sequence[Sides]) -> tuple[Block, ...]:
    """Show in a line or two what waits for the reader, and what takes place next; nothing where nothing does."""
    waiting = [s for s in found if s.my_turn]
    coming = sorted(
        (s for s in found if s.booking.state == "agreed" and not s.my_turn), key=_urgency
    )
    blocks: list[Block] = []
    if coming and (starts_at := coming[0].booking.starts_at):
        first = coming[0]
        more = f", and {counted(len(coming) - 1, 'more', 'more')}" if coming[1:] else ""
        blocks.append(
            text(
                "Booked: ",
                *_head(first),
                " · ",
                *wording.at(starts_at, first.me, first.other),
                more,
                ".",
            )
        )
    if waiting:
        said = counted(len(waiting), "booking waits", "bookings wait")
        blocks.append(text(f"{said} for your answer."))
    if blocks:
        blocks.append(buttons(Button("My bookings", "bookings", "primary" if waiting else "plain")))
    return tuple(blocks)


def _urgency(of: Sides) -> tuple[int, datetime]:
    """Return what comes first: what waits for the reader, then what takes place, then what waits for others."""
    booking = of.booking
    if of.my_turn:
        return 0, booking.created_at
    if booking.state == "agreed":
        return 1, booking.starts_at or booking.created_at
    return 2, booking.created_at


def _live(of: Sides) -> list[Block]:
    """Show one booking that is on, with what its reader can do."""
    booking, me, other = of.booking, of.me, of.other
    if booking.state == "agreed" and booking.starts_at is not None:
        starts = wording.at(booking.starts_at, me, other)
        moving: Spans = (" · a move is proposed",) if booking.times else ()
        what: tuple[Block, ...] = (text(*_head(of), " · ", *starts, *moving),)
        acts = [
            Button("Move it", f"move {booking.id}"),
            Button("Cancel it", f"cancel booking {booking.id}"),
        ]
        if of.my_turn:
            what = (*what, wording.times(booking.times, me, other))
            acts = [
                *wording.accepts(booking, me),
                Button("Keep it as it is", f"keep booking {booking.id}"),
            ]
        return [*what, buttons(*acts)]
    leave = (
        Button("Take it back", f"withdraw {booking.id}")
        if me.id == booking.asker
        else Button("Not now", f"not now {booking.id}")
    )
    if of.my_turn:
        return [
            text(*_head(of), " · your turn"),
            wording.times(booking.times, me, other),
            buttons(
                *wording.accepts(booking, me),
                Button("Other times", f"other times {booking.id}"),
                leave,
            ),
        ]
    found = (
        [Button("Ask the next best", f"next peer {booking.id} @{booking.suggested}", "primary")]
        if booking.suggested and me.id == booking.asker
        else []
    )
    return [text(*_head(of), f" · waits for {other.name}"), buttons(*found, leave)]


def _head(of: Sides) -> Spans:
    """Return with whom, how long and what about, in a line."""
    booking = of.booking
    about = booking.skill or cut(booking.topic, 60)
    return (
        wording.mention(of.other),
        f" · {wording.length(booking.minutes)}",
        *((" · ", Bold(about)) if about else ()),
    )


def _past(of: Sides) -> Spans:
    booking = of.booking
    when = Time(booking.starts_at or booking.created_at, "day")
    return (when, " · ", *_head(of), f" · {_ENDS.get(booking.state, booking.state)}")


def one(of: Sides) -> Message:
    """Show one booking as it stands, with what its reader can do."""
    title = f"You and {of.other.name}"
    more = wording.about(of.booking)
    return Message(title, (*more, *_live(of), buttons(Button("My bookings", "bookings"))))
