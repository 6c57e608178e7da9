"""What people say about clinics: bring a problem, steer the time, write down what happens next."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import get_args

from facilitation.discussions import leading, leading_views, service
from facilitation.discussions.clinics import (
    action,
    action_views,
    gather_views,
    gathering,
    heard,
    opening,
    timekeeping,
    views,
)
from facilitation.discussions.clinics.model import Clinic, Went
from facilitation.discussions.commands import said
from facilitation.discussions.model import Discussion
from facilitation.discussions.placing import placed
from facilitation.errors import NotFound, UserError
from facilitation.people import rights
from facilitation.programs import service as programs
from facilitation.programs.model import Program
from facilitation.rounds import planning
from facilitation.talk.commands import Call, Command
from facilitation.talk.grammar import Argument
from facilitation.talk.incoming import Ask, Replace, Reply, Say
from facilitation.talk.messages import Message
from facilitation.talk.phrases import say
from facilitation.talk.text import cut
from facilitation.talk.when.hours import local
from facilitation.work import Work

_BY = re.compile(r"\s+by\s+(?P<day>[^\"”]{3,30})$", re.IGNORECASE)
_A_WEEK = timedelta(days=7)


def clinic(call: Call) -> Reply:
    """Put a problem of one's own before a program's channel; the form where something is missing."""
    asked = said(call)
    offered = service.open_to(call.work, call.member)
    if not offered and (waits := _where_problems_wait(call)):
        return _bring(call, waits, asked.question)
    program = placed(call, asked.channel, offered)
    if program is not None:
        service.require_may_open(call.work, call.member, program)
    if program is None or not asked.question:
        return Ask(views.clinic_form([program] if program else offered, asked.question))
    try:
        time = call.given.get("steps", "") or asked.window
        made, kept = opening.bring(call.work, call.member, program, asked.question, time, call.now)
    except UserError as error:
        if call.answers is None:
            raise
        form = views.clinic_form([program], asked.question)
        return Ask(form, {error.field or "for": error.sentence})
    return Say(views.opened(made, kept, program))


def bring(call: Call) -> Reply:
    """Let a problem wait for the next clinic of a program; the form where it or the program is missing."""
    try:
        program = programs.find(call.work, call.workspace.id, call.given["program"])
    except NotFound:
        if (only := _where_problems_wait(call)) is None or call.answers is not None:
            raise
        return Ask(gather_views.bring_form(only, call.rest("clinic bring").strip('"“”')))
    return _bring(call, program, call.given.get("problem", ""))


def _bring(call: Call, program: Program, problem: str) -> Reply:
    if not problem and call.answers is None:
        return Ask(gather_views.bring_form(program))
    said = call.given.get("urgency", "")
    urgency = int(said) if said in ("1", "2", "3") else gathering.USUAL
    gathering.bring(call.work, call.member, program, problem, urgency, call.now)
    return Say(_mine(call, program))


def drop(call: Call) -> Reply:
    """Take back a problem that waits."""
    dropped = gathering.take_back(call.work, call.member, call.given["id"], call.now)
    return Replace(_mine(call, call.work.programs.get(dropped.program)))


def mine(call: Call) -> Reply:
    """Show which problems of one's own wait, in every program with clinics that one takes part in."""
    found = _with_clinics(call)
    if not found:
        raise UserError(say("You take part in no program with clinics. See all: programs"))
    shown = [_mine(call, program) for program in found]
    return Say(replace(shown[0], blocks=tuple(block for one in shown for block in one.blocks)))


def _mine(call: Call, program: Program) -> Message:
    waiting = call.work.prompts.brought(program.id)
    mine = [p for p in waiting if p.by == call.member.id]
    return gather_views.brought(program, mine, planning.next_opening(call.work, program))


def _where_problems_wait(call: Call) -> Program | None:
    """Return the one program with clinics that the caller takes part in, or the one whose channel this is."""
    found = _with_clinics(call)
    here = [p for p in found if p.channel and p.channel == call.where.id]
    return next(iter(here or found), None) if len(here or found) == 1 else None


def _with_clinics(call: Call) -> list[Program]:
    """Return the programs with clinics that the caller takes part in."""
    enrolled = [e for e in call.work.enrollments.of_member(call.member.id) if e.state != "left"]
    found = [call.work.programs.get(e.program) for e in enrolled]
    return [p for p in found if gathering.takes(call.work, p)]


def steer(
    do: Callable[[Work, Discussion, datetime], Clinic],
) -> Callable[[Call], Reply]:
    """Return what lets whoever looks after a clinic do something about its time."""

    def run(call: Call) -> Reply:
        found = _meant(call, call.given.get("id", ""), call.line)
        leading.require_lead(call.work, call.member, found)
        now_stands = do(call.work, found, call.now)
        return Replace(views.stands(call.work.discussions.get(found.id), now_stands))

    return run


def act(call: Call) -> Reply:
    """Write down what one will do about one's problem; the form where something is missing."""
    id, words = _parted(call)
    found = _meant(call, id, "clinic act", call.rest("clinic act"))
    if not found.clinic:
        raise UserError(say("That is a discussion without stages."))
    action.require_owner(call.work, call.member, call.work.clinics.of(found.id))
    by = call.given.get("by", "")
    if call.answers is None:
        hit = _BY.search(words)
        by, words = (hit["day"], words[: hit.start()]) if hit else ("", words)
    if call.answers is None and not (words and by):
        in_a_week = local(call.now + _A_WEEK, call.member.zone).date().isoformat()
        return Ask(action_views.act_form(found, words, in_a_week))
    try:
        kept = action.write(call.work, call.member, found, words, by, call.now)
    except UserError as error:
        if call.answers is None:
            raise
        form = action_views.act_form(found, words, by)
        return Ask(form, {error.field or "action": error.sentence})
    return Say(action_views.written(kept))


def went(call: Call) -> Reply:
    """Say how it went."""
    found = rights.theirs(call.work.clinics.get, call.given["id"], call.workspace.id)
    how = next((each for each in get_args(Went) if each and each == call.given["how"]), None)
    if found is None or how is None:
        raise NotFound(say("I do not know that any more."))
    return Replace(action_views.went(action.answer(call.work, call.member, found, how)))


def _meant(call: Call, named: str, verb: str, words: str = "") -> Discussion:
    """Return the clinic that is named, whose thread this is, or the only one that is open and the caller's.

    Where there are several, each is offered with the verb and the words that were said.
    """
    if named:
        return service.find(call.work, call.member, named)
    here = call.work.discussions.in_thread(call.workspace.id, call.where.id, call.where.thread)
    if here is not None:
        return here
    found = [d for d in call.work.discussions.unclosed(call.workspace.id) if d.clinic]
    mine = [d for d in found if call.member.id in (d.facilitator, d.opened_by)]
    if not mine:
        raise UserError(say("You have no clinic open just now. See all: discussions"))
    if len(mine) > 1:
        ways = [(cut(d.question, 60), f"{verb} {d.id} {words}".rstrip()) for d in mine]
        raise UserError(say("Which clinic do you mean?"), ways=ways[: leading_views.SHOWN])
    return mine[0]


def _parted(call: Call) -> tuple[str, str]:
    """Return the discussion that is named, if one is, and what else was said."""
    first, words = call.given.get("id", ""), call.given.get("action", "")
    return (first, words) if first.startswith("dis_") else ("", f"{first} {words}".strip())


_ID = Argument("id", optional=True, shown="<clinic>")

COMMANDS: tuple[Command, ...] = (
    Command(
        words="clinic",
        heard=heard.CLINIC,
        summary=say("Bring a problem, and let others help you with good questions"),
        run=clinic,
        topic="Ask and share",
        arguments=(
            Argument("said", "text", optional=True, shown='"your problem" [in #channel] [for 1d]'),
        ),
        examples=(
            "clinic",
            'clinic "Nobody reads what we write down" in #design',
            'clinic "Nobody reads what we write down" for 2h, 4h, 1d, 4h, 2h',
        ),
        form=True,
    ),
    Command(
        words="my problems",
        heard=heard.MINE,
        summary=say("See which of your problems wait for a clinic"),
        run=mine,
        topic="Ask and share",
        examples=("my problems",),
    ),
    Command(
        words="clinic next",
        summary=say("Go on to the next step of a clinic"),
        run=steer(timekeeping.skip),
        topic="For facilitators",
        arguments=(_ID,),
        also=("clinic skip",),
    ),
    Command(
        words="clinic pause",
        summary=say("Let the time of a clinic stand still"),
        run=steer(timekeeping.pause),
        topic="For facilitators",
        arguments=(_ID,),
    ),
    Command(
        words="clinic resume",
        summary=say("Let the time of a clinic go on"),
        run=steer(timekeeping.resume),
        topic="For facilitators",
        arguments=(_ID,),
    ),
    Command(
        words="clinic act",
        summary=say("Write down what you will do about your problem, and by when"),
        run=act,
        topic="Ask and share",
        arguments=(_ID, Argument("action", "text", optional=True, shown='"I ask Ben" by friday')),
        examples=('clinic act "I ask Ben" by friday',),
        form=True,
    ),
    Command(
        words="clinic bring",
        summary=say("Let a problem wait for the next clinic of a program"),
        run=bring,
        topic="Ask and share",
        arguments=(
            Argument("program"),
            Argument("problem", "text", optional=True, shown='"your problem"'),
        ),
        listed=False,
        form=True,
    ),
    Command(
        words="clinic drop",
        summary=say("Take back a problem that waits"),
        run=drop,
        topic="Ask and share",
        arguments=(Argument("id"),),
        listed=False,
    ),
    Command(
        words="clinic went",
        summary=say("Say how it went"),
        run=went,
        topic="Ask and share",
        arguments=(Argument("id"), Argument("how")),
        listed=False,
    ),
)
