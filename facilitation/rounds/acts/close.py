"""The close of a round: silence is noticed, facilitators get a summary in numbers."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from facilitation.post import journal, teller
from facilitation.post.facts import Paused, RoundClosed
from facilitation.programs import facilitators
from facilitation.programs.formats.acts import Close
from facilitation.programs.model import Enrollment
from facilitation.rounds import last_views, planning, telling, upsets, views
from facilitation.rounds.acts.turn import Turn
from facilitation.rounds.model import APART, Circle
from facilitation.sessions.model import HAPPENED, Session
from facilitation.steps.service import More
from facilitation.talk.words import counted
from facilitation.work import Work


def close(turn: Turn[Close]) -> More | str:
    """Close the round: count signs of life, pause who gave none for too long, tell the facilitators."""
    return turn.over_enrolled(
        lambda enrolled: _silence(turn, enrolled), lambda paused: _closed(turn, paused)
    )


def _closed(turn: Turn[Close], paused: int) -> str:
    """Close the round, now that silence is noticed, and sum it up."""
    work, program, round, now = turn.work, turn.program, turn.round, turn.now
    counts = Counter(work.sessions.outcomes(round.id))
    work.rounds.save(replace(round, state="closed"))
    next_at = planning.next_opening(work, program)
    missed = round.missed
    message = views.summary(program, round, counts, paused, missed, next_at)
    if counts or missed:
        facilitators.tell(work, program, message, f"{round.id}:summary", now)
    closed = RoundClosed(
        program=program.id,
        round=round.id,
        met=counts["met"],
        some=counts["some"],
        not_yet=counts["not_yet"],
        could_not=counts["could_not"],
        unknown=counts["unknown"],
        paused=paused,
    )
    journal.keep(work, program.workspace, closed, now)
    if program.state == "active" and next_at is None:
        stands = turn.format.has("keep")
        over = last_views.rounds_over(program, round.number, stands=stands)
        facilitators.tell(work, program, over, f"{round.id}:term", now)
    return f"closed, {counted(counts['met'] + counts['some'], 'circle')} met"


def _silence(turn: Turn[Close], enrolled: Sequence[Enrollment]) -> int:
    """Count the rounds without a sign; pause and tell who reached the program's limit; return how many that were."""
    work, program, round, now = turn.work, turn.program, turn.round, turn.now
    active = {e.member: e for e in enrolled if e.state == "active"}
    circles = work.circles.seating(round.id, list(active))
    sessions = work.sessions.of_circles([c.id for c in circles])
    met = {m for s in sessions.values() if s.outcome in HAPPENED for m in s.people}
    strangers = _strangers(work, circles, sessions)
    there = {m for s in sessions.values() for m in s.people}
    members = work.members.some(sorted(there & active.keys()))
    since = _since(turn)
    changed: list[Enrollment] = []
    tell = teller.of(work, program.workspace, now)
    paused = []
    for member in members.values():
        enrollment = active[member.id]
        sign = member.id in met or (member.seen_at is not None and member.seen_at >= since)
        silent = 0 if sign else enrollment.silent + (member.id not in strangers)
        limit = program.settings.silence_rounds
        if limit and silent >= limit:
            changed.append(replace(enrollment, state="paused", cause="silence", silent=0))
            tell.to_member(
                member,
                upsets.silent(program, silent),
                key=f"{round.id}:silence:{member.id}",
                kind="told",
                about=program.id,
            )
            its = Paused(program=program.id, round=round.id, member=member.id, cause="silence")
            paused.append(its)
        elif silent != enrollment.silent:
            changed.append(replace(enrollment, silent=silent))
    work.enrollments.save_all(changed)
    journal.keep_all(work, program.workspace, paused, now)
    tell.send()
    return len(paused)


def _since(turn: Turn[Close]) -> datetime:
    """Return since when a sign of life counts for this round: from the end of the one before on, that none is lost."""
    work, program, round = turn.work, turn.program, turn.round
    before = next((r for r in work.rounds.of(program.id, 5) if r.number == round.number - 1), None)
    if before is None or before.state != "closed":
        return round.opens_at
    _, over = planning.run_sheet(work, program, before.opens_at, before.number)[-1]
    return min(over, round.opens_at)


def _strangers(work: Work, circles: Sequence[Circle], sessions: Mapping[str, Session]) -> set[str]:
    """Return who was introduced to nobody, as no introduction has reached them: that they say nothing is no silence."""
    alone = {
        telling.alone_key(key, member): member
        for circle in circles
        if circle.conversation == APART
        for key in telling.introductions(circle, sessions[circle.id])
        for member in circle.members
    }
    reached: set[str] = set()
    if alone:
        arrived = work.outbox.arrived(circles[0].workspace, list(alone))
        reached = {alone[key] for key in arrived}
    return {
        member
        for circle in circles
        if circle.conversation in ("", APART)
        for member in circle.members
        if member not in reached
    }
