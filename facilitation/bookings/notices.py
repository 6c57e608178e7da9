"""What one of the two is told of a booking while the other acts, or nobody does."""

from collections.abc import Callable

from facilitation.bookings import calendar, wording
from facilitation.bookings.model import Booking
from facilitation.people.model import Member
from facilitation.skills import naming
from facilitation.skills.finding import Candidate
from facilitation.talk.messages import Block, Button, Message, Quote, Spans, buttons, note, text

Address = Callable[[str], str]
"""Returns the absolute url of a path, "" without a public address."""

Links = tuple[tuple[str, str], ...]
"""What to press and where it leads."""


def agreed(
    booking: Booking, reader: Member, other: Member, address: Address, *, moved: bool
) -> Message:
    """Confirm a time to one of the two, with ways to put it into a calendar."""
    asker, peer = _in_order(booking, reader, other)
    starts: Spans = wording.at(booking.starts_at, reader, other) if booking.starts_at else ()
    title = f"{'Moved' if moved else 'Agreed'}: you and {other.name}"
    links = calendar.links(booking, asker, peer, address)
    return Message(
        title,
        (
            text(
                f"{wording.length(booking.minutes).capitalize()}",
                *wording.on_skill(booking),
                " with ",
                wording.mention(other),
                ": ",
                *starts,
                ".",
            ),
            *wording.about(booking),
            *wording.calendar(links),
            *(_moved_in(links) if moved else ()),
            wording.chat(booking, reader, other),
            buttons(
                Button("Move it", f"move {booking.id}"),
                Button("Cancel it", f"cancel booking {booking.id}"),
            ),
            note("I remind you both 10 minutes before. All of yours: ", wording.BOOKINGS),
        ),
    )


def _moved_in(links: Links) -> tuple[Block, ...]:
    """Return what becomes of the old time in a calendar: the file moves it, the other links add another one."""
    file = any(url.endswith(".ics") for _, url in links)
    said = "The calendar file moves the entry you added with it. " if file else ""
    with_link = "Added with a link? Then delete the old entry by hand; the link adds a new one."
    return (text(f"{said}{with_link}"),)


def _in_order(booking: Booking, one: Member, other: Member) -> tuple[Member, Member]:
    """Return the asker and the peer."""
    return (one, other) if one.id == booking.asker else (other, one)


def kept(booking: Booking, reader: Member, other: Member) -> Message:
    """Tell who wanted to move a booking that it stays where it is."""
    starts: Spans = wording.at(booking.starts_at, reader, other) if booking.starts_at else ()
    return Message(
        "It stays as it was",
        (
            text(
                wording.mention(other),
                " cannot move it, so your booking",
                *wording.on_skill(booking),
                " stays on ",
                *starts,
                ".",
            ),
            buttons(
                Button("Try other times", f"move {booking.id}"),
                Button("Cancel it", f"cancel booking {booking.id}"),
            ),
            note("You get this because you asked to move it."),
        ),
    )


def settled(booking: Booking, asker: Member) -> Message:
    """Tell a peer that a request to them is settled and asks nothing of them any more."""
    return Message(
        "Settled, thank you",
        (
            text(
                wording.mention(asker),
                f" no longer needs your {wording.length(booking.minutes)}",
                *wording.on_skill(booking),
                ". There is nothing left for you to do.",
            ),
            note("You get this because you were asked for time."),
        ),
    )


def declined(booking: Booking, asker: Member, peer: Member, found: Candidate | None) -> Message:
    """Tell the asker kindly that a peer cannot, and who could be asked next."""
    reason: tuple[Block, ...] = (Quote((booking.reason,)),) if booking.reason else ()
    return Message(
        f"{peer.name} cannot just now",
        (
            text(
                wording.mention(peer),
                " cannot help",
                *wording.on_skill(booking, "with"),
                " just now",
                ", and says:" if reason else ". That happens, and it says nothing about you.",
            ),
            *reason,
            *_next(booking, found),
            note("You get this because you asked for time."),
        ),
    )


def silent(booking: Booking, peer: Member, found: Candidate | None, *, over: bool) -> Message:
    """Tell the asker that a peer has not answered, and who could be asked instead."""
    if found is None and over:
        ends = "I closed the request."
    elif over:
        ends = "I no longer wait for an answer."
    else:
        ends = "You can go on waiting, or ask somebody else."
    withdraw = Button("Take it back", f"withdraw {booking.id}")
    return Message(
        f"No answer from {peer.name} yet",
        (
            text(
                wording.mention(peer),
                " has not answered your request",
                *wording.on_skill(booking),
                f". {ends}",
            ),
            *_next(booking, found),
            *wording.row(None if over else withdraw),
            note("You get this because you asked for time. Busy days happen to everyone."),
        ),
    )


def gone(booking: Booking, peer: Member, found: Candidate | None) -> Message:
    """Tell the asker that a peer cannot answer any more, and who could be asked instead."""
    return Message(
        f"{peer.name} is not there just now",
        (
            text(
                f"{peer.name} cannot answer your request",
                *wording.on_skill(booking),
                ", so I closed it." if found is None else ", so here is who could help instead.",
            ),
            *_next(booking, found),
            note("You get this because you asked for time."),
        ),
    )


def _next(booking: Booking, found: Candidate | None) -> tuple[Block, ...]:
    """Return who could be asked next, with one tap, or another way on."""
    if found is not None:
        return (
            text(
                "The next best is ",
                wording.mention(found.member),
                ".",
                *wording.sentence(found.reason),
            ),
            buttons(
                Button(
                    wording.ask(found.member),
                    f"next peer {booking.id} @{found.member.id}",
                    "primary",
                )
            ),
        )
    if booking.skill:
        word = naming.written(booking.skill)
        return (
            text("I know nobody else to ask for it at this moment."),
            buttons(Button("Look again", f"find {word}"), Button("New booking", "book")),
        )
    return (buttons(Button("Ask somebody else", "book")),)


def lapsed(booking: Booking, reader: Member, other: Member) -> Message:
    """Tell one of the two that nobody answered, so that a request is closed."""
    mine = reader.id == booking.asker
    again = Button("New booking", f"book @{other.id}") if mine else None
    return Message(
        "I closed a request",
        (
            text(
                "You and ",
                wording.mention(other),
                f" did not come to a time for {wording.length(booking.minutes)}",
                *wording.on_skill(booking),
                ", so I no longer wait for an answer.",
            ),
            *wording.row(again),
            note("You get this so that nobody goes on waiting."),
        ),
    )


def cancelled(booking: Booking, reader: Member, by: Member, address: Address) -> Message:
    """Tell one of the two that the other called it off."""
    asker, peer = _in_order(booking, reader, by)
    starts: Spans = wording.at(booking.starts_at, reader, by) if booking.starts_at else ()
    reason: tuple[Block, ...] = (Quote((booking.reason,)),) if booking.reason else ()
    return Message(
        f"Cancelled: you and {by.name}",
        (
            text(
                wording.mention(by),
                " cannot make it on ",
                *starts,
                ", so it is cancelled" + (":" if reason else "."),
            ),
            *reason,
            *taken_out(calendar.links(booking, asker, peer, address)),
            *wording.row(_again(booking, reader, by)),
            note("You get this because it was agreed. I ask nothing more about it."),
        ),
    )


def taken_out(links: Links) -> tuple[Block, ...]:
    """Return how to take a cancelled booking out of a calendar."""
    found = [url for _, url in links if url.endswith(".ics")]
    if not found:
        return (text("If it is in your calendar, take it out there."),)
    return (text("In your calendar? ", wording.link("This takes it out", found[0]), "."),)


def _again(booking: Booking, reader: Member, other: Member) -> Button | None:
    """Return the way to a new booking for who asked, with the same person."""
    if reader.id != booking.asker:
        return None
    skill = f" for {naming.written(booking.skill)}" if booking.skill else ""
    return Button("Book again", f"book @{other.id}{skill}")


def called_off(
    booking: Booking, reader: Member, other: Member, address: Address, *, why: str
) -> Message:
    """Tell one of the two that an agreed booking is off because one of them is not there."""
    starts: Spans = wording.at(booking.starts_at, reader, other) if booking.starts_at else ()
    find = (
        Button("Find somebody else", f"find {naming.written(booking.skill)}", "primary")
        if booking.skill and reader.id == booking.asker
        else None
    )
    return Message(
        f"Cancelled: you and {other.name}",
        (
            text(
                f"{why}, so your booking", *wording.on_skill(booking), " on ", *starts, " is off."
            ),
            *taken_out(calendar.links(booking, *_in_order(booking, reader, other), address)),
            *wording.row(find),
            note("You get this because it was agreed."),
        ),
    )
