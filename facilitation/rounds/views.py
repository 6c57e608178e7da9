"""What people read in the course of a round, from its notice to its close."""

from collections.abc import Mapping
from datetime import datetime

from facilitation.people.model import Member
from facilitation.programs.model import Program
from facilitation.rounds.model import Circle, Outcome, Round, Session
from facilitation.talk.messages import (
    Block,
    Bold,
    Button,
    Buttons,
    Code,
    Items,
    Mention,
    Message,
    Span,
    Time,
    buttons,
    note,
    text,
)
from facilitation.talk.words import counted

WORDS: Mapping[Outcome, str] = {
    "met": "you met",
    "some": "some of you met",
    "not_yet": "you have not met yet",
    "could_not": "it did not work out this time",
}


def because(program: Program) -> Block:
    """Return the small print under every message of a program: why it came and how to stop it."""
    return note(
        f"You get this because you joined {program.name}. Not now? ",
        Code(f"pause 2w in #{program.number}"),
        ". No more? ",
        Code(f"leave #{program.number}"),
        ".",
    )


def notice(program: Program, round: Round) -> Message:
    """Tell a member that a round opens soon, with a way to sit it out."""
    return Message(
        f"{program.name} is coming up",
        (
            text(
                "On ",
                Time(round.opens_at),
                " I will introduce you to a colleague in ",
                Bold(program.name),
                ". Nothing to do until then. If it does not suit you this time, skip it: you stay in for the next one.",
            ),
            buttons(Button("Skip this round", f"skip #{program.number} {round.id}")),
            because(program),
        ),
    )


def ask(program: Program, circle: Circle, session: Session, *, again: bool = False) -> Message:
    """Ask a circle how it went."""
    lead = (
        "I promised to ask once more: did you meet?"
        if again
        else "Have you met? One tap is enough."
    )
    return Message(
        "How did it go?",
        (
            text(lead),
            outcomes(circle, session),
            note(
                f"I ask each circle of {program.name}, so that I do not put you together again too soon. "
                "Anyone in it can answer."
            ),
        ),
    )


def outcomes(circle: Circle, session: Session) -> Buttons:
    """Return the four answers as buttons; "some of us" only where there are three or more."""
    some = (Button("Some of us met", f"some met {session.id}"),) if len(circle.members) > 2 else ()
    return Buttons(
        (
            Button("We met", f"met {session.id}", "primary"),
            *some,
            Button("Not yet", f"not yet {session.id}"),
            Button("It won't work out", f"could not {session.id}"),
        )
    )


def answered(
    program: Program,
    session: Session,
    by: Member,
    *,
    asks_at: datetime | None,
    next_at: datetime | None,
    invited: bool = False,
) -> Message:
    """Show a circle's answer where the question stood, with what follows and a way to change it.

    With `invited` the small print invites to say what one can help with, and a button takes there.
    """
    lines: list[Block] = [text(Mention(by.id, by.name), f" says {WORDS[session.outcome]}.")]
    match session.outcome:
        case "met" | "some":
            lines.append(
                text("Good. I will keep bringing you together with people you have not met.")
            )
            if next_at is not None:
                lines.append(text("Next round: ", Time(next_at), "."))
        case "not_yet" if asks_at is not None and not session.asked:
            lines.append(text("No hurry. I will ask on ", Time(asks_at), " how it went."))
        case "not_yet" if asks_at is not None:
            lines.append(
                text("No hurry. I will ask once more on ", Time(asks_at), ", then never again.")
            )
        case "not_yet":
            lines.append(
                text("No hurry, and I will not ask again. Tell me any time if you do meet.")
            )
        case _:
            lines.append(
                text(
                    "That happens. It does not count as met, so you may well be put together again."
                )
            )
    skills = (
        " If you say what you can help with and would like to learn, your next circles can fit it."
        if invited
        else ""
    )
    title = {"met": "You met", "some": "Some of you met", "not_yet": "Not yet"}
    return Message(
        title.get(session.outcome, "Another time"),
        (
            *lines,
            buttons(
                Button("Change the answer", f"how did it go {session.id}"),
                *((Button("Say my skills", "profile"),) if invited else ()),
            ),
            note(f"{program.name}: anyone in the circle can change this.{skills}"),
        ),
    )


def welcome_back(program: Program, coming: Round | None) -> Message:
    """Tell a member that their pause is over."""
    when = ("The next round is on ", Time(coming.opens_at), ".") if coming else ()
    skip = (Button("Skip the next round", f"skip #{program.number} {coming.id}"),) if coming else ()
    return Message(
        f"Welcome back to {program.name}",
        (
            text("Your pause is over and you are in again. ", *when),
            buttons(*skip, Button("Pause 2 more weeks", f"pause 2w in #{program.number}")),
            because(program),
        ),
    )


def summary(
    program: Program,
    round: Round,
    counts: Mapping[Outcome, int],
    paused: int,
    missed: int,
    next_at: datetime | None,
) -> Message:
    """Sum a round up for its facilitators: how many circles met, who was paused or missed in numbers, what is next."""
    circles = sum(counts.values())
    told = circles - counts.get("unknown", 0)
    met = counts.get("met", 0) + counts.get("some", 0)
    lines: list[tuple[Span, ...]] = []
    if circles:
        lines.append((Bold(f"{met} of {counted(circles, 'circle')}"), " met"))
        lines.append((f"{told} of {circles} told me how it went",))
    if missed:
        comes = "comes" if missed == 1 else "come"
        people = counted(missed, "person", "people")
        lines.append((f"{people} found no circle, and {comes} first next time",))
    if paused:
        lines.append((f"{counted(paused, 'person', 'people')} paused after silent rounds",))
    coming = (text("Next round: ", Time(next_at), "."),) if next_at else ()
    return Message(
        f"{program.name}, round {round.number}, is over",
        (
            Items(tuple(lines)),
            *coming,
            note(
                f"You get this as a facilitator of {program.name}. Met means met: attendance, not learning."
            ),
        ),
    )


def term_over(program: Program, rounds: int) -> Message:
    """Ask the facilitators whether a program goes on after its last agreed round."""
    return Message(
        f"{program.name} has run its {counted(rounds, 'round')}",
        (
            text("That is what you agreed on. Shall it go on?"),
            buttons(
                Button("Another 6 rounds", f"set #{program.number} term {rounds + 6}", "primary"),
                Button("End it here", f"program end #{program.number}"),
            ),
            note("Until you decide, no round is planned."),
        ),
    )
