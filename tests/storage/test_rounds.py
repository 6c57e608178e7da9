"""Rounds and sessions, on both databases."""

from dataclasses import replace

import pytest

from facilitation.errors import Conflict, NotFound
from storage.work import Store
from tests.storage.examples import NOW, circle, company, first_round, round_, session


def test_a_round_comes_back_as_it_was_written(store: Store) -> None:
    company(store)
    written = round_(1, state="open")
    with store.begin() as work:
        assert work.rounds.save(written) == replace(written, version=1)
        assert work.rounds.get("rnd_1") == replace(written, version=1)
        with pytest.raises(NotFound):
            work.rounds.get("rnd_2")


def test_an_occurrence_has_one_round_and_a_program_one_planned(store: Store) -> None:
    company(store)
    with store.begin() as work:
        assert work.rounds.add_if_new(round_(1, state="closed"))
        assert not work.rounds.add_if_new(round_(2, occurrence=round_(1).occurrence))
        assert work.rounds.add_if_new(round_(3))
        assert not work.rounds.add_if_new(round_(4))
        assert not work.rounds.add_if_new(round_(4, state="resting"))
        assert work.rounds.planned("prg_1") == round_(3, version=1)
        assert work.rounds.resting("prg_1") is None
        assert work.rounds.occurrences("prg_1") == {round_(1).occurrence, round_(3).occurrence}
    for twin in (round_(5, occurrence=round_(1).occurrence, state="skipped"), round_(6)):
        with pytest.raises(Conflict), store.begin() as work:
            work.rounds.save(twin)


def test_the_latest_round_is_the_newest_that_opened(store: Store) -> None:
    company(store)
    with store.begin() as work:
        assert work.rounds.latest("prg_1") is None
        assert work.rounds.planned("prg_1") is None
        for number, state in ((2, "open"), (1, "closed"), (3, "skipped"), (4, "planned")):
            work.rounds.save(round_(number, state=state))
        latest = work.rounds.latest("prg_1")
        assert latest is not None
        assert latest.number == 2
        assert [found.number for found in work.rounds.of("prg_1")] == [4, 3, 2, 1]
        assert [found.number for found in work.rounds.of("prg_1", limit=2)] == [4, 3]


def test_sessions_come_back_by_circle_the_newest_of_each(store: Store) -> None:
    company(store, "ana", "bo", "cy", "dee")
    heard = session(3, circle="cir_1", outcome="met", answered_by="x", answered_at=NOW, asked=1)
    with store.begin() as work:
        first_round(work, circle(1, "ana", "bo"), circle(2, "cy", "dee"))
        work.sessions.add_all([session(1), session(2)])
        work.sessions.add_all([])
        work.sessions.save(heard)
        assert work.sessions.get("ses_3") == replace(heard, version=1)
        assert work.sessions.of_circle("cir_1") == replace(heard, version=1)
        assert work.sessions.of_round("rnd_1") == {
            "cir_1": replace(heard, version=1),
            "cir_2": session(2, version=1),
        }
        for missing in (work.sessions.get, work.sessions.of_circle):
            with pytest.raises(NotFound):
                missing("nothing")


def test_asking_all_counts_once_more_for_each(store: Store) -> None:
    company(store, "ana", "bo")
    with store.begin() as work:
        first_round(work, circle(1, "ana", "bo"))
        before = work.sessions.save(session(1))
        work.sessions.add_all([session(2, circle="cir_1")])
        work.sessions.asked_all(["ses_1", "ses_1"])
        work.sessions.asked_all(["ses_1"])
        work.sessions.asked_all([])
        assert (work.sessions.get("ses_1").asked, work.sessions.get("ses_2").asked) == (2, 0)
        with pytest.raises(Conflict):
            work.sessions.save(before)
