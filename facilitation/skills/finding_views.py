"""What people see when they look for help: who can be asked and why, or what to do where there is nobody."""

from collections.abc import Sequence
from typing import Literal

from facilitation.skills import naming
from facilitation.skills.finding import Candidate
from facilitation.skills.hearing import Said
from facilitation.talk.messages import (
    Block,
    Bold,
    Button,
    Choice,
    Code,
    Mention,
    Message,
    Option,
    buttons,
    note,
    text,
)
from facilitation.talk.phrases import say, sentences
from facilitation.talk.text import cut

LONGEST_BUTTON = 75


def found(name: str, candidates: Sequence[Candidate], *, wanted: bool) -> Message:
    """Show who can be asked for a skill, the best first, each with the reason and a way to ask for their time."""
    blocks: list[Block] = []
    for place, one in enumerate(candidates):
        blocks += [text(_who(one), *one.reason), buttons(_book(one, name, first=not place))]
    note_it = (
        ()
        if wanted
        else (Button(say("I want to learn {skill}", skill=cut(name, 50)), _want(name)),)
    )
    return Message(
        say("Who can help with {name}", name=name),
        (
            *blocks,
            *((buttons(*note_it),) if note_it else ()),
            note(
                say("They hear of it only if you ask for their time, and they can always say no.")
            ),
        ),
    )


def _who(one: Candidate) -> str:
    """Return a person with their team and place, where these are known."""
    around = [part for part in (one.member.team, one.member.location) if part]
    person = Mention(one.member.id, one.member.name)
    if not around:
        return say("{person}: ", person=person)
    return say("{person} ({around}): ", person=person, around=" · ".join(around))


def _book(one: Candidate, name: str, *, first: bool) -> Button:
    style: Literal["primary", "plain"] = "primary" if first else "plain"
    return Button(
        say("Book {person}", person=cut(one.member.name, 50)),
        f"book @{one.member.id} for {name}",
        style,
    )


def nobody(name: str, *, offered: bool, own: bool, wanted: bool) -> Message:
    """Say that nobody can be asked for a skill: because nobody else offers it, or just now.

    `own` is whether the reader offers it, `wanted` whether they have said that they want it.
    """
    if offered:
        return _nobody_free(name, wanted=wanted)
    why = (
        say("You are the only one here who offers {skill}.", skill=Bold(name))
        if own
        else say("Nobody here offers {skill} yet.", skill=Bold(name))
    )
    if wanted:
        blocks: tuple[Block, ...] = (
            text(sentences(why, say("It is on your list, so I will tell you when somebody does."))),
            buttons(Button(say("My skills"), "skills")),
        )
    else:
        blocks = (
            text(
                sentences(
                    why,
                    say("Do you want to learn it? Then I will tell you when somebody can help."),
                )
            ),
            buttons(Button(say("Yes, note it"), _want(name), "primary")),
        )
    return Message(
        say("Nobody for {name} yet", name=name),
        (*blocks, note(say("Colleagues see what you want."))),
    )


def _nobody_free(name: str, *, wanted: bool) -> Message:
    learn = () if wanted else (Button(say("I want to learn it"), _want(name)),)
    return Message(
        say("Nobody for {name} just now", name=name),
        (
            text(
                "Some colleagues offer {name}, but none of them is free just now. Try again "
                "in a few days.",
                name=Bold(name),
            ),
            buttons(Button(say("Try again"), f"find {naming.written(name)}"), *learn),
            note(say("I do not suggest people who are away or have been asked a lot already.")),
        ),
    )


def which(said: Said) -> Message:
    """Ask which skill was meant by a word that is nearly one or several that are known."""
    name = said.named.name
    known = [
        Button(
            cut(near, LONGEST_BUTTON),
            f"find {naming.written(near)}",
            "plain" if place else "primary",
        )
        for place, near in enumerate(said.named.near)
    ]
    return Message(
        say("Which skill is {name}?", name=name),
        (
            text("I do not know {name}. Did you mean one of these?", name=Bold(name)),
            buttons(
                *known, Button(say("No, {skill}", skill=cut(name, 60)), f"find {said.written()}")
            ),
        ),
    )


def one_at_a_time(names: Sequence[str]) -> Message:
    """Offer to look for each of several skills by itself."""
    options = tuple(Option(name, naming.written(name)) for name in names)
    return Message(
        say("One skill at a time"),
        (
            text(say("For which of these do you need somebody first?")),
            Choice(say("Find"), "find", options),
        ),
    )


def what_for(wants: Sequence[str], popular: Sequence[str]) -> Message:
    """Ask for which skill somebody is looked for: one the reader wants, or one of those that many offer."""
    blocks: list[Block] = []
    if wants:
        blocks.append(text(say("You want to learn these. For which do you need somebody?")))
        blocks.append(buttons(*(_find(name) for name in wants)))
    if popular:
        blocks.append(text(say("Colleagues can help with these:")))
        options = tuple(Option(name, naming.written(name)) for name in popular)
        blocks.append(Choice(say("Find"), "find", options))
    if not blocks:
        blocks.append(
            text(say("Nobody here has said yet what they can help with. You could be first:"))
        )
        blocks.append(buttons(Button(say("Say it in my profile"), "profile", "primary")))
    return Message(
        say("Whom shall I find?"),
        (*blocks, note("Or say it: {command}", command=Code("find python"))),
    )


def _find(name: str) -> Button:
    return Button(cut(name, LONGEST_BUTTON), f"find {naming.written(name)}")


def _want(name: str) -> str:
    """Return the line that notes a want for exactly this name."""
    return f'want "{name}"'
