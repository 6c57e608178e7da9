"""Quarters of an hour, on both databases: a member has each of them once, whoever books them at the same instant."""

import random
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

import pytest
from sqlalchemy import Engine, select

from facilitation.bookings.model import Booking
from facilitation.bookings.times import calendar
from facilitation.errors import Conflict
from facilitation.sessions.model import SLOT
from facilitation.work import Work
from storage.help_tables import slot
from storage.work import Store
from tests.storage.examples import W, booking, company, member
from tests.storage.races import another, at_once
from tests.storage_fixtures import store_on

SLOTS = (slot.c.member, slot.c.at, slot.c.by)
TEN = datetime(2026, 11, 25, 10, 0, tzinfo=UTC)
DAY = timedelta(days=1)
ANA, BO, CY, DEE = (f"{W}:{name}" for name in ("ana", "bo", "cy", "dee"))


@pytest.fixture
def fern(store: Store) -> Store:
    """A store with a workspace and four members."""
    company(store, "ana", "bo", "cy", "dee")
    return store


def agreed(number: int, asker: str, peer: str, quarters: int = 0, **more: Any) -> Booking:
    starts_at = TEN + quarters * SLOT
    return booking(number, asker, peer, state="agreed", starts_at=starts_at, **more)


def takes(work: Work, one: Booking) -> bool:
    """Take the quarters of a booking with a time."""
    return work.slots.take(one.id, one.people, *calendar.span(one))


def take(store: Store, one: Booking) -> bool:
    with store.begin() as work:
        if not one.version:
            one = work.bookings.save(one)
        return takes(work, one)


def taken(store: Store, *members: str) -> list[list[int]]:
    """Return of each member which quarters after ten are taken."""
    with store.begin() as work:
        found = work.slots.taken(members, TEN - DAY, TEN + DAY)
    return [sorted((at - TEN) // SLOT for at in found[member]) for member in members]


def test_a_booking_takes_the_quarters_of_both(fern: Store) -> None:
    assert take(fern, agreed(1, "ana", "bo", minutes=45))
    assert taken(fern, ANA, BO, CY) == [[0, 1, 2], [0, 1, 2], []]


def test_a_booking_off_the_quarters_takes_all_it_touches(fern: Store) -> None:
    odd = TEN + timedelta(minutes=3, microseconds=123_457)
    assert take(fern, booking(1, "ana", "bo", minutes=30, starts_at=odd))
    with fern.begin() as work:
        found = work.slots.taken([ANA], TEN - DAY, TEN + DAY)
    assert found == {ANA: {TEN, TEN + SLOT, TEN + 2 * SLOT}}


def test_what_is_taken_is_told_between_two_instants(fern: Store) -> None:
    assert take(fern, agreed(1, "ana", "bo", minutes=60))
    with fern.begin() as work:
        spans = {
            (TEN, TEN + 4 * SLOT): 4,
            (TEN + SLOT, TEN + 3 * SLOT): 2,
            (TEN + SLOT / 2, TEN + SLOT): 1,
            (TEN + 4 * SLOT, TEN + DAY): 0,
            (TEN - DAY, TEN): 0,
        }
        for (start, end), count in spans.items():
            assert len(work.slots.taken([BO], start, end)[BO]) == count
        assert work.slots.taken([], TEN, TEN + DAY) == {}


def test_a_booking_takes_all_its_quarters_or_none(fern: Store) -> None:
    assert take(fern, agreed(1, "ana", "bo", 1))
    assert not take(fern, agreed(2, "cy", "bo", 0))
    assert not take(fern, agreed(3, "bo", "dee", 2))
    assert taken(fern, ANA, BO, CY, DEE) == [[1, 2], [1, 2], [], []]
    assert take(fern, agreed(4, "cy", "bo", 3))
    assert take(fern, agreed(5, "cy", "dee", 1))


def test_a_unit_goes_on_after_it_got_none(fern: Store) -> None:
    assert take(fern, agreed(1, "ana", "bo"))
    with fern.begin() as work:
        second = work.bookings.save(agreed(2, "cy", "bo"))
        assert not takes(work, second)
        work.bookings.save(replace(second, state="asked", starts_at=None))
    with fern.begin() as work:
        assert work.bookings.get("bkg_2").state == "asked"


def test_a_booking_that_is_taken_twice_is_taken_once(fern: Store) -> None:
    one = agreed(1, "ana", "bo")
    assert take(fern, one)
    assert take(fern, replace(one, version=1))
    assert taken(fern, ANA, BO) == [[0, 1], [0, 1]]


def test_a_booking_that_moves_lets_go_of_what_it_held(fern: Store) -> None:
    assert take(fern, agreed(1, "ana", "bo", 0, minutes=45))
    assert take(fern, agreed(1, "ana", "bo", 1, minutes=60, version=1))
    assert taken(fern, ANA, BO) == [[1, 2, 3, 4], [1, 2, 3, 4]]
    assert take(fern, agreed(1, "ana", "cy", 2, minutes=15, version=2))
    assert taken(fern, ANA, BO, CY) == [[2], [], [2]]


def test_a_booking_that_cannot_move_keeps_what_it_held(fern: Store) -> None:
    assert take(fern, agreed(1, "ana", "bo", 0))
    assert take(fern, agreed(2, "bo", "cy", 3))
    assert not take(fern, agreed(1, "ana", "bo", 2, version=1))
    assert taken(fern, ANA, BO) == [[0, 1], [0, 1, 3, 4]]


def test_what_is_released_is_free(fern: Store) -> None:
    assert take(fern, agreed(1, "ana", "bo"))
    assert take(fern, agreed(2, "ana", "cy", 2))
    with fern.begin() as work:
        work.slots.release("bkg_1")
        work.slots.release("bkg_7")
    assert taken(fern, ANA, BO, CY) == [[2, 3], [], [2, 3]]
    assert take(fern, agreed(3, "dee", "bo"))


def test_a_booking_without_a_time_takes_nothing(fern: Store) -> None:
    with pytest.raises(ValueError, match="no time"):
        take(fern, booking(1))


def test_of_two_accepts_at_once_one_wins(engine: Engine) -> None:
    company(store_on(engine), "ana", "bo", "cy", "dee")
    for turn in range(20):
        rivals = [
            agreed(2 * turn, "ana", "bo", turn * 2),
            agreed(2 * turn + 1, "cy", "bo", turn * 2),
        ]
        with store_on(engine).begin() as work:
            saved = [work.bookings.save(rival) for rival in rivals]
        won: list[bool] = []

        def accept(rival: Booking) -> Callable[[], None]:
            def one() -> None:
                own = another(engine)
                won.append(take(store_on(own), rival))  # noqa: B023 - done before the next turn
                own.dispose()

            return one

        at_once(*map(accept, saved))
        assert sorted(won) == [False, True]


def test_of_two_who_accept_one_booking_at_once_one_does(engine: Engine) -> None:
    store = store_on(engine)
    company(store, "ana", "bo")
    with store.begin() as work:
        asked = work.bookings.save(booking(1, times=(TEN, TEN + DAY)))
    told: list[str] = []

    def accept(time: datetime) -> Callable[[], None]:
        def one() -> None:
            own = another(engine)
            try:
                with store_on(own).begin() as work:
                    saved = work.bookings.save(replace(asked, state="agreed", starts_at=time))
                    assert takes(work, saved)
                told.append("agreed")
            except Conflict:
                told.append("too late")
            own.dispose()

        return one

    at_once(*map(accept, asked.times))
    assert sorted(told) == ["agreed", "too late"]
    with store.begin() as work:
        assert len(work.slots.taken([ANA], TEN, TEN + 2 * DAY)[ANA]) == 2


class Busybody:
    """A program of its own that books, moves and cancels at random among these people."""

    def __init__(self, engine: Engine, number: int, people: list[str]) -> None:
        """Take the database, what to draw by, and whose time it is."""
        self.engine = another(engine)
        self.store = store_on(self.engine)
        self.chance = random.Random(number)
        self.numbers = iter(range(number * 1_000, number * 1_000 + 1_000))
        self.people = people
        self.agreed: list[Booking] = []
        self.refused = 0

    def run(self, turns: int) -> None:
        """Do this often one of the three."""
        for _ in range(turns):
            act = self.chance.choice((self.book, self.book, self.move, self.cancel))
            if self.agreed or act == self.book:
                act()
        self.engine.dispose()

    def time(self) -> datetime:
        """Draw one of eighty quarters."""
        return TEN + self.chance.randrange(80) * SLOT

    def book(self) -> None:
        """Ask somebody for time, and agree on one in a second unit, if it is free."""
        asker, peer = self.chance.sample(self.people, 2)
        minutes = self.chance.choice((15, 30, 60))
        with self.store.begin() as work:
            asked = work.bookings.save(booking(next(self.numbers), asker, peer, minutes=minutes))
        self._try(replace(asked, state="agreed", starts_at=self.time()))

    def move(self) -> None:
        """Move a booking, if its new time is free."""
        moved = self.chance.choice(self.agreed)
        if self._try(replace(moved, starts_at=self.time(), sequence=moved.sequence + 1)):
            self.agreed.remove(moved)

    def cancel(self) -> None:
        """Cancel a booking."""
        gone = self.agreed.pop(self.chance.randrange(len(self.agreed)))
        with self.store.begin() as work:
            work.bookings.save(replace(gone, state="cancelled"))
            work.slots.release(gone.id)

    def _try(self, wanted: Booking) -> bool:
        with self.store.begin() as work:
            got = takes(work, wanted)
            if got:
                self.agreed.append(work.bookings.save(wanted))
        self.refused += not got
        return got


def test_four_programs_that_book_move_and_cancel_at_random_leave_no_double_slot(
    engine: Engine,
) -> None:
    names = [f"m{number}" for number in range(8)]
    company(store_on(engine))
    with store_on(engine).begin() as work:
        work.members.save_all([member(name, offers=("Python", "SQL")) for name in names])
    programs = [Busybody(engine, number, names) for number in range(4)]
    at_once(*(partial(program.run, 200) for program in programs))

    standing = [each for program in programs for each in program.agreed]
    promised = Counter(
        (who, each.starts_at + quarter * SLOT, each.id)
        for each in standing
        for who in each.people
        for quarter in range(each.minutes // 15)
        if each.starts_at
    )
    with store_on(engine).begin() as work:
        assert [work.bookings.get(each.id) for each in standing] == standing
    with engine.begin() as connection:
        kept = Counter((who, at, of) for who, at, of in connection.execute(select(*SLOTS)))
    assert promised == kept
    assert max(Counter((who, at) for who, at, _ in promised).values()) == 1
    assert len(standing) > 20
    assert sum(program.refused for program in programs) > 100


def test_a_session_of_many_takes_the_quarters_of_all_of_them_or_none(fern: Store) -> None:
    assert take(fern, agreed(1, "ana", "bo", 2))
    with fern.begin() as work:
        everybody = (ANA, CY, DEE)
        assert not work.slots.take("ses_1", everybody, TEN, TEN + 3 * SLOT)
        assert work.slots.take("ses_1", everybody, TEN, TEN + 2 * SLOT)
    assert taken(fern, ANA, BO, CY, DEE) == [[0, 1, 2, 3], [2, 3], [0, 1], [0, 1]]
    assert not take(fern, agreed(2, "dee", "bo", 1))
    with fern.begin() as work:
        work.slots.release("ses_1")
    assert taken(fern, ANA, CY) == [[2, 3], []]
