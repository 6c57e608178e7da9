"""Who gets which delivery when: order, lanes, staleness, and many workers at once, on both databases."""

import threading
from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import Engine

from facilitation.outbox import Delivery, Personal, Place, Settled, Together
from storage.engine import make_engine
from storage.work import Store
from tests.storage.examples import HOUR, LEASE, NOW, W, delivery
from tests.storage_fixtures import store_on


def claim(store: Store, limit: int = 99, owner: str = "me", **more: tuple[str, ...]) -> list[str]:
    with store.begin() as work:
        return [each.id for each in work.outbox.claim(owner, NOW, LEASE, limit, **more)]


def settle(store: Store, *ids: str, state: str = "sent", owner: str = "me") -> None:
    with store.begin() as work:
        work.outbox.settle(owner, [Settled(id=each, state=state) for each in ids], NOW)  # type: ignore[arg-type]


def add(store: Store, *deliveries: Delivery) -> None:
    with store.begin() as work:
        work.outbox.add(deliveries)


def test_what_is_due_is_claimed_earliest_first_up_to_the_limit(store: Store) -> None:
    add(
        store,
        delivery(1),
        delivery(2, due_at=NOW - HOUR),
        delivery(3, due_at=NOW + timedelta(microseconds=1)),
        delivery(4, due_at=NOW - HOUR),
    )
    assert claim(store, limit=2) == ["dlv_2", "dlv_4"]
    assert claim(store, limit=2) == ["dlv_1"]
    assert claim(store) == []


def test_a_claimed_delivery_is_being_sent(store: Store) -> None:
    add(store, delivery(1))
    with store.begin() as work:
        taken = work.outbox.claim("me", NOW, LEASE, 1)
        assert taken == [delivery(1, state="sending", attempts=1, first_sent_at=NOW)]
        assert work.outbox.get("dlv_1") == taken[0]


def test_workspaces_that_must_wait_are_passed_over(store: Store) -> None:
    add(store, delivery(1), delivery(2, workspace="slack:T2"), delivery(3, workspace="slack:T3"))
    assert claim(store, not_workspaces=(W, "slack:T3")) == ["dlv_2"]
    assert claim(store) == ["dlv_1", "dlv_3"]


def test_what_has_gone_stale_dies_and_takes_no_place(store: Store) -> None:
    stale = [delivery(number, stale_at=NOW, due_at=NOW - HOUR) for number in range(5)]
    add(store, *stale, delivery(5, stale_at=NOW + timedelta(microseconds=1)), delivery(6))
    assert claim(store, limit=2) == ["dlv_5", "dlv_6"]
    with store.begin() as work:
        assert work.outbox.get("dlv_0") == replace(stale[0], state="dead", reason="stale")
        assert work.outbox.counts()["dead"][0] == 5


@pytest.mark.parametrize(
    "to",
    [
        (Personal("m1"), Personal("m1")),
        (Together(("m1", "m2")), Together(("m2", "m1"))),
        (Place("C1", "1.5"), Place("C1", "1.5")),
    ],
)
def test_what_goes_to_one_target_goes_one_after_another(
    store: Store, to: tuple[Personal, Personal]
) -> None:
    add(
        store,
        delivery(1, to=to[0]),
        delivery(2, to=to[1]),
        delivery(3, to=to[0], due_at=NOW - HOUR),
        delivery(4, to=to[1], due_at=NOW - HOUR),
    )
    order = []
    while taken := claim(store):
        assert len(taken) == 1
        assert claim(store, owner="you") == []
        settle(store, *taken)
        order += taken
    assert order == ["dlv_3", "dlv_4", "dlv_1", "dlv_2"]


def test_nothing_overtakes_what_is_unsure(store: Store) -> None:
    add(store, delivery(1), delivery(2, to=delivery(1).to))
    with store.begin() as work:
        work.outbox.claim("lost", NOW, timedelta(seconds=-1), 1)
        work.outbox.expire()
    assert claim(store) == []
    with store.begin() as work:
        work.outbox.claim_unsure("me", LEASE, 1)
        work.outbox.settle_unsure("me", [Settled(id="dlv_1", state="dead")], NOW)
    assert claim(store) == ["dlv_2"]


def test_what_waits_for_later_does_not_hold_up_the_rest_of_its_lane(store: Store) -> None:
    add(store, delivery(1), delivery(2, to=delivery(1).to))
    claim(store)
    with store.begin() as work:
        later = Settled(id="dlv_1", state="pending", due_at=NOW + HOUR)
        work.outbox.settle("me", [later], NOW)
    assert claim(store) == ["dlv_2"]


def test_other_targets_are_other_lanes(store: Store) -> None:
    add(
        store,
        delivery(1, to=Personal("m1")),
        delivery(2, to=Personal("m2")),
        delivery(3, to=Personal("m1"), workspace="slack:T2"),
        delivery(4, to=Together(("m1",))),
        delivery(5, to=Place("C1")),
        delivery(6, to=Place("C1", "1.5")),
        delivery(7, to=Place("C1", "1.5")),
    )
    assert claim(store) == [f"dlv_{number}" for number in range(1, 7)]


def test_many_workers_carry_each_delivery_once_and_each_lane_in_order(engine: Engine) -> None:
    lanes, each_lane, workers = 12, 10, 6
    add(
        store_on(engine),
        *(
            delivery(number, to=Personal(f"m{number % lanes}"))
            for number in range(lanes * each_lane)
        ),
    )
    carried: list[Delivery] = []
    flying: set[str] = set()
    together: list[str] = []
    lock = threading.Lock()
    failures: list[BaseException] = []

    def work_on(name: str) -> None:
        own = make_engine(engine.url.render_as_string(hide_password=False))
        store = store_on(own)
        try:
            while len(carried) < lanes * each_lane:
                with store.begin() as work:
                    taken = work.outbox.claim(name, NOW, LEASE, 5)
                with lock:
                    targets = [str(each.to) for each in taken]
                    together.extend(target for target in targets if target in flying)
                    flying.update(targets)
                    carried.extend(taken)
                with lock:
                    flying.difference_update(targets)
                with store.begin() as work:
                    done = [Settled(id=each.id, state="sent") for each in taken]
                    assert len(work.outbox.settle(name, done, NOW)) == len(taken)
        except BaseException as error:
            failures.append(error)
            raise
        finally:
            own.dispose()

    threads = [threading.Thread(target=work_on, args=(f"w{n}",)) for n in range(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert failures == []
    assert together == []
    assert set(Counter(each.id for each in carried).values()) == {1}
    assert len(carried) == lanes * each_lane
    for lane in range(lanes):
        order = [int(each.id[4:]) for each in carried if each.to == Personal(f"m{lane}")]
        assert order == sorted(order)


def test_a_claim_does_not_wait_for_another_nor_take_what_comes_after_it(
    postgres_engine: Engine,
) -> None:
    store = store_on(postgres_engine)
    add(store, delivery(1), delivery(2, to=delivery(1).to), delivery(3))
    with store.begin() as one:
        assert [each.id for each in one.outbox.claim("a", NOW, LEASE, 1)] == ["dlv_1"]
        with store.begin() as other:
            assert [each.id for each in other.outbox.claim("b", NOW, LEASE, 9)] == ["dlv_3"]
