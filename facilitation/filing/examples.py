"""An example of every message and form about formats and programs as files, made by the views themselves."""

from dataclasses import replace
from datetime import date
from importlib.resources import files

from facilitation.filing import previews, views
from facilitation.filing.programs import Difference
from facilitation.programs.formats import library
from facilitation.programs.model import WorkspaceFormat
from facilitation.rounds.examples import ANA, BEN, CLEO, OPENS, PROGRAM
from facilitation.steering.history import Detail
from facilitation.talk.forms import Form
from facilitation.talk.messages import Message
from facilitation.talk.phrases import say

_TEXT = files("facilitation.programs.formats").joinpath("mentoring.yaml").read_text("utf-8")
_KEPT = WorkspaceFormat(
    id="fmt_1", workspace=ANA.workspace, name="lunch", text=_TEXT, by=ANA.id, at=OPENS
)
_CALLED = "mentoring"
_NOBODY = "nobody@example.com"
_FORMAT = library.ours()["mentoring"]
_CHANGED = Difference(
    PROGRAM,
    replace(PROGRAM, goal="Meet <people>"),
    new=False,
    details=(Detail(say("What it is for"), ("none",), ("Meet <people>",)),),
    joining=(BEN,),
    inviting=(CLEO,),
    questions=("Why?",),
    unknown=(_NOBODY,),
    lost="#coffee",
    past=date(2020, 11, 25),
)

MESSAGES: dict[str, Message] = {
    "formats": views.listed([_FORMAT], [(_FORMAT, 2)]),
    "what a format does": views.shown(_FORMAT, previews.would_do(_FORMAT, OPENS, "Europe/Berlin")),
    "keep a format": Message(say("Keep it?"), views.keeping(_KEPT, [PROGRAM])),
    "keep a new format": Message(say("Keep it?"), views.keeping(None, [])),
    "keep an unused format": Message(say("Keep it?"), views.keeping(_KEPT, [])),
    "format kept": views.kept(_FORMAT, _KEPT),
    "what a format was": views.past(
        "lunch", [_KEPT, replace(_KEPT, id="fmt_0")], {ANA.id: ANA.name}
    ),
    "format removed": views.removed("lunch"),
    "program from a file": Message(say("Take it?"), views.changes(_CHANGED)),
    "new program from a file": Message(
        say("Take it?"), views.changes(Difference(PROGRAM, PROGRAM, new=True))
    ),
    "program from a file, nothing new": Message(
        say("Take it?"), views.changes(Difference(PROGRAM, PROGRAM, new=False))
    ),
    "program taken": views.taken(PROGRAM, 3, 12, "fct_1"),
    "added by a file": views.added(PROGRAM, ANA.name),
}
FORMS: dict[str, Form] = {
    "format as a file": views.format_form(_TEXT, ours=True),
    "format as a file, empty": views.format_form(),
    "program as a file": views.program_form("program: Coffee\n"),
}
