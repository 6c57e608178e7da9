"""The courier carries each delivery once, in order, at the platform's pace, whatever the platform does."""

import asyncio
import random
from collections import Counter
from collections.abc import Sequence
from contextlib import AbstractContextManager
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from bot.carrier import Terms, Trip
from bot.clock import SimulatedClock
from bot.courier import Courier
from bot.metrics import Metrics
from facilitation import outcomes
from facilitation.errors import Later, Never, Unsure
from facilitation.platform import Pace, Rate
from facilitation.post.outbox import Delivery, Personal, Place, Receipt, Together
from facilitation.work import Work
from storage.columns import clock
from storage.tables import delivery, gate
from storage.work import Store
from tests.bot.helpers import BRISK, NOW, WORKSPACE, courier, later, now_is, owed, put
from tests.company import Company, person
from tests.simulators.scripted import Fault, Scripted
from tests.storage.examples import LEASE
from tests.storage_fixtures import time_passes


async def test_everything_due_is_carried_once_and_its_receipt_kept(store: Store) -> None:
    sink = Scripted()
    put(store, [owed(f"k{n}") for n in range(250)] + [owed("tomorrow", due_at=later(86400))])

    lines = await courier(store, sink).deliver_due(NOW)

    assert Counter(sink.arrived) == Counter(f"k{n}" for n in range(250))
    assert sorted(lines) == sorted(f"sent “About k{n}” (k{n})" for n in range(250))
    assert now_is(store, "k7").state == "sent"
    assert now_is(store, "k7").conversation == "direct:k7"
    assert now_is(store, "k7").sent_at == NOW
    assert now_is(store, "tomorrow").state == "pending"
    assert await courier(store, sink).deliver_due(NOW) == []


async def test_two_couriers_share_the_work_and_never_the_same_delivery(store: Store) -> None:
    sink = Scripted(lambda _d, _n: 0.002)
    put(store, [owed(f"k{n}") for n in range(300)])
    terms = Terms(held=20)
    both = [courier(store, sink, owner=name, terms=terms) for name in ("one", "two")]

    lines = await asyncio.gather(*(each.deliver_due(NOW) for each in both))

    assert Counter(sink.arrived) == Counter(f"k{n}" for n in range(300))
    assert all(lines)


async def test_no_more_are_in_flight_than_allowed(store: Store) -> None:
    sink = Scripted(lambda _d, _n: 0.01)
    put(store, [owed(f"k{n}") for n in range(30)])

    await courier(store, sink, terms=Terms(in_flight=4)).deliver_due(NOW)

    assert sink.most_at_once[None] == 4


@pytest.mark.parametrize(
    "to", [Personal("sink:one:ana"), Place("C1"), Together(("sink:one:ana", "sink:one:bo"))]
)
async def test_what_goes_to_one_target_arrives_in_order_one_at_a_time(
    store: Store, to: Personal | Place | Together
) -> None:
    chance = random.Random(3)
    sink = Scripted(lambda _d, _n: chance.random() / 200)
    put(store, [owed(f"k{n}", to=to) for n in range(8)] + [owed(f"x{n}") for n in range(8)])

    await courier(store, sink).deliver_due(NOW)

    assert [key for key in sink.arrived if key.startswith("k")] == [f"k{n}" for n in range(8)]
    assert sink.most_at_once[to] == 1


async def test_a_delivery_that_is_put_off_keeps_its_place_before_those_behind_it(
    store: Store,
) -> None:
    def first_refused(delivery: Delivery, nth: int) -> Fault:
        return Later(None, "no connection") if (delivery.key, nth) == ("k0", 1) else None

    sink, to = Scripted(first_refused), Personal("sink:one:ana")
    put(store, [owed(f"k{n}", to=to) for n in range(4)] + [owed("other")])
    carrying = courier(store, sink)

    lines = await carrying.deliver_due(NOW)
    assert sorted(lines) == ["put off “About k0” (k0): no connection", "sent “About other” (other)"]

    time_passes(store, 5)
    await carrying.deliver_due(NOW)
    assert sink.arrived == ["other", "k0", "k1", "k2", "k3"]


async def test_a_platform_that_says_when_to_come_back_is_obeyed(store: Store) -> None:
    sink = Scripted(lambda _d, nth: Later(30, "slow down") if nth == 1 else None)
    put(store, [owed("k")])
    carrying = courier(store, sink)

    await carrying.deliver_due(NOW)
    assert (now_is(store, "k").state, now_is(store, "k").due_at) == ("pending", NOW)
    time_passes(store, 28)
    await courier(store, sink, owner="another").deliver_due(later(90))
    assert sink.tries["k"] == 1

    time_passes(store, 2)
    await courier(store, sink, owner="another").deliver_due(later(-90) + timedelta(seconds=90))
    assert now_is(store, "k").state == "sent"


async def test_without_a_word_when_the_waits_double_up_to_a_bound_and_differ(store: Store) -> None:
    sink = Scripted(lambda _d, _n: Later(None, "no connection"))
    put(store, [owed("k"), owed("j")])
    carrying, waits = courier(store, sink), []

    for _ in range(12):
        await carrying.deliver_due(NOW)
        both = [waiting(store, key) for key in ("k", "j")]
        waits.append(both[0])
        assert both[0] != both[1]
        time_passes(store, max(both) + 1)

    for nth, wait in enumerate(waits):
        bound = min(600, 2 * 2**nth)
        assert bound / 2 - 1 <= wait <= bound


def waiting(store: Store, key: str) -> float:
    """Return how many seconds a delivery must wait yet, by the database's clock."""
    with store._engine.begin() as connection:
        until = select(delivery.c.wait_until, clock()).where(delivery.c.key == key)
        at, now = connection.execute(until).one()
    return float((at - now).total_seconds()) if at else 0.0


async def test_what_nobody_will_ever_know_of_is_sent_three_times_at_most(store: Store) -> None:
    sink = Silent(lambda _d, _n: "drop", readable=False)
    put(store, [owed("k")])
    carrying = courier(store, sink)

    for _ in range(5):
        await carrying.deliver_due(NOW)
        time_passes(store, 3600)
        await carrying.reconcile(NOW)
        time_passes(store, 3600)

    assert sink.arrived == ["k"] * 3
    assert now_is(store, "k").state == "dead"


async def test_what_cannot_be_read_back_is_not_given_up_for_posts_that_were_never_made(
    store: Store,
) -> None:
    def refused_and_lost(delivery: Delivery, nth: int) -> Fault:
        return Later(5, "slow down") if nth <= 3 else "drop" if nth == 4 else None

    sink = Silent(refused_and_lost, readable=False)
    put(store, [owed("k")])
    for n in range(3):
        with store.begin() as work:
            assert work.outbox.claim(f"died before it posted {n}", NOW, LEASE, 1)
        time_passes(store, 61)
        await courier(store, sink).reconcile(NOW)
    assert (now_is(store, "k").attempts, sink.arrived) == (0, [])

    for _ in range(4):
        await courier(store, sink).deliver_due(NOW)
        time_passes(store, 61)
    assert (now_is(store, "k").attempts, sink.arrived) == (1, ["k"])
    await courier(store, sink).reconcile(NOW)
    time_passes(store, 61)
    await courier(store, sink).deliver_due(NOW)

    assert sink.arrived == ["k", "k"], (
        "one post was unclear, and an introduction is rather said twice"
    )
    assert now_is(store, "k").state == "sent"


async def test_a_conversation_that_must_wait_does_not_hold_its_workspace(store: Store) -> None:
    busy = Place("C1")
    sink = Scripted(
        lambda d, nth: (
            Later(30, "slow down", everywhere=False) if (d.key, nth) == ("first", 1) else None
        )
    )
    put(store, [owed("first", to=busy), owed("second", to=busy, due_at=later(1)), owed("other")])
    carrying = courier(store, sink, clock=SimulatedClock(later(2)))

    await carrying.deliver_due(later(2))
    early = list(sink.arrived)
    time_passes(store, 31)
    await carrying.deliver_due(later(2))

    assert early == ["other"]
    assert sink.arrived == ["other", "first", "second"]


async def test_a_storm_on_one_workspace_does_not_hold_another(store: Store) -> None:
    storm = Scripted(lambda d, _n: Later(60, "slow down") if d.workspace == "sink:stormy" else None)
    stormy = [owed(f"s{n}", workspace="sink:stormy") for n in range(500)]
    calm = [owed(f"c{n}", due_at=later(1)) for n in range(50)]
    put(store, stormy + calm)
    clock, metrics = SimulatedClock(later(1)), Metrics()
    terms = Terms(in_flight=10, held=50, poll=0.02)
    carrying = courier(store, storm, clock=clock, terms=terms, metrics=metrics)

    stop = asyncio.Event()
    running = asyncio.create_task(carrying.run(stop))
    async with asyncio.timeout(20):
        while len(storm.arrived) < 50:
            await asyncio.sleep(0.01)
        assert storm.calls["sink:stormy"] <= terms.in_flight

        before = storm.calls["sink:stormy"]
        for minute in (1, 2):
            later_on([carrying], store, 61)
            while storm.calls["sink:stormy"] < before + minute or tried(store):
                await asyncio.sleep(0.01)
        await asyncio.sleep(0.1)
        stop.set()
        await running

    # after the first burst, one call finds out whether the storm is over
    assert storm.calls["sink:stormy"] == before + 2
    assert sorted(storm.arrived) == sorted(f"c{n}" for n in range(50))
    assert b'peerloop_rate_limit_waits_total{by="platform",platform="sink"}' in metrics.text()
    assert now_is(store, "s499").state == "pending"


def tried(store: Store) -> bool:
    """Return whether some way is being tried just now."""
    with store._engine.begin() as connection:
        return any(connection.scalars(select(gate.c.probe)))


async def test_after_the_storm_everything_arrives_once(store: Store) -> None:
    storm = True
    sink = Scripted(lambda _d, _n: Later(30, "slow down") if storm else None)
    put(store, [owed(f"k{n}") for n in range(60)])
    workers = [courier(store, sink, owner=name) for name in ("one", "two", "three")]

    await workers[0].deliver_due(NOW)
    for posts in (1, 2, 3):
        before = sink.calls["sink:one"]
        later_on(workers, store, 31)
        await asyncio.gather(*(each.deliver_due(NOW) for each in workers))
        assert sink.calls["sink:one"] == before + 1, (
            f"one probe in window {posts}, of three workers"
        )
    storm = False
    for each in workers:
        later_on(workers, store, 31)
        await each.deliver_due(NOW)

    assert Counter(sink.arrived) == Counter(f"k{n}" for n in range(60))
    assert {now_is(store, f"k{n}").attempts for n in range(60)} == {1}, "a refusal is no try"


def later_on(workers: Sequence[Courier], store: Store, seconds: float) -> None:
    """Let time pass, for the database and for what every courier remembers of ways that are shut."""
    time_passes(store, seconds)
    for each in workers:
        for way in each.carrier._ways.values():
            way.shut_until -= seconds


async def test_a_refusal_for_good_is_dead_with_its_reason_and_the_admin_hears_of_it_once(
    store: Store,
) -> None:
    company = Company(store)
    company.settle(person("ada", role="admin"), person("bo"), person("cy"))
    gone = Never("the account is deactivated", gone=("playground:acme:bo",))
    refusals = {"k1": gone, "k2": gone, "k3": Never("the channel is archived")}
    sink = Scripted(lambda d, _n: refusals.get(d.key))
    workspace = "playground:acme"
    put(store, [owed(key, workspace=workspace) for key in ("k1", "k2", "k3", "k4")])

    lines = await courier(store, {"playground": sink}).deliver_due(NOW)

    assert "gave up “About k1” (k1): the account is deactivated" in lines
    assert now_is(store, "k1").state == "dead"
    assert now_is(store, "k3").reason == "the channel is archived"
    assert now_is(store, "k4").state == "sent"
    told = [key for key in sink.arrived if key.startswith("undelivered")]
    assert len(told) == 2
    assert all(key.endswith("ada") for key in told)


async def test_a_lost_answer_is_read_back_and_not_sent_again(store: Store) -> None:
    sink = Scripted(lambda _d, _n: "drop")
    put(store, [owed("k"), owed("j", twice="never")])
    carrying = courier(store, sink, terms=BRISK)

    assert sorted(await carrying.deliver_due(NOW)) == [
        "unsure “About j” (j): the connection was lost",
        "unsure “About k” (k): the connection was lost",
    ]
    assert await carrying.reconcile(NOW) == []
    assert sink.looks == 0

    time_passes(store, BRISK.lease)
    assert sorted(await carrying.reconcile(NOW)) == ["sent “About j” (j)", "sent “About k” (k)"]
    assert now_is(store, "k").state == "sent"
    assert now_is(store, "k").conversation == "direct:k"
    assert sorted(sink.arrived) == ["j", "k"]


async def test_what_was_not_found_is_sent_again(store: Store) -> None:
    sink = Scripted(lambda _d, nth: Unsure("a server error") if nth == 1 else None)
    put(store, [owed("k"), owed("j", twice="never")])
    carrying = courier(store, sink, terms=BRISK)

    await carrying.deliver_due(NOW)
    time_passes(store, BRISK.lease)
    await carrying.reconcile(NOW)
    await carrying.deliver_due(NOW)

    assert sorted(sink.arrived) == ["j", "k"]


async def test_where_nobody_can_read_it_waits_and_then_its_kind_decides(store: Store) -> None:
    company = Company(store)
    company.settle(person("ada"))
    sink = Scripted(lambda _d, nth: "drop" if nth == 1 else None, readable=False)
    workspace = "playground:acme"
    put(store, [owed("intro", workspace=workspace)])
    put(store, [owed("nudge", workspace=workspace, twice="never")])
    carrying = courier(store, {"playground": sink}, terms=BRISK)

    await carrying.deliver_due(NOW)
    time_passes(store, 60)
    assert await carrying.reconcile(later(BRISK.guess_after)) == []
    assert now_is(store, "intro").state == "unsure"

    time_passes(store, BRISK.guess_after)
    await carrying.reconcile(NOW)
    await carrying.deliver_due(NOW)

    assert sorted(sink.arrived) == ["intro", "intro", "nudge"]
    assert now_is(store, "intro").state == "sent"
    assert now_is(store, "nudge").state == "dead"
    assert "nobody can know whether it arrived" in now_is(store, "nudge").reason


async def test_a_courier_killed_between_post_and_settle_loses_nothing_and_repeats_nothing(
    store: Store,
) -> None:
    sink = Scripted()
    put(store, [owed(f"k{n}") for n in range(20)])

    class Killed(Exception):
        pass

    class Dying:
        """A store that dies with its process at the second transaction: claimed, posted, never settled."""

        begun = 0

        def begin(self) -> AbstractContextManager[Work]:
            self.begun += 1
            if self.begun > 1:
                raise Killed
            return store.begin()

    dying = asyncio.create_task(courier(Dying(), sink, owner="dead", terms=BRISK).deliver_due(NOW))
    while len(sink.arrived) < 20:
        await asyncio.sleep(0.01)
    dying.cancel()
    await asyncio.gather(dying, return_exceptions=True)
    assert now_is(store, "k3").state == "sending"

    time_passes(store, BRISK.lease)
    heir = courier(store, sink, owner="heir", terms=BRISK)
    assert await heir.deliver_due(NOW) == []
    assert len(await heir.reconcile(NOW)) == 20
    assert Counter(sink.arrived) == Counter(f"k{n}" for n in range(20))
    assert {now_is(store, f"k{n}").state for n in range(20)} == {"sent"}


async def test_an_answer_that_does_not_come_leaves_it_unsure_and_holds_nobody(
    store: Store,
) -> None:
    sink = Scripted(lambda d, _n: 60.0 if d.key == "slow" else None)
    put(store, [owed("slow"), *(owed(f"k{n}") for n in range(5))])

    await courier(store, sink, terms=Terms(timeout=0.05)).deliver_due(NOW)

    assert now_is(store, "slow").state == "unsure"
    assert now_is(store, "slow").reason == "no answer in time"
    assert len(sink.arrived) == 5


async def test_a_bug_in_a_platform_leaves_it_unsure_and_holds_nobody(store: Store) -> None:
    sink = Scripted(lambda d, _n: KeyError("oops") if d.key == "bad" else None)
    put(store, [owed("bad"), owed("good")])

    await courier(store, sink).deliver_due(NOW)

    assert now_is(store, "bad").state == "unsure"
    assert now_is(store, "bad").reason == "unexpected KeyError"
    assert now_is(store, "good").state == "sent"


async def test_after_too_many_tries_and_a_day_it_is_given_up(store: Store) -> None:
    Company(store).settle(person("ada"))
    sink = Scripted(lambda _d, _n: Unsure("a server error"))
    put(store, [owed("k", workspace="playground:acme")])
    carrying = courier(store, {"playground": sink}, terms=Terms(attempts=3))

    for hours in (1, 1, 1, 20, 0.5):
        await carrying.deliver_due(NOW)
        time_passes(store, hours * 3600)
        await carrying.reconcile(NOW)
        assert now_is(store, "k").state == "pending"
    await carrying.deliver_due(NOW)
    time_passes(store, 3600)
    await carrying.reconcile(NOW)

    assert now_is(store, "k").state == "dead"
    assert now_is(store, "k").reason == "given up after 6 tries: it had not arrived"


async def test_what_is_refused_for_days_is_not_given_up(store: Store) -> None:
    refusals = [Later(None, "no connection"), Later(3600, "slow down")]
    sink = Scripted(lambda _d, nth: refusals[nth % 2] if nth <= 30 else None)
    put(store, [owed("k")])

    for _ in range(31):
        await courier(store, sink, terms=Terms(attempts=3)).deliver_due(NOW)
        time_passes(store, 3 * 3600)

    assert now_is(store, "k").state == "sent"
    assert (now_is(store, "k").attempts, sink.tries["k"]) == (1, 31)


async def test_without_its_platform_a_delivery_waits_and_says_why(store: Store) -> None:
    put(store, [owed("k", workspace="slack:T1")])

    await courier(store, Scripted()).deliver_due(NOW)

    assert now_is(store, "k").state == "pending"
    assert now_is(store, "k").reason == "Peerloop is not connected to slack here"


async def test_a_lease_is_renewed_while_its_courier_lives(store: Store) -> None:
    sink = Scripted(lambda _d, _n: 1.0)
    put(store, [owed(f"k{n}") for n in range(3)])
    terms = Terms(in_flight=1, lease=1.6, timeout=9.0)
    other = courier(store, sink, owner="other", terms=terms)

    carrying = asyncio.create_task(courier(store, sink, terms=terms).deliver_due(NOW))
    while not carrying.done():
        await asyncio.sleep(0.1)
        await other.reconcile(NOW)

    # one after the other they take twice as long as a lease, and nobody else has them meanwhile
    assert Counter(sink.arrived) == Counter(f"k{n}" for n in range(3))
    assert sink.looks == 0


async def test_who_could_not_renew_a_lease_posts_nothing_on_it(store: Store) -> None:
    sink, at = Scripted(), Seconds()
    put(store, [owed("k")])
    carrying = courier(store, sink, monotonic=at)
    with store.begin() as work:
        (claimed,) = work.outbox.claim("me", NOW, timedelta(seconds=carrying.terms.lease), 1)

    at.now += carrying.terms.lease * 0.7
    outcome = await carrying.carrier.carry(claimed, lambda: carrying.holds(0.0), Trip(2.0))

    assert (outcome.what, sink.arrived) == ("held", [])


class Seconds:
    """A clock that is moved by hand."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


class Silent(Scripted):
    """A platform that can never be read back."""

    async def look_for(self, delivery: Delivery) -> Receipt | None:
        raise Unsure("nobody can read here", for_good=True)


async def test_told_to_stop_it_finishes_what_is_posted_and_gives_back_the_rest(
    store: Store,
) -> None:
    sink = Scripted(lambda _d, _n: 0.2)
    put(store, [owed(f"k{n}") for n in range(20)])
    stop = asyncio.Event()
    carrying = courier(store, sink, terms=Terms(in_flight=5, poll=0.02))

    running = asyncio.create_task(carrying.run(stop))
    async with asyncio.timeout(10):
        while not sink.calls:
            await asyncio.sleep(0.01)
        stop.set()
        await running

    states = Counter(now_is(store, f"k{n}").state for n in range(20))
    assert states == {"sent": 5, "pending": 15}
    assert len(sink.arrived) == 5


async def test_a_running_courier_is_woken_for_what_is_new(store: Store) -> None:
    sink, stop = Scripted(), asyncio.Event()
    carrying = courier(store, sink, terms=Terms(poll=600))
    running = asyncio.create_task(carrying.run(stop))

    await asyncio.sleep(0.1)
    put(store, [owed("k")])
    carrying.wake()
    async with asyncio.timeout(10):
        while now_is(store, "k").state != "sent":
            await asyncio.sleep(0.01)
        stop.set()
        await running

    assert sink.arrived == ["k"]


async def test_a_database_that_goes_away_for_a_while_costs_nothing(store: Store) -> None:
    sink, stop, metrics = Scripted(), asyncio.Event(), Metrics()
    put(store, [owed(f"k{n}") for n in range(30)])

    class Away:
        """A store that cannot be reached from its second to its tenth transaction."""

        begun = 0

        def begin(self) -> AbstractContextManager[Work]:
            self.begun += 1
            if 1 < self.begun <= 10:
                raise ConnectionError("the database is away")
            return store.begin()

    terms = Terms(poll=0.02)
    running = asyncio.create_task(courier(Away(), sink, terms=terms, metrics=metrics).run(stop))
    async with asyncio.timeout(10):
        while now_is(store, "k29").state != "sent":
            await asyncio.sleep(0.01)
        stop.set()
        await running

    assert Counter(sink.arrived) == Counter(f"k{n}" for n in range(30))
    assert {now_is(store, f"k{n}").state for n in range(30)} == {"sent"}


async def test_a_bug_in_what_follows_from_one_delivery_spoils_no_other(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def spoilt(
        work: Work, deliveries: list[Delivery], gone: dict[str, tuple[str, ...]], now: object
    ) -> None:
        if any(each.key == "bad" for each in deliveries):
            raise KeyError("oops")
        work.outbox.add([owed(f"after-{each.key}", due_at=later(60)) for each in deliveries])

    monkeypatch.setattr(outcomes, "settled", spoilt)
    put(store, [owed("bad"), owed("good")])

    await courier(store, Scripted()).deliver_due(NOW)

    assert now_is(store, "bad").state == "sent"
    assert now_is(store, "good").state == "sent"
    assert now_is(store, "after-good").state == "pending"


async def test_the_pace_of_a_platform_is_kept(store: Store) -> None:
    sink = Scripted(pace=Pace(per_conversation=(Rate(20),)))
    put(store, [owed(f"k{n}", to=Place("C1")) for n in range(4)])
    loop = asyncio.get_running_loop()

    began = loop.time()
    await courier(store, sink).deliver_due(NOW)

    # the clock is only asked whether it was slow enough, never whether it was fast
    assert loop.time() - began >= 3 / 20
    assert sink.arrived == ["k0", "k1", "k2", "k3"]


async def test_a_slow_workspace_is_left_aside_until_its_queue_is_short(store: Store) -> None:
    sink, stop = Scripted(pace=Pace(per_workspace=(Rate(2, burst=2),))), asyncio.Event()
    put(store, [owed(f"s{n}", workspace="sink:slow") for n in range(300)])
    put(store, [owed(f"c{n}", workspace=f"sink:w{n}", due_at=later(1)) for n in range(40)])
    terms = Terms(held=40, poll=0.02, patience=0.5)
    clock, metrics = SimulatedClock(later(1)), Metrics()
    # the pace's time stands still, since on a busy machine it would let more of the slow ones go meanwhile
    carrying = courier(store, sink, terms=terms, clock=clock, metrics=metrics, monotonic=Seconds())
    running = asyncio.create_task(carrying.run(stop))

    async with asyncio.timeout(20):
        while sum(key.startswith("c") for key in sink.arrived) < 40:
            await asyncio.sleep(0.01)
        stop.set()
        await running

    # all of them were due before the others, and most were not even claimed
    slow = sum(sink.tries[f"s{n}"] for n in range(300))
    assert slow <= 2 * terms.held
    assert metrics.outcomes.labels("sink", "held")._value.get() <= 2 * terms.held


async def test_where_the_pace_binds_several_posts_are_settled_at_a_time(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    sink, stop = Scripted(pace=Pace(per_workspace=(Rate(20),))), asyncio.Event()
    put(store, [owed(f"k{n}") for n in range(100)])
    settled, together = outcomes.settled, list[int]()

    def counted(work: Work, over: Sequence[Delivery], *more: Any) -> None:
        together.append(len(over))
        settled(work, over, *more)

    monkeypatch.setattr(outcomes, "settled", counted)
    running = asyncio.create_task(courier(store, sink).run(stop))
    async with asyncio.timeout(60):
        while sum(together) < 100:
            await asyncio.sleep(0.05)
    stop.set()
    await running

    assert len(together) < 50


async def test_the_owner_in_the_table_tells_whose_a_delivery_is(store: Store) -> None:
    put(store, [owed("k")])
    with store.begin() as work:
        (claimed,) = work.outbox.claim("other", NOW, timedelta(seconds=60), 10)

    sink = Scripted()
    assert await courier(store, sink).deliver_due(NOW) == []
    assert claimed.workspace == WORKSPACE
    assert sink.arrived == []
