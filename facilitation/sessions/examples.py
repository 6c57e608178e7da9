"""An example of every message of the check-in, made by the views themselves."""

from datetime import UTC, datetime

from facilitation.people.model import Member
from facilitation.sessions import views
from facilitation.sessions.model import Part, Session
from facilitation.talk.forms import Form
from facilitation.talk.messages import Message

_ANA, _BEN, _CLEO = (
    Member(id=f"playground:acme:{handle}", workspace="playground:acme", name=name)
    for handle, name in (("ana", "Ana Sousa"), ("ben", "Ben <3 & co"), ("cleo", "Cleo *Roy*"))
)
_NAMES = {m.id: m for m in (_ANA, _BEN, _CLEO)}
_SESSION = Session(
    id="ses_1",
    workspace="playground:acme",
    program="prg_1",
    round="rnd_1",
    circle="cir_1",
    parts=(Part(member=_ANA.id, outcome="met"), Part(member=_BEN.id), Part(member=_CLEO.id)),
    outcome="met",
)
_BOOKED = Session(
    id="ses_2",
    workspace="playground:acme",
    booking="bkg_1",
    parts=(Part(member=_ANA.id), Part(member=_BEN.id, outcome="could_not")),
    starts_at=datetime(2026, 11, 24, 9, 0, tzinfo=UTC),
    outcome="could_not",
)

MESSAGES: dict[str, Message] = {
    "which session": views.which(
        "met", [(_SESSION, "Coffee: Ben and Cleo"), (_BOOKED, "Ben, Tue 24 Nov, 10:00")]
    ),
    "two answers differ": views.differ(_SESSION, _SESSION.parts[:1], _NAMES, "could_not"),
    "two answers differ, of a booking": views.differ(_BOOKED, _BOOKED.parts[1:], _NAMES, "met"),
    "an answer is overtaken": views.overtaken(_SESSION, _BEN, "not_yet", "met"),
    "it helped": views.helped(_BOOKED, _BEN, "SQL", "yes", wants=True),
    "it helped partly": views.helped(_BOOKED, _BEN, "SQL", "partly", wants=True),
    "it helped, no skill": views.helped(_BOOKED, None, "", "no", wants=False),
    "peer rated": views.rated(_BOOKED, _BEN, "SQL", 4),
}
FORMS: dict[str, Form] = {
    "how well somebody knows a skill": views.level_form(_SESSION, [_BEN, _CLEO])
}
