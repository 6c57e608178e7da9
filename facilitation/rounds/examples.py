"""An example of every message of a round, made by the views themselves."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from facilitation.pairing.model import Reason, Shared, Why
from facilitation.people.model import Member
from facilitation.post.outbox import Delivery, Personal
from facilitation.programs.cadence import Cadence
from facilitation.programs.formats import library
from facilitation.programs.formats.acts import (
    Agenda,
    Announce,
    Ask,
    Collect,
    Introduce,
    Post,
    Remind,
    Summarize,
)
from facilitation.programs.formats.when import When
from facilitation.programs.model import Program
from facilitation.rounds import collecting, introductions, last_views, reunions, upsets, views
from facilitation.rounds.acts.introduce import starter
from facilitation.rounds.model import APART, Circle, Collected, Round, Seat
from facilitation.sessions.model import Part, Session
from facilitation.talk.messages import Message
from facilitation.talk.phrases import say

OPENS = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
NEXT = OPENS + timedelta(weeks=2)

ANA, BEN, CLEO = (
    Member(
        id=f"playground:acme:{name.lower()}",
        workspace="playground:acme",
        name=name,
        zone=zone,
        team=team,
        location=place,
        offers=offers,
        wants=wants,
    )
    for name, zone, team, place, offers, wants in (
        ("Ana Sousa", "Europe/Lisbon", "Design", "Lisbon", ("Figma",), ("Kubernetes", "SQL")),
        ("Ben <3", "Europe/Berlin", "R&D", "", ("Kubernetes",), ()),
        ("Cleo 🌱", "America/New_York", "", "New York", (), ()),
    )
)
PEOPLE = {m.id: m for m in (ANA, BEN, CLEO)}
PROGRAM = Program(
    id="prg_1",
    workspace="playground:acme",
    number=1,
    name="Coffee & *more*",
    format="pairs",
    anchor=date(2026, 11, 1),
    created_at=OPENS,
)
ROUND = Round(
    id="rnd_1",
    workspace="playground:acme",
    program="prg_1",
    number=3,
    occurrence="2026-11-24T10:00",
    opens_at=OPENS,
    seed=7,
)


SPARED = Why("spared", first="Lunch")
REASONS = (
    Reason((Shared(BEN.id, gain="Kubernetes"),), fresh=True),
    Reason((Shared(ANA.id, give="Kubernetes"),)),
    Reason(fresh=True, teams=True),
)


def _circle(*members: Member) -> Circle:
    """Return a circle of the members, the first its captain."""
    return Circle(
        id="cir_1",
        workspace="playground:acme",
        program="prg_1",
        round="rnd_1",
        seats=tuple(
            Seat(
                member=m.id,
                reason=REASONS[place],
                roles=() if place else ("captain",),
            )
            for place, m in enumerate(members)
        ),
        created_at=OPENS,
    )


SAME = replace(
    _circle(ANA, CLEO),
    seats=tuple(
        Seat(member=m.id, reason=REASONS[2], roles=("captain",) if m is ANA else ())
        for m in (ANA, CLEO)
    ),
)
PAIR, TRIO = _circle(ANA, BEN), _circle(ANA, BEN, CLEO)
EIGHT = tuple(
    Member(id=f"playground:acme:{name.lower()}", workspace="playground:acme", name=name)
    for name in ("Dan", "Eva", "Femi", "Gro", "Hugo", "Ines", "Jun", "Kofi")
)
MANY = replace(PAIR, seats=tuple(Seat(member=m.id, reason=REASONS[2]) for m in (ANA, *EIGHT)))
SESSION = Session(
    id="ses_1",
    workspace="playground:acme",
    circle="cir_1",
    round="rnd_1",
    parts=(Part(member=ANA.id), Part(member=BEN.id)),
)
_OF_THREE = SESSION.with_part(Part(member=CLEO.id))
_STANDING = replace(
    TRIO,
    until=6,
    conversation="c1",
    seats=(
        Seat(member=ANA.id, roles=("mentor", "notes")),
        Seat(member=BEN.id, roles=("mentee", "captain", "owner", "presenter", "facilitator")),
        Seat(member=CLEO.id),
    ),
)
_MET = replace(SESSION, outcome="met")
_NOT_YET = replace(SESSION, outcome="not_yet", asked=1)
_COULD_NOT = replace(SESSION, outcome="could_not")
_LOST = Delivery(
    id="dlv_1",
    key="ses_1:intro",
    workspace="playground:acme",
    to=Personal(ANA.id),
    message=Message("Ana and Ben, meet each other"),
    kind="intro",
    about="cir_1",
    due_at=OPENS,
    state="dead",
    reason="the account is deactivated",
)
_TERM = replace(PROGRAM, settings=replace(PROGRAM.settings, term=6))
_ONCE = replace(
    PROGRAM, settings=replace(PROGRAM.settings, cadence=Cadence(1, 1, time(10), "once"))
)
_STEPS = library.ours()["pairs"].steps
_NOTICE = next(s for s in _STEPS if isinstance(s, Announce))
_REMIND = next(s for s in _STEPS if isinstance(s, Remind))
_INTRO = next(s for s in _STEPS if isinstance(s, Introduce))
_ASK = next(s.says for s in _STEPS if isinstance(s, Ask))
_QUESTION = Collect(
    act="collect",
    name="mood",
    when=When(after="opening"),
    says=("{program} is half way through.",),
    asks="How does it go so far?",
    answers=("Well", "So so", "Not well"),
)
_OPEN_QUESTION = _QUESTION.model_copy(update={"answers": ()})
_POST = Post(
    act="post",
    name="half",
    when=When(after="mood"),
    to="members",
    title="Half time",
    says=("{program} goes on.",),
)
_SUMMARY = Summarize(
    act="summarize",
    name="show",
    when=When(after="mood"),
    of="mood",
    to="channel",
    title="What you said in {program}",
    says=("Thank you all.",),
)

_AGENDA = Agenda(
    act="agenda",
    name="table",
    when=When(after="mood"),
    of="mood",
    to="channel",
    title="What {program} could be about",
)


def _kept(*answers: str) -> list[Collected]:
    return [
        Collected(round=ROUND.id, step="mood", member=member, circle="", answer=answer, at=OPENS)
        for member, answer in zip(PEOPLE, answers, strict=False)
    ]


def _alone(circle: Circle, reader: Member, number: int) -> Message:
    people = {m.id: m for m in (*PEOPLE.values(), *EIGHT)}
    question = starter(number, 0)
    return introductions.alone(PROGRAM, circle, SESSION, people, reader, question, _INTRO)


MESSAGES: dict[str, Message] = {
    "round notice": views.notice(PROGRAM, ROUND, _NOTICE),
    "introduction of a pair": introductions.intro(
        PROGRAM, PAIR, SESSION, PEOPLE, starter(0, 0), _INTRO.says
    ),
    "introduction of a pair, for one reason": introductions.intro(
        PROGRAM, SAME, SESSION, PEOPLE, starter(3, 0), _INTRO.says
    ),
    "introduction of a trio": introductions.intro(
        PROGRAM, TRIO, SESSION, PEOPLE, starter(1, 0), _INTRO.says
    ),
    "introduction anew": introductions.intro(
        PROGRAM, PAIR, SESSION, PEOPLE, starter(2, 0), _INTRO.says, again=True
    ),
    "introduction of a pair, to each alone": _alone(PAIR, BEN, 0),
    "introduction of a pair, to who gets it going": _alone(PAIR, ANA, 0),
    "introduction of a trio, to each alone": _alone(TRIO, CLEO, 1),
    "introduction of many, to each alone": _alone(MANY, ANA, 2),
    "introduction of a pair that has a time": introductions.intro(
        PROGRAM, PAIR, replace(SESSION, starts_at=NEXT), PEOPLE, starter(0, 0), _INTRO.says
    ),
    "a circle meets again": reunions.again(
        PROGRAM, _STANDING, _OF_THREE.without(CLEO.id), PEOPLE, starter(0, 0)
    ),
    "somebody has left a circle": reunions.left(PROGRAM, CLEO, [ANA, BEN]),
    "somebody is back in a circle": reunions.back(PROGRAM, CLEO, [ANA, BEN, CLEO]),
    "nudge": introductions.nudge(PROGRAM, PAIR, SESSION, PEOPLE, ANA, _REMIND),
    "nudge where each was told alone": introductions.nudge(
        PROGRAM, replace(PAIR, conversation=APART), SESSION, PEOPLE, ANA, _REMIND
    ),
    "nudge where they are in a channel": introductions.nudge(
        PROGRAM, replace(TRIO, conversation="c1", thread="1"), SESSION, PEOPLE, CLEO, _REMIND
    ),
    "posted by a format": collecting.posted(PROGRAM, ROUND, _POST),
    "question of a format": collecting.question(PROGRAM, ROUND, _QUESTION),
    "question of a format, in one's own words": collecting.question(PROGRAM, ROUND, _OPEN_QUESTION),
    "question of a format, answered": collecting.thanks(PROGRAM, _QUESTION, "So so"),
    "answers to a format's question": collecting.summary(
        PROGRAM, ROUND, _SUMMARY, _QUESTION, _kept("Well", "Well", "So so")
    ),
    "answers to a format's question, to who looks after it": collecting.summary(
        PROGRAM, ROUND, _SUMMARY.model_copy(update={"to": "facilitators"}), _QUESTION, []
    ),
    "answers in people's own words": collecting.summary(
        PROGRAM, ROUND, _SUMMARY, _OPEN_QUESTION, _kept("We meet less than we should.")
    ),
    "question of a format, for an agenda": collecting.question(
        PROGRAM, ROUND, _OPEN_QUESTION, read_by=say("It goes on the agenda, with your name.")
    ),
    "agenda": collecting.agenda(
        PROGRAM, ROUND, _AGENDA, _OPEN_QUESTION, _kept("Pottery", "*Sourdough* <3"), PEOPLE
    ),
    "agenda with nothing on it": collecting.agenda(
        PROGRAM, ROUND, _AGENDA, _OPEN_QUESTION, [], PEOPLE
    ),
    "how did it go": views.ask(PROGRAM, _OF_THREE, _ASK),
    "how did it go, once more": views.ask(PROGRAM, SESSION, again=True),
    "how did it go, after an answer": views.ask(
        PROGRAM, SESSION.with_part(Part(member=BEN.id, outcome="not_yet")), _ASK, names=PEOPLE
    ),
    "answered: met": views.answered(PROGRAM, _MET, ANA, asks_at=None, next_at=NEXT),
    "answered: met, for the first time": views.answered(
        PROGRAM, _MET, ANA, asks_at=None, next_at=NEXT, invited=True
    ),
    "answered: not yet": views.answered(PROGRAM, _NOT_YET, ANA, asks_at=NEXT, next_at=NEXT),
    "answered: not yet, again": views.answered(PROGRAM, _NOT_YET, ANA, asks_at=None, next_at=NEXT),
    "answered: could not": views.answered(PROGRAM, _COULD_NOT, BEN, asks_at=None, next_at=NEXT),
    "no circle this round": upsets.unmatched(PROGRAM, Why("language"), NEXT),
    "another program comes first": upsets.spared(PROGRAM, SPARED, NEXT, opens_at=NEXT),
    "circle grows smaller": upsets.circle_smaller(PROGRAM, CLEO, [ANA, BEN]),
    "circle grows smaller, and others do it": upsets.circle_smaller(
        PROGRAM, CLEO, [ANA, BEN], reunions.passed(PAIR, PEOPLE, ("captain",)), leaves=True
    ),
    "circle grows larger": upsets.circle_larger(PROGRAM, CLEO, say("You have not met here yet.")),
    "partner gone": upsets.partner_gone(PROGRAM, BEN, NEXT, Why("seat")),
    "paused for silence": upsets.silent(PROGRAM, 3),
    "round fell out": upsets.fell_out(PROGRAM, ROUND, NEXT),
    "answered: not yet, before the question": views.answered(
        PROGRAM, replace(_NOT_YET, asked=0), ANA, asks_at=NEXT, next_at=NEXT
    ),
    "round skipped": upsets.skipped(PROGRAM, ROUND, NEXT, 30),
    "a round without anybody": views.hardly_anybody_in(PROGRAM, 1, 0),
    "a round with one person": views.hardly_anybody_in(PROGRAM, 1, 1),
    "round summary": views.summary(
        PROGRAM, ROUND, {"met": 8, "some": 1, "not_yet": 1, "unknown": 2}, 2, 1, NEXT
    ),
    "agreed by some": collecting.agreement([ANA, BEN]),
    "term over": last_views.rounds_over(_TERM, 6),
    "term over of circles that stand": last_views.rounds_over(_TERM, 6, stands=True),
    "the one round over": last_views.rounds_over(_ONCE, 1),
    "the last day over": last_views.rounds_over(PROGRAM, 6),
    "someone cannot be reached": upsets.undelivered(_LOST, [ANA]),
    "a message could not be delivered": upsets.undelivered(_LOST, []),
}
