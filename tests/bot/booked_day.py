"""A day on which people in four processes book each other, the weeks after it, and what must be true of them."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import Engine, select

from bot import timetable
from facilitation.bookings.model import Booking
from facilitation.errors import Conflict
from facilitation.skills import naming
from facilitation.skills import service as skills
from facilitation.steps import service as steps
from storage.help_tables import booking, slot
from storage.tables import delivery, step
from tests.company import WORKSPACE, Company, person
from tests.simulators.bookers import SKILLS, Crowd, crowd
from tests.storage_fixtures import store_on

TUESDAY = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
"""Nine in the morning in Berlin."""
BEAT = timedelta(minutes=15)
BEATS = 32
PROCESSES = 4
ANSWERS = 3
"""How many cards each process answers for each booking it asks for."""
ENDED = {"over", "declined", "withdrawn", "lapsed", "cancelled"}


@dataclass
class Day:
    """A day of bookings on a database, lived through."""

    company: Company
    engine: Engine
    crowd: Crowd
    lost: int = 0
    """How many steps somebody else was faster with, which were done at the next look."""
    most_open: int = 0
    """How many requests waited for one peer's answer at once, at the most."""

    def bookings(self) -> list[Booking]:
        """Return every booking there is."""
        with self.engine.connect() as connection:
            ids = connection.execute(select(booking.c.id)).scalars().all()
        with self.company.store.begin() as work:
            return [work.bookings.get(one) for one in ids]

    def held(self) -> Counter[tuple[str, datetime, str]]:
        """Return the quarters of an hour that are taken up: whose, when, by which booking."""
        with self.engine.connect() as connection:
            rows = connection.execute(select(slot.c.member, slot.c.at, slot.c.by))
            return Counter((row.member, row.at, row.by) for row in rows)

    def sent(self) -> Counter[str]:
        """Return the keys of what has been delivered."""
        with self.engine.connect() as connection:
            found = select(delivery.c.key).where(delivery.c.state == "sent")
            return Counter(connection.execute(found).scalars())

    def count(self) -> None:
        """Take note of how many requests wait for one peer's answer."""
        with self.company.store.begin() as work:
            members = [m.id for m in work.members.of(WORKSPACE)]
            self.most_open = max(self.most_open, *work.bookings.open_of(members).values())

    def look(self) -> None:
        """Do everything that is due now, as a worker does while people go on; then deliver."""
        with self.company.store.begin() as work:
            dues = steps.due(work, self.company.now, 500)
        for due in dues:
            try:
                timetable.run_step(self.company.store, due, self.company.now)
            except Conflict:
                self.lost += 1
        while self.company.deliver():
            pass

    def wind_down(self, days: int = 45) -> None:
        """Let time go on with nobody at work, until nothing is due any more."""
        until = self.company.now + timedelta(days=days)
        while at := self._next(until):
            # what is due within three hours is done together, late by a little as on a busy machine
            self.company.now = max(at, min(self.company.now + timedelta(hours=3), until))
            self.look()

    def _next(self, until: datetime) -> datetime | None:
        return self.company.next_at(until) or (self.company.now if self._is_due() else None)

    def _is_due(self) -> bool:
        with self.company.store.begin() as work:
            return bool(steps.due(work, self.company.now, 1))

    def waiting(self) -> set[str]:
        """Return the ids of the bookings of which a step will come."""
        with self.engine.connect() as connection:
            return set(connection.execute(select(step.c.record)).scalars())


@contextmanager
def live_through(
    engine: Engine, log: Path, count: int, people: int, seed: int = 1
) -> Iterator[Day]:
    """Let people ask for `count` bookings over a day, from four processes; yield the day at its end."""
    company = Company(store_on(engine), now=TUESDAY)
    names = [f"p{n:03}" for n in range(people)]
    zones = ("Europe/Berlin", "Europe/Berlin", "Europe/Lisbon")
    company.settle(*(person(name, zone=zones[n % 3]) for n, name in enumerate(names)))
    _offer(company, names)
    url = engine.url.render_as_string(hide_password=False)
    with log.open("w") as errors, crowd(url, names, PROCESSES, errors, seed) as busy:
        day = Day(company, engine, busy)
        for beat in range(BEATS):
            company.now = TUESDAY + beat * BEAT
            share = _share(count, beat, busy.made)
            busy.begin(company.now, share, ANSWERS * max(share))
            day.look()
            busy.end()
            day.look()
            day.count()
        yield day


def _share(count: int, beat: int, made: int) -> list[int]:
    """Return how many bookings each process asks for, so that all are asked for by the day's end."""
    due = count * (beat + 1) // BEATS - made
    return [(due + number) // PROCESSES for number in range(PROCESSES)]


def _offer(company: Company, names: list[str]) -> None:
    """Let everybody offer a skill or two."""
    with company.store.begin() as work:
        for place, name in enumerate(names):
            member = work.members.get(f"{WORKSPACE}:{name}")
            for word in {SKILLS[place % len(SKILLS)], SKILLS[place // 2 % len(SKILLS)]}:
                named = naming.read(work, WORKSPACE, word, exact=True)
                skill = skills.settle(work, WORKSPACE, named, member.id, company.now)
                member = skills.offer(work, member, [(skill, None)], company.now).member


def quarters(one: Booking) -> list[tuple[str, datetime, str]]:
    """Return the quarters of an hour that an agreed booking takes up: whose, when, by which booking."""
    assert one.starts_at is not None
    times = [one.starts_at + timedelta(minutes=n) for n in range(0, one.minutes, 15)]
    return [(who, at, one.id) for who in one.people for at in times]


def doubles(found: list[Booking]) -> list[tuple[str, datetime]]:
    """Return the quarters of an hour that belong to two bookings of one person."""
    agreed = [one for one in found if one.state in ("agreed", "over")]
    busy = Counter((who, at) for one in agreed for who, at, _ in quarters(one))
    return [place for place, count in busy.items() if count > 1]


def what_is_held_is_agreed(day: Day, found: list[Booking]) -> None:
    """Check that agreed bookings hold their own quarters of an hour, and nothing else is held."""
    agreed = [one for one in found if one.state in ("agreed", "over")]
    assert day.held() == Counter(held for one in agreed for held in quarters(one))


def every_request_goes_on_or_has_ended(day: Day, found: list[Booking]) -> None:
    """Check that what has not ended has a step that will come."""
    waiting = day.waiting()
    stuck = [one for one in found if one.state not in ENDED and one.id not in waiting]
    assert stuck == []
