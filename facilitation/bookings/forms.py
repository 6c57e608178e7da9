"""The forms of bookings: whom and what to ask for, other times, a private reason."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from facilitation.bookings import wishes, wording
from facilitation.bookings.agreeing import LONGEST_REASON
from facilitation.bookings.model import Booking
from facilitation.bookings.windows import read_length
from facilitation.bookings.wishes import Said
from facilitation.people.model import Member
from facilitation.talk.forms import Form, Line, Moment, Paragraph, People, Pick
from facilitation.talk.messages import Option
from facilitation.talk.words import listed

_LENGTHS = tuple(Option(f"{n} minutes", f"{n}m") for n in (15, 30, 45, 60, 90, 120))
_WINDOWS = tuple(
    Option(words, line)
    for words, line in (
        ("In the next days", "soon"),
        ("Today", "today"),
        ("Tomorrow", "tomorrow"),
        ("This week", "this week"),
        ("Next week", "next week"),
        ("In the next two weeks", "next 2 weeks"),
    )
)
TIMES = ("first", "second", "third")


def book(said: Said, who: Member | None, skill: str) -> Form:
    """Return the form for a new booking, filled with what is said already."""
    return _book(
        {
            "who": who.id if who else "",
            "skill": skill,
            "length": f"{read_length(said.length) if said.length else wishes.USUAL}m",
            "when": said.window or "soon",
            "topic": said.topic,
            "urgent": "yes" if said.urgent else "no",
        }
    )


def book_again(answers: Mapping[str, str | tuple[str, ...]]) -> Form:
    """Return the form for a new booking with the answers that need another look."""
    given = {k: v if isinstance(v, str) else ", ".join(v) for k, v in answers.items()}
    return _book(given)


def _book(value: Mapping[str, str]) -> Form:
    who = value.get("who", "").removeprefix("@")
    return Form(
        "Book somebody's time",
        "book",
        (
            People("who", "Whom?", (who,) if who else (),
                   "Leave it empty, and I find somebody who knows the skill.", optional=True),
            Line("skill", "Which skill?", value.get("skill", ""), "For example: Kubernetes",
                 optional=True),
            _pick("length", "How long?", _LENGTHS, value),
            _pick("when", "When?", _WINDOWS, value),
            Paragraph("topic", "What about?", value.get("topic", ""),
                      "A line or two, so that they can see whether they can help.",
                      optional=True, longest=wishes.LONGEST_TOPIC),
            Pick("urgent", "Is it urgent?", (Option("No", "no"), Option("Yes", "yes")),
                 value.get("urgent", "") or "no"),
        ),
        "I propose three times that suit both of you. They can always say no.",
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
    labels = ("A time that suits you", "Another one", "A third one")
    fields = tuple(
        Moment(name, label, given.get(name, ""), optional=place > 0)
        for place, (name, label) in enumerate(zip(TIMES, labels, strict=True))
    )
    shown = listed([wording.short(at, me) for at in free], "or")
    lead = f"With {other.name}{_when(booking, me) if moving else ''}. "
    lead += f"You both seem free on {shown}. " if free else ""
    return Form(
        "Move it to" if moving else "Other times",
        f"{'move' if moving else 'other times'} {booking.id}",
        fields,
        f"{lead}Times are on your own clock, on quarters of an hour.",
    )


def _when(booking: Booking, me: Member) -> str:
    return f", {wording.short(booking.starts_at, me)}" if booking.starts_at else ""


def not_now(booking: Booking, asker: Member) -> Form:
    """Return the form in which a peer says no, with a private reason or none."""
    return Form(
        "Not now",
        f"not now {booking.id}",
        (
            Paragraph(
                "reason",
                "Would you like to say why?",
                "",
                "You need not. For example: back on the 7th, ask Ben about this.",
                optional=True,
                longest=LONGEST_REASON,
            ),
        ),
        f"{asker.name} alone reads it{', and I look for somebody else for them' if booking.skill else ''}.",
    )


def cancel(booking: Booking, me: Member, other: Member) -> Form:
    """Return the form in which one of the two calls a booking off."""
    return Form(
        "Cancel the booking",
        f"cancel booking {booking.id}",
        (
            Paragraph(
                "reason",
                "Would you like to say why?",
                "",
                f"You need not. {other.name} alone reads it.",
                optional=True,
                longest=LONGEST_REASON,
            ),
        ),
        f"With {other.name}{_when(booking, me)}. It is cancelled as you send this off; "
        "you can also move it instead.",
    )
