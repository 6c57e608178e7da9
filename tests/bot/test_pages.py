"""Pages outside of a chat are said in the language that the browser asks for."""

import re
from html import unescape

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bot import linked
from bot.clock import SimulatedClock
from facilitation.talk import languages
from facilitation.talk.languages import ENGLISH, Language
from storage.work import Store
from tests.bot.helpers import NOW
from tests.contracts.test_pseudo_languages import CLOSES, OPENS, longer

GONE = "a" * 32
PAGES = {
    "/about": 200,
    "/privacy": 200,
    "/support": 200,
    f"/export/{GONE}": 404,
    f"/report/{GONE}": 404,
    f"/board/{GONE}": 404,
    f"/calendar/{GONE}.ics": 404,
}


def unsaid(page: str) -> str:
    """Return what is left of a page's words without those in brackets and what is to be typed."""
    page = re.sub(r"<(style|code)>.*?</\1>|<[^>]*>", " ", page, flags=re.DOTALL)
    inner = f"{OPENS}[^{OPENS}{CLOSES}]*{CLOSES}"
    while (less := re.sub(inner, "", page)) != page:
        page = less
    return unescape(page)


async def test_each_page_is_in_the_first_language_of_the_browser_that_is_spoken(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    long = Language("xx", longer)
    monkeypatch.setattr(languages, "known", lambda: frozenset({"en", "xx"}))
    monkeypatch.setattr(languages, "_read", {"xx": long, "en": ENGLISH}.__getitem__)
    app = web.Application()
    app.add_routes(linked.routes(store, SimulatedClock(NOW)))
    async with TestClient(TestServer(app)) as client:
        for path, status in PAGES.items():
            for wanted, there in (("yy, xx-CH;q=0.9, en;q=0.8", True), ("en-GB, xx", False)):
                answer = await client.get(path, headers={"Accept-Language": wanted})
                page = await answer.text()
                assert answer.status == status, path
                assert (OPENS in page) == there, path
                assert not there or not re.search(r"[^\W\d_]", unsaid(page)), unsaid(page)
                assert path.startswith("/calendar") or f'lang="{"xx" if there else "en"}"' in page
