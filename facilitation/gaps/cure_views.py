"""What facilitators and admins see of one gap: what was done about it, what came of that, and what can be done."""

from facilitation.gaps import views
from facilitation.gaps.cures import Cured
from facilitation.knowledge import learning_views
from facilitation.people.model import Member
from facilitation.programs import service as programs
from facilitation.programs.model import Program
from facilitation.talk.messages import (
    Block,
    Bold,
    Button,
    Items,
    Message,
    Spans,
    buttons,
    note,
    text,
)
from facilitation.talk.phrases import Phrase, say
from facilitation.talk.text import cut


def one(gap: Cured, reader: Member, *, admin: bool) -> Message:
    """Show one gap; `admin` is whether the reader may start a program."""
    came = _came(gap)
    blocks: list[Block] = [text(_wide(gap))]
    if came:
        blocks += [text(Bold(say("What came of it"))), Items(came)]
    blocks += [buttons(*_acts(gap, reader, admin=admin)), *learning_views.resources(gap.resources)]
    return Message(
        say("What about {skill}?", skill=gap.skill),
        (*blocks, note(say("Nobody is named here. Who is invited decides alone whether to come."))),
    )


def _wide(gap: Cured) -> Phrase:
    """Return how many want it, and whether somebody can help."""
    help_ = say("Somebody here can help with it.") if gap.offered else say("Nobody here offers it.")
    if not gap.wanted:
        return say("{help} Too few people want it to be counted.", help=help_)
    return say("{n} or more people want to learn it. {help}", n=gap.wanted, help=help_)


def _came(gap: Cured) -> tuple[Spans, ...]:
    """Return what was done about it and what came of that, a line each."""
    lines: list[Spans] = []
    if gap.closed:
        lines.append(
            (say("Closed: somebody has learned it, as a colleague said after a session."),)
        )
    lines += [(say("{program} is about it.", program=Bold(p.name)),) for p in gap.programs]
    if gap.asked:
        lines.append((say("A channel was asked who can help."),))
    if gap.discussed:
        lines.append((say("A channel was given a question about it."),))
    return tuple(lines)


def _acts(gap: Cured, reader: Member, *, admin: bool) -> list[Button]:
    """Return what can be done about it: what was done already is not offered again."""
    theirs = [p for p in gap.programs if programs.may_write(reader, p)]
    acts = [
        Button(
            say("Invite people to {program}", program=cut(p.name, 40)),
            f'invite about "{gap.skill}" to #{p.number}',
        )
        for p in theirs
    ]
    if admin and not gap.programs:
        acts.append(views.start(gap.skill))
    if not gap.asked:
        acts.append(Button(say("Invite an expert"), f'expert wanted "{gap.skill}"'))
    if not gap.discussed:
        acts.append(Button(say("Open a discussion"), f'prompt about "{gap.skill}"'))
    return [*acts, Button(say("All gaps"), "gaps")]


def would_invite(skill: str, program: Program) -> tuple[Block, ...]:
    """Show who would be invited to a program."""
    return (
        text(
            "I ask those who want to learn {skill}, and those who can help with it, whether they would like to "
            "join {program}.",
            skill=Bold(skill),
            program=Bold(program.name),
        ),
        note(
            say(
                "Each gets one message in their working hours, and is in only when they press its button."
            )
        ),
    )


def invited(program: Program) -> Message:
    """Confirm that people are asked, without saying how many they are."""
    return Message(
        say("They are asked"),
        (
            text(
                "Who would like to join {program} is in it with one tap.",
                program=Bold(program.name),
            ),
            buttons(Button(say("Who is in?"), f"members #{program.number}")),
        ),
    )
