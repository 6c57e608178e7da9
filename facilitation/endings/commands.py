"""What is said about how programs are doing and how they end: health, another term, merging, keeping, looking back."""

from facilitation.endings import farewell_views, pulse, service, views
from facilitation.errors import NotAllowed, UserError
from facilitation.joining import views as joining
from facilitation.programs import service as programs
from facilitation.programs.model import Program
from facilitation.rounds import planning
from facilitation.steering import service as steering
from facilitation.talk.changes import Change, propose
from facilitation.talk.commands import Call, Command
from facilitation.talk.grammar import Argument
from facilitation.talk.heard import Heard
from facilitation.talk.incoming import Ask, Replace, Reply, Say
from facilitation.talk.messages import Message
from facilitation.talk.phrases import say

HEALTH = (
    Heard(
        says=(
            "how is {program} doing",
            "how healthy is {program}",
            "is {program} (fading|dying|still alive|alive)",
        ),
        line="program health {program}",
        harmless=True,
    ),
)


_NAMED = Argument("program", "text")


def health(call: Call) -> Reply:
    """Show how a program is doing: the one that is named, or the only one that the caller looks after."""
    named = call.given.get("program", "")
    if not named:
        live = [p for p in call.work.programs.of(call.workspace.id) if p.state != "ended"]
        mine = [p for p in live if programs.may_write(call.member, p)]
        if not mine:
            raise NotAllowed(say("Only admins and whoever looks after a program can see that."))
        if len(mine) > 1:
            return Say(joining.which("program health", mine, say("How is which program doing?")))
        named = f"#{mine[0].number}"
    program = programs.find(call.work, call.workspace.id, named, ended=True)
    if not programs.may_write(call.member, program):
        raise NotAllowed(
            say("Only admins and the facilitators of {program} can see that.", program=program.name)
        )
    found = pulse.beats(call.work, program)
    people = call.work.enrollments.counts(call.workspace.id).get(program.id, 0)
    fades = pulse.fading(pulse.lived(found)) and program.state == "active"
    return Say(views.health(program, people, found, fades=fades))


def again(call: Call) -> Reply:
    """Propose another term, with the same circles or other ones."""
    program = _mine(call)
    same = "same" in call.given
    after = service.again(call.work, program)
    latest = call.work.rounds.latest(program.id)
    rounds = after.settings.term - (latest.number if latest else 0)

    def apply() -> Message:
        service.stay_together(call.work, after, same=same)
        fact = steering.write(
            call.work, call.workspace, program, after, "program.set", by=call.member, now=call.now
        )
        opens_at = planning.next_opening(call.work, after)
        return views.goes_on(after, opens_at, fact.id)

    shown = views.another_term(program, rounds, same=same)
    title = say("Another term of {program}?", program=program.name)
    return propose(call, Change(title, shown, apply, say("Go on")))


def merge(call: Call) -> Reply:
    """Propose that a program becomes part of another one."""
    program = _mine(call)
    others = [
        p
        for p in call.work.programs.of(call.workspace.id)
        if p.id != program.id and p.state == "active" and programs.may_write(call.member, p)
    ]
    if not call.given.get("into"):
        return Say(views.merge_into(program, others))
    into = programs.find(call.work, call.workspace.id, call.given["into"])
    if into.id == program.id:
        raise UserError(say("A program cannot be merged with itself."))
    programs.require_write(call.work, call.member, into)
    there = {e.member for e in call.work.enrollments.of_program(into.id) if e.state == "active"}
    enrolled = call.work.enrollments.of_program(program.id)
    new = {e.member for e in enrolled if e.state == "active"} - there

    def apply() -> Message:
        moved = service.merge(call.work, call.workspace, program, into, call.member, call.now)
        return views.has_merged(program, into, len(moved))

    title = say("Merge {program} into {into}?", program=program.name, into=into.name)
    shown = views.merging(program, into, len(there | new), len(new))
    return propose(call, Change(title, shown, apply, say("Merge them"), danger=True))


def keep(call: Call) -> Reply:
    """Let a silent program stay."""
    program = _mine(call)
    return Replace(views.kept(program, service.keep(call.work, program, call.now)))


def farewell(call: Call) -> Reply:
    """Say what an ended program brought; the form where the words are missing."""
    program = programs.find(call.work, call.workspace.id, call.given["program"], ended=True)
    words = call.given.get("answer", "")
    if not words and call.answers is None:
        return Ask(
            farewell_views.farewell_form(program, call.work.aims.find(program.id, call.member.id))
        )
    came = call.given.get("came", "").strip()
    said = service.look_back(call.work, call.member, program, words, call.now, came)
    return Say(farewell_views.thanks(program, said))


def _mine(call: Call) -> Program:
    program = programs.find(call.work, call.workspace.id, call.given["program"])
    programs.require_write(call.work, call.member, program)
    return program


COMMANDS: tuple[Command, ...] = (
    Command(
        words="program health",
        heard=HEALTH,
        summary=say("See how a program is doing, in numbers"),
        run=health,
        topic="For facilitators",
        arguments=(Argument("program", "text", optional=True),),
        examples=("program health", "program health design"),
    ),
    Command(
        words="program again",
        summary=say("Let a program go on for another term"),
        run=again,
        topic="For facilitators",
        arguments=(
            _NAMED,
            Argument(
                "same", "text", optional=True, keywords=("same",), keep=True, shown="same circles"
            ),
        ),
        examples=("program again #2", "program again #2 same circles"),
    ),
    Command(
        words="program merge",
        summary=say("Make a program part of another one"),
        run=merge,
        topic="For facilitators",
        arguments=(
            _NAMED,
            Argument("into", "text", optional=True, keywords=("into",), shown="<program>"),
        ),
        examples=("program merge design into #2",),
    ),
    Command(
        words="program keep",
        summary=say("Keep a program that has been silent"),
        run=keep,
        topic="For facilitators",
        arguments=(_NAMED,),
        listed=False,
    ),
    Command(
        words="farewell",
        summary=say("Say what a program brought that has ended"),
        run=farewell,
        topic="Meet people",
        arguments=(Argument("program"), Argument("answer", "text", optional=True)),
        listed=False,
        form=True,
    ),
)
