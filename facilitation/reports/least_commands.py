"""From how many people on anything is said of them: seen by whoever leads, set by admins, with a way back."""

from facilitation.errors import UserError
from facilitation.people import rights
from facilitation.people.withholding import FLOOR, MOST, Rule
from facilitation.programs import reading
from facilitation.steering import workspace as workspaces
from facilitation.talk.changes import Change, propose
from facilitation.talk.commands import Call
from facilitation.talk.incoming import Reply, Say
from facilitation.talk.messages import Block, Button, Code, Message, buttons, facts, note, text
from facilitation.talk.phrases import say


def run(call: Call) -> Reply:
    """Show from how many people on anything is told, or change that after a preview."""
    wish = call.given.get("number", "")
    if not wish:
        return Say(shown(call.workspace.least, admin=rights.may(call.member, "admin")))
    if not rights.may(call.member, "admin"):
        raise rights.refused(call.work, call.workspace.id, say("Only an admin can change that."))
    least = reading.count(wish, say("The smallest number"), FLOOR, MOST, say("people"), "7")
    if least == call.workspace.least:
        raise UserError("That is how it is already: {least} people.", least=least)

    def apply() -> Message:
        fact = workspaces.set_least(call.work, call.workspace, least, by=call.member, now=call.now)
        return Message(
            say("The smallest number is {least}", least=least),
            (*_means(least), buttons(Button(say("Undo"), f"undo {fact.id}"))),
        )

    title = say("Change the smallest number that is told?")
    return propose(
        call, Change(title, change(call.workspace.least, least), apply, say("Change it"))
    )


def shown(least: int, *, admin: bool) -> Message:
    """Show from how many people on anything is told."""
    how = (
        note("Change it: {command}", command=Code("smallest number 10"))
        if admin
        else note(say("Only an admin can change it."))
    )
    return Message(
        say("Nothing is said of fewer than {least} people", least=least), (*_means(least), how)
    )


def change(before: int, after: int) -> tuple[Block, ...]:
    """Show what another smallest number would do."""
    return (facts({say("Now"): f"{before}", say("Then"): f"{after}"}), *_means(after))


def _means(least: int) -> tuple[Block, ...]:
    return (
        text(
            say(
                "Reports and gaps count people in steps of {step}, and teams are told of by themselves from {crowd} "
                "people on.",
                step=Rule("", least).step,
                crowd=Rule("", least).crowd,
            )
        ),
    )
