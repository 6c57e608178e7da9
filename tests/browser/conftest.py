"""A browser, and the real `peerloop playground` for it to look at."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

from tests.journeys.client import Client, playground

FLAGS = (
    *("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"),
    *("--disable-quic", "--disable-component-update", "--disable-sync"),
)
START = "2026-11-18T08:30+00:00"
SOMEONE_MET = re.compile("meet each other")
PATIENCE = 30_000
"""Milliseconds until what is waited for counts as not coming: a week in the playground takes long where others work."""

expect.set_options(timeout=PATIENCE)


# Playwright's own event loop runs as long as it does, and no other can meanwhile: it ends before others' async tests.
@pytest.fixture(scope="module")
def browser(chromium_path: str) -> Iterator[Browser]:
    """Chromium, without a window."""
    with sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=chromium_path, args=list(FLAGS))
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def started(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    """A playground on a database of its own, for all tests of this process one after another."""
    url = f"sqlite:///{tmp_path_factory.mktemp('play') / 'play.db'}"
    with playground(url, "--people", "24", "--start", START) as client:
        yield client


@pytest.fixture
def client(started: Client) -> Client:
    """That playground on its first day, spoken to over HTTP."""
    started._ask("POST", "/play/api/start-over", {})
    return started


@pytest.fixture
def playground_url(client: Client) -> str:
    """Where that playground is."""
    return client.address


@dataclass
class Tab:
    """A page in the browser, with the names that people and screen readers know its parts by."""

    page: Page
    address: str
    complaints: list[str] = field(default_factory=list)

    def heard(self, kind: str, text: str) -> None:
        """Take note of what the page says to its console: a broken policy is an error there."""
        if kind == "error":
            self.complaints.append(text)

    def asked_for(self, url: str) -> None:
        """Take note of a request to anyone else."""
        if not url.startswith(f"{self.address}/"):
            self.complaints.append(f"a request to {url}")

    def go(self, query: str = "") -> None:
        """Open the page."""
        self.page.goto(f"{self.address}/play{query}")

    @property
    def message(self) -> Locator:
        """The box for typing."""
        return self.page.get_by_role("textbox", name="Message", exact=True)

    @property
    def messages(self) -> Locator:
        """The log."""
        return self.page.get_by_role("log", name="Messages")

    @property
    def conversations(self) -> Locator:
        """The list of conversations."""
        return self.page.get_by_role("navigation", name="Conversations")

    @property
    def time(self) -> Locator:
        """The region that tells and moves time."""
        return self.page.get_by_role("region", name="Time", exact=True)

    def say(self, text: str) -> None:
        """Type a line and send it."""
        self.message.fill(text)
        self.page.get_by_role("button", name="Send").click()
        self.settled()

    def press(self, name: str) -> None:
        """Press the newest card button of that name."""
        self.messages.get_by_role("button", name=name, exact=True).last.click()
        self.settled()

    def next_step(self) -> None:
        """Move time to the next step."""
        self.time.get_by_role("button", name="Next step").click()
        self.settled()

    def settled(self) -> None:
        """Wait until the page has its answer."""
        self.page.locator("html:not(.busy)").wait_for()

    def focused(self, script: str = "element => element.id") -> str:
        """Return something about the element that has the focus."""
        return str(self.page.evaluate(f"({script})(document.activeElement)"))


Opener = Callable[..., Tab]


@pytest.fixture
def open_tab(browser: Browser, playground_url: str) -> Iterator[Opener]:
    """Open a page; afterwards no page may have complained, broken its policy or asked anyone else for anything."""
    tabs: list[Tab] = []

    def open_(query: str = "", **context: object) -> Tab:
        page = browser.new_context(**{"reduced_motion": "reduce", **context}).new_page()  # type: ignore[arg-type]
        page.set_default_timeout(PATIENCE)
        tab = Tab(page, playground_url)
        page.on("console", lambda said: tab.heard(said.type, said.text))
        page.on("pageerror", lambda error: tab.complaints.append(str(error)))
        page.on("request", lambda request: tab.asked_for(request.url))
        tabs.append(tab)
        tab.go(query)
        return tab

    yield open_
    found = [complaint for tab in tabs for complaint in tab.complaints]
    for tab in tabs:
        tab.page.context.close()
    assert found == []


def introduced(tab: Tab) -> None:
    """Let the persona join by typing, and time pass until they are introduced to someone."""
    tab.say("join coffee")
    expect(tab.messages.get_by_role("heading", name="You are in: Coffee")).to_be_visible()
    for _ in range(12):
        if tab.conversations.get_by_text("Circles").count():
            break
        tab.next_step()
    tab.conversations.get_by_role("link").last.click()
    expect(tab.messages.get_by_role("heading", name=SOMEONE_MET)).to_be_visible()
