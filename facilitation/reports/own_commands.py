"""A member's own report, in their own chat: what they did, what came of it, and what others had of it."""

from facilitation.reports import links, own_views, periods
from facilitation.talk.commands import Call
from facilitation.talk.incoming import Reply, Say

KIND = "own report"


def run(call: Call) -> Reply:
    """Show whoever asks their own report, and nobody else's."""
    if call.aloud or call.where.kind != "personal":
        return Say(own_views.in_private())
    words = call.given.get("period", "this quarter")
    period = periods.read(words, call.now, call.workspace.zone)
    own = call.work.reports.own(call.member.id, period.since, period.until)
    return Say(own_views.card(own, period, _address(call, words)))


def _address(call: Call, words: str) -> str:
    return links.address(call.work, call.workspace.id, call.member.id, KIND, words, call.now)
