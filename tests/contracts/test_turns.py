"""Acks go first, and nobody waits for ever."""

import asyncio
from contextlib import ExitStack

from adapters.thinking import CROWD
from adapters.turns import AT_ONCE, Turns
from tests.contracts.slack_desk import desk


class Workers:
    """People at work when it is their turn, until they are let go."""

    def __init__(self, turns: Turns) -> None:
        self.turns = turns
        self.had: list[int] = []
        self.at_work = 0
        self.most = 0
        self.done = asyncio.Event()

    async def work(self, number: int) -> None:
        async with self.turns:
            self.had.append(number)
            self.at_work += 1
            self.most = max(self.most, self.at_work)
            try:
                await self.done.wait()
            finally:
                self.at_work -= 1

    def start(self, count: int) -> list["asyncio.Task[None]"]:
        return [asyncio.create_task(self.work(number)) for number in range(count)]


async def settle() -> None:
    for _ in range(20):
        await asyncio.sleep(0)


async def test_when_it_is_calm_as_many_work_as_there_is_room_for_and_the_rest_in_order():
    workers = Workers(Turns())
    tasks = workers.start(3 * AT_ONCE)
    await settle()
    assert workers.had == list(range(AT_ONCE))
    workers.done.set()
    await asyncio.gather(*tasks)
    assert workers.had == list(range(3 * AT_ONCE))
    assert workers.most == AT_ONCE


async def test_in_a_crowd_acks_go_first_and_then_everybody_has_their_turn():
    turns = Turns(rest=1e9, longest=3_600.0)
    workers = Workers(turns)
    workers.done.set()
    with ExitStack() as acks:
        for _ in range(CROWD + 1):
            acks.enter_context(turns.acking())
        tasks = workers.start(50)
        await settle()
        assert workers.had == [0]
    await asyncio.gather(*tasks)
    assert workers.had == list(range(50))


async def test_in_a_crowd_that_never_ends_everybody_has_their_turn_all_the_same():
    turns = Turns(longest=0.0001)
    workers = Workers(turns)
    workers.done.set()
    with ExitStack() as acks:
        for _ in range(CROWD + 1):
            acks.enter_context(turns.acking())
        await asyncio.gather(*workers.start(50))
    assert workers.had == list(range(50))


async def test_in_a_crowd_the_core_rests_many_times_as_long_as_it_took_and_a_stuck_one_stops_nobody():
    turns = Turns(rest=1e9, longest=0.05)
    workers = Workers(turns)
    with ExitStack() as acks:
        for _ in range(CROWD + 1):
            acks.enter_context(turns.acking())
        tasks = workers.start(2)
        await settle()
        assert workers.had == [0]
        async with asyncio.timeout(10):
            while workers.had != [0, 1]:
                await asyncio.sleep(0.01)
        workers.done.set()
        await asyncio.gather(*tasks)


async def test_whoever_goes_away_keeps_nobody_waiting():
    workers = Workers(Turns())
    tasks = workers.start(AT_ONCE + 2)
    await settle()
    tasks[AT_ONCE].cancel()
    tasks[0].cancel()
    await settle()
    workers.done.set()
    await asyncio.gather(*tasks, return_exceptions=True)
    assert workers.had == [*range(AT_ONCE), AT_ONCE + 1]
    assert workers.most <= AT_ONCE


async def test_a_crowd_of_commands_is_acknowledged_promised_or_done_and_all_answered():
    async with desk() as d:
        people = d.team.users(4 * CROWD)
        answers = await asyncio.gather(*(d.sim.send_slash(one, "home") for one in people))
        assert {one.status for one in answers} == {200}
        assert await d.inbound.drain(20.0) == 0
        await d.sim.until(lambda: not d.book.kept)
        assert len(d.core.done) == len(people)
        promised = {one.member.rpartition(":")[2] for one in d.book.made}
        for person, answer in zip(people, answers, strict=True):
            assert answer.text or (person.id in promised and d.sim.seen(person))
