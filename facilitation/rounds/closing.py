"""The close of a round: silence is noticed, facilitators get a summary in numbers."""

from collections import Counter
from dataclasses import replace
from datetime import datetime

from facilitation.journal import Fact
from facilitation.programs.model import Enrollment, Program
from facilitation.rounds import planning, telling, upsets, views
from facilitation.rounds.model import Circle, Outcome, Round, Session
from facilitation.talk.words import counted
from facilitation.work import Work


def close(work: Work, program: Program, round: Round, now: datetime) -> str:
    """Close the round: count signs of life, pause who gave none for too long, tell the facilitators."""
    sessions = work.sessions.of_round(round.id)
    circles = [c for c in work.circles.of_round(round.id) if not c.dissolved]
    paused = _silence(work, program, round, circles, sessions, now)
    counts: Counter[Outcome] = Counter(sessions[c.id].outcome for c in circles)
    work.rounds.save(replace(work.rounds.get(round.id), state="closed"))
    next_at = planning.next_opening(work, program)
    missed = len(work.journal.of_round(round.id, ["member.unmatched"]))
    message = views.summary(program, round, counts, paused, missed, next_at)
    if circles or missed:
        telling.to_facilitators(work, program, message, f"{round.id}:summary", now)
    work.journal.add(
        [
            Fact(
                id=work.new_id("fct"),
                workspace=program.workspace,
                at=now,
                kind="round.closed",
                program=program.id,
                round=round.id,
                data={**dict(counts.items()), "paused": paused},
            )
        ]
    )
    term = program.settings.term
    if program.state == "active" and term and round.number >= term:
        over = views.term_over(program, round.number)
        telling.to_facilitators(work, program, over, f"{round.id}:term", now)
    return f"closed, {counted(counts['met'] + counts['some'], 'circle')} met"


def _silence(
    work: Work,
    program: Program,
    round: Round,
    circles: list[Circle],
    sessions: dict[str, Session],
    now: datetime,
) -> int:
    """Count the rounds without a sign; pause and tell who reached the program's limit; return how many that were."""
    met = {m for c in circles if sessions[c.id].outcome in ("met", "some") for m in c.members}
    seated = {m for c in circles for m in c.members}
    members = work.members.some(sorted(seated))
    changed: list[Enrollment] = []
    tell = telling.teller(work, program.workspace, now)
    facts = []
    for enrollment in work.enrollments.of_program(program.id):
        member = members.get(enrollment.member)
        if member is None or enrollment.state != "active":
            continue
        sign = member.id in met or (member.seen_at is not None and member.seen_at >= round.opens_at)
        silent = 0 if sign else enrollment.silent + 1
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
            facts.append(_paused(work, program, round, member.id, now))
        elif silent != enrollment.silent:
            changed.append(replace(enrollment, silent=silent))
    work.enrollments.save_all(changed)
    work.journal.add(facts)
    tell.send()
    return len(facts)


def _paused(work: Work, program: Program, round: Round, member: str, now: datetime) -> Fact:
    """Return the fact that a member was paused for silence."""
    return Fact(
        id=work.new_id("fct"),
        workspace=program.workspace,
        at=now,
        kind="member.paused",
        program=program.id,
        round=round.id,
        member=member,
        data={"cause": "silence"},
    )
