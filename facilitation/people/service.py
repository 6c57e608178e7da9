"""What can be done about members: find them, let them avoid someone, give them a role."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import get_args

from rapidfuzz import fuzz, process

from facilitation.errors import NotFound, Usage, UserError
from facilitation.journal import Fact
from facilitation.people import letters, roles
from facilitation.people.model import Member, Role, Workspace
from facilitation.people.plainly import folded, kept
from facilitation.talk.words import listed
from facilitation.work import Work

NEAR = 70
"""How alike (0-100) a name must be to be suggested."""

SHOWN = 5


def find(work: Work, workspace: str, token: str) -> Member:
    """Return the active member that a token names: @handle, @natural-id, name, first name or email.

    Raises NotFound with the nearest name, or UserError naming the handles when it could be several people.
    """
    token = kept(token)
    if found := _by_id(work, workspace, token.removeprefix("@")):
        return found
    word = folded(token).removeprefix("@").strip()
    if not word:
        raise Usage("Whom do you mean? Write @ and a name, such as: @ana")
    named = work.members.named(workspace, word)
    if len(named) == 1:
        return named[0]
    if named:
        # A handle is meant before a whole name, and that before somebody's first name.
        for field in ("handle", "email", "name"):
            exact = [m for m in named if folded(getattr(m, field)) == word]
            if len(exact) == 1:
                return exact[0]
        several = [called(m) for m in named[:SHOWN]]
        more = f" (and {len(named) - SHOWN} more)" if len(named) > SHOWN else ""
        raise UserError(f"Several people could be meant: {listed(several, 'or')}{more}. Which one?")
    raise NotFound(_nobody(work, workspace, token, word))


def _by_id(work: Work, workspace: str, token: str) -> Member | None:
    """Return the active member of the workspace with this natural id, or None."""
    found = work.members.find(token) if ":" in token else None
    return found if found and found.workspace == workspace and found.state == "active" else None


def _nobody(work: Work, workspace: str, token: str, word: str) -> str:
    """Return the sentence for a name nobody has, with the nearest that somebody has."""
    members = {m.id: m for m in work.members.of(workspace)}
    names = {
        (m.id, kind): folded(name)
        for m in members.values()
        for kind, name in (("handle", m.handle), ("name", m.name), ("first", m.name.split(" ")[0]))
        if name
    }
    near = process.extractOne(word[:80], names, scorer=fuzz.ratio, score_cutoff=NEAR)
    meant = f" Did you mean {called(members[near[2][0]])}?" if near else ""
    return f"I know nobody called “{token[:60]}” here.{meant}"


def called(member: Member) -> str:
    """Return the member's name with what tells them from others of that name."""
    apart = f"@{member.handle}" if member.handle else member.email
    return f"{member.name} ({apart})" if apart else member.name


def whom_to_ask(work: Work, workspace: str, first: Sequence[Member] = ()) -> str:
    """Return the sentence that names up to three people who are there and may do what this member may not.

    Those who come `first` are named before admins; where there is nobody it says how there comes to be an admin.
    """
    here = [m for m in first if m.state == "active"]
    named = [*here, *(m for m in work.members.admins(workspace) if m not in here)]
    return roles.whom_to_ask(named)


def avoid(work: Work, member: Member, other: Member) -> None:
    """Keep the two apart in every draw to come; twice is once. No fact is kept of it."""
    if other.id == member.id:
        raise UserError("You cannot avoid yourself, though some days it would be handy.")
    work.avoids.add(member.workspace, member.id, other.id)


def unavoid(work: Work, member: Member, other: Member) -> None:
    """Forget that the member avoids the other; raises UserError when they do not."""
    if other.id not in work.avoids.of(member.id):
        raise UserError(f"You are not avoiding {other.name}, so nothing has changed.")
    work.avoids.remove(member.id, other.id)


def is_role(text: str) -> bool:
    """Return whether a word names a role."""
    return folded(text).removesuffix("s") in get_args(Role)


def read_role(text: str) -> Role:
    """Return the role that a word names; raises Usage with the three there are."""
    word = folded(text).removeprefix("an ").removeprefix("a ")
    for role in get_args(Role):
        if word in {role, f"{role}s"}:
            return role  # type: ignore[no-any-return]
    raise Usage(
        f"“{kept(text)[:40]}” is no role here. There are three: member, facilitator and admin. "
        "Write it like this: role @ana facilitator"
    )


def check_role(work: Work, member: Member, role: Role) -> None:
    """Raise UserError when nobody would be left to look after the workspace."""
    admins = work.members.admins(member.workspace)
    if role != "admin" and member.role == "admin" and {m.id for m in admins} <= {member.id}:
        raise UserError(
            f"{member.name} is the only admin here. Make someone else admin first: role @x admin"
        )


def give_role(
    work: Work,
    workspace: Workspace,
    member: Member,
    role: Role,
    *,
    by: Member,
    now: datetime,
    undoes: str = "",
) -> Fact:
    """Give the member a role, keep the fact, and tell them when somebody else did it."""
    check_role(work, member, role)
    saved = work.members.save(replace(member, role=role))
    fact = Fact(
        id=work.new_id("fct"),
        workspace=workspace.id,
        at=now,
        kind="member.role",
        by=by.id,
        member=member.id,
        before={"role": member.role},
        after={"role": role},
        undoes=undoes,
    )
    work.journal.add([fact])
    if member.id != by.id:
        message = roles.told(by, role, member.role)
        letters.tell(work, workspace, [saved], message, fact=fact.id, about=member.id, now=now)
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
    fact = Fact(
        id=work.new_id("fct"),
        workspace=workspace.id,
        at=now,
        kind="workspace.holidays",
        by=by.id,
        before={"holidays": list(workspace.holidays)},
        after={"holidays": list(codes)},
        undoes=undoes,
    )
    work.journal.add([fact])
    return fact
