"""What is read of the action that comes of a clinic: by when, and whether it worked out."""

from facilitation.discussions.clinics.model import Clinic
from facilitation.discussions.model import Discussion
from facilitation.people.model import Member
from facilitation.talk.forms import Day, Form, Paragraph
from facilitation.talk.messages import Button, Message, Quote, Time, buttons, note, text
from facilitation.talk.phrases import say
from facilitation.talk.text import cut


def what_will_you_do(discussion: Discussion) -> Message:
    """Ask the owner, alone, what they will do."""
    return Message(
        say("What will you do?"),
        (
            Quote((cut(discussion.question, 200),)),
            text(say("One small thing is enough, and a day. I ask you then how it went.")),
            buttons(Button(say("Write it down"), f"clinic act {discussion.id}", "primary")),
        ),
    )


def act_form(discussion: Discussion, words: str, by: str) -> Form:
    """Ask the owner what they will do, and by when."""
    return Form(
        title=say("What happens next"),
        command=f"clinic act {discussion.id}",
        lead=say("The thread reads it. On that day I ask you, and nobody else, how it went."),
        fields=(
            Paragraph("action", say("What will you do?"), value=words, longest=600),
            Day("by", say("By when?"), value=by),
        ),
    )


def will_do(clinic: Clinic, owner: Member) -> Message:
    """Tell the thread what the owner will do."""
    assert clinic.acts_at is not None
    when = Time(clinic.acts_at, "day")
    return Message(
        say("What {ana} will do", ana=owner.name),
        (Quote((clinic.action,)), text(say("By {when}. Thank you to all who asked.", when=when))),
    )


def written(clinic: Clinic) -> Message:
    """Confirm to the owner that it is kept."""
    assert clinic.acts_at is not None
    when = Time(clinic.acts_at, "day")
    said = say("It stands in the thread. I ask you on {when} how it went.", when=when)
    return Message(say("Good luck with it"), (Quote((clinic.action,)), text(said)))


def how_did_it_go(clinic: Clinic) -> Message:
    """Ask the owner, alone, how it went."""
    return Message(
        say("Did it work out?"),
        (
            text(say("At the clinic you wrote that you would do this by today:")),
            Quote((clinic.action,)),
            buttons(
                Button(say("Done"), f"clinic went {clinic.id} done", "primary"),
                Button(say("Partly"), f"clinic went {clinic.id} partly"),
                Button(say("Not yet"), f"clinic went {clinic.id} not_yet"),
            ),
            note(say("Only you read this, and only you see what you answer.")),
        ),
    )


def went(clinic: Clinic) -> Message:
    """Thank the owner for saying how it went; what is not done may have another day."""
    if clinic.went == "done":
        return Message(say("Well done"), (text(say("Thank you for telling me.")),))
    return Message(
        say("Thank you for telling me"),
        (
            text(say("Would a smaller step help, or another day?")),
            buttons(Button(say("Write it anew"), f"clinic act {clinic.discussion}", "primary")),
        ),
    )
