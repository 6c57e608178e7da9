"""What the people of a circle read as they come to a time."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from facilitation.people import daysoff
from facilitation.people.model import Member
from facilitation.sessions import proposing, strain_views
from facilitation.sessions.model import Session, Strain
from facilitation.talk.messages import (
    Block,
    Button,
    Buttons,
    Chat,
    Items,
    Message,
    Spans,
    Time,
    buttons,
    note,
    text,
)
from facilitation.talk.phrases import Phrase, say, sentences
from facilitation.talk.when import zones
from facilitation.talk.when.hours import local
from facilitation.talk.words import each, first, mention

if TYPE_CHECKING:
    from facilitation.rounds.times.service import Seen

MANY = 3
"""After so many proposals people read that a line or two in chat may be quicker."""


def time(session: Session) -> tuple[Block, ...]:
    """Return the way to a time for a circle, or the time it has."""
    if session.starts_at is None:
        find = Button(say("Find a time"), f"find a time {session.id}", "primary")
        return (buttons(find),)
    return (text(say("You meet on {when}.", when=Time(session.starts_at))), change(session))


def change(session: Session) -> Buttons:
    """Return what can be done about a time that is agreed."""
    return buttons(
        Button(say("Change the time"), f"change time {session.id}"),
        Button(say("Cancel it"), f"cancel time {session.id}"),
    )


def proposed(of: "Seen", reader: Member | None, lead: Sequence[Phrase]) -> Message:
    """Show the times before a circle, who can make which, and ask for an answer."""
    return Message(_title(of, reader), choosing(of, reader, lead))


def choosing(
    of: "Seen", reader: Member | None, lead: Sequence[Phrase], also: str = ""
) -> tuple[Block, ...]:
    """Return the times with their buttons; `also` ends the line of each, and says on what card they stand."""
    session = of.session
    stays = (
        (Button(say("Keep the time we have"), f"keep time {session.id}"),)
        if session.starts_at
        else ()
    )
    return (
        *(text(one) for one in lead),
        Items(tuple(_shown(of, at) for at in session.times)),
        text(say("Tap each one that you can make.")),
        _accepts(of, reader, also),
        buttons(Button(say("None of these"), f"none suits {session.id}"), *stays),
        *_talk(of, reader),
        note(_why(of)),
    )


def _title(of: "Seen", reader: Member | None) -> Phrase:
    if reader is None:
        return say("When can you meet?")
    return say("When can you and {people} meet?", people=besides(of, reader))


def besides(of: "Seen", reader: Member) -> list[str]:
    """Return what the others are called."""
    return [first(one.name) for one in of.people.values() if one.id != reader.id]


def _why(of: "Seen") -> Phrase:
    if of.session.starts_at:
        return say("Until all of you agree on another time, the one you have stands.")
    return say("As soon as one time suits all of you, it is agreed.")


def _shown(of: "Seen", at: datetime) -> Spans:
    who = [of.people[m] for m in of.session.agreement.suits(at) if m in of.people]
    said = say("{when}, suits {people}", when=Time(at), people=each(who)) if who else Time(at)
    odd = [one for one in of.people.values() if proposing.is_odd(one, at)]
    off = [one for one in of.people.values() if daysoff.holiday_of(one, at)]
    early = (" ", say("(early or late for {people})", people=each(odd))) if odd else ()
    free = (" ", say("(a public holiday for {people})", people=each(off))) if off else ()
    return (said, *early, *free)


def _accepts(of: "Seen", reader: Member | None, also: str) -> Buttons:
    """Return a button for each time, by the clock of its readers; where they have several, by one that it names."""
    session = of.session
    return Buttons(
        tuple(
            Button(
                sentences(Time(at)) if reader else _by_a_clock(of, at),
                f"suits {session.id} {at:%Y-%m-%dT%H:%MZ}{also}",
            )
            for at in session.times
        )
    )


def _by_a_clock(of: "Seen", at: datetime) -> Phrase:
    """Return a time by the clock that all of a circle have, or by that of most of them, with where it goes so."""
    theirs = Counter(one.zone for one in of.people.values())
    [(zone, _)] = theirs.most_common(1)
    when = Time(at, zone=zone)
    if len({local(at, one).utcoffset() for one in theirs}) == 1:
        return sentences(when)
    return say("{when} in {city}", when=when, city=zones.city(zone))


def _talk(of: "Seen", reader: Member | None) -> tuple[Block, ...]:
    """Say after many proposals that a chat may be quicker, with the way to start it where there is none."""
    if of.session.proposals < MANY:
        return ()
    said = text(say("A line or two in your chat may be quicker by now."))
    return (said,) if reader is None else (said, chat(of, reader))


def chat(of: "Seen", reader: Member) -> Chat:
    """Return the way for one of a circle to start a chat with the others."""
    others = [one for one in of.people.values() if one.id != reader.id]
    people = besides(of, reader)
    return Chat(
        text=say("Write to {people}", people=people),
        members=each(others),
        topic=of.program.name,
        opening=say("Hi {people}! Looking forward to our talk.", people=people)
        if of.session.starts_at
        else say("Hi {people}! When could you make half an hour?", people=people),
        style="plain",
    )


def suit_all(of: "Seen", strain: Strain | None) -> Phrase:
    """Return that the times suit all of a circle, or what is odd about them."""
    if strain is not None:
        return strain_views.said(strain, len(of.session.times))
    if len(of.people) == 2:
        return say(
            "These times are in the working hours of both of you, and free as far as I know."
        )
    return say("These times are in the working hours of all of you, and free as far as I know.")


def offered(of: "Seen") -> Message:
    """Put times before a circle as its round opens, with whose hours they strain."""
    return proposed(of, None, fitting(of))


def fitting(of: "Seen") -> tuple[Phrase, ...]:
    """Return that the times suit all of a circle, or that they strain some of it."""
    odd = any(proposing.is_odd(one, at) for one in of.people.values() for at in of.session.times)
    if not odd:
        return (suit_all(of, None),)
    return (
        say("Your working hours do not meet, so these are the least bad."),
        say("I count who comes early or late, so that it goes round."),
    )


def looks(of: "Seen") -> Phrase:
    """Return who looks for a time, or for another one."""
    by, at = mention(of.me), of.session.starts_at
    if at:
        return say("{name} would like to meet at another time than {when}.", name=by, when=Time(at))
    return say("{name} is looking for a time.", name=by)


def none_suited(of: "Seen", reader: Member | None) -> Phrase:
    """Return that some times did not suit somebody."""
    if reader is not None and reader.id == of.me.id:
        return say("I see. Here are later ones.")
    return say("The last times did not suit {name}. Here are later ones.", name=mention(of.me))


def nearly(of: "Seen") -> Phrase:
    """Return which time most can make, where everybody has answered and none suits all."""
    best = of.session.agreement.best
    assert best is not None
    able = of.session.agreement.suits(best)
    missing = [one for m, one in of.people.items() if m not in able]
    return say(
        "No time suits all of you yet. {people} can make {when}. {missing}, does it suit you too?",
        people=each(of.people[m] for m in able if m in of.people),
        when=Time(best),
        missing=each(missing),
    )


def noted(of: "Seen") -> Phrase:
    """Return what somebody can make, and for whose answer it waits."""
    agreement = of.session.agreement
    waits = each(of.people[m] for m in agreement.waits_for if m in of.people)
    if not waits:
        return nearly(of)
    return say("Noted. I wait for {people}, and tell you when it is agreed.", people=waits)


def gone() -> Phrase:
    """Return that a time has just gone."""
    return say(
        "That time has just gone: one of you has something else then by now. These are free:"
    )


def is_past(at: datetime) -> Phrase:
    """Return that a time is past, before those that are not."""
    return say("{when} is past. These are still ahead:", when=Time(at))


def past(of: "Seen", now: datetime) -> Message:
    """Say that none of the times before a circle is still ahead, and how to come to another, or which one stands."""
    starts_at = of.session.starts_at
    if starts_at and starts_at > now:
        return settled(of)
    title = say("Those times are past")
    if starts_at:
        return Message(title, (text(say("You had agreed on {when}.", when=Time(starts_at))),))
    said = text(say("None of them suited all of you in time. I can look for others."))
    return Message(title, (said, *time(of.session)))


def posted(at: datetime | None) -> Message:
    """Tell who looks for a time that three stand in their circle's chat, or will when nobody is disturbed."""
    if at is None:
        return Message(
            say("Three times are in your chat"), (text(say("Tap each one that you can make.")),)
        )
    later = say(
        "I post three times in your chat on {when}, when nobody is disturbed.", when=Time(at)
    )
    return Message(say("I look for a time"), (text(later),))


def settled(of: "Seen", *, acts: bool = True) -> Message:
    """Return what stands where times were proposed, once one is agreed; what can be done may stand elsewhere."""
    assert of.session.starts_at is not None
    when = text(say("You meet on {when}.", when=Time(of.session.starts_at)))
    return Message(say("That is settled"), (when, change(of.session)) if acts else (when,))


def stands(of: "Seen") -> Message:
    """Say how it stands to who presses a button that has lost its sense."""
    if of.session.starts_at:
        return settled(of)
    return Message(
        say("That has changed"),
        (text(say("These times are no longer before you.")), *time(of.session)),
    )
