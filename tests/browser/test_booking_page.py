"""Booking somebody's time in the playground's page: find, the form, one of three times, others; wide and narrow."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.conftest import Opener, Tab
from tests.journeys.client import Client

TIME = re.compile(r"^\w{3} \d\d? \w{3}, \d\d:\d\d$")
WIDTHS = pytest.mark.parametrize("width", [1280, 360])


@pytest.fixture
def helpers(client: Client) -> Client:
    """The playground, in which three people offer Terraform."""
    for who, line in (("jonas", "offer terraform 4"), ("matteo", "offer terraform 3")):
        client.send(who, line)
    client.send("dev", "offer terraform 2")
    return client


def wide_enough(tab: Tab) -> None:
    """Check that nothing makes the page scroll sideways."""
    width = tab.page.viewport_size
    assert width is not None
    assert tab.page.evaluate("document.documentElement.scrollWidth") == width["width"]


def times_in(tab: Tab) -> Locator:
    """Return the buttons that agree to a time."""
    return tab.messages.get_by_role("button", name=TIME)


@WIDTHS
def test_a_peer_is_found_booked_by_form_and_agrees(
    open_tab: Opener, helpers: Client, width: int, tmp_path: Path
) -> None:
    tab = open_tab("?as=ana", viewport={"width": width, "height": 800})
    tab.say("find terraform")
    expect(tab.messages.get_by_role("heading", name="Who can help with Terraform")).to_be_visible()
    tab.page.screenshot(path=tmp_path / "1-found.png")
    wide_enough(tab)
    tab.press("Book Jonas Weber")
    dialog = tab.page.get_by_role("dialog", name="Book somebody's time")
    expect(dialog.get_by_label("Whom?")).to_have_value("playground:acme:jonas")
    expect(dialog.get_by_label("Which skill?")).to_have_value("Terraform")
    dialog.get_by_label("How long?").select_option(label="45 minutes")
    dialog.get_by_label("What about?").fill("Where does the state live?")
    expect(dialog.get_by_role("button", name="Submit")).to_be_in_viewport()
    tab.page.screenshot(path=tmp_path / "2-form.png")
    wide_enough(tab)
    dialog.get_by_role("button", name="Submit").click()
    expect(tab.messages.get_by_role("heading", name="Jonas Weber is asked")).to_be_visible()
    tab.page.screenshot(path=tmp_path / "3-asked.png")
    wide_enough(tab)

    tab.go("?as=jonas")
    heading = tab.messages.get_by_role("heading", name="Ana Duarte asks for your time")
    expect(heading).to_be_visible()
    expect(tab.messages).to_contain_text("clock in Lisbon")
    expect(times_in(tab)).to_have_count(3)
    tab.page.screenshot(path=tmp_path / "4-request.png")
    wide_enough(tab)
    times_in(tab).nth(1).click()
    tab.settled()
    expect(tab.messages.get_by_role("heading", name="Agreed: you and Ana Duarte")).to_be_visible()
    expect(heading).to_have_count(0)
    ics = tab.messages.locator('a[href$=".ics"]')
    expect(ics).to_have_count(1)
    tab.page.screenshot(path=tmp_path / "5-agreed.png")
    wide_enough(tab)


@WIDTHS
def test_other_times_are_filled_in_and_come_back(
    open_tab: Opener, helpers: Client, width: int, tmp_path: Path
) -> None:
    helpers.send("ana", 'book @jonas 30m next 2 weeks "Providers"')
    tab = open_tab("?as=jonas", viewport={"width": width, "height": 800})
    tab.press("Other times")
    dialog = tab.page.get_by_role("dialog", name="Other times")
    first = dialog.get_by_label("A time that suits you")
    first.fill("2026-11-26T10:05")
    dialog.get_by_label("Another one").fill("2026-11-27T11:30")
    dialog.get_by_role("button", name="Submit").click()
    tab.settled()
    expect(first).to_have_attribute("aria-invalid", "true")
    expect(dialog).to_contain_text("quarter hour")
    expect(dialog.get_by_label("Another one")).to_have_value("2026-11-27T11:30")
    tab.page.screenshot(path=tmp_path / "1-complaint.png")
    wide_enough(tab)
    first.fill("2026-11-26T10:00")
    dialog.get_by_role("button", name="Submit").click()
    expect(dialog).to_have_count(0)
    tab.go("?as=ana")
    tab.next_step()  # it is half past eight in Lisbon, where nobody is disturbed before nine
    heading = tab.messages.get_by_role("heading", name="Jonas Weber proposes other times")
    expect(heading).to_be_visible()
    expect(times_in(tab)).to_have_text(["Thu 26 Nov, 09:00", "Fri 27 Nov, 10:30"])
    tab.page.screenshot(path=tmp_path / "2-proposal.png")
    wide_enough(tab)
