"""Who people are to those whom they are introduced to, in a line each; pure, no store."""

from datetime import UTC, datetime
from typing import Any

import pytest

from facilitation.people.model import Member
from facilitation.rounds import who
from facilitation.talk.messages import Items, plain
from facilitation.talk.readers import Reader
from facilitation.talk.when.weeks import Week
from facilitation.talk.words import first

AT = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
"""A Tuesday."""


def person(name: str, zone: str = "Europe/Berlin", **known: Any) -> Member:
    return Member(id=f"x:{name}", workspace="x", name=name, zone=zone, **known)


def lines(*people: Member, reader: Member | None = None) -> list[str]:
    blocks = who.each(people, AT, reader)
    read = Reader()
    return [
        plain(read.spans(line))
        for block in blocks
        if isinstance(block, Items)
        for line in block.lines
    ]


@pytest.mark.parametrize(
    ("known", "said"),
    [
        ({"team": "Design", "location": "Berlin"}, "Ana: Design, in Berlin."),
        ({"team": "Design"}, "Ana: Design."),
        ({"location": "Berlin", "wants": ("SQL",)}, "Ana: in Berlin. Wants SQL."),
        ({"offers": ("Figma", "Go")}, "Ana. Offers Figma and Go."),
        ({"offers": ("Figma",), "wants": ("SQL",)}, "Ana. Offers Figma, wants SQL."),
    ],
)
def test_a_line_says_what_is_known_and_nothing_else(known: dict[str, Any], said: str) -> None:
    assert lines(person("Ana", **known)) == [said]


def test_of_people_of_whom_nothing_is_known_there_is_no_line() -> None:
    assert lines(person("Ana"), person("Ben")) == []


def test_a_reader_reads_how_the_others_clock_differs_from_theirs() -> None:
    tokyo, berlin = person("Kei", "Asia/Tokyo"), person("Ana")
    assert lines(tokyo, reader=berlin) == ["Kei. Kei's clock in Tokyo is 8 hours ahead of yours."]
    assert lines(berlin, reader=tokyo) == ["Ana. Ana's clock in Berlin is 8 hours behind yours."]
    assert lines(tokyo, berlin) == ["Kei. On Tokyo time.", "Ana. On Berlin time."]


@pytest.mark.parametrize(
    ("zones", "hours"),
    [
        (("Europe/Berlin", "Europe/Berlin"), (8, 16)),
        (("Europe/Berlin", "Europe/Lisbon"), (9, 16)),
        (("Europe/Berlin", "America/New_York"), (14, 16)),
        (("Europe/Berlin", "Europe/Lisbon", "America/New_York"), (14, 16)),
        (("Europe/Berlin", "Asia/Tokyo"), None),
    ],
)
def test_the_hours_that_all_work_are_those_in_which_all_do(
    zones: tuple[str, ...], hours: tuple[int, int] | None
) -> None:
    people = [person(f"p{n}", zone) for n, zone in enumerate(zones)]
    shared = who.shared(people, AT)
    assert (shared and tuple(at.hour for at in shared)) == hours


def test_the_day_is_the_first_on_which_all_work() -> None:
    days = Week(((),) * 3 + (((540, 1020),),) + ((),) * 3)
    shared = who.shared([person("Ana"), person("Ben", work=days)], AT)
    assert shared is not None
    assert shared[0].date().isoformat() == "2026-11-26"


@pytest.mark.parametrize(
    ("name", "called"),
    [
        ("Ana Sousa", "Ana"),
        ("Sousa, Ana", "Ana"),
        ("Dr. Ana Sousa", "Ana"),
        ("Ana", "Ana"),
        ("J. R. Hartley", "Hartley"),
        ("", ""),
    ],
)
def test_a_first_name_is_what_colleagues_call_somebody(name: str, called: str) -> None:
    assert first(name) == called
