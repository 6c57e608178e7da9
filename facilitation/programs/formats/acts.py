"""The closed list of what a step of a format can do, each act with what it takes; their code is in the slices."""

from collections.abc import Mapping
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from facilitation.programs.formats import agenda_acts
from facilitation.programs.formats.act import (
    PLACES,
    Act,
    Name,
    Often,
    Says,
    Sentence,
    Word,
)
from facilitation.rounds.model import Role
from facilitation.talk.phrases import say

__all__ = ["PLACES", "Act", "Name", "Often", "Says", "Sentence", "Word"]

_ROUND = ("program", "round", "opens")


class Announce(Act):
    """Tell who takes part that a round comes, in time to skip it."""

    act: Literal["announce"]
    to: Literal["members"] = "members"
    title: Sentence = "{program} is coming up"
    says: Says
    asks: Word = "Skip this round"

    places: ClassVar = {"title": _ROUND, "says": _ROUND}
    picture: ClassVar = say("a notice")


class Form(Act):
    """Draw the circles of the round."""

    act: Literal["form"]
    mentors: Annotated[int, Field(ge=0, le=4)] = 0
    """How many of each circle share what they know this time, by turns; the others are mentees."""
    roles: Annotated[tuple[Role, ...], Field(max_length=6)] = ("captain",)
    """What else one of each circle is, by turns: who gets it going, who takes notes …"""
    minutes: Annotated[int, Field(ge=15, le=180)] = 30
    """How long they meet."""
    times: Annotated[int, Field(ge=0, le=3)] = 0
    """How many times that suit all of a circle are put before it with its introduction."""


class Keep(Form):
    """Let the circles of the last round go on, and form new ones after so many rounds."""

    act: Literal["keep"]  # type: ignore[assignment]
    rounds: int | str = 6
    """How many rounds circles stay together, or the setting that says so."""


class Introduce(Act):
    """Introduce each circle to each other: who, why these, and a question to start with."""

    act: Literal["introduce"]
    to: Literal["circles"] = "circles"
    says: Says = ()
    """What the circle's captain is asked."""
    captain: Says = ()
    """The same where the captain reads it alone; without it, `says`."""
    others: Says = ()
    """What the others read of it alone; without it, `says`."""
    goals: str = ""
    """The step that asked what each would like to learn; the goals of two, by turns, come first in a session."""
    plan: Says = ()
    """How the time can be spent, line by line."""
    agreement: Says = ()
    """What a circle agrees on by a tap, shown when it is new or somebody new is in it."""

    places: ClassVar = {
        "says": ("program", "captain"),
        "captain": ("program",),
        "others": ("program", "captain"),
    }
    needs: ClassVar = ("form", "keep")
    picture: ClassVar = say("introductions")


class Remind(Act):
    """Nudge the captain, alone, of each circle in which nobody has written."""

    act: Literal["remind"]
    to: Literal["captains"] = "captains"
    says: Says
    like: Says = ()
    """What could be written, as an example."""

    places: ClassVar = {"says": ("program", "others")}
    needs: ClassVar = ("introduce",)
    picture: ClassVar = say("a reminder")


class Ask(Act):
    """Ask each circle how it went."""

    act: Literal["ask"]
    to: Literal["circles"] = "circles"
    says: Says

    places: ClassVar = {"says": ("program",)}
    needs: ClassVar = ("introduce",)
    picture: ClassVar = say("how did it go?")


class Post(Act):
    """Say something: in the program's channel, to each circle, to each member, or to the facilitators."""

    act: Literal["post"]
    to: Literal["channel", "circles", "members", "facilitators"]
    title: Sentence
    says: Says

    places: ClassVar = {"title": ("program", "round"), "says": ("program", "round")}
    picture: ClassVar = say("a message")


class Collect(Act):
    """Ask each member, or somebody of each circle, a question, and keep what they answer with the round."""

    act: Literal["collect"]
    to: Literal["members", "circles", "notes"] = "members"
    """Who is asked; `notes` is the one whose turn it is to write down."""
    says: Says = ()
    asks: Sentence
    answers: Annotated[tuple[Word, ...], Field(max_length=6)] = ()
    """What can be pressed; without any, the answer is written into a form."""

    places: ClassVar = {"says": ("program", "round"), "asks": ("program", "round")}
    picture: ClassVar = say("a question")


class Summarize(Act):
    """Show what was collected, without who said it."""

    act: Literal["summarize"]
    of: str
    """The name of the step that collected it."""
    to: Literal["channel", "circles", "members", "facilitators"]
    title: Sentence
    says: Says = ()

    places: ClassVar = {"title": ("program", "round"), "says": ("program", "round")}
    needs: ClassVar = ("collect",)
    picture: ClassVar = say("what came of it")


class Agenda(Summarize):
    """Show what is on the table: what was written so far in answer to a question, and who brings it."""

    act: Literal["agenda"]  # type: ignore[assignment]

    picture: ClassVar = say("what people wrote")


class Prepare(Act):
    """Tell whose turn it is to lead the discussion of the round, with the question it begins with."""

    act: Literal["prepare"]
    says: Says

    places: ClassVar = {"says": ("program", "opens")}
    picture: ClassVar = say("whose turn it is")


class Discuss(Act):
    """Put the next question to the program's channel, looked after by whose turn it is."""

    act: Literal["discuss"]
    days: int | str = 2
    """For how many working days it is open, or the setting that says so."""

    picture: ClassVar = say("a question in the channel")


class Gather(Announce):
    """Tell who takes part that a round comes, and ask each which problem they would bring."""

    act: Literal["gather"]  # type: ignore[assignment]
    brings: Word = "Bring a problem"


class Consult(Act):
    """Let each circle work on the most urgent problem of its own, in a thread of the program's channel."""

    act: Literal["consult"]
    pace: Annotated[tuple[int | str, ...], Field(min_length=5, max_length=5)] = (2, 10, 15, 2, 2)
    """How many minutes each of the five stages has, or the setting that says so."""
    days: int | str = 0
    """Over how many days it goes instead, or the setting that says so; 0 for all at once."""

    needs: ClassVar = ("form", "keep")
    picture: ClassVar = say("a problem in a thread, and good questions")


class Close(Act):
    """End the round: notice who gave no sign, and sum it up for the facilitators."""

    act: Literal["close"]


Step = Annotated[
    Announce
    | Form
    | Keep
    | Introduce
    | Remind
    | Ask
    | Post
    | Collect
    | Agenda
    | Summarize
    | Prepare
    | Discuss
    | agenda_acts.SignUp
    | agenda_acts.LineUp
    | agenda_acts.Begin
    | agenda_acts.Thank
    | agenda_acts.Applaud
    | agenda_acts.Digest
    | agenda_acts.Appoint
    | agenda_acts.Welcome
    | Gather
    | Consult
    | Close,
    Field(discriminator="act"),
]
ACTS: Mapping[str, type[Act]] = {
    "announce": Announce,
    "form": Form,
    "keep": Keep,
    "introduce": Introduce,
    "remind": Remind,
    "ask": Ask,
    "post": Post,
    "collect": Collect,
    "agenda": Agenda,
    "summarize": Summarize,
    "prepare": Prepare,
    "discuss": Discuss,
    "sign_up": agenda_acts.SignUp,
    "line_up": agenda_acts.LineUp,
    "begin": agenda_acts.Begin,
    "thank": agenda_acts.Thank,
    "applaud": agenda_acts.Applaud,
    "digest": agenda_acts.Digest,
    "appoint": agenda_acts.Appoint,
    "welcome": agenda_acts.Welcome,
    "gather": Gather,
    "consult": Consult,
    "close": Close,
}
ON_CIRCLES = ("form", "keep")
"""What makes the circles that others speak to."""


def said(step: Act) -> list[str]:
    """Return every sentence of a step."""
    found: list[str] = []
    for field in (
        "title",
        "says",
        "captain",
        "others",
        "like",
        "plan",
        "agreement",
        "asks",
        "answers",
        "invitation",
        "brings",
    ):
        value = getattr(step, field, ())
        found += [value] if isinstance(value, str) else value
    return found
