"""What admins do to a workspace: give roles, say whose holidays count and how few are told of; all undoable."""

from dataclasses import replace
from datetime import datetime

from facilitation.errors import UserError
from facilitation.people import roles
from facilitation.people.model import Member, Role, Workspace
from facilitation.post import journal, teller
from facilitation.post.facts import HolidaysSet, RoleGiven
from facilitation.post.facts_reports import LeastSet
from facilitation.post.journal import Fact
from facilitation.work import Work


def check_role(work: Work, member: Member, role: Role) -> None:
    """Raise UserError when nobody would be left to look after the workspace."""
    admins = work.members.in_role(member.workspace, "admin")
    if role != "admin" and member.role == "admin" and {m.id for m in admins} <= {member.id}:
        raise UserError(
            "{member} is the only admin here. Make someone else admin first: role @x admin",
            member=member.name,
        )


def give_role(
    work: Work,
    workspace: Workspace,
    member: Member,
    role: Role,
    *,
    by: Member | None,
    now: datetime,
    undoes: str = "",
) -> Fact:
    """Give the member a role, keep the fact, and tell them when somebody else did it, or whoever runs Peerloop."""
    check_role(work, member, role)
    saved = work.members.save(replace(member, role=role))
    given = RoleGiven(member=member.id, was=member.role, role=role)
    fact = journal.keep(work, workspace.id, given, now, by=by.id if by else "", undoes=undoes)
    if by is None or member.id != by.id:
        message = roles.told(by, role, member.role)
        tell = teller.of(work, workspace, now)
        tell.to_each([saved], message, fact=fact.id, about=member.id, until=teller.WORTH_TELLING)
        tell.send()
    return fact


def set_holidays(
    work: Work,
    workspace: Workspace,
    codes: tuple[str, ...],
    *,
    by: Member,
    now: datetime,
    undoes: str = "",
) -> Fact:
    """Keep whose public holidays are nobody's working days here, and the fact."""
    work.workspaces.save(replace(workspace, holidays=codes))
    what = HolidaysSet(was=workspace.holidays, codes=codes)
    return journal.keep(work, workspace.id, what, now, by=by.id, undoes=undoes)


def set_least(
    work: Work, workspace: Workspace, least: int, *, by: Member, now: datetime, undoes: str = ""
) -> Fact:
    """Keep from how many people on anything is said of them, and the fact."""
    work.workspaces.save(replace(workspace, least=least))
    what = LeastSet(was=workspace.least, least=least)
    return journal.keep(work, workspace.id, what, now, by=by.id, undoes=undoes)
