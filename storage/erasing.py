"""Forgetting people: what is theirs goes, history stays under a random token; which is which, the tables declare."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from importlib import import_module

from sqlalchemy import (
    Column,
    Connection,
    MetaData,
    Table,
    Text,
    case,
    delete,
    select,
    text,
    update,
)

from facilitation.errors import UserError
from facilitation.people.model import Member
from facilitation.privacy.model import NOTHING
from facilitation.talk.words import first
from storage import erasing_words as wordless
from storage import own_words
from storage.audit_tables import audit
from storage.declare import Person, metadata
from storage.describing import GONE
from storage.ledger import Entry, Ledger, digest
from storage.people import MEMBERS
from storage.privacy_tables import erasure
from storage.rows import batches
from storage.tables import member, seat
from storage.whose import theirs

EACH = 20
"""Up to so many people are also looked for by name and by what they said; of more, no words stay at all."""

_FEWEST = 6
"""Letters from which on a text may be somebody's alone."""

_THESE = Table(
    "forgotten",
    MetaData(),
    Column("id", Text, primary_key=True),
    Column("token", Text, nullable=False),
    prefixes=["TEMPORARY"],
)
_IDS, _TOKENS = select(_THESE.c.id), select(_THESE.c.token)

_NO_LEDGER = (
    "Nobody can be forgotten here yet: a backup of this database would bring them back. Whoever runs Peerloop "
    "sets ERASURE_LEDGER first, to a file or another database that the backups leave out."
)


class Erasures:
    """Forgets people in the transaction of a unit of work, after the ledger has it."""

    def __init__(
        self, connection: Connection, ledger: Ledger | None, new_id: Callable[[str], str]
    ) -> None:
        """Work on this connection's transaction."""
        self._connection = connection
        self._ledger = ledger
        self._new_id = new_id
        self._said: dict[str, str] = {}
        """What they are called and have said, each with what stands in its place."""
        self.erased: list[str] = []
        """What nobody may find in the database's files once the transaction is over."""

    def begin(self, members: Sequence[Member], at: datetime) -> tuple[dict[str, str], list[str]]:
        """Write to the ledger that these ask to be forgotten, and put a token in the place of each.

        Return the tokens by their ids, and their receipts; raises UserError where there is no ledger.
        """
        if self._ledger is None:
            raise UserError(_NO_LEDGER)
        receipts = self._entered(self._ledger, [one.id for one in members], at)
        tokens = {one.id: f"{one.workspace}:{self._new_id('gone')}" for one in members}
        _THESE.create(self._connection)
        self._connection.execute(
            _THESE.insert(), [{"id": id, "token": token} for id, token in tokens.items()]
        )
        nobodies = [
            Member(id=tokens[one.id], workspace=one.workspace, name=GONE, state="gone")
            for one in members
        ]
        rows = [MEMBERS.row(one, version=1) for one in nobodies]
        self._connection.execute(member.insert(), rows)
        brought = wordless.forget_skills(self._connection, _IDS)
        if len(members) <= EACH:
            self._said = self._own(members, brought)
        for table, column, its in _persons():
            self._rename(table, column, its)
        scrub = wordless.scrubber(tokens, self._said)
        for table, columns in _naming():
            wordless.rewrite(self._connection, table, columns, self._said, scrub)
        self._connection.execute(delete(member).where(member.c.id.in_(_IDS)))
        self.erased += [*tokens, *self._said]
        return tokens, receipts

    def finish(self, tokens: Mapping[str, str]) -> None:
        """Let all go that is theirs alone, once whoever waited for them was seen to."""
        for table, column, its in _persons():
            if its.goes:
                self._connection.execute(delete(table).where(column.in_(_TOKENS)))
        sat = select(seat.c.circle).where(seat.c.member.in_(_TOKENS))
        self._connection.execute(update(seat).where(seat.c.circle.in_(sat)).values(reason=""))
        wordless.forget_deliveries(self._connection, tokens, self._said)
        self._rebuild_indexes()
        _THESE.drop(self._connection)

    def asked(self, ids: Collection[str]) -> set[str]:
        """Return those of the ids that have asked to be forgotten."""
        if (
            self._ledger is None
            or not self._connection.execute(select(erasure.c.id).limit(1)).first()
        ):
            return set()
        salt = self._ledger.salt()
        who = {digest(salt, one): one for one in ids}
        return {
            who[found]
            for some in batches(who)
            for found in self._connection.scalars(
                select(erasure.c.who).where(erasure.c.who.in_(some))
            )
        }

    def owed(self, at: datetime) -> list[Member]:
        """Return the members whose requests this database has not carried out, as one from a backup has not.

        Requests of people who are not in it are noted as carried out.
        """
        if self._ledger is None or not (open := self._open(self._ledger.entries())):
            return []
        salt = self._ledger.salt()
        theirs = {one.who for one in open}
        ids = [
            id for id in self._connection.scalars(select(member.c.id)) if digest(salt, id) in theirs
        ]
        here = {digest(salt, id) for id in ids}
        self._note([one for one in open if one.who not in here], at)
        return [
            one
            for some in batches(ids)
            for one in MEMBERS.all(self._connection, MEMBERS.select.where(member.c.id.in_(some)))
        ]

    def carried_out(self, at: datetime) -> None:
        """Note every request in the ledger as carried out: there is nobody here any more of whom it speaks."""
        if self._ledger is not None:
            self._note(self._open(self._ledger.entries()), at)

    def whole(self, workspace: str) -> int:
        """Let all go that is a workspace's, but for its audit, in which nobody has a name; return how many people."""
        people = select(member.c.id).where(member.c.workspace == workspace)
        ids = list(self._connection.scalars(people))
        for table, column, _ in _persons():
            if theirs(table, workspace) is None:
                self._connection.execute(delete(table).where(column.in_(people)))
        # what refers to others goes before them
        for table in reversed(tables()):
            its = theirs(table, workspace)
            if its is not None and table is not audit:
                self._connection.execute(delete(table).where(its))
        self._rebuild_indexes()
        self.erased += ids
        return len(ids)

    def _entered(self, ledger: Ledger, ids: Sequence[str], at: datetime) -> list[str]:
        """Return a receipt for each; what the ledger has already, and was not carried out, is not entered twice."""
        salt = ledger.salt()
        known = {one.who: one for one in self._open(ledger.entries())}
        who = [digest(salt, id) for id in ids]
        new = [Entry(self._new_id("ers"), one, at) for one in who if one not in known]
        if new:
            ledger.add(new)
        known |= {one.who: one for one in new}
        self._note([known[one] for one in who], at)
        return [known[one].id for one in who]

    def _open(self, entries: Iterable[Entry]) -> list[Entry]:
        done = set(self._connection.scalars(select(erasure.c.id)))
        return [one for one in entries if one.id not in done]

    def _note(self, entries: Sequence[Entry], at: datetime) -> None:
        if entries:
            rows = [{"id": one.id, "who": one.who, "at": at} for one in entries]
            self._connection.execute(erasure.insert(), rows)

    def _rebuild_indexes(self) -> None:
        """Make SQLite's indexes of words anew, whose shadow tables keep what was deleted."""
        if self._connection.dialect.name == "sqlite":
            made = "SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE '%USING fts5%'"
            for name in self._connection.execute(text(made)).scalars().all():
                anew = f'INSERT INTO "{name}"("{name}") VALUES (?)'  # noqa: S608  (a name of ours)
                self._connection.exec_driver_sql(anew, ("rebuild",))

    def _own(self, members: Sequence[Member], brought: Sequence[str]) -> dict[str, str]:
        """Return what they are called and have said that is theirs alone, each with what stands in its place."""
        texts = [*brought, *(text for each in _persons() for text in self._words(*each))]
        own = own_words.alone(self._connection, _persons(), _IDS, texts)
        firsts = own_words.alone(self._connection, (), _IDS, [first(one.name) for one in members])
        ids = [word for one in members for word in (one.id, one.email, one.handle)]
        names = [*firsts, *(one.name for one in members)]
        found = dict.fromkeys((*own, *ids), NOTHING) | dict.fromkeys(names, GONE)
        return {word: stands for word, stands in found.items() if len(word) > 2}

    def _words(self, table: Table, column: Column[str], its: Person) -> Iterator[str]:
        """Give what they said in the rows of a table, long enough to be theirs; commands that they typed are not."""
        for said in (table.c[name] for name in its.said):
            of_them = column.in_(_IDS), own_words.theirs(said, _IDS, _TOKENS)
            for words in self._connection.scalars(select(said).where(*of_them)):
                if len(words) >= _FEWEST and not (its.typed and own_words.is_command(words)):
                    yield words

    def _rename(self, table: Table, column: Column[str], its: Person) -> None:
        """Put the tokens in the place of their ids, and nothing in that of their words."""
        token = select(_THESE.c.token).where(_THESE.c.id == column).scalar_subquery()
        nothing = {
            said.name: case((own_words.theirs(said, _IDS, _TOKENS), NOTHING), else_=said)
            for said in (table.c[name] for name in its.said)
            if not its.goes
        }
        change = update(table).where(column.in_(_IDS)).values({column.name: token, **nothing})
        self._connection.execute(change)


def _persons() -> Iterator[tuple[Table, Column[str], Person]]:
    """Give every column that holds a person, with what is to become of it."""
    for table in tables():
        for column in table.c:
            if its := column.info.get("person"):
                yield table, column, its


def _naming() -> Iterator[tuple[Table, list[Column[str]]]]:
    """Give every table in whose values people may be named, with the columns."""
    for table in tables():
        if columns := [column for column in table.c if column.info.get("naming")]:
            yield table, columns


def tables() -> Sequence[Table]:
    """Return every table there is, those that others refer to first."""
    from storage.migrate import TABLES  # it imports every part of storage, this one among them

    for each in TABLES:
        import_module(each)
    return metadata.sorted_tables
