"""Weeks of people who book, answer, change their minds and fall silent at random: nothing is ever left hanging."""

import random
from datetime import timedelta
from itertools import pairwise

import pytest

from facilitation.bookings.model import Booking
from facilitation.steps import service as steps
from facilitation.talk.incoming import Ask, Reply, Say
from facilitation.talk.messages import Buttons
from storage.work import Store
from tests.company import WORKSPACE, Company, person
from tests.counts import upto
from tests.facilitation.booked import fills, of, offers

NAMES = ("ana", "ben", "cleo", "dan", "eve", "fay")
ZONES = ("Europe/Berlin", "Asia/Tokyo", "America/New_York", "Europe/London")
LINES = (
    "book kubernetes 30m this week",
    "book kubernetes 45m next week urgent",
    'book sql 30m "joins"',
    "book sql 1h today",
    "move tue 10:00, wed 11:00",
    "cancel booking no time",
    "withdraw",
)


def lines_in(company: Company, name: str) -> list[str]:
    """Return what every button ever shown to a member runs."""
    return [
        one.command
        for message in company.inbox(name)
        for block in message.blocks
        if isinstance(block, Buttons)
        for one in block.buttons
    ]


def answer(company: Company, name: str, reply: Reply, chance: random.Random) -> None:
    """Send a form off that a button has opened, and say yes where other times are shown than were asked for."""
    if isinstance(reply, Say):
        rows = [b.buttons for b in reply.message.blocks if isinstance(b, Buttons)]
        asks = [one.command for row in rows for one in row if one.command.startswith("book ")]
        if str(reply.message.title) == "Nothing is free then" or "working day" in str(
            reply.message.title
        ):
            company.says(name, asks[-1])
    if not isinstance(reply, Ask):
        return
    at = company.now + timedelta(days=chance.randrange(1, 6))
    first = f"{at:%Y-%m-%d}T{chance.randrange(8, 18):02}:{chance.choice((0, 15, 30, 45)):02}"
    fills(company, name, reply.form.command, first=first, reason="", skill="sql", when="soon")


def every(company: Company) -> list[Booking]:
    """Return every booking there is."""
    since = company.now - timedelta(days=400)
    with company.store.begin() as work:
        found = {b.id: b for n in NAMES for b in work.bookings.of_member(of(n), since, 1000)}
    return list(found.values())


def check_no_two_at_once(found: list[Booking]) -> None:
    """Fail where somebody is to be in two bookings at the same time."""
    for name in NAMES:
        agreed = [b for b in found if b.state in ("agreed", "over") and of(name) in b.people]
        spans = sorted((b.starts_at, b.ends_at) for b in agreed if b.starts_at and b.ends_at)
        for (_, ends), (starts, _) in pairwise(spans):
            assert ends <= starts, f"{name} is booked twice at {starts}"


@pytest.mark.parametrize("seed", range(upto(1, 2)))
def test_after_weeks_of_anything_nobody_is_booked_twice_and_every_request_has_ended(
    store: Store, seed: int
) -> None:
    chance = random.Random(seed)
    company = Company(store)
    company.settle(*(person(n, zone=chance.choice(ZONES), team=n) for n in NAMES))
    offers(company, "Kubernetes", *NAMES[:3])
    offers(company, "SQL", *NAMES[2:])
    for _ in range(120):
        name = chance.choice(NAMES)
        shown = [line for line in lines_in(company, name)[-12:] if not line.startswith("want")]
        line = chance.choice(shown) if shown and chance.random() < 0.6 else chance.choice(LINES)
        answer(company, name, company.says(name, line), chance)
        company.pass_(hours=chance.choice((0, 0, 1, 3, 12)))
        check_no_two_at_once(every(company))
    with company.store.begin() as work:
        assert len(work.members.of(WORKSPACE)) == len(NAMES)
    company.pass_(days=60)
    found = every(company)
    assert len(found) > 20
    assert {b.state for b in found} <= {"over", "declined", "withdrawn", "lapsed", "cancelled"}
    with company.store.begin() as work:
        assert steps.due(work, company.now + timedelta(days=365)) == []
    assert {b.state for b in found} >= {"over", "lapsed"}
    assert not company.bugs
