"""An example of every message of a round, made by the views themselves."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from facilitation.formats.starters import STARTERS
from facilitation.outbox import Delivery, Personal
from facilitation.pairing.model import Draw, Unmatched
from facilitation.people.model import Member
from facilitation.programs.model import Program
from facilitation.rounds import explaining, introductions, upsets, views
from facilitation.rounds.model import APART, Circle, Round, Seat, Session
from facilitation.talk.messages import Message

OPENS = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
NEXT = OPENS + timedelta(weeks=2)

ANA, BEN, CLEO = (
    Member(id=f"playground:acme:{name.lower()}", workspace="playground:acme", name=name, zone=zone)
    for name, zone in (
        ("Ana Sousa", "Europe/Lisbon"),
        ("Ben <3", "Europe/Berlin"),
        ("Cleo 🌱", "America/New_York"),
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


REASONS = (
    "You want Kubernetes, and Ben <3 offers it; you have not met here yet.",
    "Ana Sousa wants Kubernetes, and you offer it.",
    "You work in different teams and have not met here yet.",
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
                captain=not place,
            )
            for place, m in enumerate(members)
        ),
        created_at=OPENS,
    )


SAME = replace(
    _circle(ANA, CLEO),
    seats=tuple(Seat(member=m.id, reason=REASONS[2], captain=m is ANA) for m in (ANA, CLEO)),
)
PAIR, TRIO = _circle(ANA, BEN), _circle(ANA, BEN, CLEO)
EIGHT = tuple(
    Member(id=f"playground:acme:{name.lower()}", workspace="playground:acme", name=name)
    for name in ("Dan", "Eva", "Femi", "Gro", "Hugo", "Ines", "Jun", "Kofi")
)
MANY = replace(PAIR, seats=tuple(Seat(member=m.id, reason=REASONS[2]) for m in (ANA, *EIGHT)))
SESSION = Session(id="ses_1", workspace="playground:acme", circle="cir_1", round="rnd_1")
_MET = Session(
    id="ses_1", workspace="playground:acme", circle="cir_1", round="rnd_1", outcome="met"
)
_NOT_YET = Session(
    asked=1,
    id="ses_1",
    workspace="playground:acme",
    circle="cir_1",
    round="rnd_1",
    outcome="not_yet",
)
_COULD_NOT = Session(
    id="ses_1", workspace="playground:acme", circle="cir_1", round="rnd_1", outcome="could_not"
)
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
_DRAW = Draw(
    circles=((ANA.id, BEN.id),),
    unmatched=(
        Unmatched(
            CLEO.id, "You share no language with anyone left.", "Add a language to your profile."
        ),
    ),
    value=0.6,
    repeats=1,
    repeated=(),
    bound=None,
    seed=7,
)

MESSAGES: dict[str, Message] = {
    "round notice": views.notice(PROGRAM, ROUND),
    "introduction of a pair": introductions.intro(PROGRAM, PAIR, SESSION, PEOPLE, STARTERS[0]),
    "introduction of a pair, for one reason": introductions.intro(
        PROGRAM, SAME, SESSION, PEOPLE, STARTERS[3]
    ),
    "introduction of a trio": introductions.intro(PROGRAM, TRIO, SESSION, PEOPLE, STARTERS[1]),
    "introduction anew": introductions.intro(
        PROGRAM, PAIR, SESSION, PEOPLE, STARTERS[2], again=True
    ),
    "introduction of a pair, to each alone": introductions.with_chat(
        introductions.intro(PROGRAM, PAIR, SESSION, PEOPLE, STARTERS[0]), PROGRAM, ANA, [BEN]
    ),
    "introduction of a trio, to each alone": introductions.with_chat(
        introductions.intro(PROGRAM, TRIO, SESSION, PEOPLE, STARTERS[1]), PROGRAM, ANA, [BEN, CLEO]
    ),
    "introduction of many, to each alone": introductions.with_chat(
        introductions.intro(PROGRAM, MANY, SESSION, {m.id: m for m in (ANA, *EIGHT)}, STARTERS[2]),
        PROGRAM,
        ANA,
        EIGHT,
    ),
    "nudge": introductions.nudge(PROGRAM, PAIR, PEOPLE),
    "nudge where each was told alone": introductions.nudge(
        PROGRAM, replace(PAIR, conversation=APART), PEOPLE
    ),
    "nudge where they are in a channel": introductions.nudge(
        PROGRAM, replace(TRIO, conversation="c1", thread="1"), PEOPLE
    ),
    "how did it go": views.ask(PROGRAM, TRIO, SESSION),
    "how did it go, once more": views.ask(PROGRAM, PAIR, SESSION, again=True),
    "answered: met": views.answered(PROGRAM, _MET, ANA, asks_at=None, next_at=NEXT),
    "answered: met, for the first time": views.answered(
        PROGRAM, _MET, ANA, asks_at=None, next_at=NEXT, invited=True
    ),
    "answered: not yet": views.answered(PROGRAM, _NOT_YET, ANA, asks_at=NEXT, next_at=NEXT),
    "answered: not yet, again": views.answered(PROGRAM, _NOT_YET, ANA, asks_at=None, next_at=NEXT),
    "answered: could not": views.answered(PROGRAM, _COULD_NOT, BEN, asks_at=None, next_at=NEXT),
    "no circle this round": upsets.unmatched(
        PROGRAM, "You share no language with anyone left.", "Add a language to your profile.", NEXT
    ),
    "circle grows smaller": upsets.circle_smaller(PROGRAM, CLEO, [ANA, BEN]),
    "circle grows larger": upsets.circle_larger(
        PROGRAM, CLEO, "You work in different teams and have not met."
    ),
    "partner gone": upsets.partner_gone(PROGRAM, BEN, NEXT, "Everyone else has a circle already."),
    "paused for silence": upsets.silent(PROGRAM, 3),
    "welcome back": views.welcome_back(PROGRAM, ROUND),
    "round fell out": upsets.fell_out(PROGRAM, ROUND, NEXT),
    "answered: not yet, before the question": views.answered(
        PROGRAM, replace(_NOT_YET, asked=0), ANA, asks_at=NEXT, next_at=NEXT
    ),
    "round skipped": upsets.skipped(PROGRAM, ROUND, NEXT, 30),
    "round summary": views.summary(
        PROGRAM, ROUND, {"met": 8, "some": 1, "not_yet": 1, "unknown": 2}, 2, 1, NEXT
    ),
    "term over": views.term_over(PROGRAM, 6),
    "who would meet whom": explaining.preview(PROGRAM, _DRAW, PEOPLE, NEXT),
    "someone cannot be reached": upsets.undelivered(_LOST, [ANA]),
    "a message could not be delivered": upsets.undelivered(_LOST, []),
}
