"""What those read who are asked whether a takeaway is right, and those who look after one."""

from collections.abc import Sequence

from facilitation.knowledge import takeaway_views
from facilitation.knowledge.model import Takeaway
from facilitation.people.model import Member
from facilitation.talk.forms import Form, Line, Paragraph
from facilitation.talk.messages import (
    Bold,
    Button,
    Buttons,
    Items,
    Mention,
    Message,
    Quote,
    buttons,
    note,
    text,
)
from facilitation.talk.phrases import say, say_n, sentences
from facilitation.talk.text import cut

SHOWN = 8
"""How many takeaways one message names."""


def please_check(takeaway: Takeaway, giver: Member | None) -> Message:
    """Ask a second peer whether a takeaway is right."""
    name = giver.name if giver else say("somebody who has left")
    because = (
        say("You get this because you know {skill}.", skill=takeaway.skills[0])
        if takeaway.skills
        else say("You get this because you may know.")
    )
    return Message(
        say("Is this right?"),
        (
            text("{giver} keeps this for others:", giver=name),
            *takeaway_views.in_words(takeaway),
            _verdicts(takeaway),
            note(sentences(because, say("One look is enough."))),
        ),
    )


def _verdicts(takeaway: Takeaway) -> Buttons:
    return buttons(
        Button(say("It is right"), f"check {takeaway.id} right", "primary"),
        Button(say("It needs a fix"), f"check {takeaway.id} fix"),
        Button(say("Not mine to say"), f"check {takeaway.id} pass"),
    )


def still_right(takeaway: Takeaway, *, own: bool) -> Message:
    """Ask whether a takeaway that was checked some time ago still is right."""
    because = (
        say("You get this because you look after it.")
        if own
        else say("You get this because you tried it, or look after its program.")
    )
    return Message(
        say("Is this still right?"),
        (
            *takeaway_views.in_words(takeaway),
            buttons(
                Button(say("Still right"), f"check {takeaway.id} right", "primary"),
                *((Button(say("Change it"), f"takeaway edit {takeaway.id}"),) if own else ()),
                Button(say("No longer right"), f"obsolete {takeaway.id}")
                if own
                else Button(say("It needs a fix"), f"check {takeaway.id} fix"),
                Button(say("Not mine to say"), f"check {takeaway.id} pass"),
            ),
            note(sentences(say("Takeaways are looked at again after 90 days."), because)),
        ),
    )


def edit_form(takeaway: Takeaway) -> Form:
    """Ask for other words for a takeaway."""
    return Form(
        title=say("Change a takeaway"),
        command=f"takeaway edit {takeaway.id}",
        lead=say("Changed words are checked by a colleague once more."),
        fields=(
            Line("title", say("Title"), value=takeaway.title, longest=120),
            Paragraph("text", say("What is worth knowing"), value=takeaway.text),
        ),
    )


def fix_form(takeaway: Takeaway) -> Form:
    """Ask what is not right about a takeaway."""
    return Form(
        title=say("What needs a fix?"),
        command=f"check {takeaway.id} fix",
        lead=cut(takeaway.text, 600),
        fields=(
            Paragraph(
                "what",
                say("What is not right?"),
                hint=say("Whoever looks after it sees this, with your name."),
                longest=600,
            ),
        ),
    )


def checked(takeaway: Takeaway) -> Message:
    """Thank for a check that found it right."""
    return Message(
        say("Thank you"),
        (text("Others now see that {title} was checked.", title=Bold(takeaway.title)),),
    )


def fix_told(takeaway: Takeaway) -> Message:
    """Thank for a check that found something to mend."""
    return Message(
        say("Thank you"),
        (text("I tell whoever looks after {title}.", title=Bold(takeaway.title)),),
    )


def left_to_others() -> Message:
    """Say what becomes of a check that was passed on."""
    return Message(
        say("No problem"), (text(say("Somebody else may say. Nobody is told that you passed.")),)
    )


def to_fix(takeaway: Takeaway, by: Member, what: str) -> Message:
    """Tell whoever looks after a takeaway what is not right about it."""
    return Message(
        say("A takeaway needs a fix"),
        (
            text(
                "{ana} looked at {title}:", ana=Mention(by.id, by.name), title=Bold(takeaway.title)
            ),
            Quote((what,)),
            buttons(
                Button(say("Change it"), f"takeaway edit {takeaway.id}", "primary"),
                Button(say("No longer right"), f"obsolete {takeaway.id}"),
            ),
            note(
                say(
                    "You get this because you look after it. Until you change it, others see that it was "
                    "not checked."
                )
            ),
        ),
    )


def yours_now(takeaways: Sequence[Takeaway], gone: Member) -> Message:
    """Tell a member that they look after takeaways from now on, as somebody has left."""
    return Message(
        say_n(
            "You look after {n} takeaway now", "You look after {n} takeaways now", len(takeaways)
        ),
        (
            text("{member} has left, and looked after:", member=gone.name),
            Items(tuple((t.title,) for t in takeaways[:SHOWN])),
            buttons(Button(say("See them"), "takeaways mine", "primary")),
            note(
                say(
                    "You get this because you kept, gave or tried them, or look after their program."
                )
            ),
        ),
    )
