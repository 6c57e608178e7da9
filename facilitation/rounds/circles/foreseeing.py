"""What a draw would come to, or came to: nothing is written, and nobody hears of it."""

from datetime import datetime, timedelta

from facilitation.pairing.model import Reason, Unmatched
from facilitation.post import facts
from facilitation.programs.model import Program
from facilitation.rounds import planning
from facilitation.rounds.circles import drawing, forming
from facilitation.rounds.circles.drawing import Drawn
from facilitation.rounds.circles.forming import Begin
from facilitation.rounds.model import Round
from facilitation.rounds.previews import SHOWN, Foreseen
from facilitation.work import Work


def draw(work: Work, program: Program, seed: int | None, now: datetime) -> Foreseen:
    """Return what the round to come would be, as things stand for when it opens; or another draw, by its seed.

    By the seed of a round that was held it is what was drawn then, with that seed.
    """
    if past := held(work, program, seed):
        return was(work, program, past)
    return would_be(work, program, seed, drawn(forming.within(work), program, seed, now), now)


def held(work: Work, program: Program, seed: int | None) -> Round | None:
    """Return the round that was held with a seed, unless it is that of the round to come."""
    planned = work.rounds.planned(program.id)
    if seed is None or (planned is not None and seed == planned.seed):
        return None
    rounds = [r for r in work.rounds.of(program.id) if r.state in ("open", "closed")]
    return next((r for r in rounds if r.seed == seed), None)


def drawn(begin: Begin, program: Program, seed: int | None, now: datetime) -> Drawn:
    """Read what the draw of the round to come needs, and draw."""
    with begin() as work:
        planned = work.rounds.planned(program.id)
        turn = planning.upcoming(work, program, now)
    at = max(turn.at, now) if turn else now
    ready = forming.taking_part(begin, program, planned.id if planned else "", at)
    number, own = (planned.number, planned.seed) if planned else (1, 0)
    return drawing.draw(begin, program, number, ready, own if seed is None else seed, at)


def would_be(
    work: Work, program: Program, seed: int | None, drawn: Drawn, now: datetime
) -> Foreseen:
    """Return a draw of the round to come as it is looked at."""
    planned = work.rounds.planned(program.id)
    own = planned.seed if planned else 0
    turn = planning.upcoming(work, program, now)
    at = max(turn.at, now) if turn else now
    shown = drawn.draw.circles[:SHOWN]
    members = work.members.some(sorted({m for ids in shown for m in ids}))
    met = forming.introduced(work, program, list(members))
    why = drawing.reasons({m: forming.person(who, at) for m, who in members.items()}, met)
    circles = [{m: why(m, ids) for m in ids} for ids in shown]
    return Foreseen(
        circles=circles,
        more=len(drawn.draw.circles) - len(shown),
        again={pair: met[pair] for pair in drawn.draw.repeated if pair in met},
        without=(*drawn.draw.unmatched, *drawn.spared),
        seed=drawn.draw.seed,
        opens_at=turn.at if turn else None,
        own_seed=own if seed not in (None, own) else None,
    )


def was(work: Work, program: Program, round: Round) -> Foreseen:
    """Return how a round was drawn: its circles, and who was without one."""
    kept = work.circles.of_round(round.id, limit=SHOWN)
    circles = [{s.member: s.reason for s in c.seats} for c in kept]
    without = [f.what for f in work.journal.of_round(round.id, ["member.unmatched"])]
    gap = timedelta(weeks=program.settings.gap_weeks)
    return Foreseen(
        circles=circles,
        more=work.circles.count(round.id) - len(circles),
        again={
            frozenset(circle): why.last
            for circle in circles
            for why in circle.values()
            if len(circle) == 2
            and isinstance(why, Reason)
            and why.last
            and round.opens_at - why.last < gap
        },
        without=[
            Unmatched(one.member, one.why)
            for one in without
            if isinstance(one, facts.Unmatched) and not isinstance(one.why, str)
        ],
        seed=round.seed,
        opens_at=round.opens_at,
        held=round.number,
    )
