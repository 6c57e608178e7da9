"""How a line after `book` is understood: whom, how long, when and what about, in any order."""

from datetime import UTC, datetime

import pytest

from facilitation.bookings.times.wishes import Said, take_apart

NOW = datetime(2026, 11, 19, 8, 0, tzinfo=UTC)
ZONE = "Europe/Berlin"

LINES = {
    "": Said(),
    "30m": Said(length="30m"),
    "@ana": Said(who="@ana"),
    '@ana 30m this week "ingress"': Said(
        who="@ana", length="30m", window="this week", topic="ingress"
    ),
    "kubernetes 45m urgent": Said(who="kubernetes", length="45m", urgent=True),
    "Urgent: kubernetes": Said(who="Urgent: kubernetes"),
    "@ana for sql for 1h by friday": Said(who="@ana for sql", length="1h", window="by friday"),
    '@ana for "machine learning"': Said(who="@ana for machine learning"),
    '@ana for "machine learning" "a model"': Said(who="@ana for machine learning", topic="a model"),
    '"machine learning" 30 minutes next week': Said(
        who="machine learning", length="30 minutes", window="next week"
    ),
    '"sql" "slow joins" 30m': Said(who="sql", length="30m", topic="slow joins"),
    'sql "slow joins"': Said(who="sql", topic="slow joins"),
    "sql about slow joins today, for 30m": Said(who="sql", topic="slow joins today, for 30m"),
    'sql 30m about the "big" one': Said(who="sql", length="30m", topic='the "big" one'),
    'sql 30m about "the big one"': Said(who="sql", length="30m", topic="the big one"),
    'sql "all about joins"': Said(who="sql", topic="all about joins"),
    "@ana tue 10:00 30m": Said(who="@ana", length="30m", window="tue 10:00"),
    "@ana half an hour tomorrow afternoon": Said(
        who="@ana", length="half an hour", window="tomorrow afternoon"
    ),
    "@ana 1.5h within 2 weeks": Said(who="@ana", length="1.5h", window="within 2 weeks"),
    "@ana 1h30m": Said(who="@ana", length="1h30m"),
    "C++ 30m": Said(who="C++", length="30m"),
    "asap @ana": Said(who="@ana", urgent=True),
    "@ana for 2 days": Said(who="@ana", length="2 days"),
    "@ana 2020-01-01": Said(who="@ana", window="2020-01-01"),
    "a call with @ana 30m mon or tue": Said(who="@ana", length="30m", window="mon or tue"),
    "30m with ana": Said(who="ana", length="30m"),
    "@ana for june 3": Said(who="@ana", window="june 3"),
    "@ana friday for sql 30m": Said(who="@ana for sql", length="30m", window="friday"),
    '@ana "joins" "slow ones"': Said(who="@ana", topic="joins, slow ones"),
    "today": Said(who="today"),
}


@pytest.mark.parametrize("line", LINES)
def test_a_line_is_taken_apart(line: str) -> None:
    assert take_apart(line, NOW, ZONE) == LINES[line]


@pytest.mark.parametrize("line", ["@ana 30m", "sql about joins", 'sql "joins"'])
def test_a_length_or_a_topic_is_enough_to_ask_without_a_form(line: str) -> None:
    assert take_apart(line, NOW, ZONE).enough


@pytest.mark.parametrize("line", ["", "@ana", "@ana this week", "sql urgent", "30m"])
def test_less_than_that_opens_the_form(line: str) -> None:
    assert not take_apart(line, NOW, ZONE).enough


def test_a_line_made_for_a_button_keeps_a_topic_as_it_is() -> None:
    said = take_apart('@ana 30m about "so" he said "no"', NOW, ZONE, exact=True)
    assert said.topic == '"so" he said "no"'
