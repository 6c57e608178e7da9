"""What a circle reads to get together: its introduction, the way to start a chat, and a small push."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from facilitation.people.model import Member
from facilitation.programs.model import Program
from facilitation.rounds.model import APART, Circle, Session
from facilitation.rounds.views import because
from facilitation.talk.messages import (
    Block,
    Bold,
    Button,
    Buttons,
    Chat,
    Items,
    Mention,
    Message,
    Quote,
    Span,
    buttons,
    note,
    text,
)
from facilitation.talk.words import listed, mentions


def intro(
    program: Program,
    circle: Circle,
    session: Session,
    people: Mapping[str, Member],
    starter: str,
    *,
    again: bool = False,
) -> Message:
    """Introduce a circle: who, why these, a question to start with, and who gets it going."""
    members = [people[m] for m in circle.members]
    lead = "This round has changed, and now " if again else "This round of "
    names: tuple[Span, ...] = (
        (lead, *mentions(members), " are together in ", Bold(program.name))
        if again
        else (lead, Bold(program.name), " brings together ", *mentions(members))
    )
    captain = people.get(circle.captain)
    ask: tuple[Block, ...] = ()
    if captain is not None:
        ask = (
            text(
                Mention(captain.id, captain.name),
                ", would you suggest a time? Half an hour is plenty.",
            ),
        )
    return Message(
        f"{listed([m.name for m in members])}, meet each other",
        (
            text(*names, "."),
            *_reasons(circle, people),
            text("Something to start with:"),
            Quote((starter,)),
            *ask,
            buttons(
                Button("We met", f"met {session.id}", "primary"),
                Button("It won't work out", f"could not {session.id}"),
                Button("Why us?", f"why #{program.number}"),
            ),
            because(program),
        ),
    )


def _reasons(circle: Circle, people: Mapping[str, Member]) -> tuple[Block, ...]:
    """Return why these people, said once where the same holds for all, or where one line of a pair says it for both."""
    seats = [s for s in circle.seats if not s.left and s.reason]
    if not seats:
        return ()
    if len({s.reason for s in seats}) == 1:
        return (text(seats[0].reason),)
    lines = [(Bold(people[s.member].name), f": {s.reason}") for s in seats]
    if len(seats) > 2:
        return (Items(tuple(lines)),)
    wanting = next((n for n, s in enumerate(seats) if s.reason.startswith("You want")), 0)
    return (text(*lines[wanting]),)


def with_chat(
    message: Message, program: Program, member: Member, others: Sequence[Member]
) -> Message:
    """Return an introduction with the way to start a chat with the others, before its buttons."""
    blocks = tuple(_plain(b) if isinstance(b, Buttons) else b for b in message.blocks)
    place = next((n for n, b in enumerate(blocks) if isinstance(b, Buttons)), 0)
    chat = start_chat(program, member, others)
    return replace(message, blocks=(*blocks[:place], chat, *blocks[place:]))


def _plain(row: Buttons) -> Buttons:
    """Return the buttons with none set apart: the chat comes first."""
    return Buttons(tuple(replace(one, style="plain") for one in row.buttons))


def start_chat(program: Program, member: Member, others: Sequence[Member]) -> Chat:
    """Return the button by which a member starts a chat with the others of their circle."""
    return Chat(
        text="Start the chat",
        members=tuple(Mention(m.id, m.name) for m in others),
        topic=program.name,
        opening=(
            f"Hi {listed([m.name for m in others])}! {program.name} brings us together. "
            "Would half an hour tomorrow or the day after suit you?"
        ),
    )


def nudge(program: Program, circle: Circle, people: Mapping[str, Member]) -> Message:
    """Nudge the captain, alone, when nobody in the circle has written, or when we cannot see whether they have."""
    others = [people[m] for m in circle.members if m != circle.captain]
    if circle.conversation == APART or circle.thread:
        start: tuple[Block, ...] = (
            (start_chat(program, people[circle.captain], others),)
            if circle.conversation == APART
            else ()
        )
        said = text(
            "Have you and ",
            *mentions(others),
            " found a time yet? It is your turn to start, and one line is enough.",
        )
        why = note(
            f"Only you see this, as captain of your circle in {program.name}. "
            "If you have found one, all is well."
        )
        return Message("A small push", (said, *start, why))
    return Message(
        "A small push",
        (
            text(
                "Nobody has written in your circle with ",
                *mentions(others),
                " yet, and it is your turn to start. One line is enough:",
            ),
            Quote(("Hi! Would half an hour tomorrow or the day after suit you?",)),
            note(f"Only you see this, as captain of your circle in {program.name}."),
        ),
    )
