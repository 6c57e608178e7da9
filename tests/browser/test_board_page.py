"""The board of a program in a real browser: by keyboard and screen reader, in the light and in the dark."""

import asyncio
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Literal

import pytest
from aiohttp import web
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, ViewportSize

from bot import board
from bot.clock import SimulatedClock
from storage.work import Store
from tests.storage import examples

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)


@pytest.fixture
def address(sqlite_store: Store) -> Iterator[str]:
    """Where the board of a program is served, which keeps takeaways in each of their states."""
    examples.company(sqlite_store, "ana", "bo")
    with sqlite_store.begin() as work:
        states = ("draft", "checked", "due", "obsolete")
        for number, state in enumerate(states, 1):
            text = "Most have a leak: watch the graph for a day.\nThen decide.\n" + "x" * 300
            kept = {"title": f"Restart the pod {number}", "text": text, "state": state}
            newer = "tkw_1" if state == "obsolete" else ""
            work.takeaways.add(
                examples.takeaway(number, program="prg_1", replaced_by=newer, **kept)
            )
        link = work.links.make("board", "prg_1", NOW + timedelta(days=1))
    app, loop = web.Application(), asyncio.new_event_loop()
    app.add_routes(board.routes(sqlite_store, SimulatedClock(NOW)))
    runner = web.AppRunner(app)
    serving = threading.Thread(target=loop.run_forever)
    serving.start()

    async def start() -> int:
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        return int(runner.addresses[0][1])

    port = asyncio.run_coroutine_threadsafe(start(), loop).result(20)
    yield f"http://127.0.0.1:{port}/board/{link}"
    asyncio.run_coroutine_threadsafe(runner.cleanup(), loop).result(20)
    loop.call_soon_threadsafe(loop.stop)
    serving.join()
    loop.close()


def opened(browser: Browser, address: str, scheme: Literal["dark", "light"], width: int) -> Page:
    """Open the board as somebody with this taste and screen does."""
    view: ViewportSize = {"width": width, "height": 900}
    page = browser.new_context(color_scheme=scheme, viewport=view).new_page()
    page.goto(address)
    return page


def test_axe_finds_nothing_wrong_and_nothing_sticks_out_in_the_light_in_the_dark_and_on_a_phone(
    browser: Browser, address: str, tmp_path: Path
) -> None:
    looks: tuple[tuple[Literal["dark", "light"], int], ...]
    looks = (("light", 1280), ("dark", 1280), ("light", 360))
    for scheme, width in looks:
        page = opened(browser, address, scheme, width)
        assert page.get_by_role("heading", level=2).count() == 4
        assert page.get_by_text("No longer right. Replaced by “Restart the pod 1”.").count() == 1
        page.screenshot(path=tmp_path / f"board-{scheme}-{width}.png", full_page=True)
        assert Axe().run(page).response["violations"] == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        page.context.close()
