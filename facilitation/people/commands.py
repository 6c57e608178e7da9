"""What people ask about themselves and each other: profile, avoid, role, holidays, privacy, help."""

from contextlib import suppress
from dataclasses import replace

from facilitation.changes import Change, propose
from facilitation.errors import NotAllowed, Usage, UserError
from facilitation.people import countries, helping, profile, roles, service, views
from facilitation.people.model import Member, Role
from facilitation.people.plainly import folded
from facilitation.skills import stating
from facilitation.talk.commands import Call, Command
from facilitation.talk.grammar import Argument
from facilitation.talk.incoming import Ask, Replace, Reply, Say
from facilitation.talk.messages import Message, text
from facilitation.work import Work

_NOBODY = frozenset({"none", "no", "off", "nothing", "-"})


def show_profile(call: Call) -> Reply:
    """Open the profile form, or save its answers."""
    if call.answers is None:
        return Ask(profile.form(call.member, skills=stating.typed(call.work, call.member)))
    changed, errors = profile.read(call.member, call.answers)
    stated, wrong = stating.read(call.work, call.member, call.answers)
    if errors or wrong:
        return Ask(profile.form(call.member, call.answers), errors | wrong)
    if changed != call.member:
        call.work.members.save(changed)
    saved, open_questions = stating.state(call.work, call.member, stated, call.now)
    manager = call.work.members.find(saved.manager) if saved.manager else None
    card = views.profile_card(saved, manager.name if manager else "", saved=True)
    return Say(replace(card, blocks=(*open_questions, *card.blocks)))


def avoid(call: Call) -> Reply:
    """List whom the caller avoids, or keep one more person apart from them."""
    if "who" not in call.given:
        found = call.work.members.some(call.work.avoids.of(call.member.id))
        return Say(views.avoiding(sorted(found.values(), key=lambda m: folded(m.name))))
    other = service.find(call.work, call.workspace.id, call.given["who"])
    service.avoid(call.work, call.member, other)
    return Say(views.avoided(other))


def unavoid(call: Call) -> Reply:
    """End that the caller avoids someone."""
    other = _avoided(call, call.given["who"])
    service.unavoid(call.work, call.member, other)
    return Replace(views.no_longer_avoided(other))


def _avoided(call: Call, token: str) -> Member:
    """Return the member named, who may have left the workspace since."""
    known = call.work.members.find(token.removeprefix("@"))
    if known and known.id in call.work.avoids.of(call.member.id):
        return known
    return service.find(call.work, call.workspace.id, token)


def role(call: Call) -> Reply:
    """Show roles, or give one."""
    work, workspace = call.work, call.workspace
    is_admin = call.member.role == "admin"
    admins = work.members.admins(workspace.id)
    if "who" not in call.given:
        facilitators = [m for m in work.members.of(workspace.id) if m.role == "facilitator"]
        return Say(roles.listing(admins, facilitators, admin=is_admin))
    member, named = _who_and_role(work, workspace.id, call.given["who"])
    if not named:
        return Say(roles.one(member, admins, admin=is_admin))
    wanted = service.read_role(named)
    if not is_admin:
        who = service.whom_to_ask(work, workspace.id)
        raise NotAllowed(
            f"{member.name}'s role is {member.role}. Only an admin can change it. {who}"
        )
    if wanted == member.role:
        return Say(Message(f"{member.name} is {wanted} already", (text("Nothing to change."),)))
    service.check_role(work, member, wanted)
    return propose(call, _role_change(call, member, wanted))


def _who_and_role(work: Work, workspace: str, said: str) -> tuple[Member, str]:
    """Return whom the words name, and the word after them; names have several words and nobody writes quotes."""
    name, _, last = said.rpartition(" ")
    if name and not service.is_role(last):
        with suppress(UserError):
            return service.find(work, workspace, said), ""
    return service.find(work, workspace, name or said), last if name else ""


def _role_change(call: Call, member: Member, wanted: Role) -> Change:
    """Return the change of a member's role."""

    def apply() -> Message:
        fact = service.give_role(
            call.work, call.workspace, member, wanted, by=call.member, now=call.now
        )
        return roles.given(member, wanted, fact.id, told=member.id != call.member.id)

    shown = roles.change(member, wanted)
    return Change(f"Make {member.name} {wanted}?", shown, apply, "Yes, do it", wanted == "admin")


def holidays(call: Call) -> Reply:
    """Show whose public holidays count, or change that."""
    is_admin = call.member.role == "admin"
    if "countries" not in call.given:
        admins = call.work.members.admins(call.workspace.id)
        return Say(views.holidays(call.workspace, admins, admin=is_admin))
    if not is_admin:
        who = service.whom_to_ask(call.work, call.workspace.id)
        raise NotAllowed(f"Only an admin can change public holidays. {who}")
    given = call.given["countries"]
    codes = () if folded(given) in _NOBODY else countries.read(given)
    if not codes and folded(given) not in _NOBODY:
        raise Usage("Which countries? Write it like this: holidays DE, US")
    if codes == call.workspace.holidays:
        return Say(Message("That is how it is already", (text("Nothing to change."),)))

    def apply() -> Message:
        fact = service.set_holidays(call.work, call.workspace, codes, by=call.member, now=call.now)
        return views.holidays_set(codes, fact.id)

    shown = views.holidays_change(call.workspace.holidays, codes)
    return propose(call, Change("Change the public holidays?", shown, apply, "Change them"))


def privacy(call: Call) -> Reply:
    """Say what is kept of the caller, and why."""
    return Say(views.privacy())


def show_help(call: Call) -> Reply:
    """Show what can be said, all of it or one topic."""
    # The catalogue is made of every slice's commands, so it cannot be there before this one is.
    from facilitation import catalogue

    return Say(helping.about(call.given.get("topic", ""), catalogue.COMMANDS))


_WHO = Argument("who", optional=True, shown="@name")

COMMANDS: tuple[Command, ...] = (
    Command(
        words="profile",
        form=True,
        summary="Say where you work, your languages, hours and kind of circle",
        run=show_profile,
        topic="You",
    ),
    Command(
        words="avoid",
        summary="See whom you avoid, or never be put together with someone; confidential",
        run=avoid,
        topic="You",
        arguments=(Argument("who", "text", optional=True, shown="@name"),),
        examples=("avoid", "avoid @ana"),
    ),
    Command(
        words="unavoid",
        summary="Let yourself be put together with someone again",
        run=unavoid,
        topic="You",
        arguments=(Argument("who", "text", shown="@name"),),
        examples=("unavoid @ana",),
    ),
    Command(
        words="privacy",
        summary="See what is kept of you, and why",
        run=privacy,
        topic="You",
    ),
    Command(
        words="help",
        summary="See what you can say",
        run=show_help,
        topic="You",
        arguments=(Argument("topic", "text", optional=True, shown="topic"),),
        examples=("help", "help pause", "help admin"),
        also=("commands",),
    ),
    Command(
        words="role",
        summary="See who has a role, or give one",
        run=role,
        topic="Running a program",
        arguments=(
            Argument("who", "text", optional=True, shown="@name] [facilitator|admin|member"),
        ),
        examples=("role", "role @ana", "role @ana facilitator"),
        also=("roles",),
    ),
    Command(
        words="holidays",
        summary="See or set the countries whose public holidays count here",
        run=holidays,
        topic="Running a program",
        arguments=(Argument("countries", "text", optional=True, shown="DE, US"),),
        examples=("holidays", "holidays DE, US", "holidays none"),
    ),
)
