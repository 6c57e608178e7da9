"""An example of every message and form about what members take from sessions, made by the views themselves."""

from dataclasses import replace
from datetime import UTC, date, datetime

from facilitation.people.model import Member
from facilitation.reflections import follow_views, morning_views, views, words
from facilitation.reflections.model import FollowUp, Reflection
from facilitation.sessions.model import Part, Session
from facilitation.sessions.origins import About
from facilitation.talk.forms import Form
from facilitation.talk.messages import Message
from facilitation.talk.phrases import say

_ANA, _BEN = (
    Member(id=f"playground:acme:{handle}", workspace="playground:acme", name=name)
    for handle, name in (("ana", "Ana Sousa"), ("ben", "Ben <3 & co"))
)
_SESSION = Session(
    id="ses_1", workspace=_ANA.workspace, parts=(Part(member=_ANA.id), Part(member=_BEN.id))
)
_BARE = Reflection(
    id="rfl_1",
    workspace=_ANA.workspace,
    member=_ANA.id,
    about="ses_1",
    useful=5,
    made_at=datetime(2026, 11, 26, 9, 0, tzinfo=UTC),
)
_SAID = replace(
    _BARE,
    uses="Ask what was tried *before* I give advice",
    cue="the next <deploy> fails",
    does="read the log before I ask",
    until=date(2026, 12, 4),
)
_ASKED = FollowUp(
    id="flw_1", reflection="rfl_1", member=_ANA.id, stage="tried", due_at=_SAID.made_at
)
_LINED = replace(_ASKED, answer="yes", words="On Tuesday I *read* the log first", witness=_BEN.id)
_STUCK = replace(_ASKED, answer="no", words='Nobody knows "where" the logs are')
_STAGES = [replace(_ASKED, stage=stage) for stage in ("rehearsal", "tried", "used", "came")]
_SHORT = replace(_SAID, uses="", cue="", until=None)

MESSAGES: dict[str, Message] = {
    "useful": views.noted(_BARE, _SESSION),
    "useful to who asked": views.noted(_BARE, _SESSION, About(_BEN, "SQL"), wants=True),
    "of little use to who asked": views.noted(
        replace(_BARE, useful=2), _SESSION, About(_BEN, "SQL")
    ),
    "a discussion was useful": views.noted(replace(_SAID, about="dis_1"), None),
    "a plan is kept": views.kept(_SAID, remind=True, shared=False, kept=False),
    "a plan is kept and shown": views.kept(_SAID, remind=False, shared=True, kept=True),
    "a plan is shared": words.shared(_SAID, _ANA),
    "plans": views.commitments([_SAID, _SHORT, *[_SAID] * views.SHOWN]),
    "no plans": views.commitments([]),
    "a plan is done": views.ended(_SAID, "done"),
    "a plan is dropped": views.ended(_SAID, "dropped"),
    **{
        f"a morning's card, {one.stage}": morning_views.card_of([follow_views.item(one, _SAID)])
        for one in _STAGES
    },
    "a morning's card, a plan whose day is over": morning_views.card_of(
        [follow_views.item(_STAGES[1], _SAID, past=True)]
    ),
    "a morning's card with more on it": morning_views.card_of(
        [
            follow_views.item(one, plan)
            for one, plan in zip(_STAGES, [_SAID, _SHORT, _SAID], strict=False)
        ]
    ),
    "a morning's card, a discussion is over": morning_views.card_of(
        [views.closed("dis_1", "What slows our reviews down?")]
    ),
    "a plan is rehearsed": Message(say("Your plan"), follow_views.rehearsed(_STAGES[0], _SAID)),
    **{
        f"a follow-up is answered, {one.stage} {answer}": Message(
            *follow_views.answered(replace(one, answer=answer), _SAID)
        )
        for one in _STAGES
        for answer in ("yes", "no")
    },
    "one line": follow_views.lined(_LINED, [_BEN]),
    "one line, from no session": follow_views.lined(_LINED, []),
    "what stood in the way": follow_views.obstacle(_STUCK),
    "a witness is asked": follow_views.asked(_LINED, _BEN),
    "asked to confirm": follow_views.to_confirm(_LINED, _ANA),
    "a line is confirmed": follow_views.confirmed(_LINED, _BEN),
    "a witness is thanked": follow_views.thanked(_ANA),
    "a witness cannot say": follow_views.passed(),
    "reminders off": follow_views.stopped(),
    "reminders on": follow_views.on_again(),
}
FORMS: dict[str, Form] = {
    "plan": views.form(_BARE, circle=True, remind=True),
    "plan of one's own": views.form(replace(_SAID, about=""), circle=False, remind=False),
    "one line": follow_views.line_form(_LINED),
    "what stood in the way": follow_views.line_form(_STUCK),
    "who could confirm": follow_views.witness_form(_LINED),
    "plan, changed": views.change_form(_SAID),
}
