"""Proposing times for two and eight people: near and half a world apart, calendars free and full."""

import random
import time
from datetime import UTC, datetime, timedelta

from facilitation.sessions.times import Person, propose
from facilitation.talk.when.hours import Quiet
from tests.benchmarks.figures import Figure

ZONES = """Europe/Berlin Europe/London America/New_York America/Los_Angeles America/Sao_Paulo
Asia/Kolkata Asia/Kathmandu Asia/Tokyo Australia/Lord_Howe Pacific/Auckland""".split()
GOAL = 5
NOW = datetime(2026, 10, 20, 9, 7, tzinfo=UTC)
WEEK = timedelta(weeks=1)


def run() -> list[Figure]:
    """Measure each kind of request for people of many places; the clocks change in the window."""
    return [
        _figure("a week, a free calendar", 1, 0),
        _figure("a week, half of it taken", 1, 300),
        _figure("eight weeks, half of them taken", 8, 2400),
        _figure("eight people, a week, half of it taken", 1, 300, people=8),
    ]


def _figure(what: str, weeks: int, busy: int, *, people: int = 2) -> Figure:
    chance = random.Random(1)
    holidays = frozenset((NOW + timedelta(days=day)).date() for day in range(0, 60, 9))
    took = []
    for _ in range(300):
        work = chance.choice([(540, 1020), (420, 900), (600, 1140), (1320, 360)])
        many = [
            Person(chance.choice(ZONES), hours, Quiet(holidays=holidays))
            for hours in ((540, 1020), *[work] * (people - 1))
        ]
        first = NOW.replace(minute=0)
        slots = chance.sample(range(weeks * 7 * 96), busy)
        taken = {first + slot * timedelta(minutes=15) for slot in slots}
        began = time.perf_counter()
        propose(
            many,
            opens=NOW,
            closes=NOW + weeks * WEEK,
            minutes=chance.choice([15, 30, 60, 120]),
            now=NOW,
            taken=taken,
            but_not=[NOW + timedelta(days=1)],
        )
        took.append((time.perf_counter() - began) * 1000)
    return Figure(what, took, "ms", GOAL)
