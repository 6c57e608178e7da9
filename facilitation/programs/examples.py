"""An example of every message about programs, made by the views themselves."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from facilitation.formats import FORMATS
from facilitation.journal import Fact
from facilitation.people.model import Member
from facilitation.programs import boards, history, news, showing, views
from facilitation.programs.model import Enrollment, Program
from facilitation.programs.service import Sitting, Standing
from facilitation.programs.settings import SETTINGS, find
from facilitation.rounds.model import Circle, Round, Seat, Session
from facilitation.talk.forms import Form
from facilitation.talk.messages import Message

_NOW = datetime(2026, 11, 19, 9, 0, tzinfo=UTC)
_OPENS = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
_LATER = _OPENS + timedelta(days=2)
_ANA, _BEN, _CLEO = (
    Member(id=f"playground:acme:{name.lower()}", workspace="playground:acme", name=name, role=role)  # type: ignore[arg-type]
    for name, role in (("Ana", "admin"), ("Ben <3", "facilitator"), ("Cleo", "member"))
)
_NAMES = {m.id: m.name for m in (_ANA, _BEN, _CLEO)}
_PROGRAM = Program(
    id="prg_1",
    workspace="playground:acme",
    number=1,
    name="Design pairs",
    format="pairs",
    goal="Get to know how other teams work & *why*",
    channel="playground:acme:design",
    channel_name="design",
    anchor=date(2026, 11, 19),
    facilitators=(_BEN.id,),
    created_by=_ANA.id,
    created_at=_NOW,
)
_SECOND = replace(
    _PROGRAM, id="prg_2", number=2, name="Coffee", goal="", channel="", channel_name=""
)
_PAUSED = replace(_SECOND, state="paused")
_ENDED = replace(_SECOND, state="ended")
_MANY = [replace(_SECOND, id=f"prg_{n}", number=n, name=f"Program {n}") for n in range(1, 16)]
_ROUND = Round(
    id="rnd_1",
    workspace="playground:acme",
    program="prg_1",
    number=1,
    occurrence="2026-11-26T10:00",
    opens_at=_LATER,
    seed=7,
    step="announce",
)
_IN = Enrollment(program="prg_1", member=_CLEO.id, workspace="playground:acme", joined_at=_NOW)
_AWAY = replace(_IN, program="prg_2", state="paused", cause="asked", returns_at=_LATER)
_SILENT = replace(_IN, program="prg_2", state="paused", cause="silence")
_STANDING = Standing(_PROGRAM, _IN, _OPENS, "rnd_1")
_SKIPPING = Standing(_PROGRAM, replace(_IN, skips="rnd_1"), _OPENS, "rnd_1")
_CIRCLE = Circle(
    id="cir_1",
    workspace="playground:acme",
    program="prg_1",
    round="rnd_0",
    seats=(Seat(member=_CLEO.id), Seat(member=_ANA.id), Seat(member=_BEN.id)),
    created_at=_NOW,
)
_SESSION = Session(id="ses_1", workspace="playground:acme", circle="cir_1", round="rnd_0")
_SITTING = Sitting(_PROGRAM, _CIRCLE, _SESSION, (_ANA, _BEN))
_LISTED = boards.Listed(_PROGRAM, 24, _OPENS, None)
_INSIDE = boards.Listed(_SECOND, 1, None, replace(_IN, program="prg_2"))
_RESTING = boards.Listed(_PAUSED, 7, None, _AWAY)

_SET = Fact(
    id="fct_2",
    workspace="playground:acme",
    at=_NOW,
    kind="program.set",
    by=_BEN.id,
    program="prg_1",
    before={"settings.gap_weeks": 12, "facilitators": [_BEN.id]},
    after={"settings.gap_weeks": 8, "facilitators": [_BEN.id, _ANA.id]},
)
_CREATED = Fact(
    id="fct_1",
    workspace="playground:acme",
    at=_NOW,
    kind="program.created",
    by=_ANA.id,
    program="prg_1",
    before={"state": "ended"},
    after={"state": "active"},
)
_ROLE = Fact(
    id="fct_3",
    workspace="playground:acme",
    at=_NOW,
    kind="member.role",
    by=_ANA.id,
    member=_BEN.id,
    before={"role": "member"},
    after={"role": "facilitator"},
)
_TAKEN_BACK = replace(
    _SET, id="fct_4", before=_SET.after, after=_SET.before, undoes="fct_2", by=_ANA.id
)
_FACTS = [_TAKEN_BACK, _ROLE, replace(_SET, undone_by="fct_4"), _CREATED]
_DETAILS = history.details(_SET, _PROGRAM, _NAMES)
_MOVED = showing.Moves(_OPENS, _LATER, 23)
_STILL = showing.Moves(None, None, 0)
_STOPS = showing.Moves(_OPENS, None, 23)

MESSAGES: dict[str, Message] = {
    "which program": views.which("join", [_PROGRAM, _SECOND], "Which one would you like to join?"),
    "which of many programs": views.which("pause 2w in", _MANY, "Which one?"),
    "joined": views.joined(_PROGRAM, _OPENS, notice=True, back=False),
    "joined just before a round": views.joined(_PROGRAM, _OPENS, notice=False, back=False),
    "joined a paused program": views.joined(_PAUSED, None, notice=False, back=True),
    "in already": views.in_already(_PROGRAM, _OPENS),
    "left": views.left(_PROGRAM, circle=False),
    "left with a circle": views.left(_PROGRAM, circle=True),
    "skipped": views.skipped(_PROGRAM, _OPENS),
    "too late to skip": views.too_late(_PROGRAM, (_ANA, _BEN), _OPENS),
    "too late to skip, alone": views.too_late(_PROGRAM, (), None),
    "unskipped": views.unskipped(_PROGRAM, _OPENS),
    "paused": views.paused([_PROGRAM], _LATER, sitting=True),
    "paused everywhere": views.paused([_PROGRAM, _SECOND], None, sitting=False),
    "paused, and paused without end elsewhere": views.paused(
        [_PROGRAM], _LATER, sitting=False, resting=[_SECOND]
    ),
    "paused without end everywhere": views.paused_already([_PROGRAM, _SECOND], "2w"),
    "back": views.back([(_PROGRAM, _OPENS), (_SECOND, None)]),
    "programs": boards.programs([_LISTED, _INSIDE, _RESTING], admin=False),
    "programs, many": boards.programs(
        [boards.Listed(p, p.number, _OPENS, None) for p in _MANY], admin=True
    ),
    "programs, none for an admin": boards.programs([], admin=True),
    "programs, none for a member": boards.programs([], admin=False),
    "program": boards.program(_LISTED, boards.Numbers(24, 2, 6), [_BEN, _ANA], writes=True),
    "program, ended": boards.program(
        boards.Listed(_ENDED, 0, None, None), boards.Numbers(0, 0, 0), [], writes=False
    ),
    "status": boards.status(
        [_SKIPPING, Standing(_PAUSED, _AWAY, None, ""), Standing(_SECOND, _SILENT, None, "")],
        [_SITTING],
    ),
    "home": boards.home(_CLEO, [_STANDING, Standing(_PAUSED, _AWAY, None, "")], [_SITTING], []),
    "home, in no program": boards.home(_CLEO, [], [], [_LISTED]),
    "home, no program yet": boards.home(_CLEO, [], [], []),
    "home of an admin, no program yet": boards.home(_ANA, [], [], []),
    "invitation to a channel": news.invitation(_PROGRAM, _ANA, _OPENS),
    "told of being facilitator": news.facilitator_told(_PROGRAM, _ANA),
    "told that a program is paused": news.paused_told(_PROGRAM, _ANA),
    "told that a program goes on": news.resumed_told(_PROGRAM, _ANA, _ROUND),
    "told that a program has ended": news.ended_told(_PROGRAM, _ANA),
    "told that a program has moved": news.moved_told(_PROGRAM, _ANA, _ROUND),
    "told that a program has moved, no round planned": news.moved_told(_PROGRAM, _ANA, None),
    "settings": showing.settings(_PROGRAM, _NAMES, "UTC", [_BEN, _ANA]),
    "one setting": showing.setting(_PROGRAM, find("size"), _NAMES, "UTC", [_BEN, _ANA]),
    "one setting, nobody to ask": showing.setting(_PROGRAM, find("size"), _NAMES, "UTC", []),
    "setting without default": showing.setting(_PROGRAM, SETTINGS[0], _NAMES, "UTC", []),
    "settings would change": Message("Change Design pairs?", showing.set_change(_DETAILS, _MOVED)),
    "introductions would move into the channel": Message(
        "Change Design pairs?",
        (*showing.set_change(_DETAILS, _MOVED), views.into_the_channel()),
    ),
    "settings changed": showing.changed(_PROGRAM, _DETAILS, "fct_2", _MOVED),
    "program would be paused": Message(
        "Pause Design pairs?", showing.state_change(_PROGRAM, "paused", _STOPS)
    ),
    "program would end": Message(
        "End Design pairs?", showing.state_change(_PROGRAM, "ended", _STOPS)
    ),
    "program would go on": Message(
        "Resume Coffee?", showing.state_change(_PAUSED, "active", _MOVED)
    ),
    "program paused": showing.state_changed(_PAUSED, "fct_5", _STOPS),
    "program goes on": showing.state_changed(_PROGRAM, "fct_5", _MOVED),
    "program ended": showing.state_changed(_ENDED, "fct_5", _STILL),
    "program would be created": Message(
        "Create Design pairs?",
        showing.creation(_PROGRAM, FORMATS["pairs"].summary, _OPENS, True, _NAMES),
    ),
    "program would be created, channel unknown": Message(
        "Create Coffee?",
        showing.creation(
            replace(_SECOND, channel_name="general"), FORMATS["pairs"].summary, None, False, _NAMES
        ),
    ),
    "program created": showing.created(_PROGRAM, _OPENS, "fct_1"),
    "program created without a channel": showing.created(_SECOND, None, "fct_1"),
    "change would be taken back": Message(
        "Take this change back?",
        showing.undo_change(_SET, "you", history.words(_SET, _PROGRAM, _NAMES), _DETAILS, _MOVED),
    ),
    "change taken back": showing.undone(_DETAILS, "fct_4"),
    "history": showing.past(
        _FACTS, {"prg_1": _PROGRAM}, _NAMES, [_TAKEN_BACK, _ROLE, _CREATED], "What was changed"
    ),
    "history, none": showing.past([], {}, {}, [], "What was changed in Coffee"),
}

FORMS: dict[str, Form] = {}
