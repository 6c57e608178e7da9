"""An example of every message of reports, made by the views themselves."""

from dataclasses import replace
from datetime import UTC, date, datetime

from facilitation.joining.examples import PROGRAM, SECOND
from facilitation.people.examples import MEMBER
from facilitation.people.withholding import Rule
from facilitation.reports import (
    cases_views,
    figure_views,
    figures,
    least_commands,
    monthly_views,
    own_views,
    periods,
    sent,
    service,
    views,
)
from facilitation.reports.model import Case, Order, Own, Period, Share, TeamFigure, Told
from facilitation.statements.model import Statement
from facilitation.talk.forms import Form
from facilitation.talk.messages import Message
from facilitation.talk.phrases import say

_NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
TOLD = Told(
    began=True,
    people={"came": 95, "active": 25},
    shares={
        "met": Share(48, 60, 60),
        "silent": Share(5, 60, 60),
        "helped": Share(40, 70, 70),
        "remembered": Share(19, 25, 25),
        "situated": Share(17, 24, 24),
    },
    evenness=70,
)
_QUARTER = periods.read("this quarter", _NOW, "UTC")


def _report(told_of: Told, *, past: bool = True) -> service.Report:
    told = figures.take(told_of, Rule("secret"))
    known: list[tuple[Period, tuple[figures.Figure, ...]]] = []
    of = _QUARTER
    for met, circles in ((30, 60), (26, 60), (3, 4), (17, 60)) if past else ():
        of = periods.before(of, "UTC")
        then = replace(TOLD, shares={**TOLD.shares, "met": Share(met, circles, circles)})
        known.insert(0, (of, figures.take(then, Rule("secret"))))
    advice = say("It goes well: tell those who decide about it, and leave it as it is.")
    return service.Report(PROGRAM, _QUARTER, told, [*known, (_QUARTER, told)], advice, 5)


REPORT = _report(TOLD)

OWN = Own(
    sessions=5,
    people=7,
    contributions=3,
    plans=4,
    done=2,
    tried=3,
    used=2,
    confirmed=1,
    takeaways=2,
    worked=6,
)
_TO_CHANNEL = Order(
    id="ord_1",
    workspace=PROGRAM.workspace,
    program=PROGRAM.id,
    channel="playground:acme:design",
    channel_name="design",
    by="playground:acme:ana",
    at=_NOW,
)
_TO_ANA = replace(
    _TO_CHANNEL, id="ord_2", member="playground:acme:ana", channel="", channel_name=""
)
_REFUSED = [
    Statement(
        id="5f0c2a8e-0000-5000-8000-000000000001",
        workspace="playground:acme",
        member="playground:acme:ana",
        says="took part",
        about="ses_1",
        at=_NOW,
        state="refused",
        reason="400: the verb <attended> is not allowed",
    )
]

FIGURE = TeamFigure(
    id="fig_1",
    workspace=PROGRAM.workspace,
    program=PROGRAM.id,
    name="Time to resolve a ticket",
    value="4.2",
    unit="days",
    day=date(2026, 11, 20),
    source="The ticket system",
    by="playground:acme:ana",
    at=_NOW,
)

_CASE = Case(
    id="cas_1",
    workspace=PROGRAM.workspace,
    program=PROGRAM.id,
    member=MEMBER.id,
    kind="best",
    state="agreed",
    by="playground:acme:ana",
    at=_NOW,
)
_WORST = replace(_CASE, kind="worst", state="declined")

MESSAGES: dict[str, Message] = {
    "report": views.card(REPORT, "https://peerloop.example/report/0123456789abcdef"),
    "report of few": views.card(
        _report(Told(began=True, shares={"met": Share(3, 3, 3)}), past=False), ""
    ),
    "report of which program": views.which([PROGRAM], "last quarter"),
    "report of which of many programs": views.which([PROGRAM] * (views.OFFERED + 1), ""),
    "report of nothing": views.none(),
    "report every month": monthly_views.sent(REPORT, ""),
    "report every month, agreed on": monthly_views.ordered(PROGRAM, _TO_CHANNEL, _NOW),
    "report every month, previewed": Message(
        say("Send this report every month?"), monthly_views.change(PROGRAM, _TO_ANA, _NOW)
    ),
    "report every month, to whom": monthly_views.shown(PROGRAM, [_TO_CHANNEL, _TO_ANA], 1, _NOW),
    "report every month, to nobody": monthly_views.shown(PROGRAM, [], 0, None),
    "report no more": monthly_views.stopped(PROGRAM, [_TO_CHANNEL, _TO_ANA]),
    "report no more, of none": monthly_views.stopped(PROGRAM, []),
    "report beside a team's own figures": views.card(replace(REPORT, beside=(FIGURE,)), ""),
    "a team's own figure": figure_views.entered(PROGRAM, FIGURE, "fct_1"),
    "a team's own figure, of no program": figure_views.none(),
    "smallest number": least_commands.shown(5, admin=True),
    "smallest number, to a facilitator": least_commands.shown(7, admin=False),
    "smallest number, previewed": Message(
        say("Change the smallest number that is told?"), least_commands.change(5, 10)
    ),
    "success cases, none yet": cases_views.overview(PROGRAM, []),
    "success cases": cases_views.overview(PROGRAM, [(_CASE, MEMBER), (_WORST, MEMBER)]),
    "success cases, previewed": Message(say("Ask two people?"), cases_views.change()),
    "success cases, asking": cases_views.asking(PROGRAM),
    "asked for one's story": cases_views.asked(_CASE, PROGRAM, MEMBER),
    "asked for one's story, where it went badly": cases_views.asked(_WORST, PROGRAM, MEMBER),
    "somebody tells their story": cases_views.told(_CASE, PROGRAM, MEMBER),
    "somebody tells their story, where it went badly": cases_views.told(_WORST, PROGRAM, MEMBER),
    "one's story is told": cases_views.thanks(_CASE, PROGRAM),
    "one's story is not told": cases_views.thanks(_WORST, PROGRAM),
    "own report": own_views.card(OWN, _QUARTER, "https://peerloop.example/report/0123456789abcdef"),
    "own report of nothing": own_views.card(Own(), _QUARTER, ""),
    "own report, asked aloud": own_views.in_private(),
    "report sent": sent.shown({"sent": 41, "waiting": 3, "refused": 12}, _REFUSED, "503: busy"),
    "report sent, all well": sent.shown({"sent": 41}, (), ""),
    "report sent nowhere": sent.nowhere(),
}

FORMS: dict[str, Form] = {
    "a team's own figure": figure_views.form([PROGRAM]),
    "a team's own figure, beside which report": figure_views.form([PROGRAM, SECOND]),
}
