"""An example of every message about running a program, made by the views themselves."""

from dataclasses import replace
from datetime import date, timedelta

from facilitation.joining import views
from facilitation.joining.examples import (
    ANA,
    BEN,
    CLEO,
    ENDED,
    LATER,
    MEANS,
    NOW,
    OPENS,
    PAUSED,
    PROGRAM,
    SECOND,
)
from facilitation.post.journal import Fact
from facilitation.programs import grouped
from facilitation.programs.formats import library
from facilitation.programs.model import Enrollment
from facilitation.programs.settings import SETTINGS
from facilitation.rounds.model import Round
from facilitation.steering import (
    creation_views,
    founding,
    history,
    inviting,
    members,
    news,
    occasions,
    past_views,
    removing,
    sheets,
)
from facilitation.steering import views as showing
from facilitation.talk import changes
from facilitation.talk.forms import Form
from facilitation.talk.messages import Message, Option
from facilitation.talk.phrases import say

_NAMES = {m.id: m.name for m in (ANA, BEN, CLEO)}
_ROUND = Round(
    id="rnd_1",
    workspace="playground:acme",
    program="prg_1",
    number=1,
    occurrence="2026-11-26T10:00",
    opens_at=LATER,
    seed=7,
)
_SET = Fact(
    id="fct_2",
    workspace="playground:acme",
    at=NOW,
    kind="program.set",
    by=BEN.id,
    program="prg_1",
    before={"settings.gap_weeks": 12, "facilitators": [BEN.id]},
    after={"settings.gap_weeks": 8, "facilitators": [BEN.id, ANA.id]},
)
_CREATED = Fact(
    id="fct_1",
    workspace="playground:acme",
    at=NOW,
    kind="program.created",
    by=ANA.id,
    program="prg_1",
    before={"state": "ended"},
    after={"state": "active"},
)
_ROLE = Fact(
    id="fct_3",
    workspace="playground:acme",
    at=NOW,
    kind="member.role",
    by=ANA.id,
    member=BEN.id,
    before={"role": "member"},
    after={"role": "facilitator"},
)
_TAKEN_BACK = replace(
    _SET, id="fct_4", before=_SET.after, after=_SET.before, undoes="fct_2", by=ANA.id
)
_FACTS = [_TAKEN_BACK, _ROLE, replace(_SET, undone_by="fct_4"), _CREATED]
_DETAILS = history.details(_SET, PROGRAM, _NAMES)
_MOVED = showing.Moves(OPENS, LATER, 23, (LATER + timedelta(days=14), LATER + timedelta(days=28)))
_STILL = showing.Moves(None, None, 0)
_STOPS = showing.Moves(OPENS, None, 23)

_PAIRS = library.ours()["pairs"]
_SIZE = next(s for s in SETTINGS if s.name == "size")

_MANY = [replace(CLEO, name=f"Person {n}") for n in range(40)]
_HERE = Enrollment(program="prg_1", member=BEN.id, workspace="playground:acme", joined_at=NOW)
_PAUSED = replace(_HERE, state="paused")
_ROLL = members.Roll(
    [ANA, BEN],
    [CLEO],
    [
        (BEN, replace(_PAUSED, returns_at=LATER)),
        (BEN, replace(_HERE, pauses_at=OPENS)),
        *(
            (CLEO, replace(_PAUSED, cause=why))
            for why in ("silence", "unreachable", "once", "asked")
        ),
    ],
    [(OPENS, say("a notice")), (LATER, say("introductions"))],
)

_TURNS = [OPENS + timedelta(weeks=n) for n in range(12)]

MESSAGES: dict[str, Message] = {
    "usual occasions": occasions.listed(),
    "invited to a program": inviting.invitation(PROGRAM, MEANS, ANA),
    "that somebody is invited": inviting.invited(SECOND, [BEN]),
    "that many are invited": inviting.invited(SECOND, [ANA, BEN, CLEO, *_MANY], [CLEO]),
    "that nobody is invited": inviting.invited(SECOND, [], [CLEO]),
    "who is in a program": members.card(PROGRAM, _ROLL),
    "who is in a program, many": members.card(PROGRAM, members.Roll(_MANY, (), (), ())),
    "who is in a program, nobody": members.card(PAUSED, members.Roll((), (), (), ())),
    "who is in no program": members.none(),
    "taken out of a program": removing.told(PROGRAM, ANA),
    "that somebody is taken out": removing.removed(SECOND, BEN),
    "invitation to a channel": news.invitation(PROGRAM, MEANS, ANA, OPENS),
    "told of being facilitator": news.facilitator_told(PROGRAM, ANA),
    "told that a program is paused": news.paused_told(PROGRAM, ANA),
    "told that a program goes on": news.resumed_told(PROGRAM, ANA, _ROUND),
    "told that a program has ended": news.ended_told(PROGRAM, ANA),
    "told that a program has ended, and asked": news.ended_told(PROGRAM, ANA, asks=True),
    "told that a program has moved": news.moved_told(PROGRAM, ANA, _ROUND),
    "invitation to a program that has ended": news.invitation_over(PROGRAM),
    "told of other dates of a program": news.dates_told(
        PROGRAM,
        replace(
            PROGRAM, settings=replace(PROGRAM.settings, skipped=(date(2026, 12, 15),), ends=None)
        ),
        ANA,
        _ROUND,
    ),
    "told that a program has moved, no round planned": news.moved_told(PROGRAM, ANA, None),
    "settings": showing.settings(PROGRAM, _PAIRS, _NAMES, "UTC", [BEN, ANA]),
    "settings, for who may change them": showing.settings(
        PROGRAM, _PAIRS, _NAMES, "UTC", [BEN], writes=True
    ),
    "one setting": showing.setting(PROGRAM, _SIZE, _PAIRS.defaults, _NAMES, "UTC", [BEN, ANA]),
    "one setting, to be changed": showing.setting(
        PROGRAM, _SIZE, _PAIRS.defaults, _NAMES, "UTC", [BEN], changes="change settings #1 circles"
    ),
    "one setting, nobody to ask": showing.setting(
        PROGRAM, _SIZE, _PAIRS.defaults, _NAMES, "UTC", []
    ),
    "setting without default": showing.setting(
        PROGRAM, SETTINGS[0], _PAIRS.defaults, _NAMES, "UTC", []
    ),
    "settings would change": Message(
        say("Change Design pairs?"), showing.set_change(_DETAILS, _MOVED)
    ),
    "introductions would move into the channel": Message(
        say("Change Design pairs?"),
        (*showing.set_change(_DETAILS, _MOVED), views.into_the_channel()),
    ),
    "settings changed": showing.changed(PROGRAM, _DETAILS, "fct_2", _MOVED),
    "program would be paused": Message(
        say("Pause Design pairs?"), showing.state_change(PROGRAM, "paused", _STOPS)
    ),
    "program would end": Message(
        say("End Design pairs?"), showing.state_change(PROGRAM, "ended", _STOPS)
    ),
    "program would go on": Message(
        say("Resume Coffee?"), showing.state_change(PAUSED, "active", _MOVED)
    ),
    "program paused": showing.state_changed(PAUSED, "fct_5", _STOPS),
    "program goes on": showing.state_changed(PROGRAM, "fct_5", _MOVED),
    "program ended": showing.state_changed(ENDED, "fct_5", _STILL),
    "program would be created": Message(
        say("Create Design pairs?"),
        creation_views.creation(PROGRAM, _PAIRS, _TURNS, True, _NAMES),
    ),
    "program would be created, channel unknown": Message(
        say("Create Coffee?"),
        creation_views.creation(replace(SECOND, channel_name="general"), _PAIRS, (), False, _NAMES),
    ),
    "program created": creation_views.created(PROGRAM, _PAIRS, OPENS, "fct_1"),
    "program created, pressed again": creation_views.there(PROGRAM),
    "pressed already": changes.already(),
    "program created without a channel": creation_views.created(SECOND, _PAIRS, None, "fct_1"),
    "change would be taken back": Message(
        say("Take this change back?"),
        past_views.undo_change(_SET, history.words(_SET, PROGRAM, _NAMES), _DETAILS, _MOVED),
    ),
    "change taken back": past_views.undone(_DETAILS, "fct_4"),
    "history": past_views.past(
        _FACTS, {"prg_1": PROGRAM}, _NAMES, [_TAKEN_BACK, _ROLE, _CREATED], say("What was changed")
    ),
    "history, none": past_views.past(
        [], {}, {}, [], say("What was changed in {program}", program="Coffee")
    ),
}

_CHANNELS = (
    Option(say("None: people find it among the programs"), sheets.NOWHERE),
    Option("#design", "#c1|design"),
)
_SHEETS = {
    group.word: sheets.Sheet(PROGRAM, _PAIRS, group, those, _NAMES, _CHANNELS)
    for group, those in grouped.of(_PAIRS)
}

FORMS: dict[str, Form] = {
    **{f"settings, {word}": sheet.form() for word, sheet in _SHEETS.items()},
    "whom to invite": inviting.form(PROGRAM),
    "a new program": founding.form(library.ours(), _CHANNELS, {"facilitators": (ANA.id,)}),
    "a new program, to be mended": founding.form(
        library.ours(), _CHANNELS, {"goal": "talk", "cadence": "whenever"}
    ),
    "settings, to be mended": _SHEETS["when"].form({"cadence": "whenever", "zone": "Berlinn"}),
}
