"""Taking a program in as its file says: written, planned, told to who was in it before, and others are invited."""

from dataclasses import replace
from datetime import datetime

from facilitation.filing import programs, views
from facilitation.filing.programs import Difference
from facilitation.joining import service as joining
from facilitation.people.model import Member, Workspace
from facilitation.post import journal, teller
from facilitation.post.facts_privacy import Invited
from facilitation.programs.model import Program
from facilitation.rounds import wording
from facilitation.steering import inviting
from facilitation.steering import service as steering
from facilitation.work import Work

_ONCE = "file"
"""Who was asked by a file is not asked again by another one."""


def take(
    work: Work, workspace: Workspace, found: Difference, by: Member, now: datetime
) -> tuple[Program, str]:
    """Make a program as its file says, and return it with the id of the fact, if anything of it was changed."""
    fact = ""
    program = found.after
    if found.new:
        program = replace(program, id=work.new_id("prg"))
        fact = steering.create(work, workspace, program, by, now).id
    elif found.details:
        kept = steering.write(work, workspace, found.before, program, "program.set", by=by, now=now)
        fact = kept.id
    program = work.programs.get(program.id)
    programs.queued(work, program, found.questions, by, now)
    joined = [m for m in found.joining if joining.join(work, program, m, now).fresh]
    tell = teller.of(work, workspace, now)
    message = views.added(program, by.name)
    told = [m for m in joined if m.id != by.id]
    tell.to_each(told, message, fact=f"{program.id}:added:{now:%Y-%m-%dT%H:%M}", about=program.id)
    invited = [Invited(program=program.id, member=m.id) for m in found.inviting]
    journal.keep_all(work, workspace.id, invited, now, by=by.id)
    asked = inviting.invitation(program, wording.means(work, program), by)
    for member in found.inviting:
        key = joining.invited_key(program.id, member.id, _ONCE)
        until = inviting.WORTH_TELLING
        tell.to_member(member, asked, key=key, kind="told", about=program.id, until=until)
    tell.send()
    return program, fact
