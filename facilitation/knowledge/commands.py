"""What people say to ask each other: ask, answer, pass."""

from facilitation.errors import UserError
from facilitation.knowledge import board_views, heard, looking, service, views
from facilitation.knowledge.model import Question
from facilitation.programs import service as programs
from facilitation.skills import naming
from facilitation.talk.commands import Call, Command
from facilitation.talk.grammar import Argument
from facilitation.talk.incoming import Ask, Replace, Reply, Say
from facilitation.talk.messages import Button, Message
from facilitation.talk.phrases import say

_QUESTION = Argument("question", "text", optional=True, shown='"what you want to know"')


def ask(call: Call) -> Reply:
    """Take a question and let the asker choose who gets it; the form where there is none."""
    said = call.given.get("question", "")
    if not said:
        return Ask(views.ask_form())
    skill = call.given.get("skill", "")
    if said.casefold().startswith("about ") and ":" in said:
        skill, _, said = said[len("about ") :].partition(":")
    name = naming.read(call.work, call.workspace.id, skill).name if skill.strip() else ""
    question = service.draft(call.work, call.member, said, name, call.now)
    known = service.known(call.work, question, call.now)
    if known:
        beside = looking.known(call.work, known)
        return Say(board_views.known_first(question, known, beside))
    return Say(_whom(call, question))


def ask_anyway(call: Call) -> Reply:
    """Let the asker choose who gets a question to which something is known."""
    return Replace(_whom(call, service.mine(call.work, call.member, call.given["id"])))


def _whom(call: Call, question: Question) -> Message:
    candidates = service.peers(call.work, call.workspace, call.member, question, call.now)
    return views.choose(
        question, candidates, service.channels(call.work, call.member, call.where.id)
    )


def ask_peers(call: Call) -> Reply:
    """Put a question to the best-placed peers."""
    question = service.mine(call.work, call.member, call.given["id"])
    if question.to or question.state == "closed":
        raise UserError("That question has already been sent, or is closed.")
    candidates = service.peers(call.work, call.workspace, call.member, question, call.now)
    if not candidates:
        raise UserError("Nobody who offers that is free just now. Try a channel, or try later.")
    service.put_to_peers(call.work, call.member, question, candidates, call.now)
    return Replace(views.sent(question, candidates))


def ask_channel(call: Call) -> Reply:
    """Put a question to a program's channel."""
    question = service.mine(call.work, call.member, call.given["id"])
    program = programs.find(call.work, call.workspace.id, call.given["program"])
    if not program.channel:
        raise UserError("{program} has no channel that I can post in.", program=program.name)
    if question.channel or question.state == "closed":
        raise UserError("That question has already been sent, or is closed.")
    service.put_to_channel(call.work, call.member, question, program, call.now)
    return Replace(views.sent_to_channel(question, program))


def ask_close(call: Call) -> Reply:
    """Close a question."""
    return Replace(views.closed(service.close(call.work, call.member, call.given["id"])))


def answer(call: Call) -> Reply:
    """Answer a question; the form where the words are missing."""
    question = service.to_answer(call.work, call.member, call.given["id"])
    if "text" not in call.given:
        return Ask(views.answer_form(question))
    service.answer(call.work, call.member, question.id, call.given["text"], call.now)
    return Replace(views.thanks(call.work.members.get(question.asker)))


def let_pass(call: Call) -> Reply:
    """Let a question pass."""
    further = service.passed(call.work, call.workspace, call.member, call.given["id"], call.now)
    return Replace(views.passed_on(further=further))


def questions(call: Call) -> Reply:
    """List one's own questions."""
    found = [q for q in call.work.questions.of_member(call.member.id) if q.state != "draft"]
    counts = {q.id: len(call.work.questions.answers(q.id)) for q in found[: views.SHOWN]}
    return Say(views.questions(found, counts))


_ID = Argument("id", shown="<question>")

COMMANDS: tuple[Command, ...] = (
    Command(
        words="ask",
        freely=True,
        heard=heard.ASK,
        summary=say("Ask a question, to peers or in a channel"),
        run=ask,
        topic="Ask and share",
        button=Button(say("Ask a question"), "ask"),
        arguments=(_QUESTION,),
        examples=("ask", 'ask "How do you test Terraform modules?"'),
        form=True,
    ),
    Command(
        words="questions",
        heard=heard.QUESTIONS,
        summary=say("See what you asked, and what came back"),
        run=questions,
        topic="Ask and share",
        also=("my questions",),
    ),
    Command(
        words="question anyway",
        summary=say("Ask people what may be known already"),
        run=ask_anyway,
        topic="Ask and share",
        arguments=(_ID,),
        listed=False,
    ),
    Command(
        words="question peers",
        summary=say("Ask peers a question"),
        run=ask_peers,
        topic="Ask and share",
        arguments=(_ID,),
        listed=False,
    ),
    Command(
        words="question channel",
        summary=say("Post a question in a program's channel"),
        run=ask_channel,
        topic="Ask and share",
        arguments=(_ID, Argument("program")),
        listed=False,
    ),
    Command(
        words="question close",
        summary=say("Close a question of yours"),
        run=ask_close,
        topic="Ask and share",
        arguments=(_ID,),
        listed=False,
    ),
    Command(
        words="answer",
        freely=True,
        summary=say("Answer a question"),
        run=answer,
        topic="Ask and share",
        arguments=(_ID, Argument("text", "text", optional=True)),
        listed=False,
        form=True,
    ),
    Command(
        words="pass",
        summary=say("Let a question pass"),
        run=let_pass,
        topic="Ask and share",
        arguments=(_ID,),
        listed=False,
    ),
)
