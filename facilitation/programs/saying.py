"""How the values of settings are said: short words that can mostly be typed back."""

from collections.abc import Sequence
from datetime import date

from facilitation.people.model import Names
from facilitation.programs.model import Program, Settings
from facilitation.talk.phrases import Phrase, Place, say, say_n, sentences
from facilitation.talk.when.cadences import WORKDAYS, Cadence
from facilitation.talk.words import listed

DAYS = (
    say("Monday"),
    say("Tuesday"),
    say("Wednesday"),
    say("Thursday"),
    say("Friday"),
    say("Saturday"),
    say("Sunday"),
)
_PLACES = {
    1: say("first"),
    2: say("second"),
    3: say("third"),
    4: say("fourth"),
    -1: say("last"),
}


def often(value: Cadence) -> Phrase:
    """Return how often a cadence opens: "every 2 weeks", "every month"."""
    if value.unit == "once":
        return say("once")
    if value.unit == "month":
        return say_n("every month", "every {n} months", value.every)
    return say_n("every week", "every {n} weeks", value.every)


def cadence(value: Cadence) -> Phrase:
    """Return a cadence: "every 2 weeks on Tuesday at 10:00", "on the first Tuesday of every month at 10:00"."""
    told: dict[str, Place] = {
        "often": often(value),
        "days": [DAYS[day] for day in value.weekdays],
        "at": f"{value.at:%H:%M}",
    }
    if value.unit == "month":
        nth = [_PLACES[place] for place in value.nth]
        return say("on the {nth} {days} of {often} at {at}", nth=nth, **told)
    if value.every == 1 and value.weekdays == WORKDAYS:
        return say("every weekday at {at}", at=told["at"])
    if value.unit == "once":
        return say("once, on {days} at {at}", days=told["days"], at=told["at"])
    return say("{often} on {days} at {at}", **told)


def skills(program: Program) -> Phrase:
    """Return the skills and outcomes that a program serves: "giving feedback, python"."""
    return sentences(", ".join(program.settings.skills) or say("none"))


def served(program: Program) -> dict[str, str]:
    """Return, as rows, what a program serves and how one would notice; nothing of what nobody has said."""
    rows = {
        say("Skills and outcomes"): skills(program) if program.settings.skills else "",
        say("How we notice"): program.settings.signs,
    }
    return {label: said for label, said in rows.items() if said}


def rhythm(program: Program) -> Phrase:
    """Return when a program's rounds open: its cadence by whose clock, and until when."""
    settings = program.settings
    often = say("{often} ({zone} time)", often=cadence(settings.cadence), zone=settings.zone)
    return (
        say("{often}, until {day}", often=often, day=day(settings.ends)) if settings.ends else often
    )


def end(value: date | None) -> str:
    """Return the last day on which a round may open."""
    return day(value) if value else say("no end")


def channel(program: Program) -> str:
    """Return the program's channel, or that it has none."""
    if program.channel_name:
        return f"#{program.channel_name}"
    return say("its channel") if program.channel else say("none")


def people(ids: Sequence[str], names: Names) -> Phrase:
    """Return people by name; somebody unknown is still counted."""
    return listed([names.get(id, say("somebody who has left")) for id in ids]) or say("nobody")


def day(value: date) -> str:
    """Return a day with its year: "Tue 24 Nov 2026"."""
    return f"{value:%a} {value.day} {value:%b %Y}"


def days(values: Sequence[date]) -> str:
    """Return days, those that follow each other as a stretch: "24 Dec 2026, 28 Dec 2026 to 3 Jan 2027"."""
    stretches: list[list[date]] = []
    for value in values:
        if stretches and (value - stretches[-1][-1]).days == 1:
            stretches[-1].append(value)
        else:
            stretches.append([value])
    return ", ".join(_stretch(s) for s in stretches) or say("none")


def _stretch(values: Sequence[date]) -> str:
    """Return days that follow each other as their ends."""
    first, last = (f"{d.day} {d:%b %Y}" for d in (values[0], values[-1]))
    return first if len(values) == 1 else say("{first} to {last}", first=first, last=last)


def sizes(settings: Settings) -> Phrase:
    """Return the size of circles."""
    size, low, high = settings.size, settings.smallest, settings.largest
    if (size, low, high) == (2, 2, 3):
        return say("2 (3 when the number is odd)")
    return say("{size} ({low} to {high})", size=size, low=low, high=high)


def rounds(value: int, none: str) -> str:
    """Return a number of rounds, 0 being `none`."""
    return say_n("{n} round", "{n} rounds", value) if value else none


def weeks(value: int) -> Phrase:
    """Return a number of weeks, 0 being none."""
    return say_n("{n} week", "{n} weeks", value) if value else say("none")


def hours(value: int) -> Phrase:
    """Return a number of hours, 0 being never."""
    return say_n("{n} hour", "{n} hours", value) if value else say("never")


def working_days(value: int) -> Phrase:
    """Return a number of working days."""
    return say_n("{n} working day", "{n} working days", value)
