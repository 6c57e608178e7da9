"""What a circle that stands for several rounds reads: it meets again, who does what this time, who has left it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from facilitation.people.model import Member
from facilitation.programs.formats import library
from facilitation.programs.formats.acts import Introduce
from facilitation.programs.model import Program
from facilitation.rounds import introductions, sheets, views
from facilitation.rounds.model import Circle, Role
from facilitation.rounds.sheets import Sheet
from facilitation.rounds.times.service import Seen
from facilitation.rounds.times.views import choosing, fitting
from facilitation.rounds.views import because
from facilitation.sessions.model import Session
from facilitation.talk.messages import Block, Bold, Mention, Message, text
from facilitation.talk.phrases import Phrase, say
from facilitation.talk.words import each, mention
from facilitation.work import Work

SEATED = say("Your circle has kept your seat, and you are in it again from then on.")
"""What somebody reads after the day of the next round who has joined again."""

_DOES: Mapping[Role, Callable[[tuple[Mention, ...]], Phrase]] = {
    "mentor": lambda who: say(
        "{who}, this time you share what you know, and the others ask.", who=who
    ),
    "facilitator": lambda who: say("{who}, this time you lead the conversation.", who=who),
    "presenter": lambda who: say("{who}, this time you show the others something.", who=who),
    "owner": lambda who: say("{who}, this time it is your problem that you all work on.", who=who),
    "learner": lambda who: say("{who}, this time your goal comes first.", who=who),
    "notes": lambda who: say("{who}, this time you write down what comes of it.", who=who),
}
"""What somebody hears of a role; who is to get it going reads so elsewhere, and of learning nobody is told."""


def finds(who: tuple[Mention, ...]) -> Phrase:
    """Return who sees to it from now on that a time is found."""
    return say("{who}, this time you see to it that a time is found.", who=who)


def roles(circle: Circle, people: Mapping[str, Member]) -> tuple[Block, ...]:
    """Return who does what this time, one line a role."""
    return passed(circle, people, tuple(_DOES))


def passed(circle: Circle, people: Mapping[str, Member], to: Sequence[Role]) -> tuple[Block, ...]:
    """Return who does what of these roles this time, and who gets it going where that is one of them."""
    given = [
        does(each([people[m] for m in having]))
        for role, does in (*_DOES.items(), ("captain", finds))
        if role in to and (having := circle.having(role))
    ]
    return tuple(text(line) for line in given)


def again(
    program: Program,
    circle: Circle,
    session: Session,
    people: Mapping[str, Member],
    starter: str,
    ask: Sequence[Block] = (),
    sheet: Sequence[Block] = (),
    hints: Sequence[Block] = (),
) -> Message:
    """Tell a circle that stands that it meets again: who is there, who does what, and a question to start with.

    `hints` say for whom the next time is at another hour, or are the times put before it.
    """
    away = [people[m] for m in circle.members if m not in session.people]
    there = [people[m] for m in circle.members if m in session.people]
    lines: list[Phrase] = [
        say(
            "{people}, a new round of {program} has begun, and you stay together.",
            people=each(there),
            program=Bold(program.name),
        )
    ]
    if away:
        lines.append(say("Away this time: {people}.", people=each(away)))
    return Message(
        say("{program}: your circle meets again", program=program.name),
        (
            *(text(line) for line in lines),
            *roles(circle, people),
            *(sheet or views.to_start(starter)),
            *ask,
            *hints,
            *views.acts(program, session),
        ),
    )


def left(program: Program, member: Member, rest: Sequence[Member]) -> Message:
    """Tell a circle that stands that somebody has left it for good."""
    return Message(
        say("{member} has left your circle", member=member.name),
        (
            text(
                say(
                    "{member} has left {program}. {others}, you stay together.",
                    member=mention(member),
                    program=program.name,
                    others=each(rest),
                )
            ),
            *because(program),
        ),
    )


def back(program: Program, member: Member, all: Sequence[Member]) -> Message:
    """Tell a circle that stands that somebody who had left it is in it again."""
    return Message(
        say("{member} is back in your circle", member=member.name),
        (
            text(
                say(
                    "{member} has joined {program} again and kept the seat. {people}, you are together from the "
                    "next round on.",
                    member=mention(member),
                    program=program.name,
                    people=each(all),
                )
            ),
            *because(program),
        ),
    )


def others_do(
    program: Program, circle: Circle, member: Member, people: Mapping[str, Member]
) -> Message:
    """Tell a circle who does what this time, once somebody has handed on what was theirs."""
    asks = say("{member} cannot this time, so others do it.", member=mention(member))
    return Message(
        say("{program}: who does what has changed", program=program.name),
        (text(asks), *roles(circle, people), *because(program)),
    )


def handed_on() -> Message:
    """Confirm that others do it this time."""
    return Message(
        say("Others do it this time"),
        (text(say("Your circle is told. You are asked again once the others were.")),),
    )


HERE = " again"
"""What ends the line of a button on this card: its answer is this card, and not the times alone."""


def first(of: Seen, says: Sequence[str], sheet: Sheet) -> Message:
    """Return the card as it reaches the circle: who does what, what the time is for, and whether the times suit all."""
    return _card(of, says, sheet, fitting(_there(of)))


def anew(work: Work, of: Seen, *lead: Phrase) -> Message:
    """Return the card as it stands now: without the times once one is agreed."""
    concerned = sorted({*of.circle.members, *of.session.people})
    whole = replace(of, people=work.members.some(concerned))
    steps = library.of(work, of.program).steps
    says = next((step.says for step in steps if isinstance(step, Introduce)), ())
    return _card(whole, says, sheets.of(work, of.program, of.circle, whole.people), lead)


def _card(of: Seen, says: Sequence[str], sheet: Sheet, lead: Sequence[Phrase]) -> Message:
    circle, session = of.circle, of.session
    ask = introductions.asking(of.program, circle, of.people, says)
    open = session.times and session.starts_at is None
    times = choosing(_there(of), None, lead, HERE) if open else ()
    return again(of.program, circle, session, of.people, "", ask, sheet, times)


def _there(of: Seen) -> Seen:
    """Return it with those alone who are there this time."""
    return replace(of, people={m: of.people[m] for m in of.session.people})
