"""What finding help asks for most is answered by indexes: SQLite says how it goes about it."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import Engine, event

from facilitation.knowledge.model import Wanted
from facilitation.work import Work
from tests.storage.examples import HOUR, NOW, W, company, first_round
from tests.storage_fixtures import store_on

ALL = Wanted(reader=f"{W}:cy")
PEOPLE = [f"{W}:m{number}" for number in range(100)]

IN_ORDER_OF_AN_INDEX: dict[str, Callable[[Work], Any]] = {
    "holders": lambda work: work.skills.holders(W, "offer", "python"),
    "find": lambda work: work.skills.find(W, "python"),
    "open_of": lambda work: work.bookings.open_of(PEOPLE),
    "taken": lambda work: work.slots.taken(PEOPLE[:2], NOW, NOW + HOUR),
    "due": lambda work: work.steps.due(NOW, 100),
    "by_token": lambda work: work.bookings.by_token("t"),
    "release": lambda work: work.slots.release("bkg_1"),
    "mornings": lambda work: work.mornings.due(W, NOW, 200),
    "takeaways": lambda work: work.takeaways.listed(W, ALL),
    "owned": lambda work: work.takeaways.owned(PEOPLE),
    "questions": lambda work: work.questions.of_member(PEOPLE[0]),
}
BY_AN_INDEX: dict[str, Callable[[Work], Any]] = {
    **IN_ORDER_OF_AN_INDEX,
    "evidence": lambda work: work.skills.evidence(W, PEOPLE, "python"),
    "skills": lambda work: work.skills.of(W),
    "totals": lambda work: work.skills.totals(W),
    "counts": lambda work: work.skills.counts(W, ["python", "go"]),
    "most_held": lambda work: work.skills.most_held(W, "offer", 20),
    "rename": lambda work: work.skills.rename(W, "a", "b"),
    "standing": lambda work: work.skills.standing(PEOPLE[0], PEOPLE, "python", NOW),
    "on_break": lambda work: work.enrollments.on_break(PEOPLE),
    "breaks": lambda work: work.enrollments.breaks(PEOPLE),
    "of_member": lambda work: work.bookings.of_member(PEOPLE[0], NOW),
    "live": lambda work: work.bookings.live(PEOPLE, NOW),
    "reflections": lambda work: work.reflections.open_of(PEOPLE[0]),
    "about": lambda work: work.reflections.about(PEOPLE[0], "ses_1"),
    "unsettled": lambda work: work.follow_ups.unsettled(PEOPLE, NOW),
    "coming": lambda work: work.follow_ups.coming(PEOPLE),
    "to_confirm": lambda work: work.follow_ups.to_confirm(PEOPLE[0]),
    "trials": lambda work: work.takeaways.trials(["tkw_1"]),
    "recalls_due": lambda work: work.recalls.due(PEOPLE[0], NOW, 3),
    "recalls": lambda work: work.recalls.of(PEOPLE[0], 3),
    "readers": lambda work: work.recalls.readers(PEOPLE),
    "stems": lambda work: work.search.uses(W, ["so"]),
    "near": lambda work: work.search.near(W, ["^so", "so$"], 9),
    "answers": lambda work: work.questions.answers("qst_1"),
}


def plan(engine: Engine, ask: Callable[[Work], Any]) -> list[str]:
    """Return the steps by which SQLite answers all that is asked."""
    asked: list[tuple[str, Any]] = []
    store = store_on(engine)
    company(store)
    with store.begin() as work:
        event.listen(
            engine, "before_cursor_execute", lambda *call: asked.append((call[2], call[3]))
        )
        ask(work)
    told = list(asked)
    with engine.begin() as connection:
        return [
            str(row[-1])
            for statement, values in told
            for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)
        ]


def test_which_skills_there_are_is_read_by_an_index_from_one_to_the_next(
    sqlite_engine: Engine,
) -> None:
    steps = plan(sqlite_engine, lambda work: work.skills.few(W, "offer", 2))
    assert [step for step in steps if "member_skill" in step]
    assert not [step for step in steps if step.startswith(("SCAN member_skill", "SCAN member"))]


def test_who_is_newly_together_is_looked_up_by_rounds_and_not_by_all_that_people_took_part_in(
    sqlite_engine: Engine,
) -> None:
    def ask(work: Work) -> None:
        first_round(work)
        work.sessions.newly_together(W, NOW, PEOPLE)

    steps = [s for s in plan(sqlite_engine, ask) if s.startswith(("SEARCH part", "SEARCH session"))]
    assert steps[0] == "SEARCH session USING INDEX ix_session_round (round=?)"
    assert "member" not in steps[1]


@pytest.mark.parametrize("name", BY_AN_INDEX)
def test_no_table_is_read_whole(sqlite_engine: Engine, name: str) -> None:
    steps = plan(sqlite_engine, BY_AN_INDEX[name])
    assert steps
    # A handful of workspaces are read whole, to see which of them are active.
    assert {step for step in steps if step.startswith("SCAN")} <= {"SCAN workspace"}


@pytest.mark.parametrize("name", IN_ORDER_OF_AN_INDEX)
def test_nothing_is_sorted_first(sqlite_engine: Engine, name: str) -> None:
    steps = plan(sqlite_engine, IN_ORDER_OF_AN_INDEX[name])
    assert [step for step in steps if "TEMP B-TREE" in step] == []
