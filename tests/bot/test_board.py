"""Boards over real HTTP: for whoever has the signed address while it is good, and every word of others escaped."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import aiohttp
import pytest

from bot import board, web
from bot.clock import SimulatedClock
from bot.metrics import Metrics
from bot.web import Health
from storage.work import Store
from tests.storage import examples

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
CLOCK = SimulatedClock(NOW)
SOON = NOW + timedelta(days=30)


@pytest.fixture
async def served(store: Store) -> AsyncIterator[aiohttp.ClientSession]:
    """The real server on a free port, with a program and a takeaway in it."""
    examples.company(store, "ana", "bo")
    with store.begin() as work:
        words = {"title": "<b>Pods</b>", "text": "Look & see\n<script>alert(1)</script>"}
        work.takeaways.add(examples.takeaway(1, program="prg_1", **words))
        work.takeaways.add(examples.takeaway(2, program="prg_1", title="Not yet", open=False))
        work.takeaways.add(examples.takeaway(3, title="Of no program"))
    health, stop = Health(), asyncio.Event()
    app = web.make(
        health=health,
        metrics=Metrics(),
        store=store,
        clock=CLOCK,
        new_id=lambda prefix: f"{prefix}_1",
        routes=board.routes(store, CLOCK),
    )
    address: asyncio.Future[str] = asyncio.get_running_loop().create_future()
    serving = asyncio.create_task(
        web.serve(
            app,
            host="127.0.0.1",
            port=0,
            stop=stop,
            health=health,
            notice=0.0,
            started=address.set_result,
        )
    )
    async with aiohttp.ClientSession(await address) as session:
        yield session
    stop.set()
    await serving


def signed(store: Store, kind: str = "board", until: datetime = SOON, about: str = "prg_1") -> str:
    with store.begin() as work:
        return work.links.make(kind, about, until)


async def opened(served: aiohttp.ClientSession, link: str) -> tuple[int, str]:
    async with served.get(f"/board/{link}") as answer:
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
        assert answer.headers["Cache-Control"] == "no-store"
        return answer.status, await answer.text()


async def test_who_has_the_address_reads_what_the_program_keeps_and_no_word_is_a_tag(
    served: aiohttp.ClientSession, store: Store
) -> None:
    status, page = await opened(served, signed(store))

    assert status == 200
    assert "&lt;b&gt;Pods&lt;/b&gt;" in page
    assert "Look &amp; see<br>&lt;script&gt;" in page
    assert "not checked yet" in page
    assert "Not yet" not in page
    assert "Of no program" not in page


async def test_what_is_not_ours_is_of_another_kind_or_is_over_opens_nothing(
    served: aiohttp.ClientSession, store: Store
) -> None:
    good = signed(store)
    about, until, signature = good.rsplit(".", 2)
    wrong = (
        signed(store, until=NOW - timedelta(seconds=1)),
        signed(store, kind="report"),
        f"{about}.{int(until) + 1}.{signature}",
        f"prg_2.{until}.{signature}",
        good[:-1],
        "x",
        "x..",
        f"{about}.{'9' * 30}.{signature}",
    )
    for link in wrong:
        status, page = await opened(served, link)
        assert status == 404
        assert "Pods" not in page
