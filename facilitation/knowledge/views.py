"""What people read of questions, answers and takeaways."""

from collections.abc import Mapping, Sequence

from facilitation.knowledge.model import Answer, Question
from facilitation.people.model import Member
from facilitation.programs.model import Program
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
    Spans,
    Time,
    buttons,
    dotted,
    note,
    text,
)
from facilitation.talk.phrases import say, say_n, sentences
from facilitation.talk.text import cut

SHOWN = 8
"""How many takeaways or questions one list shows."""
SNIPPET = 200
_FEW_PROGRAMS = 3


def ask_form() -> Form:
    """Ask what somebody wants to know."""
    return Form(
        title=say("Ask your peers"),
        command="ask",
        lead=say("I look for who could answer it. You choose who gets it."),
        fields=(
            Paragraph(
                "question", say("Your question"), hint=say("A real one, with what you have tried.")
            ),
            Line(
                "skill",
                say("What is it about?"),
                optional=True,
                hint=say("Such as Kubernetes. Otherwise I look for it in your question."),
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
        blocks.append(text(say("They may know:")))
        blocks.append(Items(tuple(map(_why, candidates))))
        names = [c.member.name.split()[0] for c in candidates]
        acts.append(
            Button(say("Ask {names}", names=names), f"question peers {question.id}", "primary")
        )
    elif question.skill:
        blocks.append(
            text("Nobody is free to be asked about {skill} just now.", skill=Bold(question.skill))
        )
    else:
        blocks.append(
            text(
                say("I found no skill in it that anybody here offers, so I cannot tell who knows.")
            )
        )
    acts += [
        Button(
            say("Post in {channel}", channel=_apart(p, programs)),
            f"question channel {question.id} #{p.number}",
        )
        for p in programs[:_FEW_PROGRAMS]
    ]
    acts.append(Button(say("Never mind"), f"question close {question.id}"))
    if not candidates and not programs:
        blocks.append(
            text(
                "Tell me what it is about, and I will look again: {command}.",
                command=Code("ask about python: …"),
            )
        )
    blocks += [Buttons(tuple(acts)), note(say("Nobody has been asked yet. Nobody else sees this."))]
    return Message(say("Who should hear it?"), tuple(blocks))


def sent(question: Question, candidates: Sequence[Candidate]) -> Message:
    """Confirm that peers are asked."""
    names = [c.member.name for c in candidates]
    return Message(
        say("It is on its way"),
        (
            text(
                "I am asking {names}, in their working hours. You get their answers here.",
                names=names,
            ),
            buttons(Button(say("I have what I need"), f"question close {question.id}")),
        ),
    )


def sent_to_channel(question: Question, program: Program) -> Message:
    """Confirm that a channel is asked."""
    return Message(
        say("It is on its way"),
        (
            text(
                "I am posting it in {channel}. You get answers given with the button here.",
                channel=_named(program),
            ),
            buttons(Button(say("I have what I need"), f"question close {question.id}")),
        ),
    )


def asked(question: Question, asker: Member) -> Message:
    """Put a question to a peer."""
    because = (
        say("You get this because you offer {skill}.", skill=question.skill)
        if question.skill
        else say("You get this because you may know.")
    )
    return Message(
        say("{asker} asks you something", asker=asker.name),
        (
            text("{asker} would like to know:", asker=Mention(asker.id, asker.name)),
            Quote((question.text,)),
            buttons(
                Button(say("Answer"), f"answer {question.id}", "primary"),
                Button(say("Not for me"), f"pass {question.id}"),
            ),
            note(sentences(because, say("A line or two is plenty."))),
        ),
    )


def posted(question: Question, asker: Member, program: Program) -> Message:
    """Post a question in a channel."""
    return Message(
        say("{asker} asks", asker=asker.name),
        (
            text("{asker} would like to know:", asker=Mention(asker.id, asker.name)),
            Quote((question.text,)),
            buttons(Button(say("Answer"), f"answer {question.id}", "primary")),
            note(
                "{asker} chose to ask in the channel of {program}. Only {asker} sees what you answer with the "
                "button.",
                program=program.name,
                asker=asker.name,
            ),
        ),
    )


def answer_form(question: Question) -> Form:
    """Ask for an answer."""
    return Form(
        title=say("Answer a question"),
        command=f"answer {question.id}",
        lead=cut(question.text, 600),
        fields=(Paragraph("text", say("Your answer"), hint=say("What would you do, and why?")),),
    )


def thanks(asker: Member) -> Message:
    """Thank for an answer."""
    return Message(say("Thank you"), (text("{asker} has your answer now.", asker=asker.name),))


def passed_on(*, further: bool) -> Message:
    """Say what becomes of a question that was let pass."""
    said = (
        say("I am asking somebody else instead.")
        if further
        else say("Nobody is told that you passed. Somebody else may still answer.")
    )
    return Message(say("No problem"), (text(said),))


def answered(question: Question, answer: Answer, member: Member) -> Message:
    """Bring an answer to whoever asked."""
    return Message(
        say("{member} has an answer for you", member=member.name),
        (
            text("You asked: {question}", question=cut(question.text, SNIPPET)),
            text("{member} says:", member=Mention(member.id, member.name)),
            Quote((answer.text,)),
            buttons(
                Button(say("Keep it for others"), f"keep {answer.id}", "primary"),
                Button(say("I have what I need"), f"question close {question.id}"),
            ),
            note(
                "If you keep it, your colleagues can find it with {command}.",
                command=Code("search"),
            ),
        ),
    )


def closed(question: Question) -> Message:
    """Confirm that a question is closed."""
    if question.to or question.channel:
        return Message(say("Closed"), (text(say("Nobody will be asked about it any more.")),))
    return Message(say("Never mind, then"), (text(say("Nobody was asked.")),))


def questions(found: Sequence[Question], counts: Mapping[str, int]) -> Message:
    """List one's own questions."""
    if not found:
        return Message(
            say("You have asked nothing yet"),
            (
                text(say("Somebody here knows. One question is enough to start.")),
                buttons(Button(say("Ask my peers"), "ask", "primary")),
            ),
        )
    blocks: list[Block] = []
    for one in found[:SHOWN]:
        count = counts.get(one.id, 0)
        answers = say_n("{n} answer", "{n} answers", count) if count else say("no answer yet")
        blocks.append(text(cut(one.text, SNIPPET)))
        state = say("closed") if one.state == "closed" else answers
        blocks.append(note(*dotted(state, Time(one.created_at, "day"))))
        if one.state == "open":
            blocks.append(buttons(Button(say("I have what I need"), f"question close {one.id}")))
    return Message(say("What you asked"), tuple(blocks))


def _apart(program: Program, among: Sequence[Program]) -> str:
    """Return the channel of a program, with the program's name where another one shares it."""
    shared = sum(p.channel == program.channel for p in among) > 1
    channel = _named(program)
    if not (shared and program.channel_name):
        return channel
    return say("{channel} for {program}", channel=channel, program=cut(program.name, 40))


def _named(program: Program) -> str:
    if program.channel_name:
        return f"#{program.channel_name}"
    return say("the channel of {program}", program=program.name)


def _why(one: Candidate) -> Spans:
    return (say("{person}: {reason}", person=Bold(one.member.name), reason=sentences(*one.reason)),)
