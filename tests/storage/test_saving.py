"""A database that takes nothing: whose trouble that is, when it is known, and that no program starts on one."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine, event, text
from sqlalchemy.exc import DBAPIError

from facilitation.errors import Conflict, Unsaved
from storage import saving
from storage.engine import make_engine
from storage.errors import StorageError
from storage.migrate import upgrade
from storage.saving import Saving, try_writing
from storage.upkeep import upkeep
from storage.work import Store
from tests.storage.breaking import full, read_only
from tests.storage.examples import company, delivery
from tests.storage_fixtures import END_THE_OTHERS, store_on


@pytest.fixture
def engine(own_url: str) -> Iterator[Engine]:
    """An engine on a migrated database of the test's own, which it may break."""
    engine = make_engine(own_url)
    yield engine
    engine.dispose()


def fill_up(store: Store) -> None:
    """Write what is small until no room is left even for that."""
    for n in range(1_000):
        with store.begin() as work:
            work.outbox.add([delivery(n)])


class Watched:
    """What is known of a database's writes, with a clock moved by hand."""

    def __init__(self, engine: Engine) -> None:
        self.now = 100.0
        self.failed: list[str] = []
        self.written = 0
        self.saving = Saving(engine, lambda error: self.failed.append(error.kind), lambda: self.now)
        event.listen(engine, "commit", self.count)

    def count(self, _connection: object) -> None:
        self.written += 1

    def problem_after(self, seconds: float) -> str | None:
        self.now += seconds
        return self.saving.problem()


def test_a_database_that_takes_nothing_is_no_bug_of_ours(engine: Engine) -> None:
    store = store_on(engine)
    with read_only(engine), pytest.raises(Unsaved) as refused:
        company(store, "ana")
    assert refused.value.kind == "read-only"
    company(store, "ana")


def test_a_full_database_is_no_bug_of_ours(sqlite_engine: Engine) -> None:
    store = store_on(sqlite_engine)
    with full(sqlite_engine), pytest.raises(Unsaved) as refused:
        company(store, *(f"p{n}" for n in range(500)))
    assert refused.value.kind == "full"
    company(store, "ana")


def test_a_database_that_is_away_is_no_bug_of_ours() -> None:
    store = store_on(make_engine("postgresql://ana:hunter2@127.0.0.1:1/peerloop?password=hunter3"))
    with pytest.raises(Unsaved) as refused:
        company(store, "ana")
    assert refused.value.kind == "away"
    assert "hunter" not in str(refused.value)


def test_a_small_write_leaves_nothing_behind_whoever_was_killed_at_it(engine: Engine) -> None:
    def names() -> set[str]:
        with engine.begin() as connection:
            return set(connection.scalars(upkeep.select()))

    before = names()
    try_writing(engine)
    assert names() == before
    with engine.begin() as connection:
        connection.execute(upkeep.insert(), {"name": saving._NAME, "value": "half done"})
    try_writing(engine)
    assert names() == before


def test_it_is_known_while_nothing_can_be_saved_and_when_it_can_again(engine: Engine) -> None:
    watched = Watched(engine)
    assert watched.problem_after(0) is None
    with read_only(engine):
        why = watched.problem_after(saving.TRUSTED)
        assert why is not None
        assert "must not be written to" in why
        assert watched.problem_after(saving.AGAIN) is not None
    assert watched.problem_after(saving.AGAIN) is None
    assert set(watched.failed) == {"read-only"}


def test_whoever_fails_to_write_makes_it_known_at_once(engine: Engine) -> None:
    watched = Watched(engine)
    assert watched.problem_after(0) is None
    with read_only(engine), pytest.raises(Unsaved):
        company(store_on(engine), "ana")
    assert watched.problem_after(0) is not None
    assert watched.failed == ["read-only"]
    assert watched.problem_after(saving.AGAIN) is None


def test_room_for_less_than_a_command_writes_counts_as_none(sqlite_engine: Engine) -> None:
    watched, store = Watched(sqlite_engine), store_on(sqlite_engine)
    with full(sqlite_engine):
        with pytest.raises(Unsaved):
            fill_up(store)
        why = watched.problem_after(saving.AGAIN)
    assert why is not None
    assert "has no room left" in why


def test_asking_often_writes_seldom(engine: Engine) -> None:
    watched = Watched(engine)
    for _ in range(100):
        assert watched.problem_after(saving.TRUSTED / 100) is None
    assert watched.written <= 4


def test_no_program_starts_on_a_database_that_it_cannot_write(engine: Engine, own_url: str) -> None:
    if engine.dialect.name == "sqlite":
        url = f"sqlite:///file:{engine.url.database}?mode=ro&uri=true"
        with pytest.raises(StorageError, match="must not be written to") as refused:
            upgrade(url)
    else:
        with (
            read_only(engine),
            pytest.raises(StorageError, match="must not be written to") as refused,
        ):
            upgrade(own_url)
    assert "\n" not in refused.value.sentence
    assert upgrade(own_url)


def test_an_empty_database_that_cannot_be_written_is_a_sentence_too(database_url: str) -> None:
    engine = make_engine(database_url)
    with engine.connect() as connection:
        connection.execute(text("SELECT 1"))
    with read_only(engine), pytest.raises(StorageError, match="must not be written to"):
        upgrade(engine)
    engine.dispose()


def test_what_else_fails_stays_what_it_is_and_is_no_reason_to_call_the_database_unfit(
    engine: Engine,
) -> None:
    watched, store = Watched(engine), store_on(engine)
    company(store, "ana")
    with pytest.raises(Conflict):
        company(store, "ana")
    with pytest.raises(DBAPIError), engine.begin() as connection:
        connection.execute(text("SELECT nothing FROM nowhere"))
    assert watched.failed == []
    assert watched.problem_after(0) is None


def test_a_connection_that_the_server_ended_is_no_failure(
    postgres_engine: Engine, migrated_database: str
) -> None:
    watched, store = Watched(postgres_engine), store_on(postgres_engine)
    company(store, "ana")
    other = make_engine(migrated_database)
    with other.begin() as connection:
        connection.execute(END_THE_OTHERS)
    other.dispose()
    with store.begin() as work:
        work.outbox.add([delivery(1)])
    assert watched.failed == []
    assert watched.problem_after(0) is None
