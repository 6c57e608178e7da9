"""What steps of formats do about clinics: asking for problems, and letting each circle work on one."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from facilitation.discussions.clinics import gather_views, gathering, opening
from facilitation.discussions.clinics.model import paced
from facilitation.discussions.model import Prompt
from facilitation.people.model import Member
from facilitation.post import teller
from facilitation.programs import facilitators
from facilitation.programs.formats.acts import Consult, Gather
from facilitation.rounds.acts import announce
from facilitation.rounds.acts.turn import Turn
from facilitation.rounds.circles import ledger
from facilitation.rounds.circles.ledger import Ledger
from facilitation.rounds.model import Circle
from facilitation.steps.service import More
from facilitation.talk.words import counted

FEW = 10
"""So many clinics are begun in one transaction: each is a discussion, a problem and a circle of its own to write."""


def gather(turn: Turn[Gather]) -> More | str:
    """Tell everyone who takes part that a round comes, and ask what they are stuck on."""
    return announce.tell(turn, gather_views.which_problem(turn.program, turn.round, turn.step))


def consult(turn: Turn[Consult]) -> More | str:
    """Let every circle work on one problem of its own; without a channel the facilitators hear of it."""
    program = turn.program
    if not program.channel:
        fact = f"{turn.round.id}:no-channel"
        facilitators.tell(turn.work, program, gather_views.no_channel(program), fact, turn.now)
        return "no clinics, as there is no channel"

    def begin(circles: Sequence[Circle], _: int) -> int:
        standing = [c for c in circles if not c.dissolved]
        members = sorted({m for c in standing for m in c.members})
        people = turn.work.members.some(members)
        turns = turn.work.circles.turns(program.id, members)
        problems = turn.work.prompts.brought(program.id)
        return sum(_begin(turn, c, problems, turns, people) for c in standing)

    return turn.over_circles(begin, lambda n: counted(n, "clinic"), FEW)


def _begin(
    turn: Turn[Consult],
    circle: Circle,
    problems: Sequence[Prompt],
    turns: Ledger,
    people: dict[str, Member],
) -> bool:
    """Let a circle work on the problem that comes first; who had its turn stands in the ledger from then on."""
    work, now = turn.work, turn.now
    problem = gathering.chosen(problems, circle.members, turns)
    circle_people = [people[m] for m in circle.members]
    if problem is None:
        tell = teller.of(work, circle.workspace, now)
        message = gather_views.no_problem(turn.program)
        tell.to_each(circle_people, message, fact=f"{circle.id}:no-problem", about=circle.id)
        tell.send()
        return False
    leads = next(iter(circle.having("facilitator")), "")
    if leads in ("", problem.by):
        others = [m for m in circle.members if m != problem.by]
        leads = ledger.next_up("facilitator", others, turns, turn.round.seed)
    seats = ledger.given(circle.seats, "facilitator", leads)
    seats = ledger.given(seats, "owner", problem.by)
    work.circles.save(replace(circle, seats=seats))
    work.prompts.save(replace(problem, state="used", at=now))
    opening.put(
        work,
        turn.program,
        people[problem.by],
        people[leads],
        problem.asks,
        _pace(turn),
        now,
        circle=circle.id,
        people=circle_people,
    )
    return True


def _pace(turn: Turn[Consult]) -> tuple[int, ...]:
    """Return how many minutes each stage has: as the program says, or in these shares over the days that it says."""
    settings, format = turn.program.settings, turn.format
    said = turn.step.days
    days = format.number(settings, said)
    pace = tuple(format.number(settings, n) for n in turn.step.pace)
    return paced(timedelta(days=days), pace) if days else pace
