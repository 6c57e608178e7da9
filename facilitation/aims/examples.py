"""An example of every message and form of aims, made by the views themselves."""

from dataclasses import replace

from facilitation.aims import views
from facilitation.aims.model import Aim
from facilitation.rounds.examples import ANA, OPENS, PROGRAM
from facilitation.talk.forms import Form
from facilitation.talk.messages import Message

_AIM = Aim(program="prg_1", member=ANA.id, wants="Lead a <review>", at=OPENS)
_CAME = replace(_AIM, came="I led *two*", shared=True)
_SERVES = replace(
    PROGRAM, settings=replace(PROGRAM.settings, skills=("reviews", "<b>"), signs="Faster <reviews>")
)

MESSAGES: dict[str, Message] = {
    "an aim": views.own(PROGRAM, _AIM),
    "an aim, shared": views.own(PROGRAM, _CAME),
    "no aim any more": views.dropped(PROGRAM),
    "aims of others": views.shared(PROGRAM, [(_CAME, ANA)]),
    "no aims of others": views.shared(PROGRAM, []),
    "how far with an aim": views.how_far(PROGRAM, _AIM),
}
FORMS: dict[str, Form] = {
    "an aim": views.form(_SERVES, None, ends=False),
    "an aim at the end": views.form(_SERVES, _CAME, ends=True),
}
