"""Many people at once on Teams: nobody waits for the work of all before them to be told that they were heard."""

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor

from adapters.thinking import CROWD
from tests.contracts.teams_desk import desk


async def test_in_a_crowd_a_message_is_acknowledged_before_its_work_and_none_is_lost():
    async with desk(ready=60.0) as d:
        people = d.sim.people(CROWD + 8)
        for one in people:
            one.installed = True
        # the database makes everybody wait
        asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(1))
        free = threading.Event()
        held = asyncio.get_running_loop().run_in_executor(None, free.wait)
        saying = [asyncio.create_task(d.sim.says(one, "status", patience=0)) for one in people]
        try:
            heard, waiting = await asyncio.wait(
                saying, timeout=10, return_when=asyncio.FIRST_COMPLETED
            )
            assert heard
            assert waiting
            assert not d.core.lines
        finally:
            free.set()
            await held
        assert all(told.ok for told in await asyncio.gather(*saying))
        await d.settled()
        assert d.core.lines == ["status"] * len(people)
        assert all(d.sim.chat(one) for one in people)
