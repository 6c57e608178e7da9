"""What members see when they join, leave, skip, pause and come back."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from facilitation.joining import aim_views
from facilitation.people.model import Member
from facilitation.programs.formats.model import Format
from facilitation.programs.model import Program
from facilitation.rounds import reunions, wording
from facilitation.talk.messages import (
    Block,
    Bold,
    Button,
    Buttons,
    Choice,
    Message,
    Option,
    Time,
    buttons,
    note,
    text,
)
from facilitation.talk.phrases import Phrase, say, say_n, sentences
from facilitation.talk.text import cut

HALF_A_YEAR = timedelta(days=182)
BUTTONS = 5
"""How many programs are offered as buttons; more become a menu."""


def which(command: str, programs: Sequence[Program], question: str, after: str = "") -> Message:
    """Ask which program is meant; choosing runs the command with its number, and with words `after` it."""
    blocks: list[Block] = [text(question)]
    if len(programs) <= BUTTONS:
        given = (Button(cut(p.name, 75), f"{command} #{p.number}{after}") for p in programs)
        blocks.append(Buttons(tuple(given)))
    else:
        options = (Option(cut(p.name, 75), f"#{p.number}{after}") for p in programs)
        blocks.append(Choice(say("Program"), command, tuple(options)))
    return Message(say("Which program?"), tuple(blocks))


def whose_pause(program: Program) -> Message:
    """Ask who looks after a program whether to pause their own part or the program."""
    return Message(
        say("Your part, or the program?"),
        (
            text(say("You look after {program}, so I can do either.", program=Bold(program.name))),
            buttons(
                Button(say("Only my part"), f"pause in #{program.number}"),
                Button(
                    say("{program} for everybody", program=program.name),
                    f"program pause #{program.number}",
                ),
            ),
            note(say("For everybody you see what would happen first.")),
        ),
    )


def joined(
    program: Program,
    format: Format,
    opens_at: datetime | None,
    *,
    notice: bool,
    back: bool,
    seated: bool = False,
    skips: bool = False,
    hours: float = 0.0,
) -> Message:
    """Welcome a member to a program: what taking part means, and what comes next.

    It is said where they are `seated` in a circle that stands, and where all of theirs ask for many `hours` a week.
    """
    meets = format.has("introduce")
    then = _then(program, opens_at, notice=notice, meets=meets and not seated)
    return Message(
        say("Welcome back to {program}", program=program.name)
        if back
        else say("You are in: {program}", program=program.name),
        (
            *(() if back else (text(wording.said(format.means, program=Bold(program.name))),)),
            text(sentences(coming(program, opens_at, skips=skips), "" if skips else then)),
            *((text(reunions.SEATED),) if seated else ()),
            *(_much(hours) if hours else ()),
            *aim_views.asks(program),
            buttons(
                *_after_all(program, skips=skips),
                Button(say("How do I stand?"), "status"),
                Button(say("My profile"), "profile"),
                Button(say("Leave again"), f"leave #{program.number}"),
            ),
            *((note(_WHY_A_PROFILE),) if meets else ()),
        ),
    )


def _much(hours: float) -> tuple[Block, ...]:
    return (
        text(
            "Together your programs ask about {hours} hours a week of you, which is more than usual here.",
            hours=f"{hours:g}",
        ),
    )


_WHY_A_PROFILE = say("The more your profile says, the better I can put you together with people.")


def _after_all(program: Program, *, skips: bool) -> tuple[Button, ...]:
    return (Button(say("Take part after all"), f"unskip #{program.number}"),) if skips else ()


def coming(program: Program, opens_at: datetime | None, *, skips: bool = False) -> Phrase:
    """Return when the next round opens, or why none does, as a sentence."""
    if program.state == "paused":
        return say("It is paused just now. I will tell you when it goes on.")
    if opens_at is None:
        return say("No round is planned just now. I will tell you when one is.")
    if skips:
        return say("You skip the round on {when}, as you chose.", when=Time(opens_at))
    return say("The next round opens on {when}.", when=Time(opens_at))


def _then(program: Program, opens_at: datetime | None, *, notice: bool, meets: bool) -> str:
    """Return what happens next, as a sentence."""
    if opens_at is None or program.state != "active":
        return ""
    if not notice:
        return say("Then I introduce you to your circle.") if meets else ""
    return say_n(
        "I remind you one working day before, so that you can skip it.",
        "I remind you {n} working days before, so that you can skip it.",
        n=program.settings.notice_days,
    )


def in_already(program: Program, opens_at: datetime | None, *, skips: bool = False) -> Message:
    """Say that a member is in the program already."""
    return Message(
        say("You are in {program} already", program=program.name),
        (
            text(coming(program, opens_at, skips=skips)),
            buttons(
                *_after_all(program, skips=skips),
                Button(say("How do I stand?"), "status"),
                Button(say("Leave it"), f"leave #{program.number}"),
            ),
        ),
    )


def quietly(*, circle: bool) -> Phrase:
    """Return who hears that somebody has left: nobody, or their circle once a round."""
    if not circle:
        return say("Nothing more comes to you, and I tell nobody.")
    return say(
        "Nothing more comes to you. I tell your circle only, once, that you are out, and make sure that "
        "nobody is left alone."
    )


def left(program: Program, *, circle: bool) -> Message:
    """Confirm that a member has left, with one tap back."""
    return Message(
        say("You have left {program}", program=program.name),
        (
            text(quietly(circle=circle)),
            buttons(Button(say("Join again"), f"join #{program.number}")),
            note(say("Only for a while? Join again and pause: you stay in, and nothing comes.")),
        ),
    )


def skipped(program: Program, opens_at: datetime, rest: Sequence[Block] = ()) -> Message:
    """Confirm that a member sits out the round to come; the rest of the card stays below."""
    return Message(
        say("You skip the next round of {program}", program=program.name),
        (
            text(
                "The round on {when} goes ahead without you. You are in the one after.",
                when=Time(opens_at),
            ),
            buttons(*_after_all(program, skips=True)),
            *rest,
        ),
    )


def too_late(program: Program, others: Sequence[Member], opens_at: datetime | None) -> Message:
    """Say that the round somebody wants to skip has been drawn, with what they can do instead."""
    people = [m.name for m in others]
    coming: tuple[Block, ...] = ()
    if opens_at is not None:
        coming = (
            text("The next one opens on {when}.", when=Time(opens_at)),
            buttons(Button(say("Skip the next one"), f"skip #{program.number}")),
        )
    together = (
        say(
            "You are together with {people}. If you cannot meet, tell them; they will understand.",
            people=people,
        )
        if others
        else ""
    )
    late = say("It is too late to skip this round of {program}.", program=program.name)
    return Message(
        say("That round has just begun"),
        (
            text(sentences(late, together)),
            *coming,
        ),
    )


def unskipped(program: Program, opens_at: datetime) -> Message:
    """Confirm that a member takes part in the round to come."""
    return Message(
        say("You are in the next round of {program}", program=program.name),
        (
            text("It opens on {when}.", when=Time(opens_at)),
            buttons(Button(say("Skip it"), f"skip #{program.number}")),
        ),
    )


def paused(
    programs: Sequence[Program],
    returns_at: datetime | None,
    now: datetime,
    *,
    sitting: bool,
    resting: Sequence[Program] = (),
) -> Message:
    """Confirm a pause, with its end and one tap back; `resting` are those paused without end, which it left alone."""
    names = tuple(Bold(p.name) for p in programs)
    end = (
        say(
            "No rounds and no messages of {programs} until {day}. Then you are back automatically.",
            programs=names,
            day=Time(returns_at, "day"),
        )
        if returns_at
        else say("No rounds and no messages of {programs} until you come back.", programs=names)
    )
    every = f" #{programs[0].number}" if len(programs) == 1 else ""
    also: list[Block] = (
        [text(say("The people you are together with now still count on you."))] if sitting else []
    )
    also += [_rests(resting)] if resting else []
    also += _far(returns_at, now)
    tap = say("Come back everywhere") if resting and not every else say("Come back now")
    return Message(
        say("You are paused"),
        (
            text(end),
            *also,
            buttons(Button(tap, f"back{every}")),
        ),
    )


def in_once(program: Program, opens_at: datetime) -> Message:
    """Confirm that somebody takes part in the next round alone."""
    number = program.number
    return Message(
        say("You are in the next round of {program}", program=program.name),
        (
            text(say("It opens on {day}, and you are in that one only.", day=Time(opens_at))),
            buttons(
                Button(say("Stay in"), f"join #{number}"),
                Button(say("Skip it after all"), f"skip #{number}"),
            ),
        ),
    )


def pauses_later(
    programs: Sequence[Program], pauses_at: datetime, returns_at: datetime | None, now: datetime
) -> Message:
    """Confirm a pause that begins later, with one tap to call it off."""
    names = [Bold(p.name) for p in programs]
    first, last = Time(pauses_at, "day"), Time(returns_at, "day") if returns_at else ""
    sentence = (
        say(
            "{programs}: no rounds and no messages from {first} until {last}, when you are in again by yourself.",
            programs=names,
            first=first,
            last=last,
        )
        if returns_at
        else say(
            "{programs}: no rounds and no messages from {first} on.", programs=names, first=first
        )
    )
    every = f" #{programs[0].number}" if len(programs) == 1 else ""
    return Message(
        say("Your pause is planned"),
        (
            text(sentence),
            text(say("Until then all goes on as it is.")),
            *_far(returns_at, now),
            buttons(Button(say("Call it off"), f"back{every}")),
        ),
    )


def paused_already(resting: Sequence[Program], when: str) -> Message:
    """Say that a pause for a while changes nothing for who is paused without end everywhere."""
    given = (
        Button(say("Pause {program}", program=cut(p.name, 60)), f"pause {when} in #{p.number}")
        for p in resting
    )
    return Message(
        say("You are paused already"),
        (
            _rests(resting),
            text("Would you rather pause for “{when}” only?", when=cut(when, 60)),
            buttons(*tuple(given)[:BUTTONS]),
        ),
    )


def _far(returns_at: datetime | None, now: datetime) -> list[Block]:
    """Name the year in which a pause ends that is over in more than half a year: its day alone does not tell."""
    if returns_at is None or returns_at - now <= HALF_A_YEAR:
        return []
    return [note(say("That is a long time: the pause ends in {year}.", year=str(returns_at.year)))]


def _rests(programs: Sequence[Program]) -> Block:
    """Say in which programs a pause without end stays as it is."""
    return text(
        say_n(
            "{programs} stays paused until you come back.",
            "{programs} stay paused until you come back.",
            n=len(programs),
            programs=tuple(Bold(p.name) for p in programs),
        )
    )


def back(programs: Sequence[tuple[Program, datetime | None]], *, away: bool = True) -> Message:
    """Welcome a member back, or say that the pause they had planned is off where they were not `away` yet."""
    lines = tuple(
        text("{program}: {line}", program=Bold(p.name), line=_next(p, opens_at))
        for p, opens_at in programs
    )
    every = f" in #{programs[0][0].number}" if len(programs) == 1 else ""
    return Message(
        say("You are in again") if away else say("Your pause is off"),
        (*lines, buttons(Button(say("Pause 2 more weeks"), f"pause 2w{every}"))),
    )


def _next(program: Program, opens_at: datetime | None) -> Phrase:
    """Return the next round in a few words."""
    if program.state == "paused":
        return say("paused by its facilitators for now.")
    if opens_at is None:
        return say("no round is planned.")
    return say("next round on {when}.", when=Time(opens_at))


def into_the_channel() -> Block:
    """Say what it means that circles meet in threads of the channel from then on."""
    return text(
        say(
            "Introductions and “How did it go?” are then posted in the channel, for everybody in it to read. "
            "Members who are not in that channel would miss them, so ask them in first."
        )
    )
