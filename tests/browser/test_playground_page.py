"""The playground's page in a real browser, used as people use it: by mouse, by keyboard alone, on a phone."""

import json
import re
import urllib.request

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Opener, introduced
from tests.journeys.client import Client


def test_a_newcomer_lives_through_a_round(open_tab: Opener) -> None:
    tab = open_tab()
    expect(tab.page.get_by_role("combobox", name="You are")).to_have_value("playground:acme:ana")
    introduced(tab)
    tab.say("Hello! Thursday at three?")
    expect(tab.messages.get_by_text("Hello! Thursday at three?")).to_be_visible()
    asked = tab.messages.get_by_role("heading", name="How did it go?")
    for _ in range(8):
        if asked.count():
            break
        tab.next_step()
    tab.press("We met")
    expect(asked).to_have_count(0)
    expect(tab.messages.get_by_role("heading", name="You met")).to_be_visible()
    tab.say("/peer why")
    expect(tab.messages.get_by_text("Only you can see this").last).to_be_visible()
    expect(tab.messages.get_by_role("heading", name=re.compile("Why "))).to_be_visible()


def test_joining_by_button_is_joining(open_tab: Opener, client: Client) -> None:
    tab = open_tab()
    tab.say("programs")
    tab.press("Join")
    expect(tab.messages.get_by_text("You are in: Coffee").last).to_be_visible()
    assert "You are in" in client.last("ana", "You are in")["title"]


def test_the_persona_can_be_changed_and_sees_their_own_chat_and_clock(open_tab: Opener) -> None:
    tab = open_tab()
    tab.say("status")
    you = tab.page.get_by_role("combobox", name="You are")
    you.focus()
    you.select_option(label="Mei Tan")
    expect(tab.page).to_have_title(re.compile("Mei Tan"))
    expect(tab.time.locator("time")).to_contain_text("16:30")
    expect(tab.time).to_contain_text("Singapore time")
    expect(tab.messages.get_by_text("status", exact=True)).to_have_count(0)
    assert tab.focused() == "persona"
    tab.page.go_back()
    expect(tab.messages.get_by_text("status", exact=True)).to_be_visible()
    expect(you).to_have_value("playground:acme:ana")


def test_a_form_is_filled_wrongly_and_then_rightly(open_tab: Opener) -> None:
    tab = open_tab()
    tab.say("share")
    asked = tab.page.get_by_role("dialog")
    asked.get_by_role("button", name="Submit").click()
    expect(asked.get_by_text("Please fill this in.").first).to_be_visible()
    asked.get_by_role("button", name="Cancel").click()
    tab.say("profile")
    dialog = tab.page.get_by_role("dialog", name="Your profile")
    hours = dialog.get_by_label("Working hours")
    hours.fill("whenever")
    dialog.get_by_role("button", name="Submit").click()
    tab.settled()
    expect(hours).to_have_attribute("aria-invalid", "true")
    expect(hours).to_have_value("whenever")
    expect(hours).to_be_focused()
    said = str(hours.get_attribute("aria-describedby")).split()[-1]
    expect(tab.page.locator(f"#{said}")).not_to_be_empty()
    hours.fill("9-17")
    dialog.get_by_role("button", name="Submit").click()
    expect(dialog).to_have_count(0)
    expect(tab.messages).to_contain_text("09:00")
    expect(tab.message).to_be_focused()


def test_a_form_that_is_cancelled_changes_nothing(open_tab: Opener, client: Client) -> None:
    tab = open_tab()
    for leave in ("Cancel", "Escape"):
        tab.say("profile")
        dialog = tab.page.get_by_role("dialog", name="Your profile")
        dialog.get_by_role("textbox", name="Team").fill("Elsewhere")
        if leave == "Cancel":
            dialog.get_by_role("button", name="Cancel").click()
        else:
            tab.page.keyboard.press("Escape")
        expect(dialog).to_have_count(0)
        expect(tab.message).to_be_focused()
    assert "Elsewhere" not in json.dumps(client.state("ana"))


def test_the_keyboard_is_enough(open_tab: Opener) -> None:
    tab = open_tab()
    keyboard = tab.page.keyboard
    keyboard.press("Tab")
    if tab.focused() != "message":
        tab.message.focus()
    keyboard.type("join coffee")
    keyboard.press("Enter")
    expect(tab.messages.get_by_text("You are in: Coffee")).to_be_visible()
    expect(tab.message).to_have_value("")
    keyboard.press("ArrowUp")
    expect(tab.message).to_have_value("join coffee")
    keyboard.press("ArrowDown")
    for _ in range(40):
        keyboard.press("Shift+Tab")
        if tab.focused("element => element.textContent.trim()") == "My profile":
            break
    keyboard.press("Enter")
    dialog = tab.page.get_by_role("dialog", name="Your profile")
    expect(dialog.get_by_role("textbox", name="Team")).to_be_focused()
    keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    assert tab.focused("element => element.textContent.trim()") == "My profile"
    seen = tab.page.get_by_role("tablist", name="As seen in")
    seen.get_by_role("tab", name="Playground").focus()
    keyboard.press("ArrowRight")
    expect(seen.get_by_role("tab", name="Slack")).to_have_attribute("aria-selected", "true")
    expect(seen.get_by_role("tab", name="Slack")).to_be_focused()
    tab.page.locator("#move-step").focus()
    keyboard.press("Enter")
    expect(tab.time.get_by_role("listitem").first).to_be_visible()
    assert tab.focused() == "move-step"


def test_another_page_hears_of_what_happens(open_tab: Opener) -> None:
    ana, ingrid = open_tab("?as=ana&in=%23general"), open_tab("?as=ingrid")
    ingrid.page.get_by_role("link", name="#coffee").click()
    ana.say("Good morning, everyone")
    general = ingrid.conversations.get_by_role("link", name="#general")
    expect(general).to_have_attribute("aria-describedby", "unread")
    general.click()
    expect(ingrid.messages.get_by_text("Good morning, everyone")).to_be_visible()
    expect(general).not_to_have_attribute("aria-describedby", "unread")


def test_time_moves_by_what_each_button_says(open_tab: Opener) -> None:
    tab = open_tab()
    now = tab.time.locator("time").first
    for name, there in (
        ("+1 hour", "2026-11-18T09:30"),
        ("+1 day", "2026-11-19T09:30"),
        ("+1 week", "2026-11-26T09:30"),
    ):
        tab.time.get_by_role("button", name=name).click()
        expect(now).to_have_attribute("datetime", re.compile(re.escape(there)))


def test_starting_over_is_starting_over(open_tab: Opener) -> None:
    tab = open_tab()
    tab.say("join coffee")
    tab.time.get_by_role("button", name="+1 week").click()
    tab.settled()
    tab.page.get_by_text("More", exact=True).click()
    tab.page.get_by_role("button", name="Start over").click()
    expect(tab.page.get_by_role("heading", name="Hello, Ana")).to_be_visible()
    expect(tab.time.locator("time").first).to_have_attribute("datetime", re.compile("2026-11-18"))


def test_an_account_that_is_off_is_told_to_the_others(open_tab: Opener, client: Client) -> None:
    tab = open_tab("?as=jonas")
    tab.page.get_by_text("More", exact=True).click()
    tab.page.get_by_role("button", name="Switch the account off").click()
    expect(tab.page.get_by_text("account off", exact=True)).to_be_visible()
    assert client.state()["deactivated"] == ["playground:acme:jonas"]


def test_without_its_script_the_page_still_works(open_tab: Opener) -> None:
    tab = open_tab(java_script_enabled=False)
    tab.say("join coffee")
    expect(tab.messages.get_by_role("heading", name="You are in: Coffee")).to_be_visible()
    tab.press("My profile")
    dialog = tab.page.get_by_role("dialog", name="Your profile")
    dialog.get_by_label("Working hours").fill("whenever")
    dialog.get_by_role("button", name="Submit").click()
    expect(dialog.get_by_label("Working hours")).to_have_value("whenever")
    dialog.get_by_label("Working hours").fill("9-17")
    dialog.get_by_role("button", name="Submit").click()
    expect(dialog).to_have_count(0)
    tab.page.get_by_role("combobox", name="You are").select_option("playground:acme:mei")
    tab.page.get_by_role("button", name="Switch").click()
    expect(tab.time).to_contain_text("Singapore time")


@pytest.mark.parametrize(
    "words", ["<script>alert(1)</script>", "<img src=x onerror=alert(1)>", '"><b>', "\u202egnp.exe"]
)
def test_words_in_a_channel_stay_words(open_tab: Opener, words: str) -> None:
    tab = open_tab("?in=%23general")
    tab.page.on("dialog", lambda dialog: tab.complaints.append(dialog.message))
    tab.say(words)
    assert tab.messages.locator(".words").last.inner_text() == words


def test_messages_for_one_person_are_for_that_person(open_tab: Opener) -> None:
    ana = open_tab("?as=ana&in=%23general")
    ana.say("@Peerloop help")
    expect(ana.messages.get_by_text("Only you can see this").last).to_be_visible()
    ben = open_tab("?as=mei&in=%23general")
    expect(ben.messages.get_by_role("article")).to_have_count(0)


def test_no_page_and_no_answer_may_be_loaded_or_framed_by_others(playground_url: str) -> None:
    for path in ("/play", "/play/api/state", "/play/static/app.js", "/play/static/app.css"):
        with urllib.request.urlopen(playground_url + path) as answer:
            policy = answer.headers["Content-Security-Policy"]
            assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self'")
            assert "unsafe" not in policy
            assert answer.headers["X-Content-Type-Options"] == "nosniff"
            assert answer.headers["Referrer-Policy"] == "no-referrer"
