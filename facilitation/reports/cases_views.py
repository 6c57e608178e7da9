"""What people read of success cases: the question in private, and the guide to the talk once somebody said yes."""

from collections.abc import Sequence

from facilitation.people.model import Member
from facilitation.programs.model import Program
from facilitation.reports.model import Case, CaseKind
from facilitation.talk.messages import (
    Block,
    Bold,
    Button,
    Items,
    Mention,
    Message,
    buttons,
    note,
    text,
)
from facilitation.talk.phrases import Phrase, say

GUIDE: dict[CaseKind, tuple[Phrase, ...]] = {
    "best": (
        say("What did you use of it at work, and when was that?"),
        say("What came of it, and how would somebody else notice?"),
        say("Who or what helped you to do it?"),
        say("What would have happened without it?"),
        say("What should we keep for the next ones?"),
    ),
    "worst": (
        say("What did you hope for when you joined?"),
        say("What stood in the way: time, the circle, the topic, something at work?"),
        say("Was there anything that you could use all the same?"),
        say("What would have had to be different?"),
        say("What should we change first?"),
    ),
}
"""What to ask: of each kind five open questions, none of them about other people."""


def asked(case: Case, program: Program, by: Member) -> Message:
    """Ask a member in private for their story."""
    if case.kind == "best":
        why = say("You told me that you could use something of it.")
    else:
        why = say("You told me that it brought you little. That is just as good to know.")
    return Message(
        say("Would you tell how {program} went for you?", program=program.name),
        (
            text(
                say(
                    "{who} would like to hear in a short talk what works and what does not.",
                    who=Mention(by.id, by.name),
                )
            ),
            text(why),
            buttons(
                Button(say("Yes, I would"), f"my story {case.id} yes", "primary", "yes"),
                Button(say("Rather not"), f"my story {case.id} no", means="no"),
            ),
            note(
                say(
                    "Only you see this. With a yes they get your name and whether it went well or not, and nothing of "
                    "what you wrote. With a no they do not learn that I asked you."
                )
            ),
        ),
    )


def thanks(case: Case, program: Program) -> Message:
    """Confirm an answer."""
    if case.state == "agreed":
        return Message(
            say("Thank you"),
            (
                text(say("I have told them that you are ready to talk. They will come to you.")),
                buttons(Button(say("Take it back"), f"my story {case.id} no")),
            ),
        )
    return Message(
        say("All right"),
        (text(say("Nobody learns that I asked you about {program}.", program=program.name)),),
    )


def told(case: Case, program: Program, member: Member) -> Message:
    """Tell whoever asked that somebody is ready to talk, with the guide."""
    who = Mention(member.id, member.name)
    if case.kind == "best":
        said = say(
            "{who} is ready to tell you what worked in {program}.", who=who, program=program.name
        )
    else:
        said = say(
            "{who} is ready to tell you what did not work in {program}.",
            who=who,
            program=program.name,
        )
    return Message(say("Somebody would talk to you"), (text(said), *guide(case.kind)))


def guide(kind: CaseKind) -> tuple[Block, ...]:
    """Return the guide to a talk."""
    return (
        text(Bold(say("Twenty minutes, five questions"))),
        Items(tuple((one,) for one in GUIDE[kind])),
        note(
            say(
                "Listen more than you speak, and show them what you write down before others read it."
            )
        ),
    )


def overview(program: Program, agreed: Sequence[tuple[Case, Member]]) -> Message:
    """Show who is ready to talk, and how to find others."""
    title = say("What made {program} work, and what did not", program=program.name)
    ask = Button(say("Ask two people"), f"success cases #{program.number} ask", "primary")
    if not agreed:
        return Message(
            title,
            (
                text(
                    say(
                        "I can ask in private one person for whom it went very well and one for whom it did not. You "
                        "hear of those who say yes, with questions for the talk."
                    )
                ),
                buttons(ask),
            ),
        )
    lines = tuple((_line(case, member),) for case, member in agreed)
    kinds = {case.kind for case, _ in agreed}
    guides = [block for kind in GUIDE if kind in kinds for block in guide(kind)]
    return Message(title, (Items(lines), *guides, buttons(ask)))


def _line(case: Case, member: Member) -> Phrase:
    who = Mention(member.id, member.name)
    if case.kind == "best":
        return say("{who}: it went well", who=who)
    return say("{who}: it went badly", who=who)


def change() -> tuple[Block, ...]:
    """Show what asking would do, before it does."""
    return (
        text(
            say(
                "I would ask one person for whom it went very well and one for whom it did not, each in private. "
                "Whom I ask I tell nobody; you get the name of whoever says yes."
            )
        ),
    )


def asking(program: Program) -> Message:
    """Confirm that people are asked."""
    return Message(
        say("I am asking"),
        (
            text(
                say(
                    "You hear from me as soon as somebody says yes. Where nobody does, I stay silent."
                )
            ),
            buttons(Button(say("Show the report"), f"report #{program.number}")),
        ),
    )
