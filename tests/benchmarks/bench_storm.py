"""A minute of 429 on one Slack workspace: how much later another workspace's deliveries arrive."""

import asyncio
import random
import tempfile
from datetime import timedelta
from pathlib import Path

from adapters.slack.installs import Install
from adapters.slack.platform import SlackPlatform
from bot.clock import WallClock
from bot.courier import Courier
from bot.metrics import Metrics
from bot.wiring import new_id
from facilitation.people.model import Workspace
from facilitation.post.outbox import Delivery, Personal
from facilitation.talk.messages import Message, text
from facilitation.work import Store
from storage.engine import make_engine
from storage.installs import SlackInstalls
from storage.migrate import upgrade
from tests.benchmarks.figures import Figure
from tests.contracts.slack_desk import install_of
from tests.handed import Handed
from tests.simulators.slack import SlackSimulator
from tests.storage_fixtures import store_on

SECONDS = 60


def run() -> list[Figure]:
    """Measure a calm minute and a stormy one."""
    calm, stormy = asyncio.run(_minute(storm=False)), asyncio.run(_minute(storm=True))
    return [
        Figure("calm, p95", [calm], "s"),
        Figure("stormy, p95", [stormy], "s"),
        Figure("the storm's delay, p95", [max(0.0, stormy - calm)], "s", 2),
    ]


async def _minute(*, storm: bool) -> float:
    """Return the 95th percentile of seconds from due to sent in the workspace without a storm."""
    clock = WallClock()
    async with SlackSimulator() as sim:
        teams = [sim.team(id, id, token=f"xoxb-{id}") for id in ("T1", "T2")]
        with tempfile.TemporaryDirectory() as folder:
            url = f"sqlite:///{Path(folder)}/p.db"
            upgrade(url)
            engine = make_engine(url)
            store = store_on(engine)
            kept = SlackInstalls(engine, Install, seal=str, open=str)
            people = {}
            for team in teams:
                kept.save(install_of(team))
                people[team.id] = [user.id for user in team.users(30)]
                with store.begin() as work:
                    at = clock.now()
                    name = f"slack:{team.id}"
                    work.workspaces.save(
                        Workspace(id=name, platform="slack", name=name, created_at=at)
                    )
            platform = SlackPlatform(kept, lambda news: None, files=Handed(), api_url=sim.api_url)
            courier = Courier(
                store,
                {"slack": platform},
                owner="bench",
                clock=clock,
                chance=random.Random(1),
                metrics=Metrics(),
            )
            stop = asyncio.Event()
            carrying = asyncio.create_task(courier.run(stop))
            if storm:
                sim.faults.storm("T1", retry_after=5)
            for _ in range(SECONDS):
                for team in teams:
                    await asyncio.to_thread(_owe, store, clock, team.id, people[team.id], 2)
                await asyncio.sleep(1.0)
            await asyncio.sleep(3.0)
            stop.set()
            await carrying
            await platform.close()
            with engine.connect() as connection:
                rows = connection.exec_driver_sql(
                    "SELECT (julianday(sent_at) - julianday(due_at)) * 86400 FROM delivery "
                    "WHERE workspace = 'slack:T2' AND state = 'sent'"
                ).all()
            engine.dispose()
    took = sorted(float(row[0]) for row in rows)
    assert len(took) >= SECONDS * 2 - 4, len(took)
    return took[int(len(took) * 0.95)]


def _owe(store: Store, clock: WallClock, team: str, people: list[str], count: int) -> None:
    now = clock.now()
    owed = [
        Delivery(
            id=new_id("dlv"),
            key=new_id("key"),
            workspace=f"slack:{team}",
            to=Personal(f"slack:{team}:{people[n % len(people)]}"),
            message=Message("Hello", (text("There you are."),)),
            kind="told",
            about="",
            due_at=now,
            stale_at=now + timedelta(hours=1),
        )
        for n in random.Random(now.microsecond).sample(range(30), count)
    ]
    with store.begin() as work:
        work.outbox.add(owed)
