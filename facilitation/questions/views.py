"""What people read of questions, answers and takeaways."""

from collections.abc import Mapping, Sequence

from facilitation.people.model import Member
from facilitation.programs.model import Program
from facilitation.questions.model import Answer, Question
from facilitation.skills.finding import Candidate
from facilitation.talk.forms import Form, Line, Paragraph
from facilitation.talk.messages import (
    Block,
    Bold,
    Button,
    Buttons,
    Code,
    Items,
    Mention,
    Message,
    Quote,
    Time,
    buttons,
    note,
    text,
)
from facilitation.talk.text import cut
from facilitation.talk.words import listed

SHOWN = 8
"""How many takeaways or questions one list shows."""
SNIPPET = 200
_FEW_PROGRAMS = 3


def ask_form() -> Form:
    """Ask what somebody wants to know."""
    return Form(
        title="Ask your peers",
        command="ask",
        lead="I look who is best placed to answer; you choose who gets it.",
        fields=(
            Paragraph("question", "Your question", hint="A real one, with what you tried."),
            Line(
                "skill",
                "What is it about?",
                optional=True,
                hint="Such as Kubernetes. I look for it in your question otherwise.",
                longest=60,
            ),
        ),
    )


def choose(
    question: Question, candidates: Sequence[Candidate], programs: Sequence[Program]
) -> Message:
    """Let the asker choose who gets the question: the best-placed peers, or a channel."""
    blocks: list[Block] = [Quote((question.text,))]
    acts: list[Button] = []
    if candidates:
        blocks.append(text("Best placed, I think:"))
        blocks.append(Items(tuple((Bold(c.member.name), ": ", *c.reason) for c in candidates)))
        names = listed([c.member.name.split()[0] for c in candidates])
        acts.append(Button(f"Ask {names}", f"question peers {question.id}", "primary"))
    elif question.skill:
        blocks.append(text("Nobody is free to be asked about ", Bold(question.skill), " just now."))
    else:
        blocks.append(
            text("I found no skill in it that somebody here offers, so I cannot tell who knows.")
        )
    acts += [
        Button(f"Post in {_named(p)}", f"question channel {question.id} #{p.number}")
        for p in programs[:_FEW_PROGRAMS]
    ]
    acts.append(Button("Never mind", f"question close {question.id}"))
    if not candidates and not programs:
        blocks.append(
            text("Say what it is about and I look again: ", Code("ask about python: …"), ".")
        )
    blocks += [Buttons(tuple(acts)), note("Nobody has been asked yet. Nobody else sees this.")]
    return Message("Who should hear it?", tuple(blocks))


def sent(question: Question, candidates: Sequence[Candidate]) -> Message:
    """Confirm that peers are asked."""
    names = listed([c.member.name for c in candidates])
    return Message(
        "It is on its way",
        (
            text(f"I ask {names}, in their working hours. What they say comes to you here."),
            buttons(Button("I have what I need", f"question close {question.id}")),
        ),
    )


def sent_to_channel(question: Question, program: Program) -> Message:
    """Confirm that a channel is asked."""
    return Message(
        "It is on its way",
        (
            text(
                f"I post it in {_named(program)}. Answers given with the button come to you here."
            ),
            buttons(Button("I have what I need", f"question close {question.id}")),
        ),
    )


def asked(question: Question, asker: Member) -> Message:
    """Put a question to a peer."""
    because = f"you offer {question.skill}" if question.skill else "you may know"
    return Message(
        f"{asker.name} asks you something",
        (
            text(Mention(asker.id, asker.name), " would like to know:"),
            Quote((question.text,)),
            buttons(
                Button("Answer", f"answer {question.id}", "primary"),
                Button("Not for me", f"pass {question.id}"),
            ),
            note(f"You get this because {because}. A line or two is plenty."),
        ),
    )


def posted(question: Question, asker: Member, program: Program) -> Message:
    """Post a question in a channel."""
    return Message(
        f"{asker.name} asks",
        (
            text(Mention(asker.id, asker.name), " would like to know:"),
            Quote((question.text,)),
            buttons(Button("Answer", f"answer {question.id}", "primary")),
            note(
                f"Posted in the channel of {program.name} because {asker.name} chose it. What you answer by the "
                "button goes to them alone."
            ),
        ),
    )


def answer_form(question: Question) -> Form:
    """Ask for an answer."""
    return Form(
        title="Answer a question",
        command=f"answer {question.id}",
        lead=cut(question.text, 600),
        fields=(Paragraph("text", "Your answer", hint="What would you do, and why?"),),
    )


def thanks(asker: Member) -> Message:
    """Thank for an answer."""
    return Message("Thank you", (text(f"{asker.name} has your answer now."),))


def passed_on(*, further: bool) -> Message:
    """Say what becomes of a question that was let pass."""
    said = (
        "I ask somebody else instead."
        if further
        else "Nobody is told that you passed. Somebody else may still answer."
    )
    return Message("No problem", (text(said),))


def answered(question: Question, answer: Answer, member: Member) -> Message:
    """Bring an answer to whoever asked."""
    return Message(
        f"{member.name} has an answer for you",
        (
            text("You asked: ", cut(question.text, SNIPPET)),
            text(Mention(member.id, member.name), " says:"),
            Quote((answer.text,)),
            buttons(
                Button("Keep it for others", f"keep {answer.id}", "primary"),
                Button("I have what I need", f"question close {question.id}"),
            ),
            note(
                "Kept, it becomes a takeaway that your colleagues find with ", Code("search"), "."
            ),
        ),
    )


def closed(question: Question) -> Message:
    """Confirm that a question is closed."""
    if question.to or question.channel:
        return Message("Closed", (text("Nobody is bothered with it any more."),))
    return Message("Never mind, then", (text("Nobody was asked."),))


def questions(found: Sequence[Question], counts: Mapping[str, int]) -> Message:
    """List one's own questions."""
    if not found:
        return Message(
            "You have asked nothing yet",
            (
                text("There is somebody here who knows. One question is enough to start."),
                buttons(Button("Ask my peers", "ask", "primary")),
            ),
        )
    blocks: list[Block] = []
    for one in found[:SHOWN]:
        count = counts.get(one.id, 0)
        answers = {0: "no answer yet", 1: "1 answer"}.get(count, f"{count} answers")
        blocks.append(text(cut(one.text, SNIPPET)))
        state = "closed" if one.state == "closed" else answers
        blocks.append(note(state, " · ", Time(one.created_at, "day")))
        if one.state == "open":
            blocks.append(buttons(Button("I have what I need", f"question close {one.id}")))
    return Message("What you asked", tuple(blocks))


def _named(program: Program) -> str:
    return f"#{program.channel_name}" if program.channel_name else f"the channel of {program.name}"
