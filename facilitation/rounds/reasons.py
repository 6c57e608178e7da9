"""Why these people, and why nobody, in words."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import assert_never

from facilitation.pairing.model import Reason, Shared, Why
from facilitation.talk.messages import Code, Time
from facilitation.talk.phrases import Phrase, say, say_n

LONGEST = 120


def these(reason: Reason | str, names: Mapping[str, str]) -> str:
    """Return the best true sentence of at most 120 characters why one meets the others, or what was kept of it before.

    `names` are those of the people in the circle: of others nothing is said.
    """
    if isinstance(reason, str):
        return reason
    said = [_shared(one, names[one.other]) for one in reason.shared if one.other in names]
    heads = [said[:count] for count in range(len(said), 0, -1)] + [[one] for one in said[1:]]
    several = ([*head, *tail] for head in heads for tail in _tails(reason))
    sentences = (_joined(clauses) for clauses in several if _length(clauses) <= LONGEST)
    return next(s for s in chain(sentences, _plainly(reason)) if len(s) <= LONGEST)


def _length(clauses: Sequence[Phrase]) -> int:
    """Return how long clauses are as one sentence: to say one costs more than to see that it is too long."""
    return sum(map(len, clauses)) + 2 * len(clauses) - 1


def gains(reason: Reason | str) -> bool:
    """Return whether one wants what another offers, and nothing of theirs is wanted in turn."""
    first = reason.shared[0] if isinstance(reason, Reason) and reason.shared else None
    return first is not None and bool(first.gain) and not first.give


def _shared(one: Shared, name: str) -> Phrase:
    match one:
        case Shared(gain="", give=give):
            return say("{name} wants {skill}, and you offer it", name=name, skill=give)
        case Shared(gain=gain, give=""):
            return say("You want {skill}, and {name} offers it", name=name, skill=gain)
        case Shared(gain=gain, give=give):
            return say(
                "{name} can share {skill} with you, and you {other} with them",
                name=name,
                skill=gain,
                other=give,
            )


def _tails(reason: Reason) -> Iterator[list[Phrase]]:
    """Give what can follow on what they share, the most telling first."""
    if reason.hours:
        yield [
            say_n(
                "you have not met here yet and share {n} working hour",
                "you have not met here yet and share {n} working hours",
                n=reason.hours,
            )
        ]
    if reason.fresh:
        yield [say("you have not met here yet")]
    if reason.last:
        yield [say("you were last introduced on {day}", day=Time(reason.last, "day"))]
    yield []


def _joined(clauses: Sequence[Phrase]) -> Phrase:
    """Return one sentence of several that could each stand alone."""
    *first, last = clauses
    sentence = say("{sentence}.", sentence=last)
    for clause in reversed(first):
        sentence = say("{sentence}; {rest}", sentence=clause, rest=sentence)
    return sentence


def _plainly(reason: Reason) -> Iterator[Phrase]:
    """Give what can be said of people who share nothing that they said."""
    if reason.fresh and reason.teams:
        yield say("You work in different teams and have not met here yet.")
    if reason.fresh and reason.places:
        yield say("You work in different places and have not met here yet.")
    if reason.fresh:
        yield say("You have not met here yet.")
    if reason.last:
        yield say(
            "You were introduced on {day}; another talk goes further than the first.",
            day=Time(reason.last, "day"),
        )
    if reason.teams:
        yield say("You work in different teams; another talk goes further than the first.")
    yield say("You have met before; another talk goes further than the first.")


def nobody(why: Why | str) -> str:
    """Return why somebody has no circle, or what was kept of it before."""
    if isinstance(why, str):
        return why
    match why.kind:
        case "alone":
            return say("Nobody else took part in this round.")
        case "few":
            return say(
                "Only {people} people took part, and a circle needs at least {smallest}.",
                people=why.people,
                smallest=why.smallest,
            )
        case "language":
            return say("Nobody else in this round shares a language.")
        case "larger" | "larger_seat":
            return _larger(why)
        case "odd" | "sizes":
            return _indivisible(why)
        case "seat":
            return say(
                "There was no way to give everyone a place and keep all the rules for who may meet."
            )
        case "late":
            return say("This round is nearly over.")
        case "away":
            return say("The others of your circle are away this time.")
        case "spared":
            return say(
                "{program} comes first in the week of this round: nobody is put into two new circles "
                "a week by different programs, unless they ask for it.",
                program=why.first,
            )
        case "no_problem" | "no_channel":
            return _came_to_nothing(why)
        case _:
            assert_never(why.kind)


def _came_to_nothing(why: Why) -> Phrase:
    """Return why a circle did not take place."""
    if why.kind == "no_channel":
        return say("There was no channel that I can post in, so no circle took place.")
    return say("Nobody of your circle had brought a problem.")


def _larger(why: Why) -> Phrase:
    """Return that there is no circle as large as somebody wants one."""
    if why.kind == "larger":
        return say(
            "Wants circles of {wanted} or more, and this program forms at most {largest}.",
            wanted=why.wanted,
            largest=why.largest,
        )
    return say(
        "Wants circles of {wanted} or more, and none with a free seat could be formed.",
        wanted=why.wanted,
    )


def _indivisible(why: Why) -> Phrase:
    """Return that so many people make no circles of the sizes there are."""
    if why.kind == "odd":
        return say("An odd number took part, and this program makes no trios.")
    if why.smallest < why.largest:
        return say(
            "{people} people cannot be divided into circles of {smallest} to {largest}.",
            people=why.people,
            smallest=why.smallest,
            largest=why.largest,
        )
    return say(
        "{people} people cannot be divided into circles of {size}.",
        people=why.people,
        size=why.smallest,
    )


FEW = ("alone", "few", "odd", "sizes")
"""What stands in somebody's way where there are too few people."""


def help(why: Why | str) -> str:
    """Return what a member without a circle can do about it themselves; nothing where there is nothing."""
    if isinstance(why, str):
        return ""
    match why.kind:
        case "alone" | "few" | "odd" | "sizes":
            return say("It takes more people: tell a colleague about it.")
        case "language":
            return say("Add languages to your profile, or tell a colleague who shares one.")
        case "larger" | "larger_seat":
            return say("Smaller circles in your profile would help.")
        case "seat":
            return say("More people in the program help; so do more languages in the profile.")
        case "no_problem":
            return say("If you are stuck on something, bring it: {command}", command=Code("clinic"))
        case "late" | "away" | "spared" | "no_channel":
            return ""
        case _:
            assert_never(why.kind)


def cure(why: Why) -> str:
    """Return what whoever runs a program can do about somebody without a circle; nothing where there is nothing."""
    match why.kind:
        case "alone":
            return say("Invite one more person to the program.")
        case "few":
            return say("Invite more people, or allow smaller circles.")
        case "language":
            return say("Add languages to the profile, or invite someone who shares one.")
        case "larger":
            return say(
                "Allow circles of {wanted} in the program, or smaller ones in the profile.",
                wanted=why.wanted,
            )
        case "larger_seat":
            return say("Invite more people, or allow smaller circles in the profile.")
        case "odd":
            return say("Invite one more person, or allow circles of three.")
        case "sizes":
            return say("Invite one more person, or widen the size limits.")
        case "seat":
            return say("More people in the program help, and so do wider size limits.")
        case "no_problem" | "late" | "away" | "spared" | "no_channel":
            return ""
        case _:
            assert_never(why.kind)
