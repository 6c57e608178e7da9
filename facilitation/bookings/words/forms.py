"""The forms of bookings: whom and what to ask for, other times, a private reason."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from facilitation.bookings.agreeing import LONGEST_REASON
from facilitation.bookings.model import Booking
from facilitation.bookings.times import wishes
from facilitation.bookings.times.windows import read_length
from facilitation.bookings.times.wishes import Said
from facilitation.bookings.words import wording
from facilitation.people.model import Member
from facilitation.talk.forms import Form, Line, Moment, Paragraph, People, Pick
from facilitation.talk.messages import Option, Time
from facilitation.talk.phrases import OneOf, Phrase, say, sentences

_LENGTHS = tuple(Option(say("{n} minutes", n=n), f"{n}m") for n in (15, 30, 45, 60, 90, 120))
_WINDOWS = (
    Option(say("In the next few days"), "soon"),
    Option(say("Today"), "today"),
    Option(say("Tomorrow"), "tomorrow"),
    Option(say("This week"), "this week"),
    Option(say("Next week"), "next week"),
    Option(say("In the next two weeks"), "next 2 weeks"),
)
TIMES = ("first", "second", "third")


def book(said: Said, who: Member | None, skill: str, topic: str = "", unsure: str = "") -> Form:
    """Return the form for a new booking, filled with what is said already, and what is not understood told as such."""
    lead = (
        say(
            "I was not sure what “{words}” means, so I put it under “What about?”. Nothing has been sent.",
            words=unsure,
        )
        if unsure
        else ""
    )
    return _book(
        {
            "who": who.id if who else "",
            "skill": skill,
            "length": f"{read_length(said.length) if said.length else wishes.USUAL}m",
            "when": said.window or "soon",
            "topic": ", ".join(part for part in (topic or said.topic, unsure) if part),
            "urgent": "yes" if said.urgent else "no",
        },
        lead,
    )


def book_again(answers: Mapping[str, str | tuple[str, ...]]) -> Form:
    """Return the form for a new booking with the answers that need another look."""
    given = {k: v if isinstance(v, str) else ", ".join(v) for k, v in answers.items()}
    return _book(given)


def _book(value: Mapping[str, str], lead: str = "") -> Form:
    who = value.get("who", "").removeprefix("@")
    return Form(
        say("Book somebody's time"),
        "book",
        (
            People("who", say("Whom?"), (who,) if who else (),
                   say("Leave it empty, and I find somebody who knows the skill."), optional=True),
            Line("skill", say("Which skill?"), value.get("skill", ""), say("For example: Kubernetes"),
                 optional=True),
            _pick("length", say("How long?"), _LENGTHS, value),
            _pick("when", say("When?"), _WINDOWS, value),
            Paragraph("topic", say("What about?"), value.get("topic", ""),
                      say("A line or two, so that they can see whether they can help."),
                      optional=True, longest=wishes.LONGEST_TOPIC),
            Pick("urgent", say("Is it urgent?"), (Option(say("No"), "no"), Option(say("Yes"), "yes")),
                 value.get("urgent", "") or "no"),
        ),
        lead or say("I propose three times that suit both of you. They can always say no."),
    )  # fmt: skip


def _pick(name: str, label: str, options: tuple[Option, ...], value: Mapping[str, str]) -> Pick:
    """Return a menu, with what was said among its options."""
    said = value.get(name, "")
    own = () if said in {"", *(option.value for option in options)} else (Option(said, said),)
    return Pick(name, label, (*own, *options), said)


def other_times(
    booking: Booking,
    me: Member,
    other: Member,
    free: Sequence[datetime],
    values: Mapping[str, str | tuple[str, ...]] | None = None,
) -> Form:
    """Return the form for up to three other times, to agree on a first one or to move what is agreed."""
    moving = booking.state == "agreed"
    given = {k: v for k, v in (values or {}).items() if isinstance(v, str)}
    labels = (say("A time that suits you"), say("Another one"), say("A third one"))
    fields = tuple(
        Moment(name, label, given.get(name, ""), optional=place > 0)
        for place, (name, label) in enumerate(zip(TIMES, labels, strict=True))
    )
    shown = OneOf([wording.short(at) for at in free])
    return Form(
        say("Move it to") if moving else say("Other times"),
        f"{'move' if moving else 'other times'} {booking.id}",
        fields,
        sentences(
            _with(booking, other),
            say("You both seem free on {times}.", times=shown) if free else "",
            say("Times are in your time zone, on the quarter hour."),
        ),
    )


def _with(booking: Booking, other: Member) -> Phrase:
    """Return with whom a booking is, and when where that is agreed."""
    if not booking.starts_at or booking.state != "agreed":
        return say("With {other}.", other=other.name)
    return say("With {other}, {when}.", other=other.name, when=Time(booking.starts_at))


def not_now(booking: Booking, asker: Member) -> Form:
    """Return the form in which a peer says no, with a private reason or none."""
    return Form(
        say("Not now"),
        f"not now {booking.id}",
        (
            Paragraph(
                "reason",
                say("Would you like to say why?"),
                "",
                say("Only if you like. For example: back on the 7th, ask Ben about this."),
                optional=True,
                longest=LONGEST_REASON,
            ),
        ),
        sentences(
            say("Only {asker} reads it.", asker=asker.name),
            say("I will look for somebody else for them.") if booking.skill else "",
        ),
    )


def cancel(booking: Booking, me: Member, other: Member) -> Form:
    """Return the form in which one of the two calls a booking off."""
    return Form(
        say("Cancel the booking"),
        f"cancel booking {booking.id}",
        (
            Paragraph(
                "reason",
                say("Would you like to say why?"),
                "",
                say("Only if you like. Only {other} reads it.", other=other.name),
                optional=True,
                longest=LONGEST_REASON,
            ),
        ),
        sentences(
            _with(booking, other),
            say("Sending this cancels it. You could also move it instead."),
        ),
    )
