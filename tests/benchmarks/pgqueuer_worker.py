"""A worker of PgQueuer that posts to the same sink as ours: the same work by a queue that others use."""

import asyncio
import json
import sys
from typing import Any

import aiohttp
import psycopg
from pgqueuer import PgQueuer
from pgqueuer.db import PsycopgDriver
from pgqueuer.models import Job
from pgqueuer.queries import Queries

BATCH = 100
"""How many it takes at once: as many as ours."""


async def connect(url: str) -> PsycopgDriver:
    """Return a driver of its own connection."""
    return PsycopgDriver(await psycopg.AsyncConnection.connect(url, autocommit=True))


async def owe(url: str, jobs: list[dict[str, Any]]) -> None:
    """Install its tables and queue the jobs, in one statement."""
    queries = Queries(await connect(url))
    await queries.install()
    count = len(jobs)
    payloads: list[bytes | None] = [json.dumps(job).encode() for job in jobs]
    await queries.enqueue(["deliver"] * count, payloads, [0] * count)


async def _work(url: str, sink: str) -> None:
    queue = PgQueuer(await connect(url))
    async with aiohttp.ClientSession() as session:

        @queue.entrypoint("deliver")
        async def deliver(job: Job) -> None:
            assert job.payload is not None
            async with session.post(f"{sink}/deliver", json=json.loads(job.payload)) as answer:
                answer.raise_for_status()
                await answer.json()

        await queue.run(batch_size=BATCH)


if __name__ == "__main__":
    asyncio.run(_work(*sys.argv[1:]))
