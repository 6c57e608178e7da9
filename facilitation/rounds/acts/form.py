"""The opening of a round: circles are drawn and written down, and whoever is left over hears why."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from pydantic import TypeAdapter

from facilitation.pairing.model import Draw, Unmatched
from facilitation.post import facts, journal, teller
from facilitation.post.facts import Known, RoundOpened
from facilitation.programs.formats.acts import Form
from facilitation.programs.model import Program
from facilitation.rounds import planning, telling
from facilitation.rounds.acts.turn import Turn
from facilitation.rounds.circles import drawing, forming, ledger, standing
from facilitation.rounds.circles.drawing import Drawn
from facilitation.rounds.circles.forming import Begin
from facilitation.rounds.circles.standing import How
from facilitation.rounds.model import Circle, Round, Seat
from facilitation.rounds.times import series
from facilitation.sessions.model import Part, Session
from facilitation.steps.service import More, Outside
from facilitation.work import Work

SLICE = 100
"""So many circles are written in one transaction."""
SMALL = 100
"""A draw of up to so many people takes a tenth of a second."""
LATELY = timedelta(days=1)
"""Two programs that draw at the same moment are due within it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Progress:
    """What was drawn, and how many circles of it are written; the draw stands whatever comes meanwhile.

    `elsewhere` counts the new circles that other programs had put its people into when it was drawn.
    """

    drawn: Drawn
    written: int = 0
    elsewhere: int = 0


_PROGRESS: TypeAdapter[_Progress] = TypeAdapter(_Progress)


def form(turn: Turn[Form]) -> More | Outside | str:
    """Draw the circles with the round's own seed, write them, and open the round with the last; tell who found none.

    A small round is drawn and written in one transaction: of programs with the same people one comes after the other,
    and where a worker dies the next begins anew. A bigger one is drawn outside, and written in slices; where another
    program of the workspace has put some of the same people together meanwhile it is drawn again, so that the second
    knows what the first did. Nobody sees a circle before the round opens. Circles that stand for several rounds go
    on, with whoever is new among them.
    """
    at = _still_good(turn)
    if at is None:
        if turn.work.enrollments.reached(turn.program.id, ("active",), "") > SMALL:
            return Outside(lambda store: _text(_draw(turn, store.begin)), turn.work.new_id("run"))
        turn.work.workspaces.hold(turn.program.workspace)
        at = _draw(turn, forming.within(turn.work))
    count = len(at.drawn.draw.circles)
    until = at.written + SLICE
    if at.written < count:
        _write(turn, at.drawn, slice(at.written, until))
    if at.written < count and count > SLICE:
        return More(_text(replace(at, written=until)))
    _open(turn, at.drawn)
    return ""


def _still_good(turn: Turn[Form]) -> _Progress | None:
    """Return what was drawn before, if it still is what its people need; from then on nobody else writes a draw."""
    if not turn.state:
        return None
    at = _PROGRESS.validate_json(turn.state)
    if at.written:
        return at
    turn.work.workspaces.hold(turn.program.workspace)
    return at if _elsewhere(turn.work, turn, at.drawn.looked_at) == at.elsewhere else None


def _draw(turn: Turn[Form], begin: Begin) -> _Progress:
    """Read what the draw needs, first what other programs did, and draw."""
    program, round, now = turn.program, turn.round, turn.now
    ready = forming.taking_part(begin, program, round.id, now)
    with begin() as work:
        elsewhere = _elsewhere(work, turn, [member.id for _, member in ready])
    drawn = drawing.draw(begin, program, round.number, ready, round.seed, now)
    return _Progress(drawn=drawn, elsewhere=elsewhere)


def _elsewhere(work: Work, turn: Turn[Form], members: Sequence[str]) -> int:
    """Return how many new circles other programs have put these members into of late."""
    if len(work.programs.of(turn.program.workspace)) < 2:
        return 0
    had = work.sessions.newly_together(turn.program.workspace, turn.now - LATELY, members)
    return sum(len(programs - {turn.program.id}) for programs in had.values())


def _text(at: _Progress) -> str:
    return _PROGRESS.dump_json(at).decode()


def _write(turn: Turn[Form], drawn: Drawn, places: slice) -> None:
    """Write circles as they meet, with their sessions."""
    work, program, round = turn.work, turn.program, turn.round
    how = How.of(turn.format, program.settings)
    stand = work.circles.some([id for id in drawn.goes_on[places] if id])
    gathered = drawn.gatherings(places, [circle for circle in stand if not circle.dissolved])
    members = work.members.some(sorted({m for one in gathered for m in one.members}))
    days = forming.days_to_meet(program, turn.now)
    people = {m: forming.person(member, turn.now, days) for m, member in members.items()}
    accounts = ledger.of(work, program.id, list(members))
    given = standing.roles(gathered, people, how, accounts, round.seed)
    why = drawing.reasons(people, forming.introduced(work, program, list(members)))
    new: list[Circle] = []
    known: list[Circle] = []
    sessions: list[Session] = []
    for one in gathered:
        seats = standing.seats(one, given, why)
        if one.circle is not None:
            goes_on = standing.goes_on(one, one.circle, round, seats)
            known.append(goes_on if one.meets else replace(one.circle, seats=seats))
        elif one.meets:
            new.append(new_circle(work, program, round, seats, turn.now, how.until(round.number)))
        if one.meets:
            circle = new[-1] if one.circle is None else known[-1]
            sessions.append(new_session(work, circle, one.there, how.minutes))
    work.circles.save_all(known)
    work.circles.add_all(new)
    work.sessions.add_all(series.offered(work, program, sessions, members, how, turn.now))


def _open(turn: Turn[Form], drawn: Drawn) -> None:
    """Open the round, plan the next, tell who found no circle, and count them for the next time."""
    work, program, round, now = turn.work, turn.program, turn.round, turn.now
    draw = drawn.draw
    over = work.circles.some(drawn.over)
    work.circles.save_all([replace(circle, dissolved=True) for circle in over])
    without = (*draw.unmatched, *drawn.spared)
    coming = planning.open_round(work, program, round, now, missed=len(without))
    members = work.members.some([one.id for one in without])
    tell = teller.of(work, program.workspace, now)
    problems = telling.with_problems(work, program) if without else set()
    for one in without:
        waits = one.id in problems
        telling.no_circle(tell, program, round, members[one.id], one.why, coming, waits=waits)
    tell.send()
    _remember_missed(turn, without)
    journal.keep_all(work, program.workspace, _happened(program, round, draw, without), now)


def new_circle(
    work: Work,
    program: Program,
    round: Round,
    seats: tuple[Seat, ...],
    now: datetime,
    until: int,
) -> Circle:
    """Return a new circle of the round, which stands until the round of a number; nothing is written."""
    return Circle(
        id=work.new_id("cir"),
        workspace=program.workspace,
        program=program.id,
        round=round.id,
        seats=seats,
        created_at=now,
        until=until,
    )


def new_session(
    work: Work, circle: Circle, there: Sequence[str] = (), minutes: int = 30
) -> Session:
    """Return the session of a circle in its round, of those who are there; nothing is written."""
    return Session(
        id=work.new_id("ses"),
        workspace=circle.workspace,
        program=circle.program,
        round=circle.round,
        circle=circle.id,
        parts=tuple(Part(member=m) for m in there or circle.members),
        minutes=minutes,
    )


def _remember_missed(turn: Turn[Form], without: Sequence[Unmatched]) -> None:
    """Count up who has no circle, so that they come first next time, and clear everyone else's count.

    Nobody looks for a circle in the middle of the round for who was spared.
    """
    work, round = turn.work, turn.round
    why = {one.id: one.why.kind for one in without}
    concerned = [e for e in work.enrollments.of_members(list(why)) if e.program == round.program]
    known = {e.member: e for e in (*work.enrollments.missed(round.program), *concerned)}
    enrolled = forming.in_draw(work, known.values(), round.id, turn.now)
    changed = [
        replace(e, missed=0)
        if e.member not in why
        else replace(e, missed=e.missed + 1)
        if why[e.member] == "spared"
        else replace(e, missed=e.missed + 1, missed_in=round.id)
        for e, _ in enrolled
    ]
    work.enrollments.save_all(changed)


def _happened(
    program: Program, round: Round, draw: Draw, without: Sequence[Unmatched]
) -> list[Known]:
    """Return what is kept of the draw: the round, and everyone who has no circle with the rule in their way."""
    opened = RoundOpened(
        program=program.id,
        round=round.id,
        circles=len(draw.circles),
        people=sum(map(len, draw.circles)),
        unmatched=len(without),
        repeats=draw.repeats,
        value=round_to(draw.value),
        seed=round.seed,
    )
    return [
        opened,
        *(
            facts.Unmatched(program=program.id, round=round.id, member=one.id, why=one.why)
            for one in without
        ),
    ]


def round_to(value: float) -> float:
    """Return the value with three decimals."""
    return float(f"{value:.3f}")
