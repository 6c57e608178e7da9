"""What people ask about what it was good for: of a program by whoever looks after it, else of what they did."""

from facilitation.people import rights
from facilitation.post import journal
from facilitation.post.facts_privacy import ReportOpened
from facilitation.programs import service as programs
from facilitation.reports import (
    cases_commands,
    figure_commands,
    heard,
    least_commands,
    links,
    monthly_commands,
    own_commands,
    periods,
    service,
    views,
)
from facilitation.reports.service import KIND
from facilitation.talk.commands import Call, Command
from facilitation.talk.grammar import Argument
from facilitation.talk.incoming import Reply, Say
from facilitation.talk.phrases import say


def report(call: Call) -> Reply:
    """Show what a program was good for in a period, this quarter unless another is named; to members, their own."""
    work, words = call.work, call.given.get("period", "this quarter")
    said = call.given.get("program", "")
    theirs = [p for p in work.programs.of(call.workspace.id) if programs.may_write(call.member, p)]
    theirs = [p for p in theirs if p.state != "ended"] or theirs
    if not (said or theirs or rights.may(call.member, "facilitator")):
        return own_commands.run(call)
    if said:
        program = programs.find(work, call.workspace.id, said, ended=True)
        programs.require_write(
            work,
            call.member,
            program,
            say(
                "Only its facilitators and admins can see the report on {program}. Your own: my report.",
                program=program.name,
            ),
        )
    elif len(theirs) == 1:
        (program,) = theirs
    else:
        more = call.given.get("monthly", call.given.get("period", ""))
        return Say(views.which(theirs, more) if theirs else views.none())
    if "monthly" in call.given:
        return monthly_commands.run(call, program, call.given["monthly"].partition(" ")[2].strip())
    period = periods.read(words, call.now, call.workspace.zone)
    made = service.take(work, program, period, call.workspace.zone)
    read = ReportOpened(program=program.id, period=periods.label(period), to="chat")
    journal.keep(work, program.workspace, read, call.now, by=call.member.id)
    about, who = f"{program.id} {words}", call.member.id
    return Say(views.card(made, links.address(work, call.workspace.id, who, KIND, about, call.now)))


COMMANDS: tuple[Command, ...] = (
    Command(
        words="my report",
        freely=True,
        heard=heard.OWN,
        summary=say("See what you did and what came of it; nobody else can"),
        run=own_commands.run,
        topic="About me",
        arguments=(Argument("period", "text", optional=True, shown="this quarter"),),
        examples=("my report", "my report last year"),
        also=("report me", "own report"),
    ),
    Command(
        words="report",
        freely=True,
        heard=heard.REPORT,
        summary=say("See what a program was good for, in a month, a quarter or a year"),
        run=report,
        topic="For facilitators",
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
            Argument(
                "monthly",
                "text",
                optional=True,
                keywords=("monthly",),
                keep=True,
                alone=True,
                shown="monthly to #channel|me|off",
            ),
        ),
        examples=(
            "report",
            "report coffee last quarter",
            "report coffee monthly to me",
            "report me",
        ),
    ),
    Command(
        words="team figure",
        summary=say("Put a figure of the team's own beside a report, with its source"),
        run=figure_commands.run,
        topic="For facilitators",
        who="member",
        arguments=(Argument("program", "text", optional=True),),
        examples=("team figure", "team figure coffee"),
        form=True,
    ),
    Command(
        words="smallest number",
        heard=heard.LEAST,
        summary=say("See or set from how many people on anything is said of them"),
        run=least_commands.run,
        topic="For admins",
        who="facilitator",
        arguments=(Argument("number", "text", optional=True, shown="10"),),
        examples=("smallest number", "smallest number 10"),
    ),
    Command(
        words="success cases",
        summary=say("Find people who would tell you what worked and what did not"),
        run=cases_commands.run,
        topic="For facilitators",
        arguments=(
            Argument("program", "text", optional=True),
            Argument(
                "ask", "text", optional=True, keywords=("ask",), keep=True, alone=True, shown="ask"
            ),
        ),
        examples=("success cases", "success cases coffee ask"),
    ),
    Command(
        words="my story",
        summary=say("Say whether you would tell how it went for you"),
        run=cases_commands.story,
        topic="About me",
        arguments=(Argument("id", "word"), Argument("answer", "word", shown="yes|no")),
        listed=False,
    ),
)
