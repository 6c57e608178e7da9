"""When many are lost at once: what they leave empty is written together, and one draw is made for who is left alone."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from facilitation.people.model import Member
from facilitation.post import journal
from facilitation.post.facts import CircleLeft, Paused
from facilitation.programs.model import Enrollment
from facilitation.rounds.circles import leaving, placing
from facilitation.rounds.model import Circle, Round
from facilitation.rounds.times import service as times
from facilitation.sessions.model import HAPPENED, Session
from facilitation.work import Work


def lost(work: Work, members: Sequence[Member], reason: str, now: datetime) -> None:
    """Take members who cannot be reached out of every draw and circle at once; who waits for them is placed anew.

    Statements grow with the circles in which somebody is left to be told, not with the members.
    """
    work.members.save_all([replace(m, state="unreachable") for m in members if m.state == "active"])
    known = {m.id: m for m in members}
    enrolled = work.enrollments.of_members(list(known))
    _pause(work, [e for e in enrolled if e.state == "active"], reason, now)
    takes_part = {(e.program, e.member) for e in enrolled}
    circles = [
        (circle, gone)
        for circle in work.circles.to_leave(list(known))
        if (gone := [m for m in circle.members if m in known and (circle.program, m) in takes_part])
    ]
    rounds = {id: work.rounds.get(id) for id in sorted({c.round for c, _ in circles})}
    sessions = work.sessions.of_circles([c.id for c, _ in circles])
    over = {
        c.id
        for c, _ in circles
        if rounds[c.round].state != "open" or sessions[c.id].outcome in HAPPENED
    }
    # a circle that has met is history, unless it stands for rounds to come
    circles = [
        (c, gone) for c, gone in circles if c.id not in over or c.until > rounds[c.round].number
    ]
    empty = [c for c, gone in circles if len(gone) == len(c.members)]
    _vacate(work, empty, {id: s for id, s in sessions.items() if id not in over}, now)
    rest = [(c, [known[m] for m in gone]) for c, gone in circles if len(gone) < len(c.members)]
    _leave(work, rest, rounds, over, now)


def _pause(work: Work, out: Sequence[Enrollment], reason: str, now: datetime) -> None:
    """Take enrollments out of every draw to come, and keep why."""
    work.enrollments.save_all([replace(e, state="paused", cause="unreachable") for e in out])
    for workspace in sorted({e.workspace for e in out}):
        paused = [
            Paused(program=e.program, member=e.member, cause="unreachable", reason=reason)
            for e in out
            if e.workspace == workspace
        ]
        journal.keep_all(work, workspace, paused, now)


def _vacate(
    work: Work, circles: Sequence[Circle], open: Mapping[str, Session], now: datetime
) -> None:
    """Give up circles in which nobody is left whom it could be told; those with an open session are dissolved."""
    work.circles.save_all(
        [
            replace(
                c,
                seats=tuple(
                    replace(s, left=True, roles=() if c.id in open else s.roles) for s in c.seats
                ),
                dissolved=c.id in open,
            )
            for c in circles
        ]
    )
    ended = [c for c in circles if c.id in open]
    given_up = times.given_up(work, [replace(open[c.id], parts=()) for c in ended])
    work.sessions.save_all(given_up)
    for workspace in sorted({c.workspace for c in ended}):
        theirs = [c for c in ended if c.workspace == workspace]
        work.outbox.withdraw_about(workspace, [c.id for c in theirs])
        left = [
            CircleLeft(program=c.program, round=c.round, circle=c.id, member=member)
            for c in theirs
            for member in c.members
        ]
        journal.keep_all(work, workspace, left, now)


def _leave(
    work: Work,
    circles: Sequence[tuple[Circle, Sequence[Member]]],
    rounds: Mapping[str, Round],
    over: set[str],
    now: datetime,
) -> None:
    """Take members out of circles that others sit in, each of which is told; who is left alone is placed last."""
    alone: dict[str, dict[str, Member]] = {}
    programs = {id: work.programs.get(id) for id in sorted({c.program for c, _ in circles})}
    for one, gone in circles:
        program, round = programs[one.program], rounds[one.round]
        for member in gone:
            circle = work.circles.get(one.id)
            if one.id in over:
                leaving.give_seat_up(work, program, circle, member, now)
            elif left := leaving.depart(work, program, round, circle, member, now):
                alone.setdefault(round.id, {})[left] = member
    for id, who in alone.items():
        placing.place_anew(work, programs[rounds[id].program], rounds[id], who, now)
