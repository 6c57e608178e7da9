"""An example of every message and form about bookings, made by the views themselves."""

from dataclasses import replace
from datetime import UTC, datetime

from facilitation.bookings.agreeing import Sides
from facilitation.bookings.model import Booking, Step
from facilitation.bookings.times.scheduling import Asked, Instead, Offer
from facilitation.bookings.times.wishes import Said
from facilitation.bookings.words import (
    afterwards,
    asking,
    board,
    cards,
    endings,
    forms,
    notices,
    odd_times,
    replies,
)
from facilitation.people.model import Member
from facilitation.sessions.model import NothingFree, Part, Session
from facilitation.skills.finding import Candidate
from facilitation.talk.forms import Form
from facilitation.talk.messages import Message
from facilitation.talk.phrases import say

_NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
_TOPIC = "Ingress keeps timing out <!channel> *always* & _never_ when I look"
_ANA, _BEN, _CLEO = (
    Member(
        id=f"playground:acme:{handle}",
        workspace="playground:acme",
        name=name,
        handle=handle,
        zone=zone,
        offers=("Kubernetes",) if handle != "ana" else (),
        wants=("Kubernetes",) if handle == "ana" else (),
    )
    for handle, name, zone in (
        ("ana", "Ana Sousa", "Europe/Berlin"),
        ("ben", "Ben <3 & co", "Asia/Tokyo"),
        ("cleo", "Cleo *Roy*", "Europe/Berlin"),
    )
)
_ASKED = Booking(
    id="bkg_1",
    workspace="playground:acme",
    asker=_ANA.id,
    peer=_BEN.id,
    skill="Kubernetes",
    topic=_TOPIC,
    minutes=45,
    opens=_NOW,
    closes=datetime(2026, 11, 27, 17, 0, tzinfo=UTC),
    times=tuple(
        datetime(2026, 11, day, hour, 0, tzinfo=UTC) for day, hour in ((25, 8), (26, 9), (27, 23))
    ),
    token="4f2a",
    created_at=_NOW,
)
_BACK = replace(_ASKED, turn="asker", counters=3, skill="", topic="")
_AGREED = replace(
    _ASKED, state="agreed", turn="", times=(), starts_at=datetime(2026, 11, 25, 8, 0, tzinfo=UTC)
)
_MOVING = replace(_AGREED, turn="peer", times=_ASKED.times[1:], counters=4)
_DECLINED = replace(_ASKED, state="declined", turn="", reason="Back on the 7th <b>really</b>")
_OVER = replace(_AGREED, state="over")
_SESSION = Session(
    id="ses_1",
    workspace="playground:acme",
    booking=_OVER.id,
    parts=tuple(Part(member=m) for m in _OVER.people),
    starts_at=_OVER.starts_at,
)
_FOUND = Candidate(
    member=_CLEO,
    level=4,
    confidence=0.69,
    source="peer",
    reason=(say("You share {n} working hours a day.", n=6),),
    week_min=1800,
    open=0,
)


def _address(path: str) -> str:
    """Return the absolute url of a path."""
    return f"https://peerloop.example/{path}"


def _nowhere(path: str) -> str:
    """Return what stands for an url where there is no public address."""
    return ""


def _of(booking: Booking) -> Sides:
    """Return the booking as its asker sees it."""
    return Sides(booking, _ANA, _BEN)


_READ_AT = datetime(2026, 11, 25, 0, 0, tzinfo=UTC)
_THEN: tuple[Step, datetime] = ("again", datetime(2026, 11, 26, 9, 0, tzinfo=UTC))
_OFFER = Offer(_ASKED.times, (_ASKED.opens, _ASKED.closes), _NOW)
_SENT = Asked(_ASKED, _BEN, _OFFER, _THEN)

MESSAGES: dict[str, Message] = {
    "asked for time": asking.request(_ASKED, _ANA, _BEN),
    "asked for time, urgent, of a person": asking.request(
        replace(_ASKED, skill="", topic="", urgent=True), _ANA, _CLEO
    ),
    "asked for time once more": asking.request(_ASKED, _ANA, _BEN, again=True),
    "other times": cards.proposal(_BACK, _ANA, _BEN),
    "other times, for the third time": cards.proposal(_BACK, _ANA, _BEN, talk=True),
    "other times, once more": cards.proposal(_ASKED, _BEN, _ANA, again=True),
    "a booking may move": cards.proposal(_MOVING, _BEN, _ANA),
    "a booking may move, for the fourth time": cards.proposal(_MOVING, _BEN, _ANA, talk=True),
    "reminder of a booking": cards.reminder(_AGREED, _BEN, _ANA),
    "reminder of a booking, late": cards.reminder(_AGREED, _BEN, _ANA, late=True),
    "how did a booking go": cards.after(_OVER, _SESSION, _BEN),
    "booking agreed": notices.agreed(_AGREED, _ANA, _BEN, _address, moved=False),
    "booking agreed, no address": notices.agreed(_AGREED, _BEN, _ANA, _nowhere, moved=False),
    "booking moved": notices.agreed(_AGREED, _ANA, _BEN, _address, moved=True),
    "booking moved, no address": notices.agreed(_AGREED, _ANA, _BEN, _nowhere, moved=True),
    "booking moved, by the same clock": notices.agreed(
        _AGREED, _ANA, replace(_BEN, zone=_ANA.zone), _nowhere, moved=True
    ),
    "booking moved, to whoever was asked": notices.agreed(
        _AGREED, _BEN, _ANA, _nowhere, moved=True
    ),
    "booking stays": notices.kept(_AGREED, _ANA, _BEN),
    "request settled": notices.settled(_ASKED, _ANA),
    "request declined": notices.declined(_DECLINED, _ANA, _BEN, _FOUND),
    "request declined, no reason, nobody else": notices.declined(
        replace(_DECLINED, reason=""), _ANA, _BEN, None
    ),
    "request declined, of a person": notices.declined(
        replace(_DECLINED, skill=""), _ANA, _BEN, None
    ),
    "no answer to a request": notices.silent(_ASKED, _BEN, _FOUND, over=False),
    "no answer to a request, nobody else": notices.silent(_ASKED, _BEN, None, over=True),
    "asked peer is gone": notices.gone(_ASKED, _BEN, _FOUND),
    "asked peer is gone, nobody else": notices.gone(_ASKED, _BEN, None),
    "request closed, for the asker": endings.lapsed(_ASKED, _ANA, _BEN),
    "request closed, for the peer": endings.lapsed(_ASKED, _BEN, _ANA),
    "booking cancelled": endings.cancelled(
        replace(_AGREED, reason="The train is late"), _ANA, _BEN, _address
    ),
    "booking cancelled, for the peer": endings.cancelled(
        replace(_AGREED, reason="The train is late"), _BEN, _ANA, _address
    ),
    "booking cancelled, no reason": endings.cancelled(_AGREED, _BEN, _ANA, _nowhere),
    "booking off, somebody left": endings.called_off(
        _AGREED, _ANA, _BEN, _address, why=say("{member} is no longer here", member=_BEN.name)
    ),
    "request sent": asking.sent(_SENT, _ANA, _NOW, _FOUND.reason),
    "request sent, by the same clock": asking.sent(
        replace(_SENT, peer=replace(_BEN, zone=_ANA.zone)), _ANA, _NOW
    ),
    "asked for time, by the same clock": asking.request(
        _ASKED, replace(_ANA, zone=_BEN.zone), _BEN
    ),
    "agreed, by the same clock": notices.agreed(
        _AGREED, _ANA, replace(_BEN, zone=_ANA.zone), lambda path: "", moved=False
    ),
    "request sent, urgent": asking.sent(
        replace(_SENT, booking=replace(_ASKED, urgent=True), then=("next", _THEN[1])), _ANA, _NOW
    ),
    "urgent, passed on": notices.passed_on(_ASKED, _BEN, _CLEO, _THEN[1]),
    "request sent, strained": asking.sent(
        replace(
            _SENT,
            then=("next", _THEN[1]),
            offer=replace(_OFFER, read_at=_READ_AT, strain=NothingFree(2), later=True),
        ),
        _ANA,
        _NOW,
    ),
    "asked for the night": odd_times.quiet(_ANA, _BEN, _ASKED.times, "book now"),
    "asked for a day off": odd_times.another_day(
        _BEN, Instead(_ASKED.times, (_ASKED.opens,)), "book now", "book"
    ),
    "asked for days off, and no other": odd_times.another_day(
        _BEN, Instead((), (_ASKED.opens, _ASKED.closes)), "book now", ""
    ),
    "asked for when nothing is free": odd_times.not_then(_BEN, _ASKED.times, "book now"),
    "asked a lot, warned": asking.warned(_BEN, f"book now @{_BEN.id} for Kubernetes", _FOUND),
    "asked a lot, warned, nobody else": asking.warned(_BEN, f"book now @{_BEN.id} 30m", None),
    "asked once more": asking.again(_BEN, f"book now @{_BEN.id} for Kubernetes", _FOUND),
    "asked often enough": asking.enough(_BEN, f"book now @{_BEN.id} for Kubernetes", _FOUND),
    "asked often enough, nobody else": asking.enough(_BEN, f"book now @{_BEN.id} 30m", None),
    "cannot be booked": asking.closed(_BEN, f"book now @{_BEN.id} for Kubernetes", _FOUND),
    "cannot be booked, nobody else": asking.closed(_BEN, f"book now @{_BEN.id} 30m", None),
    "somebody else is asked": asking.sent(_SENT, _ANA, _NOW, asking.instead(_CLEO, _BEN)),
    "nothing to move yet": replies.unmoved(_of(_ASKED)),
    "nobody to book": asking.nobody("Basket weaving", offered=False, wanted=False),
    "nobody to book just now": asking.nobody("Kubernetes", offered=True, wanted=True),
    "which skill to book": replies.meant(
        "kubernets", ["Kubernetes"], ["book now Kubernetes 45m this week"]
    ),
    "time gone": replies.gone(_ASKED, _BEN, _ANA),
    "other times proposed": replies.proposed(_BACK, _BEN, _ANA),
    "move proposed": replies.proposed(_MOVING, _ANA, _BEN),
    "said no": replies.no_thanks(_ASKED, _ANA),
    "request taken back": replies.withdrawn(_BEN),
    "left where it is": replies.kept(_AGREED, _BEN, _ANA),
    "cancelled it": replies.cancelled(_AGREED, _ANA, _BEN, _address),
    "settled already": replies.settled(_ANA),
    "booking has changed": replies.over(_of(_AGREED)),
    "booking was taken back": replies.over(_of(replace(_ASKED, state="withdrawn"))),
    "bookings": board.bookings(
        [
            _of(_AGREED),
            _of(_ASKED),
            _of(replace(_ASKED, suggested=_CLEO.id)),
            _of(_BACK),
            _of(replace(_MOVING, turn="asker")),
            _of(_OVER),
            _of(_DECLINED),
        ]
    ),
    "home, with bookings": Message(
        say("What is next for you"), board.waiting([_of(_ASKED), _of(_AGREED), _of(_AGREED)])
    ),
    "bookings, past only": board.bookings([_of(_OVER)]),
    "bookings, none": board.bookings([]),
    "one booking": board.one(_of(_ASKED)),
    "met, for the asker": afterwards.met(_OVER, _SESSION, _ANA, _BEN),
    "met, for the peer": afterwards.met(_OVER, _SESSION, _BEN, _ANA),
    "did not meet": afterwards.missed(_OVER, _SESSION, _ANA, _BEN),
}

FORMS: dict[str, Form] = {
    "book": forms.book(Said(), None, ""),
    "book, unsure": forms.book(Said(length="30m"), _BEN, "SQL", unsure="slow joins"),
    "book, filled": forms.book(Said(length="75m", window="by friday", urgent=True), _BEN, "SQL"),
    "other times": forms.other_times(_ASKED, _BEN, _ANA, _ASKED.times),
    "move": forms.other_times(_AGREED, _ANA, _BEN, ()),
    "not now": forms.not_now(_ASKED, _ANA),
    "cancel booking": forms.cancel(_AGREED, _ANA, _BEN),
}
