"""What admins see of the words for skills: all of them with counts, and what a change to them would do."""

from collections.abc import Mapping, Sequence

from facilitation.skills import naming
from facilitation.skills.model import Kind, Skill
from facilitation.talk.messages import (
    Block,
    Bold,
    Button,
    Code,
    Items,
    Message,
    buttons,
    note,
    text,
)
from facilitation.talk.words import counted, listed

SHOWN = 40
NAMED = 12

Counts = Mapping[Kind, int]


def listing(
    skills: Sequence[Skill], counts: Mapping[tuple[str, Kind], int], part: str = ""
) -> Message:
    """List the workspace's skills, those of most people first, with how many offer and want each."""
    if not skills:
        none = f"No skill here has “{part}” in it" if part else "Nobody here has said a skill yet"
        return Message(none, (text("People say them like this: ", Code("offer python 4, sql")),))

    def people(skill: Skill) -> int:
        return counts.get((skill.key, "offer"), 0) + counts.get((skill.key, "want"), 0)

    shown = sorted(skills, key=lambda skill: (-people(skill), skill.key))[:SHOWN]
    more = len(skills) - len(shown)
    rest = (f"… and {more} more. Look for some: ", Code("skill list sql")) if more else ()
    return Message(
        f"{counted(len(skills), 'skill')}{f' with “{part}”' if part else ' here'}",
        (
            Items(tuple(_line(skill, counts) for skill in shown)),
            *((text(*rest),) if rest else ()),
            note(
                "Two names for one skill? ",
                Code("skill merge ecma into JavaScript"),
                " · Another word for one? ",
                Code("skill alias k8s for Kubernetes"),
                " · A better name? ",
                Code("skill rename js to JavaScript"),
            ),
        ),
    )


def _line(skill: Skill, counts: Mapping[tuple[str, Kind], int]) -> tuple[str | Bold, ...]:
    offer, want = counts.get((skill.key, "offer"), 0), counts.get((skill.key, "want"), 0)
    also = f" · also {_words(skill.aliases)}" if skill.aliases else ""
    return (
        Bold(skill.name),
        f" · {offer or 'nobody'} can help, {want or 'nobody'} would like to{also}",
    )


def _would(people: Counts, name: str, again: str) -> tuple[tuple[str], ...]:
    """Say how many would offer and want a skill, those that there are."""
    return tuple((f"{_people(n)} would {kind} {name}{again}",) for kind, n in people.items() if n)


def _words(words: Sequence[str], last: str = "and") -> str:
    more = [f"{len(words) - NAMED} more"] if len(words) > NAMED else []
    return listed([*words[:NAMED], *more], last)


def would_merge(skill: Skill, into: str, people: Counts) -> tuple[Block, ...]:
    """Show what merging would do."""
    return (
        text(Bold(skill.name), " would be ", Bold(into), " everywhere."),
        Items(
            (
                *_would(people, into, ""),
                (f"Whoever says {_words((skill.name, *skill.aliases), 'or')} would mean {into}",),
            )
        ),
        note("Nobody is told. Take it back any time: ", Code(_unmerge(skill))),
    )


def merged(skill: Skill, into: str) -> Message:
    """Confirm a merge."""
    return Message(
        f"{skill.name} is {into} now",
        (
            text("Whoever says ", Bold(skill.name), " means ", Bold(into), " from now on."),
            buttons(Button("Undo", _unmerge(skill)), Button("All skills", "skill list")),
        ),
    )


def would_unmerge(was: Skill, into: str, people: Counts) -> tuple[Block, ...]:
    """Show what taking a merge back would do."""
    return (
        text(Bold(was.name), " would be a skill of its own again, apart from ", Bold(into), "."),
        Items((*_would(people, was.name, " again"), ("The words it had would mean it again",))),
        note(f"People change back only where they had it before the merge and still have {into}."),
    )


def unmerged(was: Skill, into: str) -> Message:
    """Confirm that a merge was taken back."""
    line = f"skill merge {naming.written(was.name)} into {naming.written(into)}"
    return Message(
        f"{was.name} is a skill of its own again",
        (buttons(Button("Undo", line), Button("All skills", "skill list")),),
    )


def would_alias(skill: str, word: str) -> tuple[Block, ...]:
    """Show what another word for a skill would do."""
    return (text("Whoever says ", Bold(word), " would mean ", Bold(skill), "."),)


def aliased(skill: str, word: str) -> Message:
    """Confirm another word for a skill."""
    return Message(
        f"“{word}” means {skill} now",
        (
            buttons(
                Button("Undo", f"skill unalias {naming.written(word)}"),
                Button("All skills", "skill list"),
            ),
        ),
    )


def would_unalias(skill: str, word: str) -> tuple[Block, ...]:
    """Show what taking a word from a skill would do."""
    return (
        text(Bold(word), " would not mean ", Bold(skill), " any more."),
        note(f"Who offers or wants {skill} keeps it."),
    )


def unaliased(skill: str, word: str) -> Message:
    """Confirm that a word does not mean a skill any more."""
    line = f"skill alias {naming.written(word)} for {naming.written(skill)}"
    return Message(
        f"“{word}” does not mean {skill} any more",
        (buttons(Button("Undo", line), Button("All skills", "skill list")),),
    )


def would_rename(skill: Skill, name: str, people: Counts) -> tuple[Block, ...]:
    """Show what another name would do."""
    same = naming.fold(name) == skill.key
    old = () if same else (text(Bold(skill.name), " would go on meaning it."),)
    return (
        text(Bold(skill.name), " would be called ", Bold(name), "."),
        text(
            f"{_people(people['offer'])} offering and {_people(people['want'])} wanting it keep it."
        ),
        *old,
    )


def renamed(before: Skill, skill: Skill) -> Message:
    """Confirm another name."""
    line = f"skill rename {naming.written(skill.name)} to {naming.written(before.name)}"
    return Message(
        f"{before.name} is called {skill.name} now",
        (buttons(Button("Undo", line), Button("All skills", "skill list")),),
    )


def _people(count: int) -> str:
    return counted(count, "person", "people").capitalize()


def _unmerge(skill: Skill) -> str:
    return f"skill unmerge {naming.written(skill.name)}"
