"""What people read of problems that wait for a clinic."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from facilitation.discussions.model import Prompt
from facilitation.programs.formats.acts import Gather
from facilitation.programs.model import Program
from facilitation.rounds import views as rounds
from facilitation.rounds import wording
from facilitation.rounds.model import Round
from facilitation.talk.forms import Form, Paragraph, Pick
from facilitation.talk.messages import (
    Block,
    Bold,
    Button,
    Message,
    Option,
    Quote,
    Time,
    buttons,
    note,
    text,
)
from facilitation.talk.phrases import Phrase, say, say_n

_URGENCY = (
    Option(say("It can wait"), "1"),
    Option(say("It slows me down"), "2"),
    Option(say("It is urgent"), "3"),
)


def which_problem(
    program: Program,
    round: Round,
    step: Gather,
    mine: Sequence[Prompt] = (),
    *,
    lasts: timedelta | None = None,
    odd: bool = False,
) -> Message:
    """Tell a member that a round of clinics comes, and ask what they are stuck on unless problems of theirs wait.

    `lasts` is how long one goes at which all are there at once; `odd` says that it is no time of day to work for them.
    """
    bring = wording.said(step.brings)
    places = {"round": round.number, "opens": Time(round.opens_at)}
    return Message(
        wording.said(step.title, program=program.name, **places),
        (
            *wording.lines(step.says, program=Bold(program.name), **places),
            *_live(program, lasts),
            *([text(_ODD)] if odd and lasts else []),
            text(_waits(len(mine)) if mine else say("What are you stuck on?")),
            *(Quote((one.asks,)) for one in mine),
            buttons(
                Button(say("Bring another"), f"clinic bring #{program.number}")
                if mine
                else Button(bring, f"clinic bring #{program.number}", "primary"),
                Button(wording.said(step.asks), f"skip #{program.number} {round.id}"),
            ),
            *rounds.because(program),
        ),
    )


_ODD = say("That is outside your hours, so skip it if it does not suit you.")


def _live(program: Program, lasts: timedelta | None) -> list[Block]:
    """Say how long a clinic goes at which all are there at once, and where."""
    if lasts is None:
        return []
    channel, minutes = program.channel_name, lasts // timedelta(minutes=1)
    where = say("the thread in #{channel}", channel=channel) if channel else say("the thread")
    return [
        text(
            say_n(
                "All are there at once: it begins on time, in {where}, and takes {n} minute.",
                "All are there at once: it begins on time, in {where}, and takes {n} minutes.",
                minutes,
                where=where,
            )
        )
    ]


def _waits(count: int) -> Phrase:
    return say_n(
        "A problem of yours waits, so it may be you who is helped:",
        "{n} problems of yours wait, so it may be you who is helped:",
        count,
    )


def bring_form(program: Program, problem: str = "") -> Form:
    """Ask for a problem, and how urgent it is."""
    return Form(
        title=say("Bring a problem"),
        command=f"clinic bring #{program.number}",
        lead=say(
            "It waits for the next clinic. Nobody reads it before. {where}", where=_where(program)
        ),
        fields=(
            Paragraph(
                "problem",
                say("What are you stuck on?"),
                value=problem,
                hint=say("Yours, real, and open: you do not know the answer yet."),
                longest=600,
            ),
            Pick("urgency", say("How urgent is it?"), _URGENCY, value="2"),
        ),
    )


def brought(program: Program, mine: Sequence[Prompt], opens_at: datetime | None) -> Message:
    """Confirm what waits for the next clinic, told where, when and under whose name; each can be taken back."""
    blocks: list[Block] = []
    for one in mine:
        take_back = Button(say("Take it back"), f"clinic drop {one.id}")
        blocks += [Quote((one.asks,)), buttons(take_back)]
    more = buttons(Button(say("Bring another"), f"clinic bring #{program.number}"))
    said = (
        say_n(
            "This problem of yours waits for the next clinic in {program}:",
            "These problems of yours wait for the next clinic in {program}:",
            len(mine),
            program=Bold(program.name),
        )
        if mine
        else say("No problem of yours waits in {program}.", program=Bold(program.name))
    )
    where = [text(_where(program)), *_when(opens_at)] if mine else []
    return Message(say("Your problems"), (text(said), *blocks, *where, more))


def _where(program: Program) -> Phrase:
    """Say where a problem is told once its turn comes, and under whose name."""
    if not program.channel:
        return say("Once its turn comes, it stands in the program's channel, under your name.")
    return say(
        "Once its turn comes, it stands in #{channel}, under your name.",
        channel=program.channel_name,
    )


def _when(opens_at: datetime | None) -> list[Block]:
    """Say from when on the turn of a problem may come, where that is known."""
    if opens_at is None:
        return []
    soonest = say("The next clinic is on {when}.", when=Time(opens_at))
    return [text(soonest), note(say("You can take it back until then."))]


def no_problem(program: Program) -> Message:
    """Tell a circle that nobody has brought a problem."""
    return Message(
        say("No clinic for your circle this time in {program}", program=program.name),
        (
            text(
                say(
                    "A few of you were put together to help one of you with a problem, and none of you has brought "
                    "one. If you are stuck on something, bring it:"
                )
            ),
            buttons(Button(say("Bring a problem"), f"clinic bring #{program.number}", "primary")),
        ),
    )


def none_this_time(program: Program) -> Message:
    """Tell a member that there are no clinics, as there is no channel for them."""
    return Message(
        say("No clinic this time in {program}", program=program.name),
        (
            text(
                say(
                    "There is no channel that I can post in; whoever looks after it knows. Your problems wait "
                    "for the next one."
                )
            ),
            *rounds.because(program),
        ),
    )


def no_channel(program: Program) -> Message:
    """Tell facilitators that there could be no clinics."""
    return Message(
        say("No clinics this time in {program}", program=program.name),
        (
            text(say("There is no channel that I can post in.")),
            buttons(Button(say("Look at the settings"), f"set #{program.number}")),
        ),
    )
