"""An example of every message of reports, made by the views themselves."""

from dataclasses import replace
from datetime import UTC, datetime

from facilitation.joining.examples import PROGRAM
from facilitation.reports import figures, periods, service, views
from facilitation.reports.model import Counts
from facilitation.talk.messages import Message
from facilitation.talk.phrases import say

_NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
COUNTS = Counts(
    rounds=6,
    circles=60,
    met=48,
    missed=6,
    seated=120,
    came=96,
    shares=tuple(range(1, 30)),
    helped={"yes": 40, "partly": 20, "no": 10},
    recalled=60,
    recalls=80,
    recallers=25,
)
_QUARTER = periods.read("this quarter", _NOW, "UTC")
_BEFORE = periods.before(_QUARTER, "UTC")


def _report(counts: Counts, *, past: bool = True) -> service.Report:
    told = figures.take(counts, "prg_1", "secret")
    then = figures.take(replace(COUNTS, met=30), "prg_1", "secret")
    known = [(_BEFORE, then)] if past else []
    advice = say("It goes well: tell those who decide about it, and leave it as it is.")
    return service.Report(PROGRAM, _QUARTER, told, [*known, (_QUARTER, told)], advice)


REPORT = _report(COUNTS)

MESSAGES: dict[str, Message] = {
    "report": views.card(REPORT, "https://peerloop.example/report/0123456789abcdef"),
    "report of few": views.card(_report(Counts(circles=3, met=3, came=6), past=False), ""),
    "report of which program": views.which([PROGRAM], "last quarter"),
    "report of nothing": views.none(),
}
