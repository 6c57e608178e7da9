"""Who did something: made known at their first word, and there again when what they do reaches us."""

from dataclasses import replace
from datetime import datetime, timedelta

from facilitation.people.model import Member, Role, Workspace, placeholder
from facilitation.talk.incoming import Incoming, Typed
from facilitation.work import Work

SEEN_EVERY = timedelta(minutes=1)
"""How closely signs of life are kept: a write for every word would cost more than it tells."""


def known(
    work: Work, incoming: Incoming, workspace: Workspace, member: Member | None, now: datetime
) -> Member:
    """Return the member who did it, as they are known by now; made known when this is the first we hear of them.

    A member who was unreachable is active again: what they did reached us.
    """
    by = incoming.by
    if member is None:
        name = by.name or placeholder(by.member)
        role: Role = "admin" if by.admin else "member"
        return work.members.save(
            Member(
                id=by.member,
                workspace=by.workspace,
                name=name,
                zone=workspace.zone,
                role=role,
                seen_at=now,
            )
        )
    if isinstance(incoming, Typed) and incoming.by_itself:
        return member
    now_role: Role = "admin" if by.admin else member.role
    # a platform may tell of somebody before it tells their name
    now_name = by.name or member.name if member.name == placeholder(member.id) else member.name
    if (member.state, member.role, member.name) != ("active", now_role, now_name):
        member = work.members.save(replace(member, state="active", role=now_role, name=now_name))
    if member.seen_at is None or now - member.seen_at >= SEEN_EVERY:
        work.members.seen(member.id, now)
    return member
