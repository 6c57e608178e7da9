"""What people read of learning a skill: all that helps on one card, resources with their reasons."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from facilitation.knowledge import takeaway_views
from facilitation.knowledge.model import Takeaway
from facilitation.knowledge.resources import Suggested
from facilitation.programs import saying
from facilitation.programs.model import Program
from facilitation.skills.finding import Candidate
from facilitation.talk.forms import Form, Line, Pick
from facilitation.talk.messages import (
    Block,
    Bold,
    Button,
    Items,
    Link,
    Message,
    Option,
    Span,
    Spans,
    buttons,
    note,
    text,
)
from facilitation.talk.phrases import say, sentences
from facilitation.talk.text import cut

if TYPE_CHECKING:
    from facilitation.knowledge.learning import Help

LEVELS = (say("1, beginner"), say("2"), say("3"), say("4"), say("5, expert"))


def learn(found: "Help") -> Message:
    """Show people, takeaways, resources, discussions and programs for a skill."""
    if found.empty:
        return _nothing(found)
    blocks: list[Block] = []
    if found.people:
        blocks += [text(Bold(say("Who can help"))), Items(tuple(map(_person, found.people)))]
    if found.kept:
        blocks += [
            text(Bold(say("What colleagues keep"))),
            Items(tuple(_kept(t) for t in found.kept)),
        ]
    blocks += resources(found.resources)
    if found.talks:
        talks = tuple((cut(one.question, 150),) for one in found.talks)
        blocks += [text(Bold(say("What is or was talked about"))), Items(talks)]
    if found.programs:
        programs = tuple(_program(p, inside=p.id in found.inside) for p in found.programs)
        blocks += [text(Bold(say("Circles of colleagues"))), Items(programs)]
    blocks.append(buttons(*_acts(found)))
    return Message(say("Learn {skill}", skill=found.skill), tuple(blocks))


def _acts(found: "Help") -> list[Button]:
    skill = cut(found.skill, 40)
    acts = []
    if found.people:
        acts.append(Button(say("Ask for time"), f'find "{found.skill}"', "primary"))
    if found.kept or found.resources:
        acts.append(Button(say("Read more"), f'takeaways about "{found.skill}"'))
    acts += [
        Button(say("Join {program}", program=cut(p.name, 40)), f"join #{p.number}")
        for p in found.programs
        if p.id not in found.inside
    ]
    if not found.wanted:
        acts.append(Button(say("I want to learn {skill}", skill=skill), f'want "{found.skill}"'))
    return acts


def _nothing(found: "Help") -> Message:
    want = Button(say("I want to learn it"), f'want "{found.skill}"', "primary")
    return Message(
        say("Nothing about {skill} yet", skill=found.skill),
        (
            text(
                say(
                    "Nobody offers it, and nothing is kept. Say that you want it, and I tell you when that changes."
                )
            ),
            buttons(*(() if found.wanted else (want,)), Button(say("Ask my peers"), "ask")),
        ),
    )


def _person(one: Candidate) -> Spans:
    return (say("{person}: {reason}", person=Bold(one.member.name), reason=sentences(*one.reason)),)


def _program(one: Program, *, inside: bool) -> Spans:
    often = saying.often(one.settings.cadence)
    if inside:
        return (say("{program}, {often}. You are in it.", program=Bold(one.name), often=often),)
    return (say("{program}, {often}", program=Bold(one.name), often=often),)


def _kept(one: Takeaway) -> Spans:
    return (Bold(one.title), " · ", takeaway_views.standing(one))


def resources(found: Sequence[Suggested]) -> tuple[Block, ...]:
    """Return resources, each with its reason and a button to say how it was; none where there are none."""
    if not found:
        return ()
    lines = tuple(
        (say("{resource} {reason}", resource=_named(one.resource), reason=one.reason),)
        for one in found
    )
    rate = (
        Button(
            say("I tried {title}", title=cut(one.resource.title, 40)), f"tried {one.resource.id}"
        )
        for one in found
    )
    return text(Bold(say("To learn from"))), Items(lines), buttons(*rate)


def _named(one: Takeaway) -> Span:
    return Link(one.title, one.link) if one.link else Bold(one.title)


def with_resources(message: Message, found: Sequence[Suggested]) -> Message:
    """Return a message with what there is to learn from under it."""
    return replace(message, blocks=(*message.blocks, *resources(found)))


def add_form(words: str = "") -> Form:
    """Ask for a resource: what it is, for which skill and level."""
    options = tuple(Option(label, str(number)) for number, label in enumerate(LEVELS, 1))
    return Form(
        title=say("Add something to learn from"),
        command="resource add",
        lead=say(
            "A link, a book, a course, a colleague's notes: whatever helped you. Everybody here can find it."
        ),
        fields=(
            Line(
                "what", say("What is it?"), words, hint=say("A link, or a few words."), longest=1000
            ),
            Line("skill", say("For which skill?"), longest=60),
            Pick("level", say("For which level?"), options, optional=True),
        ),
    )


def added(one: Takeaway) -> Message:
    """Confirm that a resource is kept."""
    return Message(
        say("Added"),
        (
            text(
                "Whoever wants to learn {skill} finds {resource}.",
                skill=one.skill,
                resource=_named(one),
            ),
            buttons(
                Button(
                    say("All for {skill}", skill=cut(one.skill, 40)), f'resources "{one.skill}"'
                ),
                Button(say("Take it back"), f"resource remove {one.id}"),
            ),
            note(say("A colleague is asked whether it is right, where somebody knows the skill.")),
        ),
    )
