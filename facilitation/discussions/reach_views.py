"""What is said where a thread cannot be read, its channel is out of reach, or its question is gone."""

from facilitation.discussions import leading_views, views
from facilitation.discussions.model import Counted, Discussion
from facilitation.talk.messages import Button, Message, Quote, buttons, note, text
from facilitation.talk.phrases import say
from facilitation.talk.text import cut


def not_read_here(discussion: Discussion) -> Message:
    """Tell the thread that plain replies in it are not heard."""
    return Message(
        say("I cannot read replies here"),
        (
            text(say("Use the button, or mention me, and your answer counts.")),
            buttons(Button(say("Answer"), f"contribute {discussion.id}", "primary")),
        ),
    )


def channel_gone(discussion: Discussion, counted: Counted) -> Message:
    """Tell whoever looks after a discussion that it is closed since its channel is out of reach."""
    return Message(
        say("A discussion is closed: I cannot reach its channel"),
        (
            Quote((cut(discussion.question, 300),)),
            text(
                say(
                    "Nothing is lost: {told}. Once I am in the channel again, it can go on.",
                    told=views.tally(counted),
                )
            ),
            buttons(*leading_views.acts(discussion)),
        ),
    )


def question_gone(discussion: Discussion, counted: Counted) -> Message:
    """Tell the thread that it is closed since its question went with whoever asked it."""
    thanks = say("There is nothing left to do here.")
    if counted.answers or counted.replies:
        thanks = say("Thank you to all who answered: {told}.", told=views.tally(counted))
    return Message(
        say("This discussion is closed"),
        (
            text(say("Whoever asked it is no longer here, and their question went with them.")),
            text(thanks),
        ),
    )


def not_read(discussion: Discussion) -> Message:
    """Tell whoever looks after a discussion that replies in its thread are not heard."""
    return Message(
        say("I cannot read the replies in your thread"),
        (
            Quote((cut(discussion.question, 300),)),
            text(
                say(
                    "What people answer with the button, or with a mention of me, counts as before. Plain replies I do "
                    "not see, and I have said so in the thread."
                )
            ),
            note(say("Whoever runs Peerloop here can see why, and may change it.")),
        ),
    )
