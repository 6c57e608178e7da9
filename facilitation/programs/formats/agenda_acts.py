"""The acts of formats in which people bring something: signing up, the agenda, thanks, and who looks after it."""

from typing import Annotated, ClassVar, Literal

from pydantic import BeforeValidator, Field

from facilitation.programs.formats.act import Act, Says, Sentence, one_or_several
from facilitation.talk.phrases import say

_ROUND = ("program", "round", "opens")
Brought = Literal["talk", "show", "ask", "resource"]
"""What can be brought to an agenda."""
Everybody = Literal["channel"]
"""The program's channel; each member where it has none."""


class SignUp(Act):
    """Ask who brings something to the round, and what people would like to hear about."""

    act: Literal["sign_up"]
    to: Everybody = "channel"
    kinds: Annotated[
        tuple[Brought, ...],
        Field(min_length=1, max_length=4),
        BeforeValidator(one_or_several, json_schema_input_type=str | list[str]),
    ]
    """What can be brought."""
    title: Sentence
    says: Says
    invites: Annotated[int, Field(ge=0, le=3)] = 0
    """How many of those who listened often and spoke least are invited, alone, to bring something."""
    invitation: Says = ()

    places: ClassVar = {"title": _ROUND, "says": _ROUND, "invitation": _ROUND}
    picture: ClassVar = say("people say what they bring")


class LineUp(Act):
    """Settle the agenda of the round by turns, tell all of it, and those who are on it alone."""

    act: Literal["line_up"]
    to: Everybody = "channel"
    title: Sentence
    says: Says = ()
    items: int | str = 3
    """How many things there is room for, or the setting that says so."""
    minutes: int | str = 0
    """How many minutes all of it may take, or the setting that says so; 0 is without end."""
    threads: bool = False
    """Whether each has a thread in the channel, for questions before, during and after."""

    places: ClassVar = {"title": _ROUND, "says": _ROUND}
    needs: ClassVar = ("sign_up",)
    picture: ClassVar = say("the agenda")


class Begin(Act):
    """Say that the round begins, with its agenda; or that nothing is on it this time."""

    act: Literal["begin"]
    to: Everybody = "channel"
    title: Sentence
    says: Says = ()
    nothing: Says = ()
    """What people meet for with nothing on the agenda; without it they are told that there is nothing to come for."""

    places: ClassVar = {"title": _ROUND, "says": _ROUND, "nothing": _ROUND}
    needs: ClassVar = ("line_up",)
    picture: ClassVar = say("you meet")


class Thank(Act):
    """Thank those who brought something, alone, and ask in each thread whether it was useful."""

    act: Literal["thank"]
    says: Says

    places: ClassVar = {"says": ("program",)}
    needs: ClassVar = ("line_up",)
    picture: ClassVar = say("thanks")


class Applaud(Act):
    """Tell those who brought something to how many it was useful."""

    act: Literal["applaud"]

    needs: ClassVar = ("thank",)


class Digest(Act):
    """Sum up once a calendar month what was brought, noted and kept, and who is new."""

    act: Literal["digest"]
    to: Everybody = "channel"
    title: Sentence

    places: ClassVar = {"title": ("program",)}
    needs: ClassVar = ("line_up",)


class Appoint(Act):
    """Let some look after the program for the time to come, by turns; declining is free, and the next is asked."""

    act: Literal["appoint"]
    people: int | str = 3
    """How many, or the setting that says so."""
    says: Says

    places: ClassVar = {"says": ("program",)}


class Welcome(Act):
    """Welcome who joined since the last round, and give each a buddy, by turns."""

    act: Literal["welcome"]
    to: Everybody = "channel"
    says: Says

    places: ClassVar = {"says": ("program",)}
