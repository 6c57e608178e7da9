"""An example of every message and form about discussions, made by the views themselves."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from facilitation.discussions import (
    closing_views,
    deck_views,
    evenness,
    inviting_views,
    leading_views,
    over_views,
    prompt_views,
    reach_views,
    sealing_views,
    views,
)
from facilitation.discussions.closing import Came
from facilitation.discussions.model import Contribution, Counted, Discussion, Prompt
from facilitation.discussions.read_views import Read
from facilitation.people.model import Member
from facilitation.programs.decks import library
from facilitation.programs.formats import library as formats
from facilitation.programs.formats.acts import Prepare
from facilitation.programs.model import Program
from facilitation.talk.forms import Form
from facilitation.talk.messages import Message
from facilitation.talk.phrases import say

AT = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
ANA, BEN = (
    Member(id=f"playground:acme:{n.lower()[:3]}", workspace="playground:acme", name=n)
    for n in ("Ana", "Ben <3")
)
_PEOPLE = {one.id: one for one in (ANA, BEN)}
PROGRAM = Program(
    id="prg_1",
    workspace="playground:acme",
    number=1,
    name="Design Circle",
    format="pairs",
    channel="playground:acme:design",
    channel_name="design",
    anchor=date(2026, 11, 24),
    created_at=AT,
)
_OPEN = Discussion(
    id="dis_1",
    workspace="playground:acme",
    program="prg_1",
    question="What slowed you down this week, *and* what <would> have helped?",
    facilitator=ANA.id,
    opened_by=ANA.id,
    conversation="playground:acme:design",
    thread="m1",
    opened_at=AT,
    closes_at=AT + timedelta(days=2),
)
_SEALED = replace(_OPEN, id="dis_2", sealed=True)
_NAMELESS = replace(_SEALED, nameless=True, enough=8)
_ENDED = replace(_OPEN, state="ended")
_CLOSED = replace(
    _OPEN,
    state="closed",
    closed_at=AT,
    summary="We wait for reviews.\nFrom Monday on: two a day.",
)
_SAID = [
    Contribution(id=f"con_{n}", discussion="dis_1", member=who.id, words=words, at=AT)
    for n, (who, words) in enumerate(
        ((ANA, "Waiting for reviews."), (BEN, "The build, as ever: 40 minutes <sigh>.")), 1
    )
]

_CAME = Came(summary="So.", quotes=("con_2",), keeps=("con_1",), thanks=(BEN.id,))
_PLANNED = replace(_OPEN, state="planned")
_WAITING = [
    Prompt(
        id=f"pmt_{n}",
        workspace="playground:acme",
        program="prg_1",
        asks=f"What did you stop doing {n} weeks ago?",
        by=BEN.id,
        state="queued" if n < 3 else "proposed",
        at=AT,
    )
    for n in range(1, 5)
]
_ITS_TURN = next(s for s in formats.ours()["discussion"].steps if isinstance(s, Prepare))
_DECKS = list(library.ours().values())
_WORK = "each other's work"
_DECK = library.ours()[_WORK]

MESSAGES: dict[str, Message] = {
    "prompt: your turn": prompt_views.your_turn(_PLANNED, PROGRAM, _ITS_TURN.says, AT),
    "prompt: your turn, alone": prompt_views.your_turn(
        _PLANNED, PROGRAM, _ITS_TURN.says, AT, alone=True
    ),
    "prompt: changed": prompt_views.changed(_PLANNED),
    "prompt: not this time": prompt_views.passed(BEN),
    "prompt: no question": prompt_views.left_out(PROGRAM),
    "prompts": prompt_views.queue(
        PROGRAM, _WAITING[0], _WAITING, _DECKS[0], _PEOPLE, votes={"pmt_3": 1}, leads=True
    ),
    "prompts, to a member": prompt_views.queue(
        PROGRAM, _WAITING[0], [], _DECKS[0], _PEOPLE, leads=False
    ),
    "prompt in line": prompt_views.added(PROGRAM, _WAITING[0]),
    "prompt proposed": prompt_views.added(PROGRAM, _WAITING[3]),
    "prompt proposed, to a facilitator": prompt_views.proposed(PROGRAM, _WAITING[3], BEN),
    "prompt taken": prompt_views.judged(_WAITING[0]),
    "prompt left out": prompt_views.judged(replace(_WAITING[0], state="skipped")),
    "deck": deck_views.deck(PROGRAM, _DECK),
    "deck imported": deck_views.imported(_DECK, anew=False),
    "deck changed": deck_views.imported(_DECK, anew=True),
    "deck exported": deck_views.exported(_DECK, library.written(_DECK)),
    "decks": deck_views.decks(PROGRAM, _DECKS, _DECKS[1], brings=True),
    "discussion in a channel": views.card(_OPEN, ANA),
    "discussion in a channel, replies read": views.card(_OPEN, ANA, Read("read")),
    "discussion in a channel, sealed": views.card(_SEALED, ANA),
    "discussion in a channel, without names": views.card(_NAMELESS, ANA),
    "discussion in a channel, over": over_views.over(_ENDED, ANA, 0, 90),
    "discussion in a channel, waiting": over_views.over(
        replace(_NAMELESS, state="waiting"), ANA, 0, 90
    ),
    "discussion in a channel, closed": over_views.over(_CLOSED, ANA, 7, 90),
    "clinic in a channel, closed": over_views.over(replace(_CLOSED, clinic=True), ANA, 0, 90),
    "discussion: thanks, without names": views.thanks(_NAMELESS, again=False),
    "discussion: answers without names": sealing_views.opened_together(_NAMELESS, _SAID, _PEOPLE)[
        0
    ],
    "discussion: may it appear": sealing_views.may_it_appear(_NAMELESS, 3),
    "discussion: may it appear alone": sealing_views.may_it_appear(_NAMELESS, 1),
    "discussion: it may appear alone": sealing_views.word_taken("alone"),
    "discussion: it may appear": sealing_views.word_taken("agreed"),
    "discussion: it may not appear": sealing_views.word_taken("aside"),
    "discussion: you see them first": sealing_views.looking_first(_SEALED),
    "discussion: answers to look through": sealing_views.look_through(_SEALED, _SAID * 7),
    "discussion: all are set aside": sealing_views.all_aside(),
    "discussion: an answer is not shown": sealing_views.not_shown(_SEALED, _SAID[0].words),
    "discussion: none is shown": sealing_views.opened_together(_SEALED, [], _PEOPLE, came=True)[0],
    "discussion: it is taken back": sealing_views.taken_back(ANA),
    "discussion: it is taken back, to who did": sealing_views.withdrawn(2),
    "discussion: an answer is given back": sealing_views.given_back(_SEALED, ANA, _SAID[0].words),
    "discussion: they appear": sealing_views.opening(),
    "discussion: its author is asked": sealing_views.opening(asked=True),
    "discussion: its channel is gone": reach_views.channel_gone(_CLOSED, Counted(3, 2)),
    "discussion: replies not read": reach_views.not_read_here(_OPEN),
    "discussion: replies not read, to its facilitator": reach_views.not_read(_OPEN),
    "discussion: thanks": views.thanks(_OPEN, again=False),
    "discussion: too late": closing_views.too_late("The build, as ever."),
    "discussion: thanks, sealed": views.thanks(_SEALED, again=True),
    "discussion: an answer": views.contributed(BEN, _SAID[1].words),
    "discussion: sealed answers": sealing_views.opened_together(_SEALED, _SAID, _PEOPLE)[0],
    "discussion: no sealed answers": sealing_views.opened_together(_SEALED, [], _PEOPLE)[0],
    "discussion to be posted": Message(
        say("Post it to #{channel}?", channel=PROGRAM.channel_name),
        leading_views.would_open(_SEALED.question, _SEALED.closes_at, sealed=True),
    ),
    "discussion opened": leading_views.opened(_OPEN, PROGRAM),
    "discussions": leading_views.listed(
        [(_OPEN, PROGRAM, Counted(3, 2)), (_ENDED, PROGRAM, Counted(1, 1))] * 5,
        frozenset({"dis_1"}),
        _PEOPLE,
    ),
    "discussions of others": leading_views.listed([(_OPEN, PROGRAM, Counted())], frozenset(), {}),
    "discussions, one's own answer hidden": leading_views.listed(
        [(_SEALED, PROGRAM, Counted(3, 2))], frozenset(), _PEOPLE, frozenset({_SEALED.id})
    ),
    "discussions, none": leading_views.listed([], frozenset(), {}),
    "discussion: not heard yet": inviting_views.not_heard(_OPEN, PROGRAM, 2),
    "discussion: asked kindly": inviting_views.asked_kindly(2),
    "discussion: not heard yet, among many": inviting_views.not_heard(
        _OPEN, PROGRAM, 2, colleagues=True, shared=evenness.said(0.4)
    ),
    "discussion: going round": leading_views.going_round(),
    "discussion: colleagues asked": inviting_views.asked_colleagues(_OPEN, 2, 3),
    "discussion: invite a colleague": inviting_views.invite(_OPEN, BEN),
    "discussion: go round": inviting_views.round_robin([BEN, ANA]),
    "discussion: your view": inviting_views.kindly(_OPEN),
    "discussion: time is up, nobody answered": leading_views.time_is_up(_ENDED, PROGRAM, Counted()),
    "discussion: time is up": leading_views.time_is_up(_ENDED, PROGRAM, Counted(3, 2, 1)),
    "discussion closed, to the thread": views.closed_in_thread(
        _CLOSED, ANA, Counted(3, 2), _SAID, _PEOPLE, [BEN]
    ),
    "discussion closed, to who took part": closing_views.became(_CLOSED, ANA, _CAME, _SAID, BEN),
    "discussion closed, to who is read": closing_views.became(
        replace(_CLOSED, summary=""), ANA, Came(), _SAID[1:], BEN
    ),
    "discussion closed by itself, to who took part": closing_views.became(
        _CLOSED, None, Came(), _SAID, BEN
    ),
    "discussion closed by itself": views.closed_in_thread(_OPEN, None, Counted()),
    "discussion closed": leading_views.closed(_CLOSED),
    "discussion open again": leading_views.again(_OPEN),
    "discussion: more time": views.longer(_OPEN),
    "discussion: a reminder": views.reminder(_OPEN, 0),
    "discussion: a reminder, some answered": views.reminder(_OPEN, 3),
    "discussion: reminded": leading_views.reminded(),
    "discussion handed over": leading_views.handed_over(BEN),
    "discussion handed to me": leading_views.yours_now(_OPEN, PROGRAM, BEN),
    "discussion: which": leading_views.which([_OPEN, _SEALED], "close", say("Close")),
}
FORMS: dict[str, Form] = {
    "prompt": prompt_views.write_form(PROGRAM, "propose"),
    "prompt: change": prompt_views.edit_form(_WAITING[0], leads=True),
    "prompt: my own words": prompt_views.reword_form(_PLANNED),
    "deck: bring one": deck_views.import_form("Coffee"),
    "discuss": views.discuss_form([PROGRAM]),
    "discuss, where": views.discuss_form([PROGRAM, replace(PROGRAM, number=2, name="Coffee")]),
    "discussion: answer": views.answer_form(_OPEN),
    "discussion: answer, without names": views.answer_form(_NAMELESS),
    "discussion: close, without names": closing_views.close_form(_NAMELESS, _SAID, _PEOPLE),
    "discussion: answer, sealed": views.answer_form(_SEALED, "As it was"),
    "discussion: close": closing_views.close_form(_OPEN, _SAID, _PEOPLE, _SAID[:1]),
    "discussion: hand over": leading_views.hand_over_form(_OPEN),
}
