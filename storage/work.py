"""The store: units of work on a database, each one transaction."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from facilitation import work as core
from facilitation.bookings.model import Bookings
from facilitation.errors import Conflict
from facilitation.journal import Journal
from facilitation.outbox import Outbox
from facilitation.people.model import Avoids, Members, Workspaces
from facilitation.programs.model import Enrollments, Programs
from facilitation.questions.model import Questions
from facilitation.rounds.model import Circles, Rounds, Sessions
from facilitation.skills.model import Skills
from storage import (
    bookings,
    circles,
    inbox,
    journal,
    outbox,
    people,
    programs,
    questions,
    rounds,
    skills,
)

# PostgreSQL's codes: unique violation, serialization failure, deadlock, lock not available.
_FIRST_POSTGRESQL = {"23505", "40001", "40P01", "55P03"}
_FIRST_SQLITE = {
    sqlite3.SQLITE_CONSTRAINT_UNIQUE,
    sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY,
    sqlite3.SQLITE_CONSTRAINT_ROWID,
}
_BUSY_SQLITE = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}


class Work:
    """One unit of work: every slice's records on one connection's transaction."""

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
    inbox: core.Inbox
    journal: Journal
    new_id: Callable[[str], str]
    new_seed: Callable[[], int]
    address: Callable[[str], str]

    def __init__(
        self,
        connection: Connection,
        new_id: Callable[[str], str],
        new_seed: Callable[[], int],
        address: Callable[[str], str],
    ) -> None:
        """Lay every slice on the connection."""
        self.workspaces = people.Workspaces(connection)
        self.members = people.Members(connection)
        self.avoids = people.Avoids(connection)
        self.programs = programs.Programs(connection)
        self.enrollments = programs.Enrollments(connection)
        self.rounds = rounds.Rounds(connection)
        self.circles = circles.Circles(connection)
        self.sessions = rounds.Sessions(connection)
        self.skills = skills.Skills(connection)
        self.bookings = bookings.Bookings(connection)
        self.questions = questions.Questions(connection)
        self.outbox = outbox.Outbox(connection)
        self.inbox = inbox.Inbox(connection)
        self.journal = journal.Journal(connection)
        self.new_id = new_id
        self.new_seed = new_seed
        self.address = address


class Store:
    """Where units of work come from; may be used from any thread, one unit at a time in each."""

    def __init__(
        self,
        engine: Engine,
        new_id: Callable[[str], str],
        new_seed: Callable[[], int],
        public_url: str = "",
    ) -> None:
        """Take the database, how ids and seeds are made, and where Peerloop is reached from outside, if it is."""
        self._engine = engine
        self._new_id = new_id
        self._new_seed = new_seed
        self._public_url = public_url.rstrip("/")

    @contextmanager
    def begin(self) -> Iterator[core.Work]:
        """Open a unit of work; raises Conflict when somebody else was first."""
        with self._transaction() as connection:
            yield Work(connection, self._new_id, self._new_seed, self._address)

    def forget_inbox(self, before: datetime) -> int:
        """Forget what came in before an instant; return how many keys that were."""
        with self._transaction() as connection:
            return inbox.forget(connection, before)

    def _address(self, path: str) -> str:
        return f"{self._public_url}/{path.lstrip('/')}" if self._public_url else ""

    @contextmanager
    def _transaction(self) -> Iterator[Connection]:
        try:
            with self._engine.begin() as connection:
                yield connection
        except DBAPIError as error:
            if _somebody_was_first(error.orig):
                raise Conflict(" ".join(str(error.orig).split())) from error
            raise


def _somebody_was_first(error: BaseException | None) -> bool:
    code = getattr(error, "sqlite_errorcode", None)
    if code is not None:
        return code in _FIRST_SQLITE or code & 0xFF in _BUSY_SQLITE
    return getattr(error, "sqlstate", None) in _FIRST_POSTGRESQL
