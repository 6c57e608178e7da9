"""What members take from sessions, as it is kept."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import Engine

from facilitation.errors import Conflict, NotFound
from tests.storage.examples import HOUR, NOW, W, company, follow_up, morning, reflection
from tests.storage_fixtures import store_on


def test_a_reflection_is_kept_as_it_was_said_one_for_each_session_and_member(
    engine: Engine,
) -> None:
    store = store_on(engine)
    company(store, "ana", "bo")
    said = reflection(cue="“it” fails", does="läuft", until=date(2026, 12, 4), useful=3)
    with store.begin() as work:
        saved = work.reflections.save(said)
    with store.begin() as work:
        assert work.reflections.get("rfl_1") == saved
        assert work.reflections.about(f"{W}:bo", "ses_1") == saved
        assert work.reflections.about(f"{W}:ana", "ses_1") is None
        with pytest.raises(NotFound):
            work.reflections.get("rfl_2")
    with pytest.raises(Conflict), store.begin() as work:
        work.reflections.save(reflection(2, about="ses_1"))


def test_without_a_session_there_may_be_many_and_what_is_over_is_not_listed(
    engine: Engine,
) -> None:
    store = store_on(engine)
    company(store, "ana", "bo")
    with store.begin() as work:
        for number in (1, 2, 3):
            work.reflections.save(reflection(number, about=""))
        work.reflections.save(reflection(4, state="done"))
        work.reflections.save(reflection(5, name="ana"))
        assert work.reflections.about(f"{W}:bo", "") is None
        assert [one.id for one in work.reflections.open_of(f"{W}:bo")] == [
            "rfl_3",
            "rfl_2",
            "rfl_1",
        ]


def test_a_morning_is_moved_to_the_sooner_of_two_and_not_to_the_later(engine: Engine) -> None:
    store = store_on(engine)
    company(store, "ana", "bo")
    with store.begin() as work:
        for at in (NOW + 2 * HOUR, NOW + HOUR, NOW + 3 * HOUR):
            work.mornings.sooner([morning(at=at)])
        work.mornings.sooner([morning("ana", at=NOW)])
    with store.begin() as work:
        assert work.mornings.due(W, NOW + HOUR, 9) == [
            morning("ana", at=NOW),
            morning(at=NOW + HOUR),
        ]
        work.mornings.put([morning("ana", at=NOW, off=True), morning(at=None)])
        assert work.mornings.due(W, NOW + HOUR, 9) == []


def test_what_is_asked_is_asked_once_and_what_is_settled_asks_nothing(engine: Engine) -> None:
    store = store_on(engine)
    company(store, "bo")
    bo = f"{W}:bo"
    with store.begin() as work:
        work.reflections.save(reflection())
        stages = ("rehearsal", "tried", "used")
        new = [follow_up(n, stage=s, due_at=NOW + n * HOUR) for n, s in enumerate(stages)]
        work.follow_ups.add_all(new)
        assert work.follow_ups.coming([bo]) == {bo: NOW}
        work.follow_ups.asked(["flw_0"], NOW)
    with pytest.raises(Conflict), store.begin() as work:
        work.follow_ups.asked(["flw_0"], NOW)
    with store.begin() as work:
        assert work.follow_ups.coming([bo]) == {bo: NOW + HOUR}
        asked = work.follow_ups.get("flw_0")
        assert [f.id for f in work.follow_ups.unsettled([bo], NOW + HOUR)] == ["flw_0", "flw_1"]
        work.follow_ups.save(replace(asked, settled_at=NOW))
        assert [f.id for f in work.follow_ups.unsettled([bo], NOW + HOUR)] == ["flw_1"]
        work.follow_ups.end(["rfl_1"])
        assert [f.id for f in work.follow_ups.of("rfl_1")] == ["flw_0"]
        assert work.follow_ups.coming([bo]) == {}
