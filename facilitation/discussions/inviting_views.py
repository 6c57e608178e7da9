"""What is read of those who were not heard: by whoever looks after it, by them, and by who is to ask them."""

from collections.abc import Sequence

from facilitation.discussions import leading_views
from facilitation.discussions.model import Discussion
from facilitation.people.model import Member
from facilitation.programs.model import Program
from facilitation.talk.messages import (
    Block,
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
from facilitation.talk.phrases import Phrase, say, say_n
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


def not_heard(
    discussion: Discussion,
    program: Program,
    count: int,
    *,
    colleagues: bool = False,
    shared: Phrase | None = None,
) -> Message:
    """Tell whoever looks after it, alone, how many have not said anything yet."""
    by_others = Button(say("Ask a colleague to invite them"), f"discussion welcome {discussion.id}")
    return Message(
        say_n("One person has not been heard yet", "{n} people have not been heard yet", count),
        (
            leading_views.where(program),
            Quote((cut(discussion.question, 200),)),
            text(
                say_n(
                    "Half of the time is over. Shall I ask that person for their view, in private?",
                    "Half of the time is over. Shall I ask each of them for their view, in private?",
                    count,
                )
            ),
            *([text(shared)] if shared else []),
            buttons(
                Button(say("Ask them kindly"), f"discussion invite {discussion.id}", "primary"),
                *([by_others] if colleagues else []),
                Button(say("Leave it"), "leave as it is"),
            ),
            note(say("Only you read this. I name nobody, and nobody is asked twice in a week.")),
        ),
    )


def asked_kindly(count: int) -> Message:
    """Confirm that they are asked."""
    said = say_n("I ask one person, in private.", "I ask {n} people, each in private.", count)
    return Message(say("On its way"), (text(said),))


def asked_colleagues(discussion: Discussion, count: int, left: int) -> Message:
    """Confirm that colleagues are asked to invite one person each; whoever is left can be asked kindly."""
    said = say_n(
        "I ask a colleague, in private, to invite one of them.",
        "I ask {n} colleagues, in private, to invite one person each.",
        count,
    )
    blocks: list[Block] = [text(said)]
    if left:
        others = say_n(
            "For one more there is no colleague left to ask this week.",
            "For {n} more there is no colleague left to ask this week.",
            left,
        )
        kindly = Button(say("Ask them kindly"), f"discussion invite {discussion.id}")
        blocks += [text(others), buttons(kindly)]
    return Message(say("On its way"), tuple(blocks))
