"""What one transaction reaches: every slice's records, the outbox, the inbox and the journal."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    # who works with one slice's records alone need not read all the others
    from facilitation.agendas.model import Agendas
    from facilitation.aims.model import Aims
    from facilitation.bookings.model import Bookings
    from facilitation.discussions.clinics.model import Clinics
    from facilitation.discussions.model import Discussions, Prompts
    from facilitation.errands.model import Errands
    from facilitation.knowledge.model import Questions, Recalls, Search, Takeaways
    from facilitation.people.model import Avoids, Members, Shares, Workspaces
    from facilitation.post.asked import LastAsked
    from facilitation.post.journal import Journal
    from facilitation.post.outbox import Outbox
    from facilitation.privacy.model import Audit, Erasures, Exports, Passes
    from facilitation.programs.decks.model import Decks
    from facilitation.programs.model import Enrollments, Formats, Programs
    from facilitation.reflections.model import FollowUps, Mornings, Reflections
    from facilitation.reports.model import Cases, Orders, Reports, TeamFigures
    from facilitation.rounds.model import Circles, CollectedAnswers, Duties, Rounds
    from facilitation.rounds.times.model import AllSeries
    from facilitation.sessions.model import Sessions, Slots, Subscriptions
    from facilitation.skills.model import Skills
    from facilitation.statements.model import Statements
    from facilitation.steps.model import Steps


class Inbox(Protocol):
    """What platforms have sent us, so that what comes twice is done once."""

    def first(self, workspace: str, key: str, at: datetime) -> bool:
        """Record the key and return True, or return False when it is known."""


class Links(Protocol):
    """Signed links: what a page may show to whoever has its address, and until when."""

    def make(self, kind: str, about: str, until: datetime) -> str:
        """Return what the address of a page of a kind ends with."""

    def read(self, kind: str, signed: str, now: datetime) -> str | None:
        """Return what a signed link is about; None where it is not ours, of another kind, or its time is over."""


class Work(Protocol):
    """One unit of work; commits when its block ends, rolls back when it raises."""

    workspaces: Workspaces
    members: Members
    avoids: Avoids
    asked: LastAsked
    programs: Programs
    enrollments: Enrollments
    formats: Formats
    steps: Steps
    errands: Errands
    statements: Statements
    rounds: Rounds
    circles: Circles
    collected: CollectedAnswers
    duties: Duties
    series: AllSeries
    agendas: Agendas
    aims: Aims
    sessions: Sessions
    slots: Slots
    subscriptions: Subscriptions
    skills: Skills
    bookings: Bookings
    questions: Questions
    takeaways: Takeaways
    search: Search
    recalls: Recalls
    discussions: Discussions
    prompts: Prompts
    decks: Decks
    reflections: Reflections
    clinics: Clinics
    follow_ups: FollowUps
    mornings: Mornings
    outbox: Outbox
    inbox: Inbox
    links: Links
    journal: Journal
    erasures: Erasures
    audit: Audit
    exports: Exports
    passes: Passes
    reports: Reports
    orders: Orders
    cases: Cases
    shares: Shares
    team_figures: TeamFigures
    secret: Callable[[], str]
    """Return what nobody outside of this database knows, drawn once."""
    new_id: Callable[[str], str]
    """Mint an id with a prefix: new_id("prg") returns "prg_…"."""
    new_seed: Callable[[], int]
    """Draw a seed for a round, from 0 to 2**31 - 1."""
    retention: timedelta
    """How long the words of threads are kept after their discussion was closed."""
    keeps_gone: timedelta
    """How long all that is kept of a workspace outlasts that it took Peerloop out."""
    record_home: str
    """Whose accounts people are at the record store, "" where there is none."""
    address: Callable[[str], str]
    """Return the absolute url of a path, such as "calendar/x.ics"; "" where Peerloop has no public address."""


class Store(Protocol):
    """Where units of work come from."""

    def begin(self) -> AbstractContextManager[Work]:
        """Open a unit of work."""
