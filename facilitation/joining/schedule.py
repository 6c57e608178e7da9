"""What comes up for a member, in order of time: bookings, circles that have agreed on a time, rounds."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from facilitation.bookings.agreeing import Sides
from facilitation.programs.model import Enrollment
from facilitation.programs.service import Sitting, Standing
from facilitation.sessions import views as sessions
from facilitation.talk.messages import Block, Bold, Button, Items, Time, buttons, text
from facilitation.talk.phrases import Phrase, say, sentences
from facilitation.talk.words import each, mention

SHOWN = 8
"""So many entries are shown."""
ASKED = 3
"""So many circles are asked after at home."""

Entry = tuple[datetime, Phrase]


def _since(enrollment: Enrollment) -> Phrase:
    """Return since when somebody is in, and from when until when they will be away."""
    since = say("You are in since {day}.", day=Time(enrollment.joined_at, "day"))
    if enrollment.pauses_at is None:
        return since
    first = Time(enrollment.pauses_at, "day")
    if enrollment.returns_at is None:
        return sentences(since, say("Your pause begins on {first}.", first=first))
    last = Time(enrollment.returns_at, "day")
    pause = say("Your pause is from {first} until {last}.", first=first, last=last)
    return sentences(since, pause)


def stands(standing: Standing) -> Phrase:
    """Return how somebody is enrolled."""
    enrollment = standing.enrollment
    if enrollment.state == "active":
        return _since(enrollment)
    if standing.once:
        return say("You are paused, but in for the next round.")
    if enrollment.cause == "once":
        return say("You were in for one round only, which is over.")
    why = {
        "silence": say("I had not heard from you."),
        "unreachable": say("My messages did not reach you."),
    }.get(enrollment.cause)
    if enrollment.returns_at:
        until = Time(enrollment.returns_at, "day")
        return sentences(say("You are paused until {day}.", day=until), why)
    return sentences(say("You are paused until you come back."), why)


def coming(
    standings: Sequence[Standing], sittings: Sequence[Sitting], booked: Sequence[Sides]
) -> tuple[Block, ...]:
    """Return what comes up, one line each; nothing where nothing does."""
    entries = sorted([*_rounds(standings), *_circles(sittings), *_bookings(booked)])
    if not entries:
        return ()
    lines = tuple(
        (say("{when}: {what}", when=Time(at), what=what),) for at, what in entries[:SHOWN]
    )
    return (text(Bold(say("Coming up"))), Items(lines))


def _rounds(standings: Sequence[Standing]) -> Iterator[Entry]:
    for one in standings:
        there = one.enrollment.state == "active" or one.once
        runs = one.program.state == "active" and there
        if one.opens_at is None or not runs:
            continue
        name = one.program.name
        if one.skips or one.away:
            yield one.opens_at, say("the next round of {program}, without you", program=name)
        else:
            yield one.opens_at, say("the next round of {program}", program=name)


def _circles(sittings: Sequence[Sitting]) -> Iterator[Entry]:
    for one in sittings:
        if one.session.starts_at is not None and one.unanswered and one.others:
            who, name = each(one.others), one.program.name
            yield one.session.starts_at, say("{people} ({program})", people=who, program=name)


def _bookings(booked: Sequence[Sides]) -> Iterator[Entry]:
    for one in booked:
        booking = one.booking
        if booking.state == "agreed" and booking.starts_at is not None:
            name, minutes = mention(one.other), booking.minutes
            what = say("{minutes} minutes with {name}", name=name, minutes=minutes)
            if skill := booking.skill:
                what = say(
                    "{minutes} minutes with {name} on {skill}",
                    name=name,
                    minutes=minutes,
                    skill=skill,
                )
            yield booking.starts_at, what


def together(sittings: Sequence[Sitting]) -> list[Block]:
    """Ask of each circle that has yet to meet whether it has, with the way to a time."""
    blocks: list[Block] = []
    waits = [s for s in sittings if s.unanswered and s.others]
    # who has a time is asked after it
    for sitting in [s for s in waits if s.session.asked or not s.session.starts_at][:ASKED]:
        said = say(
            "You are together with {people} in {program}. Have you met?",
            people=each(sitting.others),
            program=Bold(sitting.program.name),
        )
        find = Button(say("Find a time"), f"find a time {sitting.session.id}")
        ways = sessions.outcomes(sitting.session).buttons
        blocks += [text(said), buttons(*ways, *(() if sitting.session.starts_at else (find,)))]
    return blocks
