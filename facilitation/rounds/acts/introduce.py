"""Introductions: each circle of the round hears who it is, why, and what to start with."""

from collections.abc import Collection, Mapping, Sequence
from itertools import chain

from facilitation.people.model import Member
from facilitation.post import teller
from facilitation.post.teller import Teller
from facilitation.programs.cadence import Occurrence
from facilitation.programs.decks import library
from facilitation.programs.formats.acts import Introduce
from facilitation.programs.model import Program
from facilitation.rounds import introductions, planning, reunions, sheets, telling
from facilitation.rounds.acts.turn import Turn
from facilitation.rounds.model import Circle
from facilitation.rounds.sheets import Sheet
from facilitation.rounds.times import series, series_views
from facilitation.rounds.times import views as times
from facilitation.rounds.times.model import Series
from facilitation.rounds.times.service import Seen
from facilitation.sessions.model import Session
from facilitation.steps.service import More
from facilitation.talk.messages import Block
from facilitation.talk.words import counted


def starter(seed: int, place: int) -> str:
    """Return the starter for the circle at `place` in a round drawn with `seed`; neighbors get different ones."""
    cards = library.first().prompts
    return cards[(seed + place) % len(cards)].asks


def introduce(turn: Turn[Introduce]) -> More | str:
    """Introduce every circle that has not been, as it may have been where somebody has left already.

    One that stands and has nobody new in it hears that it meets again.
    """

    def introduce_all(circles: Sequence[Circle], before: int) -> int:
        work, program, says = turn.work, turn.program, turn.step.says
        sessions = work.sessions.of_circles([c.id for c in circles])
        standing = [(n, c) for n, c in enumerate(circles, before) if not c.dissolved]
        keys = {c.id: telling.introductions(c, sessions[c.id]) for _, c in standing}
        people = work.members.some(sorted({m for _, c in standing for m in c.members}))
        said_no = telling.spared_keys(turn.round.id, people)
        known = work.outbox.owed_or_sent(program.workspace, [*chain(*keys.values(), said_no)])
        made = [circle for _, circle in standing]
        sheet = sheets.of_several(work, program, turn.round, turn.step, made, people)
        own = work.series.of_circles([c.id for c in made])
        following = next(planning.turns(work, program, turn.now), None) if own else None
        tell = teller.of(work, program.workspace, turn.now)
        for place, circle in standing:
            if not known.isdisjoint(keys[circle.id]):
                continue
            session, its = sessions[circle.id], sheet[circle.id]
            start = starter(turn.round.seed, place)
            goes_on = following if circle.until > turn.round.number else None
            hints = _hints(program, circle, session, people, own.get(circle.id), goes_on)
            if circle.conversation and session.times and its:
                _meet_and_offer(tell, program, circle, session, people, says, its)
                continue
            _meet(tell, program, circle, session, people, start, says, its, hints, known)
            if session.times:
                _offer(tell, program, circle, session, people)
        tell.send()
        return len(standing)

    def said(circles: int) -> str:
        also = f", {counted(turn.round.missed, 'person', 'people')} without one"
        return f"{counted(circles, 'circle')} introduced{also if turn.round.missed else ''}"

    return turn.over_circles(introduce_all, said)


def _meet(
    tell: Teller,
    program: Program,
    circle: Circle,
    session: Session,
    people: Mapping[str, Member],
    start: str,
    says: Sequence[str],
    sheet: Sheet,
    hints: Sequence[Block],
    known: Collection[str],
) -> None:
    """Introduce a circle, or tell one that stands that it meets again; `known` are the keys of what was said before.

    Who is away then is not troubled where each is told alone.
    """
    key, there = telling.intro_key(session), session.people
    if not circle.conversation:
        no = telling.spared_keys(circle.round, circle.members)
        late = [people[m] for m, key in zip(circle.members, no, strict=True) if key in known]
        message = introductions.intro(
            program, circle, session, people, start, says, sheet=sheet, late=late
        )
        telling.to_circle(tell, circle, people, message, key=key, kind="intro", program=program)
        return
    ask = introductions.asking(program, circle, people, says)
    message = reunions.again(program, circle, session, people, start, ask, sheet, hints)
    telling.to_circle(tell, circle, people, message, key=key, kind="told", among=there)


def _hints(
    program: Program,
    circle: Circle,
    session: Session,
    people: Mapping[str, Member],
    own: Series | None,
    following: Occurrence | None,
) -> tuple[Block, ...]:
    """Say for whom a circle meets at another hour the next time, as clocks change until then."""
    if session.starts_at is None or own is None or following is None:
        return ()
    there = {m: people[m] for m in circle.members}
    of = Seen(program, circle, session, there, people[session.people[0]])
    then = series.when(own, following.at, program.settings.zone)
    return series_views.shifted(of, session.starts_at, then)


def _meet_and_offer(
    tell: Teller,
    program: Program,
    circle: Circle,
    session: Session,
    people: Mapping[str, Member],
    says: Sequence[str],
    sheet: Sheet,
) -> None:
    """Tell a circle that stands that it meets again, with the times put before it, on one card."""
    there = {m: people[m] for m in circle.members}
    of = Seen(program, circle, session, there, people[session.people[0]])
    message = reunions.first(of, says, sheet)
    key = telling.intro_key(session)
    telling.to_circle(tell, circle, people, message, key=key, kind="told", among=session.people)


def _offer(
    tell: Teller,
    program: Program,
    circle: Circle,
    session: Session,
    people: Mapping[str, Member],
) -> None:
    """Put the times before a circle that were found for it."""
    there = {m: people[m] for m in session.people}
    message = times.offered(Seen(program, circle, session, there, people[session.people[0]]))
    key = f"{session.id}:times:{session.proposals}"
    telling.to_circle(tell, circle, people, message, key=key, kind="told", among=session.people)
