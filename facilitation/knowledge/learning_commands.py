"""What people say to learn a skill: what helps with it, and adding something to learn from."""

from facilitation.errors import Usage, UserError
from facilitation.knowledge import heard, learning, learning_views, resources
from facilitation.knowledge import takeaway_commands as takeaways
from facilitation.skills import hearing
from facilitation.talk.commands import Call, Command
from facilitation.talk.grammar import Argument
from facilitation.talk.incoming import Ask, Reply, Say
from facilitation.talk.phrases import say


def learn(call: Call) -> Reply:
    """Show all that helps to learn a skill."""
    said = hearing.hear(call.work, call.workspace.id, call.rest("learn"), graded=False)
    if len(said) > 1:
        raise Usage("One skill at a time, please.")
    name = said[0].named.name
    return Say(
        learning_views.learn(learning.find(call.work, call.workspace, call.member, name, call.now))
    )


def add(call: Call) -> Reply:
    """Add a resource; the form where the line does not say all."""
    if call.answers is not None:
        what, skill = call.given.get("what", ""), call.given.get("skill", "")
        level = call.given.get("level", "")
        try:
            made = resources.add(call.work, call.member, what, f"{skill} {level}".strip(), call.now)
        except UserError as error:
            return Ask(learning_views.add_form(), {error.field or "skill": error.sentence})
        return Say(learning_views.added(made))
    said = call.rest("resource add")
    if not said:
        return Ask(learning_views.add_form())
    what, skill = resources.apart(said)
    return Say(learning_views.added(resources.add(call.work, call.member, what, skill, call.now)))


COMMANDS: tuple[Command, ...] = (
    Command(
        words="learn",
        heard=heard.LEARN,
        summary=say("See all that helps to learn a skill"),
        run=learn,
        topic="Ask and share",
        arguments=(Argument("skill", "text"),),
        examples=("learn kubernetes",),
    ),
    Command(
        words="resource add",
        freely=True,
        summary=say("Add something to learn from: a link or words, for a skill"),
        run=add,
        topic="Ask and share",
        arguments=(
            Argument("what", "text", optional=True, shown="<link or words> for <skill> [level]"),
        ),
        examples=("resource add", "resource add https://kubernetes.io/docs for kubernetes 2"),
        form=True,
    ),
    Command(
        words="resource remove",
        summary=say("Take back something to learn from that you added"),
        run=takeaways.unkeep,
        topic="Ask and share",
        arguments=(Argument("takeaway", "text", shown="<resource>"),),
        examples=("resource remove kubernetes docs",),
    ),
    Command(
        words="resources",
        summary=say("See what there is to learn from"),
        run=takeaways.resources,
        topic="Ask and share",
        arguments=(Argument("skill", "text", optional=True),),
        examples=("resources", "resources kubernetes"),
    ),
)
