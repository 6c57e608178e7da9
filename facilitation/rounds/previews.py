"""A look at a draw before it is held, or at one that was: who with whom, why, who meets again, and by which seed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from facilitation.pairing.model import Pair, Reason, Unmatched
from facilitation.people.model import Member
from facilitation.programs.model import Program
from facilitation.rounds import reasons
from facilitation.talk.messages import (
    Block,
    Bold,
    Button,
    Divider,
    Items,
    Message,
    Spans,
    Time,
    buttons,
    facts,
    note,
    text,
)
from facilitation.talk.phrases import Phrase, say, say_n
from facilitation.talk.words import each

SHOWN = 40
"""Circles a preview lists; the rest are counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Foreseen:
    """A draw as it is looked at: its circles, each with why its members sit there, and who is without one."""

    circles: Sequence[Mapping[str, Reason | str]]
    more: int = 0
    """How many circles there are besides."""
    again: Mapping[Pair, datetime]
    """When those were last introduced who meet again before their time."""
    without: Sequence[Unmatched] = ()
    seed: int
    opens_at: datetime | None
    """When the round opens, or opened."""
    held: int = 0
    """The number of the round, where this is how it was drawn."""
    own_seed: int | None = None
    """The seed of the round to come, where this is a replay with another."""


def preview(
    program: Program, seen: Foreseen, people: Mapping[str, Member], asks: Phrase
) -> Message:
    """Return who meets whom by a draw, and why, and how much time the program asks."""
    lines = [_line(circle, seen.again, people) for circle in seen.circles[:SHOWN]]
    if (more := len(seen.circles[SHOWN:]) + seen.more) > 0:
        lines.append((say_n("… and {n} more circle", "… and {n} more circles", n=more),))
    blocks: list[Block] = [text(_what(program, seen))]
    if lines:
        blocks.append(Items(tuple(lines)))
    else:
        blocks.append(text(_nobody(program, seen)))
    if seen.without:
        named = tuple(
            (Bold(people[u.id].name), ": ", reasons.nobody(u.why), " ", reasons.cure(u.why))
            for u in seen.without[:SHOWN]
            if u.id in people
        )
        blocks += [Divider(), text(say("Without a circle:")), Items(named)]
    blocks.append(facts({say("Time it asks"): asks}))
    own = Button(say("The round's own draw"), f"preview #{program.number}")
    title = say("If {program} opened now", program=program.name)
    if seen.held:
        title = say("How round {n} of {program} was drawn", n=seen.held, program=program.name)
    elif seen.own_seed is not None:
        title = say("{program}, drawn with another seed", program=program.name)
        blocks.append(buttons(own))
    return Message(title, (*blocks, note(_small_print(program, seen))))


def _nobody(program: Program, seen: Foreseen) -> Phrase:
    """Say that no circle comes of it; why is told of each who is without one, where anybody joined."""
    if seen.without:
        return say("No circle comes together as things stand.")
    return say(
        "There is nobody to put together: a circle takes {n} people who joined.",
        n=max(program.settings.smallest, 2),
    )


def coming(program: Program, people: int) -> Message:
    """Say that a look at a draw of many people takes a moment, and that it comes by itself."""
    return Message(
        say("I am working it out"),
        (
            text(
                say(
                    "{program} has {people} people, so it takes up to a minute to see who would meet "
                    "whom. I will send it to you alone, and nobody else hears of it.",
                    program=Bold(program.name),
                    people=people,
                )
            ),
        ),
    )


def _what(program: Program, seen: Foreseen) -> Phrase:
    """Return what is looked at."""
    named = Bold(program.name)
    if seen.held and seen.opens_at:
        return say(
            "This is a replay. With seed {seed} round {round} of {program} was drawn on {day}, and "
            "these circles came of it.",
            seed=str(seen.seed),
            round=seen.held,
            program=named,
            day=Time(seen.opens_at, "day"),
        )
    if seen.own_seed is not None:
        return say(
            "This is a replay with seed {seed} and the people of today. The round itself will be "
            "drawn with its own seed, {own}.",
            seed=str(seen.seed),
            own=str(seen.own_seed),
        )
    if seen.opens_at is None:
        return say("No round of {program} is planned. If one opened now:", program=named)
    return say(
        "The next round of {program} opens on {when}.",
        program=named,
        when=Time(seen.opens_at),
    )


def _small_print(program: Program, seen: Foreseen) -> Phrase:
    if seen.held:
        return say("Nothing was sent by looking.")
    return say(
        "Nothing was sent. Whoever joins, skips or pauses until then changes it; the same people "
        "and the same seed give the same circles: {command}",
        command=f"preview #{program.number} seed {seen.seed}",
    )


def _line(
    circle: Mapping[str, Reason | str],
    again: Mapping[Pair, datetime],
    people: Mapping[str, Member],
) -> Spans:
    """Return who sits in a circle, why, and which of them meet again."""
    who = each([people[m] for m in circle if m in people])
    names = {m: people[m].name for m in circle if m in people}
    why = next(_why(circle, names), None)
    twice = [(pair, at) for pair, at in again.items() if pair <= names.keys()]
    marks = [
        say(
            "{again}: {people}, introduced on {day}.",
            again=Bold(say("Again")),
            people=sorted(names[m] for m in pair),
            day=Time(at, "day"),
        )
        for pair, at in twice
    ]
    lead = say("{people}: {why}", people=who, why=why) if why else say("{people}.", people=who)
    return (lead, *(part for mark in marks for part in (" ", mark)))


def _why(circle: Mapping[str, Reason | str], names: Mapping[str, str]) -> Iterator[Phrase]:
    """Give what is true of why these people, as somebody else reads it, the most telling first."""
    known = {m: why for m, why in circle.items() if isinstance(why, Reason) and m in names}
    shared = [
        (names[m], names[one.other], one)
        for m, why in known.items()
        for one in why.shared
        if one.gain and one.other in names
    ]
    for name, other, one in shared:
        if one.give:
            yield say(
                "{name} wants {skill} of {other}, who wants {second} in turn.",
                name=name,
                other=other,
                skill=one.gain,
                second=one.give,
            )
    for name, other, one in shared:
        yield say(
            "{name} wants {skill}, and {other} offers it.", name=name, other=other, skill=one.gain
        )
    if known and all(why.teams for why in known.values()):
        yield say("They work in different teams.")
    if known and all(why.places for why in known.values()):
        yield say("They work in different places.")
    if known and all(why.fresh for why in known.values()):
        yield say("They have not met here yet.")
