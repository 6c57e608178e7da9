"""What people ask about skills: offer, want, take back, look; and what admins do about their names."""

from functools import partial

from facilitation.errors import Usage
from facilitation.people import service as people
from facilitation.skills import (
    about_views,
    heard,
    hearing,
    naming,
    service,
    tidying_views,
    views,
    wanting,
)
from facilitation.skills.model import Kind, Skill
from facilitation.talk import grammar
from facilitation.talk.commands import Call, Command
from facilitation.talk.grammar import Argument
from facilitation.talk.incoming import Replace, Reply, Say
from facilitation.talk.messages import Button, Message
from facilitation.talk.phrases import say


def add(kind: Kind, call: Call) -> Reply:
    """Let the caller offer or want skills, and ask about words that may mean another; without any, show theirs."""
    words = _words(call, kind)
    if not words:
        return show(call)
    said = hearing.hear(call.work, call.workspace.id, words, graded=kind == "offer")
    if any(one.bare for one in said):
        said = hearing.doubted(said, service.own_levels(call.work, call.member))
    return Replace(take(call, kind, said))


def take(call: Call, kind: Kind, said: list[hearing.Said]) -> Message:
    """Let the caller offer or want what is sure, and return what that and the unsure words come to."""
    given = [
        (service.settle(call.work, call.workspace.id, s.named, call.member.id, call.now), s.level)
        for s in said
        if not s.unsure
    ]
    skills = [skill for skill, _ in given]
    if kind == "offer":
        changed = service.offer(call.work, call.member, given, call.now)
    else:
        changed = service.want(call.work, call.member, skills, call.now)
    helpers = {}
    if kind == "want":
        helpers = {s.name: service.helpers(call.work, call.member, s.key) for s in skills}
    graded = {skill.name: level for skill, level in given if level}
    unsure = [s for s in said if s.unsure]
    return views.added(kind, changed.names, changed.already, graded, helpers, unsure)


def take_back(kind: Kind, call: Call) -> Reply:
    """Take back what the caller offers or wants; without a word, show it."""
    words = _words(call, f"un{kind}")
    if not words:
        return show(call)

    def whole(phrase: str) -> bool:
        held = {naming.fold(name) for name in service.held(call.member, kind)}
        return naming.fold(phrase) in held or naming.is_starter(phrase)

    named = [piece.text for piece in naming.pieces(words, whole) if naming.fold(piece.text)]
    if not named:
        raise Usage("Which skill? Write it like this: un{kind} python, sql", kind=kind)
    changed = service.take_back(call.work, call.member, kind, named)
    left = service.held(changed.member, kind)
    return Replace(views.taken_back(kind, changed.names, changed.unknown, left))


def show(call: Call) -> Reply:
    """Show the caller's skills, or somebody else's."""
    member = call.member
    if "who" in call.given and (words := _words(call, "skills", "skill", "my skills")):
        member = people.find(call.work, call.workspace.id, words)
    known = service.levels_of(call.work, member, call.now)
    if member.id == call.member.id:
        return Say(views.mine(member, known, call.now))
    own = [p for p in call.work.programs.of(call.workspace.id) if member.id in p.facilitators]
    looks_after = [p.name for p in own if p.state != "ended"]
    return Say(about_views.theirs(member, known, looks_after, call.now))


def _words(call: Call, *phrases: str) -> str:
    """Return what follows the command's words, with its quotation marks: what is quoted is meant as it stands."""
    found = grammar.split(call.line, phrases)
    return found[1] if found else ""


def listing(call: Call) -> Reply:
    """List the workspace's skills with how many offer each, and how many want it as far as that may be told."""
    part = naming.spelled(call.given.get("part", ""))
    key = naming.fold(part)
    totals = call.work.skills.totals(call.workspace.id)
    known = call.work.skills.of(call.workspace.id)
    known += _held_alone(call, {skill for skill, _ in totals} - {skill.key for skill in known})
    found = [skill for skill in known if _has(skill, key)]
    wanted = wanting.told(call.work, call.workspace.id, [skill.key for skill in found])
    counts: dict[tuple[str, Kind], int] = {(its, "want"): n for its, n in wanted.items()}
    counts |= {of: n for of, n in totals.items() if of[1] == "offer"}
    # What is only wanted, and by too few to be told of, would tell by standing there that somebody does.
    shown = [s for s in found if counts.get((s.key, "offer")) or counts.get((s.key, "want"))]
    return Say(tidying_views.listing(shown, counts, part))


def _held_alone(call: Call, keys: set[str]) -> list[Skill]:
    """Return skills that people have from a file or the directory, and nobody has said here yet."""
    names = {key: naming.starter_of(key) or key for key in keys}
    if keys:
        for member in call.work.members.of(call.workspace.id):
            names |= {
                k: n for n in (*member.offers, *member.wants) if (k := naming.fold(n)) in keys
            }
    return [
        Skill(id="", workspace=call.workspace.id, name=name, key=key, created_at=call.now)
        for key, name in sorted(names.items())
    ]


def _has(skill: Skill, part: str) -> bool:
    return any(part in word for word in (skill.key, *skill.aliases))


_SKILLS = Argument("skills", "text", optional=True, shown="python, sql")

COMMANDS: tuple[Command, ...] = (
    Command(
        words="offer",
        heard=heard.OFFER,
        summary=say("Say what you can help others with, at a level from 1 to 5 where you like"),
        run=partial(add, "offer"),
        topic="About me",
        arguments=(Argument("skills", "text", optional=True, shown="python 4, sql"),),
        examples=("offer python 4, sql", "offer excel expert"),
    ),
    Command(
        words="unoffer",
        heard=heard.UNOFFER,
        summary=say("Stop offering a skill"),
        run=partial(take_back, "offer"),
        topic="About me",
        arguments=(_SKILLS,),
        examples=("unoffer sql",),
    ),
    Command(
        words="want",
        heard=heard.WANT,
        summary=say("Say what you want to learn; I tell you when somebody can help"),
        run=partial(add, "want"),
        topic="About me",
        arguments=(Argument("skills", "text", optional=True, shown="kubernetes, figma"),),
        examples=("want kubernetes, figma",),
    ),
    Command(
        words="unwant",
        heard=heard.UNWANT,
        summary=say("Stop wanting a skill"),
        run=partial(take_back, "want"),
        topic="About me",
        arguments=(_SKILLS,),
        examples=("unwant figma",),
    ),
    Command(
        words="skills",
        heard=heard.SKILLS,
        summary=say("See what you or somebody else can help with and wants to learn"),
        run=show,
        topic="About me",
        button=Button(say("What I can help with"), "skills"),
        arguments=(Argument("who", "text", optional=True, shown="@name"),),
        examples=("skills", "skills @ana"),
        also=("my skills", "skill"),
    ),
    Command(
        words="skill list",
        summary=say("See the skills of this workspace and how many offer and want each"),
        run=listing,
        topic="For admins",
        who="admin",
        arguments=(Argument("part", "text", optional=True, shown="word"),),
        examples=("skill list", "skill list sql"),
    ),
)
