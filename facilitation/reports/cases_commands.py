"""What is said of success cases: by whoever leads a program, and by whom was asked."""

from facilitation.errors import Usage
from facilitation.programs import service as programs
from facilitation.reports import cases, cases_views, views
from facilitation.talk.changes import Change, propose
from facilitation.talk.commands import Call
from facilitation.talk.incoming import Replace, Reply, Say
from facilitation.talk.messages import Code, Message
from facilitation.talk.phrases import say


def run(call: Call) -> Reply:
    """Show who is ready to talk; or ask, after a preview."""
    work = call.work
    theirs = [p for p in work.programs.of(call.workspace.id) if programs.may_write(call.member, p)]
    if "program" in call.given:
        program = programs.find(work, call.workspace.id, call.given["program"], ended=True)
        programs.require_write(work, call.member, program)
    elif len(theirs) == 1:
        (program,) = theirs
    else:
        return Say(views.which(theirs, "", "success cases") if theirs else views.none())
    if "ask" not in call.given:
        return Say(cases_views.overview(program, cases.agreed(work, program)))

    def apply() -> Message:
        cases.ask(work, program, call.member, call.now)
        return cases_views.asking(program)

    return propose(
        call, Change(say("Ask two people?"), cases_views.change(), apply, say("Ask them"))
    )


def story(call: Call) -> Reply:
    """Take the answer of whom was asked."""
    word = call.given.get("answer", "").casefold()
    if word not in ("yes", "no"):
        raise Usage("Say yes or no: {command}", command=Code(f"my story {call.given['id']} yes"))
    case = cases.answer(call.work, call.member, call.given["id"], word == "yes", call.now)
    return Replace(cases_views.thanks(case, call.work.programs.get(case.program)))
