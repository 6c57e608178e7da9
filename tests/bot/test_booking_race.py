"""Four processes full of people book each other all day on PostgreSQL: nobody is booked twice, nothing hangs."""

from pathlib import Path

from sqlalchemy import Engine

from tests.bot import booked_day
from tests.counts import upto

BOOKINGS = upto(120, 200)
PEOPLE = 24


def test_a_day_of_bookings_from_four_processes_leaves_nobody_double_booked_and_nothing_open(
    postgres_engine: Engine, tmp_path: Path
) -> None:
    log = tmp_path / "people.log"
    with booked_day.live_through(postgres_engine, log, BOOKINGS, PEOPLE) as day:
        found = day.bookings()
        assert day.crowd.bugs == []
        assert day.crowd.came["accept: That time has just gone"] > 0, "nobody was too late"
        assert len(found) >= BOOKINGS
        states = {one.state for one in found}
        assert {"agreed", "declined", "withdrawn", "cancelled"} <= states
        assert booked_day.doubles(found) == []
        booked_day.what_is_held_is_agreed(day, found)
        booked_day.every_request_goes_on_or_has_ended(day, found)

        day.wind_down()
        found = day.bookings()
        assert {one.state for one in found} <= booked_day.ENDED
        assert booked_day.doubles(found) == []
        booked_day.what_is_held_is_agreed(day, found)
        sent = day.sent()
        assert set(sent.values()) == {1}
        for one in found:
            if one.state == "over":
                assert {f"{one.id}:after:{who}" for who in one.people} <= sent.keys()
        assert "Traceback" not in log.read_text()
