"""The profile: what members say of themselves, what they know and want among it."""

from dataclasses import replace

from facilitation.joining import heard
from facilitation.people import profile, told, views
from facilitation.skills import stating
from facilitation.talk.commands import Call, Command, behind_button
from facilitation.talk.grammar import Argument
from facilitation.talk.incoming import Ask, Reply, Say
from facilitation.talk.messages import Button
from facilitation.talk.phrases import say


def show_profile(call: Call) -> Reply:
    """Open the profile form, filled with what a sentence tells of the caller, or save its answers."""
    if call.answers is None:
        skills = stating.typed(call.work, call.member)
        tells = told.of(call.member, call.given.get("words", call.said))
        return Ask(profile.form(call.member, skills=skills, choices=_choices(call), told=tells))
    changed, errors = profile.read(call.member, call.answers)
    stated, wrong = stating.read(call.work, call.member, call.answers)
    if errors or wrong:
        form = profile.form(call.member, call.answers, choices=_choices(call))
        return Ask(form, errors | wrong)
    if changed != call.member:
        call.work.members.save(changed)
    saved, open_questions = stating.state(call.work, call.member, stated, call.now)
    manager = call.work.members.find(saved.manager) if saved.manager else None
    card = views.profile_card(saved, manager.name if manager else "", saved=True)
    return Say(replace(card, blocks=(*open_questions, *card.blocks)))


def _choices(call: Call) -> list[str]:
    return stating.choices(call.work, call.member)


def new_circles(call: Call) -> Reply:
    """Say how many new circles a week the caller gets from different programs, or change it."""
    member = call.member
    if how := call.given.get("how"):
        changed = replace(member, **profile.often(how))
        member = call.work.members.save(changed) if changed != member else member
    return Say(views.new_circles(member))


COMMANDS: tuple[Command, ...] = (
    Command(
        words="profile",
        heard=heard.PROFILE,
        form=True,
        summary=say("Say where you work, your languages, hours and kind of circle"),
        run=show_profile,
        topic="About me",
        button=Button(say("My profile"), "profile"),
    ),
    behind_button(
        "profile about",
        say("Open your profile with what you said filled in"),
        show_profile,
        Argument("words", "text"),
        topic="About me",
        form=True,
    ),
    Command(
        words="new circles",
        heard=heard.NEW_CIRCLES,
        summary="See or say how many new circles a week different programs may bring you",
        run=new_circles,
        topic="About me",
        arguments=(Argument("how", "text", optional=True, shown="one | any"),),
        examples=("new circles any", "new circles one"),
    ),
)
