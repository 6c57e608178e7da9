"""An example of every message and form about clinics, made by the views themselves."""

from dataclasses import replace
from datetime import timedelta

from facilitation.discussions.clinics import action_views, gather_views, views
from facilitation.discussions.clinics.model import LIVE, STAGES, Clinic, paced
from facilitation.discussions.examples import ANA, AT, BEN, PROGRAM
from facilitation.discussions.model import Discussion, Prompt
from facilitation.programs.formats import library
from facilitation.programs.formats.acts import Gather
from facilitation.rounds.model import Round
from facilitation.talk.forms import Form
from facilitation.talk.messages import Message

_PROGRAM = replace(PROGRAM, format="clinic")
_OPEN = Discussion(
    id="dis_1",
    workspace="playground:acme",
    program="prg_1",
    question="Nobody reads what we <write> down. How do I *change* that?",
    facilitator=ANA.id,
    opened_by=ANA.id,
    clinic=True,
    conversation="playground:acme:design",
    thread="m1",
    opened_at=AT,
    closes_at=AT + timedelta(minutes=31),
)
_CLINIC = Clinic(
    id="cln_1",
    workspace="playground:acme",
    discussion="dis_1",
    owner=ANA.id,
    stage="clarify",
    until=AT + timedelta(minutes=12),
)
_SLOW = replace(_CLINIC, pace=paced(timedelta(days=5)), until=AT + timedelta(days=1))
_PAUSED = replace(_CLINIC, until=None, left=240)
_DONE = replace(_CLINIC, action="Ask two readers what they need.", acts_at=AT + timedelta(days=7))

_GATHERS = next(s for s in library.ours()["clinic"].steps if isinstance(s, Gather))
_ROUND = Round(
    id="rnd_1",
    workspace="playground:acme",
    program="prg_1",
    number=3,
    occurrence="2026-11-26T14:00",
    opens_at=AT + timedelta(days=2),
    seed=1,
)
_WAITING = [
    Prompt(
        id=f"pmt_{n}",
        workspace="playground:acme",
        program="prg_1",
        asks=f"How do I end {n} meetings that nobody *needs*?",
        by=ANA.id,
        urgency=n,
        state="brought",
        at=AT,
    )
    for n in (1, 2)
]

MESSAGES: dict[str, Message] = {
    "clinic in a channel": views.card(_OPEN, _CLINIC, ANA, []),
    "clinic of a circle in a channel": views.card(_OPEN, _SLOW, ANA, [ANA, BEN]),
    **{
        f"clinic: {stage}": views.stage_card(_OPEN, replace(_CLINIC, stage=stage), ANA)
        for stage in STAGES
    },
    "clinic: clarify, in days": views.stage_card(_OPEN, _SLOW, ANA),
    "clinic: a pause": views.pause(_PAUSED),
    "clinic: goes on": views.goes_on(_CLINIC),
    "clinic: longer": views.longer(_CLINIC),
    "clinic: longer, in a pause": views.longer(_PAUSED),
    "clinic opened": views.opened(_OPEN, _CLINIC, _PROGRAM),
    "clinic stands": views.stands(_OPEN, _CLINIC),
    "clinic stands still": views.stands(_OPEN, _PAUSED),
    "clinic: which problem": gather_views.which_problem(_PROGRAM, _ROUND, _GATHERS, lasts=LIVE),
    "clinic: mine waits": gather_views.which_problem(
        _PROGRAM, _ROUND, _GATHERS, _WAITING[:1], lasts=LIVE, odd=True
    ),
    "clinic: problems of mine": gather_views.brought(_PROGRAM, _WAITING, AT),
    "clinic: no problems of mine": gather_views.brought(_PROGRAM, [], None),
    "clinic: nobody has a problem": gather_views.no_problem(_PROGRAM),
    "clinic: none, as there is no channel": gather_views.none_this_time(_PROGRAM),
    "clinic: no channel": gather_views.no_channel(_PROGRAM),
    "clinic is over": views.stands(replace(_OPEN, state="ended"), _CLINIC),
    "clinic: just questions": views.questions_only(ANA),
    "clinic: what will you do": action_views.what_will_you_do(_OPEN),
    "clinic: will do": action_views.will_do(_DONE, ANA),
    "clinic: written": action_views.written(_DONE),
    "clinic: how did it go": action_views.how_did_it_go(_DONE),
    "clinic: done": action_views.went(replace(_DONE, went="done")),
    "clinic: not yet": action_views.went(replace(_DONE, went="not_yet")),
}
FORMS: dict[str, Form] = {
    "clinic": views.clinic_form([_PROGRAM]),
    "clinic, where": views.clinic_form([_PROGRAM, replace(_PROGRAM, number=2, name="Coffee")]),
    "clinic: a problem for later": gather_views.bring_form(_PROGRAM),
    "clinic: what happens next": action_views.act_form(_OPEN, "Ask Ben.", "2026-12-01"),
}
