"""Programs and enrollments, on both databases."""

from dataclasses import replace
from typing import Any

import pytest

from facilitation.errors import Conflict, NotFound
from facilitation.programs.model import Enrollment
from facilitation.steps import service as steps
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
        steps.plan(work, whole.subject, "back", NOW + HOUR)
        assert work.enrollments.find("prg_1", f"{W}:ana") == replace(whole, version=1)
        assert work.enrollments.find("prg_1", f"{W}:bo") is None
        steps.plan(work, whole.subject, "back", NOW)
        moved = work.enrollments.find("prg_1", f"{W}:ana")
        assert moved is not None
        assert moved.returns_at == NOW, "a pause ends when its step is due"


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
        for each in before:
            steps.plan(work, each.subject, "back", NOW + HOUR)
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


def test_on_a_break_is_who_has_paused_all_that_goes_on_as_they_said(store: Store) -> None:
    company(store, "ana", "bo", "cy", "dee", "eve")
    names = [f"{W}:{name}" for name in ("ana", "bo", "cy", "dee", "eve", "nobody")]
    asked: dict[str, Any] = {"state": "paused", "cause": "asked"}
    with store.begin() as work:
        work.programs.save(program(id="prg_2", number=2))
        work.programs.save(program(id="prg_3", number=3, state="ended"))
        # ana takes part in one that has ended only, bo in another one still, eve left the other one
        kept = {e.member: e for e in work.enrollments.of_program("prg_1")}
        for name in names[:3]:
            work.enrollments.save(replace(kept[name], **asked))
        work.enrollments.save(replace(kept[names[3]], state="paused", cause="unreachable"))
        work.enrollments.save(replace(kept[names[4]], state="left"))
        work.enrollments.save(enrollment("ana", program="prg_3"))
        work.enrollments.save(enrollment("bo", program="prg_2"))
        work.enrollments.save(enrollment("eve", program="prg_2", **asked))
    with store.begin() as work:
        assert work.enrollments.on_break(names) == {f"{W}:{n}" for n in ("ana", "cy", "eve")}
        assert work.enrollments.on_break([]) == set()


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


def test_what_is_read_once_of_a_member_is_what_was_written_since(store: Store) -> None:
    company(store, "ana")
    ana = f"{W}:ana"
    with store.begin() as work:
        work.programs.save(program(id="prg_2", number=2))
        (first,) = work.enrollments.of_member(ana)
        work.enrollments.save(replace(first, state="paused"))
        work.enrollments.save(enrollment("ana", program="prg_2", joined_at=NOW + HOUR))
        theirs = work.enrollments.of_member(ana)
        assert [(e.program, e.state) for e in theirs] == [("prg_1", "paused"), ("prg_2", "active")]
        assert work.enrollments.find("prg_1", ana) == theirs[0]
        work.enrollments.save_all([replace(theirs[0], silent=2)])
        theirs = work.enrollments.of_member(ana)
        assert theirs[0].silent == 2
        work.enrollments.save(replace(theirs[1], state="left"))
        theirs = work.enrollments.of_member(ana)
    with store.begin() as work:
        assert work.enrollments.of_member(ana) == theirs
        assert [e.program for e in theirs] == ["prg_1"]
