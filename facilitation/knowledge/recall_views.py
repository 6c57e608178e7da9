"""What people read who let takeaways come back as questions: the question, the takeaway, when it comes again."""

from collections.abc import Sequence

from facilitation.knowledge.model import Recall, Takeaway
from facilitation.knowledge.recalling import Retention
from facilitation.talk.forms import Form, Paragraph, Pick
from facilitation.talk.messages import (
    Block,
    Bold,
    Button,
    File,
    Items,
    Message,
    Option,
    Quote,
    Time,
    buttons,
    note,
    text,
)
from facilitation.talk.phrases import Phrase, say, say_n

_RATED = {
    "got": say("Well done."),
    "partly": say("Nearly. It comes back a little sooner."),
    "no": say("No harm done: that is how it gets remembered."),
}

_LATER = say(
    "As soon as something is kept where you take part, and somebody has checked that it is right, I ask you about it."
)
_STOP = Button(say("Stop this, and forget my answers"), "recall off")


def turned_on(count: int) -> Message:
    """Confirm that takeaways come back from now on."""
    about = (
        say_n(
            "I start with {n} takeaway that you took part in or tried.",
            "I start with {n} takeaways that you took part in or tried.",
            count,
        )
        if count
        else _LATER
    )
    return Message(
        say("I will help you to remember"),
        (
            text(about),
            text(
                say("Short questions come after 2, 7, 21 and 60 days, three at the most at a time.")
            ),
            buttons(Button(say("Ask me now"), "recall now"), _STOP),
            note(say("Only you see your answers.")),
        ),
    )


def turned_off() -> Message:
    """Confirm that nothing comes back any more."""
    return Message(
        say("No more questions"),
        (
            text(say("What you answered is forgotten.")),
            buttons(Button(say("Start again"), "recall on")),
        ),
    )


def standing(
    *, on: bool, coming: Recall | None, figures: Sequence[Retention], waiting: int = 0
) -> Message:
    """Say whether a member is asked, what waits or comes next, and how much comes to mind in their programs."""
    blocks: list[Block] = []
    if not on:
        blocks += [
            text(
                say(
                    "What your circles keep comes back to you as a short question, so that it stays."
                )
            ),
            buttons(Button(say("Help me to remember"), "recall on", "primary")),
        ]
    else:
        if waiting:
            wait = say_n("One question waits for you.", "{n} questions wait for you.", waiting)
            blocks.append(text(wait))
        elif coming:
            blocks.append(text("The next question comes {day}.", day=Time(coming.due_at, "day")))
        else:
            blocks.append(text(say("Nothing to ask you about yet.")))
        now = (
            Button(say("Ask me now"), "recall now", "primary"),
            Button(say("Take them with me"), "recall export"),
        )
        blocks.append(buttons(*(now if coming else ()), _STOP))
    if figures:
        blocks.append(Items(tuple((_figure(one),) for one in figures)))
    return Message(say("Remembering"), tuple(blocks))


def _figure(one: Retention) -> Phrase:
    program, people = Bold(one.program), one.people
    if one.percent is None:
        return say(
            "{program}: {people} people or more have answered; how much came to mind I say once {enough} have",
            program=program,
            people=people,
            enough=one.enough,
        )
    return say(
        "{program}: {n} % came to mind, of {people} people or more",
        program=program,
        n=one.percent,
        people=people,
    )


def item(count: int) -> tuple[Block, ...]:
    """Say on a morning's card how many questions are due."""
    said = say_n(
        "{n} question about what you and your circles have kept.",
        "{n} questions about what you and your circles have kept.",
        count,
    )
    return text(said), buttons(Button(say("Answer"), "recall now", "primary"), _STOP)


def ask(takeaway: Takeaway, question: str, left: int) -> Message:
    """Ask about a takeaway, which is shown once it is answered."""
    more = say_n("{n} more after this one.", "{n} more after this one.", left) if left else ""
    return Message(
        say("What would you do?"),
        (
            Quote((question,)),
            buttons(
                Button(say("Answer"), f"recall answer {takeaway.id}", "primary"),
                Button(say("I have it in mind"), f"recall show {takeaway.id}"),
            ),
            *((note(more),) if more else ()),
        ),
    )


def answer_form(takeaway: Takeaway, question: str) -> Form:
    """Ask for an answer in one's own words, which nobody else sees and nobody keeps."""
    return Form(
        title=say("What would you do?"),
        command=f"recall answer {takeaway.id}",
        lead=question,
        fields=(Paragraph("answer", say("In your own words"), hint=say("It is not kept.")),),
    )


def shown(takeaway: Takeaway, question: str, answer: str = "") -> Message:
    """Show the takeaway beside what was answered, and ask how well it came to mind."""
    own = (text(Bold(say("Your answer"))), Quote((answer,))) if answer else ()
    return Message(
        say("How well did it come to mind?"),
        (
            Quote((question,)),
            *own,
            text(Bold(takeaway.title)),
            Quote((takeaway.text,)),
            buttons(
                Button(say("Got it"), f"recall rate {takeaway.id} got", "primary"),
                Button(say("Partly"), f"recall rate {takeaway.id} partly"),
                Button(say("No"), f"recall rate {takeaway.id} no"),
            ),
        ),
    )


def rated(recall: Recall, more: bool) -> Message:
    """Say at once what an answer comes to: when the question is back."""
    next_ = (buttons(Button(say("Next one"), "recall now", "primary")),) if more else ()
    return Message(
        say("Noted"),
        (
            text(_RATED[recall.rating]),
            text("It comes back {day}.", day=Time(recall.due_at, "day")),
            *next_,
        ),
    )


def nothing_due(coming: Recall | None) -> Message:
    """Say that there is nothing to ask just now."""
    if coming is None:
        said = text(_LATER)
    else:
        said = text("The next question comes {day}.", day=Time(coming.due_at, "day"))
    return Message(
        say("Nothing to ask you just now"),
        (
            said,
            buttons(
                Button(say("Share something"), "share"), Button(say("All takeaways"), "takeaways")
            ),
        ),
    )


ASKS = (
    Option(say("What somebody would do in a situation from their work"), "situation"),
    Option(say("Something else, such as a word or a number"), "other"),
)


def question_form(takeaway: Takeaway, proposed: str, *, situation: bool) -> Form:
    """Ask for the question about a takeaway, with one proposed, and whether it puts people into a situation."""
    return Form(
        title=say("What is asked about it?"),
        command=f"recall question {takeaway.id}",
        lead=say("A short question that can only be answered by using it."),
        fields=(
            Paragraph("question", say("The question"), value=proposed, longest=300),
            Pick(
                "asks",
                say("What does it ask?"),
                ASKS,
                value="situation" if situation else "other",
                hint=say("The report counts the two apart."),
            ),
        ),
    )


def written(takeaway: Takeaway, question: str, *, situation: bool) -> Message:
    """Confirm the question about a takeaway, and as what the report counts it."""
    counted = (
        say("In the report it counts as a situation from work.")
        if situation
        else say("In the report it counts as something remembered, not as a situation from work.")
    )
    return Message(
        say("That is asked from now on"),
        (text(Bold(takeaway.title)), Quote((question,)), note(counted)),
    )


PACKAGE = Message(
    say("Your questions for Anki"),
    file=File("peerloop.apkg", say("Open my questions"), "recall"),
)
