"""Who gets which delivery when: order, lanes, staleness, and many workers at once, on both databases."""

import threading
from collections import Counter
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Engine

from facilitation.post.outbox import Delivery, Personal, Place, Settled, Together
from storage.engine import make_engine
from storage.work import Store
from tests.storage.examples import HOUR, LEASE, NOW, W, delivery
from tests.storage_fixtures import store_on, time_passes


def claim(store: Store, limit: int = 99, owner: str = "me", **more: tuple[str, ...]) -> list[str]:
    with store.begin() as work:
        return [each.id for each in work.outbox.claim(owner, NOW, LEASE, limit, **more)]


def settle(store: Store, *ids: str, state: str = "sent", owner: str = "me") -> None:
    with store.begin() as work:
        work.outbox.settle(owner, [Settled(id=each, state=state) for each in ids], NOW)  # type: ignore[arg-type]


def later(store: Store, id: str, *, owner: str = "", **more: Any) -> None:
    with store.begin() as work:
        owners = [owner] if owner else ["me", "you"]
        put_off = [Settled(id=id, state="pending", **more)]
        assert any(work.outbox.settle(who, put_off, NOW) for who in owners)


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
        first = taken[0].first_sent_at
        assert first is not None
        assert taken == [delivery(1, state="sending", first_sent_at=first)]
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


def test_what_waits_is_not_overtaken_in_its_lane_and_holds_no_other(store: Store) -> None:
    add(store, delivery(1), delivery(2, to=delivery(1).to), delivery(3))
    claim(store)
    later(store, "dlv_1", wait=3600)
    settle(store, "dlv_3")
    assert claim(store) == []
    time_passes(store, 3601)
    assert claim(store) == ["dlv_1"]
    settle(store, "dlv_1")
    assert claim(store) == ["dlv_2"]


def test_what_is_awaited_goes_before_what_is_broadcast_to_others(store: Store) -> None:
    add(store, *(delivery(n, kind="notice", due_at=NOW - HOUR) for n in range(5)))
    add(store, delivery(5), delivery(6, kind="ask"))
    assert claim(store, limit=3) == ["dlv_5", "dlv_6", "dlv_0"]


def test_what_is_awaited_hurries_along_what_the_same_person_is_owed_before_it(
    store: Store,
) -> None:
    add(store, *(delivery(n, kind="notice", due_at=NOW - HOUR) for n in range(5)))
    add(store, delivery(5, to=delivery(3).to), delivery(6, due_at=NOW + HOUR, to=delivery(4).to))
    with store.begin() as work:
        (hurried,) = work.outbox.claim("me", NOW, LEASE, 1)
    assert (hurried.id, hurried.kind, hurried.urgency) == ("dlv_3", "notice", "awaited")
    settle(store, "dlv_3")
    assert claim(store, limit=1) == ["dlv_5"]
    settle(store, "dlv_5")
    assert claim(store, limit=1) == ["dlv_0"], "what is not yet due hurries nobody"


def test_a_workspace_that_asked_to_wait_is_tried_by_one_delivery_of_all_workers(
    store: Store,
) -> None:
    add(store, *(delivery(n) for n in range(6)), delivery(6, workspace="slack:T2"))
    assert claim(store, limit=1) == ["dlv_0"]
    later(store, "dlv_0", shut=30)
    assert claim(store) == ["dlv_6"]
    time_passes(store, 29)
    assert claim(store) == []
    time_passes(store, 2)
    assert claim(store, owner="me") == ["dlv_0"]
    assert claim(store, owner="you") == []
    later(store, "dlv_0", shut=30, probe=True)
    assert claim(store, owner="you") == []
    time_passes(store, 31)
    assert claim(store, owner="you", limit=1) == ["dlv_0"]
    with store.begin() as work:
        got_through = Settled(id="dlv_0", state="sent", probe=True)
        work.outbox.settle("you", [got_through], NOW)
    assert claim(store) == [f"dlv_{n}" for n in range(1, 6)]


def test_who_dies_while_trying_a_way_leaves_it_to_another(store: Store) -> None:
    add(store, delivery(1), delivery(2))
    claim(store, limit=1)
    later(store, "dlv_1", shut=5)
    time_passes(store, 6)
    assert claim(store, owner="dead") == ["dlv_1"]
    assert claim(store) == []
    time_passes(store, 61)
    assert claim(store) == ["dlv_2"]


def test_a_way_is_tried_by_the_first_who_leaves_alone_and_others_stay_meanwhile(
    store: Store,
) -> None:
    add(store, delivery(1), delivery(2), delivery(3), delivery(4, workspace="slack:T2"))
    assert claim(store, limit=1, owner="one") == ["dlv_1"]
    assert claim(store, limit=1, owner="two") == ["dlv_2"]
    with store.begin() as work:
        assert work.outbox.depart("one", ["dlv_1"], {W: "dlv_1"}, LEASE) == {"dlv_1"}
    with store.begin() as work:
        assert work.outbox.depart("two", ["dlv_2"], {W: "dlv_2"}, LEASE) == set()
    assert claim(store, owner="three") == ["dlv_4"]
    with store.begin() as work:
        work.outbox.settle("one", [Settled(id="dlv_1", state="pending", probe=True)], NOW)
    assert claim(store, owner="three") == ["dlv_1"], "it was held, and the next one tries"


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


def test_leases_and_waits_are_over_once_the_clock_is_moved_by_hand(store: Store) -> None:
    add(store, delivery(1), delivery(2))
    assert sorted(claim(store)) == ["dlv_1", "dlv_2"]
    with store.begin() as work:
        later = Settled(id="dlv_2", state="pending", wait=3600)
        work.outbox.settle("me", [later], NOW)
    with store.begin() as work:
        assert work.outbox.expire() == 0
        work.outbox.lapse()
        assert work.outbox.expire() == 1
        assert [one.id for one in work.outbox.claim_unsure("you", LEASE, 9)] == ["dlv_1"]
    assert claim(store) == ["dlv_2"]
