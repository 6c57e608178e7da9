"""Programs and enrollments, on both databases."""

from dataclasses import replace

import pytest

from facilitation.errors import Conflict, NotFound
from facilitation.programs.model import Enrollment
from storage.work import Store
from tests.storage.examples import HOUR, NOW, W, company, enrollment, member, program


def test_a_program_comes_back_with_all_its_settings(store: Store) -> None:
    company(store)
    with store.begin() as work:
        assert work.programs.get("prg_1") == program(version=1)
        with pytest.raises(NotFound):
            work.programs.get("prg_2")


def test_programs_are_listed_and_numbered_within_their_workspace(store: Store) -> None:
    company(store)
    with store.begin() as work:
        assert work.programs.next_number("slack:T2") == 1
        work.programs.save(program(id="prg_3", number=3, state="ended"))
        work.programs.save(program(id="prg_2", number=2))
        assert [found.number for found in work.programs.of(W)] == [1, 2, 3]
        assert work.programs.next_number(W) == 4


def test_two_programs_never_get_one_number(store: Store) -> None:
    company(store)
    with pytest.raises(Conflict), store.begin() as work:
        work.programs.save(program(id="prg_2", number=1))


def test_an_enrollment_comes_back_as_it_was_written(store: Store) -> None:
    company(store)
    whole = enrollment(
        "ana",
        state="paused",
        cause="asked",
        returns_at=NOW + HOUR,
        skips="rnd_9",
        silent=2,
        missed=1,
    )
    with store.begin() as work:
        work.members.save(member("ana"))
        assert work.enrollments.save(whole) == replace(whole, version=1)
        assert work.enrollments.find("prg_1", f"{W}:ana") == replace(whole, version=1)
        assert work.enrollments.find("prg_1", f"{W}:bo") is None


def test_save_all_writes_how_members_stand_and_nothing_else(store: Store) -> None:
    company(store, "ana", "bo")
    with store.begin() as work:
        before = work.enrollments.of_program("prg_1")
        work.enrollments.save_all(
            [
                replace(
                    each,
                    state="paused",
                    cause="silence",
                    returns_at=NOW + HOUR,
                    silent=3,
                    missed=2,
                    skips="rnd_1",
                    joined_at=NOW - HOUR,
                )
                for each in before
            ]
        )
        work.enrollments.save_all([])
    with store.begin() as work:
        expected: list[Enrollment] = [
            replace(
                each,
                state="paused",
                cause="silence",
                returns_at=NOW + HOUR,
                silent=3,
                missed=2,
                version=2,
            )
            for each in before
        ]
        assert work.enrollments.of_program("prg_1") == expected
        with pytest.raises(Conflict):
            work.enrollments.save(before[0])


def test_those_who_left_are_not_listed(store: Store) -> None:
    company(store, "ana", "bo", "cy")
    with store.begin() as work:
        work.programs.save(program(id="prg_2", number=2))
        work.enrollments.save(enrollment("ana", program="prg_2", joined_at=NOW - HOUR))
        bo = work.enrollments.find("prg_1", f"{W}:bo")
        assert bo is not None
        work.enrollments.save(replace(bo, state="left"))
        cy = work.enrollments.find("prg_1", f"{W}:cy")
        assert cy is not None
        work.enrollments.save(replace(cy, state="paused"))
        theirs = [each.member for each in work.enrollments.of_program("prg_1")]
        assert theirs == [f"{W}:ana", f"{W}:cy"]
        hers = [each.program for each in work.enrollments.of_member(f"{W}:ana")]
        assert hers == ["prg_2", "prg_1"]
        assert work.enrollments.of_member(f"{W}:bo") == []
        assert work.enrollments.counts(W) == {"prg_1": 1, "prg_2": 1}


def test_those_whose_pause_ends_return_earliest_first(store: Store) -> None:
    company(store)
    pauses = {"ana": NOW, "bo": NOW - HOUR, "cy": NOW + HOUR, "dee": None}
    with store.begin() as work:
        work.members.save_all([member(name) for name in (*pauses, "eve")])
        for name, at in pauses.items():
            work.enrollments.save(enrollment(name, state="paused", returns_at=at))
        work.enrollments.save(enrollment("eve", returns_at=NOW))
        found = work.enrollments.returning(NOW)
        assert [each.member for each in found] == [f"{W}:bo", f"{W}:ana"]
        assert len(work.enrollments.returning(NOW, limit=1)) == 1
