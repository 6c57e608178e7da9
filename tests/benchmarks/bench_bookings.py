"""A day of 1,000 bookings from four processes on PostgreSQL: nobody booked twice, no request without an end."""

import tempfile
import time
from pathlib import Path

from storage.engine import make_engine
from storage.migrate import upgrade
from tests import postgres
from tests.benchmarks.figures import Figure
from tests.bot import booked_day

BOOKINGS = 1000
PEOPLE = 120


def run() -> list[Figure]:
    """Live through one such day and the weeks after it, and count what must not be."""
    with tempfile.TemporaryDirectory() as folder, postgres.server() as server:
        url = server.create_database()
        upgrade(url)
        engine = make_engine(url)
        began = time.perf_counter()
        log = Path(folder) / "people.log"
        with booked_day.live_through(engine, log, BOOKINGS, PEOPLE) as day:
            seconds = time.perf_counter() - began
            open_most, asks = float(day.most_open), sum(day.crowd.came.values())
            too_late = day.crowd.came["accept: That time has just gone"]
            bugs = len(day.crowd.bugs)
            double = booked_day.doubles(day.bookings())
            day.wind_down()
            found = day.bookings()
            double += booked_day.doubles(found)
            hanging = [one for one in found if one.state not in booked_day.ENDED]
        engine.dispose()
    return [
        Figure("bookings asked for", [len(found)], "", BOOKINGS, at_least=True),
        Figure("quarters of an hour booked twice", [len(double)], "", 0),
        Figure("requests without an end, 45 days later", [len(hanging)], "", 0),
        Figure("interactions that failed", [bugs], "", 0),
        Figure("requests open with one peer at once", [open_most], "", 3),
        Figure("accepts that came too late and were told so", [too_late], ""),
        Figure("interactions a second, four processes", [asks / seconds], "/s"),
        Figure("the day", [seconds], "s"),
    ]
