"""What was acknowledged before it was carried out: kept, sealed, erased with the work, taken over from the dead."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import Engine, event, select, text, update

from adapters.promises import Promise
from storage.promises import Promises, Terms
from storage.tables import promise as table
from storage.work import Store
from tests.storage.examples import NOW, W
from tests.storage_fixtures import store_on

P = Promise(workspace=W, key="cmd:1", member=f"{W}:U1", what='{"a": "secret"}', at=NOW)
GONE = update(table).values(lease_until=NOW - timedelta(days=9_000))


def book(
    store: Store, owner: str = "one", platform: str = W.partition(":")[0]
) -> Promises[Promise]:
    terms = Terms(
        owner, timedelta(seconds=60), seal=lambda text: text[::-1], open=lambda text: text[::-1]
    )
    return Promises(store, Promise, platform, terms)


def rows(engine: Engine):
    with engine.begin() as connection:
        return connection.execute(select(table)).all()


def let_leases_end(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(GONE)


def test_what_is_kept_is_sealed_and_belongs_to_its_keeper_while_that_one_lives(store, engine):
    mine, other = book(store), book(store_on(engine), "two")
    mine.write([P, replace(P, key="cmd:2")], [])
    assert {row.what for row in rows(engine)} == {P.what[::-1]}
    assert other.claim(10) == []
    mine.write([], [P])
    assert [row.key for row in rows(engine)] == ["cmd:2"]


def test_what_the_dead_left_is_taken_over_by_one_oldest_first(store, engine):
    late = replace(P, key="cmd:2", at=NOW + timedelta(seconds=5))
    book(store).write([late, P], [])
    let_leases_end(engine)
    two, three = book(store_on(engine), "two"), book(store_on(engine), "three")
    assert two.claim(1) == [P]
    assert three.claim(10) == [late]
    assert two.claim(10) == three.claim(10) == []


def test_only_what_was_begun_is_counted_against_it(store, engine):
    book(store).write([P, replace(P, key="cmd:2")], [])
    let_leases_end(engine)
    two = book(store_on(engine), "two")
    two.begin(two.claim(10)[0])
    let_leases_end(engine)
    assert sorted(one.tries for one in two.claim(10)) == [1, 2]


def test_what_is_put_off_is_left_to_whoever_looks_when_its_lease_has_run_out(store, engine):
    mine, other = book(store), book(store_on(engine), "two")
    mine.write([P], [])
    mine.put_off(P)
    assert other.claim(10) == []
    let_leases_end(engine)
    mine.renew()
    assert other.claim(10) == [P]


def test_a_sign_of_life_keeps_a_promise_and_letting_go_gives_it_away_at_once(store, engine):
    mine, other = book(store), book(store_on(engine), "two")
    mine.write([P], [])
    let_leases_end(engine)
    mine.renew()
    assert other.claim(10) == []
    mine.release()
    assert [one.key for one in other.claim(10)] == ["cmd:1"]


def test_the_words_are_erased_in_the_transaction_that_carries_them_out(store, engine):
    book(store).write([P], [])
    with pytest.raises(ZeroDivisionError), store.begin() as work:
        1 / work.inbox.first(W, P.key, NOW) / 0
    assert [row.what for row in rows(engine)] == [P.what[::-1]]
    with store.begin() as work:
        assert work.inbox.first(W, P.key, NOW)
    assert [row.what for row in rows(engine)] == [""]


def test_whoever_takes_over_learns_that_it_is_done_already(store, engine):
    book(store).write([P], [])
    with store.begin() as work:
        work.inbox.first(W, P.key, NOW)
    let_leases_end(engine)
    assert book(store_on(engine), "two").claim(10) == [replace(P, what="", done=True)]


def test_whoever_takes_over_carries_it_out_and_erases_it_in_one_transaction(store, engine):
    book(store).write([P], [])
    let_leases_end(engine)
    another = store_on(engine)
    two = book(another, "two")
    (taken,) = two.claim(10)
    with another.begin() as work:
        assert work.inbox.first(W, P.key, NOW)
    assert [row.what for row in rows(engine)] == [""]
    two.write([], [taken])
    assert rows(engine) == []
    assert another.promised == set()


def test_what_comes_again_after_its_keeper_died_belongs_to_whoever_took_it(store, engine):
    book(store).write([P], [])
    two = book(store_on(engine), "two")
    two.write([P], [])
    assert [row.owner for row in rows(engine)] == ["one"]
    let_leases_end(engine)
    two.write([P], [])
    assert [row.owner for row in rows(engine)] == ["two"]
    assert two.claim(10) == []


def test_each_platform_takes_over_its_own(store, engine):
    book(store).write([P], [])
    let_leases_end(engine)
    assert book(store_on(engine), "two", platform="teams").claim(10) == []


def test_what_no_key_opens_any_more_comes_without_its_words(store, engine):
    book(store).write([P], [])
    let_leases_end(engine)

    def lost(sealed: str) -> str:
        raise ValueError("no key opens this")

    terms = Terms("two", timedelta(seconds=60), seal=str, open=lost)
    (taken,) = Promises(store_on(engine), Promise, W.partition(":")[0], terms).claim(10)
    assert (taken.what, taken.done) == ("", False)


def test_a_usual_interaction_writes_no_more_than_it_did(store, engine):
    said: list[str] = []
    event.listen(engine, "before_cursor_execute", lambda *a: said.append(a[2]))
    with store.begin() as work:
        work.inbox.first(W, P.key, NOW)
    assert not [one for one in said if "promise" in one]
    with engine.begin() as connection:
        assert connection.execute(text("SELECT count(*) FROM inbox")).scalar_one() == 1
