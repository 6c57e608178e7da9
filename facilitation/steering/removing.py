"""Taking one person out of a program: shown before it happens, and told to them with a way back."""

from facilitation.errors import UserError
from facilitation.joining import service as joining
from facilitation.people import service as people
from facilitation.people.model import Member
from facilitation.post import journal, teller
from facilitation.post.facts_privacy import Invited
from facilitation.programs import service as programs
from facilitation.programs.model import Program
from facilitation.talk.changes import Change, propose
from facilitation.talk.commands import Call
from facilitation.talk.incoming import Reply
from facilitation.talk.messages import Bold, Button, Message, buttons, note, text
from facilitation.talk.phrases import say


def remove(call: Call) -> Reply:
    """Propose to take somebody out of a program."""
    program = programs.find(call.work, call.workspace.id, call.given["program"])
    programs.require_write(call.work, call.member, program)
    member = people.find(call.work, call.workspace.id, call.given["who"])
    enrollment = call.work.enrollments.find(program.id, member.id)
    if enrollment is None or enrollment.state == "left":
        raise UserError(say("{name} is not in {program}.", name=member.name, program=program.name))

    def apply() -> Message:
        joining.leave(call.work, program, member, call.now)
        taken = Invited(program=program.id, member=member.id, kind="member.removed")
        journal.keep(call.work, program.workspace, taken, call.now, by=call.member.id)
        tell = teller.of(call.work, call.workspace, call.now)
        key = f"{program.id}:removed:{member.id}:{call.now:%Y-%m-%dT%H:%M}"
        tell.to_member(member, told(program, call.member), key=key, kind="told", about=program.id)
        tell.send()
        return removed(program, member)

    title = say("Take {name} out of {program}?", name=member.name, program=program.name)
    shown = (
        text(
            say(
                "{name} gets a message that says so, with a button to join again.",
                name=Bold(member.name),
            )
        ),
    )
    yes = say("Take {name} out", name=member.name)
    return propose(call, Change(title, shown, apply, yes, danger=True))


def told(program: Program, by: Member) -> Message:
    """Tell somebody that they were taken out of a program."""
    return Message(
        say("You are no longer in {program}", program=program.name),
        (
            text(say("{name} has taken you out of {program}.", name=by.name, program=program.name)),
            buttons(Button(say("Join again"), f"join #{program.number}")),
            note(say("If that is a mistake, ask {name}.", name=by.name)),
        ),
    )


def removed(program: Program, member: Member) -> Message:
    """Confirm that somebody was taken out."""
    return Message(
        say("{name} is out of {program}", name=member.name, program=program.name),
        (
            buttons(
                Button(
                    say("Invite them again"),
                    f"invite @{member.handle or member.id} to #{program.number}",
                )
            ),
        ),
    )
