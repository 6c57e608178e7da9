"""Units of work: they commit or roll back whole, and nobody's change is lost, on both databases."""

import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import IntegrityError

import storage.engine
from facilitation.errors import Conflict
from facilitation.work import Store as AnyStore
from storage.work import Store
from tests.storage.examples import NOW, W, company, enrollment, member, round_, step, workspace
from tests.storage.races import another, at_once
from tests.storage_fixtures import store_on


def test_the_store_is_what_the_core_asks_for(sqlite_store: Store) -> None:
    store: AnyStore = sqlite_store
    with store.begin() as work:
        assert work.new_id("prg").startswith("prg_")
        assert work.new_id("prg") != work.new_id("prg")
        assert 0 <= work.new_seed() < 2**31


def test_an_address_is_whole_or_empty_where_there_is_none(sqlite_engine: Engine) -> None:
    known = {
        "": "",
        "https://peerloop.example": "https://peerloop.example/calendar/x.ics",
        "https://fern.example/peer/": "https://fern.example/peer/calendar/x.ics",
    }
    for public_url, address in known.items():
        store = Store(sqlite_engine, str, lambda: 1, public_url)
        with store.begin() as work:
            assert work.address("calendar/x.ics") == work.address("/calendar/x.ics") == address


def test_a_unit_that_raises_leaves_nothing(store: Store) -> None:
    with suppress(AttributeError), store.begin() as work:
        work.workspaces.save(workspace())
        raise AttributeError
    with store.begin() as work:
        assert work.workspaces.find(W) is None


def test_a_unit_that_ends_is_seen_by_other_programs(engine: Engine) -> None:
    company(store_on(engine), "ana")
    other = another(engine)
    with store_on(other).begin() as work:
        assert work.members.get(f"{W}:ana").name == "Ana"
    other.dispose()


def test_the_second_of_two_changes_is_a_conflict(store: Store) -> None:
    company(store, "ana")
    with store.begin() as work:
        ana = work.members.get(f"{W}:ana")
    with store.begin() as work:
        work.members.save(replace(ana, team="Design"))
    with pytest.raises(Conflict), store.begin() as work:
        work.members.save(replace(ana, level=5))
    with store.begin() as work:
        assert work.members.get(ana.id) == replace(ana, team="Design", version=2)


def test_the_second_of_two_inserts_is_a_conflict_and_changes_nothing(store: Store) -> None:
    company(store, "ana")
    with pytest.raises(Conflict), store.begin() as work:
        work.members.save(member("ana", team="Design"))
    with store.begin() as work:
        assert work.members.get(f"{W}:ana").team == ""


def test_a_change_of_what_is_gone_is_a_conflict(store: Store) -> None:
    with pytest.raises(Conflict), store.begin() as work:
        work.workspaces.save(workspace(version=3))


def test_a_reference_to_nothing_is_a_bug_and_not_a_conflict(store: Store) -> None:
    company(store)
    with pytest.raises(IntegrityError), store.begin() as work:
        work.enrollments.save(enrollment("nobody"))


def test_a_member_who_is_erased_takes_along_what_is_only_theirs(engine: Engine) -> None:
    store = store_on(engine)
    company(store, "ana", "bo")
    with store.begin() as work:
        work.avoids.add(W, f"{W}:ana", f"{W}:bo")
    with engine.begin() as connection:
        connection.execute(text("DELETE FROM member WHERE handle = 'bo'"))
    with store.begin() as work:
        assert work.avoids.pairs(W) == []
        assert [each.member for each in work.enrollments.of_program("prg_1")] == [f"{W}:ana"]


def test_of_8_programs_that_read_and_then_write_50_times_none_loses_an_update(
    engine: Engine,
) -> None:
    with store_on(engine).begin() as work:
        work.workspaces.save(workspace(name="0"))
    conflicts = []

    def count() -> None:
        own = another(engine)
        store = store_on(own)
        for _ in range(50):
            while True:
                try:
                    with store.begin() as work:
                        read = work.workspaces.get(W)
                        work.workspaces.save(replace(read, name=str(int(read.name) + 1)))
                except Conflict as conflict:
                    conflicts.append(conflict)
                else:
                    break
        own.dispose()

    at_once(*[count] * 8)
    with store_on(engine).begin() as work:
        assert work.workspaces.get(W) == workspace(name="400", version=401)
    if engine.dialect.name == "sqlite":
        assert conflicts == []


def test_of_8_programs_on_sqlite_none_loses_an_update_even_without_versions(
    sqlite_engine: Engine,
) -> None:
    with sqlite_engine.begin() as connection:
        connection.execute(text("CREATE TABLE counter AS SELECT 0 AS value"))

    def count() -> None:
        own = another(sqlite_engine)
        for _ in range(50):
            with own.begin() as connection:
                value = connection.scalar(text("SELECT value FROM counter"))
                connection.execute(text("UPDATE counter SET value = :new"), {"new": value + 1})
        own.dispose()

    at_once(*[count] * 8)
    with sqlite_engine.begin() as connection:
        assert connection.scalar(text("SELECT value FROM counter")) == 400


def test_threads_of_one_program_share_its_store(store: Store) -> None:
    with store.begin() as work:
        work.workspaces.save(workspace())

    def join(number: int) -> Callable[[], None]:
        def one() -> None:
            for turn in range(10):
                with store.begin() as work:
                    work.members.save(member(f"m{number}-{turn}"))

        return one

    at_once(*(join(number) for number in range(8)))
    with store.begin() as work:
        assert len(work.members.of(W)) == 80


def test_of_programs_that_open_one_occurrence_at_once_one_does(engine: Engine) -> None:
    company(store_on(engine))
    opened = []

    def open_(number: int) -> Callable[[], None]:
        def one() -> None:
            own = another(engine)
            with store_on(own).begin() as work:
                new = round_(1, id=f"rnd_{number}")
                opened.append(work.rounds.add_if_new(new))
            own.dispose()

        return one

    at_once(*(open_(number) for number in range(6)))
    assert sorted(opened) == [False] * 5 + [True]


def test_of_programs_that_claim_one_step_at_once_one_gets_it(engine: Engine) -> None:
    company(store_on(engine))
    with store_on(engine).begin() as work:
        work.steps.put(step(1))
    claimed = []

    def claim() -> None:
        own = another(engine)
        with store_on(own).begin() as work:
            if work.steps.claim(step(1)):
                claimed.append(work)
        own.dispose()

    at_once(*[claim] * 6)
    assert len(claimed) == 1


def test_a_step_that_somebody_has_in_hand_is_not_waited_for(postgres_engine: Engine) -> None:
    store = store_on(postgres_engine)
    company(store)
    with store.begin() as work:
        work.steps.put(step(1))
    with store.begin() as one, store.begin() as other:
        assert one.steps.claim(step(1))
        assert not other.steps.claim(step(1))


def test_a_database_that_stays_locked_is_a_conflict(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    with store_on(engine).begin() as work:
        work.workspaces.save(workspace())
    monkeypatch.setattr(storage.engine, "BUSY_MS", 50)
    monkeypatch.setitem(storage.engine._SESSION, "lock_timeout", "50ms")
    other = another(engine)
    with store_on(engine).begin() as work:
        work.workspaces.save(replace(work.workspaces.get(W), name="Mine"))
        with pytest.raises(Conflict), store_on(other).begin() as blocked:
            blocked.workspaces.save(workspace(version=1))
    other.dispose()


def test_a_deadlock_is_a_conflict_for_one_of_the_two(postgres_engine: Engine) -> None:
    store = store_on(postgres_engine)
    company(store, "ana", "bo")
    gate = threading.Barrier(2)
    ended = []

    def seen(first: str, second: str) -> Callable[[], None]:
        def one() -> None:
            try:
                with store.begin() as work:
                    work.members.seen(f"{W}:{first}", NOW)
                    gate.wait()
                    work.members.seen(f"{W}:{second}", NOW)
                ended.append("well")
            except Conflict:
                ended.append("conflict")

        return one

    at_once(seen("ana", "bo"), seen("bo", "ana"))
    assert sorted(ended) == ["conflict", "well"]
