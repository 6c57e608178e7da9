"""A large directory is read for the first time: whoever waits for it hears how far that is, and nobody else does."""

from dataclasses import replace
from datetime import timedelta

import pytest

from facilitation import welcome
from facilitation.talk.incoming import DirectoryNews
from tests.company import WORKSPACE, Company, person

SETTING_UP = "I am getting to know everybody"
DONE = "I know everybody now"


@pytest.fixture
def company(store):
    company = Company(store)
    company.settle(
        person("root", role="admin"), person("rita", role="admin"), person("ana"), person("ben")
    )
    company.says("root", "status")
    return company


def read(company, people, *, done=False, by=""):
    """Hear that so many people are read, and let a minute pass."""
    of = f"{WORKSPACE}:{by}" if by else ""
    news = DirectoryNews(workspace=WORKSPACE, people=people, by=of, done=done)
    company.assistant().hear(news)
    if not done:
        company.pass_(minutes=1)
    company.deliver()
    assert not company.bugs


def titles(company, name):
    return [m.title for m in company.inbox(name) if m.title in (SETTING_UP, DONE)]


def test_who_has_just_spoken_or_brought_it_in_is_told_how_far_it_is_and_when_it_is_done(company):
    for people in (1_000, 2_000, 3_000, 9_000, 10_200, 11_000):
        read(company, people, by="ana")
    for name in ("root", "ana"):
        first, second = company.inbox(name)
        assert first == replace(welcome.so_far(2_000), title=first.title)
        assert "2000 people so far" in str(first)
        assert "10,200 people so far" in str(second)
    read(company, 11_300, by="ana", done=True)
    for name in ("root", "ana"):
        assert titles(company, name) == [SETTING_UP, SETTING_UP, DONE]
        assert "11,300 people" in str(company.inbox(name)[-1])
    read(company, 11_300, by="ana", done=True)
    assert titles(company, "root").count(DONE) == 1
    assert not company.inbox("rita"), "an admin who was not there waits for nothing"
    assert not company.inbox("ben")


def test_who_comes_in_the_middle_hears_how_far_it_is_by_then(company):
    read(company, 2_000)
    company.says("rita", "status")
    read(company, 3_000)
    assert titles(company, "rita") == [SETTING_UP]
    assert "3000 people so far" in str(company.inbox("rita")[-1])
    assert titles(company, "root") == [SETTING_UP]


def test_a_small_directory_is_read_without_a_word(company):
    read(company, 1_000)
    read(company, 1_900, done=True)
    assert not company.inbox("root")


def test_what_is_read_sooner_than_it_is_told_is_not_told(company):
    for done in (False, True):
        company.assistant().hear(DirectoryNews(workspace=WORKSPACE, people=2_000, done=done))
    company.pass_(minutes=5)
    assert not company.inbox("root")


def test_a_directory_that_is_known_is_read_again_without_a_word(company):
    with company.store.begin() as work:
        work.members.save_all([person(f"p{n}") for n in range(2_100)])
    read(company, 2_000)
    read(company, 2_104, done=True)
    assert not company.inbox("root")


def test_a_reading_that_begins_anew_says_no_second_time_how_far_it_is(company):
    read(company, 2_000)
    company.now += timedelta(minutes=10)
    read(company, 2_000)
    read(company, 2_500, done=True)
    assert titles(company, "root") == [SETTING_UP, DONE]
