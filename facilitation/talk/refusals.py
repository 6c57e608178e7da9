"""What a person is told when something is refused, cannot be kept, or failed on our side."""

from facilitation.errors import NotAllowed, NotFound, Unsaved, Usage, UserError
from facilitation.talk.grammar import Missing
from facilitation.talk.incoming import Reply, Say
from facilitation.talk.messages import Button, Code, Message, buttons, note, text
from facilitation.talk.phrases import say
from facilitation.talk.when.days import JustPast, NoSuchDay, Past


def explained(error: UserError) -> Reply:
    """Return a refusal as a message, with what may have been meant to be tapped."""
    told = text(error.sentence)
    ways = buttons(*(Button(label, line) for label, line in error.ways))
    return Say(Message(_heading(error), (told, ways) if error.ways else (told,)))


def _heading(error: UserError) -> str:
    """Return the few words over a refusal that say of what kind it is."""
    match error:
        case JustPast():
            return say("Just to be sure")
        case NoSuchDay():
            return say("There is no such day")
        case Past():
            return say("That day is past")
        case Missing():
            return say("One thing is missing")
        case Usage():
            return say("I did not understand that")
        case NotFound():
            return say("I could not find that")
        case NotAllowed():
            return say("You may not do that")
        case _:
            return say("That does not work")


def nothing_saved(error: Unsaved) -> Reply:
    """Return what a person is told when it is the store that takes nothing."""
    return Say(Message(say("That does not work just now"), (text(error.said),)))


def apology(reference: str) -> Reply:
    """Return what a person is told when we have a bug."""
    return Say(
        Message(
            say("Something went wrong on my side"),
            (
                text(
                    say("Sorry, that did not work, and it is not your fault. Nothing was changed.")
                ),
                note("If you tell your admin, this helps: {command}", command=Code(reference)),
            ),
        )
    )
