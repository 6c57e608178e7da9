"""Calling a program's channel together about a skill: to find someone who can help with it, or to talk about it."""

from datetime import datetime, timedelta
from typing import Literal

from facilitation.errors import UserError
from facilitation.gaps import calling_views, survey
from facilitation.people.model import Member, Workspace
from facilitation.post import journal, teller
from facilitation.post.outbox import Place
from facilitation.post.skill_facts import SkillCalled
from facilitation.programs import service as programs
from facilitation.programs.model import Program
from facilitation.skills.hearing import Said
from facilitation.skills.model import Kind
from facilitation.talk.messages import Code, Message
from facilitation.talk.phrases import say, sentences
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
            "{program} has no channel to post in. Give it one: {command}",
            program=program.name,
            command=Code(f"set #{program.number} channel #name"),
        )
    return program


def message(work: Work, what: What, said: Said, by: Member) -> Message:
    """Return what a call says."""
    skill, name = said.named.key, said.named.name
    if what == "expert":
        return calling_views.expert(name, _people(work, by.workspace, "want", skill), by)
    if not work.skills.holders(by.workspace, "offer", skill, 1):
        return calling_views.prompt_among_learners(name, by)
    return calling_views.prompt(name, _people(work, by.workspace, "offer", skill), by)


def _people(work: Work, workspace: str, kind: Kind, key: str) -> int:
    """Return how many or more hold a skill, or 0 where that may not be told."""
    return survey.holding(work, workspace, kind, key)


def check_apart(work: Work, workspace: str, what: What, said: Said, now: datetime) -> None:
    """Raise UserError when there was such a call about the skill in the last four weeks."""
    for month in (now, now.replace(day=1) - timedelta(days=1)):
        last = work.outbox.find(workspace, key(what, said, month))
        if (
            last is not None
            and last.state not in ("withdrawn", "dead")
            and now - last.due_at < APART
        ):
            named = [p.name for p in work.programs.of(workspace) if p.id == last.about]
            skill = said.named.name
            asked = (
                say("I asked about {skill} in {programs} recently.", skill=skill, programs=named)
                if named
                else say("I asked about {skill} recently.", skill=skill)
            )
            raise UserError(sentences(asked, say("I do so at most once in four weeks.")))


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
    tell = teller.of(work, workspace, now)
    due = tell.first_open(now, [program.settings.zone])
    tell.to_several(
        Place(program.channel),
        [program.settings.zone],
        message(work, what, said, by),
        key=key(what, said, now),
        kind="invite",
        about=program.id,
        due=due,
        until=WORTH_POSTING,
        twice=False,
    )
    tell.send()
    kind: Literal["skill.expert", "skill.prompt"] = (
        "skill.expert" if what == "expert" else "skill.prompt"
    )
    called = SkillCalled(kind=kind, program=program.id, skill=said.named.key)
    journal.keep(work, workspace.id, called, now, by=by.id)
    return due


def key(what: What, said: Said, at: datetime) -> str:
    """Return the key that a call about a skill has in the month of an instant."""
    return f"{what}:{said.named.key}:{at:%Y-%m}"
