"""What a circle reads of the time that it has each round: it begins, its dates, one that is out, its end."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from facilitation.rounds.times import shifting
from facilitation.talk.messages import Block, Button, Items, Message, Time, buttons, note, text
from facilitation.talk.phrases import Phrase, say
from facilitation.talk.words import mention

if TYPE_CHECKING:
    from facilitation.rounds.times.series import Coming
    from facilitation.rounds.times.service import Seen

SHOWN = 6


def offer(of: "Seen") -> Block:
    """Return the button with which a time becomes a circle's own for each round."""
    return buttons(Button(say("Meet like this each round"), f"same time {of.session.id}"))


def begun(of: "Seen", dates: Sequence["Coming"]) -> Message:
    """Tell a circle that it meets like this each round from now on."""
    return Message(
        say("Each round at the same time"),
        (
            text(
                say(
                    "{name} suggests that you meet like this each round. It stands in your calendars:",
                    name=mention(of.me),
                )
            ),
            *_dates(of, dates),
            buttons(
                Button(say("Look at the dates"), f"times ahead {of.session.id}"),
                Button(say("Rather not"), f"no series {of.session.id}"),
            ),
            note(
                say("Any of you can take a single date out, or move it once its round has begun.")
            ),
        ),
    )


def _dates(of: "Seen", dates: Sequence["Coming"]) -> tuple[Block, ...]:
    lines = [
        say("{when}, taken out", when=Time(one.at)) if one.off else say("{when}", when=Time(one.at))
        for one in dates[:SHOWN]
    ]
    ahead = [one.at for one in dates if not one.off]
    return (Items(tuple((line,) for line in lines)), *_hints(of, ahead))


def _hints(of: "Seen", ahead: Sequence[datetime]) -> tuple[Block, ...]:
    last = of.session.starts_at
    for at in ahead:
        if last is not None and (hint := shifted(of, last, at)):
            return hint
        last = at
    return ()


def shifted(of: "Seen", at: datetime, then: datetime) -> tuple[Block, ...]:
    """Return for whom the next date is at another hour than this one, in a line each."""
    zone = of.program.settings.zone
    found = shifting.shifts(of.people.values(), at, then, zone)
    return tuple(text(shifting.said(one)) for one in found)


def ahead(of: "Seen", dates: Sequence["Coming"]) -> Message:
    """Show the dates to come, each with what can be done about it."""
    blocks: list[Block] = []
    for one in dates[:SHOWN]:
        about = f"{of.session.id} {one.occurrence}"
        act = (
            Button(say("Meet then after all"), f"meet then {about}")
            if one.off
            else Button(say("Not on this date"), f"not then {about}")
        )
        said = say("{when}, taken out", when=Time(one.at)) if one.off else Time(one.at)
        blocks += [text(said), buttons(act)]
    if not dates:
        blocks.append(text(say("No round comes any more that you stay together for.")))
    hints = _hints(of, [one.at for one in dates if not one.off])
    return Message(
        say("When you meet"),
        (*blocks, *hints, buttons(Button(say("No time of our own any more"), f"no series {of.session.id}"))),
    )  # fmt: skip


def changed(of: "Seen", date: "Coming") -> Message:
    """Tell a circle that a date is out, or is back."""
    said: Phrase = (
        say(
            "{name} cannot make it on {when}. I look for another time when that round begins.",
            name=mention(of.me),
            when=Time(date.at),
        )
        if date.off
        else say("You meet on {when} after all.", when=Time(date.at))
    )
    about = f"{of.session.id} {date.occurrence}"
    back = (
        Button(say("Meet then after all"), f"meet then {about}")
        if date.off
        else Button(say("Not on this date"), f"not then {about}")
    )
    return Message(
        say("A date is taken out") if date.off else say("A date is back"),
        (text(said), buttons(back, Button(say("All dates"), f"times ahead {of.session.id}"))),
    )


def over(of: "Seen") -> Message:
    """Tell a circle that it has no time of its own any more."""
    return Message(
        say("No time of your own any more"),
        (
            text(
                say(
                    "{name} would rather not have the same time each round. What is agreed for this one stands.",
                    name=mention(of.me),
                )
            ),
            note(say("When the next round begins, I put times before you again.")),
        ),
    )
