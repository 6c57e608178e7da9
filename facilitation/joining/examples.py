"""An example of every message about taking part, made by the views themselves."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from facilitation.joining import boards, listing, returning_views, views
from facilitation.joining.commands import leaving, spare, subscription
from facilitation.people.model import Member
from facilitation.programs.formats import library
from facilitation.programs.model import Enrollment, Program
from facilitation.programs.service import Sitting, Standing
from facilitation.rounds import wording
from facilitation.rounds.model import Circle, Round, Seat
from facilitation.sessions.model import Session
from facilitation.talk.messages import Bold, Message
from facilitation.talk.phrases import say

NOW = datetime(2026, 11, 19, 9, 0, tzinfo=UTC)
OPENS = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
LATER = OPENS + timedelta(days=2)
ANA, BEN, CLEO = (
    Member(id=f"playground:acme:{name.lower()}", workspace="playground:acme", name=name, role=role)  # type: ignore[arg-type]
    for name, role in (("Ana", "admin"), ("Ben <3", "facilitator"), ("Cleo", "member"))
)
PROGRAM = Program(
    id="prg_1",
    workspace="playground:acme",
    number=1,
    name="Design pairs",
    format="pairs",
    goal="Get to know how other teams work & *why*",
    channel="playground:acme:design",
    channel_name="design",
    anchor=date(2026, 11, 19),
    facilitators=(BEN.id,),
    created_by=ANA.id,
    created_at=NOW,
)
_ROUND = Round(
    id="rnd_1",
    workspace=PROGRAM.workspace,
    program=PROGRAM.id,
    number=4,
    occurrence="2026-11-24T10:00",
    opens_at=OPENS,
    seed=7,
)
_PAIRS, _TALKS = library.ours()["pairs"], library.ours()["sharing"]
MEANS = wording.said(_PAIRS.means, program=Bold(PROGRAM.name))
SECOND = replace(PROGRAM, id="prg_2", number=2, name="Coffee", goal="", channel="", channel_name="")
PAUSED = replace(SECOND, state="paused")
ENDED = replace(SECOND, state="ended")
_MANY = [replace(SECOND, id=f"prg_{n}", number=n, name=f"Program {n}") for n in range(1, 16)]
_IN = Enrollment(program="prg_1", member=CLEO.id, workspace="playground:acme", joined_at=NOW)
_AWAY = replace(_IN, program="prg_2", state="paused", cause="asked", returns_at=LATER)
_SILENT = replace(_IN, program="prg_2", state="paused", cause="silence")
_STANDING = Standing(PROGRAM, _IN, OPENS, "rnd_1")
_SKIPPING = Standing(PROGRAM, replace(_IN, skips="rnd_1"), OPENS, "rnd_1")
_PLANNED = Standing(PROGRAM, replace(_IN, pauses_at=OPENS, returns_at=LATER), OPENS, "rnd_1")
_BEFORE = Standing(PROGRAM, replace(_IN, pauses_at=LATER), OPENS, "rnd_1")
_ONCE = Standing(PROGRAM, replace(_IN, state="paused", once="rnd_1"), OPENS, "rnd_1")
_ENOUGH = Standing(SECOND, replace(_IN, state="paused", cause="once"), OPENS, "rnd_1")
_CIRCLE = Circle(
    id="cir_1",
    workspace="playground:acme",
    program="prg_1",
    round="rnd_0",
    seats=(Seat(member=CLEO.id), Seat(member=ANA.id), Seat(member=BEN.id)),
    created_at=NOW,
)
_SESSION = Session(id="ses_1", workspace="playground:acme", circle="cir_1", round="rnd_0")
_SITTING = Sitting(PROGRAM, _CIRCLE, _SESSION, (ANA, BEN))
_LISTED = listing.Listed(PROGRAM, 24, OPENS, None)
_INSIDE = listing.Listed(SECOND, 1, None, replace(_IN, program="prg_2"))
_RESTING = listing.Listed(PAUSED, 7, None, _AWAY)

MESSAGES: dict[str, Message] = {
    "one's own calendar": subscription.shown("https://peerloop.example/calendar/x.ics"),
    "time it takes": spare.shown([(PROGRAM.name, 0.5)], 90),
    "time it takes, none": spare.shown([], 90),
    "time it is to take": spare.changed(120, 90),
    "joined, and it is much": views.joined(
        PROGRAM, _PAIRS, OPENS, notice=True, back=False, hours=2.1
    ),
    "one's own calendar, taken back": subscription.stopped(),
    "which program": views.which(
        "join", [PROGRAM, SECOND], say("Which one would you like to join?")
    ),
    "which of many programs": views.which("pause 2w in", _MANY, say("Which one?")),
    "whose pause": views.whose_pause(PROGRAM),
    "joined": views.joined(PROGRAM, _PAIRS, OPENS, notice=True, back=False),
    "joined talks": views.joined(PROGRAM, _TALKS, OPENS, notice=False, back=False),
    "joined just before a round": views.joined(PROGRAM, _PAIRS, OPENS, notice=False, back=False),
    "joined a paused program": views.joined(PAUSED, _PAIRS, None, notice=False, back=True),
    "in already": views.in_already(PROGRAM, OPENS),
    "left": views.left(PROGRAM, circle=False),
    "welcome back": returning_views.welcome_back([(PROGRAM, _ROUND)]),
    "welcome back to a paused program": returning_views.welcome_back([(PAUSED, None)]),
    "welcome back to several": returning_views.welcome_back([(PROGRAM, _ROUND), (PAUSED, None)]),
    "leaving all": Message(say("Leave all?"), leaving.leaving_all([PROGRAM, SECOND])),
    "left all": leaving.left_all([PROGRAM, SECOND], circle=True),
    "left with a circle": views.left(PROGRAM, circle=True),
    "skipped": views.skipped(PROGRAM, OPENS),
    "too late to skip": views.too_late(PROGRAM, (ANA, BEN), OPENS),
    "too late to skip, alone": views.too_late(PROGRAM, (), None),
    "unskipped": views.unskipped(PROGRAM, OPENS),
    "paused": views.paused([PROGRAM], LATER, OPENS, sitting=True),
    "paused for long": views.paused([PROGRAM], LATER + timedelta(360), OPENS, sitting=False),
    "paused everywhere": views.paused([PROGRAM, SECOND], None, OPENS, sitting=False),
    "paused, and paused without end elsewhere": views.paused(
        [PROGRAM], LATER, OPENS, sitting=False, resting=[SECOND]
    ),
    "paused without end everywhere": views.paused_already([PROGRAM, SECOND], "2w"),
    "in for one round": views.in_once(PROGRAM, OPENS),
    "pause planned": views.pauses_later([PROGRAM, SECOND], LATER, LATER + timedelta(9), OPENS),
    "pause planned without end": views.pauses_later([PROGRAM], LATER, None, OPENS),
    "planned pause called off": views.back([(PROGRAM, OPENS)], away=False),
    "back": views.back([(PROGRAM, OPENS), (SECOND, None)]),
    "programs": listing.programs([_LISTED, _INSIDE, _RESTING], admin=False),
    "programs, many": listing.programs(
        [listing.Listed(p, p.number, OPENS, None) for p in _MANY], admin=True
    ),
    "programs, none for an admin": listing.programs([], admin=True),
    "programs, none for a member": listing.programs([], admin=False),
    "program": listing.program(_LISTED, _PAIRS, listing.Numbers(24, 2, 6), [BEN, ANA], writes=True),
    "program, ended": listing.program(
        listing.Listed(ENDED, 0, None, None),
        _TALKS,
        listing.Numbers(0, 0, 0),
        [],
        writes=False,
    ),
    "status": boards.status(
        CLEO,
        [_SKIPPING, Standing(PAUSED, _AWAY, None, ""), Standing(SECOND, _SILENT, None, "")],
        [_SITTING],
    ),
    "status with a pause to come": boards.status(CLEO, [_PLANNED, _BEFORE, _ONCE, _ENOUGH], []),
    "status in one program": boards.status(CLEO, [_STANDING], [_SITTING]),
    "home": boards.home(CLEO, [_STANDING, Standing(PAUSED, _AWAY, None, "")], [_SITTING], []),
    "home of who is in many programs": boards.home(
        ANA,
        [Standing(p, replace(_IN, program=p.id), OPENS, "rnd_1") for p in _MANY],
        [replace(_SITTING, session=replace(_SESSION, starts_at=OPENS))],
        [],
    ),
    "home, in no program, one without a goal": boards.home(
        CLEO, [], [], [replace(_LISTED, program=SECOND)]
    ),
    "home, in no program": boards.home(CLEO, [], [], [_LISTED]),
    "home, no program yet": boards.home(CLEO, [], [], []),
    "home of an admin, no program yet": boards.home(ANA, [], [], []),
}
