"""The outbox as a state machine: whatever workers, platforms and kills do to it, its promises hold."""

import asyncio
import random
from collections import Counter, defaultdict
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import Engine

from bot.carrier import Carrier, Outcome, Terms, Trip
from bot.metrics import Metrics
from facilitation.errors import Later, Never, Unsure
from facilitation.platform import Pace, Rate
from facilitation.post.outbox import Delivery, Personal, Receipt
from storage.work import Store
from tests.bot.helpers import NOW, owed
from tests.storage_fixtures import start_over, store_on, time_passes

LANES = 3
WORKERS = ("one", "two", "three")
LEASE = timedelta(seconds=10)
TERMS = Terms(attempts=3, give_up_after=60.0, guess_after=30.0, first_retry=1.0, longest_retry=8.0)
OUTCOMES = (*("taken",) * 5, "dropped", "lost", "later", "refused", "busy")


class Town:
    """A platform that takes messages, and may lose what it would answer; what it took can be read back, or never."""

    def __init__(self, *, readable: bool) -> None:
        self.readable = readable
        self.pace = Pace(per_workspace=(Rate(1000, burst=1000),))
        self.arrived: list[str] = []
        self.unclear: Counter[str] = Counter()
        self.next = "taken"

    async def deliver(self, delivery: Delivery) -> Receipt:
        match self.next:
            case "later":
                raise Later(None, "unreachable")
            case "busy":
                raise Later(5.0, "slow down")
            case "refused":
                raise Never("no such place")
            case "dropped":
                self.unclear[delivery.key] += 1
                raise Unsure("no answer")
            case _:
                pass
        self.arrived.append(delivery.key)
        if self.next == "lost":
            self.unclear[delivery.key] += 1
            raise Unsure("no answer")
        return Receipt("c", delivery.key)

    async def look_for(self, delivery: Delivery) -> Receipt | None:
        if not self.readable:
            raise Unsure("nobody can read here", for_good=True)
        return Receipt("c", delivery.key) if delivery.key in self.arrived else None


class Machine(RuleBasedStateMachine):
    """Workers claim, post, hold, die and read back; deliveries come due and are taken back."""

    readable = True
    engine: Engine

    def __init__(self) -> None:
        super().__init__()
        start_over(self.engine)
        self.store: Store = store_on(self.engine)
        self.town = Town(readable=self.readable)
        self.loop = asyncio.new_event_loop()
        self.hands: dict[str, list[Delivery]] = defaultdict(list)
        self.posted: dict[str, list[Outcome]] = defaultdict(list)
        self.born = dict.fromkeys(WORKERS, 0)
        self.carriers = {name: self.carrier(name) for name in WORKERS}
        self.count = 0
        self.killed: Counter[str] = Counter()

    def teardown(self) -> None:
        self.finish()
        self.loop.close()

    def carrier(self, name: str) -> Carrier:
        """Return the carrier of a worker that has just started."""

        async def depart(delivery: Delivery, alone: bool) -> bool:
            probes = {delivery.workspace: delivery.id} if alone else {}
            with self.store.begin() as work:
                return delivery.id in work.outbox.depart(
                    self.owner(name), [delivery.id], probes, LEASE
                )

        return Carrier(
            {"sink": self.town},
            depart,
            chance=random.Random(1),
            metrics=Metrics(),
            terms=TERMS,
            monotonic=lambda: self.seconds,
        )

    seconds = 0.0

    def owner(self, name: str) -> str:
        """Return how the database knows this start of a worker."""
        return f"{name}{self.born[name]}"

    def run(self, made: Any) -> Any:
        return self.loop.run_until_complete(made)

    @initialize(lanes=st.lists(st.integers(0, LANES - 1), min_size=12, max_size=24))
    def owe_some(self, lanes: list[int]) -> None:
        for lane in lanes:
            self.owe(lane, "told")

    @rule(lane=st.integers(0, LANES - 1), kind=st.sampled_from(("told", "notice")))
    def owe(self, lane: int, kind: str) -> None:
        """Owe one more; never before what is owed to the same lane already, for then it would rightly go first."""
        self.count += 1
        to = Personal(f"sink:one:p{lane}")
        due_at = NOW + timedelta(seconds=self.count)
        with self.store.begin() as work:
            work.outbox.add([owed(f"{lane}-{self.count:04}", to=to, kind=kind, due_at=due_at)])

    @rule(
        acts=st.lists(
            st.tuples(
                st.sampled_from(WORKERS),
                st.integers(1, 3),
                st.sampled_from(OUTCOMES),
                st.sampled_from(("settle",) * 5 + ("kill", "nothing", "read back", "wait")),
            ),
            min_size=8,
            max_size=20,
        )
    )
    def work(self, acts: list[tuple[str, int, str, str]]) -> None:
        """Claim some and post one, again and again; then write what came of it, die before that, or let it lie."""
        for name, limit, outcome, then in acts:
            if not self.hands[name]:
                self.claim(name, limit)
            self.post(name, outcome)
            if then == "settle":
                self.settle(name)
            elif then == "kill":
                self.kill(name)
            elif then == "read back":
                self.read_back(name)
            elif then == "wait":
                self.wait(11)
            self.nothing_is_overtaken()

    def claim(self, name: str, limit: int) -> None:
        """Claim some, of each lane one at most."""
        with self.store.begin() as work:
            now = NOW + timedelta(hours=1)
            claimed = work.outbox.claim(self.owner(name), now, LEASE, limit)
        lanes = [each.to for each in claimed]
        assert len(set(lanes)) == len(lanes)
        self.hands[name] += claimed

    def post(self, name: str, outcome: str) -> None:
        """Post the first that a worker holds, if any; what came of it is not written yet."""
        if not self.hands[name]:
            return
        self.town.next = outcome
        held = self.hands[name].pop(0)
        self.posted[name].append(
            self.run(self.carriers[name].carry(held, lambda: self.still_held(name, held), Trip(0)))
        )

    def still_held(self, name: str, held: Delivery) -> bool:
        """Return what a worker that renews its leases knows: whether it has this one still."""
        with self.store.begin() as work:
            work.outbox.keep(self.owner(name), LEASE, LEASE)
            return work.outbox.get(held.id).state == "sending"

    @rule(name=st.sampled_from(WORKERS))
    def hold(self, name: str) -> None:
        """Give back the first that a worker holds."""
        if self.hands[name]:
            held = self.hands[name].pop(0)
            self.posted[name].append(
                self.run(self.carriers[name].carry(held, lambda: False, Trip(0)))
            )

    @rule(name=st.sampled_from(WORKERS))
    def settle(self, name: str) -> None:
        outcomes, self.posted[name] = self.posted[name], []
        with self.store.begin() as work:
            work.outbox.settle(self.owner(name), [one.settled for one in outcomes], NOW)

    @rule(name=st.sampled_from(WORKERS))
    def kill(self, name: str) -> None:
        """Kill a worker, whatever it holds and has not written; another one starts in its place."""
        for one in self.posted[name]:
            if one.what in ("sent", "unsure", "later", "never"):
                self.killed[one.delivery.key] += 1
        self.hands[name], self.posted[name] = [], []
        self.born[name] += 1
        self.carriers[name] = self.carrier(name)

    @rule(seconds=st.sampled_from((1, 6, 11, 40)))
    def wait(self, seconds: int) -> None:
        """Let time pass; who lives renews what it holds."""
        for name in WORKERS:
            with self.store.begin() as work:
                work.outbox.keep(self.owner(name), timedelta(seconds=60), timedelta(seconds=60))
        time_passes(self.store, seconds)
        self.seconds += seconds

    @rule(name=st.sampled_from(WORKERS))
    def read_back(self, name: str) -> None:
        with self.store.begin() as work:
            work.outbox.expire()
            unsure = work.outbox.claim_unsure(self.owner(name), LEASE, 9)
        known = [one for each in unsure if (one := self.run(self.carriers[name].look(each)))]
        with self.store.begin() as work:
            work.outbox.settle_unsure(self.owner(name), [one.settled for one in known], NOW)

    @invariant()
    def nothing_is_overtaken(self) -> None:
        """In a lane what was owed first arrives first."""
        firsts: dict[str, list[str]] = defaultdict(list)
        for key in dict.fromkeys(self.town.arrived):
            firsts[key[0]].append(key)
        for keys in firsts.values():
            assert keys == sorted(keys), "overtaken"

    @invariant()
    def nothing_that_can_be_read_back_comes_twice(self) -> None:
        twice = {key: n for key, n in Counter(self.town.arrived).items() if n > 1}
        if self.readable:
            assert twice == {}
        for key, times in twice.items():
            assert times <= self.town.unclear[key] + self.killed[key] + 1

    @invariant()
    def nothing_is_given_up_before_its_tries(self) -> None:
        with self.store._engine.begin() as connection:
            rows = connection.exec_driver_sql(
                "SELECT key, attempts, reason FROM delivery WHERE state = 'dead'"
            ).all()
        for key, attempts, reason in rows:
            may_have_arrived = self.town.unclear[key] + self.killed[key]
            assert attempts <= may_have_arrived, f"{key}: {attempts} tries of {may_have_arrived}"
            if reason != "no such place":
                assert attempts >= 3, f"{key} was given up after {attempts}: {reason}"

    def finish(self) -> None:
        """When all is well again, everything ends: sent, or dead for a reason."""
        for name in WORKERS:
            self.kill(name)
        for _ in range(12 * (self.count + 1)):
            if self.left() == 0:
                break
            self.wait(700)
            self.read_back("one")
            self.claim("one", 9)
            while self.hands["one"]:
                self.post("one", "taken")
            self.settle("one")
        assert self.left() == 0, "it does not end"
        self.nothing_is_overtaken()
        self.nothing_that_can_be_read_back_comes_twice()
        self.nothing_is_given_up_before_its_tries()

    def left(self) -> int:
        with self.store.begin() as work:
            counted = work.outbox.counts()
        return sum(counted.get(state, (0, None))[0] for state in ("pending", "sending", "unsure"))


class Unreadable(Machine):
    """The same where nothing can ever be read back."""

    readable = False


@pytest.mark.parametrize("machine", [Machine, Unreadable])
def test_the_promises_of_the_outbox_hold_whatever_happens(
    machine: type[Machine], sqlite_engine: Engine, long: Any
) -> None:
    machine.engine = sqlite_engine
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=long(8, 1_000),
            stateful_step_count=20,
            deadline=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )
