"""Every setting of a program, as data, in the order in which they are shown."""

from collections.abc import Sequence

from facilitation.errors import NotFound, UserError
from facilitation.people import service as people
from facilitation.people.plainly import folded, kept
from facilitation.programs import about_settings, reading, saying, when_settings
from facilitation.programs.model import Program
from facilitation.programs.setting import Setting, Values
from facilitation.talk import near
from facilitation.talk.commands import Call
from facilitation.talk.messages import Code, Option
from facilitation.talk.phrases import say, sentences

MOST_FACILITATORS = 10


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

    def read(words: str) -> list[str]:
        return [m.id for m in people.several(call.work, program.workspace, words)]

    def refused(_: object) -> UserError:
        return UserError("Nobody of these looks after {program}.", program=program.name)

    found = reading.among(text, program.facilitators, read, refused)
    if len(found) > MOST_FACILITATORS:
        raise UserError("A program has up to {n} facilitators.", n=MOST_FACILITATORS)
    return {"facilitators": tuple(found)}


def _introductions(text: str, program: Program, call: Call) -> Values:
    """Read where circles are introduced."""
    found = reading.one_of(text.casefold().removeprefix("in ").strip(), ("chat", "channel"))
    if found == "channel" and not program.channel:
        raise UserError(
            "{program} has no channel yet. Give it one first: {command}",
            program=program.name,
            command=Code(f"set #{program.number} channel #name"),
        )
    return {"introductions": found}


def _discussions(text: str, program: Program, call: Call) -> Values:
    """Read who may open a discussion."""
    said = text.casefold().strip()
    words = {"everybody": "members", "everyone": "members", "anybody": "members", "all": "members"}
    return {"discussions": reading.one_of(words.get(said, said), ("facilitators", "members"))}


SETTINGS: tuple[Setting, ...] = (
    *about_settings.ABOUT,
    Setting(
        name="channel",
        label=say("Channel"),
        summary=say("The channel where I post about it"),
        fields=("channel", "channel_name"),
        own=True,
        say=lambda program, names: (saying.channel(program),),
        read=_channel,
        example="#design",
        also=("in",),
    ),
    Setting(
        name="facilitators",
        label=say("Looked after by"),
        summary=say("Who looks after it"),
        fields=("facilitators",),
        own=True,
        say=lambda program, names: (saying.people(program.facilitators, names),),
        read=_facilitators,
        example="@ana, @ben",
        also=("facilitator",),
    ),
    Setting(
        name="discussions",
        label=say("Who may ask its channel"),
        summary=say("Who may put a question to its channel"),
        fields=("discussions",),
        say=lambda program, names: (program.settings.discussions,),
        read=_discussions,
        example="members",
        also=("discussion",),
        choices=(
            Option(say("Whoever looks after it"), "facilitators"),
            Option(say("Everybody here"), "members"),
        ),
    ),
    *when_settings.WHEN,
    Setting(
        name="size",
        label=say("People in a circle"),
        summary=say("How many people a circle has"),
        fields=("size", "smallest", "largest"),
        say=lambda program, names: (saying.sizes(program.settings),),
        read=_sizes,
        example="4-6",
    ),
    Setting(
        name="gap",
        label=say("Before the same people meet again"),
        summary=say("How long before the same people meet again"),
        fields=("gap_weeks",),
        say=lambda program, names: (saying.weeks(program.settings.gap_weeks),),
        read=when_settings.length(
            "gap_weeks",
            say("The time between two meetings of the same people"),
            0,
            104,
            when_settings.WEEK,
            "12 weeks",
        ),
        example="12 weeks",
    ),
    Setting(
        name="prefer",
        label=say("What counts most"),
        summary=say("What matters when I put people together, most important first"),
        fields=("prefer",),
        say=lambda program, names: (", ".join(program.settings.prefer) or say("none"),),
        read=lambda text, program, call: {"prefer": reading.preferences(text)},
        example="skill, team, hours",
        also=("preferences", "preference"),
    ),
    Setting(
        name="levels",
        label=say("Levels of experience"),
        summary=say("Whether circles mix levels of experience or keep them similar"),
        fields=("levels",),
        say=lambda program, names: (program.settings.levels,),
        read=lambda text, program, call: {"levels": reading.one_of(text, ("mix", "similar"))},
        example="similar",
        choices=(
            Option(say("Mix levels of experience"), "mix"),
            Option(say("Keep levels similar"), "similar"),
        ),
    ),
    Setting(
        name="managers",
        label=say("With one's own manager"),
        summary=say("Whether people may be put together with their own manager"),
        fields=("managers",),
        say=lambda program, names: (say("allowed") if program.settings.managers else say("never"),),
        read=lambda text, program, call: {
            "managers": reading.yes_or_no(text, ("allowed",), ("never",))
        },
        example="never",
        also=("manager",),
        choices=(Option(say("Never"), "never"), Option(say("Allowed"), "allowed")),
    ),
    Setting(
        name="language",
        label=say("A shared language"),
        summary=say("Whether a circle must share a language"),
        fields=("shared_language",),
        say=lambda program, names: (
            say("shared") if program.settings.shared_language else say("any"),
        ),
        read=lambda text, program, call: {
            "shared_language": reading.yes_or_no(text, ("shared", "share"), ("any",))
        },
        example="shared",
        also=("languages",),
        choices=(
            Option(say("Every two people share one"), "shared"),
            Option(say("It does not matter"), "any"),
        ),
    ),
    Setting(
        name="introductions",
        label=say("Where circles meet"),
        summary=say("Whether circles meet in a chat of their own or in a thread of the channel"),
        fields=("introductions",),
        say=lambda program, names: (program.settings.introductions,),
        read=_introductions,
        example="channel",
        also=("introduction", "introduce"),
        choices=(
            Option(say("A chat of their own"), "chat"),
            Option(say("A thread of the channel"), "channel"),
        ),
    ),
    Setting(
        name="notice",
        label=say("Told beforehand"),
        summary=say("How many working days before a round people hear about it"),
        fields=("notice_days",),
        say=lambda program, names: (
            say("{days} before", days=saying.working_days(program.settings.notice_days))
            if program.settings.notice_days
            else say("no notice"),
        ),
        read=when_settings.count("notice_days", say("The notice"), 0, 5, "working days"),
        example="1",
    ),
    Setting(
        name="nudge",
        label=say("Reminded after"),
        summary=say("How long I wait before I remind one person, alone, to get their circle going"),
        fields=("nudge_hours",),
        say=lambda program, names: (saying.hours(program.settings.nudge_hours),),
        read=when_settings.length(
            "nudge_hours",
            say("The wait before the reminder"),
            0,
            168,
            when_settings.HOUR,
            "24 hours",
        ),
        example="24 hours",
    ),
    Setting(
        name="ask",
        label=say("Asked how it went"),
        summary=say("How many working days after the opening circles are asked how it went"),
        fields=("ask_days",),
        say=lambda program, names: (
            say("{days} after the opening", days=saying.working_days(program.settings.ask_days)),
        ),
        read=when_settings.count("ask_days", say("The wait before I ask"), 1, 10, "working days"),
        example="2",
    ),
    Setting(
        name="again",
        label=say("Asked once more after"),
        summary=say("How long after “not yet” a circle is asked once more"),
        fields=("again_hours",),
        say=lambda program, names: (saying.hours(program.settings.again_hours),),
        read=when_settings.length(
            "again_hours",
            say("The wait before I ask again"),
            12,
            336,
            when_settings.HOUR,
            "48 hours",
        ),
        example="48 hours",
    ),
    Setting(
        name="silence",
        label=say("Paused after silence of"),
        summary=say("After how many rounds without an answer somebody is paused"),
        fields=("silence_rounds",),
        say=lambda program, names: (saying.rounds(program.settings.silence_rounds, say("never")),),
        read=when_settings.count("silence_rounds", say("The number of rounds"), 0, 12, "rounds"),
        example="3",
    ),
    Setting(
        name="grace",
        label=say("Opens late by at most"),
        summary=say("How late a round may still open if I was down"),
        fields=("grace_hours",),
        say=lambda program, names: (saying.hours(program.settings.grace_hours),),
        read=when_settings.length(
            "grace_hours", say("The delay"), 1, 336, when_settings.HOUR, "24 hours"
        ),
        example="24 hours",
    ),
)

NEAR = 60
"""How alike (0-100) a word must be to a setting's to be suggested."""

_BY_WORD = {word: s for s in SETTINGS for word in s.words}


def known(word: str) -> Setting | None:
    """Return the setting that formats share with this name, or None."""
    return _BY_WORD.get(folded(word))


def find(word: str, among: Sequence[Setting]) -> Setting:
    """Return the setting with this name among a program's; raises NotFound with the nearest."""
    by_word = {name: s for s in among for name in s.words}
    found = by_word.get(folded(word))
    if found is None:
        nearest = near.nearest(folded(word), {word: word for word in by_word}, NEAR)
        meant = near.meant(by_word[nearest].name if nearest else None)
        every = ", ".join(s.name for s in among)
        unknown = say("There is no setting “{word}”.", word=kept(word)[:40])
        raise NotFound(sentences(unknown, meant, say("There are: {settings}.", settings=every)))
    return found
