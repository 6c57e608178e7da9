"""The settings of a program in groups: what belongs together, and what each group is about."""

from dataclasses import dataclass

from facilitation.programs import own_settings
from facilitation.programs.formats.model import Format
from facilitation.programs.setting import Setting
from facilitation.talk.phrases import say


@dataclass(frozen=True, slots=True)
class Group:
    """Settings that are looked at together; `word` is what a line calls them."""

    word: str
    title: str
    explains: str
    names: tuple[str, ...] = ()


GROUPS: tuple[Group, ...] = (
    Group(
        "about",
        say("What it is"),
        say("What people read before they join, and whom they can turn to."),
        ("name", "goal", "skills", "signs", "channel", "facilitators"),
    ),
    Group(
        "when",
        say("When"),
        say("Rounds open by the program's own clock. Empty a field to go back to what is usual."),
        ("cadence", "zone", "starts", "ends", "skips", "holidays", "term"),
    ),
    Group(
        "circles",
        say("Who meets whom"),
        say("What I look at when I put people together. People whom somebody avoids never meet."),
        ("size", "gap", "prefer", "levels", "managers", "language", "introductions"),
    ),
    Group(
        "messages",
        say("Reminders and check-ins"),
        say("People turn off what talks too much: change these with care."),
        ("notice", "nudge", "ask", "again", "silence", "grace"),
    ),
    Group("more", say("More"), say("What only programs of this kind have.")),
)
"""Every group in the order in which they are shown; the last has what stands in no other."""


def word_of(setting: Setting) -> str:
    """Return the word of the group in which a setting is looked at."""
    return next((group.word for group in GROUPS if setting.name in group.names), GROUPS[-1].word)


def of(format: Format) -> list[tuple[Group, list[Setting]]]:
    """Return the settings of programs of a format, group by group; none of a group without settings."""
    among = own_settings.of(format)
    known = {name for group in GROUPS for name in group.names}
    by_name = {setting.name: setting for setting in among}
    found = [(group, [by_name[n] for n in group.names if n in by_name]) for group in GROUPS]
    found[-1][1].extend(setting for setting in among if setting.name not in known)
    return [(group, settings) for group, settings in found if settings]
