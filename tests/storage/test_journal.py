"""Facts, and what came in, on both databases."""

import threading
from contextlib import suppress
from datetime import UTC, datetime

import pytest

from facilitation.errors import Conflict, NotFound
from storage.work import Store
from tests.storage.examples import HOUR, NOW, W, fact


def test_a_fact_comes_back_as_it_was_written(store: Store) -> None:
    whole = fact(
        1,
        by="b",
        program="p",
        round="r",
        circle="c",
        member="m",
        data={"count": 3, "names": ["ä", "b"], "deep": {"no": None}},
        before={},
        after={"size": 4},
        undoes="fct_0",
    )
    with store.begin() as work:
        work.journal.add([whole, fact(2)])
        work.journal.add([])
        assert work.journal.get("fct_1") == whole
        assert work.journal.get("fct_2") == fact(2)
        with pytest.raises(NotFound):
            work.journal.get("fct_3")


def test_a_change_is_undone_once(store: Store) -> None:
    with store.begin() as work:
        work.journal.add([fact(1, before={"size": 2}, after={"size": 3})])
        assert work.journal.get("fct_1").undoable
        work.journal.mark_undone("fct_1", "fct_2")
        assert work.journal.get("fct_1").undone_by == "fct_2"
        with pytest.raises(Conflict):
            work.journal.mark_undone("fct_1", "fct_3")
        with pytest.raises(NotFound):
            work.journal.mark_undone("fct_9", "fct_3")


def test_history_is_newest_first_and_what_came_at_one_instant_in_its_order(store: Store) -> None:
    with store.begin() as work:
        work.journal.add(
            [
                fact(1, program="p", before={}),
                fact(2, program="p", at=NOW),
                fact(3, program="p", at=NOW, before={"a": 1}),
                fact(4, program="q", before={}),
                fact(5, workspace="other", before={}),
            ]
        )
        assert [found.id for found in work.journal.of_program("p")] == ["fct_1", "fct_3", "fct_2"]
        assert [found.id for found in work.journal.of_program("p", limit=1)] == ["fct_1"]
        assert [found.id for found in work.journal.changes(W)] == ["fct_4", "fct_1", "fct_3"]


def test_facts_about_a_member_and_of_a_round_are_found_by_kind(store: Store) -> None:
    with store.begin() as work:
        work.journal.add(
            [
                fact(1, kind="placed", member="m", round="r1"),
                fact(2, kind="missed", member="m", round="r2"),
                fact(3, kind="joined", member="m", round="r2"),
                fact(4, kind="placed", member="n", round="r2"),
            ]
        )
        kinds = ["placed", "missed"]
        assert [f.id for f in work.journal.about_member("m", kinds)] == ["fct_2", "fct_1"]
        assert [f.id for f in work.journal.about_member("m", kinds, round="r1")] == ["fct_1"]
        assert [f.id for f in work.journal.about_member("m", kinds, limit=1)] == ["fct_2"]
        assert [f.id for f in work.journal.of_round("r2", kinds)] == ["fct_2", "fct_4"]
        assert work.journal.of_round("r2", []) == []


def test_what_comes_twice_is_first_once(store: Store) -> None:
    with store.begin() as work:
        assert work.inbox.first(W, "Ev1", NOW)
        assert not work.inbox.first(W, "Ev1", NOW)
        assert work.inbox.first("slack:T2", "Ev1", NOW)
    with store.begin() as work:
        assert not work.inbox.first(W, "Ev1", NOW + HOUR)


def test_what_came_in_a_unit_that_was_rolled_back_may_come_again(store: Store) -> None:
    with suppress(ZeroDivisionError), store.begin() as work:
        assert work.inbox.first(W, "Ev1", NOW)
        raise ZeroDivisionError
    with store.begin() as work:
        assert work.inbox.first(W, "Ev1", NOW)


def test_of_eight_that_come_at_once_one_is_first(store: Store) -> None:
    gate = threading.Barrier(8)
    firsts: list[bool] = []

    def arrive() -> None:
        gate.wait()
        with store.begin() as work:
            firsts.append(work.inbox.first(W, "Ev1", NOW))

    threads = [threading.Thread(target=arrive) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(firsts) == [False] * 7 + [True]


def test_the_inbox_forgets_what_came_before(store: Store) -> None:
    with store.begin() as work:
        work.inbox.first(W, "old", NOW - HOUR)
        work.inbox.first(W, "new", NOW)
    assert store.forget_inbox(before=NOW) == 1
    assert store.forget_inbox(before=datetime(2000, 1, 1, tzinfo=UTC)) == 0
    with store.begin() as work:
        assert work.inbox.first(W, "old", NOW)
        assert not work.inbox.first(W, "new", NOW)
