"""What a format posts and collects: its messages, the form to answer with, and keeping an answer."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from facilitation.errors import NotAllowed, NotFound, UserError
from facilitation.people.model import Member
from facilitation.people.plainly import short
from facilitation.programs.formats import library
from facilitation.programs.formats.acts import Agenda, Collect, Post, Summarize
from facilitation.programs.formats.model import Format
from facilitation.programs.model import Program
from facilitation.rounds import planning, wording
from facilitation.rounds.model import Circle, Collected, Round
from facilitation.rounds.views import because
from facilitation.talk.forms import Form, Paragraph
from facilitation.talk.messages import (
    Block,
    Bold,
    Button,
    Divider,
    Items,
    Message,
    Quote,
    buttons,
    text,
)
from facilitation.talk.phrases import say, say_n
from facilitation.work import Work

LONGEST = 600
SHORTLY = timedelta(days=4)
"""So soon after one question the next is asked with the thanks for it, and not by a message of its own."""
SHOWN = 20
"""So many answers in people's own words are shown."""


def posted(program: Program, round: Round, step: Post) -> Message:
    """Show what a format has to say."""
    return Message(
        wording.said(step.title, program=program.name, round=round.number),
        (
            *wording.lines(step.says, program=Bold(program.name), round=round.number),
            *because(program, step.to),
        ),
    )


def question(
    program: Program,
    round: Round,
    step: Collect,
    *,
    read_by: str = "",
    declines: bool = False,
    ends: Sequence[Block] = (),
) -> Message:
    """Ask the question of a step, with the answers as buttons, or a button to a form; who `declines` says so.

    By whom an answer is `read` people hear before they give it. It `ends` with its small print, or more.
    """
    line = f"reply {round.id} {step.name}"
    pressed = [Button(wording.said(word), f"{line} {n}") for n, word in enumerate(step.answers, 1)]
    return Message(
        wording.said(step.asks, program=program.name, round=round.number),
        (
            *wording.lines(step.says, program=Bold(program.name), round=round.number),
            *((text(read_by),) if read_by else ()),
            buttons(
                *pressed or [Button(say("Answer"), line, "primary")],
                *((Button(say("Not this time"), f"not me {round.id} notes"),) if declines else ()),
            ),
            *(ends or because(program)),
        ),
    )


def read_by(format: Format, step: Collect) -> str:
    """Say who reads the answer to a question with the name of who gives it; nothing where nobody does."""
    if format.names_who_answers(step):
        return say("It goes on the agenda, with your name.")
    if format.shows_in_circles(step):
        return say("Your circle reads your answer, with your name.")
    return ""


def form(program: Program, round: Round, step: Collect, read_by: str = "") -> Form:
    """Ask for an answer in one's own words."""
    return Form(
        title=program.name,
        command=f"reply {round.id} {step.name}",
        lead=wording.said(step.asks, program=program.name, round=round.number),
        fields=(Paragraph("answer", say("Your answer"), hint=read_by),),
    )


def thanks(program: Program, step: Collect, answer: str, then: Message | None = None) -> Message:
    """Thank for an answer, which stands until another is given; `then` is a question that follows shortly."""
    more = (Divider(), text(Bold(then.title)), *then.blocks) if then else ()
    return Message(
        say("Thank you"),
        (
            text(say("Your answer in {program}:", program=Bold(program.name))),
            Quote((answer,)),
            *more,
        ),
    )


def summary(
    program: Program,
    round: Round,
    step: Summarize,
    asked: Collect,
    kept: Sequence[Collected],
) -> Message:
    """Show what was answered, without who said it."""
    answers = Counter(each.answer for each in kept)
    lines = wording.lines(step.says, program=Bold(program.name), round=round.number)
    question = wording.said(asked.asks, program=program.name, round=round.number)
    words = (
        [
            say("{answer}: {n}", answer=Bold(wording.said(word)), n=answers[word])
            for word in asked.answers
        ]
        if asked.answers
        else list(answers.elements())[:SHOWN]
    )
    told = say_n("{n} answer", "{n} answers", answers.total())
    return Message(
        wording.said(step.title, program=program.name, round=round.number),
        (
            *lines,
            text(Bold(question)),
            *((Items(tuple((line,) for line in words)),) if words and kept else ()),
            text(told if kept else say("Nobody has answered yet.")),
            *because(program, step.to),
        ),
    )


def agenda(
    program: Program,
    round: Round,
    step: Agenda,
    asked: Collect,
    kept: Sequence[Collected],
    people: Mapping[str, Member],
) -> Message:
    """Show what is on the table and who brings it, as it came in, and let more be added."""
    entries = [
        (say("{answer} ({name})", answer=Bold(each.answer), name=people[each.member].name),)
        for each in kept[:SHOWN]
        if each.member in people
    ]
    return Message(
        wording.said(step.title, program=program.name, round=round.number),
        (
            *wording.lines(step.says, program=Bold(program.name), round=round.number),
            Items(tuple(entries)) if entries else text(say("Nothing is on the agenda yet.")),
            buttons(Button(say("Add something"), f"reply {round.id} {asked.name}", "primary")),
            *because(program),
        ),
    )


def find(
    work: Work, member: Member, round_id: str, step_name: str
) -> tuple[Program, Round, Collect]:
    """Return the question that a member may answer; raises UserError where it is none of theirs or is over."""
    try:
        round = work.rounds.get(round_id)
        program = work.programs.get(round.program)
    except NotFound:
        raise NotFound("I do not know that question any more.") from None
    if round.workspace != member.workspace:
        raise NotFound("I do not know that question any more.")
    step = library.of(work, program).step(step_name)
    if not isinstance(step, Collect):
        raise NotFound("I do not know that question any more.")
    known = work.enrollments.find(program.id, member.id)
    if known is None or known.state == "left":
        raise NotAllowed("Only who takes part in {program} can answer that.", program=program.name)
    if round.state not in ("planned", "open"):
        raise UserError("That round is over, so the answer would come too late.")
    return program, round, step


def following(
    work: Work, member: Member, program: Program, round: Round, step: Collect
) -> Message | None:
    """Return the question that members of the round are asked shortly after another one, unless they have answered."""
    timed = dict(planning.run_sheet(work, program, round.opens_at, round.number))
    after = [
        one
        for one in library.of(work, program).steps
        if isinstance(one, Collect) and one.to == "members" and one.name in timed
        if step.name in timed and timedelta() < timed[one.name] - timed[step.name] <= SHORTLY
    ]
    if not after or member.id in answered(work, round, after[0]):
        return None
    return question(program, round, after[0])


def answered(work: Work, round: Round, step: Collect) -> set[str]:
    """Return who has answered the question of a step."""
    return {kept.member for kept in work.collected.of(round.id, step.name)}


def keep(
    work: Work, member: Member, round: Round, step: Collect, answer: str, now: datetime
) -> str:
    """Keep a member's answer, in place of what they said before; return it as it is kept."""
    if step.answers:
        number = int(answer) if answer.isascii() and answer.isdigit() else 0
        if not 1 <= number <= len(step.answers):
            raise UserError("Please press one of the answers.")
        said = step.answers[number - 1]
    else:
        said = short(answer, LONGEST, "An answer", "answer")
    circles = work.circles.seating(round.id, [member.id]) if step.to == "circles" else []
    work.collected.put(
        Collected(
            round=round.id,
            step=step.name,
            member=member.id,
            circle=circles[0].id if circles else "",
            answer=said,
            at=now,
        )
    )
    return said


AGREEMENT = "agreement"
"""Under this name it is kept who agreed on how their circle goes about it."""


def agreed(work: Work, circle: Circle, member: Member, now: datetime) -> set[str]:
    """Keep that a member agrees on how their circle goes about it; return all of the circle who have."""
    work.collected.put(
        Collected(
            round=circle.round,
            step=AGREEMENT,
            member=member.id,
            circle=circle.id,
            answer="yes",
            at=now,
        )
    )
    return set(work.collected.newest(circle.program, AGREEMENT, circle.members, 0))


def agreement(people: Sequence[Member]) -> Message:
    """Say who of a circle has agreed by now."""
    so_far = say("So far: {people}.", people=[one.name for one in people])
    return Message(say("Agreed, thank you"), (text(so_far),))
