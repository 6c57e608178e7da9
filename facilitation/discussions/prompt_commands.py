"""What people say about questions to come: see them, add, propose, skip, ask one now, and choose a deck."""

from dataclasses import replace
from functools import partial
from typing import Literal

from facilitation.discussions import heard, leading_views, planned, prompt_views, service, turns
from facilitation.discussions.model import Discussion, Prompt
from facilitation.errors import NotAllowed, NotFound, UserError
from facilitation.people import rights
from facilitation.programs import facilitators
from facilitation.programs import service as programs
from facilitation.programs.model import Program
from facilitation.talk import grammar
from facilitation.talk.commands import Call, Command, behind_button
from facilitation.talk.grammar import Argument
from facilitation.talk.incoming import Ask, Replace, Reply, Say
from facilitation.talk.messages import Button, Message
from facilitation.talk.phrases import say
from facilitation.talk.text import cut

_OF = Argument("program", "text", optional=True)


def prompts(call: Call) -> Reply:
    """Show which question comes next, what waits and what is proposed."""
    program = program_of(call, call.given.get("program", ""))
    return Say(queue_of(call, program))


def add(call: Call) -> Reply:
    """Put a question in line; the form where it is missing."""
    program, question = _asked(call, "prompt add")
    programs.require_write(call.work, call.member, program)
    if not question:
        return Ask(prompt_views.write_form(program, "add"))
    return Say(prompt_views.added(program, _keep(call, program, question, "queued")))


def propose(call: Call) -> Reply:
    """Propose a question to those who look after a program; the form where it is missing."""
    program, question = _asked(call, "prompt propose")
    if not question:
        return Ask(prompt_views.write_form(program, "propose"))
    kept = _keep(call, program, question, "proposed")
    message = prompt_views.proposed(program, kept, call.member)
    facilitators.tell(call.work, program, message, f"{kept.id}:proposed", call.now)
    return Say(prompt_views.added(program, kept))


def following(call: Call) -> Reply:
    """Ask the next question now: open a discussion with it."""
    program = program_of(call, call.given.get("program", ""))
    programs.require_write(call.work, call.member, program)
    coming = turns.upcoming(call.work, program, call.now)
    made = service.open_one(call.work, call.member, program, coming.asks, service.WINDOW, call.now)
    turns.done(call.work, coming, "used", call.now)
    return Say(leading_views.opened(made, program))


def skip(call: Call) -> Reply:
    """Pass over the next question."""
    program = program_of(call, call.given.get("program", ""))
    programs.require_write(call.work, call.member, program)
    coming = turns.upcoming(call.work, program, call.now)
    turns.done(call.work, coming, "skipped", call.now)
    return Replace(queue_of(call, program))


def take(call: Call) -> Reply:
    """Put a proposal in line."""
    return Replace(prompt_views.judged(_judge(call, "queued")))


def drop(call: Call) -> Reply:
    """Leave a proposal out."""
    return Replace(prompt_views.judged(_judge(call, "skipped")))


def another(call: Call) -> Reply:
    """Take another question for the discussion that one leads."""
    mine = _mine(call)
    return Replace(prompt_views.changed(planned.another(call.work, mine, call.now)))


def reword(call: Call) -> Reply:
    """Put the question that one leads in one's own words."""
    mine = _mine(call)
    planned.require(mine)
    question = call.given.get("question", "")
    if not question and call.answers is None:
        return Ask(prompt_views.reword_form(mine))
    return Say(prompt_views.changed(planned.reword(call.work, mine, question)))


def let_pass(call: Call) -> Reply:
    """Let somebody else lead this time."""
    return Replace(
        prompt_views.passed(planned.not_this_time(call.work, _mine(call), call.member, call.now))
    )


def queue_of(call: Call, program: Program) -> Message:
    """Return what comes next in a program, as whoever asks may see it."""
    waiting = call.work.prompts.waiting(program.id)
    people = call.work.members.some(sorted({p.by for p in waiting if p.by}))
    return prompt_views.queue(
        program,
        turns.upcoming(call.work, program, call.now),
        waiting,
        turns.deck(call.work, program),
        people,
        votes=call.work.prompts.votes([p.id for p in waiting if p.state == "proposed"]),
        leads=programs.may_write(call.member, program),
    )


def _asked(call: Call, verb: str) -> tuple[Program, str]:
    """Return the program and the question: what is between quotation marks, or all that names no program."""
    said = call.given.get("said", "").strip()
    if call.answers is not None:
        return program_of(call, said), call.given.get("question", "")
    words = grammar.tokens(said)
    if len(words) == 2 and words[0].quoted != words[1].quoted:
        asked, program = sorted(words, key=lambda t: not t.quoted)
        return program_of(call, program.value), asked.value
    if len(words) == 1 and not words[0].quoted and words[0].value.startswith("#"):
        return program_of(call, said), ""
    question = words[0].value if len(words) == 1 else said
    return program_of(call, "", f"{verb} “{question}”" if question else verb), question


def program_of(call: Call, named: str, line: str = "") -> Program:
    """Return the program that is named, or whose channel this is, or the only one that it can be; raises UserError.

    Where it can be several, each is offered behind the line, which is the caller's own where none is given.
    """
    if named:
        return programs.find(call.work, call.workspace.id, named)
    running = [p for p in call.work.programs.of(call.workspace.id) if p.state != "ended"]
    here = [p for p in running if p.channel and p.channel == call.where.id]
    led = [p for p in running if call.member.id in p.facilitators]
    talking = [p for p in running if p.format == "discussion"]
    for found in (here, led, talking, running):
        if len(found) == 1:
            return found[0]
    if not running:
        raise NotFound(say("There is no program here yet."))
    ways = [(cut(p.name, 60), f"{line or call.line} #{p.number}") for p in running]
    if len(ways) > leading_views.SHOWN:
        raise UserError(say("In which program? Name it at the end, such as: prompts coffee"))
    raise UserError(say("In which program?"), ways=ways)


def _keep(
    call: Call, program: Program, question: str, state: Literal["queued", "proposed"]
) -> Prompt:
    return call.work.prompts.save(
        Prompt(
            id=call.work.new_id("pmt"),
            workspace=call.workspace.id,
            program=program.id,
            asks=service.asked(question),
            by=call.member.id,
            state=state,
            at=call.now,
        )
    )


def _judge(call: Call, state: Literal["queued", "skipped"]) -> Prompt:
    found = rights.theirs(call.work.prompts.get, call.given["id"], call.workspace.id)
    if found is None:
        raise NotFound(say("I do not know that question any more."))
    programs.require_write(call.work, call.member, call.work.programs.get(found.program))
    if found.state != "proposed":
        raise UserError(say("That question has been seen to already."))
    return call.work.prompts.save(replace(found, state=state, at=call.now))


def _mine(call: Call) -> Discussion:
    """Return the discussion to come that the caller leads; raises NotAllowed."""
    found = service.find(call.work, call.member, call.given["id"])
    if found.facilitator != call.member.id:
        raise NotAllowed(say("Somebody else leads this discussion."))
    return found


_SAID = Argument("said", "text", optional=True, shown='"your question" [program]')
_ID = Argument("id", shown="<question>")


_hidden = partial(behind_button, topic="For facilitators")

COMMANDS: tuple[Command, ...] = (
    Command(
        words="prompts",
        heard=heard.PROMPTS,
        summary=say("See which question comes next, and propose one"),
        run=prompts,
        topic="Ask and share",
        arguments=(_OF,),
    ),
    Command(
        words="prompt add",
        summary=say("Put a question in line"),
        run=add,
        topic="For facilitators",
        button=Button(say("Put a question in line"), "prompt add"),
        arguments=(_SAID,),
        examples=('prompt add "What did you stop doing lately?"',),
        form=True,
    ),
    Command(
        words="prompt propose",
        heard=heard.PROPOSE,
        summary=say("Propose a question to whoever looks after a program"),
        run=propose,
        topic="Ask and share",
        arguments=(_SAID,),
        form=True,
    ),
    Command(
        words="prompt ask",
        summary=say("Put the next question to the channel now"),
        run=following,
        topic="For facilitators",
        arguments=(_OF,),
        also=("prompt next",),
    ),
    Command(
        words="prompt skip",
        summary=say("Pass over the next question"),
        run=skip,
        topic="For facilitators",
        arguments=(_OF,),
    ),
    _hidden("prompt take", say("Put a proposed question in line"), take, _ID),
    _hidden("prompt drop", say("Leave a proposed question out"), drop, _ID),
    _hidden("prompt another", say("Take another question"), another, _ID),
    _hidden(
        "prompt reword",
        say("Put the question in your own words"),
        reword,
        _ID,
        Argument("question", "text", optional=True),
        form=True,
    ),
    _hidden("prompt pass", say("Let somebody else lead this time"), let_pass, _ID),
)
