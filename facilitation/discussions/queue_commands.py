"""What is done with questions that wait: reword one, ask it next, take it out, say that one would like it."""

from dataclasses import replace
from datetime import timedelta

from facilitation.discussions import prompt_views, service
from facilitation.discussions.model import Prompt
from facilitation.discussions.prompt_commands import queue_of
from facilitation.errors import NotFound, UserError
from facilitation.people import rights
from facilitation.programs import service as programs
from facilitation.talk.commands import Call, Command
from facilitation.talk.grammar import Argument
from facilitation.talk.incoming import Ask, Replace, Reply, Say
from facilitation.talk.phrases import say


def edit(call: Call) -> Reply:
    """Reword a question that waits, ask it next or take it out; its author may reword it while it is proposed."""
    found = _waiting(call)
    program = call.work.programs.get(found.program)
    leads = programs.may_write(call.member, program)
    if not leads and not (found.state == "proposed" and found.by == call.member.id):
        programs.require_write(call.work, call.member, program)
    if call.answers is None:
        return Ask(prompt_views.edit_form(found, leads=leads))
    given = call.given
    try:
        changed = replace(found, asks=service.asked(given.get("question", "")))
    except UserError as error:
        form = prompt_views.edit_form(found, leads=leads)
        return Ask(form, {error.field or "question": error.sentence})
    place = given.get("place", "") if leads else ""
    if place == "next":
        queued = call.work.prompts.waiting(program.id)
        first = min((p.at for p in queued if p.state == "queued"), default=call.now)
        changed = replace(changed, state="queued", at=first - timedelta(seconds=1))
    elif place == "out":
        changed = replace(changed, state="skipped", at=call.now)
    call.work.prompts.save(changed)
    return Say(queue_of(call, program))


def vote(call: Call) -> Reply:
    """Say that one would like a proposed question, or no longer."""
    found = _waiting(call)
    if found.by == call.member.id:
        raise UserError(say("You proposed it, so I know that you would like it."))
    call.work.prompts.vote(found.id, call.member.id)
    return Replace(queue_of(call, call.work.programs.get(found.program)))


def _waiting(call: Call) -> Prompt:
    found = rights.theirs(call.work.prompts.get, call.given["id"], call.workspace.id)
    if found is None:
        raise NotFound(say("I do not know that question any more."))
    if found.state not in ("queued", "proposed"):
        raise UserError(say("That question does not wait any more."))
    return found


COMMANDS: tuple[Command, ...] = (
    Command(
        words="prompt edit",
        summary=say("Reword a question that waits, ask it next, or take it out"),
        run=edit,
        topic="For facilitators",
        arguments=(Argument("id", shown="<question>"),),
        listed=False,
        form=True,
    ),
    Command(
        words="prompt vote",
        summary=say("Say that you would like a proposed question too"),
        run=vote,
        topic="Ask and share",
        arguments=(Argument("id", shown="<question>"),),
        listed=False,
    ),
)
