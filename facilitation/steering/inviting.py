"""Inviting people to a program: each gets a message with a button, and is in it only when they press it."""

from collections.abc import Sequence
from datetime import timedelta

from facilitation.errors import NotFound, UserError
from facilitation.joining import service as joining
from facilitation.joining.views import which
from facilitation.people import rights
from facilitation.people import service as people
from facilitation.people.model import Member
from facilitation.post import journal, teller
from facilitation.post.facts_privacy import Invited
from facilitation.programs import saying
from facilitation.programs import service as programs
from facilitation.programs.model import Program
from facilitation.rounds import wording
from facilitation.talk.commands import Call
from facilitation.talk.forms import Form, People
from facilitation.talk.incoming import Ask, Reply, Say
from facilitation.talk.messages import Block, Bold, Button, Message, buttons, note, text
from facilitation.talk.phrases import Phrase, say, say_n

WORTH_TELLING = timedelta(days=14)
"""How long an invitation is still worth sending."""
SHOWN = 3
"""So many people are named in a title; more are counted."""
_ALL = frozenset(("everyone", "everybody", "all", "people", "anyone", "somebody", "someone"))
"""What names nobody."""


def invite(call: Call) -> Reply:
    """Invite people to a program; once a day at the most, and nobody who is in it already."""
    who, into = call.given.get("who", ""), call.given.get("program", "")
    if not (who and into):
        return _missing(call, who, into)
    program = running(call, into)
    found = _those(call, who, [program])
    if len(found) == 1 and _is_in(call, program, found[0]):
        raise UserError(
            "{member} is already in {program}.", member=found[0].name, program=program.name
        )
    return _ask_those(call, program, found)


def invite_people(call: Call) -> Reply:
    """Ask whom to invite in a form, or invite those who were picked; who is in already is not asked."""
    into = call.given.get("program", "").removeprefix("to ")
    if not into:
        return _missing(call)
    program = running(call, into)
    if call.answers is None:
        return Ask(form(program))
    picked = call.answers.get("who", ())
    ids = [picked] if isinstance(picked, str) else picked
    found = [people.find(call.work, call.workspace.id, one) for one in ids if one.strip()]
    if not found:
        return Ask(form(program), {"who": say("Pick at least one person.")})
    return _ask_those(call, program, found)


def _missing(call: Call, who: str = "", into: str = "") -> Reply:
    """Ask to which program, or whom, where one of the two was not said."""
    mine = [running(call, into)] if into else _running_of(call)
    if who:
        _those(call, who, mine)
        return Say(which(f"invite {who} to", mine, say("To which program shall I invite them?")))
    if len(mine) == 1 and not into:
        return Ask(form(mine[0]))
    return Say(which("invite people", mine, say("Pick whom to invite. To which program?")))


def _running_of(call: Call) -> list[Program]:
    """Return the running programs that the caller may invite people to; raises UserError where there is none."""
    there = [p for p in call.work.programs.of(call.workspace.id) if p.state == "active"]
    mine = [p for p in there if programs.may_write(call.member, p)]
    if mine:
        return mine
    if there:
        only = say("Only its facilitators and admins can invite people to a program.")
        raise rights.refused(call.work, call.workspace.id, only)
    raise UserError("No program is running, so nobody can be invited to one just now.")


def _those(call: Call, who: str, into: Sequence[Program]) -> list[Member]:
    """Return the people who were named; where somebody is nobody they can be picked instead."""
    try:
        if who.casefold().partition(" ")[0] in _ALL:
            raise NotFound("Whom would you like to invite? Name them, such as @ana, or pick them.")
        return people.several(call.work, call.workspace.id, who)
    except NotFound as error:
        error.ways = [
            (say("Pick people for {program}", program=p.name), f"invite people #{p.number}")
            for p in into[:SHOWN]
        ]
        raise


def _ask_those(call: Call, program: Program, found: Sequence[Member]) -> Reply:
    inside = [m for m in found if _is_in(call, program, m)]
    fresh = [m for m in found if m not in inside]
    ask(call, program, fresh)
    return Say(invited(program, fresh, inside))


def running(call: Call, words: str) -> Program:
    """Return the program that people are to be invited to; raises UserError where nobody can be."""
    program = programs.find(call.work, call.workspace.id, words)
    programs.require_write(call.work, call.member, program)
    if program.state != "active":
        raise UserError(
            "{program} is not running, so nobody can be invited to it just now.",
            program=program.name,
        )
    return program


def _is_in(call: Call, program: Program, member: Member) -> bool:
    enrollment = call.work.enrollments.find(program.id, member.id)
    return enrollment is not None and enrollment.state != "left"


def ask(call: Call, program: Program, members: Sequence[Member], once: str = "") -> None:
    """Owe each of them an invitation: one a day, or one for all days that go by the name of `once`."""
    tell = teller.of(call.work, call.workspace, call.now)
    asked = invitation(program, wording.means(call.work, program), call.member)
    whom = [Invited(program=program.id, member=member.id) for member in members]
    journal.keep_all(call.work, call.workspace.id, whom, call.now, by=call.member.id)
    for member in members:
        tell.to_member(
            member,
            asked,
            key=joining.invited_key(program.id, member.id, once or str(call.now.date())),
            kind="told",
            about=program.id,
            until=WORTH_TELLING,
        )
    tell.send()


def form(program: Program) -> Form:
    """Return the form that asks whom to invite."""
    return Form(
        say("Invite to {program}", program=program.name),
        f"invite people #{program.number}",
        (People("who", say("Whom would you like to invite?"), many=True),),
        say("Each gets a message with a button, and is in only when they press it."),
    )


def invitation(program: Program, means: Phrase, by: Member) -> Message:
    """Ask somebody whether they would like to join a program, and say what that `means`."""
    goal: tuple[Block, ...] = (text(program.goal),) if program.goal else ()
    return Message(
        say("{name} invites you to {program}", name=by.name, program=program.name),
        (
            text(means),
            text(
                say(
                    "It opens {often}. You take part only if you want to.",
                    often=saying.rhythm(program),
                )
            ),
            *goal,
            buttons(
                Button(
                    say("Join {program}", program=program.name),
                    f"join #{program.number}",
                    "primary",
                    "yes",
                ),
                Button(say("What is it?"), f"program #{program.number}"),
                Button(say("Not for me"), "leave as it is", means="no"),
            ),
            note(
                say(
                    "You get this because {name} invited you. If you do not want to, just ignore it.",
                    name=by.name,
                )
            ),
        ),
    )


def invited(program: Program, fresh: Sequence[Member], inside: Sequence[Member] = ()) -> Message:
    """Tell who invited people that they are asked, and who was in it already."""
    names = [m.name for m in fresh]
    asked = say(
        "I ask {names}, in their working hours, whether they want to join {program}. They decide.",
        names=names,
        program=Bold(program.name),
    )
    already = say(
        "Already in {program}: {names}.",
        program=program.name,
        names=[m.name for m in inside],
    )
    said = (*((asked,) if fresh else ()), *((already,) if inside else ()))
    title = (
        say_n("{names} is invited", "{names} are invited", len(names), names=names[:SHOWN])
        if 0 < len(names) <= SHOWN
        else say("{n} people are invited", n=len(names))
    )
    if not fresh:
        title = say("Nobody new to invite")
    return Message(
        title,
        (
            *map(text, said),
            buttons(Button(say("Who is in?"), f"members #{program.number}")),
        ),
    )
