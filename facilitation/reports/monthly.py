"""Reports that come every month by themselves: to a channel, or to one member alone; the card is the usual one."""

from calendar import monthrange
from datetime import datetime, time, timedelta

from facilitation.people.model import Member, Workspace
from facilitation.post import journal, teller
from facilitation.post.facts_privacy import ReportSent
from facilitation.post.outbox import Place
from facilitation.programs import service as programs
from facilitation.programs.model import Program
from facilitation.reports import links, monthly_views, periods, service
from facilitation.reports.model import Order
from facilitation.steps import service as steps
from facilitation.steps.model import Step
from facilitation.talk.when import hours
from facilitation.work import Work

SENT_AT = time(10)
"""On the first day of a month, or the first working day after it."""
PERIOD = "last month"
WORTH = timedelta(days=7)


def next_at(work: Work, workspace: Workspace, now: datetime) -> datetime:
    """Return when the next month has begun and people work, by the clock by which reports are made."""
    today = hours.local(now, workspace.zone).date()
    first = today.replace(day=1) + timedelta(days=monthrange(today.year, today.month)[1])
    at = hours.instant(first, SENT_AT, workspace.zone)
    return teller.of(work, workspace, now).first_open(at, [workspace.zone])


def found(work: Work, program: Program, order: Order) -> Order | None:
    """Return the order of the same program to the same place, if there is one."""
    target = order.member, order.channel
    same = (one for one in work.orders.of(program.id) if (one.member, one.channel) == target)
    return next(same, None)


def order(work: Work, program: Program, made: Order, at: datetime, now: datetime) -> None:
    """Let a report come every month, first at an instant."""
    work.orders.add(made)
    steps.plan(work, made.subject, "send", at)
    _keep(
        work,
        made,
        ReportSent(kind="report.ordered", program=program.id, to=_to(made)),
        made.by,
        now,
    )


def stop(work: Work, program: Program, by: Member, now: datetime) -> list[Order]:
    """Let a program's reports come no more to channels, nor to this member; return which those were."""
    gone = [one for one in work.orders.of(program.id) if one.member in ("", by.id)]
    _drop(work, gone)
    for one in gone:
        told = ReportSent(kind="report.stopped", program=program.id, to=_to(one))
        _keep(work, one, told, by.id, now)
    return gone


def run(work: Work, step: Step, now: datetime) -> str | None:
    """Send the report of the month that is over, and plan the next; none where whom it is for may not see it."""
    it = work.orders.find(step.record)
    if it is None:
        return None
    program = work.programs.get(it.program)
    reader = work.members.find(it.member) if it.member else None
    if program.state == "ended" or (it.member and not (reader and _may(reader, program))):
        _drop(work, [it])
        return f"{program.name}: the monthly report ends"
    workspace = work.workspaces.get(it.workspace)
    period = periods.read(PERIOD, now, workspace.zone)
    made = service.take(work, program, period, workspace.zone)
    tell = teller.of(work, workspace, now)
    about = f"{program.id} {PERIOD}"
    page = links.address(work, it.workspace, it.member or it.by, service.KIND, about, now)
    message = monthly_views.sent(made, page)
    key, about = f"{it.id}:{periods.label(period)}", program.id
    if reader is not None:
        tell.to_member(reader, message, key=key, kind="summary", about=about, until=WORTH)
    else:
        where, zones = Place(it.channel), (workspace.zone,)
        tell.to_several(
            where, zones, message, key=key, kind="summary", about=about, until=WORTH, twice=False
        )
    tell.send()
    label = periods.label(period)
    told = ReportSent(kind="report.sent", program=program.id, period=label, to=_to(it))
    _keep(work, it, told, "", now)
    steps.plan(work, it.subject, "send", next_at(work, workspace, now))
    return f"{program.name}: report of {label} sent"


def _may(member: Member, program: Program) -> bool:
    return member.state == "active" and programs.may_write(member, program)


def _drop(work: Work, gone: list[Order]) -> None:
    for one in gone:
        steps.cancel(work, one.subject)
    work.orders.drop([one.id for one in gone])


def _to(order: Order) -> str:
    """Return where it goes, for the audit; never who."""
    return f"#{order.channel_name or order.channel}" if order.channel else "one person"


def _keep(work: Work, order: Order, what: ReportSent, by: str, now: datetime) -> None:
    journal.keep(work, order.workspace, what, now, by=by)
