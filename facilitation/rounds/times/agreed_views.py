"""What a circle reads of the time that it has agreed on: it stands, it moved, it is off, it begins."""

from datetime import datetime
from typing import TYPE_CHECKING

from facilitation.people.model import Member
from facilitation.rounds.times import series_views, views
from facilitation.sessions import calendar
from facilitation.sessions.calendar import Links
from facilitation.talk.messages import Block, Message, Time, note, text
from facilitation.talk.phrases import Phrase, say
from facilitation.talk.words import each, mention

if TYPE_CHECKING:
    from facilitation.rounds.times.service import Seen


def agreed(
    of: "Seen",
    reader: Member | None,
    links: Links,
    meeting: str,
    *,
    moved: bool,
    repeats: bool = False,
) -> Message:
    """Confirm a time to a circle, or to one of it, with ways to a calendar, and to the same time where it `repeats`."""
    session = of.session
    assert session.starts_at is not None
    when = Time(session.starts_at)
    stays = say("If you added the old time by a link, delete it there; the calendar file moves it.")
    if reader is None:
        title = say("You have a new time") if moved else say("You have a time")
        said = say("{people}, you meet on {when}.", people=each(of.people.values()), when=when)
    else:
        people = views.besides(of, reader)
        title = (
            say("Moved: you and {people}", people=people)
            if moved
            else say("Agreed: you and {people}", people=people)
        )
        said = say("You meet on {when}.", when=when)
    return Message(
        title,
        (
            text(said),
            *calendar.add(links),
            *((text(stays),) if moved else ()),
            *calendar.online(session.workspace, meeting),
            *((views.chat(of, reader),) if reader else ()),
            views.change(session),
            *((series_views.offer(of),) if repeats else ()),
            note(_then()),
        ),
    )


def _then() -> Phrase:
    """Return what comes by itself of a time that is agreed."""
    return say("I remind you {span} before, and ask afterwards how it went.", span=calendar.AHEAD)


def kept(of: "Seen") -> Message:
    """Tell a circle that it stays at the time it has."""
    assert of.session.starts_at is not None
    said = say(
        "{name} would rather keep the time you have: {when}.",
        name=mention(of.me),
        when=Time(of.session.starts_at),
    )
    return Message(say("It stays as it was"), (text(said), views.change(of.session)))


def cancelled(of: "Seen", reader: Member | None, was: datetime) -> Message:
    """Tell a circle that a time is off, with the way to another one."""
    return Message(
        say("Canceled"),
        (
            text(
                say("You do not meet on {when}, and I have told the others.", when=Time(was))
                if reader is not None and reader.id == of.me.id
                else say("{name} cannot make it on {when}.", name=mention(of.me), when=Time(was))
            ),
            text(say("If it is in your calendar, take it out there.")),
            *views.time(of.session),
        ),
    )


def reminder(of: "Seen", reader: Member | None) -> Message:
    """Remind a circle that it meets in a moment."""
    assert of.session.starts_at is not None
    when = Time(of.session.starts_at, "clock")
    if reader is None:
        title = say("In {span} you meet", span=calendar.AHEAD)
        said = say("{people}, you meet at {when}.", people=each(of.people.values()), when=when)
    else:
        people = views.besides(of, reader)
        title = say("In {span}: you and {people}", span=calendar.AHEAD, people=people)
        said = say("You meet at {when}.", when=when)
    blocks: tuple[Block, ...] = (views.chat(of, reader),) if reader else ()
    return Message(
        title, (text(said), *blocks, note(say("You get this because you agreed on this time.")))
    )
