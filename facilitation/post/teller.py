"""The one teller: what people are told, outside their quiet times, each time under a key that names the fact."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from facilitation.people import daysoff
from facilitation.people.model import Member, Workspace
from facilitation.people.readers import readers
from facilitation.post.outbox import Delivery, Kind, Personal, Place, Together
from facilitation.talk.messages import Message
from facilitation.talk.when import hours
from facilitation.talk.when.hours import Quiet
from facilitation.work import Work

WORTH_TELLING = timedelta(days=7)
"""How long after it is due news of a change is still worth sending."""

HERE = timedelta(minutes=30)
"""How long after somebody has spoken an introduction reaches them in their quiet time too."""


@dataclass(frozen=True, slots=True)
class Teller:
    """Collects what one transaction tells people; `send` writes it, in one statement however many they are."""

    work: Work
    workspace: str
    now: datetime
    codes: tuple[str, ...] = ()
    """Whose public holidays the workspace names."""
    owed: list[Delivery] = field(default_factory=list)
    open_at: dict[object, datetime] = field(default_factory=dict)
    """Instants outside quiet times already worked out, by wish, zones and hours."""

    def to_member(
        self,
        member: Member,
        message: Message,
        *,
        key: str,
        kind: Kind,
        about: str,
        due: datetime | None = None,
        until: datetime | timedelta | None = None,
    ) -> None:
        """Owe a message to one member alone, as soon as they can be reached or when it is due; not to who has left.

        It is worth sending `until` an instant, or for so long after it is due.
        """
        if member.state == "active":
            due = due or self.readable(member)
            self._owe(Personal(member.id), message, key, kind, about, due, until)

    def to_each(
        self,
        members: Iterable[Member],
        message: Message,
        *,
        fact: str,
        about: str,
        kind: Kind = "told",
        until: datetime | timedelta | None = None,
    ) -> None:
        """Owe the same message to each of the members alone, once for the fact."""
        for member in members:
            its = key(fact, member.id)
            self.to_member(member, message, key=its, kind=kind, about=about, until=until)

    def to_several(
        self,
        to: Place | Together,
        zones: Iterable[str],
        message: Message,
        *,
        key: str,
        kind: Kind,
        about: str,
        due: datetime | None = None,
        until: datetime | timedelta | None = None,
        twice: bool = True,
    ) -> None:
        """Owe a message to a place or a chat, outside these zones' quiet times; in doubt twice rather than never."""
        due = due or self.first_open(self.now, zones)
        self._owe(to, message, key, kind, about, due, until, twice=twice)

    def again(self, delivery: Delivery, to: Personal | Place | Together) -> None:
        """Owe anew what was taken back, to whom it concerns now."""
        self.owed.append(replace(delivery, id=self.work.new_id("dlv"), to=to))

    def readable(
        self,
        member: Member,
        *,
        at: datetime | None = None,
        urgent: bool = False,
        by: datetime | None = None,
    ) -> datetime:
        """Return when a member is reached, from `at` on: outside their quiet times.

        At once with something urgent while they work, and where `by` an instant it would be too late.
        """
        at = at or self.now
        quiet = self.quiet_of(member)
        if urgent and hours.is_working(at, member.zone, member.work, quiet.holidays):
            return at
        found = self._open(at, ((member.zone, quiet),))
        return at if by is not None and found >= by else found

    def first_open(self, at: datetime, zones: Iterable[str]) -> datetime:
        """Return the first instant from `at` on that is in nobody's quiet times, as far as that can be."""
        year = self.now.year
        named = sorted(set(zones))
        return self._open(at, tuple((z, daysoff.quiet_in(self.codes, z, year)) for z in named))

    def open_for(self, members: Iterable[Member], at: datetime) -> datetime:
        """Return the first instant from `at` on that is in the quiet times of none of the members, as far as can be."""
        return self._open(at, tuple({(m.zone, self.quiet_of(m)) for m in members}))

    def quiet_of(self, member: Member) -> Quiet:
        """Return when a member is left alone."""
        return daysoff.quiet_of(self.codes, member, self.now.year)

    def _open(self, at: datetime, people: tuple[tuple[str, Quiet], ...]) -> datetime:
        asked = at, frozenset(people)
        if asked not in self.open_at:
            self.open_at[asked] = hours.first_open(at, people)
        return self.open_at[asked]

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
        until: datetime | timedelta | None,
        *,
        twice: bool = True,
    ) -> None:
        """Note one delivery, unless its time is past its sense; a nudge is rather left out than sent twice."""
        stale_at = due_at + until if isinstance(until, timedelta) else until
        if stale_at is not None and stale_at <= due_at:
            return
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
                twice="rather" if twice and kind != "nudge" else "never",
            )
        )


def of(work: Work, workspace: Workspace | str, now: datetime) -> Teller:
    """Return a teller for one workspace."""
    if isinstance(workspace, str):
        workspace = work.workspaces.get(workspace)
    return Teller(work, workspace.id, now, workspace.holidays)


def is_here(member: Member, now: datetime) -> bool:
    """Return whether somebody has spoken to us just now: they need not wait for the end of their quiet time."""
    return member.seen_at is not None and now - member.seen_at <= HERE


def key(fact: str, member: str) -> str:
    """Return the key under which a member is told of a fact."""
    return f"{fact}:{member}"


def said(work: Work, deliveries: Sequence[Delivery]) -> list[Delivery]:
    """Return the deliveries as they are read; what goes to a place is said in English."""
    known = work.members.some(sorted({m for d in deliveries for m in _members(d.to)}))
    return [
        replace(each, message=readers(people).message(each.message))
        for each in deliveries
        for people in [[known[m] for m in _members(each.to) if m in known]]
    ]


def _members(to: Personal | Together | Place) -> tuple[str, ...]:
    match to:
        case Personal(member=member):
            return (member,)
        case Together(members=members):
            return members
        case Place():
            return ()
