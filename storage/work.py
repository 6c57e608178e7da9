"""The store: units of work on a database, each one transaction."""

from collections.abc import Callable, Container, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import partial

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from facilitation import work as core
from facilitation.agendas.model import Agendas
from facilitation.aims.model import Aims
from facilitation.bookings.model import Bookings
from facilitation.discussions.clinics.model import Clinics
from facilitation.discussions.model import Discussions, Prompts
from facilitation.errands.model import Errands
from facilitation.errors import Conflict
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
from storage import (
    agendas,
    aims,
    asked,
    audit,
    bookings,
    cases,
    circles,
    clinics,
    collected,
    decks,
    discussions,
    duties,
    erasing,
    errands,
    exporting,
    formats,
    inbox,
    journal,
    links,
    mornings,
    orders,
    outbox,
    passes,
    people,
    programs,
    prompts,
    questions,
    recalls,
    reflections,
    reports,
    retention,
    rounds,
    search,
    series,
    sessions,
    shares,
    skills,
    slots,
    statements,
    steps,
    subscriptions,
    takeaways,
    team_figures,
    upkeep,
    wiping,
)
from storage.errors import somebody_was_first
from storage.inbox import Key
from storage.ledger import Ledger


class Work:
    """One unit of work: every slice's records on one connection's transaction."""

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
    inbox: core.Inbox
    links: core.Links
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
    new_id: Callable[[str], str]
    new_seed: Callable[[], int]
    retention: timedelta
    keeps_gone: timedelta
    record_home: str
    address: Callable[[str], str]

    def __init__(
        self,
        connection: Connection,
        new_id: Callable[[str], str],
        new_seed: Callable[[], int],
        address: Callable[[str], str],
        promised: Container[Key],
        ledger: Ledger | None,
    ) -> None:
        """Lay every slice on the connection."""
        self.workspaces = people.Workspaces(connection)
        self.members = people.Members(connection)
        self.avoids = people.Avoids(connection)
        self.asked = asked.LastAsked(connection)
        self.programs = programs.Programs(connection)
        self.enrollments = programs.Enrollments(connection)
        self.formats = formats.Formats(connection)
        self.steps = steps.Steps(connection)
        self.rounds = rounds.Rounds(connection)
        self.circles = circles.Circles(connection)
        self.collected = collected.Collected(connection)
        self.duties = duties.Duties(connection)
        self.agendas = agendas.Agendas(connection)
        self.sessions = sessions.Sessions(connection)
        self.slots = slots.Slots(connection)
        self.subscriptions = subscriptions.Subscriptions(connection)
        self.skills = skills.Skills(connection)
        self.bookings = bookings.Bookings(connection)
        self._lay_more(connection)
        self.discussions = discussions.Discussions(connection)
        self.prompts = prompts.Prompts(connection)
        self.decks = decks.Decks(connection)
        self.reflections = reflections.Reflections(connection)
        self.clinics = clinics.Clinics(connection)
        self.outbox = outbox.Outbox(connection)
        self.inbox = self._came = inbox.Inbox(connection, promised)
        self.links = links.Links(connection, new_id)
        written = audit.Audit(connection, new_id)
        self.audit = written
        self.journal = journal.Journal(connection, written.add)
        self._erasing = erasing.Erasures(connection, ledger, new_id)
        self.erasures = self._erasing
        self.exports = exporting.Exports(connection)
        self.passes = passes.Passes(connection, new_id)
        self._lay_reports(connection)
        self.secret = partial(upkeep.secret, connection, new_id)
        self.new_id, self.new_seed, self.address = new_id, new_seed, address

    def _lay_more(self, connection: Connection) -> None:
        self.aims = aims.Aims(connection)
        self.series = series.AllSeries(connection)
        self.questions = questions.Questions(connection)
        self.takeaways = takeaways.Takeaways(connection)
        self.search = search.Search(connection)
        self.recalls = recalls.Recalls(connection)
        self.follow_ups = mornings.FollowUps(connection)
        self.mornings = mornings.Mornings(connection)
        self.errands = errands.Errands(connection)
        self.statements = statements.Statements(connection)

    def _lay_reports(self, connection: Connection) -> None:
        self.reports = reports.Reports(connection)
        self.orders = orders.Orders(connection)
        self.cases = cases.Cases(connection)
        self.shares = shares.Shares(connection)
        self.team_figures = team_figures.TeamFigures(connection)

    def settle(self) -> None:
        """Write what can be said only at the end."""
        self._came.settle()

    @property
    def erased(self) -> list[str]:
        """Return what is to be found nowhere any more once the transaction is over."""
        return self._erasing.erased


class Store:
    """Where units of work come from; may be used from any thread, one unit at a time in each."""

    def __init__(
        self,
        engine: Engine,
        new_id: Callable[[str], str],
        new_seed: Callable[[], int],
        public_url: str = "",
        ledger: Ledger | None = None,
    ) -> None:
        """Take the database, how ids and seeds are made, the public address; without a `ledger` nobody is forgotten."""
        self._engine = engine
        self._new_id = new_id
        self._new_seed = new_seed
        self._public_url = public_url.rstrip("/")
        self._ledger = ledger
        self.retention = timedelta(days=90)
        """How long the words of threads are kept after their discussion was closed."""
        self.keeps_gone = timedelta(days=30)
        """How long all that is kept of a workspace outlasts that it took Peerloop out."""
        self.record_home = ""
        """Whose accounts people are at the record store, "" where there is none."""
        self.promised: set[Key] = set()
        """What this process acknowledged, or took over, before it was carried out; see storage/promises.py."""

    @contextmanager
    def begin(self) -> Iterator[core.Work]:
        """Open a unit of work; raises Conflict when somebody else was first."""
        with self.transaction() as connection:
            work = Work(
                connection,
                self._new_id,
                self._new_seed,
                self._address,
                self.promised,
                self._ledger,
            )
            work.retention = self.retention
            work.keeps_gone = self.keeps_gone
            work.record_home = self.record_home
            yield work
            work.settle()
        if work.erased:
            wiping.wipe(self._engine, work.erased)

    def let_go(self, now: datetime, threads_days: int) -> dict[str, int]:
        """Let go of what is too old; return how many of each there were."""
        with self.transaction() as connection:
            return retention.sweep(connection, now, threads_days)

    def forget_reasons(self, before: datetime) -> bool:
        """Let go of why people sat together in a round that opened before an instant; return whether there was one."""
        with self.transaction() as connection:
            return retention.reasons(connection, before)

    def forget_inbox(self, before: datetime) -> int:
        """Forget what came in before an instant; return how many keys that were."""
        with self.transaction() as connection:
            return inbox.forget(connection, before)

    def forget_asked(self, before: datetime) -> int:
        """Forget what was asked before an instant; return how many questions that were."""
        with self.transaction() as connection:
            return asked.forget(connection, before)

    def _address(self, path: str) -> str:
        return f"{self._public_url}/{path.lstrip('/')}" if self._public_url else ""

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """Open a transaction for what is no unit of work; raises Conflict when somebody else was first."""
        try:
            with self._engine.begin() as connection:
                yield connection
        except DBAPIError as error:
            if somebody_was_first(error.orig):
                raise Conflict(" ".join(str(error.orig).split())) from error
            raise
