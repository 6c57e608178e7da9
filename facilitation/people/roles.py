"""What people see of roles: who has one, what it means, and whom to ask."""

from collections.abc import Mapping, Sequence

from facilitation.people.model import Member, Role
from facilitation.talk.forms import Form, People, Pick
from facilitation.talk.messages import (
    Block,
    Bold,
    Button,
    Message,
    Option,
    Span,
    buttons,
    facts,
    note,
    text,
)
from facilitation.talk.phrases import OneOf, Phrase, say, sentences
from facilitation.talk.words import listed

MAY: Mapping[Role, Phrase] = {
    "member": say("A member takes part in programs."),
    "facilitator": say("A facilitator looks after the programs and discussions they are named in."),
    "admin": say("An admin creates programs, changes every setting, and gives roles."),
}
"""What each role may do."""

_A: Mapping[Role, Phrase] = {
    "member": say("a member"),
    "facilitator": say("a facilitator"),
    "admin": say("an admin"),
}

SHOWN = 20
ASKED = 3


def whom_to_ask(members: Sequence[Member]) -> str:
    """Return the sentence that names up to three people, or says how there comes to be one."""
    if not members:
        return say(
            "There is nobody to ask yet. In Slack, an owner or admin of the workspace becomes admin here "
            "when they write to me. In Teams, whoever next adds me to a team does. And whoever runs "
            "Peerloop can name one."
        )
    return say("You could ask {people}.", people=OneOf([m.name for m in members[:ASKED]]))


def listing(admins: Sequence[Member], facilitators: Sequence[Member], *, admin: bool) -> Message:
    """Show who has a role here, and how it is changed."""
    none = say("nobody yet")
    rows: dict[str, Span | tuple[Span, ...]] = {
        say("Admins"): _names(admins) or none,
        say("Facilitators"): _names(facilitators) or none,
    }
    how: Block = (
        buttons(Button(say("Give somebody a role"), "give role"))
        if admin
        else note(sentences(say("Only an admin can change roles."), whom_to_ask(admins)))
    )
    return Message(say("Who has a role here"), (facts(rows), how))


def form() -> Form:
    """Ask who shall have which role."""
    roles = tuple(Option(a(role), role) for role in MAY)
    return Form(
        say("Give somebody a role"),
        "give role",
        (People("who", say("Who?")), Pick("what", say("Which role?"), roles, "facilitator")),
        sentences(*MAY.values(), say("You see what would change before it does.")),
    )


def one(member: Member, admins: Sequence[Member], *, admin: bool) -> Message:
    """Show one member's role, and who may change it."""
    others = [role for role in MAY if role != member.role]
    act: Block = (
        buttons(
            *(
                Button(say("Make them {role}", role=a(role)), f"role @{member.id} {role}")
                for role in others
            )
        )
        if admin
        else note(sentences(say("Only an admin can change this."), whom_to_ask(admins)))
    )
    return Message(
        say("{member} is {role}", member=member.name, role=a(member.role)),
        (text(MAY[member.role]), act),
    )


def change(member: Member, role: Role) -> tuple[Block, ...]:
    """Show what giving a role would do."""
    again: tuple[Block, ...] = ()
    if member.role == "admin" and role != "admin":
        again = (
            note(
                "If {member} is an admin in Slack or Teams itself, they become one here again as soon as they "
                "write to me.",
                member=member.name,
            ),
        )
    return (
        text(
            "{member} is {before} now and would be {after}. {may}",
            member=Bold(member.name),
            before=a(member.role),
            after=a(role),
            may=MAY[role],
        ),
        text("I tell {member} that it was you.", member=member.name),
        *again,
    )


def given(member: Member, role: Role, fact: str, *, told: bool) -> Message:
    """Confirm a role."""
    return Message(
        say("{member} is {role} now", member=member.name, role=a(role)),
        (
            text(
                say("I tell {member}.", member=member.name)
                if told
                else say("You changed your own role.")
            ),
            buttons(Button(say("Undo"), f"undo {fact}")),
        ),
    )


def told(by: Member | None, role: Role, before: Role) -> Message:
    """Tell a member of the role somebody gave them, whoever runs Peerloop where nobody is named."""
    start = {
        "admin": Button(say("What can I do now?"), 'help "for admins"', "primary"),
        "facilitator": Button(say("What can I do now?"), 'help "for facilitators"', "primary"),
        "member": Button(say("What is next for me?"), "home"),
    }[role]
    return Message(
        say("You are {role} in Peerloop now", role=a(role)),
        (
            text(
                "{by} changed your role from {before} to {role}. {may}",
                by=Bold(by.name) if by else say("Whoever runs Peerloop here"),
                before=a(before),
                role=a(role),
                may=MAY[role],
            ),
            buttons(start),
            note(
                sentences(
                    say("You get this because your role has changed."),
                    say("Questions? Ask {by}.", by=by.name) if by else "",
                )
            ),
        ),
    )


def _names(members: Sequence[Member]) -> Phrase:
    """Return the members' names as text, a long list cut."""
    names = [m.name for m in members[:SHOWN]]
    if len(members) > SHOWN:
        names.append(say("{n} more", n=len(members) - SHOWN))
    return listed(names)


def a(role: Role) -> Phrase:
    """Return the role with its article."""
    return _A[role]
