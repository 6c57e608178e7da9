"""What else the playground's page shows: other platforms' eyes, threads, the tour, pictures, and who answers."""

import json
import os
import re
import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Opener
from tests.journeys.client import ROOT, Client


def test_the_page_can_be_seen_as_the_other_platforms_show_it(open_tab: Opener) -> None:
    tab = open_tab()
    tab.say("help")
    seen = tab.page.get_by_role("tablist", name="As seen in")
    for name, word in (("Slack", "blocks"), ("Teams", "AdaptiveCard")):
        seen.get_by_role("tab", name=name).click()
        expect(seen.get_by_role("tab", name=name)).to_have_attribute("aria-selected", "true")
        expect(tab.page.get_by_role("tabpanel", name=name)).to_be_visible()
        tab.press("Payload")
        dialog = tab.page.get_by_role("dialog", name=f"What {name} gets")
        expect(dialog).to_contain_text(word)
        assert isinstance(json.loads(dialog.locator("code").inner_text()), dict)
        dialog.get_by_role("button", name="Close").click()
        said = tab.messages.get_by_role("article").count()
        tab.press("What is kept of me?")  # what stands on a card there does what it does here
        expect(tab.messages.get_by_role("article")).to_have_count(said + 1)
        tab.say("profile")
        form = tab.page.get_by_role("dialog", name="Your profile")
        form.get_by_role("textbox", name="Team").fill(f"Design in {name}")
        form.get_by_role("button", name="Submit").click()
        expect(form).to_have_count(0)
        expect(tab.messages).to_contain_text(f"Design in {name}")
    seen.get_by_role("tab", name="Playground").click()
    expect(tab.messages.get_by_role("heading", name="What would you like to do?")).to_be_visible()


def test_what_is_said_in_a_thread_stays_in_it(open_tab: Opener, client: Client) -> None:
    tab = open_tab("?as=ana&in=%23general")
    tab.say("Has anybody used the new maps?")
    tab.messages.get_by_role("link", name="Reply in thread").click()
    thread = tab.page.get_by_role("region", name="Thread", exact=True)
    thread.get_by_role("textbox", name="Reply").fill("I have")
    tab.page.keyboard.press("Enter")
    expect(thread.get_by_text("I have", exact=True)).to_be_visible()
    expect(tab.messages.get_by_text("I have", exact=True)).to_have_count(0)
    [root, answer] = [m for m in client.state("mei")["messages"] if m["conversation"] == "#general"]
    assert answer["thread"] == root["id"]
    thread.get_by_role("link", name="Close").click()
    expect(thread).to_have_count(0)
    expect(tab.messages.get_by_role("link", name="1 reply")).to_be_visible()


@pytest.mark.parametrize("who", ["ana", "kwame", "ingrid"])
def test_each_tour_is_lived_through_by_clicks_alone(open_tab: Opener, who: str) -> None:
    tab = open_tab(f"?as={who}", viewport={"width": 1280, "height": 900})
    tour = tab.page.get_by_role("region", name="Tour", exact=True)
    through = tour.get_by_text("That was the tour.")
    for _ in range(40):
        if through.count():
            break
        act = tour.locator("#tour-act")
        if act.count():
            act.click()
            tab.settled()
            if tab.message.input_value():
                tab.page.get_by_role("button", name="Send").click()
                tab.settled()
            dialog = tab.page.get_by_role("dialog")
            if dialog.count():
                dialog.get_by_role("button", name="Submit").click()
                tab.settled()
        elif tour.get_by_text("say hello").locator("xpath=ancestor::li[@aria-current]").count():
            tab.say("Hello! When would half an hour suit you?")
        else:
            tab.messages.locator("button.primary").last.click()
            tab.settled()
    expect(through).to_be_visible()
    if who != "ana":
        picture = tab.page.get_by_role("img", name=re.compile("who meets whom"))
        assert "circles" in str(picture.locator("desc").text_content())
    tour.get_by_role("button", name="Hide the tour").click()
    expect(tour).to_have_count(0)


def test_colleagues_are_switched_on_and_off(open_tab: Opener, client: Client) -> None:
    tab = open_tab()
    switch = tab.time.get_by_role("switch", name="Colleagues answer")
    expect(switch).to_have_attribute("aria-checked", "false")
    switch.click()
    expect(switch).to_have_attribute("aria-checked", "true")
    assert client.state()["colleagues"] == {"answer": True}
    client._ask("POST", "/play/api/colleagues", {"answer": False})
    expect(switch).to_have_attribute("aria-checked", "false")


def test_the_picture_in_the_readme_is_of_this_page(
    open_tab: Opener, client: Client, tmp_path: Path
) -> None:
    """Take it; `PICTURE=1` puts it in the place of the one that is there."""
    client._ask("POST", "/play/api/colleagues", {"answer": True})
    client.send("ana", "join coffee")
    while not (met := client.state()["circles"]):
        client.move("step")
    client.move("hour")
    known = {one["id"]: one["name"] for one in client.state()["personas"]}
    who, _ = min((c["members"][:2] for c in met), key=lambda of: sum(len(known[m]) for m in of))
    chats = client.state(who)["conversations"]
    [circle] = [one["id"] for one in chats if one["kind"] == "circle"]
    tab = open_tab(f"?as={who}&in={circle}", viewport={"width": 1280, "height": 860})
    tab.page.get_by_role("button", name="Hide the tour").click()
    tab.settled()
    taken = tmp_path / "playground.png"
    tab.page.screenshot(path=taken)
    kept = ROOT / ".github" / "playground.png"
    if os.environ.get("PICTURE"):
        subprocess.run(["pngquant", "--force", "-o", kept, "48", taken], check=True)
    assert kept.read_bytes().startswith(b"\x89PNG")
    assert kept.stat().st_size < 100_000
    assert kept.name in (ROOT / "README.md").read_text("utf-8")
