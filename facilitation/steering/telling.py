"""Whom a change of a program concerns, and what they are told, once each and outside their quiet hours."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from pydantic import TypeAdapter

from facilitation.people.model import Member, Workspace
from facilitation.post import teller
from facilitation.post.journal import Fact
from facilitation.programs.model import Program
from facilitation.rounds.model import Round
from facilitation.steering import invitations, looking_back, news
from facilitation.steps.model import Step
from facilitation.steps.service import More
from facilitation.talk.messages import Message
from facilitation.work import Work

KIND = "news"
SLICE = 100
"""So many people of a program are told of its change in one transaction."""


def new_facilitators(
    work: Work,
    workspace: Workspace,
    program: Program,
    ids: Sequence[str],
    by: Member,
    fact: str,
    now: datetime,
) -> None:
    """Tell members that they look after the program now."""
    members = work.members.some(ids).values()
    message = news.facilitator_told(program, by)
    _tell(work, workspace, program, members, message, fact, now)


@dataclass(frozen=True, slots=True, kw_only=True)
class Older:
    """An earlier change that a newer one makes old: by whom, and what `was` so before it."""

    fact: str
    by: str
    was: Mapping[str, Any]
    untold: str | None
    """After whom nobody was told of it any more, None where everybody was."""


def changed(
    work: Work,
    workspace: Workspace,
    before: Program,
    after: Program,
    was_at: datetime | None,
    by: Member,
    fact: str,
    now: datetime,
    older: Sequence[Older],
    stands: Mapping[str, Any],
) -> None:
    """Tell members that their program is paused, resumed, ended or moved; and new facilitators that they are.

    What they have not been told yet of `older` changes, the newest first, is taken back. Who so has heard nothing of
    them, and knows all that `stands` as it is again, hears nothing of this one either.
    """
    fresh = [m for m in after.facilitators if m not in {*before.facilitators, by.id}]
    new_facilitators(work, workspace, after, fresh, by, fact, now)
    planned = work.rounds.planned(after.id)
    if (before.state == "ended") != (after.state == "ended"):
        invitations.keep_true(work, after, planned.opens_at if planned else None, fact, now)
    asks = looking_back.is_open(work, after)
    message = _message(before, after, was_at, planned, by, asks=asks)
    if message is None and not older:
        return
    what = _News(
        fact=fact,
        message=message,
        standing=tuple(_standing(before, after)),
        spared=(by.id,),
        older=tuple(older),
        stands=stands,
    )
    if further := _tell_on(work, after, what, now, now):
        record = f"{after.id} {fact}"
        due = Step(kind=KIND, record=record, name="tell", at=now, workspace=after.workspace)
        work.steps.put(replace(due, state=further))


def _tell(
    work: Work,
    workspace: Workspace,
    program: Program,
    members: Iterable[Member],
    message: Message,
    fact: str,
    now: datetime,
) -> None:
    tell = teller.of(work, workspace, now)
    tell.to_each(members, message, fact=fact, about=program.id, until=teller.WORTH_TELLING)
    tell.send()


@dataclass(frozen=True, slots=True, kw_only=True)
class _News:
    """What is told of a change, to whom, and after whom it goes on where they are many."""

    fact: str
    message: Message | None
    """None where it takes back what is old, and is nothing to be told of itself."""
    standing: tuple[str, ...]
    """How those stand in the program whom it concerns."""
    spared: tuple[str, ...]
    older: tuple[Older, ...] = ()
    stands: Mapping[str, Any] = field(default_factory=dict)
    after: str = ""


_NEWS: TypeAdapter[_News] = TypeAdapter(_News)


def _tell_on(work: Work, program: Program, what: _News, changed_at: datetime, now: datetime) -> str:
    """Tell the next of those who were in the program when it changed, and let the others be told in a step of its own.

    Return how far it is, or nothing when all were told.
    """
    enrolled = work.enrollments.page(program.id, what.after, SLICE)
    last = len(enrolled) < SLICE
    reached = [*(e.member for e in enrolled), *(program.facilitators if last else ())]
    spared = _still_know(work, program, what, reached).union(what.spared)
    if what.message is not None:
        ids = [e.member for e in enrolled if e.state in what.standing and e.joined_at <= changed_at]
        members = work.members.some([m for m in ids if m not in spared])
        workspace = work.workspaces.get(program.workspace)
        _tell(work, workspace, program, members.values(), what.message, what.fact, now)
    return "" if last else _NEWS.dump_json(replace(what, after=enrolled[-1].member)).decode()


def _still_know(work: Work, program: Program, what: _News, members: Sequence[str]) -> set[str]:
    """Take back what members have not been told yet of older changes; return who knows all that stands by now."""
    know: defaultdict[str, dict[str, Any]] = defaultdict(dict)
    heard: set[str] = set()
    for one in what.older:
        keys = {teller.key(one.fact, member): member for member in members}
        heard |= {one.by, *(keys[key] for key in work.outbox.arrived(program.workspace, [*keys]))}
        back = {keys[key] for key in work.outbox.withdraw(program.workspace, [*keys])}
        untold = {m for m in members if one.untold is not None and m > one.untold}
        for member in (back | untold | know.keys()) - heard:
            know[member] |= one.was
    stands = what.stands
    return {m for m, was in know.items() if all(stands.get(key) == was[key] for key in was)}


def take_back(work: Work, program: Program, fact: Fact) -> None:
    """Let nobody hear any more of a change, nor its facilitators that they look after the program, nor its channel."""
    stop(work, program, fact.id)
    keys = [teller.key(fact.id, member) for member in program.facilitators]
    invitation = [invitations.key(program)] if fact.kind == "program.created" else []
    work.outbox.withdraw(program.workspace, [*keys, *invitation])


def stop(work: Work, program: Program, fact: str) -> str | None:
    """Let nobody hear of a change any more; return after whom nobody has, or None where everybody was told."""
    untold = [step for step in work.steps.of(f"{program.id} {fact}") if step.kind == KIND]
    work.steps.drop(f"{program.id} {fact}")
    return next((_NEWS.validate_json(step.state).after for step in untold), None)


def go_on(work: Work, due: Step, now: datetime) -> More | str:
    """Tell the next of many of a change of their program, as it was told to the first of them."""
    program = work.programs.get(due.record.split(" ")[0])
    further = _tell_on(work, program, _NEWS.validate_json(due.state), due.at, now)
    return More(further) if further else ""


def concerned(work: Work, before: Program, after: Program, by: Member) -> int:
    """Return how many others a change of state or time concerns."""
    return work.enrollments.reached(after.id, _standing(before, after), by.id)


def _standing(before: Program, after: Program) -> Collection[str]:
    """Return how those stand in a program whom its change concerns: at the end those who are paused too."""
    return ("active", "paused") if "ended" in {before.state, after.state} else ("active",)


def moves(before: Program, after: Program) -> bool:
    """Return whether a change may move the program's rounds."""
    return after.state == "active" and _when(before) != _when(after)


def _when(program: Program) -> tuple[object, ...]:
    """Return what says when a program's rounds open."""
    its = program.settings
    return its.cadence, its.zone, program.anchor, its.holidays, its.skipped, its.ends


def same_rhythm(before: Program, after: Program) -> bool:
    """Return whether a program's rounds open on the same days, but for those left out and after the last."""
    its = after.settings
    return _when(after) == _when(
        replace(before, settings=replace(before.settings, skipped=its.skipped, ends=its.ends))
    )


def _message(
    before: Program,
    after: Program,
    was_at: datetime | None,
    planned: Round | None,
    by: Member,
    *,
    asks: bool,
) -> Message | None:
    """Return what members are told of a change, or None when it does not concern them."""
    if before.state != after.state:
        if after.state == "ended":
            return news.ended_told(after, by, asks=asks)
        if after.state == "paused":
            return news.paused_told(after, by)
        return news.resumed_told(after, by, planned)
    opens_at = planned.opens_at if planned else None
    if moves(before, after) and was_at != opens_at:
        if same_rhythm(before, after):
            return news.dates_told(before, after, by, planned)
        return news.moved_told(after, by, planned)
    return None
