"""The settings of a program that say when its rounds open, and how numbers and lengths of time are read into one."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

from facilitation.errors import UserError
from facilitation.programs import cadence, reading, saying
from facilitation.programs.model import Program
from facilitation.programs.setting import Setting, Values
from facilitation.talk import spoken
from facilitation.talk.messages import Option
from facilitation.talk.phrases import say
from facilitation.talk.when import bounds, dates, days, rhythms
from facilitation.talk.when.hours import instant, local
from facilitation.talk.when.rhythms import Rhythm

HOUR, WEEK = timedelta(hours=1), timedelta(weeks=1)
_DAY = timedelta(days=1)
_ENDS = "30 june"


def count(field: str, what: str, low: int, high: int, unit: str) -> Callable[..., Values]:
    """Return what reads a number into one field."""
    return lambda text, program, call: {
        field: reading.count(text, what, low, high, unit, f"{max(low, 2)}")
    }


def length(
    field: str, what: str, low: int, high: int, unit: timedelta, example: str
) -> Callable[..., Values]:
    """Return what reads a length of time into one field."""
    return lambda text, program, call: {field: reading.length(text, what, low, high, unit, example)}


def _rhythm(text: str, program: Program, call: Any) -> Values:
    """Read how often rounds open, and what is said with it: whose clock, from when, until when, but for which days."""
    if call is None:
        return {"cadence": dates.cadence(text, program.settings.cadence)}
    settings = program.settings
    said = rhythms.read(text, call.now, settings.zone, settings.cadence)
    found: Values = {"cadence": said.cadence}
    if said.zone:
        found["zone"] = said.zone
    if starts := said.starts or _of_once(program, said, call):
        found["anchor"] = starts
    if said.ends or said.endless:
        found["ends"] = said.ends
    if said.rounds or said.endless:
        latest = call.work.rounds.latest(program.id) if program.id and said.rounds else None
        found["term"] = said.rounds + (latest.number if latest else 0)
    if said.skipped:
        found["skipped"] = tuple(sorted({*settings.skipped, *said.skipped}))
    if said.skips_holidays:
        found["holidays"] = "skip"
    return found


def _of_once(program: Program, said: Rhythm, call: Any) -> date | None:
    """Return the day from which the one round is looked for: today, unless it is ahead already."""
    if said.cadence.unit != "once":
        return None
    zone = said.zone or program.settings.zone
    ahead = cadence.occurrences(said.cadence, zone, program.anchor, after=call.now)
    if said.cadence == program.settings.cadence and next(ahead, None):
        return None
    now: datetime = call.now
    today = local(now, zone).date()
    passed = instant(today, said.cadence.at, zone) <= now
    return today + passed * _DAY


def _end(text: str, program: Program, call: Any) -> Values:
    """Read the last day on which a round may open."""
    if reading.nothing(text):
        return {"ends": None}
    today = local(call.now, program.settings.zone).date()
    plain = spoken.tidy(text, _ENDS)
    first = max(today, program.anchor)
    rest, day = bounds.end(f"until {plain}", first, today, begun=False, example=_ENDS)
    if rest:
        raise spoken.lost(rest, _ENDS)
    if day is not None and day < today:
        raise days.over(day, today, plain)
    if day is not None and day < program.anchor:
        raise UserError(
            say(
                "{name} starts on {day}, so it cannot end before.",
                name=program.name,
                day=saying.day(program.anchor),
            )
        )
    return {"ends": day}


WHEN: tuple[Setting, ...] = (
    Setting(
        name="cadence",
        label=say("How often"),
        summary=say("How often rounds open, on which day and at what time"),
        fields=("cadence",),
        say=lambda program, names: (saying.cadence(program.settings.cadence),),
        read=_rhythm,
        example="every 2w on tue at 10:00",
        also=("every", "rhythm", "schedule"),
    ),
    Setting(
        name="zone",
        label=say("Time zone"),
        summary=say("The time zone that its times are in"),
        fields=("zone",),
        say=lambda program, names: (program.settings.zone,),
        read=lambda text, program, call: {"zone": dates.zone(text)},
        example="berlin",
        also=("timezone", "tz"),
    ),
    Setting(
        name="starts",
        label=say("First day"),
        summary=say("The first day, from which the weeks between rounds are counted"),
        fields=("anchor",),
        own=True,
        say=lambda program, names: (saying.day(program.anchor),),
        read=lambda text, program, call: {
            "anchor": dates.day(text, call.now, program.settings.zone, days.ahead)
        },
        example="1 dec",
        also=("start", "from"),
    ),
    Setting(
        name="skips",
        label=say("Days left out"),
        summary=say("Days on which no round opens"),
        fields=("skipped",),
        say=lambda program, names: (saying.days(program.settings.skipped),),
        read=lambda text, program, call: {
            "skipped": reading.skipped(
                text, call.now, program.settings.zone, program.settings.skipped
            )
        },
        example="24 dec, 31 dec",
        also=("skip", "skipped"),
    ),
    Setting(
        name="ends",
        label=say("Last day"),
        summary=say("The last day on which a round may open"),
        fields=("ends",),
        say=lambda program, names: (saying.end(program.settings.ends),),
        read=_end,
        example=_ENDS,
        also=("end", "until"),
    ),
    Setting(
        name="holidays",
        label=say("On public holidays"),
        summary=say(
            "What happens to a round on a public holiday: move it to the next working day, skip it, or keep it"
        ),
        fields=("holidays",),
        say=lambda program, names: (program.settings.holidays,),
        read=lambda text, program, call: {
            "holidays": reading.one_of(text, ("move", "skip", "keep"))
        },
        example="skip",
        also=("holiday",),
        choices=(
            Option(say("Open on the next working day"), "move"),
            Option(say("Skip it"), "skip"),
            Option(say("Open as on any day"), "keep"),
        ),
    ),
    Setting(
        name="term",
        label=say("Decided on after"),
        summary=say("After how many rounds its facilitators decide whether it goes on"),
        fields=("term",),
        say=lambda program, names: (saying.rounds(program.settings.term, say("without end")),),
        read=count("term", say("The number of rounds"), 0, 52, "rounds"),
        example="6 rounds",
        also=("rounds",),
    ),
)
