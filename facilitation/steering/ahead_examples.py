"""An example of every look ahead at a program, with circles and without."""

from dataclasses import replace
from datetime import timedelta

from facilitation.agendas.model import Item
from facilitation.pairing.model import Unmatched, Why
from facilitation.programs.formats import library, preview
from facilitation.rounds import previews
from facilitation.rounds.examples import (
    ANA,
    BEN,
    CLEO,
    NEXT,
    OPENS,
    PEOPLE,
    PROGRAM,
    REASONS,
    ROUND,
    SPARED,
)
from facilitation.rounds.previews import SHOWN, Foreseen
from facilitation.steering import ahead, ahead_views
from facilitation.talk.messages import Message

_SEEN = Foreseen(
    circles=({ANA.id: REASONS[0], BEN.id: REASONS[1]}, *({ANA.id: "", CLEO.id: ""},) * SHOWN),
    again={frozenset((ANA.id, BEN.id)): OPENS - timedelta(weeks=4)},
    without=(Unmatched(CLEO.id, Why("language")), Unmatched(BEN.id, SPARED)),
    seed=7,
    opens_at=NEXT,
)
_ASKS = preview.a_week(library.ours()["pairs"], PROGRAM.settings)
_TALKS, _DISCUSSION = library.ours()["sharing"], library.ours()["discussion"]
_TOPIC = Item(
    id="agd_1",
    workspace="playground:acme",
    program="prg_1",
    member=BEN.id,
    kind="talk",
    topic="What <the outage> *taught* us",
    at=OPENS,
)
_AHEAD = ahead.Ahead(
    round=ROUND,
    steps=[(step, OPENS + timedelta(days=n)) for n, step in enumerate(_TALKS.steps)],
    leads=[],
    room=1,
    items=[(_TOPIC, BEN)],
    core=[ANA, CLEO],
    notes=[CLEO],
    later=[NEXT + timedelta(weeks=n) for n in (2, 4)],
)
_LED = replace(
    _AHEAD,
    steps=[(step, OPENS + timedelta(days=n)) for n, step in enumerate(_DISCUSSION.steps)],
    leads=[BEN, CLEO, ANA],
    question="What <the outage> *taught* us",
    room=None,
    items=[],
    new_core=True,
)

MESSAGES: dict[str, Message] = {
    "who would meet whom": previews.preview(PROGRAM, _SEEN, PEOPLE, _ASKS),
    "who would meet whom by another seed": previews.preview(
        PROGRAM, replace(_SEEN, own_seed=1_234), PEOPLE, _ASKS
    ),
    "who met whom by a seed": previews.preview(
        PROGRAM,
        replace(_SEEN, circles=({ANA.id: REASONS[2], CLEO.id: REASONS[2]},), held=3),
        PEOPLE,
        _ASKS,
    ),
    "who would meet whom, among many": previews.coming(PROGRAM, 20_000),
    "who would meet whom, nobody": previews.preview(
        PROGRAM, replace(_SEEN, circles=(), without=(), opens_at=None), PEOPLE, _ASKS
    ),
    "what comes next, of talks": ahead_views.looked(PROGRAM, _TALKS, _AHEAD, 12),
    "what comes next, of talks nobody has": ahead_views.looked(
        PROGRAM, _TALKS, replace(_AHEAD, items=[], room=2), 1
    ),
    "what comes next, of questions": ahead_views.looked(
        replace(PROGRAM, channel="c"), _DISCUSSION, _LED, 12
    ),
    "what comes next, without a channel": ahead_views.looked(
        PROGRAM, _DISCUSSION, replace(_LED, leads=[], core=[], notes=[]), 0
    ),
    "what comes next, nothing": ahead_views.looked(PROGRAM, _DISCUSSION, None, 12),
}
