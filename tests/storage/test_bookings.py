"""Bookings on both databases: whose turn it is, what is due, whom it was asked of."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest

from facilitation.bookings.model import Booking
from facilitation.errors import Conflict, NotFound
from facilitation.work import Work
from storage.columns import Unstorable
from storage.work import Store
from tests.storage.examples import HOUR, NOW, W, booking, company

DAY = timedelta(days=1)
ANA, BO, CY = (f"{W}:{name}" for name in ("ana", "bo", "cy"))
HOSTILE = (
    "'); DROP TABLE booking; --",
    "<b>*_`%\\",
    "größe 🦀\N{RIGHT-TO-LEFT OVERRIDE}",
    "\r\n\t",
)


@pytest.fixture
def fern(store: Store) -> Store:
    """A store with a workspace and three members."""
    company(store, "ana", "bo", "cy")
    return store


def save(store: Store, *bookings: Booking) -> list[Booking]:
    with store.begin() as work:
        return [work.bookings.save(each) for each in bookings]


def test_a_booking_comes_back_as_it_was_written(fern: Store) -> None:
    whole = booking(
        skill="Python",
        topic="größe 🦀",
        minutes=45,
        urgent=True,
        state="agreed",
        turn="asker",
        times=(NOW, NOW + HOUR),
        counters=2,
        starts_at=NOW + DAY,
        passed=(CY,),
        suggested=CY,
        reason='no, "sorry"',
        sequence=3,
        asked_at=NOW + 2 * HOUR,
    )
    (saved,) = save(fern, whole)
    with fern.begin() as work:
        assert work.bookings.get("bkg_1") == saved == replace(whole, version=1)
        assert work.bookings.by_token("token 1") == saved
        assert work.bookings.by_token("token 2") is None
        assert work.bookings.by_token("") is None
        with pytest.raises(NotFound):
            work.bookings.get("bkg_2")


def test_proposed_times_come_back_in_utc_whatever_zone_they_were_in(fern: Store) -> None:
    kathmandu = timezone(timedelta(hours=5, minutes=45))
    there = datetime(2026, 11, 25, 9, 0, tzinfo=kathmandu)
    save(fern, booking(times=(there,), starts_at=there))
    with fern.begin() as work:
        found = work.bookings.get("bkg_1")
    assert found.times == (there,)
    assert found.times[0].tzinfo == UTC
    assert found.starts_at == there


def test_a_time_without_a_zone_is_refused(fern: Store) -> None:
    with pytest.raises(Exception, match="without a zone"):
        save(fern, booking(times=(datetime(2026, 11, 25, 9, 0),)))


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_are_only_words(fern: Store, words: str) -> None:
    whole = booking(topic=words, skill=words, reason=words, token=words, passed=(words,))
    (saved,) = save(fern, whole)
    with fern.begin() as work:
        assert work.bookings.by_token(words) == saved == replace(whole, version=1)


def test_words_that_no_database_holds_are_refused_with_a_sentence(fern: Store) -> None:
    for words in ("a\x00b", "\ud83d"):
        with pytest.raises(Unstorable):
            save(fern, booking(topic=words))
        with pytest.raises(Unstorable):
            save(fern, booking(passed=(words,)))


def test_the_second_of_two_changes_of_a_booking_is_a_conflict(fern: Store) -> None:
    (saved,) = save(fern, booking())
    save(fern, replace(saved, state="agreed", starts_at=NOW))
    with pytest.raises(Conflict):
        save(fern, replace(saved, state="withdrawn"))
    with pytest.raises(Conflict):
        save(fern, booking())
    with pytest.raises(Conflict):
        save(fern, booking(2, token="token 1"))
    with fern.begin() as work:
        assert work.bookings.get("bkg_1").state == "agreed"


def test_a_members_bookings_are_those_they_are_in_newest_first(fern: Store) -> None:
    save(fern, booking(1, "ana", "bo"), booking(2, "cy", "ana"), booking(3, "bo", "cy"))
    save(fern, booking(4, "ana", "cy", passed=(BO,)))
    with fern.begin() as work:
        mine = [each.id for each in work.bookings.of_member(ANA, NOW)]
        assert mine == ["bkg_4", "bkg_2", "bkg_1"]
        assert [each.id for each in work.bookings.of_member(BO, NOW)] == ["bkg_3", "bkg_1"]
        assert [each.id for each in work.bookings.of_member(ANA, NOW, 1)] == ["bkg_4"]
        assert work.bookings.of_member("nobody", NOW) == []


def test_a_members_bookings_are_those_made_or_taking_place_since(fern: Store) -> None:
    old = NOW - 9 * DAY
    save(fern, booking(1, created_at=old), booking(2, created_at=old, starts_at=NOW + DAY))
    save(fern, booking(3, created_at=old, starts_at=NOW - DAY), booking(4))
    with fern.begin() as work:
        assert [each.id for each in work.bookings.of_member(ANA, NOW)] == ["bkg_4", "bkg_2"]
        assert [each.id for each in work.bookings.of_member(BO, NOW)] == ["bkg_4", "bkg_2"]


def test_open_requests_are_those_that_wait_for_the_peers_answer(fern: Store) -> None:
    save(fern, booking(1), booking(2, "cy"), booking(3, turn="asker"), booking(4, "bo", "cy"))
    others: tuple[Any, ...] = ("agreed", "declined", "withdrawn", "lapsed", "cancelled", "over")
    save(fern, *(booking(10 + n, state=state) for n, state in enumerate(others)))
    with fern.begin() as work:
        assert work.bookings.open_of([ANA, BO, CY, BO]) == {ANA: 0, BO: 2, CY: 1}
        assert work.bookings.open_of([]) == {}


def asked_since(work: Work, members: list[str], since: datetime) -> dict[str, tuple[datetime, ...]]:
    stand = work.skills.standing(ANA, members, "python", since)
    return {who: one.asked for who, one in stand.items()}


def test_who_was_asked_for_time_is_remembered_whatever_came_of_it(fern: Store) -> None:
    (first,) = save(fern, booking(1, created_at=NOW + HOUR))
    save(fern, booking(2, "cy", created_at=NOW - DAY), booking(3, "cy", created_at=NOW))
    (first,) = save(fern, replace(first, counters=1))
    next_at = NOW + 5 * HOUR
    (first,) = save(fern, replace(first, peer=CY, passed=(BO,), asked_at=next_at))
    save(fern, replace(first, state="withdrawn"))
    with fern.begin() as work:
        everybody = [ANA, BO, CY]
        assert asked_since(work, everybody, NOW) == {
            ANA: (),
            BO: (NOW, NOW + HOUR),
            CY: (next_at,),
        }
        assert asked_since(work, [BO], NOW - DAY)[BO] == (NOW - DAY, NOW, NOW + HOUR)
        assert asked_since(work, [], NOW) == {}


def test_a_booking_without_an_asking_is_no_asking(fern: Store) -> None:
    save(fern, booking(1, state="agreed", starts_at=NOW))
    with fern.begin() as work:
        assert asked_since(work, [BO], NOW - DAY) == {BO: ()}
