"""What admins see of the words for skills: all of them with counts, and what a change to them would do."""

from collections.abc import Mapping, Sequence

from facilitation.skills import naming
from facilitation.skills.model import Kind, Skill
from facilitation.talk import frame
from facilitation.talk.messages import (
    Block,
    Bold,
    Button,
    Code,
    Items,
    Message,
    Spans,
    buttons,
    note,
    table,
    text,
)
from facilitation.talk.phrases import Phrase, Place, say, say_n
from facilitation.talk.words import listed

SHOWN = 40
NAMED = 12

Counts = Mapping[Kind, int]


def listing(
    skills: Sequence[Skill], counts: Mapping[tuple[str, Kind], int], part: str = ""
) -> Message:
    """List the workspace's skills, those of most people first, with how many offer and want each."""
    if not skills:
        return Message(
            say("No skill here has “{part}” in it", part=part)
            if part
            else say("Nobody here has named a skill yet"),
            (text("People say them like this: {command}", command=Code("offer python 4, sql")),),
        )

    def people(skill: Skill) -> int:
        return counts.get((skill.key, "offer"), 0) + counts.get((skill.key, "want"), 0)

    shown = sorted(skills, key=lambda skill: (-people(skill), skill.key))[:SHOWN]
    more = len(skills) - len(shown)
    rest = text("… and {n} more. Look for some: {command}", n=more, command=Code("skill list sql"))
    return Message(
        say_n("{n} skill with “{part}”", "{n} skills with “{part}”", n=len(skills), part=part)
        if part
        else say_n("{n} skill here", "{n} skills here", n=len(skills)),
        (
            *_listed(shown, counts),
            *((rest,) if more else ()),
            note(
                say(
                    "How many want a skill is told in steps from some number on, so that nobody can be worked out."
                )
            ),
            note(
                "Two names for one skill? {merge} · Another word for one? {word} · A better name? {rename}",
                merge=Code("skill merge ecma into JavaScript"),
                word=Code("skill alias k8s for Kubernetes"),
                rename=Code("skill rename js to JavaScript"),
            ),
        ),
    )


def _listed(skills: Sequence[Skill], counts: Mapping[tuple[str, Kind], int]) -> tuple[Block, ...]:
    heads = (say("Skill"), say("Can help"), say("Want it"), say("Also called"))
    lines = Items(tuple(_line(skill, counts) for skill in skills))
    cells = [_cells(skill, counts) for skill in skills]
    return table(say("Those of most people first"), heads, cells, lines)


def _cells(skill: Skill, counts: Mapping[tuple[str, Kind], int]) -> tuple[Spans, ...]:
    offer, want = counts.get((skill.key, "offer"), 0), counts.get((skill.key, "want"), 0)
    wanted = (frame.at_least(want),) if want else ()
    others = (_words(skill.aliases),) if skill.aliases else ()
    return ((skill.name,), (f"{offer}",), wanted, others)


def _line(skill: Skill, counts: Mapping[tuple[str, Kind], int]) -> Spans:
    offer, want = counts.get((skill.key, "offer"), 0), counts.get((skill.key, "want"), 0)
    told: dict[str, Place] = {"skill": Bold(skill.name), "offer": offer}
    line = say("{skill} · {offer} can help", **told)
    if want:
        line = say("{skill} · {offer} can help, {want} or more want it", want=want, **told)
    return (
        (say("{line} · also {words}", line=line, words=_words(skill.aliases)),)
        if skill.aliases
        else (line,)
    )


def _would(people: Counts, name: str) -> tuple[Spans, ...]:
    """Say how many would offer and want a skill, those that there are."""
    offer = say_n(
        "{n} person would offer {skill}",
        "{n} people would offer {skill}",
        people["offer"],
        skill=name,
    )
    want = say("{n} people or more would want {skill}", n=people["want"], skill=name)
    told = (*((offer,) if people["offer"] else ()), *((want,) if people["want"] else ()))
    return tuple((said,) for said in told)


def _words(words: Sequence[str], last: str = "and") -> Phrase:
    more = [say("{n} more", n=len(words) - NAMED)] if len(words) > NAMED else []
    return listed([*words[:NAMED], *more], last)


def would_merge(skill: Skill, into: str, people: Counts) -> tuple[Block, ...]:
    """Show what merging would do."""
    return (
        text("{skill} would be {into} everywhere.", skill=Bold(skill.name), into=Bold(into)),
        Items(
            (
                *_would(people, into),
                (
                    say(
                        "{words} would mean {into}",
                        words=_words((skill.name, *skill.aliases)),
                        into=into,
                    ),
                ),
            )
        ),
        note("Nobody is told. Take it back any time: {command}", command=Code(_unmerge(skill))),
    )


def merged(skill: Skill, into: str) -> Message:
    """Confirm a merge."""
    return Message(
        say("{skill} is {into} now", skill=skill.name, into=into),
        (
            text(
                "Whoever says {skill} means {into} from now on.",
                skill=Bold(skill.name),
                into=Bold(into),
            ),
            buttons(Button(say("Undo"), _unmerge(skill)), Button(say("All skills"), "skill list")),
        ),
    )


def would_unmerge(was: Skill, into: str, people: Counts) -> tuple[Block, ...]:
    """Show what taking a merge back would do."""
    return (
        text(
            "{was} would be a skill of its own again, separate from {into}.",
            was=Bold(was.name),
            into=Bold(into),
        ),
        Items((*_would(people, was.name), (say("Its other words would mean it again"),))),
        note(
            "This changes only people who had it before the merge and still have {into}.",
            into=into,
        ),
    )


def unmerged(was: Skill, into: str) -> Message:
    """Confirm that a merge was taken back."""
    line = f"skill merge {naming.written(was.name)} into {naming.written(into)}"
    return Message(
        say("{was} is a skill of its own again", was=was.name),
        (buttons(Button(say("Undo"), line), Button(say("All skills"), "skill list")),),
    )


def would_alias(skill: str, word: str) -> tuple[Block, ...]:
    """Show what another word for a skill would do."""
    return (text("Whoever says {word} would mean {skill}.", word=Bold(word), skill=Bold(skill)),)


def aliased(skill: str, word: str) -> Message:
    """Confirm another word for a skill."""
    return Message(
        say("“{word}” means {skill} now", word=word, skill=skill),
        (
            buttons(
                Button(say("Undo"), f"skill unalias {naming.written(word)}"),
                Button(say("All skills"), "skill list"),
            ),
        ),
    )


def would_unalias(skill: str, word: str) -> tuple[Block, ...]:
    """Show what taking a word from a skill would do."""
    return (
        text("{word} would not mean {skill} any more.", word=Bold(word), skill=Bold(skill)),
        note("Whoever offers or wants {skill} keeps it.", skill=skill),
    )


def unaliased(skill: str, word: str) -> Message:
    """Confirm that a word does not mean a skill any more."""
    line = f"skill alias {naming.written(word)} for {naming.written(skill)}"
    return Message(
        say("“{word}” does not mean {skill} any more", word=word, skill=skill),
        (buttons(Button(say("Undo"), line), Button(say("All skills"), "skill list")),),
    )


def would_rename(skill: Skill, name: str, people: Counts) -> tuple[Block, ...]:
    """Show what another name would do."""
    same = naming.fold(name) == skill.key
    old = () if same else (text("{skill} would still mean it.", skill=Bold(skill.name)),)
    return (
        text("{skill} would be called {name}.", skill=Bold(skill.name), name=Bold(name)),
        text(
            "Nothing else changes: {offer} offer it, {want} want it.",
            offer=people["offer"],
            want=people["want"],
        ),
        *old,
    )


def renamed(before: Skill, skill: Skill) -> Message:
    """Confirm another name."""
    line = f"skill rename {naming.written(skill.name)} to {naming.written(before.name)}"
    return Message(
        say("{before} is called {skill} now", before=before.name, skill=skill.name),
        (buttons(Button(say("Undo"), line), Button(say("All skills"), "skill list")),),
    )


def _unmerge(skill: Skill) -> str:
    return f"skill unmerge {naming.written(skill.name)}"
