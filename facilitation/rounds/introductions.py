"""What a circle reads to get together: its introduction, the way to start a chat, and a small push."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from facilitation.pairing.model import Reason
from facilitation.people.model import Member
from facilitation.programs.formats import library
from facilitation.programs.formats.acts import Introduce, Remind
from facilitation.programs.model import Program
from facilitation.rounds import reasons, reunions, views, who, wording
from facilitation.rounds.model import APART, Circle, Seat
from facilitation.rounds.times import views as times
from facilitation.sessions.model import Session
from facilitation.talk.messages import (
    Block,
    Bold,
    Chat,
    Items,
    Message,
    Quote,
    note,
    text,
)
from facilitation.talk.phrases import say
from facilitation.talk.words import each, first
from facilitation.work import Work


def intro(
    program: Program,
    circle: Circle,
    session: Session,
    people: Mapping[str, Member],
    starter: str,
    says: Sequence[str] = (),
    *,
    again: bool = False,
    sheet: Sequence[Block] = (),
    late: Sequence[Member] = (),
) -> Message:
    """Introduce a circle: who they are, why these, a question to start with, and a way to a time.

    Those who are `late` in it have read that another program comes first for them.
    """
    members = [people[m] for m in circle.members]
    name = Bold(program.name)
    return Message(
        say("{people}, meet each other", people=[m.name for m in members]),
        (
            text(
                say("This round has changed: {program} now brings you together.", program=name)
                if again
                else say("{program} brings you together.", program=name)
            ),
            *_after_all(late),
            *who.each(members, circle.created_at),
            *_reasons(circle, people),
            text(who.hours(members, circle.created_at)),
            *reunions.roles(circle, people),
            *(sheet or views.to_start(starter)),
            *asking(program, circle, people, says),
            *views.acts(program, session),
        ),
    )


def _after_all(late: Sequence[Member]) -> tuple[Block, ...]:
    """Say why those are in a circle who had read that they would have none."""
    if not late:
        return ()
    return (
        text(
            say(
                "{people}, I had written that another program comes first for you this week. That has changed, "
                "so there is a place for you here after all.",
                people=each(late),
            )
        ),
    )


def alone(
    program: Program,
    circle: Circle,
    session: Session,
    people: Mapping[str, Member],
    reader: Member,
    starter: str,
    step: Introduce | None,
    sheet: Sequence[Block] = (),
) -> Message:
    """Introduce the others of a circle to one who reads it alone, and say who suggests a time."""
    others = [people[m] for m in circle.members if m != reader.id]
    seat = next(s for s in circle.seats if s.member == reader.id)
    names = {m: first(people[m].name) for m in circle.members}
    why = (text(_why(seat, names)),) if seat.reason else ()
    mine = reader.id in circle.having("captain")
    asked = (step.captain if mine else step.others) or step.says if step else ()
    return Message(
        say("Meet {people}", people=[m.name for m in others]),
        (
            *why,
            *who.each(others, circle.created_at, reader),
            text(who.hours([reader, *others], circle.created_at)),
            *reunions.roles(circle, people),
            *asking(program, circle, people, asked),
            *(sheet or views.to_start(starter)),
            *views.acts(program, session, start_chat(program, reader, others)),
        ),
    )


def step(work: Work, program: Program) -> Introduce | None:
    """Return the step by which a program introduces its circles."""
    steps = library.of(work, program).steps
    return next((one for one in steps if isinstance(one, Introduce)), None)


def asking(
    program: Program, circle: Circle, people: Mapping[str, Member], says: Sequence[str]
) -> tuple[Block, ...]:
    """Ask whoever gets it going what the format asks of them."""
    captains = [people[m] for m in circle.having("captain") if m in people]
    if not captains:
        return ()
    return wording.lines(says, captain=each(captains), program=Bold(program.name))


def _reasons(circle: Circle, people: Mapping[str, Member]) -> tuple[Block, ...]:
    """Return why these people, said once where the same holds for all, or where one line of a pair says it for both."""
    names = {m: people[m].name for m in circle.members}
    seats = [s for s in circle.seats if not s.left and s.reason]
    if not seats:
        return ()
    said = [_why(s, names) for s in seats]
    if len(set(said)) == 1:
        return (text(said[0]),)
    lines = [
        (say("{person}: {why}", person=Bold(names[s.member]), why=one),)
        for s, one in zip(seats, said, strict=True)
    ]
    if len(seats) > 2:
        return (Items(tuple(lines)),)
    wanting = next((n for n, s in enumerate(seats) if reasons.gains(s.reason)), 0)
    return (text(*lines[wanting]),)


def _why(seat: Seat, names: Mapping[str, str]) -> str:
    """Return why somebody meets the others; the hours that they share are told in a line of their own."""
    reason = seat.reason
    return reasons.these(replace(reason, hours=0) if isinstance(reason, Reason) else reason, names)


def start_chat(program: Program, member: Member, others: Sequence[Member]) -> Chat:
    """Return the button by which a member starts a chat with the others of their circle."""
    return Chat(
        text=say("Start the chat"),
        members=each(others),
        topic=program.name,
        opening=say(
            "Hi {people}! {program} brings us together. "
            "Would half an hour tomorrow or the day after suit you?",
            people=[first(m.name) for m in others],
            program=program.name,
        ),
        style="plain",
    )


def nudge(
    program: Program,
    circle: Circle,
    session: Session,
    people: Mapping[str, Member],
    captain: Member,
    step: Remind,
) -> Message:
    """Nudge the captain, alone, when nobody in the circle has written, or when we cannot see whether they have."""
    others = [people[m] for m in circle.members if m != captain.id]
    only = say("Only you see this: in {program} it is your turn this time.", program=program.name)
    if circle.conversation == APART or circle.thread:
        start = (start_chat(program, captain, others),) if circle.conversation == APART else ()
        said = say(
            "Have you and {others} found a time yet? It is your turn to start, and one tap is enough.",
            others=each(others),
        )
        well = say("If you have found one, all is well.")
        return Message(
            say("A small push"),
            (text(said), *times.time(session), *start, note(only, " ", well)),
        )
    lines = wording.lines(step.says, others=each(others), program=Bold(program.name))
    like = tuple(Quote((wording.said(sentence),)) for sentence in step.like)
    return Message(say("A small push"), (*lines, *like, *times.time(session), note(only)))
