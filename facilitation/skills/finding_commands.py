"""What people ask when they look for help with a skill."""

from facilitation.skills import finding, finding_views, heard, hearing, naming
from facilitation.talk import grammar
from facilitation.talk.commands import Call, Command
from facilitation.talk.grammar import Argument
from facilitation.talk.incoming import Reply, Say
from facilitation.talk.messages import Button, Message
from facilitation.talk.phrases import say
from facilitation.work import Work

SHOWN = 3
MOST_WANTS, MOST_POPULAR = 5, 20
"""How many skills are offered to choose from where none was named."""

_WORDS = ("find", "who knows")


def find(call: Call) -> Reply:
    """Show who can be asked for a skill; without one, ask which."""
    words = grammar.split(call.line, _WORDS)
    if words is None or not words[1]:
        return Say(_what_for(call))
    said = hearing.hear(call.work, call.workspace.id, words[1], graded=False)
    if len(said) > 1:
        return Say(finding_views.one_at_a_time([one.named.name for one in said]))
    (one,) = said
    name = one.named.name
    best = finding.best(call.work, call.workspace, call.member, name, call.now, k=SHOWN)
    if best:
        wanted = naming.is_among(name, call.member.wants)
        return Say(finding_views.found(name, best, wanted=wanted))
    if one.unsure:
        return Say(finding_views.which(one))
    offering = call.work.skills.holders(call.workspace.id, "offer", one.named.key, 2)
    return Say(
        finding_views.nobody(
            name,
            offered=any(m.id != call.member.id for m in offering),
            own=call.member.id in {m.id for m in offering},
            wanted=naming.is_among(name, call.member.wants),
        )
    )


def _what_for(call: Call) -> Message:
    popular = _popular(call.work, call.workspace.id, MOST_POPULAR)
    return finding_views.what_for(call.member.wants[:MOST_WANTS], popular)


def _popular(work: Work, workspace: str, most: int) -> list[str]:
    """Return the names of the skills that the most people offer, by name; none that only who is gone offered."""
    offered = work.skills.most_held(workspace, "offer", most)
    ranked = [key for key in offered if work.skills.holders(workspace, "offer", key, 1)]
    names = {skill.key: skill.name for skill in work.skills.of(workspace)}
    return sorted(names.get(key) or naming.starter_of(key) or key for key in ranked)


COMMANDS: tuple[Command, ...] = (
    Command(
        words="find",
        heard=heard.FIND,
        summary=say("Find colleagues who can help with a skill, each with the reason"),
        run=find,
        topic="Ask and share",
        button=Button(say("Find someone who can help"), "find"),
        arguments=(Argument("skill", "text", optional=True),),
        examples=("find kubernetes", "find"),
        also=("who knows",),
    ),
)
