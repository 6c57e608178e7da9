"""What people see of roles: who has one, what it means, and whom to ask."""

from collections.abc import Mapping, Sequence

from facilitation.people.model import Member, Role
from facilitation.talk.messages import (
    Block,
    Bold,
    Button,
    Code,
    Message,
    Span,
    buttons,
    facts,
    note,
    text,
)
from facilitation.talk.words import listed

MAY: Mapping[Role, str] = {
    "member": "takes part in programs",
    "facilitator": "looks after the discussions and programs they are named in",
    "admin": "creates programs, changes every setting, and gives roles",
}
"""What each role may do, in words that follow a name."""

SHOWN = 20
ASKED = 3


def whom_to_ask(members: Sequence[Member]) -> str:
    """Return the sentence that names up to three people, or says how there comes to be one."""
    if not members:
        return (
            "There is nobody to ask yet. In Slack an owner or administrator of the workspace becomes "
            "admin here as soon as they write to me; in Teams, whoever adds me next."
        )
    return f"You could ask {listed([m.name for m in members[:ASKED]], 'or')}."


def listing(admins: Sequence[Member], facilitators: Sequence[Member], *, admin: bool) -> Message:
    """Show who has a role here, and how it is changed."""
    none = ("nobody yet",)
    rows: dict[str, Span | tuple[Span, ...]] = {
        "Admins": _names(admins) or none,
        "Facilitators": _names(facilitators) or none,
    }
    how: Block = (
        note("Change one: ", Code("role @ana facilitator"))
        if admin
        else note(f"Only admins can change roles. {whom_to_ask(admins)}")
    )
    return Message("Who has a role here", (facts(rows), how))


def one(member: Member, admins: Sequence[Member], *, admin: bool) -> Message:
    """Show one member's role, and who may change it."""
    others = [role for role in MAY if role != member.role]
    act: Block = (
        buttons(*(Button(f"Make {role}", f"role @{member.id} {role}") for role in others))
        if admin
        else note(f"Only an admin can change this. {whom_to_ask(admins)}")
    )
    return Message(
        f"{member.name} is {_a(member.role)}",
        (text(f"{_a(member.role).capitalize()} {MAY[member.role]}."), act),
    )


def change(member: Member, role: Role) -> tuple[Block, ...]:
    """Show what giving a role would do."""
    again: tuple[Block, ...] = ()
    if member.role == "admin" and role != "admin":
        again = (
            note(
                f"If Slack or Teams itself calls {member.name} an admin, they become one again "
                "at their next word to me."
            ),
        )
    return (
        text(
            Bold(member.name),
            f" is {_a(member.role)} now and would be {_a(role)}, who {MAY[role]}.",
        ),
        text(f"{member.name} is told, with your name."),
        *again,
    )


def given(member: Member, role: Role, fact: str, *, told: bool) -> Message:
    """Confirm a role."""
    return Message(
        f"{member.name} is {_a(role)} now",
        (
            text(f"{member.name} hears of it from me." if told else "That was you."),
            buttons(Button("Undo", f"undo {fact}")),
        ),
    )


def told(by: Member, role: Role, before: Role) -> Message:
    """Tell a member of the role somebody gave them."""
    start = {
        "admin": Button("What can I do now?", "help admin", "primary"),
        "facilitator": Button("What can I do now?", "help admin", "primary"),
        "member": Button("What is next for me?", "home"),
    }[role]
    return Message(
        f"You are {_a(role)} in Peerloop now",
        (
            text(
                Bold(by.name),
                f" has changed your role from {before} to {role}. "
                f"{_a(role).capitalize()} {MAY[role]}.",
            ),
            buttons(start),
            note(f"You get this because your role has changed. Questions? Ask {by.name}."),
        ),
    )


def _names(members: Sequence[Member]) -> tuple[Span, ...]:
    """Return the members' names as text, a long list cut."""
    names = [m.name for m in members[:SHOWN]]
    if len(members) > SHOWN:
        names.append(f"{len(members) - SHOWN} more")
    return (listed(names),) if names else ()


def _a(role: Role) -> str:
    """Return the role with its article."""
    return f"an {role}" if role == "admin" else f"a {role}"
