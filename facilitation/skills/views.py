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
    Spans,
    buttons,
    note,
    text,
)
from facilitation.talk.phrases import OneOf, Phrase, Place, later, say, say_n, sentences
from facilitation.talk.text import cut
from facilitation.talk.words import listed

FADED = 0.2
"""A level that is believed less than this is shown as one to look at again."""

LONGEST_BUTTON = 75


def mine(member: Member, known: Mapping[str, Level], now: datetime) -> Message:
    """Show what a member offers and wants, with ways to change it."""
    if not member.offers and not member.wants:
        return Message(
            say("You have said no skills yet"),
            (
                text(
                    "What can you help others with? {command}", command=Code("offer python 4, sql")
                ),
                text("What would you like to learn? {command}", command=Code("want kubernetes")),
                buttons(Button(say("Say it in my profile"), "profile", "primary")),
                note(say("Levels go from 1, beginner, to 5, expert, and you may leave them out.")),
            ),
        )
    return Message(
        say("Your skills"),
        (
            *lists(member, known, now),
            *_menu(say("Stop offering"), "unoffer", member.offers),
            *_menu(say("Stop wanting"), "unwant", member.wants),
            buttons(Button(say("Change them in my profile"), "profile")),
            note(
                "Colleagues see them, and I use them to find circles and help. More: {command} or {command2}",
                command=Code("offer sql 3"),
                command2=Code("want figma"),
            ),
        ),
    )


def lists(
    member: Member, known: Mapping[str, Level], now: datetime, who: str = ""
) -> tuple[Block, ...]:
    """List what a member offers, with levels, and what they want; `who` they are to others, nothing to themself."""
    blocks: list[Block] = []
    if member.offers:
        lines = (_line(name, known.get(naming.fold(name)), now, who) for name in member.offers)
        can = say("{who} can help with:", who=who) if who else say("You can help with:")
        blocks += [text(can), Items(tuple(lines))]
    if member.wants:
        wants = tuple(map(Bold, member.wants))
        blocks.append(
            text("{who} wants to learn {skills}.", who=who, skills=wants)
            if who
            else text("You want to learn {skills}.", skills=wants)
        )
    return tuple(blocks)


def _line(name: str, level: Level | None, now: datetime, who: str) -> Spans:
    """Return a skill with its level, where that comes from and how old it is."""
    if level is None:
        return (Bold(name),)
    source = {
        "self": say("{who} said so", who=who) if who else say("you said so"),
        "peer": say("a colleague said so after a session"),
        "recall": say("from answers to my questions"),
    }[level.source]
    if level.listed:
        source = say("from your company's list")
    told: dict[str, Place] = {
        "skill": Bold(name),
        "level": graded(level.level),
        "source": source,
        "ago": ago(level.at, now),
    }
    if level.confidence < FADED:
        return (say("{skill} · {level} ({source}, {ago}; it may have changed)", **told),)
    return (say("{skill} · {level} ({source}, {ago})", **told),)


def graded(level: int) -> Phrase:
    """Return a level with its word: "4, advanced"."""
    return say("{level}, {word}", level=level, word=levels.WORDS[level])


def ago(at: datetime, now: datetime) -> Phrase:
    """Return how long ago an instant is, in words and roughly."""
    days = max(now - at, timedelta()).days
    if days >= 2 * 365:
        return say_n("{n} year ago", "{n} years ago", days // 365)
    if days >= 2 * 30:
        return say_n("{n} month ago", "{n} months ago", days // 30)
    if days >= 2 * 7:
        return say_n("{n} week ago", "{n} weeks ago", days // 7)
    if days < 2:
        return say("yesterday") if days else say("today")
    return say_n("{n} day ago", "{n} days ago", days)


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
    offers = kind == "offer"
    if fresh:
        new = _graded(fresh, given)
        can = text("You can help with {skills}.", skills=new)
        blocks.append(can if offers else text("You want to learn {skills}.", skills=new))
    if levelled := [name for name in already if name in given]:
        blocks.append(text("Noted: {skills}.", skills=_graded(levelled, given)))
    if same := [name for name in already if name not in given]:
        old = tuple(map(Bold, same))
        can = text("You already offer {skills}.", skills=old)
        blocks.append(can if offers else text("You already want to learn {skills}.", skills=old))
    if kind == "want":
        blocks += [_who_helps(name, helpers.get(name, 0)) for name in fresh]
    if unsure:
        blocks += question(kind, unsure)
        return Message(_meant(unsure[0]) if not names else say("One question"), tuple(blocks))
    undo = Button(say("Undo"), f"un{kind} {_several(fresh)}")
    find = [
        Button(say("Find {skill}", skill=cut(n, 60)), f"find {naming.written(n)}")
        for n in fresh
        if helpers.get(n)
    ]
    blocks.append(
        buttons(*find[:3], *((undo,) if fresh else ()), Button(say("My skills"), "skills"))
    )
    how = (
        say("Colleagues may ask you for time. You can always say no.")
        if kind == "offer"
        else say("I use it to find circles and help for you.")
    )
    blocks.append(note(how))
    title = say("Thank you, noted") if offers else say("Noted")
    return Message(title if fresh or levelled else say("Nothing new"), tuple(blocks))


def _who_helps(name: str, count: int) -> Block:
    """Say how many can help with a skill, or that the member hears of it when somebody can."""
    if not count:
        return text(
            "Nobody else here offers {name} yet. I will tell you when someone does.",
            name=Bold(name),
        )
    if count >= 99:
        return text("100 or more people here can help with {skill}.", skill=Bold(name))
    return text(
        say_n(
            "{n} person here can help with {skill}.",
            "{n} people here can help with {skill}.",
            n=count,
            skill=Bold(name),
        )
    )


def question(kind: Kind, unsure: Sequence[Said]) -> tuple[Block, ...]:
    """Ask what was meant by the first of some words; its buttons carry the others along."""
    first, *rest = unsure
    after = "".join(f", {said.written(said.named.name)}" for said in rest)
    if first.above:
        return _version(kind, first, after)
    known = [
        Button(
            cut(name, LONGEST_BUTTON),
            f"{kind} {first.written(name)}{after}",
            "primary" if not place else "plain",
        )
        for place, name in enumerate(first.named.near)
    ]
    add = later("No, add {skill}") if known else later("Yes, add {skill}")
    add = say(add, skill=cut(first.named.name, 60))
    new = Button(add, f"{kind} {first.written()}{after}")
    others = [one.named.name for one in rest]
    ends = kind == "offer" and first.named.name[-1:].isdigit()
    return (
        text(
            sentences(
                say("I do not know {skill} yet.", skill=Bold(first.named.name)), _meant(first)
            )
        ),
        buttons(*known, new),
        note(
            sentences(
                say("This way one skill does not get two names."),
                say("Levels go from 1 to 5.") if ends else "",
                say("Then I will ask about {skills}.", skills=others) if rest else "",
            )
        ),
    )


def _version(kind: Kind, said: Said, after: str) -> tuple[Block, ...]:
    """Ask whether a number below somebody's level is their level now, or part of the name."""
    name, level = said.named.name, said.level
    return (
        text(
            say(
                "You gave yourself level {above} for {skill}. Is {level} your level now, or a version?",
                above=said.above or 0,
                skill=Bold(name),
                level=level or 0,
            )
        ),
        buttons(
            Button(
                say("My level is {level}", level=level or 0),
                f"{kind} {naming.written(name)} level {level}{after}",
            ),
            Button(
                say("It is {skill}, the version", skill=cut(f"{name} {level}", 50)),
                f'{kind} "{name} {level}"{after}',
            ),
            Button(say("Leave it as it is"), "skills"),
        ),
    )


def _meant(said: Said) -> str:
    if said.above:
        return say("{skill} {level}?", skill=said.named.name, level=said.level or 0)
    if not said.named.near:
        return say("Is that a skill?")
    return say("Did you mean {name}?", name=OneOf(said.named.near))


def questions(kind: Kind, unsure: Sequence[Said]) -> tuple[Block, ...]:
    """Ask what was meant, as `question` does, or nothing where all is sure."""
    return question(kind, unsure) if unsure else ()


def taken_back(
    kind: Kind, names: Sequence[str], unknown: Sequence[str], left: Sequence[str]
) -> Message:
    """Confirm what a member no longer offers or wants."""
    blocks: list[Block] = []
    offers = kind == "offer"
    if names:
        gone = tuple(map(Bold, names))
        no_longer = text("You no longer offer {skills}.", skills=gone)
        blocks.append(
            no_longer if offers else text("You no longer want to learn {skills}.", skills=gone)
        )
    if unknown:
        never = OneOf(tuple(map(Bold, unknown)))
        not_offered = text("You were not offering {skills}.", skills=never)
        blocks.append(
            not_offered if offers else text("You were not wanting {skills}.", skills=never)
        )
        have = listed(left[:12]) if left else say("nothing")
        blocks.append(
            note("You offer {skills}.", skills=have)
            if offers
            else note("You want to learn {skills}.", skills=have)
        )
    undo = (Button(say("Undo"), f"{kind} {_several(names)}"),) if names else ()
    blocks.append(buttons(*undo, Button(say("My skills"), "skills")))
    return Message(say("Taken back") if names else say("Nothing has changed"), tuple(blocks))


def turned_up(name: str) -> Message:
    """Tell a member that somebody new offers a skill which they want."""
    word = naming.written(name)
    return Message(
        say("Someone can help with {name} now", name=name),
        (
            text(
                "You want to learn {name}, and somebody new here can help with it.", name=Bold(name)
            ),
            buttons(
                Button(say("Find"), f"find {word}", "primary"),
                Button(say("Not any more"), f"unwant {word}"),
            ),
            note(say("You get this once for a skill you want, and no more than one a day.")),
        ),
    )


def still_wanted(name: str) -> tuple[Block, ...]:
    """Ask, after somebody gave time for a skill, whether it is still wanted."""
    return (
        buttons(
            Button(
                say("I no longer want {skill}", skill=cut(name, 50)),
                f"unwant {naming.written(name)}",
            )
        ),
        note(
            say("Still learning? Then leave it, and I go on looking for circles and help with it.")
        ),
    )


def _graded(names: Sequence[str], given: Mapping[str, int]) -> list[Place]:
    """Return the names, each with the level given to it, for a phrase to list."""
    return [
        say("{skill} ({level})", skill=Bold(name), level=graded(given[name]))
        if name in given
        else Bold(name)
        for name in names
    ]


def _several(names: Sequence[str]) -> str:
    return ", ".join(naming.written(name) for name in names)
