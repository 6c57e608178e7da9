"""What facilitators and admins ask about what a program was good for."""

from datetime import timedelta

from facilitation.privacy.model import Pass
from facilitation.programs import service as programs
from facilitation.reports import heard, periods, service, views
from facilitation.talk.commands import Call, Command
from facilitation.talk.grammar import Argument
from facilitation.talk.incoming import Reply, Say
from facilitation.talk.phrases import say

KIND = "report"
OPEN_FOR = timedelta(hours=1)
SHOWN = 5


def report(call: Call) -> Reply:
    """Show what a program was good for in a period, this quarter unless another is named."""
    work, words = call.work, call.given.get("period", "this quarter")
    period = periods.read(words, call.now, call.workspace.zone)
    if "program" in call.given:
        program = programs.find(work, call.workspace.id, call.given["program"], ended=True)
        programs.require_write(work, call.member, program)
    else:
        theirs = [
            p for p in work.programs.of(call.workspace.id) if programs.may_write(call.member, p)
        ]
        theirs = [p for p in theirs if p.state != "ended"] or theirs
        if len(theirs) != 1:
            return Say(
                views.which(theirs[:SHOWN], call.given.get("period", ""))
                if theirs
                else views.none()
            )
        (program,) = theirs
    made = service.take(work, program, period, call.workspace.zone)
    return Say(views.card(made, _address(call, program.id, words)))


def _address(call: Call, program: str, words: str) -> str:
    """Return where the whole report can be opened for an hour, "" where Peerloop has no address."""
    if not call.work.address("report"):
        return ""
    opens = Pass(
        workspace=call.workspace.id,
        member=call.member.id,
        kind=KIND,
        about=f"{program} {words}",
        made_at=call.now,
        expires_at=call.now + OPEN_FOR,
    )
    return call.work.address(f"report/{call.work.passes.make(opens)}")


COMMANDS: tuple[Command, ...] = (
    Command(
        words="report",
        heard=heard.REPORT,
        summary=say("See what a program was good for, in a month, a quarter or a year"),
        run=report,
        topic="For facilitators",
        who="facilitator",
        arguments=(
            Argument("program", "text", optional=True),
            Argument(
                "period",
                "text",
                optional=True,
                keywords=("this", "last"),
                keep=True,
                shown="this quarter",
            ),
        ),
        examples=("report", "report coffee last quarter"),
    ),
)
