"""What is urgent goes on to the next best after an hour of the work of whoever is asked."""

from datetime import UTC, datetime, timedelta

import pytest

from facilitation.talk.incoming import Ask
from facilitation.talk.when import hours, weeks
from facilitation.work import Store
from tests.company import Company, person
from tests.facilitation.booked import accepts, last, newest, offers, pressed, said, words


@pytest.fixture
def company(store: Store) -> Company:
    company = Company(store)
    company.settle(person("ana"), person("ben"), person("cleo"), person("dan"))
    offers(company, "Kubernetes", "ben", "cleo", level=4)
    return company


def asked(company: Company) -> str:
    return newest(company, "ana").peer.rsplit(":", 1)[-1]


def test_after_an_hour_the_next_best_is_asked_and_both_hear_of_it(company):
    reply = said(company.says("ana", 'book kubernetes 30m urgent "it is down"'))
    company.work_through()
    assert "I ask somebody else" in words(reply)
    first = asked(company)
    company.move_to(company.now + timedelta(minutes=59))
    assert asked(company) == first
    company.move_to(company.now + timedelta(minutes=1))
    second = asked(company)
    assert {first, second} == {"ben", "cleo"}
    assert "asks for your time" in last(company, second).title
    told = last(company, "ana")
    assert told.title == f"{second.title()} is asked now"
    assert "hear from me again" in words(told)
    assert "asks for your time" not in last(company, first).title
    pressed(company, second, last(company, second), accepts(last(company, second))[0].text)
    assert newest(company, "ana").state == "agreed"


def test_the_hour_is_of_the_work_of_who_is_asked(company):
    company.move_to(datetime(2026, 11, 19, 15, 30, tzinfo=UTC))
    company.says("ana", "book kubernetes 30m urgent")
    company.work_through()
    first = asked(company)
    company.move_to(datetime(2026, 11, 20, 8, 29, tzinfo=UTC))
    assert asked(company) == first
    company.move_to(datetime(2026, 11, 20, 8, 30, tzinfo=UTC))
    assert asked(company) != first


def test_what_is_not_urgent_waits_a_day_and_says_until_when(company):
    reply = said(company.says("ana", "book kubernetes 30m next week"))
    company.work_through()
    assert "I ask again on" in words(reply)
    first = asked(company)
    company.move_to(company.now + timedelta(hours=5))
    assert asked(company) == first


def test_somebody_asked_by_name_is_asked_once_more(company):
    company.says("ana", "book @dan 30m urgent")
    company.work_through()
    company.move_to(company.now + timedelta(hours=1))
    assert last(company, "dan").title == "Ana still hopes for your time"
    company.move_to(company.now + timedelta(hours=1))
    told = last(company, "ana")
    assert told.title == "No answer from Dan yet"
    assert "ask somebody else" in words(told)


def test_whom_to_ask_instead_is_all_that_is_left_to_say_about_the_same(company):
    company.says("ana", 'book @dan 45m urgent "my CV, again"')
    company.work_through()
    company.move_to(company.now + timedelta(hours=3))
    form = pressed(company, "ana", last(company, "ana"), "Ask somebody else")
    assert isinstance(form, Ask)
    shown = str(form.form)
    assert "my CV, again" in shown
    assert "45" in shown


def test_minutes_of_work_are_counted_over_nights_and_free_days() -> None:
    friday = datetime(2026, 11, 27, 16, 30, tzinfo=UTC)
    office, night = weeks.OFFICE, weeks.read("22:00-06:00")
    assert hours.work_later(friday, 60, "UTC", office) == datetime(2026, 11, 30, 9, 30, tzinfo=UTC)
    off = {datetime(2026, 11, 30, tzinfo=UTC).date()}
    assert hours.work_later(friday, 60, "UTC", office, off).day == 1
    late = datetime(2026, 11, 27, 23, 30, tzinfo=UTC)
    assert hours.work_later(late, 60, "UTC", night) == late + timedelta(hours=1)
    split = weeks.read("9-12, 13-17")
    noon = datetime(2026, 11, 27, 11, 30, tzinfo=UTC)
    assert hours.work_later(noon, 60, "UTC", split) == noon.replace(hour=13, minute=30)
