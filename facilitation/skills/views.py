"""What people see of skills: what they and others offer and want, questions about what was meant, and who turned up."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from facilitation.people.model import Member
from facilitation.skills import levels, naming
from facilitation.skills.hearing import Said
from facilitation.skills.levels import Level
from facilitation.skills.model import Kind
from facilitation.talk.messages import (
    Block,
    Bold,
    Button,
    Choice,
    Code,
    Items,
    Message,
    Option,
    Span,
    Spans,
    buttons,
    note,
    text,
)
from facilitation.talk.words import counted, listed

FADED = 0.2
"""A level that is believed less than this is shown as one to look at again."""

LONGEST_BUTTON = 75


def mine(member: Member, known: Mapping[str, Level], now: datetime) -> Message:
    """Show what a member offers and wants, with ways to change it."""
    if not member.offers and not member.wants:
        return Message(
            "You have said no skills yet",
            (
                text("What can you help others with? ", Code("offer python 4, sql")),
                text("What would you like to learn? ", Code("want kubernetes")),
                buttons(Button("Say it in my profile", "profile", "primary")),
                note("Levels go from 1, beginner, to 5, expert, and you may leave them out."),
            ),
        )
    return Message(
        "Your skills",
        (
            *_lists(member, known, now, "You", "you say so"),
            *_menu("Take back an offer", "unoffer", member.offers),
            *_menu("Want no longer", "unwant", member.wants),
            buttons(Button("Change them in my profile", "profile")),
            note(
                "Colleagues see them, and I use them to find circles and help. More: ",
                Code("offer sql 3"),
                " or ",
                Code("want figma"),
            ),
        ),
    )


def theirs(member: Member, known: Mapping[str, Level], now: datetime) -> Message:
    """Show what another member offers and wants, with a way to ask them for time."""
    if not member.offers and not member.wants:
        return Message(
            f"{member.name} has said no skills yet",
            (
                text("Looking for somebody who can help? Say ", Code("find python"), "."),
                buttons(Button("My own skills", "skills")),
            ),
        )
    ask = (buttons(Button("Ask for time", f"book @{member.id}", "primary")),)
    return Message(
        f"Skills of {member.name}",
        (
            *_lists(member, known, now, member.name, f"{member.name} says so"),
            *(ask if member.offers else ()),
            note("The levels are what people have said, not what I have tested."),
        ),
    )


def _lists(
    member: Member, known: Mapping[str, Level], now: datetime, who: str, own: str
) -> tuple[Block, ...]:
    """List what a member offers, with levels, and what they want."""
    verb = "" if who == "You" else "s"
    blocks: list[Block] = []
    if member.offers:
        lines = (_line(name, known.get(naming.fold(name)), now, own) for name in member.offers)
        blocks += [text(f"{who} can help with"), Items(tuple(lines))]
    if member.wants:
        blocks += [text(f"{who} want{verb} to learn ", *_bold(member.wants), ".")]
    return tuple(blocks)


def _line(name: str, level: Level | None, now: datetime, own: str) -> Spans:
    """Return a skill with its level, where that comes from and how old it is."""
    if level is None:
        return (Bold(name),)
    source = {
        "self": own,
        "peer": "a colleague said so after a session",
        "recall": "by answers to my questions",
    }[level.source]
    faded = "; may have changed since" if level.confidence < FADED else ""
    said = f" · {level.level}, {levels.WORDS[level.level]} ({source}, {ago(level.at, now)}{faded})"
    return (Bold(name), said)


def ago(at: datetime, now: datetime) -> str:
    """Return how long ago an instant is, in words and roughly."""
    days = max(now - at, timedelta()).days
    for length, word in ((365, "year"), (30, "month"), (7, "week")):
        if days >= 2 * length:
            return f"{days // length} {word}s ago"
    return {0: "today", 1: "yesterday"}.get(days, f"{days} days ago")


def _menu(label: str, command: str, names: Sequence[str]) -> tuple[Block, ...]:
    """Return a menu of skills, or nothing without any."""
    options = tuple(Option(name, naming.written(name)) for name in names)
    return (Choice(label, command, options),) if options else ()


def added(
    kind: Kind,
    names: Sequence[str],
    already: Sequence[str],
    given: Mapping[str, int],
    helpers: Mapping[str, int],
    unsure: Sequence[Said],
) -> Message:
    """Confirm what a member offers or wants from now on, and ask about words that may mean another skill.

    `given` are levels by name, `helpers` how many others offer what is wanted.
    """
    blocks: list[Block] = []
    fresh = [name for name in names if name not in already]
    does = "can help with" if kind == "offer" else "want to learn"
    if fresh:
        blocks.append(text(f"You {does} ", *_graded(fresh, given), "."))
    if levelled := [name for name in already if name in given]:
        blocks.append(text("Noted: ", *_graded(levelled, given), "."))
    if same := [name for name in already if name not in given]:
        blocks.append(text(f"As before, you {does} ", *_bold(same), "."))
    if kind == "want":
        blocks += [_who_helps(name, helpers.get(name, 0)) for name in fresh]
    if unsure:
        blocks += question(kind, unsure)
        return Message(_meant(unsure[0]) if not names else "One question", tuple(blocks))
    undo = Button("Undo", f"un{kind} {_several(fresh)}")
    find = [Button(_cut(f"Find {n}"), f"find {naming.written(n)}") for n in fresh if helpers.get(n)]
    blocks.append(buttons(*find[:3], *((undo,) if fresh else ()), Button("My skills", "skills")))
    how = (
        "Colleagues who look for it may ask you for time; you can always say no."
        if kind == "offer"
        else "I use it to find circles and help for you."
    )
    blocks.append(note(how))
    title = {"offer": "Thank you, noted", "want": "Noted"}[kind]
    return Message(title if fresh or levelled else "Nothing new", tuple(blocks))


def _who_helps(name: str, count: int) -> Block:
    """Say how many can help with a skill, or that the member hears of it when somebody can."""
    if not count:
        return text(
            "Nobody else here offers ", Bold(name), " yet. I will tell you when someone does."
        )
    many = "100 or more people" if count >= 99 else counted(count, "person", "people")
    return text(many, " here can help with ", Bold(name), ".")


def question(kind: Kind, unsure: Sequence[Said]) -> tuple[Block, ...]:
    """Ask what was meant by the first of some words; its buttons carry the others along."""
    first, *rest = unsure
    after = "".join(f", {said.written(said.named.name)}" for said in rest)
    known = [
        Button(
            _cut(name), f"{kind} {first.written(name)}{after}", "primary" if not place else "plain"
        )
        for place, name in enumerate(first.named.near)
    ]
    new = Button(_cut(f"No, add {first.named.name}"), f"{kind} {first.written()}{after}")
    then = f" Then I ask about {listed([one.named.name for one in rest])}." if rest else ""
    ends = first.named.name[-1:].isdigit()
    graded = " Levels go from 1 to 5." if kind == "offer" and ends else ""
    return (
        text("I do not know ", Bold(first.named.name), f" yet. {_meant(first)}"),
        buttons(*known, new),
        note(f"So that one skill does not get two names.{graded}{then}"),
    )


def _meant(said: Said) -> str:
    return f"Did you mean {listed(said.named.near, 'or')}?"


def questions(kind: Kind, unsure: Sequence[Said]) -> tuple[Block, ...]:
    """Ask what was meant, as `question` does, or nothing where all is sure."""
    return question(kind, unsure) if unsure else ()


def taken_back(
    kind: Kind, names: Sequence[str], unknown: Sequence[str], left: Sequence[str]
) -> Message:
    """Confirm what a member no longer offers or wants."""
    blocks: list[Block] = []
    does = {"offer": "offer", "want": "want"}[kind]
    if names:
        blocks.append(text(f"You no longer {does} ", *_bold(names), "."))
    if unknown:
        blocks.append(
            text(f"You did not {does} ", *_bold(unknown, "or"), ", so nothing to take back.")
        )
        have = listed(left[:12]) or "nothing"
        blocks.append(note(f"You {does} {have}."))
    undo = (Button("Undo", f"{kind} {_several(names)}"),) if names else ()
    blocks.append(buttons(*undo, Button("My skills", "skills")))
    return Message("Taken back" if names else "Nothing has changed", tuple(blocks))


def turned_up(name: str) -> Message:
    """Tell a member that somebody new offers a skill which they want."""
    word = naming.written(name)
    return Message(
        f"Someone can help with {name} now",
        (
            text("You want to learn ", Bold(name), ", and somebody new here can help with it."),
            buttons(
                Button("Find", f"find {word}", "primary"), Button("Not any more", f"unwant {word}")
            ),
            note("You get this once for a skill you want, and no more than one a day."),
        ),
    )


def still_wanted(name: str) -> tuple[Block, ...]:
    """Ask, after somebody gave time for a skill, whether it is still wanted."""
    return (
        buttons(Button(_cut(f"I no longer want {name}"), f"unwant {naming.written(name)}")),
        note("Still learning? Then leave it, and I go on looking for circles and help with it."),
    )


def _graded(names: Sequence[str], given: Mapping[str, int]) -> Spans:
    """Return the names, each with the level given to it, spoken as a list."""
    spans: list[Span] = []
    for place, name in enumerate(names):
        if place:
            spans.append(" and " if place == len(names) - 1 else ", ")
        spans.append(Bold(name))
        if name in given:
            spans.append(f" ({given[name]}, {levels.WORDS[given[name]]})")
    return tuple(spans)


def _bold(names: Sequence[str], last: str = "and") -> Spans:
    spans = _graded(names, {})
    return tuple(f" {last} " if span == " and " else span for span in spans)


def _several(names: Sequence[str]) -> str:
    return ", ".join(naming.written(name) for name in names)


def _cut(label: str) -> str:
    return label if len(label) <= LONGEST_BUTTON else label[: LONGEST_BUTTON - 1] + "…"
