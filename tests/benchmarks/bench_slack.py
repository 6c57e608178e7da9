"""Slack's slash command: acknowledged with its answer and durable writes, beside a bare Bolt handler that only acks."""

import asyncio
import hashlib
import hmac
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

import aiohttp

from tests.benchmarks.figures import Figure
from tests.simulators.slack import SlackSimulator

SECRET = "8f742231b10e8888abcd99yyyzzz85a5"
SECONDS = 10
CROWD = 256
LEAST = 1500 / 2600
"""Acks a second are to be 1,500 on a machine where bare Bolt makes 2,600; a slower one slows both."""
PEOPLE = [f"U{number}" for number in range(30)]
"""Who speaks; the workspace's own people, once there is one."""
ROOT = Path(__file__).resolve().parents[2]

BARE = """
import sys
from aiohttp import web
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request

async def authorize(**_):
    return AuthorizeResult(enterprise_id=None, team_id="T1", bot_token="xoxb-1", bot_user_id="U0", bot_id="B0")

app = AsyncApp(signing_secret=sys.argv[2], authorize=authorize)

@app.command("/peer")
async def peer(ack):
    await ack("ok")

async def receive(request):
    return await to_aiohttp_response(await app.async_dispatch(await to_bolt_request(request)))

served = web.Application()
served.router.add_post("/slack/events", receive)
web.run_app(served, host="127.0.0.1", port=int(sys.argv[1]), print=None, access_log=None)
"""


def run() -> list[Figure]:
    """Measure both, one after the other, in processes of their own."""
    return asyncio.run(_run())


async def _run() -> list[Figure]:
    bare: dict[int, float] = {}
    ours: dict[int, float] = {}
    with _bare(8461) as (address, process):
        await _up(address)
        bare[100] = await _p99(address, 100)
        bare_speed, bare_work = await _speed(address, process.pid)
    async with SlackSimulator() as sim:
        team = sim.team("T1", "Acme", token="xoxb-acme-1")
        PEOPLE[:] = [one.id for one in team.users(30)]
        with (
            tempfile.TemporaryDirectory() as folder,
            _ours(8462, sim, folder) as (address, process),
        ):
            await _up(address)
            for rate in (100, 300):
                ours[rate] = await _p99(address, rate)
            speed, work = await _speed(address, process.pid)
            await _calm(address)
            failed = await _drained(address, process)
    return [
        Figure("bare Bolt at 100/s, p99", [bare[100]], "ms"),
        Figure("at 100/s, p99", [ours[100]], "ms", 50),
        Figure("at 300/s, p99", [ours[300]], "ms", 100),
        Figure("ratio to bare Bolt at 100/s", [ours[100] / bare[100]], "x", 1.3),
        Figure("bare Bolt: acks a second", [bare_speed], "/s"),
        Figure("acks a second, one process", [speed], "/s", 1500, at_least=True),
        Figure("of bare Bolt's in the same run", [speed / bare_speed], "x", LEAST, at_least=True),
        Figure("bare Bolt: processor time an ack", [bare_work], "µs"),
        Figure("processor time an ack, of the thread that acks", [work], "µs"),
        Figure("failed requests while draining at 100/s", [failed], "", 0),
    ]


async def _p99(address: str, rate: int) -> float:
    """Return the 99th percentile in milliseconds, each counted from when the request was due."""
    took: list[float] = []
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as session:
        await _burst(session, address, rate)
        await _calm(address)
        began = time.perf_counter()
        tasks = []
        for number in range(rate * SECONDS):
            due = began + number / rate
            await asyncio.sleep(max(0.0, due - time.perf_counter()))
            tasks.append(asyncio.create_task(_one(session, address, number, due, took)))
        await asyncio.gather(*tasks)
    took.sort()
    return took[int(len(took) * 0.99)]


async def _speed(address: str, pid: int) -> tuple[float, float]:
    """Return how many commands are acknowledged a second when 256 people never stop, and what each costs.

    That is processor time of its first thread, in microseconds: on a busy machine it says more than the clock.
    """
    took: list[float] = []
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as session:
        worked, began = _processor(pid), time.perf_counter()

        async def keep_on(who: int) -> None:
            number = who
            while time.perf_counter() - began < SECONDS / 2:
                await _one(session, address, number, time.perf_counter(), took)
                number += CROWD

        await asyncio.gather(*(keep_on(who) for who in range(CROWD)))
        seconds, worked = time.perf_counter() - began, _processor(pid) - worked
    return len(took) / seconds, worked / len(took) * 1e6


def _processor(pid: int) -> float:
    """Return the seconds that the process's first thread has worked."""
    known = Path(f"/proc/{pid}/task/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(known[11]) + int(known[12])) / os.sysconf("SC_CLK_TCK")


async def _calm(address: str) -> None:
    """Wait until what was acknowledged before its answer has been answered."""
    async with aiohttp.ClientSession() as session:
        for number in range(600):
            took: list[float] = []
            await _one(session, address, number, time.perf_counter(), took)
            if took[0] < 20:
                return
            await asyncio.sleep(0.1)


async def _drained(address: str, process: subprocess.Popen[str]) -> float:
    """Return how many requests fail from SIGTERM on until a balancer that asks /healthz has long turned away."""
    failed, turned_away = 0, 0.0
    health = address.replace("/slack/events", "/healthz")
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as session:
        for number in range(300):
            if number == 50:
                process.send_signal(signal.SIGTERM)
            try:
                await _one(session, address, number, time.perf_counter(), [])
                if number % 10 == 0 and not turned_away:
                    async with session.get(health) as answer:
                        turned_away = time.perf_counter() if answer.status == 503 else 0.0
            except aiohttp.ClientError:
                failed += 1
            if turned_away and time.perf_counter() - turned_away > 1.0:
                break
            await asyncio.sleep(0.01)
    return float(failed)


async def _burst(session: aiohttp.ClientSession, address: str, count: int) -> None:
    """Warm it up."""
    took: list[float] = []
    await asyncio.gather(
        *(_one(session, address, n, time.perf_counter(), took) for n in range(count))
    )


async def _one(
    session: aiohttp.ClientSession, address: str, number: int, due: float, took: list[float]
) -> None:
    body, headers = _signed(number)
    async with session.post(address, data=body, headers=headers) as answer:
        await answer.read()
        assert answer.status == 200, answer.status
    took.append((time.perf_counter() - due) * 1000)


def _signed(number: int) -> tuple[bytes, dict[str, str]]:
    """Return a slash command as Slack sends it, signed now."""
    fields = {
        "token": "x",
        "team_id": "T1",
        "team_domain": "acme",
        "channel_id": "D1",
        "channel_name": "directmessage",
        "user_id": PEOPLE[number % 30],
        "user_name": f"u{number % 30}",
        "command": "/peer",
        "text": "status",
        "api_app_id": "A1",
        "is_enterprise_install": "false",
        "response_url": "http://127.0.0.1:9/none",
        "trigger_id": f"{number}.{time.time_ns()}.abc",  # noqa: TID251  (what Slack would send)
    }
    body = urlencode(fields).encode()
    at = str(int(time.time()))  # noqa: TID251  (requests are signed with the real time)
    made = hmac.new(SECRET.encode(), f"v0:{at}:".encode() + body, hashlib.sha256).hexdigest()
    return body, {
        "Content-Type": "application/x-www-form-urlencoded",
        "X-Slack-Request-Timestamp": at,
        "X-Slack-Signature": f"v0={made}",
    }


async def _up(address: str) -> None:
    """Wait until it answers."""
    async with aiohttp.ClientSession() as session:
        for _ in range(200):
            try:
                await _one(session, address, 0, 0.0, [])
                return
            except (aiohttp.ClientError, AssertionError):
                await asyncio.sleep(0.1)
    raise AssertionError("it does not come up")


@contextmanager
def _bare(port: int) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    with subprocess.Popen([sys.executable, "-c", BARE, str(port), SECRET]) as process:
        try:
            yield f"http://127.0.0.1:{port}/slack/events", process
        finally:
            process.terminate()


@contextmanager
def _ours(
    port: int, sim: SlackSimulator, folder: str
) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    env = {
        **os.environ,
        "DATABASE_URL": f"sqlite:///{folder}/p.db",
        "PORT": str(port),
        "SLACK_API_URL": sim.api_url,
        "SLACK_BOT_TOKEN": "xoxb-acme-1",
        "SLACK_SIGNING_SECRET": SECRET,
        "LOG_LEVEL": "ERROR",
    }
    command = [sys.executable, "-m", "bot", "run"]
    with subprocess.Popen(command, cwd=ROOT, env=env, text=True) as process:
        try:
            yield f"http://127.0.0.1:{port}/slack/events", process
        finally:
            process.terminate()
