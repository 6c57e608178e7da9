"""An example of every message by which a circle comes to a time, made by the views themselves."""

from dataclasses import replace
from datetime import timedelta

from facilitation.programs.formats import library
from facilitation.programs.formats.acts import Announce, Collect
from facilitation.rounds import collecting, notices, reunions
from facilitation.rounds import views as rounds
from facilitation.rounds.examples import (
    ANA,
    BEN,
    CLEO,
    NEXT,
    PAIR,
    PEOPLE,
    PROGRAM,
    ROUND,
    SESSION,
    TRIO,
)
from facilitation.rounds.notices import Coming as Told
from facilitation.rounds.times import series_views, telling, views
from facilitation.rounds.times.series import Coming
from facilitation.rounds.times.series_views import Shift
from facilitation.rounds.times.service import Seen
from facilitation.sessions import calendar
from facilitation.sessions.model import Apart, Part
from facilitation.talk.forms import Form
from facilitation.talk.messages import Message, text
from facilitation.talk.phrases import say

_TIMES = tuple(NEXT + timedelta(days=n, hours=n) for n in range(3))
_STRAIN = Apart(2, 0, 540, (((540, 1020), "Europe/Berlin"), ((540, 1020), "Asia/Tokyo")))
_TWO = Seen(
    PROGRAM,
    PAIR,
    replace(SESSION, times=_TIMES, proposals=1, token="0123456789abcdef"),
    {m.id: m for m in (ANA, BEN)},
    ANA,
)
_THREE = Seen(
    PROGRAM,
    replace(TRIO, conversation="c1"),
    replace(
        _TWO.session,
        parts=(
            Part(member=ANA.id, suits=_TIMES[:1]),
            Part(member=BEN.id, suits=_TIMES[:2]),
            Part(member=CLEO.id, suits=_TIMES[1:2]),
        ),
    ),
    PEOPLE,
    BEN,
)
_AGREED, _ALL = (
    replace(of, session=replace(of.session, starts_at=NEXT, times=())) for of in (_TWO, _THREE)
)
_MOVING = replace(_AGREED, session=replace(_AGREED.session, times=_TIMES[1:], proposals=3))
_LINKS = calendar.links(telling.entry(_AGREED), lambda path: f"https://peerloop.example/{path}")
_WAITS = replace(
    _THREE, session=replace(_TWO.session, parts=(Part(member=ANA.id), *_THREE.session.parts[1:]))
)

_OWN = replace(_ALL, people={**_ALL.people, BEN.id: replace(BEN, zone="America/New_York")})
_DATES = [Coming(f"{n}", NEXT + timedelta(weeks=8 * n), off=n == 1) for n in range(3)]
_MOVED = Coming("3", NEXT + timedelta(days=2, hours=9), usual=NEXT)
_SHIFTS = [Shift((ANA, BEN), minutes, NEXT) for minutes in (-60, -30, 30, 60)]

_NOTICE = next(s for s in library.ours()["pairs"].steps if isinstance(s, Announce))
_GROWING = library.ours()["mentoring"].steps
_GOALS, _BACK, _GOING_ON = (
    next(s for s in _GROWING if s.name == name and isinstance(s, Collect))
    for name in ("goals", "looking_back", "going_on")
)
_LUNCH = replace(PROGRAM, id="prg_7", number=7, name="Lunch")
_SHEET = (text(say("How the time can be spent")),)
_AGAIN = replace(_THREE, session=replace(_THREE.session, parts=_WAITS.session.parts))

MESSAGES: dict[str, Message] = {
    "a date of a circle is moved": series_views.moved(_ALL, _MOVED),
    "dates of a circle, one moved": series_views.ahead(_ALL, [*_DATES, _MOVED]),
    "a circle meets again, with its times": reunions.first(_AGAIN, (), _SHEET),
    "round notices of two programs": notices.card(
        [
            Told(PROGRAM, ROUND, _NOTICE),
            Told(_LUNCH, replace(ROUND, id="rnd_7", program="prg_7"), _NOTICE),
        ]
    ),
    "question of a format, with the notice": collecting.question(
        PROGRAM, ROUND, _GOALS, ends=rounds.notice(PROGRAM, ROUND, _NOTICE).blocks
    ),
    "question of a format, answered, and the next": collecting.thanks(
        PROGRAM, _BACK, "To ask first", collecting.question(PROGRAM, ROUND, _GOING_ON)
    ),
    "times for a circle in its chat": views.proposed(
        replace(_THREE, session=replace(_TWO.session, parts=tuple(Part(member=m) for m in PEOPLE))),
        None,
        (views.looks(_THREE), views.suit_all(_THREE, None)),
    ),
    "times that are past": views.past(_TWO, NEXT),
    "times that are past, one was agreed": views.past(_MOVING, NEXT + timedelta(days=9)),
    "times of which one is past": views.proposed(_TWO, BEN, (views.is_past(NEXT),)),
    "times for one of a circle": views.proposed(
        _TWO, BEN, (views.looks(_TWO), views.suit_all(_TWO, None))
    ),
    "times for who looks for one": views.proposed(_TWO, ANA, (views.suit_all(_TWO, _STRAIN),)),
    "times, after an answer": views.proposed(_WAITS, None, (views.noted(_WAITS),)),
    "times, none of which suits all": views.proposed(_THREE, None, (views.nearly(_THREE),)),
    "times, after a no": views.proposed(_TWO, BEN, (views.none_suited(_TWO, BEN),)),
    "times, after one's own no": views.proposed(_TWO, ANA, (views.none_suited(_TWO, ANA),)),
    "a circle may move": views.proposed(_MOVING, BEN, (views.looks(_MOVING),)),
    "times have just gone": views.proposed(_TWO, ANA, (views.gone(),)),
    "times are in the chat": views.posted(None),
    "times will be in the chat": views.posted(NEXT),
    "a circle has a time": telling.agreed_on(_ALL, None, _LINKS, "", moved=False),
    "you have a time": telling.agreed_on(_AGREED, ANA, _LINKS, "", moved=False),
    "a circle has moved": telling.agreed_on(_ALL, None, _LINKS, "", moved=True),
    "you have another time": telling.agreed_on(
        _AGREED, BEN, _LINKS, "https://teams.microsoft.com/l/meeting/new", moved=True
    ),
    "a circle has a time that can be its own": telling.agreed_on(
        _ALL, None, _LINKS, "", moved=False, repeats=True
    ),
    "each round at the same time": series_views.begun(_OWN, _DATES),
    "when a circle meets": series_views.ahead(_OWN, _DATES),
    "when a circle meets, never more": series_views.ahead(_OWN, []),
    "a date is taken out": series_views.changed(_OWN, _DATES[1]),
    "a date is back": series_views.changed(_OWN, _DATES[0]),
    "no time of its own any more": series_views.over(_OWN),
    "clocks change": Message(
        say("Clocks change"), tuple(text(series_views.said(one)) for one in _SHIFTS)
    ),
    "a time is settled": views.settled(_ALL),
    "times no longer asked about": views.stands(replace(_TWO, session=SESSION)),
    "a circle stays at its time": telling.kept(_ALL),
    "a circle's time is off": telling.cancelled(_THREE, None, NEXT),
    "your time is off": telling.cancelled(_TWO, ANA, NEXT),
    "a circle meets in a moment": telling.reminder(_ALL, None),
    "you meet in a moment": telling.reminder(_AGREED, ANA),
}

FORMS: dict[str, Form] = {"to move a date of a circle": series_views.move_form(_ALL, _DATES[0])}
