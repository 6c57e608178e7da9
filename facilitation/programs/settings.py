"""Every setting of a program, as data, in the order in which they are shown."""

from collections.abc import Callable
from datetime import timedelta

from rapidfuzz import fuzz, process

from facilitation.errors import NotFound, UserError
from facilitation.people import service as people
from facilitation.people.plainly import folded, kept
from facilitation.programs import reading, saying
from facilitation.programs.model import Program
from facilitation.programs.setting import Setting, Values
from facilitation.talk import dates
from facilitation.talk.commands import Call

_HOUR, _WEEK = timedelta(hours=1), timedelta(weeks=1)
MOST_FACILITATORS = 10


def _count(field: str, what: str, low: int, high: int, unit: str) -> Callable[..., Values]:
    """Return what reads a number into one field."""
    return lambda text, program, call: {
        field: reading.count(text, what, low, high, unit, f"{max(low, 2)}")
    }


def _length(
    field: str, what: str, low: int, high: int, unit: timedelta, example: str
) -> Callable[..., Values]:
    """Return what reads a length of time into one field."""
    return lambda text, program, call: {field: reading.length(text, what, low, high, unit, example)}


def _channel(text: str, program: Program, call: Call) -> Values:
    """Read the program's channel."""
    id, name = ("", "") if reading.nothing(text) else reading.channel(text, call.where)
    elsewhere = ":" in id and ":".join(id.split(":")[:2]) != call.workspace.id
    if elsewhere and id != call.where.id:
        raise UserError("That channel is not in this workspace. Name one that is: #design")
    return {"channel": id, "channel_name": name}


def _sizes(text: str, program: Program, call: Call) -> Values:
    """Read the size of circles."""
    size, smallest, largest = reading.sizes(text)
    return {"size": size, "smallest": smallest, "largest": largest}


def _facilitators(text: str, program: Program, call: Call) -> Values:
    """Read who looks after the program: one or several members."""
    parts = [p.strip() for p in kept(text).replace(";", ",").replace(" and ", ",").split(",")]
    if len(parts) == 1 and parts[0].count("@") > 1:
        parts = parts[0].split()
    found = {people.find(call.work, program.workspace, p).id: None for p in parts if p}
    if not found:
        raise UserError("Name at least one person, such as: @ana, @ben")
    if len(found) > MOST_FACILITATORS:
        raise UserError(f"A program has up to {MOST_FACILITATORS} facilitators.")
    return {"facilitators": tuple(found)}


def _introductions(text: str, program: Program, call: Call) -> Values:
    """Read where circles are introduced."""
    found = reading.one_of(text.casefold().removeprefix("in ").strip(), ("chat", "channel"))
    if found == "channel" and not program.channel:
        raise UserError(
            f"{program.name} has no channel yet. Give it one first: `set #{program.number} channel #name`"
        )
    return {"introductions": found}


SETTINGS: tuple[Setting, ...] = (
    Setting(
        name="name",
        summary="What it is called",
        fields=("name",),
        own=True,
        say=lambda program, names: (program.name,),
        read=lambda text, program, call: {"name": reading.name(text)},
        example='"Design pairs"',
    ),
    Setting(
        name="goal",
        summary="What it is for, shown to those who think of joining",
        fields=("goal",),
        own=True,
        say=lambda program, names: (program.goal or "none",),
        read=lambda text, program, call: {"goal": reading.goal(text)},
        example='"get to know other teams"',
        also=("for", "purpose"),
    ),
    Setting(
        name="channel",
        summary="Where it is at home",
        fields=("channel", "channel_name"),
        own=True,
        say=lambda program, names: (saying.channel(program),),
        read=_channel,
        example="#design",
        also=("in",),
    ),
    Setting(
        name="facilitators",
        summary="Who looks after it",
        fields=("facilitators",),
        own=True,
        say=lambda program, names: (saying.people(program.facilitators, names),),
        read=_facilitators,
        example="@ana, @ben",
        also=("facilitator",),
    ),
    Setting(
        name="cadence",
        summary="How often rounds open, on which day and at what time",
        fields=("cadence",),
        say=lambda program, names: (saying.cadence(program.settings.cadence),),
        read=lambda text, program, call: {"cadence": dates.cadence(text, program.settings.cadence)},
        example="every 2w on tue at 10:00",
        also=("every", "rhythm", "schedule"),
    ),
    Setting(
        name="zone",
        summary="The time zone that its time is meant in",
        fields=("zone",),
        say=lambda program, names: (program.settings.zone,),
        read=lambda text, program, call: {"zone": dates.zone(text)},
        example="berlin",
        also=("timezone", "tz"),
    ),
    Setting(
        name="starts",
        summary="The day from which rounds are counted; it says which weeks",
        fields=("anchor",),
        own=True,
        say=lambda program, names: (saying.day(program.anchor),),
        read=lambda text, program, call: {
            "anchor": dates.day(text, call.now, program.settings.zone)
        },
        example="1 dec",
        also=("start", "from"),
    ),
    Setting(
        name="skips",
        summary="Days on which no round opens",
        fields=("skipped",),
        say=lambda program, names: (saying.days(program.settings.skipped),),
        read=lambda text, program, call: {
            "skipped": reading.skipped(text, call.now, program.settings.zone)
        },
        example="24 dec, 31 dec",
        also=("skip", "skipped"),
    ),
    Setting(
        name="term",
        summary="After how many rounds its facilitators decide whether it goes on",
        fields=("term",),
        say=lambda program, names: (saying.rounds(program.settings.term, "without end"),),
        read=_count("term", "A term", 0, 52, "rounds"),
        example="6 rounds",
        also=("rounds",),
    ),
    Setting(
        name="size",
        summary="How many people a circle has",
        fields=("size", "smallest", "largest"),
        say=lambda program, names: (saying.sizes(program.settings),),
        read=_sizes,
        example="4-6",
    ),
    Setting(
        name="gap",
        summary="How long before two who have met are put together again",
        fields=("gap_weeks",),
        say=lambda program, names: (saying.weeks(program.settings.gap_weeks),),
        read=_length("gap_weeks", "The gap", 0, 104, _WEEK, "12 weeks"),
        example="12 weeks",
    ),
    Setting(
        name="prefer",
        summary="What a good circle is made of, the weightiest first",
        fields=("prefer",),
        say=lambda program, names: (", ".join(program.settings.prefer) or "none",),
        read=lambda text, program, call: {"prefer": reading.preferences(text)},
        example="skill, team, hours",
        also=("preferences", "preference"),
    ),
    Setting(
        name="levels",
        summary="Whether circles mix levels of experience or keep them similar",
        fields=("levels",),
        say=lambda program, names: (program.settings.levels,),
        read=lambda text, program, call: {"levels": reading.one_of(text, ("mix", "similar"))},
        example="similar",
    ),
    Setting(
        name="managers",
        summary="Whether people may be put together with their own manager",
        fields=("managers",),
        say=lambda program, names: ("allowed" if program.settings.managers else "never",),
        read=lambda text, program, call: {
            "managers": reading.yes_or_no(text, ("allowed",), ("never",))
        },
        example="never",
        also=("manager",),
    ),
    Setting(
        name="language",
        summary="Whether a circle must share a language",
        fields=("shared_language",),
        say=lambda program, names: ("shared" if program.settings.shared_language else "any",),
        read=lambda text, program, call: {
            "shared_language": reading.yes_or_no(text, ("shared", "share"), ("any",))
        },
        example="shared",
        also=("languages",),
    ),
    Setting(
        name="introductions",
        summary="Whether circles meet in a chat of their own or in a thread of the channel",
        fields=("introductions",),
        say=lambda program, names: (program.settings.introductions,),
        read=_introductions,
        example="channel",
        also=("introduction", "introduce"),
    ),
    Setting(
        name="notice",
        summary="How many working days before a round people hear of it",
        fields=("notice_days",),
        say=lambda program, names: (
            saying.working_days(program.settings.notice_days, "before", "no notice"),
        ),
        read=_count("notice_days", "The notice", 0, 5, "working days"),
        example="1",
    ),
    Setting(
        name="nudge",
        summary="How long a circle may be silent before its captain alone is nudged",
        fields=("nudge_hours",),
        say=lambda program, names: (saying.hours(program.settings.nudge_hours),),
        read=_length("nudge_hours", "The nudge", 0, 168, _HOUR, "24 hours"),
        example="24 hours",
    ),
    Setting(
        name="ask",
        summary="How many working days after the opening circles are asked how it went",
        fields=("ask_days",),
        say=lambda program, names: (
            saying.working_days(program.settings.ask_days, "after the opening", "never"),
        ),
        read=_count("ask_days", "Asking", 1, 10, "working days"),
        example="2",
    ),
    Setting(
        name="again",
        summary="How long after “not yet” a circle is asked once more",
        fields=("again_hours",),
        say=lambda program, names: (saying.hours(program.settings.again_hours),),
        read=_length("again_hours", "Asking again", 12, 336, _HOUR, "48 hours"),
        example="48 hours",
    ),
    Setting(
        name="silence",
        summary="After how many rounds without a sign somebody is paused",
        fields=("silence_rounds",),
        say=lambda program, names: (saying.rounds(program.settings.silence_rounds, "never"),),
        read=_count("silence_rounds", "Silence", 0, 12, "rounds"),
        example="3",
    ),
    Setting(
        name="grace",
        summary="How late a round may still open when I was not running",
        fields=("grace_hours",),
        say=lambda program, names: (saying.hours(program.settings.grace_hours),),
        read=_length("grace_hours", "The grace", 1, 336, _HOUR, "24 hours"),
        example="24 hours",
    ),
)

_BY_WORD = {word: s for s in SETTINGS for word in (s.name, *s.also)}


def known(word: str) -> Setting | None:
    """Return the setting with this name, or None."""
    return _BY_WORD.get(folded(word))


def find(word: str) -> Setting:
    """Return the setting with this name; raises NotFound with the nearest."""
    found = known(word)
    if found is None:
        near = process.extractOne(
            folded(word)[:40], _BY_WORD.keys(), scorer=fuzz.ratio, score_cutoff=60
        )
        meant = f" Did you mean {_BY_WORD[near[0]].name}?" if near else ""
        every = ", ".join(s.name for s in SETTINGS)
        raise NotFound(f"There is no setting “{kept(word)[:40]}”.{meant} There are: {every}.")
    return found
