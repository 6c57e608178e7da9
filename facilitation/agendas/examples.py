"""An example of every message and form about agendas, made by the views themselves."""

from dataclasses import replace
from datetime import timedelta

from facilitation.agendas import own_views, views
from facilitation.agendas.model import Item
from facilitation.discussions.model import Discussion
from facilitation.programs.formats import library
from facilitation.programs.formats.act import Act
from facilitation.rounds import duty_views
from facilitation.rounds.examples import ANA, BEN, OPENS, PEOPLE, PROGRAM, ROUND
from facilitation.talk.forms import Form
from facilitation.talk.messages import Message

_OPEN = Discussion(
    id="dis_1",
    workspace="playground:acme",
    program="prg_1",
    question="What <the outage> *taught* us",
    facilitator=ANA.id,
    opened_by=ANA.id,
    conversation="playground:acme:design",
    opened_at=OPENS,
    closes_at=OPENS + timedelta(days=2),
)
_TALK = Item(
    id="agd_1",
    workspace="playground:acme",
    program="prg_1",
    member=ANA.id,
    kind="talk",
    topic="What <the outage> *taught* us",
    minutes=15,
    at=OPENS,
)
_SHOW = replace(_TALK, id="agd_2", member=BEN.id, kind="show", topic="My board", minutes=0)
_LINKED = replace(_TALK, link="https://example.com/slides?a=1&b=<2>", state="done")
_ASKS = replace(_TALK, id="agd_3", kind="ask", topic="How do you name things?", minutes=5)
_READ = replace(_TALK, id="agd_4", kind="resource", topic="A book on <naming>")
_NOTE = "We try <two> reviews a day.\nBen writes it down."
_WISH = replace(_TALK, id="agd_5", kind="wish", topic="Observability", minutes=0)


def _step(format: str, name: str) -> Act:
    found = library.ours()[format].step(name)
    assert found is not None
    return found


_MEETS = _step("community", "meets")
_INVITE, _AGENDA, _BEGINS = (_step("sharing", n) for n in ("invite", "agenda", "begins"))
_SAYS = getattr(_step("community", "looking_after"), "says", ())
_WELCOMES = getattr(_step("community", "newcomers"), "says", ())

MESSAGES: dict[str, Message] = {
    "agenda, sign up": views.call(PROGRAM, ROUND, _INVITE),  # type: ignore[arg-type]
    "agenda, invited to speak": views.invitation(PROGRAM, ROUND, _INVITE),  # type: ignore[arg-type]
    "agenda of a round": views.lined_up(
        PROGRAM,
        ROUND,
        _AGENDA,  # type: ignore[arg-type]
        [_TALK, _SHOW, _ASKS, _READ],
        PEOPLE,
        2,
    ),
    "agenda, it begins": views.lined_up(PROGRAM, ROUND, _BEGINS, [_TALK], PEOPLE),  # type: ignore[arg-type]
    "agenda, nothing yet": views.nothing_on(PROGRAM, ROUND, _AGENDA),  # type: ignore[arg-type]
    "agenda, nothing, and people meet": views.nothing_on(PROGRAM, ROUND, _MEETS),  # type: ignore[arg-type]
    "agenda, nothing": views.nothing_on(PROGRAM, ROUND, _BEGINS),  # type: ignore[arg-type]
    "agenda, your turn": views.your_turn(PROGRAM, ROUND, _TALK),
    "agenda, thread": views.thread(_OPEN, _TALK, ANA),
    "agenda, was it useful": views.useful(_TALK, ANA),
    "agenda, thanks": views.thanked(PROGRAM, _TALK, ("Thank you for {program}.",)),
    "agenda, useful to one": views.applause(PROGRAM, _TALK, 1),
    "agenda, useful to several": views.applause(PROGRAM, _TALK, 7),
    "agenda to come": own_views.agenda(PROGRAM, ROUND, [_TALK], [_SHOW], [(_WISH, 3)], PEOPLE, ANA),
    "agenda, empty": own_views.agenda(PROGRAM, None, [], [], [], PEOPLE, ANA),
    "agenda, which program": own_views.which([PROGRAM], "agenda {}"),
    "agenda, brought": own_views.brought(PROGRAM, _TALK, ROUND),
    "agenda, brought late": own_views.brought(PROGRAM, _TALK, ROUND, late=True),
    "agenda, brought late to an empty one": own_views.brought(
        PROGRAM, replace(_TALK, state="planned"), ROUND
    ),
    "agenda, brought to no round": own_views.brought(PROGRAM, _TALK, None),
    "agenda, wished": own_views.wished(PROGRAM, _WISH),
    "agenda, taken back": own_views.taken_back(PROGRAM, _TALK),
    "agenda, wish taken back": own_views.taken_back(PROGRAM, _WISH),
    "agenda, for a wish": own_views.voted(_WISH, True),
    "agenda, useful": own_views.voted(_TALK, True),
    "agenda, no longer useful": own_views.voted(_TALK, False),
    "agenda, link": own_views.linked(_LINKED),
    "agenda, link gone": own_views.linked(_TALK),
    "agenda, the month": views.digest(
        PROGRAM,
        _step("community", "month"),  # type: ignore[arg-type]
        [_SHOW, _LINKED],
        [_NOTE],
        [BEN],
        PEOPLE,
    ),
    "looking after": duty_views.core(PROGRAM, ROUND, _SAYS),
    "looking after, declined": duty_views.declined("core"),
    "writing down, declined": duty_views.declined("notes"),
    "newcomer with a buddy": duty_views.hello(PROGRAM, BEN, ANA, _WELCOMES),
    "newcomer without a buddy": duty_views.hello(PROGRAM, BEN, None, _WELCOMES),
    "a buddy": duty_views.buddy(PROGRAM, BEN),
    "new here": duty_views.new_here(PROGRAM, [BEN, ANA]),
}
FORMS: dict[str, Form] = {
    "bring": own_views.bring_form(PROGRAM, ("talk",), "A <topic>", ("SQL",), "agd_5"),
    "bring one of several": own_views.bring_form(PROGRAM, ("show", "ask", "resource")),
    "wish": own_views.wish_form(PROGRAM),
    "slides": own_views.slides_form(_LINKED),
}
