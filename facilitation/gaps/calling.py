"""Calling a program's channel together about a skill: to find someone who can help with it, or to talk about it."""

from datetime import datetime, timedelta
from typing import Literal

from facilitation.errors import UserError
from facilitation.gaps import calling_views, withholding
from facilitation.journal import Fact
from facilitation.outbox import Delivery, Place
from facilitation.people import daysoff, hours
from facilitation.people.model import Member, Workspace
from facilitation.programs import service as programs
from facilitation.programs.model import Program
from facilitation.skills.hearing import Said
from facilitation.skills.model import Kind
from facilitation.talk.messages import Message
from facilitation.talk.words import listed
from facilitation.work import Work

What = Literal["expert", "prompt"]
"""A call for somebody who can help, or a question to talk about."""

APART = timedelta(days=28)
"""How long after a call about a skill the next one may go out, to whatever channel."""

WORTH_POSTING = timedelta(days=3)

EVERYONE = 1_000_000
"""More people than any workspace has."""


def places(work: Work, member: Member) -> list[Program]:
    """Return the active programs with a channel in which this member may post."""
    return [
        program
        for program in work.programs.of(member.workspace)
        if program.state == "active" and program.channel and programs.may_write(member, program)
    ]


def place(work: Work, member: Member, words: str) -> Program:
    """Return the program that words name; raises UserError where this member may not post, or there is no channel."""
    program = programs.find(work, member.workspace, words)
    programs.require_write(work, member, program)
    if not program.channel:
        raise UserError(
            f"{program.name} has no channel to post in. Give it one: set #{program.number} channel #name"
        )
    return program


def message(work: Work, what: What, said: Said, by: Member) -> Message:
    """Return what a call says; raises UserError for a talk about a skill that nobody can help with."""
    key, name = said.named.key, said.named.name
    if what == "expert":
        return calling_views.expert(name, _people(work, by.workspace, "want", key), by)
    if not work.skills.holders(by.workspace, "offer", key, 1):
        raise UserError(
            f"Nobody here can help with {name} yet, so there is nobody to ask. "
            f'To find someone: `expert wanted "{name}"`'
        )
    return calling_views.prompt(name, _people(work, by.workspace, "offer", key), by)


def _people(work: Work, workspace: str, kind: Kind, key: str) -> int:
    """Return how many hold a skill, or 0 where that may not be told."""
    count = len(work.skills.holders(workspace, kind, key, EVERYONE))
    return count if count >= withholding.LEAST else 0


def check_apart(work: Work, workspace: str, what: What, said: Said, now: datetime) -> None:
    """Raise UserError when there was such a call about the skill in the last four weeks."""
    for month in (now, now.replace(day=1) - timedelta(days=1)):
        last = work.outbox.find(workspace, _key(what, said, month))
        if (
            last is not None
            and last.state not in ("withdrawn", "dead")
            and now - last.due_at < APART
        ):
            named = [p.name for p in work.programs.of(workspace) if p.id == last.about]
            where = f" in the channel of {listed(named)}" if named else ""
            raise UserError(
                f"I have asked{where} about {said.named.name} within the last four weeks. "
                "More often than that, people stop reading."
            )


def post(
    work: Work,
    workspace: Workspace,
    program: Program,
    what: What,
    said: Said,
    by: Member,
    now: datetime,
) -> datetime:
    """Owe a program's channel a call, outside the quiet hours of its zone; return when it is due."""
    due_at = hours.next_open(now, program.settings.zone, daysoff.quiet_of(workspace, now.year))
    owed = Delivery(
        id=work.new_id("dlv"),
        key=_key(what, said, now),
        workspace=workspace.id,
        to=Place(program.channel),
        message=message(work, what, said, by),
        kind="invite",
        about=program.id,
        due_at=due_at,
        stale_at=due_at + WORTH_POSTING,
        twice="never",
    )
    work.outbox.add([owed])
    fact = Fact(
        id=work.new_id("fct"),
        workspace=workspace.id,
        at=now,
        kind=f"skill.{what}",
        by=by.id,
        program=program.id,
        data={"skill": said.named.key},
    )
    work.journal.add([fact])
    return due_at


def _key(what: What, said: Said, at: datetime) -> str:
    return f"{what}:{said.named.key}:{at:%Y-%m}"
