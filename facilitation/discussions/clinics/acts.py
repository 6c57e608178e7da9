"""What steps of formats do about clinics: asking for problems, and letting each circle work on one."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from facilitation.discussions.clinics import gather_views, gathering, opening
from facilitation.discussions.clinics.model import paced
from facilitation.discussions.model import Prompt
from facilitation.pairing.model import Why
from facilitation.people.model import Member
from facilitation.post import teller
from facilitation.programs import facilitators
from facilitation.programs.formats.acts import Consult, Gather
from facilitation.rounds.acts import announce
from facilitation.rounds.acts.turn import Turn
from facilitation.rounds.circles import leaving, ledger
from facilitation.rounds.circles.ledger import Accounts
from facilitation.rounds.model import Circle
from facilitation.steps.service import More
from facilitation.talk.messages import Message
from facilitation.talk.when import hours
from facilitation.talk.words import counted

FEW = 10
"""So many clinics are begun in one transaction: each is a discussion, a problem and a circle of its own to write."""


def gather(turn: Turn[Gather]) -> More | str:
    """Tell everyone who takes part that a round comes, and ask what they are stuck on who have not said so yet."""
    consults = [step for step in turn.format.steps if isinstance(step, Consult)]
    lasts = [timedelta(minutes=sum(_pace(turn, step))) for step in consults]
    days = [turn.format.number(turn.program.settings, step.days) for step in consults]
    problems = turn.work.prompts.brought(turn.program.id)
    tell = teller.of(turn.work, turn.program.workspace, turn.now)

    def message(members: Sequence[Member]) -> Mapping[str, Message | None]:
        return {
            member.id: gather_views.which_problem(
                turn.program,
                turn.round,
                turn.step,
                [one for one in problems if one.by == member.id],
                lasts=None if any(days) else next(iter(lasts), None),
                odd=hours.is_quiet(turn.round.opens_at, member.zone, tell.quiet_of(member)),
            )
            for member in members
        }

    return announce.tell(turn, message)


def consult(turn: Turn[Consult]) -> More | str:
    """Let every circle work on one problem of its own; without a channel all hear that there is none."""
    begin = _begin_all if turn.program.channel else _no_channel
    if not turn.program.channel and not turn.state:
        message = gather_views.no_channel(turn.program)
        fact = f"{turn.round.id}:no-channel"
        facilitators.tell(turn.work, turn.program, message, fact, turn.now)

    def those(circles: Sequence[Circle], _: int) -> int:
        standing = [c for c in circles if not c.dissolved]
        people = turn.work.members.some(sorted({m for c in standing for m in c.members}))
        return begin(turn, standing, people)

    return turn.over_circles(those, lambda n: counted(n, "clinic"), FEW)


def _begin_all(turn: Turn[Consult], circles: Sequence[Circle], people: Mapping[str, Member]) -> int:
    accounts = ledger.of(turn.work, turn.program.id, list(people), but=turn.round.id)
    problems = turn.work.prompts.brought(turn.program.id)
    chosen = [(one, gathering.chosen(problems, one.members, accounts)) for one in circles]
    without = [circle for circle, problem in chosen if problem is None]
    message = gather_views.no_problem(turn.program)
    _not_this_time(turn, without, people, message, Why("no_problem"))
    for circle, problem in chosen:
        if problem is not None:
            _begin(turn, circle, problem, accounts, people)
    return len(circles) - len(without)


def _no_channel(
    turn: Turn[Consult], circles: Sequence[Circle], people: Mapping[str, Member]
) -> int:
    message = gather_views.none_this_time(turn.program)
    _not_this_time(turn, circles, people, message, Why("no_channel"))
    return 0


def _not_this_time(
    turn: Turn[Consult],
    circles: Sequence[Circle],
    people: Mapping[str, Member],
    message: Message,
    why: Why,
) -> None:
    """Tell circles that they have no clinic. Unless they were introduced besides, they have not met, and nobody led."""
    tell = teller.of(turn.work, turn.program.workspace, turn.now)
    for circle in circles:
        those = [people[m] for m in circle.members]
        tell.to_each(those, message, fact=f"{circle.id}:no-problem", about=circle.id)
    tell.send()
    if turn.format.has("introduce"):
        turn.work.circles.save_all([leaving.without_roles(one) for one in circles])
    else:
        leaving.undo(turn.work, turn.round, circles, why, turn.now)


def _begin(
    turn: Turn[Consult],
    circle: Circle,
    problem: Prompt,
    accounts: Accounts,
    people: Mapping[str, Member],
) -> None:
    """Let a circle work on the problem that comes first; who had its turn stands in the ledger from then on."""
    work, now = turn.work, turn.now
    others = [m for m in circle.members if m != problem.by]
    leads, *_ = ledger.due("facilitator", others, accounts, ledger.by_lot(turn.round.seed))
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
        _pace(turn, turn.step),
        now,
        circle=circle.id,
        people=[people[m] for m in circle.members],
    )


def _pace(turn: Turn[Any], step: Consult) -> tuple[int, ...]:
    """Return how many minutes each stage has: as the program says, or in these shares over the days that it says."""
    settings, format = turn.program.settings, turn.format
    days = format.number(settings, step.days)
    pace = tuple(format.number(settings, n) for n in step.pace)
    return paced(timedelta(days=days), pace) if days else pace
