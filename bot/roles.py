"""`peerloop role`: whoever runs the machine says who is an admin, where nobody in the chat can."""

from bot import wiring
from bot.importing import workspace_of
from bot.settings import Settings
from facilitation.people import roles, service
from facilitation.people.model import Role
from facilitation.steering import workspace as workspaces


def give(settings: Settings, name: str, role: Role, workspace: str | None) -> str:
    """Give somebody a role and return the sentence that says so; raises UserError when it is not clear who is meant."""
    with wiring.opened(settings) as parts, parts.store.begin() as work:
        into = workspace_of(work, workspace)
        member = service.find(work, into.id, name)
        who = f"{service.called(member)} in {into.name or into.id}"
        if member.role == role:
            return f"{who} is {roles.a(role)} already."
        workspaces.give_role(work, into, member, role, by=None, now=parts.clock.now())
        return f"{who} is {roles.a(role)} now, and was {roles.a(member.role)}."
