"""Who may do what: the one place that says may, and what whoever may not is told."""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Protocol, TypeVar

from facilitation.errors import NotAllowed, NotFound
from facilitation.people import roles
from facilitation.people.model import Member, Role
from facilitation.talk.phrases import Phrase, say, sentences
from facilitation.work import Work

ORDER: tuple[Role, ...] = ("member", "facilitator", "admin")
"""Each role may do what the one before it may."""


ONLY: Mapping[Role, Phrase] = {
    "facilitator": say("Only a facilitator or an admin can do that."),
    "admin": say("Only an admin can do that."),
}
"""What whoever may not do something is told, by the role that one needs."""


class _Owned(Protocol):
    @property
    def workspace(self) -> str: ...


T = TypeVar("T", bound=_Owned)


def theirs(get: Callable[[str], T], id: str, workspace: str) -> T | None:
    """Return the record of that id; None for one of another workspace, as for one that there is not."""
    try:
        found = get(id)
    except NotFound:
        return None
    return found if found.workspace == workspace else None


def may(member: Member, least: Role, or_of: Collection[str] = ()) -> bool:
    """Return whether the member's role is at least this one, or they are one of those whose matter it is."""
    return member.id in or_of or ORDER.index(member.role) >= ORDER.index(least)


def require(work: Work, member: Member, least: Role) -> None:
    """Raise NotAllowed, with whom to ask, where the member's role is less than this one."""
    if not may(member, least):
        raise refused(work, member.workspace, ONLY[least])


def refused(work: Work, workspace: str, sentence: str, first: Sequence[Member] = ()) -> NotAllowed:
    """Return the refusal that says who alone may, and whom to ask."""
    return NotAllowed(sentences(sentence, whom_to_ask(work, workspace, first)))


def whom_to_ask(work: Work, workspace: str, first: Sequence[Member] = ()) -> str:
    """Return the sentence that names up to three people who are there and may do what this member may not.

    Those who come `first` are named before admins; where there is nobody it says how there comes to be an admin.
    """
    here = [m for m in first if m.state == "active"]
    named = [*here, *(m for m in work.members.in_role(workspace, "admin") if m not in here)]
    return roles.whom_to_ask(named)
