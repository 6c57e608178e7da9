"""One gap by itself: how wide it is, what was done about it, and what came of that."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from facilitation.gaps import calling, survey
from facilitation.gaps.survey import Gap
from facilitation.joining import service as joining
from facilitation.knowledge import learning, resources
from facilitation.knowledge.resources import Suggested
from facilitation.people.model import Member, Workspace
from facilitation.programs.model import Program
from facilitation.skills import levels, naming
from facilitation.skills.hearing import Said
from facilitation.skills.model import Evidence
from facilitation.steering import inviting
from facilitation.talk.commands import Call
from facilitation.work import Work

SOLID = 3
"""From this level on, as a peer found it after a session, somebody who wanted a skill has learned it."""
LOOKED_AT = 100
"""Of so many who want a skill it is looked whether they have learned it, and so many are invited at once."""


@dataclass(frozen=True, slots=True)
class Cured:
    """A gap, what was done about it, and what came of that; nobody is named in it."""

    skill: str
    wanted: int = 0
    """How many or more want it, 0 where that may not be told."""
    offered: bool = False
    """Whether somebody offers it."""
    programs: Sequence[Program] = ()
    """Active programs that are about it."""
    asked: bool = False
    """Whether a channel was asked of late who can help with it."""
    discussed: bool = False
    """Whether a channel was given a question about it of late."""
    closed: bool = False
    """Whether a peer has said after a session that somebody who wanted it knows it well by now."""
    resources: Sequence[Suggested] = ()


def look(work: Work, workspace: Workspace, reader: Member, said: Said, now: datetime) -> Cured:
    """Return what there is to tell of the gap in a skill."""
    key, name = said.named.key, said.named.name
    asked, discussed = _calls("expert", said, now), _calls("prompt", said, now)
    told = work.outbox.owed_or_sent(workspace.id, [*asked, *discussed])
    wanted = survey.holding(work, workspace.id, "want", key)
    return Cured(
        name,
        wanted,
        bool(work.skills.holders(workspace.id, "offer", key, 1)),
        learning.programs_about(work, workspace.id, name),
        not told.isdisjoint(asked),
        not told.isdisjoint(discussed),
        # Among fewer it could be worked out who it is.
        bool(wanted) and _closed(work, workspace.id, key, now),
        resources.suggest(work, reader, name, now),
    )


def closed(work: Work, workspace: str, gaps: Sequence[Gap], now: datetime) -> set[str]:
    """Return by name those of some gaps that are closed, of what so many want that it may be told."""
    return {
        gap.name
        for gap in gaps
        if gap.people and _closed(work, workspace, naming.fold(gap.name), now)
    }


def _calls(what: calling.What, said: Said, now: datetime) -> list[str]:
    """Return the keys that calls of this month and the one before have."""
    return [calling.key(what, said, at) for at in (now, now.replace(day=1) - timedelta(days=1))]


def _closed(work: Work, workspace: str, key: str, now: datetime) -> bool:
    wanting = [m.id for m in work.skills.holders(workspace, "want", key, LOOKED_AT)]
    told: dict[str, list[Evidence]] = {}
    for one in work.skills.evidence(workspace, wanting, key):
        told.setdefault(one.member, []).append(one)
    found = [levels.level_of(some, now) for some in told.values()]
    return any(one and one.source == "peer" and one.level >= SOLID for one in found)


def invite(call: Call, program: Program, said: Said) -> None:
    """Ask those who want a skill, or can help with it, whether they would join.

    Each is asked once for a program, by a message with a button, and is in only when they press it. How many they are
    is not told: few of them could be guessed.
    """
    holders, of = call.work.skills.holders, (call.workspace.id, said.named.key)
    holding = [
        *holders(of[0], "want", of[1], LOOKED_AT),
        *holders(of[0], "offer", of[1], LOOKED_AT),
    ]
    found = {member.id: member for member in holding}
    inside = {e.member for e in call.work.enrollments.of_program(program.id) if e.state != "left"}
    fresh = [m for m in found.values() if m.id not in inside | {call.member.id}]
    inviting.ask(call, program, fresh, once=joining.FOR_A_SKILL)
