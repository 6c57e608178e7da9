"""Teams: signed messages and presses answered with durable writes, deliveries through the courier, and a quiet stop."""

import asyncio
import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import perf_counter

import aiohttp
from sqlalchemy import Engine

from storage.engine import make_engine
from storage.migrate import upgrade
from tests.benchmarks.figures import Figure
from tests.benchmarks.teams_desk import Counter, counter, owe, part, settle
from tests.simulators.teams import TeamsSimulator, payloads
from tests.simulators.teams.hands import action_for
from tests.simulators.teams.model import Json, Person
from tests.storage_fixtures import store_on

SECONDS = 10
TENANTS, EACH = 50, 40
MOST_WORK = 2.3
"""Milliseconds of processor time a message, so that one process has some left at 300 a second.

Where a machine is so busy that dozens wait for an answer, each is written down before: a transaction more for it.
"""
MOST_CARRIED = 5
"""Milliseconds of processor time a delivery, so that 100 a second take half of what one process can have."""
BUTTON = "What is kept of me?"
"""What is pressed on the card that “help” is answered with; it is answered in place."""
ROOT = Path(__file__).resolve().parents[2]


def run() -> list[Figure]:
    """Measure the program in a process of its own, from a process that plays Microsoft."""
    return [*asyncio.run(_answers()), *asyncio.run(_deliveries())]


async def _answers() -> list[Figure]:
    """Measure what comes in at 100 and at 300 a second, each counted from when it was due."""
    figures: list[Figure] = []
    async with TeamsSimulator() as sim, counter() as cards:
        sim.home.service_url = f"{cards.url}/amer/{sim.tenant}/"
        with tempfile.TemporaryDirectory() as folder, _ours(8463, sim, folder) as (address, ours):
            async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as session:
                crowd = Crowd(sim, cards, session, address)
                await crowd.up()
                for rate, bar in ((100, 50), (300, 100)):
                    before = _worked(ours)
                    answered, arrived = await crowd.many(rate, crowd.say)
                    worked = (_worked(ours) - before) / len(answered) * 1000
                    figures += [
                        Figure(f"messages at {rate}/s answered, p50", [part(answered, 0.5)], "ms"),
                        Figure(
                            f"messages at {rate}/s answered, p99",
                            [part(answered, 0.99)],
                            "ms",
                            bar,
                        ),
                        Figure(f"messages at {rate}/s to card, p50", [part(arrived, 0.5)], "ms"),
                        Figure(
                            f"messages at {rate}/s to card, p99",
                            [part(arrived, 0.99)],
                            "ms",
                            1000,
                        ),
                        Figure(
                            f"processor time of a message at {rate}/s", [worked], "ms", MOST_WORK
                        ),
                    ]
                pressed, _ = await crowd.many(100, crowd.press)
                figures += [
                    Figure("presses at 100/s answered, p50", [part(pressed, 0.5)], "ms"),
                    Figure("presses at 100/s answered, p99", [part(pressed, 0.99)], "ms", 500),
                ]
                await crowd.calm()
                failed, unanswered = await crowd.drained(ours)
    return [
        *figures,
        Figure("failed requests while stopping at 100/s", [failed], "", 0),
        Figure("of those taken, never answered by a card", [unanswered], "", 0),
    ]


@dataclass
class Crowd:
    """Three hundred people of one tenant who write and press, by honest requests of Microsoft's."""

    sim: TeamsSimulator
    cards: Counter
    session: aiohttp.ClientSession
    address: str
    people: list[Person] = field(default_factory=list)
    button: Json = field(default_factory=dict)
    token: str = ""

    async def up(self) -> None:
        """Wait until it answers, and let everybody be known."""
        self.token = self.sim.token(expires_in=3600)
        self.people = self.sim.people(300)
        self.cards.people = {one.id29: one for one in self.people}
        for _ in range(200):
            try:
                await self._post(self._message(self.people[0]))
                break
            except (aiohttp.ClientError, AssertionError):
                await asyncio.sleep(0.1)
        for start in range(0, len(self.people), 10):
            some = self.people[start : start + 10]
            await asyncio.gather(*(self._post(self._message(one, "help")) for one in some))
        await self.calm()
        [card] = self.cards.last[self.sim.world.chat_with(self.people[0]).id]["attachments"]
        self.button = action_for(card["content"], BUTTON)

    async def many(
        self, rate: int, act: Callable[[int, float, list[float], list[float]], asyncio.Task[None]]
    ) -> tuple[list[float], list[float]]:
        """Let somebody act so often a second; return the milliseconds to the answer and to the card, by then."""
        answered: list[float] = []
        arrived: list[float] = []
        began, acting = perf_counter(), []
        for number in range(rate * SECONDS):
            due = began + number / rate
            await asyncio.sleep(max(0.0, due - perf_counter()))
            acting.append(act(number, due, answered, arrived))
        await asyncio.gather(*acting)
        await self.calm()
        return answered, arrived

    def say(
        self, number: int, due: float, answered: list[float], arrived: list[float]
    ) -> "asyncio.Task[None]":
        """Ask for what is next."""
        person = self.people[number % len(self.people)]
        where = self.sim.world.chat_with(person).id
        self.cards.waiting[where].append(lambda at: arrived.append((at - due) * 1000))
        return asyncio.create_task(self._timed(self._message(person), due, answered))

    def press(
        self, number: int, due: float, answered: list[float], arrived: list[float]
    ) -> "asyncio.Task[None]":
        """Press a button of the last card."""
        return asyncio.create_task(
            self._timed(self._press(self.people[number % len(self.people)]), due, answered)
        )

    async def calm(self) -> None:
        """Wait until nothing comes any more."""
        taken = -1
        while taken != self.cards.taken:
            taken = self.cards.taken
            await asyncio.sleep(0.7)

    async def drained(self, process: subprocess.Popen[str]) -> tuple[float, float]:
        """Return how many requests fail from SIGTERM on until a balancer that asks /healthz has long turned away."""
        failed, taken, turned_away = 0, 0, 0.0
        await self.calm()
        before = self.cards.taken
        health = self.address.replace("/api/messages", "/healthz")
        for number in range(600):
            if number == 50:
                process.send_signal(signal.SIGTERM)
            try:
                await self._post(self._message(self.people[number % len(self.people)]))
                taken += 1
                if number % 10 == 0 and not turned_away:
                    async with self.session.get(health) as answer:
                        turned_away = perf_counter() if answer.status == 503 else 0.0
            except (aiohttp.ClientError, AssertionError):
                failed += 1
            if turned_away and perf_counter() - turned_away > 1.0:
                break
            await asyncio.sleep(0.01)
        assert turned_away, "it does not say that it stops"
        assert await asyncio.to_thread(process.wait, 30) == 0
        return float(failed), float(taken - (self.cards.taken - before))

    async def _timed(self, activity: Json, due: float, answered: list[float]) -> None:
        await self._post(activity)
        answered.append((perf_counter() - due) * 1000)

    async def _post(self, activity: Json) -> None:
        headers = {"Content-Type": "application/json", "Authorization": self.token}
        body = json.dumps(activity).encode()
        async with self.session.post(self.address, data=body, headers=headers) as answer:
            await answer.read()
            assert answer.status == 200, answer.status

    def _message(self, person: Person, words: str = "status") -> Json:
        world = self.sim.world
        made = payloads.base(world, "message", person, world.chat_with(person))
        return made | {"text": words, "textFormat": "plain"}

    def _press(self, person: Person) -> Json:
        world = self.sim.world
        chat = world.chat_with(person)
        value = {"action": self.button, "trigger": "manual"}
        made = payloads.base(world, "invoke", person, chat)
        return made | {"name": "adaptiveCard/action", "value": value, "replyToId": "1"}


def _worked(process: subprocess.Popen[str]) -> float:
    """Return the seconds of processor time that a process has had, which a busy machine does not change much."""
    told = Path(f"/proc/{process.pid}/stat").read_text().rpartition(")")[2].split()
    return (int(told[11]) + int(told[12])) / os.sysconf("SC_CLK_TCK")


async def _deliveries() -> list[Figure]:
    """Measure deliveries to fifty tenants at once, so that the pace of each is not what holds them up."""
    speeds, spent = [], []
    for _ in range(3):
        async with TeamsSimulator() as sim, counter() as cards:
            with tempfile.TemporaryDirectory() as folder:
                speed, worked = await _speed(sim, cards, folder)
                speeds.append(speed)
                spent.append(worked)
    what = f"{TENANTS * EACH} deliveries to {TENANTS} tenants"
    return [
        Figure(what, speeds, "/s", 100, at_least=True),
        Figure("processor time of a delivery", spent, "ms", MOST_CARRIED),
    ]


async def _speed(sim: TeamsSimulator, cards: Counter, folder: str) -> tuple[float, float]:
    """Return how many deliveries a second are made, and the milliseconds of processor time that each takes."""
    url = f"sqlite:///{folder}/p.db"
    upgrade(url)
    engine = make_engine(url)
    store = store_on(engine)
    due_at = datetime.now(UTC) + timedelta(seconds=6)  # noqa: TID251  (the program has the real clock)
    for number in range(TENANTS):
        company = sim.company(f"Company {number}")
        company.service_url = f"{cards.url}/amer/{company.id}/"
        people = sim.people(EACH, company=company)
        settle(engine, store, sim.world, company, people)
        owe(store, company, people, due_at)
    with _ours(8464, sim, folder) as (_, ours):
        while not cards.taken:
            await asyncio.sleep(0.05)
        before, first = _worked(ours), cards.taken
        while cards.taken < TENANTS * EACH:
            await asyncio.sleep(0.1)
        await asyncio.sleep(2.0)
        worked = (_worked(ours) - before) / (TENANTS * EACH - first) * 1000
        speed = TENANTS * EACH / _seconds(engine)
    engine.dispose()
    return speed, worked


def _seconds(engine: Engine) -> float:
    """Return the seconds from the first claim to the last settling."""
    with engine.connect() as connection:
        count, took = connection.exec_driver_sql(
            "SELECT count(*), (julianday(max(sent_at)) - julianday(min(first_sent_at))) * 86400 "
            "FROM delivery WHERE state = 'sent'"
        ).one()
    assert count == TENANTS * EACH, count
    return float(took)


@contextmanager
def _ours(
    port: int, sim: TeamsSimulator, folder: str
) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    env = {
        **os.environ,
        "DATABASE_URL": f"sqlite:///{folder}/p.db",
        "PORT": str(port),
        "TEAMS_APP_ID": sim.app_id,
        "TEAMS_APP_PASSWORD": sim.password,
        "TEAMS_TENANT_ID": sim.tenant,
        "TEAMS_OPENID_METADATA_URL": sim.openid_url,
        "TEAMS_LOGIN_URL": sim.login_url,
        "TEAMS_ALLOWED_SERVICE_HOSTS": "127.0.0.1",
        "LOG_LEVEL": "ERROR",
    }
    command = [sys.executable, "-m", "bot", "run"]
    with subprocess.Popen(command, cwd=ROOT, env=env, text=True) as process:
        try:
            yield f"http://127.0.0.1:{port}/api/messages", process
        finally:
            process.terminate()
