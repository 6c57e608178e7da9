"""What people read of questions that wait their turn, and of whose turn it is."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from facilitation.discussions.model import Discussion, Prompt
from facilitation.people.model import Member
from facilitation.programs.decks.library import Deck
from facilitation.programs.model import Program
from facilitation.talk.forms import Form, Paragraph, Pick
from facilitation.talk.messages import (
    Block,
    Bold,
    Button,
    Choice,
    Items,
    Message,
    Option,
    Quote,
    Span,
    Time,
    buttons,
    note,
    text,
)
from facilitation.talk.phrases import say, say_n
from facilitation.talk.text import cut
from facilitation.talk.words import mention

SHOWN = 6
_MOST = 20
"""So many of the questions that wait can be chosen to be changed."""


def your_turn(
    planned: Discussion,
    program: Program,
    says: Sequence[str],
    opens_at: datetime,
    *,
    alone: bool = False,
) -> Message:
    """Tell a member that they lead the next discussion, and that it is always they where nobody else takes part."""
    places: dict[str, Span] = {"program": Bold(program.name), "opens": Time(opens_at)}
    lines = [
        text(say(line, **{name: p for name, p in places.items() if f"{{{name}}}" in line}))
        for line in says
    ]
    return Message(
        say("Your turn in {program}", program=program.name),
        (
            *lines,
            *(
                [text(say("You are the only one in it so far, so it is your turn each time."))]
                if alone
                else []
            ),
            Quote((planned.question,)),
            buttons(
                Button(say("Another question"), f"prompt another {planned.id}"),
                Button(say("My own words"), f"prompt reword {planned.id}"),
                Button(say("Not this time"), f"prompt pass {planned.id}"),
            ),
            note(say("You need not do anything else. You get this because you lead this one.")),
        ),
    )


def changed(planned: Discussion) -> Message:
    """Confirm what is asked now."""
    return Message(
        say("This is the question now"),
        (
            Quote((planned.question,)),
            buttons(
                Button(say("Another question"), f"prompt another {planned.id}"),
                Button(say("My own words"), f"prompt reword {planned.id}"),
            ),
        ),
    )


def reword_form(planned: Discussion) -> Form:
    """Ask for the question in the leader's own words."""
    return Form(
        title=say("Your question"),
        command=f"prompt reword {planned.id}",
        fields=(Paragraph("question", say("What do you ask?"), planned.question, longest=600),),
    )


def passed(to: Member) -> Message:
    """Confirm that somebody else leads."""
    said = say("{ben} leads it this time. Thank you for saying so.", ben=mention(to))
    return Message(say("Not this time"), (text(said),))


def left_out(program: Program) -> Message:
    """Tell facilitators that no question could be put."""
    return Message(
        say("No question this time in {program}", program=program.name),
        (
            text(say("There is no channel that I can post in, or nobody who could lead it.")),
            buttons(Button(say("Look at the settings"), f"set #{program.number}")),
        ),
    )


def queue(
    program: Program,
    coming: Prompt,
    waiting: Sequence[Prompt],
    deck: Deck,
    people: Mapping[str, Member],
    *,
    votes: Mapping[str, int] = {},
    leads: bool,
) -> Message:
    """Show what is asked next in a program, what waits behind it, and what members propose."""
    of = f"#{program.number}"
    now = Button(say("Ask it now"), f"prompt ask {of}", "primary")
    blocks: list[Block] = [
        text(say("Next in {program}:", program=Bold(program.name))),
        Quote((coming.asks,)),
        *([buttons(now, Button(say("Skip it"), f"prompt skip {of}"))] if leads else []),
    ]
    behind = [p for p in waiting if p.state == "queued" and p.id != coming.id]
    offered = sorted(
        (p for p in waiting if p.state == "proposed"), key=lambda p: -votes.get(p.id, 0)
    )
    if behind:
        blocks += [text(say("Then:")), Items(tuple((p.asks,) for p in behind[:SHOWN]))]
    blocks += _proposals(offered[:SHOWN], people, votes, leads=leads)
    blocks += _to_change(waiting) if leads else []
    left = len(behind[SHOWN:]) + len(offered[SHOWN:])
    if left:
        blocks.append(note(say_n("And one more.", "And {n} more.", left)))
    blocks += [
        note(say("When none is waiting, I take one from the deck {deck}.", deck=deck.name)),
        buttons(
            Button(say("Propose a question"), f"prompt propose {of}"),
            *([Button(say("Other decks"), f"deck list {of}")] if leads else []),
        ),
    ]
    return Message(say("Questions to come"), tuple(blocks))


def _to_change(waiting: Sequence[Prompt]) -> list[Block]:
    """Return the menu by which one of those that wait is changed, where any does."""
    choices = tuple(Option(cut(p.asks, 70), p.id) for p in waiting[:_MOST])
    return [Choice(say("Change a question"), "prompt edit", choices)] if choices else []


def _proposals(
    offered: Sequence[Prompt],
    people: Mapping[str, Member],
    votes: Mapping[str, int],
    *,
    leads: bool,
) -> list[Block]:
    blocks: list[Block] = []
    for one in offered:
        who = people[one.by].name if one.by in people else say("Somebody who has left")
        blocks += [text(say("{ben} proposes:", ben=who)), Quote((one.asks,))]
        if count := votes.get(one.id, 0):
            told = say_n("One more would like it.", "{n} more would like it.", count)
            blocks.append(note(told))
        too = Button(say("I would like it too"), f"prompt vote {one.id}")
        blocks.append(buttons(*(_verdict(one) if leads else (too,))))
    return blocks


def _verdict(prompt: Prompt) -> tuple[Button, Button]:
    return (
        Button(say("Put it in line"), f"prompt take {prompt.id}"),
        Button(say("Not this one"), f"prompt drop {prompt.id}"),
    )


def write_form(program: Program, verb: str) -> Form:
    """Ask for a question that is to wait its turn."""
    return Form(
        title=say("A question for {program}", program=program.name),
        command=f"prompt {verb} #{program.number}",
        fields=(
            Paragraph(
                "question",
                say("Your question"),
                hint=say("Open, and about real work."),
                longest=600,
            ),
        ),
    )


def edit_form(prompt: Prompt, *, leads: bool) -> Form:
    """Ask for other words of a question that waits, and for its place."""
    place = (
        Pick(
            "place",
            say("When is it asked?"),
            (
                Option(say("When its turn comes"), "stay"),
                Option(say("Next"), "next"),
                Option(say("Not at all"), "out"),
            ),
            value="stay",
        ),
    )
    return Form(
        title=say("Change a question"),
        command=f"prompt edit {prompt.id}",
        fields=(
            Paragraph("question", say("The question"), prompt.asks, longest=600),
            *(place if leads else ()),
        ),
    )


def added(program: Program, prompt: Prompt) -> Message:
    """Confirm that a question waits its turn, or for a facilitator to look at it."""
    said = (
        say("It waits its turn in {program}.", program=Bold(program.name))
        if prompt.state == "queued"
        else say("Whoever looks after {program} hears of it.", program=Bold(program.name))
    )
    return Message(say("Thank you"), (Quote((prompt.asks,)), text(said)))


def proposed(program: Program, prompt: Prompt, by: Member) -> Message:
    """Tell facilitators what a member proposes."""
    return Message(
        say("{ben} proposes a question for {program}", ben=by.name, program=program.name),
        (Quote((prompt.asks,)), buttons(*_verdict(prompt))),
    )


def judged(prompt: Prompt) -> Message:
    """Confirm what became of a proposal."""
    taken = prompt.state == "queued"
    return Message(say("It waits its turn") if taken else say("Left out"), (Quote((prompt.asks,)),))
