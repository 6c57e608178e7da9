"""What people read who are asked for their view, or to ask somebody for theirs."""

from collections.abc import Sequence

from facilitation.discussions.model import Discussion
from facilitation.people.model import Member
from facilitation.talk.messages import (
    Button,
    Chat,
    Items,
    Message,
    Quote,
    Time,
    buttons,
    note,
    text,
)
from facilitation.talk.phrases import say
from facilitation.talk.text import cut
from facilitation.talk.words import first, mention


def kindly(discussion: Discussion) -> Message:
    """Ask somebody alone for their view."""
    return Message(
        say("What is your view?"),
        (
            Quote((discussion.question,)),
            text(
                say(
                    "A line or two from you would be welcome. It is open until {when}.",
                    when=Time(discussion.closes_at),
                )
            ),
            buttons(
                Button(say("Answer"), f"contribute {discussion.id}", "primary"),
                Button(say("Not this time"), "leave as it is"),
            ),
            note(
                say(
                    "You get this because you take part in this program. Nothing is expected of you."
                )
            ),
        ),
    )


def invite(discussion: Discussion, whom: Member) -> Message:
    """Ask somebody alone to ask a colleague for a view."""
    ana = first(whom.name)
    return Message(
        say("Would you ask {ana} for a view on this?", ana=ana),
        (
            Quote((discussion.question,)),
            Chat(
                say("Write to {ana}", ana=ana),
                (mention(whom),),
                "",
                say(
                    "Hi {ana}! What do you think of this? “{question}”",
                    ana=ana,
                    question=cut(discussion.question, 200),
                ),
            ),
            note(say("A line from you is enough, and you need not.")),
        ),
    )


def round_robin(order: Sequence[Member]) -> Message:
    """Tell the thread in which order people speak, where they go round."""
    return Message(
        say("Let us go round"),
        (
            Items(tuple((mention(m),) for m in order)),
            text(say("One after the other, in this order. Whoever would rather not says pass.")),
        ),
    )
