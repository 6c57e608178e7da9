"""What admins ask about a workspace: who has a role, and whose public holidays count."""

from contextlib import suppress
from dataclasses import replace

from facilitation.errors import Usage, UserError
from facilitation.people import countries, rights, roles, views
from facilitation.people import service as people
from facilitation.people.model import Member, Role
from facilitation.people.plainly import folded
from facilitation.steering import heard
from facilitation.steering import workspace as workspaces
from facilitation.talk.changes import Change, propose
from facilitation.talk.commands import Call, Command
from facilitation.talk.grammar import Argument
from facilitation.talk.incoming import Ask, Reply, Say
from facilitation.talk.messages import Button, Code, Message, text
from facilitation.talk.phrases import say
from facilitation.work import Work

_NOBODY = frozenset({"none", "no", "off", "nothing", "-"})


def role(call: Call) -> Reply:
    """Show roles, or give one."""
    work, workspace = call.work, call.workspace
    is_admin = rights.may(call.member, "admin")
    admins = work.members.in_role(workspace.id, "admin")
    if "who" not in call.given:
        facilitators = work.members.in_role(workspace.id, "facilitator")
        return Say(roles.listing(admins, facilitators, admin=is_admin))
    member, named = _who_and_role(work, workspace.id, call.given["who"])
    if not named:
        return Say(roles.one(member, admins, admin=is_admin))
    wanted = people.read_role(named)
    if not is_admin:
        role = roles.a(member.role)
        sentence = say(
            "{member} is {role}. Only an admin can change that.", member=member.name, role=role
        )
        raise rights.refused(work, workspace.id, sentence)
    if wanted == member.role:
        return Say(
            Message(
                say("{member} is already {role}", member=member.name, role=roles.a(wanted)),
                (text(say("Nothing to change.")),),
            )
        )
    workspaces.check_role(work, member, wanted)
    return propose(call, _role_change(call, member, wanted))


def give_role(call: Call) -> Reply:
    """Ask in a form who shall have which role, or propose it."""
    if call.answers is None:
        return Ask(roles.form())
    who = call.given["who"].removeprefix("@")
    return role(replace(call, given={"who": f"@{who} {call.given['what']}"}))


def _who_and_role(work: Work, workspace: str, said: str) -> tuple[Member, str]:
    """Return whom the words name, and the word after them; names have several words and nobody writes quotes."""
    name, _, last = said.rpartition(" ")
    if name and not people.is_role(last):
        with suppress(UserError):
            return people.find(work, workspace, said), ""
    return people.find(work, workspace, name or said), last if name else ""


def _role_change(call: Call, member: Member, wanted: Role) -> Change:
    """Return the change of a member's role."""

    def apply() -> Message:
        fact = workspaces.give_role(
            call.work, call.workspace, member, wanted, by=call.member, now=call.now
        )
        return roles.given(member, wanted, fact.id, told=member.id != call.member.id)

    shown = roles.change(member, wanted)
    return Change(
        say("Make {member} {role}?", member=member.name, role=roles.a(wanted)),
        shown,
        apply,
        say("Yes, do it"),
        wanted == "admin",
    )


def change_holidays(call: Call) -> Reply:
    """Ask in a form whose public holidays count."""
    return Ask(views.holidays_form(call.workspace))


def holidays(call: Call) -> Reply:
    """Show whose public holidays count, or change that."""
    is_admin = rights.may(call.member, "admin")
    if "countries" not in call.given:
        admins = call.work.members.in_role(call.workspace.id, "admin")
        return Say(views.holidays(call.workspace, admins, admin=is_admin))
    if not is_admin:
        sentence = say("Only an admin can change public holidays.")
        raise rights.refused(call.work, call.workspace.id, sentence)
    given = call.given["countries"]
    codes = () if folded(given) in _NOBODY else countries.read(given)
    if not codes and folded(given) not in _NOBODY:
        raise Usage(
            "Which countries? Write it like this: {command}", command=Code("holidays DE, US")
        )
    if codes == call.workspace.holidays:
        return Say(Message(say("That is how it is already"), (text(say("Nothing to change.")),)))

    def apply() -> Message:
        fact = workspaces.set_holidays(
            call.work, call.workspace, codes, by=call.member, now=call.now
        )
        return views.holidays_set(codes, fact.id)

    shown = views.holidays_change(call.workspace.holidays, codes)
    return propose(
        call, Change(say("Change the public holidays?"), shown, apply, say("Change them"))
    )


COMMANDS: tuple[Command, ...] = (
    Command(
        words="role",
        heard=heard.ROLE,
        summary=say("See who has a role, or give one"),
        run=role,
        topic="For admins",
        button=Button(say("Who has which role?"), "role"),
        arguments=(
            Argument("who", "text", optional=True, shown="@name] [facilitator|admin|member"),
        ),
        examples=("role", "role @ana", "role @ana facilitator"),
        also=("roles",),
    ),
    Command(
        words="give role",
        summary=say("Pick whom to give which role"),
        run=give_role,
        topic="For admins",
        who="admin",
        listed=False,
        form=True,
    ),
    Command(
        words="change holidays",
        summary=say("Say in a form whose public holidays count here"),
        run=change_holidays,
        topic="For admins",
        who="admin",
        listed=False,
        form=True,
    ),
    Command(
        words="holidays",
        freely=True,
        heard=heard.HOLIDAYS,
        summary=say("See or set the countries whose public holidays count here"),
        run=holidays,
        topic="For admins",
        button=Button(say("Public holidays"), "holidays"),
        arguments=(Argument("countries", "text", optional=True, shown="DE, US"),),
        examples=("holidays", "holidays DE, US", "holidays none"),
    ),
)
