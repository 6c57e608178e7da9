"""A tick does all that is due at an instant and nothing twice; advancing does each thing at its own instant."""

from datetime import datetime, timedelta

from structlog.testing import capture_logs

from bot import tick
from bot.clock import SimulatedClock
from facilitation.errors import Later
from facilitation.post.outbox import Delivery
from facilitation.work import Store
from tests.bot.helpers import courier, owed, put
from tests.company import START, Company, person
from tests.simulators.scripted import Fault, Scripted

PEOPLE = ("ana", "bo", "cy", "di", "ed", "flo")
OPENS = datetime(2026, 11, 24, 9, 0, tzinfo=START.tzinfo)


def company(store: Store) -> None:
    made = Company(store)
    made.settle(*(person(name) for name in PEOPLE))
    made.program(PEOPLE)


async def test_a_tick_does_what_is_due_and_a_second_one_nothing(store: Store) -> None:
    company(store)
    sink = Scripted()
    carrying = courier(store, {"playground": sink})

    lines = await tick.tick(store, carrying, OPENS)

    assert any("round 1" in line for line in lines)
    assert sum(line.startswith("sent ") and ":intro" in line for line in lines) == 3
    assert len(sink.arrived) == len(set(sink.arrived))
    assert await tick.tick(store, carrying, OPENS) == []


async def test_a_tick_without_delivering_leaves_the_outbox_full(store: Store) -> None:
    company(store)
    sink = Scripted()
    carrying = courier(store, {"playground": sink})

    assert await tick.tick(store, carrying, OPENS, deliver=False)
    assert sink.arrived == []

    assert await tick.tick(store, carrying, OPENS)
    assert len(sink.arrived) >= 3


async def test_a_tick_before_anything_is_due_does_nothing(store: Store) -> None:
    company(store)

    assert await tick.tick(store, courier(store, {}), START) == []


async def test_a_delivery_that_must_wait_is_not_tried_twice_in_one_tick(store: Store) -> None:
    # longer than a tick takes on a busy machine: it waits in real time
    sink = Scripted(lambda _d, _n: Later(60, "slow down"))
    put(store, [owed("k")])
    carrying = courier(store, sink)

    lines = await tick.tick(store, carrying, OPENS)

    assert lines == ["put off “About k” (k): slow down"]
    assert sink.tries["k"] == 1


async def test_a_platform_that_says_slow_down_and_names_no_time_is_left_alone_for_a_second(
    store: Store,
) -> None:
    put(store, [owed("k")])
    with capture_logs() as logs:
        await courier(store, Scripted(lambda _d, _n: Later(0, "slow down"))).deliver_due(OPENS)
    assert {one["seconds"] for one in logs if one["event"] == "asked to wait"} == {1.0}


async def test_advancing_does_each_thing_at_its_own_instant(store: Store) -> None:
    company(store)
    clock = SimulatedClock(START)
    sent_at: dict[str, datetime] = {}

    def note_the_time(delivery: Delivery, _nth: int) -> Fault:
        sent_at[delivery.key] = clock.now()
        return None

    sink = Scripted(note_the_time)
    carrying = courier(store, {"playground": sink}, clock=clock)
    put(store, [owed("first", workspace="playground:acme", due_at=START + timedelta(hours=1))])

    lines = await tick.advance(store, carrying, clock, START + timedelta(days=10))

    assert clock.now() == START + timedelta(days=10)
    assert sent_at["first"] == START + timedelta(hours=1)
    intros = {at for key, at in sent_at.items() if key.endswith(":intro")}
    assert intros == {OPENS}
    assert list(sent_at.values()) == sorted(sent_at.values())
    assert len(lines) >= len(sink.arrived)
    assert await tick.advance(store, carrying, clock, clock.now()) == []


async def test_many_small_moves_do_the_same_as_one_big_one(store: Store) -> None:
    company(store)
    clock = SimulatedClock(START)
    sink = Scripted()
    carrying = courier(store, {"playground": sink}, clock=clock)

    for _ in range(10):
        await tick.advance(store, carrying, clock, clock.now() + timedelta(days=1))
    by_days = [key.split(":")[-1] for key in sink.arrived]

    assert len(set(sink.arrived)) == len(sink.arrived)
    assert by_days.count("intro") == 3


async def test_the_next_instant_is_the_first_step_or_delivery_after_now(store: Store) -> None:
    company(store)
    first = tick.next_instant(store, START)
    assert first is not None
    assert START < first <= OPENS

    put(store, [owed("k", due_at=START + timedelta(minutes=5))])
    assert tick.next_instant(store, START) == START + timedelta(minutes=5)
    assert tick.next_instant(store, START, START + timedelta(minutes=1)) is None
