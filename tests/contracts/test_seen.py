"""Payloads drawn as other platforms draw them: all that our adapters emit, and never markup of a person's."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from html import unescape
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from markupsafe import Markup

from adapters.playground.seen import mrkdwn, slack, teams
from adapters.playground.seen.reader import Reader, Undrawn
from adapters.slack import blocks, modals, newer
from adapters.teams import cards, dialogs
from facilitation import gallery
from facilitation.talk import messages
from facilitation.talk.messages import (
    Bold,
    Choice,
    Code,
    Message,
    Note,
    Option,
    Text,
    Time,
    buttons,
)
from tests.contracts import hostile
from tests.counts import upto

AT = datetime(2026, 11, 24, 10, tzinfo=UTC)
STEPS = messages.Items((("Tell",), ("Ask",)), 1, "The way")
READER = Reader(
    zone="Europe/Berlin",
    now=datetime(2026, 11, 18, 9, tzinfo=UTC),
    names={"U7": "Ana"},
    people=(Option("Ana", "playground:acme:ana"),),
)
thorough = settings(
    max_examples=upto(15, 40),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
WORD = re.compile(r"[^\W\d_]{3,}")
NOT_SHOWN = {
    "url",
    "image_url",
    "action_id",
    "block_id",
    "value",
    "data",
    "fallback",
    "errorMessage",
}
NOT_SHOWN |= {
    "type",
    "$schema",
    "msteams",
    "private_metadata",
    "callback_id",
    "close",
    "submit",
    "id",
}


def strings(node: Any, name: str = "") -> Iterator[str]:
    """Give what a payload says to people."""
    if isinstance(node, dict):
        for key, value in node.items():
            if key not in NOT_SHOWN:
                yield from strings(value, key)
    elif isinstance(node, list):
        for value in node:
            yield from strings(value, name)
    elif isinstance(node, str) and name in (
        "text",
        "title",
        "label",
        "hint",
        "altText",
        "alt_text",
        "caption",
    ):
        yield node


def missing(payload: Any, drawn: Markup) -> set[str]:
    """Return the words of a payload that cannot be read in what was drawn."""
    told = re.sub(r"<[^<>]*>|\{\{[^{}]*\}\}", " ", " ".join(strings(payload)))
    said = set(WORD.findall(unescape(re.sub(r"<[^>]*>", " ", str(drawn)))))
    wanted = set(WORD.findall(unescape(told.replace("\\", ""))))
    return {word for word in wanted if word not in said}


@pytest.mark.parametrize("name", gallery.MESSAGES)
def test_every_message_of_the_gallery_is_drawn_with_every_word(name: str) -> None:
    message = gallery.MESSAGES[name]
    payload, card = blocks.render(message, using=newer.ALL), cards.render(message)
    assert missing(payload["blocks"], slack.card(payload, READER)) == set()
    assert missing(card["body"], teams.card(card, READER)) == set()


@pytest.mark.parametrize("name", gallery.FORMS)
def test_every_form_of_the_gallery_is_drawn_with_every_word(name: str) -> None:
    form = gallery.FORMS[name]
    errors = {field.name: "Not quite." for field in form.fields}
    view, task = modals.render(form, errors), dialogs.task(form.title, dialogs.render(form, errors))
    assert missing(view["blocks"], slack.form(view, READER)) == set()
    assert (
        missing(task["task"]["value"]["card"]["content"]["body"], teams.form(task, READER)) == set()
    )
    for drawn in (slack.form(view, READER), teams.form(task, READER)):
        named = set(re.findall(r'name="(?:one|many):([^"]+)"', drawn))
        assert {field.name for field in form.fields} <= named


@thorough
@given(hostile.any_message)
def test_any_message_is_drawn_and_brings_no_markup_of_its_own(message: Message) -> None:
    payload, card = blocks.render(message), cards.render(message)
    for drawn in (slack.card(payload, READER), teams.card(card, READER)):
        tags = set(re.findall(r"<([a-z]+[0-9]?)", drawn))
        assert not tags & {"script", "img", "iframe", "style", "form", "at"}
        assert not re.search(r'(?i)href="(?!https?:|mailto:)', drawn)


def test_buttons_and_menus_do_what_they_do_there() -> None:
    menu = Choice("Which?", "join", (Option("Coffee", "#1"),))
    message = Message("Hello", (buttons(messages.Button("Go", "help me", "primary")), menu))
    for drawn in (
        slack.card(blocks.render(message), READER),
        teams.card(cards.render(message), READER),
    ):
        assert 'class="primary" name="command" value="help me"' in drawn
        assert 'value="join #1"' in drawn


def test_slack_writes_days_near_and_far_and_marks_as_it_does() -> None:
    message = Message(
        "Hello", (Text((Bold("one"), " ", Code("two <3>"), " ", Time(AT))), Note(("a > b",)))
    )
    drawn = slack.card(blocks.render(message), READER)
    assert "<strong>one</strong> <code>/peer two &lt;3&gt;</code>" in drawn
    assert "Nov 24, 2026, 11:00 AM" in drawn
    assert "<p>a &gt; b</p>" in drawn
    assert mrkdwn.date(int(READER.now.timestamp()), "{date_long_pretty}", READER) == "Today"
    assert mrkdwn.shown("hi <@U7>\n> so", READER) == (
        '<p>hi <span class="at">@<bdi>Ana</bdi></span></p><blockquote>so</blockquote>'
    )


def test_a_sentence_on_a_day_reads_right_in_slack_on_that_day_too() -> None:
    today = replace(READER, now=AT)
    message = Message(
        "Hello",
        (
            Text(
                ("On ", Time(AT), " and on ", Time(AT, "day"), " I introduce you."),
            ),
        ),
    )
    drawn = slack.card(blocks.render(message), today)
    assert "On <time>Nov 24, 2026, 11:00 AM</time>" in drawn
    assert "and on <time>Tuesday, November 24th, 2026</time>" in drawn


def test_teams_reads_its_own_markdown_and_no_more() -> None:
    message = Message("Hello", (Text((Bold("a*b"), " [x](https://evil.example) ", Time(AT))),))
    drawn = teams.card(cards.render(message), READER)
    assert "<strong>a*b</strong> [x](https://evil.example) <time>Tue, Nov 24, 2026</time>" in drawn
    assert "<time>11:00 AM</time>" in drawn


@pytest.mark.parametrize("kind", ["video", "Carousel", "rich_text"])
def test_what_is_not_known_is_never_left_out_in_silence(kind: str) -> None:
    with pytest.raises(Undrawn):
        slack.card({"blocks": [{"type": kind}]}, READER)
    with pytest.raises(Undrawn):
        teams.card({"body": [{"type": kind}]}, READER)


def test_a_chart_is_drawn_as_bars_with_its_numbers() -> None:
    chart = messages.Chart("Met <3", (messages.Bar("Q3", 50), messages.Bar("Q4", 80)))
    message = Message("Report", (chart,))
    for drawn in (
        str(slack.card(blocks.render(message, using=newer.ALL), READER)),
        str(teams.card(cards.render(message), READER)),
    ):
        assert "<figcaption>Met &lt;3</figcaption>" in drawn
        assert drawn.count('<rect class="bar') == 2
        assert "Q3: 50\N{NO-BREAK SPACE}% · Q4: 80\N{NO-BREAK SPACE}%" in drawn


TABLE = messages.Table(
    "Who changed what <3",
    ("When", "What & how"),
    (((Time(AT),), ("Ana <b>", Bold("did"), " ", Code("it"))), ((Time(AT),), ("7",))),
    (messages.Items((("Ana did it",),)),),
)


def test_a_table_is_drawn_as_one_with_its_heads() -> None:
    message = Message("Report", (TABLE,))
    for drawn in (
        str(slack.card(blocks.render(message, using=newer.ALL), READER)),
        str(teams.card(cards.render(message), READER)),
    ):
        assert drawn.count("<tr>") == 3
        assert drawn.count('<th scope="row">') == 2
        assert "What &amp; how" in drawn
        assert "Ana &lt;b&gt;" in drawn
        assert "<time>" in drawn
        assert "Ana did it" not in drawn


def test_steps_are_drawn_as_a_plan_with_what_is_done() -> None:
    payload = blocks.render(Message("Step 2", (STEPS,)), using=newer.ALL)
    drawn = str(slack.card(payload, READER))
    assert "<b>The way</b>" in drawn
    assert "<li>✓ Tell</li>" in drawn
