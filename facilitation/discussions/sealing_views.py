"""What is read before sealed answers appear: by their authors, and by whoever looks them through."""

from collections.abc import Mapping, Sequence

from facilitation.discussions import views
from facilitation.discussions.model import Contribution, Discussion
from facilitation.people.model import Member
from facilitation.talk.messages import Block, Bold, Button, Message, Quote, buttons, note, text
from facilitation.talk.phrases import say, say_n
from facilitation.talk.text import cut

TOGETHER = 20
"""So many answers one message shows when a sealed discussion opens."""
MOST = 12
"""So many answers one message lists to be looked through."""


def may_it_appear(discussion: Discussion, people: int) -> Message:
    """Ask an author whether theirs may appear without a name though few have answered."""
    return Message(
        say("May your answer be shown?"),
        (
            Quote((cut(discussion.question, 300),)),
            text(
                say_n(
                    "Only you have answered. Without a name it might still be guessed whose it is.",
                    "Only {n} people have answered. Without names it might still be guessed whose is whose.",
                    people,
                )
            ),
            buttons(
                Button(say("Show it without my name"), f"sealed show {discussion.id}", "primary"),
                Button(say("Leave it out"), f"sealed hide {discussion.id}"),
            ),
            note(
                say("Nothing appears before. If you say nothing for a working day, I leave it out.")
            ),
        ),
    )


def word_taken(*, shown: bool) -> Message:
    """Confirm an author's word."""
    if shown:
        return Message(
            say("Thank you"), (text(say("It appears with the others, without your name.")),)
        )
    return Message(say("Left out"), (text(say("Nobody gets to read it.")),))


def looking_first(discussion: Discussion) -> Message:
    """Confirm that answers come to whoever looks after the discussion first."""
    return Message(
        say("You see them first"),
        (
            Quote((cut(discussion.question, 300),)),
            text(
                say(
                    "When time is up I show you the answers, without names. You may set some aside; an hour later the "
                    "others appear by themselves."
                )
            ),
        ),
    )


def look_through(discussion: Discussion, answers: Sequence[Contribution]) -> Message:
    """Show answers without names to whoever may set some aside before they appear."""
    blocks: list[Block] = []
    for one in answers[:MOST]:
        aside = Button(say("Set it aside"), f"sealed aside {discussion.id} {one.id}")
        blocks += [Quote((cut(one.words, 600),)), buttons(aside)]
    if len(answers) > MOST:
        more = len(answers) - MOST
        blocks.append(note(say_n("And one more.", "And {n} more.", more)))
    blocks.append(
        buttons(Button(say("Show them all now"), f"sealed open {discussion.id}", "primary"))
    )
    blocks.append(
        note(say("They appear by themselves within an hour. Whose they are, I tell nobody here."))
    )
    title = say_n("One answer is there", "{n} answers are there", len(answers))
    return Message(title, tuple(blocks))


def opening() -> Message:
    """Confirm that the answers appear."""
    return Message(say("They appear now"), (text(say("The thread reads them all together.")),))


def opened_together(
    discussion: Discussion, answers: Sequence[Contribution], people: Mapping[str, Member]
) -> list[Message]:
    """Show the answers to a sealed question, in the order given, in as many messages as it takes."""
    if not answers:
        none = say("There is no answer to show this time.")
        return [Message(say("Time is up"), (text(none),))]
    pages = [answers[n : n + TOGETHER] for n in range(0, len(answers), TOGETHER)]
    title = say_n("One answer", "All {n} answers", len(answers))
    found = []
    for page in pages:
        blocks: list[Block] = []
        for one in page:
            whose_it_is = (
                [] if discussion.nameless else [text(Bold(views.name(people, one.member)))]
            )
            blocks += [*whose_it_is, Quote((one.words,))]
        found.append(Message(title, tuple(blocks)))
    return found
