"""What is read before sealed answers appear: by their authors, and by whoever looks them through."""

from collections.abc import Mapping, Sequence

from facilitation.discussions import views
from facilitation.discussions.model import Contribution, Discussion, Word
from facilitation.people.model import Member
from facilitation.talk.messages import Block, Bold, Button, Message, Quote, buttons, note, text
from facilitation.talk.phrases import say, say_n
from facilitation.talk.text import cut
from facilitation.talk.words import mention

TOGETHER = 20
"""So many answers one message shows when a sealed discussion opens."""
MOST = 12
"""So many answers one message lists to be looked through."""


def may_it_appear(discussion: Discussion, people: int) -> Message:
    """Ask an author whether theirs may appear without a name though few have answered, or though it is the only one."""
    title, show = say("May your answer be shown?"), say("Show it without my name")
    said = say(
        "Only {n} people have answered. Without names it might still be guessed whose is whose.",
        n=people,
    )
    command = f"sealed show {discussion.id}"
    if people == 1:
        title, show = say("Yours is the only answer to show"), say("Show it all the same")
        said = say("It would stand alone. Without a name it might still be guessed whose it is.")
        command += " alone"
    return Message(
        title,
        (
            Quote((cut(discussion.question, 300),)),
            text(said),
            buttons(
                Button(show, command, "primary"),
                Button(say("Leave it out"), f"sealed hide {discussion.id}"),
            ),
            note(
                say("Nothing appears before. If you say nothing for a working day, I leave it out.")
            ),
        ),
    )


def word_taken(word: Word) -> Message:
    """Confirm an author's word."""
    if word == "aside":
        return Message(say("Left out"), (text(say("Nobody gets to read it.")),))
    said = say("It appears without your name.")
    if word == "agreed":
        said = say(
            "It appears with the others, without your name. Should it be the only one left, I ask you again before."
        )
    return Message(say("Thank you"), (text(said),))


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
    if not answers:
        return all_aside()
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


def all_aside() -> Message:
    """Say that no answer is left to be looked through."""
    return Message(
        say("You have set all answers aside"),
        (
            text(say("Nobody else reads them. Each author has heard it from me, in private.")),
            note(say("Within an hour the thread reads that none of the answers is shown.")),
        ),
    )


def not_shown(discussion: Discussion, words: str) -> Message:
    """Tell an author, alone, that theirs was set aside, with their words."""
    return Message(
        say("Your answer is not shown this time"),
        (
            text(say("Whoever looks after this question has set it aside:")),
            Quote((cut(discussion.question, 300),)),
            text(say("They read it without your name. Here it is, to keep:")),
            Quote((words,)),
            text(say("Thank you for it all the same!")),
        ),
    )


def taking_back(discussion: Discussion, people: int) -> tuple[Block, ...]:
    """Show what taking a sealed question back does."""
    return (
        Quote((cut(discussion.question, 300),)),
        text(
            say_n(
                "One person has answered, and nobody has read it. They get their words back from me, in private. Then "
                "the question is closed, and the answer is gone for good.",
                "{n} people have answered, and nobody has read it. Each gets their own words back from me, in private. "
                "Then the question is closed, and the answers are gone for good.",
                people,
            )
        ),
    )


def withdrawn(people: int) -> Message:
    """Confirm to whoever took a sealed question back."""
    told = say_n(
        "The thread is told. One person gets their answer back, with your name and no blame.",
        "The thread is told. {n} people get their answers back, with your name and no blame.",
        people,
    )
    return Message(say("The question is taken back"), (text(told),))


def given_back(discussion: Discussion, by: Member, words: str) -> Message:
    """Give an author their words back, as the question was taken back before anybody read them."""
    return Message(
        say("Your answer, back to you"),
        (
            text(say("{ana} has taken this question back:", ana=by.name)),
            Quote((cut(discussion.question, 300),)),
            text(say("Nobody has read what you answered. Here it is, to keep:")),
            Quote((words,)),
            text(say("Thank you all the same!")),
            note(say("You get this once, as I keep no copy of your answer in the discussion.")),
        ),
    )


def taken_back(by: Member) -> Message:
    """Tell the thread that its question was taken back before any answer appeared."""
    return Message(
        say("This question is taken back"),
        (
            text(
                say(
                    "{ana} has closed it early. Nobody has read the answers that were given: whoever gave one gets it "
                    "back in private.",
                    ana=mention(by),
                )
            ),
        ),
    )


def opening(*, asked: bool = False) -> Message:
    """Confirm that the answers appear, or that the author of the only one left is asked first."""
    if asked:
        said = say("One answer is left. I ask its author first whether it may stand alone.")
        return Message(say("Not quite yet"), (text(said),))
    return Message(say("They appear now"), (text(say("The thread reads them all together.")),))


def opened_together(
    discussion: Discussion,
    answers: Sequence[Contribution],
    people: Mapping[str, Member],
    *,
    came: bool = False,
) -> list[Message]:
    """Show the answers to a sealed question, in the order given; where none is left, say whether any `came`."""
    if not answers:
        none = say("There is no answer to show this time.")
        if came:
            none = say("None of the answers that came is shown this time.")
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
