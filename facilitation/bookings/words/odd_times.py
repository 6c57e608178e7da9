"""What is asked before a request goes out at times that are odd: none is free then, a day off, or late at night."""

from collections.abc import Sequence
from datetime import datetime

from facilitation.bookings.times.scheduling import Instead
from facilitation.bookings.words import wording
from facilitation.people.model import Member
from facilitation.talk.messages import Block, Button, Message, Time, note, text
from facilitation.talk.phrases import say, say_n
from facilitation.talk.when import zones
from facilitation.talk.when.hours import local


def quiet(asker: Member, peer: Member, times: Sequence[datetime], line: str) -> Message:
    """Ask whether to ask for times at which one of the two is left alone, with both their clocks."""
    clocks = {
        "yours": _clocks(times, asker),
        "here": zones.city(asker.zone),
        "theirs": _clocks(times, peer),
        "there": zones.city(peer.zone),
        "peer": peer.name,
    }
    return Message(
        say("That is late or early for one of you"),
        (
            text(say("I would ask {peer} for:", peer=peer.name)),
            wording.times(times),
            text(
                say("On your clock in {here}: {yours}. For {peer} in {there}: {theirs}.", **clocks)
            ),
            *_or_not(Button(say("Ask all the same"), line, means="yes")),
        ),
    )


def _clocks(times: Sequence[datetime], member: Member) -> str:
    return ", ".join(f"{local(at, member.zone):%H:%M}" for at in times)


def not_then(peer: Member, times: Sequence[datetime], line: str) -> Message:
    """Ask whether to ask for other times, as nothing is free when it was wished for."""
    return Message(
        say("Nothing is free then"),
        (
            text(say("No time then suits both of you. I would ask {peer} for:", peer=peer.name)),
            wording.times(times),
            *_or_not(Button(say("Ask for these times"), line, "primary", "yes")),
        ),
    )


def another_day(peer: Member, found: Instead, line: str, other: str) -> Message:
    """Ask whether to ask for another day, by the line `other`, than a day off, by `line`."""
    off = [Time(at, "day") for at in found.off]
    all_the_same = Button(say("Ask for {days} all the same", days=off), line)
    title = say_n(
        "{days} is no working day of {peer}",
        "{days} are no working days of {peer}",
        len(off),
        days=off,
        peer=peer.name,
    )
    if not found.times:
        return Message(title, _or_not(all_the_same))
    day = Time(found.times[0], "day")
    instead = Button(say("Ask for {day}", day=day), other, "primary", "yes")
    shown = text(say("I would ask for {day}:", day=day))
    return Message(title, (shown, wording.times(found.times), *_or_not(instead, all_the_same)))


def _or_not(*acts: Button) -> tuple[Block, ...]:
    """Return what can be done, or nothing, with that nothing was done so far."""
    leave = Button(say("Leave it"), "leave as it is", means="no")
    return (*wording.row(*acts, leave), note(say("Nothing has been sent.")))
