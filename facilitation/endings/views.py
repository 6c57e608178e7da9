"""What people read when a program fades, when its term is over, and when it ends."""

from collections.abc import Sequence
from datetime import datetime

from facilitation.endings import pulse
from facilitation.endings.pulse import Beat
from facilitation.people.model import Member
from facilitation.programs.model import Program
from facilitation.talk import frame
from facilitation.talk.messages import (
    Block,
    Bold,
    Button,
    Items,
    Message,
    Spans,
    Time,
    buttons,
    note,
    table,
    text,
)
from facilitation.talk.phrases import Phrase, say, say_n, sentences

SHOWN = 20


def health(program: Program, people: int, found: Sequence[Beat], *, fades: bool) -> Message:
    """Show how a program is doing, in numbers of its last rounds."""
    taking_part = say_n("{n} person takes part.", "{n} people take part.", n=people)
    state = (
        say("It is fading: in the last two rounds hardly anything happened.")
        if fades
        else say("It is alive.")
        if pulse.lived(found)
        else say("Nobody was in its last rounds, so it is too early to tell.")
        if found
        else say("No round is over yet, so it is too early to tell.")
    )
    return Message(
        say("How {program} is doing", program=program.name),
        (
            text(state, " ", taking_part),
            *(_beats(found) if found else ()),
            *((_ways(program),) if fades else ()),
            note(
                say("These are numbers of attendance. They say nothing about what people learned.")
            ),
        ),
    )


def _beats(found: Sequence[Beat]) -> tuple[Block, ...]:
    """Show rounds as a table."""
    lines = Items(tuple((_line(beat),) for beat in found))
    heads = (
        *(say("Round"), say("Opened"), say("Circles"), say("Met"), say("Did not say")),
        say("People who did something"),
    )
    return table(say("The last rounds"), heads, [_cells(beat) for beat in found], lines)


def _cells(beat: Beat) -> tuple[Spans, ...]:
    begun: tuple[Spans, ...] = ((f"{beat.number}",), (Time(beat.opened_at, "day"),))
    if beat.circles:
        return (*begun, (f"{beat.of}",), (f"{beat.there}",), (f"{beat.unanswered}",), ())
    told = frame.at_least(beat.told) if beat.told else frame.TOO_FEW
    return (*begun, (), (), (), (told,))


def _line(beat: Beat) -> Phrase:
    if not beat.circles:
        when = Time(beat.opened_at, "day")
        if not beat.told:
            return say(
                "Round {number}, {when}: too few people did something for me to say how many",
                number=beat.number,
                when=when,
            )
        return say(
            "Round {number}, {when}: {n} people or more did something",
            number=beat.number,
            when=when,
            n=beat.told,
        )
    return say_n(
        "Round {number}, {when}: {met} of {n} circle met, {silent} did not say",
        "Round {number}, {when}: {met} of {n} circles met, {silent} did not say",
        n=beat.of,
        number=beat.number,
        when=Time(beat.opened_at, "day"),
        met=beat.there,
        silent=beat.unanswered,
    )


def _ways(program: Program) -> Block:
    number = program.number
    return buttons(
        Button(say("Meet more or less often"), f"set #{number} cadence", "primary"),
        Button(say("Merge it with another"), f"program merge #{number}"),
        Button(say("Finish it well"), f"program end #{number}"),
    )


def fading(program: Program, found: Sequence[Beat]) -> Message:
    """Tell who looks after a program, alone, that it fades, with three ways on."""
    lines = Items(tuple((_line(beat),) for beat in found[:2]))
    return Message(
        say("{program} is fading", program=program.name),
        (
            text(
                say(
                    "In the last two rounds hardly anything happened. That is common, and there are ways on."
                )
            ),
            lines,
            _ways(program),
            note(say("Only those who look after {program} read this.", program=program.name)),
        ),
    )


def still_wanted(program: Program, closes_at: datetime) -> Message:
    """Ask who looks after a silent program whether it is still wanted."""
    number, rests = program.number, program.state == "paused"
    return Message(
        say("Is {program} still wanted?", program=program.name),
        (
            text(
                say(
                    "It has been paused for three months. If nobody says otherwise, I close it on {when} and thank "
                    "everybody; what it knew stays.",
                    when=Time(closes_at, "day"),
                )
                if rests
                else say(
                    "It has been silent for three months. If nobody says otherwise, I close it on {when} and thank "
                    "everybody; what it knew stays.",
                    when=Time(closes_at, "day"),
                )
            ),
            buttons(
                Button(say("Keep it"), f"program keep #{number}", "primary"),
                Button(say("Resume"), f"program resume #{number}")
                if rests
                else Button(say("Meet more or less often"), f"set #{number} cadence"),
                Button(say("Finish it well"), f"program end #{number}"),
            ),
        ),
    )


def kept(program: Program, asks_at: datetime) -> Message:
    """Confirm that a silent program stays."""
    return Message(
        say("{program} stays", program=program.name),
        (text(say("If it is still silent on {when}, I ask again.", when=Time(asks_at, "day"))),),
    )


def closed_kindly(program: Program, *, asks: bool) -> Message:
    """Tell those who took part that a silent program is closed, with thanks."""
    return Message(
        say("{program} has come to its end", program=program.name),
        (
            text(
                say(
                    "It had been silent for three months, so I have closed it. Thank you for what you gave; what was "
                    "written down stays."
                )
            ),
            buttons(
                *((look_back(program),) if asks else ()),
                Button(say("Other programs"), "programs"),
            ),
            note(say("Whoever looks after it can bring it back.")),
        ),
    )


def look_back(program: Program) -> Button:
    """Return the button with which somebody says what a program brought."""
    return Button(say("Say what it brought"), f"farewell #{program.number}", "primary")


def merge_into(program: Program, others: Sequence[Program]) -> Message:
    """Ask with which program another one is merged."""
    if not others:
        return Message(
            say("There is no other program"),
            (
                text(
                    say(
                        "Nothing runs beside {program} that it could be merged with.",
                        program=program.name,
                    )
                ),
            ),
        )
    return Message(
        say("With which program?"),
        (
            text(
                say(
                    "Whoever takes part in {program} takes part in the other one then.",
                    program=program.name,
                )
            ),
            buttons(
                *(
                    Button(p.name, f"program merge #{program.number} into #{p.number}")
                    for p in others[:5]
                )
            ),
        ),
    )


def merging(program: Program, into: Program, people: int, new: int) -> tuple[Block, ...]:
    """Show what merging would do: how many people there are then, and how many of them are new there."""
    then = say_n(
        "{n} person takes part in {into} from then on.",
        "{n} people take part in {into} from then on.",
        n=people,
        into=into.name,
    )
    moved = say_n(
        "{n} of them is new there, is told, and can leave it with one tap.",
        "{n} of them are new there; they are told, and can leave it with one tap.",
        n=new,
    )
    nobody = say("Nobody is new there, so nobody needs to be told.")
    ends = say("{program} ends. What was written down stays.", program=program.name)
    return (text(sentences(then, moved if new else nobody)), text(ends))


def merged(program: Program, into: Program, by: Member) -> Message:
    """Tell somebody that they take part in another program now."""
    return Message(
        say("{program} is part of {into} now", program=program.name, into=into.name),
        (
            text(
                say(
                    "{by} has merged the two, so you take part in {into} from now on.",
                    by=by.name,
                    into=Bold(into.name),
                )
            ),
            buttons(
                Button(say("Look at it"), f"program #{into.number}", "primary"),
                Button(say("Leave {program}", program=into.name), f"leave #{into.number}"),
            ),
        ),
    )


def has_merged(program: Program, into: Program, people: int) -> Message:
    """Confirm a merge, with what brings the program back."""
    return Message(
        say("{program} is part of {into} now", program=program.name, into=into.name),
        (
            text(
                say_n("{n} person was moved and told.", "{n} people were moved and told.", n=people)
            ),
            buttons(
                Button(
                    say("Bring {program} back", program=program.name),
                    f"program resume #{program.number}",
                )
            ),
        ),
    )


def another_term(program: Program, rounds: int, *, same: bool) -> tuple[Block, ...]:
    """Show what another term would be."""
    how = (
        say("The circles stay as they are.")
        if same
        else say("Circles are put together anew, of everybody who takes part.")
    )
    more = say_n(
        "{n} more round opens, as often as before.",
        "{n} more rounds open, as often as before.",
        n=rounds,
    )
    return (text(more), text(how))


def goes_on(program: Program, opens_at: datetime | None, undo: str) -> Message:
    """Confirm another term."""
    when = (text(say("Next round: {when}.", when=Time(opens_at))),) if opens_at else ()
    return Message(
        say("{program} goes on", program=program.name),
        (*when, buttons(Button(say("Undo"), f"undo {undo}"))),
    )
