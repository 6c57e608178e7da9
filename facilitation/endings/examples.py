"""An example of every message and form about how programs are doing and how they end, made by the views themselves."""

from dataclasses import replace

from facilitation.aims.model import Aim
from facilitation.endings import farewell_views, views
from facilitation.endings.pulse import Beat
from facilitation.joining.examples import SECOND
from facilitation.rounds import reunions
from facilitation.rounds.examples import ANA, NEXT, OPENS, PEOPLE, PROGRAM, TRIO
from facilitation.talk.forms import Form
from facilitation.talk.messages import Message
from facilitation.talk.phrases import say

_FAINT = [Beat(3, OPENS, 0, 4, 3, circles=True), Beat(2, OPENS, 1, 4, 3, circles=True)]
_ALIVE = [Beat(3, OPENS, 8, 12, told=5), Beat(2, OPENS, 1, 12)]

_SAID = "I ask for <reviews> earlier."
_OTHER = "Nothing."

MESSAGES: dict[str, Message] = {
    "health, alive": views.health(PROGRAM, 12, _ALIVE, fades=False),
    "health, fading": views.health(PROGRAM, 1, _FAINT, fades=True),
    "health, too early": views.health(PROGRAM, 0, [], fades=False),
    "fading": views.fading(PROGRAM, _FAINT),
    "still wanted": views.still_wanted(PROGRAM, NEXT),
    "still wanted, though paused": views.still_wanted(replace(PROGRAM, state="paused"), NEXT),
    "kept though silent": views.kept(PROGRAM, NEXT),
    "closed kindly": views.closed_kindly(PROGRAM, asks=True),
    "closed kindly without a round": views.closed_kindly(PROGRAM, asks=False),
    "looked back": farewell_views.thanks(PROGRAM, _SAID),
    "what it brought": farewell_views.brought(PROGRAM, [_SAID, _OTHER]),
    "merge with which": views.merge_into(PROGRAM, [SECOND]),
    "merge with none": views.merge_into(PROGRAM, []),
    "merging": Message(say("Merge?"), views.merging(PROGRAM, SECOND, 7, 3)),
    "merged, told": views.merged(PROGRAM, SECOND, ANA),
    "merged": views.has_merged(PROGRAM, SECOND, 3),
    "another term": Message(say("Again?"), views.another_term(PROGRAM, 6, same=True)),
    "another term, other people": Message(
        say("Again?"), views.another_term(PROGRAM, 1, same=False)
    ),
    "who does what has changed": reunions.others_do(PROGRAM, TRIO, ANA, PEOPLE),
    "handed on": reunions.handed_on(),
    "goes on": views.goes_on(PROGRAM, NEXT, "fct_1"),
}
FORMS: dict[str, Form] = {
    "looking back": farewell_views.farewell_form(PROGRAM),
    "looking back, with an aim": farewell_views.farewell_form(
        PROGRAM, Aim(program="prg_1", member=ANA.id, wants="Lead a <review>", at=NEXT)
    ),
}
