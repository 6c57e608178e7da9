"""What can be tapped where a command is refused: what there is of the thing it needs, and the lists it speaks of.

Nothing is offered that the one who asks could not say themselves; the line of each is theirs with what was missing.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from facilitation.errors import NotAllowed, UserError
from facilitation.knowledge.model import Takeaway, Wanted
from facilitation.people import rights
from facilitation.programs import service as programs
from facilitation.programs.decks import library as decks
from facilitation.programs.formats import library as formats
from facilitation.programs.model import Program
from facilitation.talk import grammar
from facilitation.talk.commands import Call, Command, Topic
from facilitation.talk.grammar import Missing
from facilitation.talk.messages import Button, Code
from facilitation.talk.phrases import Phrase, say
from facilitation.talk.text import cut
from facilitation.talk.when.days import Past

MOST = 5
"""So many of a thing are offered; the list of them has the others."""
LONGEST = 60
_LOOKED_AT = 30

Way = tuple[str, str]
"""What a button says and the line it carries, or what stands in its line for what was missing."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of thing that commands need: the question for it, what there is of it for a command, and where all are."""

    question: Phrase
    found: Callable[[Call, Command], list[Way]]
    all: Button


def ways(call: Call, phrases: Mapping[str, Command], error: UserError) -> list[Way]:
    """Return what can be tapped about a refusal, what the error itself offers before all else."""
    found, words = grammar.split(call.line, phrases), [*error.ways]
    if isinstance(error, Past) and not words:
        words += error.in_line(call.line).ways
    if isinstance(error, Missing) and found:
        command = phrases[found[0]]
        kind = KINDS.get(error.noun)
        if kind:
            there = kind.found(call, command)
            before = " ".join((call.line, *error.argument.keywords[:1]))
            words += [(label, f"{before} {value}") for label, value in there[:MOST]]
            error.sentence = kind.question if there else error.sentence
            every = LISTS.get((error.noun, command.topic), kind.all)
            words.append((every.text, every.command))
        else:
            words.append((say("How do I write that?"), f'help "{found[0]}"'))
    named = [phrases[line].button for line in _named(error.sentence) if line in phrases]
    shown = {line for _, line in words}
    words += [(b.text, b.command) for b in named if b and b.command not in shown]
    bare = found is not None and not found[1] and not isinstance(error, NotAllowed)
    home = phrases["home"].button
    return words if words or not (bare and home) else [(home.text, home.command)]


def _named(place: object) -> Iterator[str]:
    """Give the commands that a sentence names."""
    if isinstance(place, Code):
        yield place.text
    elif isinstance(place, Phrase):
        for one in place.places.values():
            yield from _named(one)


def _programs(call: Call, command: Command) -> list[Way]:
    """Return the programs that a command can be about: those one looks after, or takes part in."""
    live = [p for p in call.work.programs.of(call.workspace.id) if p.state != "ended"]
    inside = {e.program for e in call.work.enrollments.of_member(call.member.id)}
    leads = command.topic in ("For facilitators", "For admins")

    def fits(one: Program) -> bool:
        state = {"program pause": "active", "program resume": "paused"}.get(command.words)
        theirs = programs.may_write(call.member, one) if leads else one.id in inside
        return theirs and state in (None, one.state)

    return [(one.name, f"#{one.number}") for one in live if fits(one)]


def _takeaways(call: Call, command: Command) -> list[Way]:
    """Return the newest takeaways that a command can be about: others' that one may have tried, else one's own."""
    me, others = call.member.id, command.words == "tried"
    outdated = command.words == "restore"

    def fits(one: Takeaway) -> bool:
        theirs = one.by != me if others else me in (one.by, one.owner)
        return theirs and (one.state == "obsolete") == outdated

    wanted = Wanted(
        reader=me,
        kind="resource" if command.words == "resource remove" else "takeaway",
        mine=not others,
    )
    listed = call.work.takeaways.listed(call.workspace.id, wanted, _LOOKED_AT)
    return [(cut(one.title, LONGEST), one.id) for one in listed if fits(one)]


def _avoided(call: Call, command: Command) -> list[Way]:
    """Return whom somebody avoids, for nobody else to read."""
    if command.words != "unavoid" or call.where.kind != "personal":
        return []
    people = call.work.members.some(call.work.avoids.of(call.member.id))
    return [(one.name, f"@{one.id}") for one in people.values()]


def _files(call: Call, _: Command) -> list[Way]:
    """Return what can be had as a file by who asks."""
    files: list[Way] = [(say("My own report"), "mine")]
    if rights.may(call.member, "facilitator"):
        reports: list[Way] = [
            (say("A report"), "report"),
            (say("The picture of a report"), "picture"),
        ]
        files = [*reports, *files, (say("A deck"), "deck")]
    return [*files, (say("A program"), "program")] if rights.may(call.member, "admin") else files


KINDS: Mapping[str, Kind] = {
    "program": Kind(say("Which program?"), _programs, Button(say("See the programs"), "programs")),
    "takeaway": Kind(
        say("Which takeaway?"), _takeaways, Button(say("See the takeaways"), "takeaways")
    ),
    "resource": Kind(
        say("Which one?"), _takeaways, Button(say("See what there is to learn from"), "resources")
    ),
    "format": Kind(
        say("Which format?"),
        lambda call, _: [(n, n) for n in formats.every(call.work, call.workspace.id)],
        Button(say("See the formats"), "formats"),
    ),
    "deck": Kind(
        say("Which deck?"),
        lambda call, _: [(n, f'"{n}"') for n in decks.every(call.work, call.workspace.id)],
        Button(say("See the decks"), "deck list"),
    ),
    "skill": Kind(
        say("Which skill?"),
        lambda call, command: [
            (cut(n, LONGEST), f'"{n}"') for n in call.member.wants if command.words == "learn"
        ],
        Button(say("See the skills"), "skills"),
    ),
    "report": Kind(
        say("Which file would you like?"),
        _files,
        Button(say("How do I write that?"), 'help "file"'),
    ),
    "name": Kind(say("Whom do you mean?"), _avoided, Button(say("Whom do I avoid?"), "avoid")),
}
"""By what the usage of a command calls it."""

LISTS: Mapping[tuple[str, Topic], Button] = {
    ("skill", "For admins"): Button(say("See all skills"), "skill list"),
    ("skill", "For facilitators"): Button(say("Which skills are missing?"), "gaps"),
}
"""Where all are of a kind, for commands of a topic that are about others than one's own."""
