"""Takeaways from discussions: what somebody said in one is kept for others, once they agree."""

from facilitation.errors import NotAllowed, NotFound, UserError
from facilitation.knowledge import keeping, takeaway_views
from facilitation.people import rights
from facilitation.talk.commands import Call, Command
from facilitation.talk.grammar import Argument
from facilitation.talk.incoming import Reply, Say
from facilitation.talk.phrases import say


def agree(call: Call) -> Reply:
    """Keep one's own words from a discussion for others; raises NotFound, NotAllowed."""
    try:
        said = call.work.discussions.contribution(call.given["id"])
        found = rights.theirs(call.work.discussions.get, said.discussion, call.workspace.id)
    except NotFound:
        found = None
    if found is None or not said.words:
        raise NotFound(say("I do not have those words any more."))
    if said.member != call.member.id:
        raise NotAllowed(say("Only whoever said it can let it be kept."))
    if not call.work.inbox.first(call.workspace.id, f"{said.id}:kept", call.now):
        raise UserError(say("That is kept already. See it with your takeaways: takeaways"))
    made = keeping.own(
        call.work,
        call.member,
        said.words,
        call.now,
        source=found.id,
        program=found.program,
    )
    # the card it stood on asks for more
    return Say(takeaway_views.kept(made))


COMMANDS: tuple[Command, ...] = (
    Command(
        words="discussion keep",
        summary=say("Let your words from a discussion be kept for others"),
        run=agree,
        topic="Ask and share",
        arguments=(Argument("id"),),
        listed=False,
    ),
)
