"""The sheet of a circle's session: who shares what, whose goals come first, and how the time can be spent."""

from collections.abc import Collection, Mapping, Sequence

from facilitation.people.model import Member
from facilitation.programs.formats import library
from facilitation.programs.formats.acts import Introduce
from facilitation.programs.model import Program
from facilitation.rounds import wording
from facilitation.rounds.model import Circle, Collected, Round
from facilitation.talk.messages import Block, Bold, Button, Items, buttons, text
from facilitation.talk.phrases import Phrase, say
from facilitation.talk.words import each, mention
from facilitation.work import Work

GOALS = 2
"""So many goals come first in a session."""

Sheet = tuple[Block, ...]


def of(work: Work, program: Program, circle: Circle, people: Mapping[str, Member]) -> Sheet:
    """Return the sheet of one circle's session."""
    steps = library.of(work, program).steps
    step = next((one for one in steps if isinstance(one, Introduce)), None)
    if step is None:
        return ()
    round = work.rounds.get(circle.round)
    return of_several(work, program, round, step, [circle], people)[circle.id]


def of_several(
    work: Work,
    program: Program,
    round: Round,
    step: Introduce,
    circles: Sequence[Circle],
    people: Mapping[str, Member],
) -> dict[str, Sheet]:
    """Return the sheets of circles that meet in a round, by circle."""
    goals: Mapping[str, Collected] = {}
    there: Mapping[str, Collection[str]] = {}
    if step.goals:
        sessions = work.sessions.of_circles([circle.id for circle in circles])
        there = {circle: session.people for circle, session in sessions.items()}
        term = library.of(work, program).rounds_of_term(program.settings) or 1
        first = round.number - (round.number - 1) % term
        goals = work.collected.newest(program.id, step.goals, list(people), first)
    return {
        circle.id: _sheet(
            round, step, circle, people, {m: g for m, g in goals.items() if m in there[circle.id]}
        )
        for circle in circles
    }


def _sheet(
    round: Round,
    step: Introduce,
    circle: Circle,
    people: Mapping[str, Member],
    goals: Mapping[str, Collected],
) -> Sheet:
    blocks: list[Block] = [text(line) for line in _shares(circle, people)]
    if step.plan:
        instead = Button(say("I cannot, somebody else this time"), f"hand on {circle.id}")
        blocks.append(buttons(instead))
    if step.goals:
        blocks += _goals(round, step, circle, people, goals)
    if step.plan:
        blocks.append(text(Bold(say("How the time can be spent"))))
        blocks.append(Items(tuple((wording.said(line),) for line in step.plan)))
    if step.agreement and not circle.conversation:
        blocks.append(text(Bold(say("What we agree on"))))
        blocks.append(Items(tuple((wording.said(line),) for line in step.agreement)))
        blocks.append(buttons(Button(say("I agree"), f"agree {circle.id}")))
    return tuple(blocks)


def _shares(circle: Circle, people: Mapping[str, Member]) -> list[Phrase]:
    """Return of each mentor which skills they offer, those first that others of the circle would like to gain."""
    lines = []
    for mentor in (people[m] for m in circle.having("mentor")):
        others = [people[m] for m in circle.members if m != mentor.id]
        wanted = [s for s in mentor.offers if any(s in one.wants for one in others)]
        if wanted:
            eager = [one for one in others if wanted[0] in one.wants]
            lines.append(
                say(
                    "{mentor} offers {skill}, which {people} would like to gain.",
                    mentor=mention(mentor),
                    skill=Bold(wanted[0]),
                    people=each(eager),
                )
            )
        elif mentor.offers:
            offered = [Bold(skill) for skill in mentor.offers[:3]]
            lines.append(say("{mentor} offers {skills}.", mentor=mention(mentor), skills=offered))
    return lines


def _goals(
    round: Round,
    step: Introduce,
    circle: Circle,
    people: Mapping[str, Member],
    goals: Mapping[str, Collected],
) -> list[Block]:
    """Show whose goals come first, and let those say theirs who have not."""
    first = circle.having("learner")
    mentees = [m for m in circle.members if m not in circle.having("mentor")]
    place = mentees.index(first[0]) if first and first[0] in mentees else 0
    in_turn = [*first, *(m for m in (*mentees[place:], *mentees[:place]) if m not in first)]
    in_turn = [m for m in in_turn if m in goals][:GOALS]
    shown: list[Block] = []
    if in_turn:
        lines = [
            (say("{name}: {goal}", name=Bold(people[m].name), goal=goals[m].answer),)
            for m in in_turn
        ]
        shown += [text(Bold(say("Goals that come first"))), Items(tuple(lines))]
    if any(m not in goals for m in circle.members):
        line = f"reply {round.id} {step.goals}"
        shown.append(buttons(Button(say("Say what you would like to learn"), line)))
    return shown
