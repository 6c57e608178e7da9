"""What people read in the course of a round, from its notice to its close."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from facilitation.people.model import Member
from facilitation.programs.formats.acts import Announce
from facilitation.programs.model import Program
from facilitation.rounds import wording
from facilitation.rounds.model import Round
from facilitation.rounds.times import views as times
from facilitation.sessions import views as sessions
from facilitation.sessions.model import HAPPENED, Outcome, Session
from facilitation.talk.messages import (
    Block,
    Bold,
    Button,
    Chat,
    Items,
    Message,
    Quote,
    Span,
    Time,
    buttons,
    note,
    text,
)
from facilitation.talk.phrases import say, say_n
from facilitation.talk.words import each, mention


def because(program: Program, to: str = "members") -> tuple[Block, ...]:
    """Return the small print under every message of a program, why it came, and how to stop it."""
    if to == "facilitators":
        return (note(say("You get this because you look after {program}.", program=program.name)),)
    return (
        note(say("You get this because you joined {program}.", program=program.name)),
        buttons(
            Button(say("Pause for 2 weeks"), f"pause 2w in #{program.number}"),
            Button(say("Leave {program}", program=program.name), f"leave #{program.number}"),
        ),
    )


def to_start(starter: str) -> tuple[Block, ...]:
    """Return a question to talk about."""
    return (text(say("A question to start with:")), Quote((starter,)))


def acts(program: Program, session: Session, chat: Chat | None = None) -> tuple[Block, ...]:
    """Return what a circle can do from its introduction on, a time first, and the small print."""
    before = session.times and session.starts_at is None
    return (
        *(() if before else times.time(session)),
        *((chat,) if chat else ()),
        buttons(
            Button(say("We met"), f"met {session.id}"),
            Button(say("It won't work out"), f"could not {session.id}"),
            Button(say("Why us?"), f"why #{program.number}"),
        ),
        *because(program),
    )


def notice(program: Program, round: Round, step: Announce, beside: Sequence[str] = ()) -> Message:
    """Tell a member that a round opens soon, with a way to sit it out; `beside` are rounds told of on the same card."""
    skips = "+".join((round.id, *beside))
    places = {"round": round.number, "opens": Time(round.opens_at)}
    return Message(
        wording.said(step.title, program=program.name, **places),
        (
            *wording.lines(step.says, program=Bold(program.name), **places),
            buttons(Button(wording.said(step.asks), f"skip #{program.number} {skips}")),
            *because(program),
        ),
    )


def ask(
    program: Program,
    session: Session,
    says: Sequence[str] = (),
    *,
    again: bool = False,
    names: Mapping[str, Member] | None = None,
) -> Message:
    """Ask a circle how it went; with `names`, showing what its people have said so far."""
    if again:
        lead: tuple[Block, ...] = (text(say("I promised to ask once more: did you meet?")),)
    elif session.starts_at:
        agreed = say("You had agreed on {when}. Did you meet?", when=Time(session.starts_at))
        lead = (text(agreed),)
    else:
        lead = wording.lines(says, program=Bold(program.name))
    return Message(
        say("How did it go?"),
        (
            *lead,
            *sessions.stands(session.parts, names or {}),
            sessions.outcomes(session, sure=bool(names)),
            note(
                say(
                    "I ask each circle of {program}, so that I know who has met. Anyone in it can answer.",
                    program=program.name,
                )
            ),
        ),
    )


def answered(
    program: Program,
    session: Session,
    by: Member,
    *,
    asks_at: datetime | None,
    next_at: datetime | None,
    invited: bool = False,
    over: Sequence[Member] = (),
) -> Message:
    """Show a circle's answer where the question stood, with what follows and a way to change it.

    With `invited` the small print invites to say what one can help with, and a button takes there. Where the round is
    `over` it says whose circle it was, with those others.
    """
    skills = say(
        "If you say what you can help with and would like to learn, your next circles can fit it."
    )
    anyone = say("{program}: anyone in the circle can change this.", program=program.name)
    title = {
        "met": say("You met"),
        "some": say("Some of you met"),
        "not_yet": say("Not yet"),
    }
    return Message(
        title.get(session.outcome, say("Another time")),
        (
            text(sessions.says(mention(by), session.outcome)),
            *_past(program, over),
            *_following(session, asks_at, next_at),
            *(sessions.useful(session.id, alone=True) if session.outcome in HAPPENED else ()),
            buttons(
                Button(say("Change the answer"), f"how did it go {session.id}"),
                *((Button(say("Say my skills"), "profile"),) if invited else ()),
            ),
            note(anyone, *((" ", skills) if invited else ())),
        ),
    )


def _past(program: Program, over: Sequence[Member]) -> tuple[Block, ...]:
    """Say whose circle an answer is about, where its round is over and the question is no longer in sight."""
    if not over:
        return ()
    past = say(
        "This is about your circle with {people} in {program}, in a round that is over.",
        people=each(over),
        program=program.name,
    )
    return (text(past),)


def _following(
    session: Session, asks_at: datetime | None, next_at: datetime | None
) -> tuple[Block, ...]:
    """Say what follows from a circle's answer."""
    match session.outcome:
        case "met" | "some":
            good = say("Good. I will keep bringing you together with people you have not met.")
            return (text(good), *_next_round(next_at))
        case "not_yet" if asks_at is not None and not session.asked:
            return (text(say("No hurry. I will ask on {when} how it went.", when=Time(asks_at))),)
        case "not_yet" if asks_at is not None:
            once = say(
                "No hurry. I will ask once more on {when}, then never again.", when=Time(asks_at)
            )
            return (text(once),)
        case "not_yet":
            never = say("No hurry, and I will not ask again. Tell me any time if you do meet.")
            return (text(never),)
        case _:
            again = say(
                "That happens. It does not count as met, so you may well be put together again."
            )
            return (text(again),)


def _next_round(at: datetime | None) -> tuple[Block, ...]:
    return (text(say("Next round: {when}.", when=Time(at))),) if at else ()


def _counted(
    counts: Mapping[Outcome, int], paused: int, missed: int, *, goes_on: bool
) -> list[tuple[Span, ...]]:
    """Return a round in numbers; whoever was missed comes first where another round is planned."""
    circles = sum(counts.values())
    met = counts.get("met", 0) + counts.get("some", 0)
    lines: list[tuple[Span, ...]] = []
    if circles:
        share = say_n("{met} of {n} circle", "{met} of {n} circles", n=circles, met=met)
        lines.append((say("{share} met, as far as I know", share=Bold(share)),))
    if missed and not goes_on:
        without = say_n("{n} person found no circle", "{n} people found no circle", n=missed)
        lines.append((without,))
    elif missed:
        first = say_n(
            "{n} person found no circle, and comes first next time",
            "{n} people found no circle, and come first next time",
            n=missed,
        )
        lines.append((first,))
    if paused:
        out = say_n(
            "{n} person paused after silent rounds",
            "{n} people paused after silent rounds",
            n=paused,
        )
        lines.append((out,))
    return lines


def summary(
    program: Program,
    round: Round,
    counts: Mapping[Outcome, int],
    paused: int,
    missed: int,
    next_at: datetime | None,
) -> Message:
    """Sum a round up for its facilitators: how many circles met, who was paused or missed in numbers, what is next."""
    lines = _counted(counts, paused, missed, goes_on=next_at is not None)
    return Message(
        say("{program}, round {number}, is over", program=program.name, number=round.number),
        (
            Items(tuple(lines)),
            *_next_round(next_at),
            buttons(Button(say("How it is doing"), f"program health #{program.number}")),
            note(
                say(
                    "You get this as a facilitator of {program}. Met means met: attendance, not learning.",
                    program=program.name,
                )
            ),
        ),
    )


def hardly_anybody_in(program: Program, number: int, there: int) -> Message:
    """Tell the facilitators that a round opens in which nobody, or one person, takes part."""
    title = say("Nobody is in {program}", program=program.name)
    what = say("Round {number} has opened without anyone. Shall we ask people?", number=number)
    if there:
        title = say("Only one person is in {program}", program=program.name)
        what = say("Round {number} has opened with nobody to talk to.", number=number)
    return Message(
        title,
        (
            text(what),
            buttons(
                Button(say("Invite people"), f"invite people #{program.number}", "primary"),
                Button(say("Let it rest"), f"program pause #{program.number}"),
                Button(say("End it"), f"program end #{program.number}"),
            ),
            note(say("You get this once, as a facilitator of {program}.", program=program.name)),
        ),
    )
