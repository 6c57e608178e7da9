"""The playground's page for everyone: on a phone, zoomed in, in the dark, for whoever hears it rather than sees it."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.conftest import Opener, Tab, introduced
from tests.journeys.client import Client


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_phone_shows_everything_without_sideways_scrolling(open_tab: Opener, scheme: str) -> None:
    tab = open_tab(viewport={"width": 360, "height": 740}, color_scheme=scheme)
    introduced(tab)
    tab.page.get_by_role("tab", name="Teams").click()
    tab.conversations.get_by_role("link", name="Peerloop").click()
    for who in ("wilhelmina", "noor"):
        tab.go(f"?as={who}")
        assert tab.page.evaluate("document.documentElement.scrollWidth") == 360
    expect(tab.message).to_be_in_viewport()
    assert half_is_for_the_conversation(tab)
    expect(tab.time.get_by_role("button", name="Next step")).to_be_in_viewport()
    tab.say("profile")
    dialog = tab.page.get_by_role("dialog")
    expect(dialog.get_by_role("button", name="Submit")).to_be_in_viewport()
    assert tab.page.evaluate("document.documentElement.scrollWidth") == 360


def half_is_for_the_conversation(tab: Tab) -> bool:
    """Tell whether what was said has at least half of the window's height."""
    height = tab.messages.bounding_box()
    window = tab.page.viewport_size
    return bool(height and window and height["height"] >= window["height"] / 2)


@pytest.mark.parametrize(
    ("width", "height"), [(1280, 800), (1000, 700), (640, 400), (320, 256), (320, 200)]
)
def test_zoomed_to_400_percent_half_of_the_page_is_the_conversation(
    open_tab: Opener, width: int, height: int
) -> None:
    tab = open_tab("?as=kwame", viewport={"width": width, "height": height})
    for line in ("help", "profile"):
        tab.say(line)
    dialog = tab.page.get_by_role("dialog")
    dialog.get_by_role("button", name="Submit").scroll_into_view_if_needed()
    expect(dialog.get_by_role("button", name="Submit")).to_be_in_viewport()
    dialog.get_by_role("button", name="Cancel").click()
    tab.time.get_by_role("button", name="Next step").click()
    assert half_is_for_the_conversation(tab)
    assert tab.page.evaluate("document.documentElement.scrollWidth") == width


def test_what_is_folded_away_lies_over_no_conversation(open_tab: Opener, client: Client) -> None:
    client.send("ana", "join coffee")
    client.move("week")
    tab = open_tab("?as=ana", viewport={"width": 640, "height": 400})
    shown = tab.conversations.bounding_box()
    folded = tab.page.get_by_text("Tour and more").bounding_box()
    assert shown
    assert folded
    assert shown["x"] + shown["width"] <= folded["x"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_and_no_dialog_breaks_a_rule_of_accessibility(
    open_tab: Opener, client: Client, scheme: str
) -> None:
    client.send("ana", "join coffee")
    client.move("week")
    client.send("ana", "Anybody here?", "#general")
    tab = open_tab(color_scheme=scheme, viewport={"width": 1280, "height": 900})
    found: list[tuple[str, ...]] = []

    def look(what: str) -> None:
        tab.settled()
        found.extend((what, one["id"], one["nodes"][0]["html"][:150]) for one in broken(tab))

    for line in ("help", "find kubernetes", "skills"):
        tab.say(line)
    for name in ("Playground", "Slack", "Teams"):
        tab.page.get_by_role("tab", name=name).click()
        look(name)
        tab.say("profile")
        look(f"a form in {name}")
        tab.page.get_by_role("dialog").get_by_role("button", name="Cancel").click()
    tab.press("Payload")
    look("payload")
    tab.go("?as=ana&in=%23general")
    tab.messages.get_by_role("link", name="Reply in thread").click()
    look("thread")
    tab.page.set_viewport_size({"width": 360, "height": 740})
    tab.go("?as=ingrid")
    tab.page.get_by_text("Tour and more").click()
    look("phone")
    assert found == []


def broken(tab: Tab) -> list[dict[str, Any]]:
    """Return the rules of axe-core that the page breaks as it stands."""
    violations: list[dict[str, Any]] = Axe().run(tab.page).response["violations"]
    return violations


@pytest.mark.parametrize("width", [1280, 360])
def test_nothing_in_a_card_sticks_out_of_it(open_tab: Opener, width: int) -> None:
    tab = open_tab("?as=ingrid", viewport={"width": width, "height": 800})
    for line in ("history", "set coffee", "programs", "help", "preview coffee", "holidays DE"):
        tab.say(line)
    sticking_out = tab.page.evaluate(
        """() => [...document.querySelectorAll(".card")].flatMap(card => {
            const edge = card.getBoundingClientRect().right + 1
            return [...card.querySelectorAll("*")]
                .filter(one => one.getBoundingClientRect().right > edge)
                .map(one => one.outerHTML.slice(0, 80))
        })"""
    )
    assert sticking_out == []
