"""How rounds tell people: deliveries outside everyone's quiet hours, under keys that name the fact."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal

from facilitation.outbox import Delivery, Personal, Place, Together
from facilitation.people import daysoff, hours
from facilitation.people.hours import Quiet
from facilitation.people.model import Member
from facilitation.programs.model import Program
from facilitation.rounds import upsets
from facilitation.rounds.model import APART, Circle, Round
from facilitation.talk.messages import Message
from facilitation.work import Work

Kind = Literal["notice", "intro", "nudge", "ask", "told", "summary", "undelivered"]


@dataclass(frozen=True, slots=True)
class Teller:
    """Collects the deliveries of one transaction; `send` writes them."""

    work: Work
    workspace: str
    now: datetime
    quiet: Quiet
    owed: list[Delivery] = field(default_factory=list)
    open_at: dict[tuple[datetime, tuple[str, ...]], datetime] = field(default_factory=dict)
    """Instants outside quiet hours already worked out, by wish and zones."""

    def to_member(
        self,
        member: Member,
        message: Message,
        *,
        key: str,
        kind: Kind,
        about: str,
        at: datetime | None = None,
        stale_at: datetime | None = None,
    ) -> None:
        """Owe a message to one member alone, at `at` or as soon after as their quiet hours allow."""
        due = self.first_open(at or self.now, [member])
        self._owe(Personal(member.id), message, key, kind, about, due, stale_at)

    def to_circle(
        self,
        circle: Circle,
        people: Mapping[str, Member],
        message: Message,
        *,
        key: str,
        kind: Kind,
        at: datetime | None = None,
        stale_at: datetime | None = None,
        program: Program | None = None,
    ) -> None:
        """Owe a message to a circle, where it is spoken to; an introduction goes where its program says."""
        due = self.first_open(at or self.now, [people[m] for m in circle.members])
        self._owe(where(circle, program), message, key, kind, circle.id, due, stale_at)

    def first_open(self, at: datetime, members: Sequence[Member]) -> datetime:
        """Return the first instant from `at` on that is in nobody's quiet hours, as far as that can be."""
        zones = tuple(sorted({m.zone for m in members}))
        if not any(hours.is_quiet(at, zone, self.quiet) for zone in zones):
            return at
        if (at, zones) not in self.open_at:
            everyone = [(zone, self.quiet) for zone in zones]
            self.open_at[at, zones] = hours.next_open_for_all(at, everyone)
        return self.open_at[at, zones]

    def send(self) -> None:
        """Write what is owed to the outbox."""
        self.work.outbox.add(self.owed)
        self.owed.clear()

    def _owe(
        self,
        to: Personal | Together | Place,
        message: Message,
        key: str,
        kind: Kind,
        about: str,
        due_at: datetime,
        stale_at: datetime | None,
    ) -> None:
        """Note one delivery."""
        self.owed.append(
            Delivery(
                id=self.work.new_id("dlv"),
                key=key,
                workspace=self.workspace,
                to=to,
                message=message,
                kind=kind,
                about=about,
                due_at=due_at,
                stale_at=stale_at,
                twice="never" if kind == "nudge" else "rather",
            )
        )


def where(circle: Circle, program: Program | None = None) -> Place | Together:
    """Return where a circle is spoken to: in its conversation, else in a chat of its members.

    With `program`, a circle without one is introduced in the program's channel, where the program says so.
    """
    if circle.conversation not in ("", APART):
        return Place(circle.conversation, circle.thread)
    if program and program.channel and program.settings.introductions == "channel":
        return Place(program.channel)
    return Together(circle.members)


def alone_key(key: str, member: str) -> str:
    """Return the key of what was for a circle as one member is owed it alone."""
    return f"{key}:to:{member}"


def teller(work: Work, workspace: str, now: datetime) -> Teller:
    """Return a teller for one workspace."""
    return Teller(work, workspace, now, daysoff.quiet_of(work.workspaces.get(workspace), now.year))


def facilitators(work: Work, program: Program) -> list[Member]:
    """Return the program's reachable facilitators; where there is none, the workspace's admins."""
    found = work.members.some(program.facilitators)
    reachable = [m for m in found.values() if m.state == "active"]
    return sorted(reachable, key=lambda m: m.id) or work.members.admins(program.workspace)


def to_facilitators(
    work: Work, program: Program, message: Message, key: str, now: datetime
) -> None:
    """Owe a message to each of the program's facilitators."""
    tell = teller(work, program.workspace, now)
    for member in facilitators(work, program):
        tell.to_member(member, message, key=f"{key}:{member.id}", kind="summary", about=program.id)
    tell.send()


def skipped(
    work: Work,
    program: Program,
    round: Round,
    coming: Round | None,
    waiting: Sequence[Member],
    now: datetime,
) -> None:
    """Tell the facilitators, and everyone who was waiting for it, that a round was skipped because it came too late."""
    late = int((now - round.opens_at) / timedelta(hours=1))
    message = upsets.skipped(program, round, coming.opens_at if coming else None, late)
    to_facilitators(work, program, message, f"{round.id}:skipped", now)
    tell = teller(work, program.workspace, now)
    for member in waiting:
        tell.to_member(
            member,
            upsets.fell_out(program, round, coming.opens_at if coming else None),
            key=f"{round.id}:fell_out:{member.id}",
            kind="told",
            about=round.id,
        )
    tell.send()
