"""What one transaction reaches: every slice's records, the outbox, the inbox and the journal."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Protocol

from facilitation.bookings.model import Bookings
from facilitation.journal import Journal
from facilitation.outbox import Outbox
from facilitation.people.model import Avoids, Members, Workspaces
from facilitation.programs.model import Enrollments, Programs
from facilitation.questions.model import Questions
from facilitation.rounds.model import Circles, Rounds, Sessions
from facilitation.skills.model import Skills


class Inbox(Protocol):
    """What platforms have sent us, so that what comes twice is done once."""

    def first(self, workspace: str, key: str, at: datetime) -> bool:
        """Record the key and return True, or return False when it is known."""


class Work(Protocol):
    """One unit of work; commits when its block ends, rolls back when it raises."""

    workspaces: Workspaces
    members: Members
    avoids: Avoids
    programs: Programs
    enrollments: Enrollments
    rounds: Rounds
    circles: Circles
    sessions: Sessions
    skills: Skills
    bookings: Bookings
    questions: Questions
    outbox: Outbox
    inbox: Inbox
    journal: Journal
    new_id: Callable[[str], str]
    """Mint an id with a prefix: new_id("prg") returns "prg_…"."""
    new_seed: Callable[[], int]
    """Draw a seed for a round, from 0 to 2**31 - 1."""
    address: Callable[[str], str]
    """Return the absolute url of a path, such as "calendar/x.ics"; "" where Peerloop has no public address."""


class Store(Protocol):
    """Where units of work come from."""

    def begin(self) -> AbstractContextManager[Work]:
        """Open a unit of work."""
