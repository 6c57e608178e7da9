"""What admins say to tidy the words for skills: merge, part, other words, names."""

from facilitation.people import withholding
from facilitation.skills import heard, naming, service, tidying, tidying_views, wanting
from facilitation.skills.model import Kind
from facilitation.talk.changes import Change, propose
from facilitation.talk.commands import Call, Command
from facilitation.talk.grammar import Argument
from facilitation.talk.incoming import Reply
from facilitation.talk.messages import Message
from facilitation.talk.phrases import say


def merge(call: Call) -> Reply:
    """Let one skill be another, after a preview."""
    work, workspace = call.work, call.workspace.id
    skill = tidying.known(work, workspace, call.given["skill"])
    into = tidying.target(work, workspace, call.given["into"])
    tidying.check_apart(skill, into)

    def apply() -> Message:
        tidying.merge(work, skill, into, call.member, call.now)
        return tidying_views.merged(skill, into.name)

    shown = tidying_views.would_merge(skill, into.name, _people_with(call, skill.key))
    return propose(
        call,
        Change(
            say("Merge {skill} into {into}?", skill=skill.name, into=into.name),
            shown,
            apply,
            say("Merge"),
        ),
    )


def unmerge(call: Call) -> Reply:
    """Let a merged skill be one of its own again, after a preview."""
    found = tidying.merged(call.work, call.workspace.id, call.given["skill"])

    def apply() -> Message:
        tidying.unmerge(call.work, found, call.member, call.now)
        return tidying_views.unmerged(found.was, found.into.name)

    was = {kind: len(found.what.people[kind]) for kind in service.KINDS}
    rule = withholding.rule(call.work, call.workspace.id)
    counts: dict[Kind, int] = {
        "offer": was["offer"],
        "want": rule.told(was["want"], f"want {found.was.key}"),
    }
    shown = tidying_views.would_unmerge(found.was, found.into.name, counts)
    title = say("Split {was} from {into} again?", was=found.was.name, into=found.into.name)
    return propose(call, Change(title, shown, apply, say("Split them")))


def alias(call: Call) -> Reply:
    """Let one more word mean a skill, after a preview."""
    target = tidying.target(call.work, call.workspace.id, call.given["skill"])
    word = naming.spelled(call.given["word"])
    tidying.free_word(call.work, call.workspace.id, target, word)

    def apply() -> Message:
        tidying.alias(call.work, target, word, call.member, call.now)
        return tidying_views.aliased(target.name, word)

    shown = tidying_views.would_alias(target.name, word)
    return propose(
        call,
        Change(say("Let “{word}” mean {target}?", word=word, target=target.name), shown, apply),
    )


def unalias(call: Call) -> Reply:
    """Let a word mean a skill no more, after a preview."""
    word = naming.spelled(call.given["word"])
    skill = tidying.known(call.work, call.workspace.id, word)
    tidying.other_word(call.work, skill, word)

    def apply() -> Message:
        tidying.unalias(call.work, skill, word, call.member, call.now)
        return tidying_views.unaliased(skill.name, word)

    shown = tidying_views.would_unalias(skill.name, word)
    return propose(
        call,
        Change(say("Take “{word}” from {skill}?", word=word, skill=skill.name), shown, apply),
    )


def rename(call: Call) -> Reply:
    """Call a skill by another name, after a preview."""
    skill = tidying.known(call.work, call.workspace.id, call.given["skill"])
    name = tidying.new_name(call.work, skill, call.given["name"])

    def apply() -> Message:
        return tidying_views.renamed(
            skill, tidying.rename(call.work, skill, name, call.member, call.now)
        )

    shown = tidying_views.would_rename(skill, name, _people_with(call, skill.key))
    return propose(
        call,
        Change(
            say("Call {skill} {name}?", skill=skill.name, name=name), shown, apply, say("Rename it")
        ),
    )


def _people_with(call: Call, key: str) -> dict[Kind, int]:
    """Return how many offer a skill, and how many want it as far as that may be told."""
    work, workspace = call.work, call.workspace.id
    offering = work.skills.holders(workspace, "offer", key, service.EVERYONE)
    return {"offer": len(offering), "want": wanting.told(work, workspace, [key])[key]}


_SKILL = Argument("skill", "text")

COMMANDS: tuple[Command, ...] = (
    Command(
        words="skill merge",
        heard=heard.TIDY,
        summary=say("Make two names one skill"),
        run=merge,
        topic="For admins",
        who="admin",
        arguments=(_SKILL, Argument("into", "text", keywords=("into",), shown="<skill>")),
        examples=("skill merge ecma into JavaScript",),
    ),
    Command(
        words="skill unmerge",
        summary=say("Split a merged skill off again"),
        run=unmerge,
        topic="For admins",
        who="admin",
        arguments=(_SKILL,),
        examples=("skill unmerge ecma",),
    ),
    Command(
        words="skill alias",
        summary=say("Add another word for a skill"),
        run=alias,
        topic="For admins",
        who="admin",
        arguments=(
            Argument("word", "text"),
            Argument("skill", "text", keywords=("for",), shown="<skill>"),
        ),
        examples=("skill alias k8s for Kubernetes",),
    ),
    Command(
        words="skill unalias",
        summary=say("Take a word away from a skill"),
        run=unalias,
        topic="For admins",
        who="admin",
        arguments=(Argument("word", "text"),),
        examples=("skill unalias k8s",),
    ),
    Command(
        words="skill rename",
        summary=say("Call a skill by another name; the old one goes on meaning it"),
        run=rename,
        topic="For admins",
        who="admin",
        arguments=(_SKILL, Argument("name", "text", keywords=("to",), shown="<name>")),
        examples=("skill rename js to JavaScript",),
    ),
)
