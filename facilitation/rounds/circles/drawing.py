"""The draw of a round by its format: around the circles that stand, or freely."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from facilitation.pairing import reasons as explaining
from facilitation.pairing.model import Draw, Pair, Person, Reason, Unmatched, Why
from facilitation.programs.formats import library
from facilitation.programs.model import Program
from facilitation.rounds.circles import forming, sparing, standing
from facilitation.rounds.circles.forming import Begin, Ready
from facilitation.rounds.circles.standing import Gathering, How
from facilitation.rounds.model import Circle
from facilitation.work import Work


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """The circles of a round as they were drawn, and which standing circle goes on in each."""

    draw: Draw
    goes_on: tuple[str, ...]
    """By place the id of the circle that goes on there, or nothing."""
    there: tuple[str, ...]
    """Who takes part in the round."""
    over: tuple[str, ...] = ()
    """The ids of the circles that stood so far and do not go on."""
    spared: tuple[Unmatched, ...] = ()
    """Whom another program comes first for this week."""

    @property
    def looked_at(self) -> tuple[str, ...]:
        """Return who was ready to take part, be it that they are spared."""
        return (*self.there, *(one.id for one in self.spared))

    def gatherings(self, places: slice, standing: Sequence[Circle]) -> list[Gathering]:
        """Return some of the circles as they are to meet, of those that stand now."""
        known = {c.id: c for c in standing}
        there = set(self.there)
        return [
            Gathering(
                members=ids,
                there=tuple(m for m in ids if m in there),
                circle=known.get(circle),
            )
            for ids, circle in zip(self.draw.circles[places], self.goes_on[places], strict=True)
        ]


def of(work: Work, program: Program) -> How:
    """Return how the format of a program puts circles together."""
    return How.of(library.of(work, program), program.settings)


def draw(
    begin: Begin, program: Program, number: int, ready: Ready, seed: int, now: datetime
) -> Drawn:
    """Read what the draw of a round needs, of those who are ready for it, and draw; without chance."""
    spared: dict[str, Why] = {}
    for ids in forming.some([e.member for e, _ in ready]):
        with begin() as work:
            spared |= sparing.spared(work, program, ids, now)
    enrolled = [e for e, _ in ready if e.member not in spared]
    there = dict.fromkeys(e.member for e in enrolled)
    with begin() as work:
        how = of(work, program)
        stand = work.circles.standing(program.id, number) if how.rounds > 1 else []
        turns = work.circles.turns(program.id, list(there)) if how.mentors else {}
    pages = forming.by_pages(begin, program) if stand else ()
    everybody = [e for _, page in pages for e in page]
    keeping = standing.keep_seats(everybody)
    seated = {m for circle in stand for m in circle.members} & keeping
    away = [e for e in everybody if e.member in seated and e.member not in there]
    by = standing.way_to_draw(stand, keeping, how, turns)
    known = {member.id: member for _, member in ready}
    made = forming.draw(begin, program, [*enrolled, *away], known, seed, now, by=by)
    gathered = standing.gatherings(made.circles, stand, there)
    alone = [m for one in gathered if not one.meets for m in one.there]
    unmatched = [u for u in made.unmatched if u.id in there]
    return Drawn(
        draw=replace(made, unmatched=(*unmatched, *(Unmatched(m, Why("away")) for m in alone))),
        goes_on=tuple(one.circle.id if one.circle else "" for one in gathered),
        there=tuple(there),
        over=tuple(c.id for c in standing.dissolved(stand, gathered)),
        spared=tuple(Unmatched(member, why) for member, why in spared.items()),
    )


def reasons(people: Mapping[str, Person], met: Mapping[Pair, datetime]) -> standing.Explain:
    """Return what says why a member sits with others; `met` says when two were last introduced."""

    def why(member: str, ids: Sequence[str]) -> Reason:
        return explaining.reason(people[member], [people[o] for o in ids if o != member], met)

    return why
