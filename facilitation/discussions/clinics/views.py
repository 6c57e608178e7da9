"""What people read of a clinic: its card, what each stage asks for, and what its owner will do."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from facilitation.discussions.clinics.model import PACE, STAGES, Clinic, Stage
from facilitation.discussions.model import Discussion
from facilitation.discussions.read_views import BY_MENTION, Read, what_is_read
from facilitation.discussions.views import where_to_put
from facilitation.people.model import Member
from facilitation.programs.model import Program
from facilitation.talk.forms import Form, Line, Paragraph, Pick
from facilitation.talk.messages import (
    Bold,
    Button,
    Buttons,
    Items,
    Message,
    Option,
    Quote,
    Text,
    Time,
    buttons,
    note,
    text,
)
from facilitation.talk.phrases import Phrase, later, say
from facilitation.talk.text import cut
from facilitation.talk.when import spans
from facilitation.talk.words import each, mention

_NAMES: Mapping[Stage, str] = {
    "present": later("The problem"),
    "clarify": later("Questions to understand it"),
    "ask": later("Open questions"),
    "sum_up": later("In a few words"),
    "act": later("What happens next"),
}
_ASKS: Mapping[Stage, str] = {
    "present": later(
        "{ana}, tell in a few lines what it is about and what you have tried. Everybody else reads."
    ),
    "clarify": later(
        "Ask {ana} what you need to know to understand the problem. No advice yet, please."
    ),
    "ask": later(
        "Ask {ana} what may show the problem in a new light: “What would happen if …?”, “What else …?” "
        "Questions only."
    ),
    "sum_up": later("{ana}, what do you see now that you did not see before? A sentence or two."),
    "act": later("{ana}, write down what you will do, and by when. On that day I ask how it went."),
}


def name(stage: Stage) -> Phrase:
    """Return what a stage is called."""
    return say(_NAMES[stage])


def card(
    discussion: Discussion,
    clinic: Clinic,
    owner: Member,
    circle: Sequence[Member],
    read: Read = BY_MENTION,
) -> Message:
    """Put a problem before the channel, with the way through it; a circle is called by name."""
    others = [m for m in circle if m.id != owner.id]
    calls = (
        text(say("{people}, this time you are the ones who help.", people=each(others)))
        if others
        else text(say("Whoever has a good question is welcome."))
    )
    return Message(
        say("{ana} brings a problem", ana=owner.name),
        (
            Quote((discussion.question,)),
            calls,
            text(say("We go through it here in the thread, in five steps. I keep the time.")),
            _way(clinic),
            buttons(Button(say("Take part"), f"contribute {discussion.id}", "primary")),
            what_is_read(read),
        ),
    )


def stage_card(discussion: Discussion, clinic: Clinic, owner: Member) -> Message:
    """Say which stage begins, what to do in it, and until when."""
    assert clinic.stage
    until, button = _ahead(discussion, clinic)
    return Message(_title(clinic.stage), (_asks(clinic.stage, owner), until, _way(clinic), button))


def _way(clinic: Clinic) -> Items:
    """Return the way through a clinic, and how far it is."""
    return Items(
        tuple(
            (Bold(name(stage)), say(": {length}", length=spans.said(clinic.length(stage))))
            for stage in STAGES
        ),
        done=STAGES.index(clinic.stage) if clinic.stage else 0,
        title=say("The way through it"),
    )


def _title(stage: Stage) -> Phrase:
    place = STAGES.index(stage) + 1
    return say("Step {n} of {of}: {name}", n=place, of=len(STAGES), name=name(stage))


def _asks(stage: Stage, owner: Member) -> Text:
    return text(say(_ASKS[stage], ana=mention(owner)))


def _ahead(discussion: Discussion, clinic: Clinic) -> tuple[Text, Buttons]:
    """Return until when the stage goes, and the one button for it."""
    assert clinic.until is not None
    labels: Mapping[Stage, Button] = {
        "present": Button(say("Tell"), f"contribute {discussion.id}", "primary"),
        "clarify": Button(say("Ask a question"), f"contribute {discussion.id}", "primary"),
        "ask": Button(say("Ask a question"), f"contribute {discussion.id}", "primary"),
        "sum_up": Button(say("Say it"), f"contribute {discussion.id}", "primary"),
        "act": Button(say("Write it down"), f"clinic act {discussion.id}", "primary"),
    }
    assert clinic.stage
    until = Time(clinic.until, "moment" if clinic.length(clinic.stage) >= _DAY else "clock")
    return text(say("There is time until {when}.", when=until)), buttons(labels[clinic.stage])


_DAY = timedelta(hours=12)


def pause(clinic: Clinic) -> Message:
    """Tell the thread that time stands still."""
    return Message(
        say("A pause"),
        (text(say("The time stands still. Whoever looks after this says when it goes on.")),),
    )


def goes_on(clinic: Clinic) -> Message:
    """Tell the thread that the stage goes on, and until when."""
    assert clinic.stage
    assert clinic.until
    said = say(
        "It goes on with “{name}”, until {when}.", name=name(clinic.stage), when=Time(clinic.until)
    )
    return Message(say("We go on"), (text(said),))


def longer(clinic: Clinic) -> Message:
    """Tell the thread that a stage is longer."""
    assert clinic.stage
    said = (
        say("“{name}” now goes until {when}.", name=name(clinic.stage), when=Time(clinic.until))
        if clinic.until
        else say("“{name}” is longer once we go on.", name=name(clinic.stage))
    )
    return Message(say("There is more time"), (text(said),))


def opened(discussion: Discussion, clinic: Clinic, program: Program) -> Message:
    """Confirm to whoever opened a clinic, with what they can do while it runs."""
    return Message(
        say("Your clinic is open"),
        (
            text(
                say(
                    "It is on its way to #{channel}. I keep the time and say what comes next.",
                    channel=program.channel_name,
                )
            ),
            Quote((discussion.question,)),
            buttons(*acts(discussion, clinic)),
        ),
    )


def stands(discussion: Discussion, clinic: Clinic) -> Message:
    """Confirm to whoever looks after a clinic where it stands, with what they can do."""
    if discussion.state != "open" or not clinic.stage:
        title = say("The last step is over")
        return Message(title, (Quote((cut(discussion.question, 200),)),))
    when = (
        text(say("There is time until {when}.", when=Time(clinic.until)))
        if clinic.until
        else text(say("The time stands still."))
    )
    return Message(_title(clinic.stage), (when, buttons(*acts(discussion, clinic))))


def acts(discussion: Discussion, clinic: Clinic) -> list[Button]:
    """Return what whoever looks after a clinic can do while it runs."""
    of = discussion.id
    stop = (
        Button(say("Go on"), f"clinic resume {of}", "primary")
        if clinic.paused
        else Button(say("Next step"), f"clinic next {of}", "primary")
    )
    return [
        stop,
        *([] if clinic.paused else [Button(say("Pause"), f"clinic pause {of}")]),
        Button(say("Give it more time"), f"extend {of} {more(clinic)}"),
        Button(say("Hand over"), f"handover {of}"),
        Button(say("Close it"), f"close {of}"),
    ]


def more(clinic: Clinic) -> str:
    """Return how much longer a stage gets at a tap: a third of the longest one, as it would be typed."""
    minutes = max(1, max(clinic.pace) // 3)
    return f"{minutes}m"


def questions_only(owner: Member) -> Message:
    """Remind somebody, alone, that questions help more just now."""
    return Message(
        say("Just questions for now"),
        (
            text(
                say(
                    "What you wrote reads like advice. For the moment a question helps {ana} more, such as "
                    "“What would happen if …?”",
                    ana=owner.name,
                )
            ),
            note(say("Only you read this. I look at the first words alone, and may be wrong.")),
        ),
    )


def clinic_form(programs: Sequence[Program], problem: str = "") -> Form:
    """Ask for the problem, where it is put, and how much time there is."""
    where = where_to_put(programs)
    return Form(
        title=say("Bring a problem"),
        command="clinic" if where else f"clinic in #{programs[0].number}",
        lead=say(
            "Others ask you questions in a thread, until you see what to do. I keep the time."
        ),
        fields=(
            Paragraph(
                "question",
                say("What are you stuck on?"),
                value=problem,
                hint=say("Yours, real, and open: you do not know the answer yet."),
                longest=600,
            ),
            *where,
            Pick("for", say("How much time"), _TIMES, value=_TIMES[0].value),
            Line(
                "steps",
                say("Or how long each of the five steps takes"),
                hint=say(
                    "Five lengths, such as 2h, 4h, 1d, 4h, 2h. The third is for open questions."
                ),
                optional=True,
            ),
        ),
    )


_TIMES = (
    Option(say("Half an hour, all at once"), f"{sum(PACE)}m"),
    Option(say("A day, whenever it suits"), "1d"),
    Option(say("Two days, whenever it suits"), "2d"),
    Option(say("A week, whenever it suits"), "1w"),
)
