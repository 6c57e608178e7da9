"""What people ask about skills: offer, want, take back, look; and what admins do about their names."""

from collections import Counter
from functools import partial

from facilitation.changes import Change, propose
from facilitation.errors import Usage
from facilitation.people import service as people
from facilitation.skills import hearing, naming, service, tidying, tidying_views, views
from facilitation.skills.model import Kind, Skill
from facilitation.talk import grammar
from facilitation.talk.commands import Call, Command
from facilitation.talk.grammar import Argument
from facilitation.talk.incoming import Replace, Reply, Say
from facilitation.talk.messages import Message


def add(kind: Kind, call: Call) -> Reply:
    """Let the caller offer or want skills, and ask about words that may mean another; without any, show theirs."""
    words = _words(call, kind)
    if not words:
        return show(call)
    said = hearing.hear(call.work, call.workspace.id, words, graded=kind == "offer")
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
        changed = service.want(call.work, call.member, skills)
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
        raise Usage(f"Which skill? Write it like this: un{kind} python, sql")
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
    return Say(views.theirs(member, known, call.now))


def _words(call: Call, *phrases: str) -> str:
    """Return what follows the command's words, with its quotation marks: what is quoted is meant as it stands."""
    found = grammar.split(call.line, phrases)
    return found[1] if found else ""


def _people(call: Call, key: str) -> dict[Kind, int]:
    """Return how many offer and want a skill."""
    holders = partial(call.work.skills.holders, call.workspace.id, key=key, limit=service.EVERYONE)
    return {kind: len(holders(kind=kind)) for kind in service.KINDS}


def merge(call: Call) -> Reply:
    """Let one skill be another, after a preview."""
    work, workspace = call.work, call.workspace.id
    skill = tidying.known(work, workspace, call.given["skill"])
    into = tidying.target(work, workspace, call.given["into"])
    tidying.check_apart(skill, into)

    def apply() -> Message:
        tidying.merge(work, skill, into, call.member, call.now)
        return tidying_views.merged(skill, into.name)

    shown = tidying_views.would_merge(skill, into.name, _people(call, skill.key))
    return propose(call, Change(f"Merge {skill.name} into {into.name}?", shown, apply, "Merge"))


def unmerge(call: Call) -> Reply:
    """Let a merged skill be one of its own again, after a preview."""
    found = tidying.merged(call.work, call.workspace.id, call.given["skill"])

    def apply() -> Message:
        tidying.unmerge(call.work, found, call.member, call.now)
        return tidying_views.unmerged(found.was, found.into.name)

    counts = {kind: len(found.fact.data["people"][kind]) for kind in service.KINDS}
    shown = tidying_views.would_unmerge(found.was, found.into.name, counts)
    title = f"Part {found.was.name} from {found.into.name}?"
    return propose(call, Change(title, shown, apply, "Part them"))


def alias(call: Call) -> Reply:
    """Let one more word mean a skill, after a preview."""
    target = tidying.target(call.work, call.workspace.id, call.given["skill"])
    word = naming.spelled(call.given["word"])
    tidying.free_word(call.work, call.workspace.id, target, word)

    def apply() -> Message:
        tidying.alias(call.work, target, word, call.member, call.now)
        return tidying_views.aliased(target.name, word)

    shown = tidying_views.would_alias(target.name, word)
    return propose(call, Change(f"Let “{word}” mean {target.name}?", shown, apply, "Do it"))


def unalias(call: Call) -> Reply:
    """Let a word mean a skill no more, after a preview."""
    word = naming.spelled(call.given["word"])
    skill = tidying.known(call.work, call.workspace.id, word)
    tidying.other_word(call.work, skill, word)

    def apply() -> Message:
        tidying.unalias(call.work, skill, word, call.member, call.now)
        return tidying_views.unaliased(skill.name, word)

    shown = tidying_views.would_unalias(skill.name, word)
    return propose(call, Change(f"Take “{word}” from {skill.name}?", shown, apply, "Do it"))


def rename(call: Call) -> Reply:
    """Call a skill by another name, after a preview."""
    skill = tidying.known(call.work, call.workspace.id, call.given["skill"])
    name = tidying.new_name(call.work, skill, call.given["name"])

    def apply() -> Message:
        return tidying_views.renamed(
            skill, tidying.rename(call.work, skill, name, call.member, call.now)
        )

    shown = tidying_views.would_rename(skill, name, _people(call, skill.key))
    return propose(call, Change(f"Call {skill.name} {name}?", shown, apply, "Rename it"))


def listing(call: Call) -> Reply:
    """List the workspace's skills with how many offer and want each."""
    part = naming.spelled(call.given.get("part", ""))
    key = naming.fold(part)
    found = [s for s in call.work.skills.of(call.workspace.id) if _has(s, key)]
    counts: Counter[tuple[str, Kind]] = Counter()
    for (skill, kind, _), count in call.work.skills.counts(call.workspace.id).items():
        counts[skill, kind] += count
    return Say(tidying_views.listing(found, counts, part))


def _has(skill: Skill, part: str) -> bool:
    return any(part in word for word in (skill.key, *skill.aliases))


_SKILL = Argument("skill", "text")
_SKILLS = Argument("skills", "text", optional=True, shown="python, sql")

MEMBERS: tuple[Command, ...] = (
    Command(
        words="offer",
        summary="Say what you can help others with, at a level from 1 to 5 where you like",
        run=partial(add, "offer"),
        topic="You",
        arguments=(Argument("skills", "text", optional=True, shown="python 4, sql"),),
        examples=("offer python 4, sql", "offer excel expert"),
    ),
    Command(
        words="unoffer",
        summary="Take back what you offer",
        run=partial(take_back, "offer"),
        topic="You",
        arguments=(_SKILLS,),
        examples=("unoffer sql",),
    ),
    Command(
        words="want",
        summary="Say what you would like to learn; you hear when somebody can help",
        run=partial(add, "want"),
        topic="You",
        arguments=(Argument("skills", "text", optional=True, shown="kubernetes, figma"),),
        examples=("want kubernetes, figma",),
    ),
    Command(
        words="unwant",
        summary="Take back what you would like to learn",
        run=partial(take_back, "want"),
        topic="You",
        arguments=(_SKILLS,),
        examples=("unwant figma",),
    ),
    Command(
        words="skills",
        summary="See what you or somebody else can help with and wants to learn",
        run=show,
        topic="You",
        arguments=(Argument("who", "text", optional=True, shown="@name"),),
        examples=("skills", "skills @ana"),
        also=("my skills", "skill"),
    ),
)

ADMINS: tuple[Command, ...] = (
    Command(
        words="skill list",
        summary="See the skills of this workspace and how many offer and want each",
        run=listing,
        topic="Running a program",
        who="admin",
        arguments=(Argument("part", "text", optional=True, shown="word"),),
        examples=("skill list", "skill list sql"),
    ),
    Command(
        words="skill merge",
        summary="Let two names be one skill",
        run=merge,
        topic="Running a program",
        who="admin",
        arguments=(_SKILL, Argument("into", "text", keywords=("into",), shown="<skill>")),
        examples=("skill merge ecma into JavaScript",),
    ),
    Command(
        words="skill unmerge",
        summary="Part a skill from the one it was merged into",
        run=unmerge,
        topic="Running a program",
        who="admin",
        arguments=(_SKILL,),
        examples=("skill unmerge ecma",),
    ),
    Command(
        words="skill alias",
        summary="Let one more word mean a skill",
        run=alias,
        topic="Running a program",
        who="admin",
        arguments=(
            Argument("word", "text"),
            Argument("skill", "text", keywords=("for",), shown="<skill>"),
        ),
        examples=("skill alias k8s for Kubernetes",),
    ),
    Command(
        words="skill unalias",
        summary="Let a word mean a skill no more",
        run=unalias,
        topic="Running a program",
        who="admin",
        arguments=(Argument("word", "text"),),
        examples=("skill unalias k8s",),
    ),
    Command(
        words="skill rename",
        summary="Call a skill by another name; the old one goes on meaning it",
        run=rename,
        topic="Running a program",
        who="admin",
        arguments=(_SKILL, Argument("name", "text", keywords=("to",), shown="<name>")),
        examples=("skill rename js to JavaScript",),
    ),
)

COMMANDS: tuple[Command, ...] = (*MEMBERS, *ADMINS)
