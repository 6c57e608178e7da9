"""What is due, on both databases."""

from datetime import datetime

import pytest

from facilitation.steps import service as steps
from facilitation.steps.model import Step
from facilitation.steps.service import More, Outside
from facilitation.work import Store as AnyStore
from facilitation.work import Work
from storage.work import Store
from tests.storage.examples import HOUR, NOW, company, step, workspace


def test_a_step_is_claimed_while_it_is_due_then_and_never_again(store: Store) -> None:
    company(store)
    with store.begin() as work:
        work.steps.put(step(1))
    with store.begin() as work:
        assert not work.steps.claim(step(1, "close"))
        assert not work.steps.claim(step(1, at=NOW + HOUR))
        assert not work.steps.claim(step(2))
        assert work.steps.claim(step(1)) == step(1)
        work.steps.put(step(1, "close"))
    with store.begin() as work:
        assert not work.steps.claim(step(1))
        assert work.steps.of("rnd_1") == [step(1, "close")]


def test_a_step_whose_run_fails_is_due_as_before(store: Store) -> None:
    company(store)
    with store.begin() as work:
        work.steps.put(step(1))

    def fails(_work: Work, _step: Step, _now: datetime) -> str:
        raise KeyError("oops")

    with pytest.raises(KeyError):
        steps.run(store, step(1), NOW, {"round": fails})
    with store.begin() as work:
        assert work.steps.due(NOW, 9) == [step(1)]


def test_a_step_in_slices_goes_on_where_it_was_whoever_runs_it(store: Store) -> None:
    company(store)
    with store.begin() as work:
        work.steps.put(step(1))
    seen: list[str] = []

    def sliced(_work: Work, due: Step, _now: datetime) -> str | More:
        seen.append(due.state)
        if due.state == "b" and seen.count("b") == 1:
            raise KeyError("killed")
        return More({"": "a", "a": "b"}[due.state]) if due.state != "b" else "done"

    with pytest.raises(KeyError):
        steps.run(store, step(1), NOW, {"round": sliced})
    assert steps.run(store, step(1), NOW, {"round": sliced}) == "done"
    assert seen == ["", "a", "b", "b"]
    assert steps.run(store, step(1), NOW, {"round": sliced}) is None


def test_what_is_worked_out_outside_is_one_worker_s_alone(store: Store) -> None:
    company(store)
    with store.begin() as work:
        work.steps.put(step(1))
    others: list[object] = []

    def long(_work: Work, due: Step, _now: datetime) -> str | Outside:
        return f"made {due.state}" if due.state else Outside(work_out, "run_1")

    def work_out(_store: AnyStore) -> str:
        others.append(steps.run(store, step(1), NOW, {"round": long}))
        with store.begin() as work:
            others.append(work.steps.due(NOW, 9))
        return "of it"

    assert steps.run(store, step(1), NOW, {"round": long}) == "made of it"
    assert others == [None, []]


def test_a_record_has_one_step_of_a_name_which_planning_anew_moves(store: Store) -> None:
    company(store)
    with store.begin() as work:
        for planned in (step(1), step(1, "close"), step(1, at=NOW - HOUR), step(2)):
            work.steps.put(planned)
        assert work.steps.of("rnd_1") == [step(1, at=NOW - HOUR), step(1, "close")]
        work.steps.drop("rnd_1", ["ask", "again"])
        assert work.steps.of("rnd_1") == [step(1, "close")]
        work.steps.drop("rnd_1")
        assert work.steps.due(NOW, 9) == [step(2)]


def test_what_is_due_comes_earliest_first(store: Store) -> None:
    company(store)
    with store.begin() as work:
        for number, at in ((1, NOW), (2, NOW - HOUR), (3, NOW + HOUR), (5, NOW)):
            work.steps.put(step(number, at=at))
        work.steps.put(step(4, kind="booking"))
        due = [found.record for found in work.steps.due(NOW, 9)]
        assert due == ["rnd_2", "rnd_4", "rnd_1", "rnd_5"]
        assert [found.record for found in work.steps.due(NOW, 1)] == ["rnd_2"]


def test_nothing_is_due_in_a_workspace_that_took_peerloop_out(store: Store) -> None:
    company(store)
    with store.begin() as work:
        work.steps.put(step(1))
        gone = work.workspaces.get(workspace().id)
        work.workspaces.save(workspace(state="gone", version=gone.version))
        assert work.steps.due(NOW, 9) == []
