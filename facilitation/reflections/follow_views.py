"""What members read as they come back to a plan: the rehearsal, what became of it, and whoever confirms it."""

from collections.abc import Callable, Mapping, Sequence

from facilitation.people.model import Member
from facilitation.reflections import words
from facilitation.reflections.model import LONGEST, Answer, FollowUp, Reflection, Stage
from facilitation.talk.forms import Form, Line, People
from facilitation.talk.messages import (
    Block,
    Button,
    Message,
    Quote,
    Time,
    buttons,
    note,
    text,
)
from facilitation.talk.phrases import Phrase, say
from facilitation.talk.words import mention

WITNESSES = 3
"""So many people of a session are offered by name to confirm something."""

_ASKED: Mapping[Stage, Callable[[Time], Phrase]] = {
    "tried": lambda day: say("You wrote this down on {day}. Have you tried it?", day=day),
    "used": lambda day: say("You wrote this down on {day}. Do you use it?", day=day),
    "came": lambda day: say("You wrote this down on {day}. What came of it?", day=day),
}
_WAYS: Mapping[Stage, tuple[tuple[Answer, str], ...]] = {
    "tried": (
        ("yes", say("Yes, it worked")),
        ("partly", say("Yes, in part")),
        ("no", say("Not yet")),
    ),
    "used": (("yes", say("Yes, I do")), ("partly", say("Now and then")), ("no", say("No"))),
    "came": (
        ("yes", say("It made a difference")),
        ("partly", say("A little")),
        ("no", say("Nothing")),
    ),
}


def _over(day: Time) -> Phrase:
    return say(
        "You wrote this down on {day}, and the day you set is over. Have you tried it?", day=day
    )


def item(one: FollowUp, known: Reflection, *, past: bool = False) -> tuple[Block, ...]:
    """Return what a morning's card asks of a plan; `past` is one whose own day is over."""
    if one.stage == "rehearsal":
        show = Button(say("What will I do?"), f"rehearse {one.id}", "primary")
        return (
            text(
                say("Say your plan to yourself once more, and it comes to mind when you need it.")
            ),
            Quote((words.when(known),)),
            buttons(show),
        )
    on = Time(known.made_at, "day")
    first, *others = _WAYS[one.stage]
    return (
        text(_over(on) if past and one.stage == "tried" else _ASKED[one.stage](on)),
        *words.quoted(known),
        buttons(
            Button(first[1], f"follow up {one.id} {first[0]}", "primary"),
            *(Button(said, f"follow up {one.id} {answer}") for answer, said in others),
        ),
    )


def rehearsed(one: FollowUp, known: Reflection) -> tuple[Block, ...]:
    """Show what somebody will do when it happens, and let them say that they have it."""
    return (
        *words.quoted(known),
        buttons(Button(say("Got it"), f"follow up {one.id} yes", "primary")),
    )


def answered(one: FollowUp, known: Reflection) -> tuple[str, tuple[Block, ...]]:
    """Return a title and what follows when somebody has said what became of their plan."""
    done = Button(say("I am done with it"), f"commitment done {known.id}")
    change = Button(say("Change the plan"), f"commitment change {known.id}")
    if one.stage == "rehearsal":
        return say("Good"), (
            text(say("I ask in a week how it went. Until then I leave you to it.")),
        )
    tell = f"follow up line {one.id}"
    if one.answer == "no":
        return say("That happens"), (
            *words.quoted(known),
            text(
                say("What stood in the way? Say it in one line, and there may be a way around it.")
            ),
            buttons(
                Button(say("Say what stood in the way"), tell, "primary"),
                change,
                Button(say("Drop it"), f"commitment drop {known.id}"),
            ),
        )
    asks: Mapping[Stage, str] = {
        "tried": say("How was it? One line is enough, for yourself."),
        "used": say("Do you have an example? One line is enough, for yourself."),
        "came": say("What came of it? One line is enough, for yourself."),
    }
    return say("Good to hear"), (
        *words.quoted(known),
        text(asks[one.stage]),
        buttons(Button(say("Write one line"), tell, "primary"), done),
    )


def line_form(one: FollowUp) -> Form:
    """Ask for one line about what became of a plan, or stood in its way."""
    label = say("What stood in the way?") if one.answer == "no" else say("In one line")
    hint = (
        say("Such as: nobody could show me where the logs are")
        if one.answer == "no"
        else say("Such as: on Tuesday I read the log first, and found it in ten minutes")
    )
    return Form(
        title=say("One line"),
        command=f"follow up line {one.id}",
        lead=say("For you alone. You can ask somebody to confirm it afterwards."),
        fields=(Line("words", label, one.words, hint=hint, longest=LONGEST),),
    )


def obstacle(one: FollowUp, learn: Sequence[Block] = ()) -> Message:
    """Confirm a line on what stood in the way, and offer a way around: peers, their time, and what to `learn` from."""
    return Message(
        say("Noted"),
        (
            Quote((one.words,)),
            text(say("Somebody here may know a way around it:")),
            buttons(
                Button(say("Ask my peers"), f'ask "{_unquoted(one.words)}"', "primary"),
                Button(say("Book somebody's time"), "book"),
                Button(say("Propose it for a discussion"), "prompt propose"),
            ),
            *learn,
            note(say("Nothing is sent before you say so.")),
        ),
    )


def lined(one: FollowUp, others: Sequence[Member]) -> Message:
    """Confirm a line, and offer to have it confirmed by somebody who was there."""
    named = [
        Button(
            say("Ask {name} to confirm", name=_first(other)), f"follow up ask {one.id} {other.id}"
        )
        for other in others[:WITNESSES]
    ]
    somebody = Button(say("Ask somebody to confirm"), f"follow up somebody {one.id}")
    return Message(
        say("Noted"),
        (
            Quote((one.words,)),
            text(say("Has somebody seen it? They would read this line and nothing else.")),
            buttons(*(named or [somebody])),
            note(say("What a colleague confirms counts as used at work. Nobody else reads it.")),
        ),
    )


def witness_form(one: FollowUp) -> Form:
    """Ask whom to ask for a word."""
    return Form(
        title=say("Who has seen it?"),
        command=f"follow up ask {one.id}",
        lead=say("They read your line and nothing else of your plan."),
        fields=(People("who", say("Who")),),
    )


def asked(one: FollowUp, whom: Member) -> Message:
    """Say that somebody is asked to confirm a line."""
    return Message(
        say("{name} is asked", name=whom.name),
        (
            Quote((one.words,)),
            text(say("They read this line and nothing else. I tell you when they confirm it.")),
        ),
    )


def to_confirm(one: FollowUp, owner: Member) -> Message:
    """Ask a witness to confirm one line."""
    return Message(
        say("{name} asks you to confirm something", name=owner.name), confirming(one, owner)
    )


def confirming(one: FollowUp, owner: Member) -> tuple[Block, ...]:
    """Return one line with the ways to answer whoever asks to confirm it."""
    return (
        text("{name} writes:", name=mention(owner)),
        Quote((one.words,)),
        text(say("Have you seen it?")),
        buttons(
            Button(say("Yes, I confirm it"), f"follow up confirm {one.id}", "primary"),
            Button(say("I cannot say"), f"follow up pass {one.id}"),
        ),
        note("{name} asked you alone. Where you cannot say, nobody is told.", name=owner.name),
    )


def confirmed(one: FollowUp, by: Member) -> Message:
    """Tell whoever asked that it is confirmed."""
    return Message(
        say("{name} confirms it", name=by.name),
        (
            Quote((one.words,)),
            buttons(
                Button(say("I am done with it"), f"commitment done {one.reflection}"),
                Button(say("My plans"), "commitments"),
            ),
            note(say("You get this because you asked for it.")),
        ),
    )


def thanked(owner: Member) -> Message:
    """Thank a witness."""
    return Message(
        say("Thank you"), (text("{name} is told that you confirm it.", name=owner.name),)
    )


def passed() -> Message:
    """Let a witness go who cannot say."""
    return Message(say("All right"), (text(say("Nobody is told.")),))


def stopped() -> Message:
    """Confirm that no more cards come, with the way back."""
    return Message(
        say("I will not remind you any more"),
        (
            text(say("Your plans stay as they are, and you can look at them at any time.")),
            buttons(
                Button(say("My plans"), "commitments"),
                Button(say("Remind me again"), "reminders on"),
            ),
        ),
    )


def on_again() -> Message:
    """Confirm that cards come again."""
    return Message(
        say("I will remind you"),
        (
            text(say("At most once a working day, in your morning, and only of what you ticked.")),
            buttons(Button(say("Stop these"), "reminders off")),
        ),
    )


def _unquoted(text: str) -> str:
    return "".join("'" if c in '"“”„«»' else c for c in text)


def _first(member: Member) -> str:
    return member.name.split(" ")[0] or member.name
