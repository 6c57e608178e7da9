"""What is said of reports that come every month: to whom, no more, and what is set."""

from facilitation.errors import Usage, UserError
from facilitation.people.plainly import folded
from facilitation.programs import reading
from facilitation.programs.model import Program
from facilitation.reports import monthly, monthly_views
from facilitation.reports.model import Order
from facilitation.talk.changes import Change, propose
from facilitation.talk.commands import Call
from facilitation.talk.incoming import Reply, Say
from facilitation.talk.messages import Code, Message
from facilitation.talk.phrases import say

_OFF = frozenset({"off", "no", "none", "never", "stop", "no more"})
_ME = frozenset({"me", "myself", "me alone"})


def run(call: Call, program: Program, words: str) -> Reply:
    """Show where the report of a program goes every month, or change that; whoever may not has been refused."""
    work = call.work
    if not words:
        orders = work.orders.of(program.id)
        its = [one for one in orders if one.member in ("", call.member.id)]
        at = monthly.next_at(work, call.workspace, call.now) if orders else None
        return Say(monthly_views.shown(program, its, len(orders) - len(its), at))
    if folded(words) in _OFF:
        return Say(
            monthly_views.stopped(program, monthly.stop(work, program, call.member, call.now))
        )
    order = _order(call, program, words)
    at = monthly.next_at(work, call.workspace, call.now)
    if monthly.found(work, program, order):
        return Say(monthly_views.ordered(program, order, at))

    def apply() -> Message:
        monthly.order(work, program, order, at, call.now)
        return monthly_views.ordered(program, order, at)

    title = say("Send this report every month?")
    shown = monthly_views.change(program, order, at)
    return propose(call, Change(title, shown, apply, say("Send it every month")))


def _order(call: Call, program: Program, words: str) -> Order:
    """Return the order that words name: to me, to a channel; raises UserError for anything else."""
    said = words.removeprefix("to ").strip()
    member = channel = name = ""
    if folded(said) in _ME:
        member = call.member.id
    else:
        channel, name = _channel(call, said.removeprefix("in ").strip())
    return Order(
        id=call.work.new_id("ord"),
        workspace=call.workspace.id,
        program=program.id,
        member=member,
        channel=channel,
        channel_name=name,
        by=call.member.id,
        at=call.now,
    )


def _channel(call: Call, said: str) -> tuple[str, str]:
    """Return the channel of the workspace that words name; of a bare name only one that a program has is known."""
    if not said.startswith("#") and folded(said) not in ("here", "this channel"):
        raise Usage(
            "A monthly report goes to a channel or to you: {command}",
            command=Code("report coffee monthly to me"),
        )
    id, name = reading.channel(said, call.where)
    if not id:
        known = [p for p in call.work.programs.of(call.workspace.id) if p.channel]
        its = [p for p in known if folded(p.channel_name) == folded(name)]
        id = its[0].channel if its else ""
    if not id:
        raise UserError(
            "I do not know #{channel} yet. Say it there: {command}",
            channel=name,
            command=Code("report coffee monthly here"),
        )
    elsewhere = ":" in id and ":".join(id.split(":")[:2]) != call.workspace.id
    if elsewhere and id != call.where.id:
        raise UserError("That channel is not in this workspace. Name one that is: #design")
    return id, name
