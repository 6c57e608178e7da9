"""A round of many people is done in slices: bounded, resumed by anybody, and seen only when the whole stands."""

from collections import Counter
from collections.abc import Callable, Iterator, Sized
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import event

from facilitation.post.outbox import Delivery, Personal
from facilitation.programs.formats import library
from facilitation.rounds.acts import form, turn
from facilitation.rounds.circles import forming, looking
from facilitation.runs import RUNS
from facilitation.steering import telling
from facilitation.steps import service as steps
from facilitation.steps.model import Step
from facilitation.work import Store as AnyStore
from facilitation.work import Work
from storage.engine import make_engine
from storage.work import Store
from tests.company import WORKSPACE, Company, person
from tests.counts import upto
from tests.facilitation.rounded import OPENS
from tests.storage_fixtures import migrated_sqlite, store_on
from tests.words import agree, said, words_of

SLICE = 8
AT_MOST = 100
"""So many statements a step has in one transaction, however many its people are."""


@pytest.fixture(autouse=True)
def _small_slices(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a slice be of a few, so that a few dozen people are many."""
    for module in (turn, form, telling):
        monkeypatch.setattr(module, "SLICE", SLICE)
    monkeypatch.setattr(form, "SMALL", SLICE)


SOME = 4
"""So many more there may be where something is there at all that was not among few."""


@pytest.fixture
def other_store(tmp_path: Path) -> Iterator[Store]:
    """A second store, of few people."""
    engine = make_engine(migrated_sqlite(tmp_path / "few.db"))
    yield store_on(engine)
    engine.dispose()


class Killed(BaseException):
    """What ends a worker in the middle of something."""


class Mortal:
    """A store whose worker is killed as it is about to end its n-th unit of work, once."""

    def __init__(self, store: AnyStore, dies_at: int) -> None:
        self.store = store
        self.left = dies_at
        self.seen: Callable[[Work], None] = lambda work: None

    @contextmanager
    def begin(self) -> Iterator[Work]:
        with self.store.begin() as work:
            yield work
            self.left -= 1
            if self.left == 0:
                raise Killed
        with self.store.begin() as work:
            self.seen(work)


def members_asked_for(store: Store, where: str = "WHERE member.id IN") -> list[int]:
    """Return what will hold, by transaction from now on, of how many members it asked who they are, or else."""
    asked = [0]
    event.listen(store._engine, "begin", lambda _: asked.append(0))

    def count(_c: object, _cursor: object, sql: str, given: Sized, *_: object) -> None:
        asked[-1] += len(given) if where in sql else 0

    event.listen(store._engine, "before_cursor_execute", count)
    return asked


def company_due(company: Company) -> Step | None:
    """Return the step that is due now, if any is."""
    with company.store.begin() as work:
        return next(iter(steps.due(work, company.now, 1)), None)


def let_go(store: Store) -> None:
    """Let the minutes pass for which a dead worker still holds what it was drawing."""
    with store._engine.begin() as connection:
        connection.exec_driver_sql("UPDATE step SET held_until = NULL")


def names(count: int) -> list[str]:
    return [f"p{n:03}" for n in range(count)]


def company_of(store: AnyStore, count: int) -> Company:
    """A company with a program that so many take part in."""
    company = Company(store)
    company.settle(person("root", role="admin"), *(person(n) for n in names(count)))
    company.program(names(count), silence_rounds=1)
    return company


def most_statements(
    store: Store, company: Company, days: int = 13, until: datetime | None = None
) -> dict[str, int]:
    """Return by step the most statements that one transaction of a company's next round had."""
    last = "close" if until is None else ""
    until = until or OPENS + timedelta(days=days)
    counted: Counter[str] = Counter()
    within = [0]
    event.listen(store._engine, "begin", lambda _: within.__setitem__(0, 0))

    def count_one(*_: object) -> None:
        within[0] += 1
        counted[step[0]] = max(counted[step[0]], within[0])

    event.listen(store._engine, "before_cursor_execute", count_one)
    step = ["delivering"]
    while company.now < until:
        with store.begin() as work:
            due = next(iter(steps.due(work, until, 1)), None)
        if due is None:
            break
        company.now = max(company.now, due.at)
        step[0] = due.name
        steps.run(store, due, company.now, RUNS)
        step[0] = "delivering"
        company.deliver()
        if due.name == last:
            break
    counted.pop("delivering")
    return dict(counted)


def test_the_statements_of_a_step_do_not_grow_with_its_people(
    store: Store, other_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (turn, form):
        monkeypatch.setattr(module, "SLICE", 1_000)
    few, many = (
        most_statements(each, company_of(each, count))
        for each, count in ((other_store, 10), (store, 130))
    )
    assert few.keys() >= {"announce", "draw", "introduce", "nudge", "ask", "close"}
    assert max(many.values()) <= AT_MOST, many
    grown = {name: (few[name], count) for name, count in many.items() if count > few[name] + SOME}
    assert grown == {}


@pytest.mark.parametrize("format", sorted(set(library.ours()) - {"pairs"}))
def test_no_step_of_any_format_asks_more_of_the_database_for_more_people(
    sqlite_store: Store, other_store: Store, format: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (turn, form):
        monkeypatch.setattr(module, "SLICE", 1_000)
    found = []
    for store, count in ((other_store, 10), (sqlite_store, 40)):
        company = Company(store)
        company.settle(person("root", role="admin"), *(person(n) for n in names(count)))
        agree(company, "root", f'program create {format} "Many" in #{WORKSPACE}:many|many')
        with store.begin() as work:
            [program] = work.programs.of(WORKSPACE)
        company.enroll(program, *names(count))
        found.append(most_statements(store, company, days=30))
    few, many = found
    assert many.keys() == few.keys()
    assert len(many) > 2
    assert max(many.values()) <= AT_MOST, many
    for each in ("consult",):  # by itself for each circle, and for few at a time
        many.pop(each, None)
    grown = {name: (few[name], count) for name, count in many.items() if count > few[name] + SOME}
    assert grown == {}


def test_circles_that_go_on_are_written_in_as_many_statements_however_many_they_are(
    sqlite_store: Store, other_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (turn, form):
        monkeypatch.setattr(module, "SLICE", 1_000)
    found = []
    for store, count in ((other_store, 10), (sqlite_store, 40)):
        company = Company(store)
        company.settle(person("root", role="admin"), *(person(n) for n in names(count)))
        agree(company, "root", f'program create mentoring "Many" in #{WORKSPACE}:many|many')
        with store.begin() as work:
            [program] = work.programs.of(WORKSPACE)
        company.enroll(program, *names(count))
        company.move_to(OPENS + timedelta(days=20))
        with store.begin() as work:
            coming = work.rounds.planned(program.id)
        assert coming is not None
        assert coming.number > 1
        found.append(most_statements(store, company, until=coming.opens_at + timedelta(hours=1)))
    few, many = found
    assert many["gather"] <= few["gather"] + SOME, (few, many)


def test_a_slice_has_as_many_statements_however_many_slices_there_are(sqlite_store: Store) -> None:
    assert max(most_statements(sqlite_store, company_of(sqlite_store, 90)).values()) <= AT_MOST


@pytest.mark.parametrize("dies_at", range(1, 40, upto(6, 3)))
def test_a_worker_killed_anywhere_is_followed_by_one_that_goes_on(
    sqlite_store: Store, dies_at: int
) -> None:
    company = company_of(sqlite_store, 40)
    company.move_to(OPENS - timedelta(hours=1))
    company.store = Mortal(sqlite_store, dies_at)
    try:
        company.move_to(OPENS + timedelta(days=10))
    except Killed:
        company.store = sqlite_store
        let_go(sqlite_store)
        company.move_to(OPENS + timedelta(days=10))
    company.store = sqlite_store
    with company.store.begin() as work:
        program = work.programs.of(WORKSPACE)[0]
        latest = work.rounds.latest(program.id)
        assert latest is not None
        assert latest.state == "closed"
        circles = work.circles.of_round(latest.id)
    seats = Counter(m for c in circles for m in c.members)
    assert len(seats) == 40
    assert set(seats.values()) == {1}, "nobody sits in two circles"
    heard = Counter(d.key for d in company.arrived)
    assert set(heard.values()) == {1}, "nothing is told twice"
    intros = [d for d in company.arrived if d.kind == "intro"]
    assert len(intros) == len(circles)


@pytest.mark.parametrize("dies_at", range(2, 40, upto(8, 4)))
def test_nobody_is_asked_how_it_went_before_they_were_introduced_whoever_dies_when(
    sqlite_store: Store, dies_at: int
) -> None:
    """The worker is away for days after it was killed, so that everything is due at once when it is back."""
    company = company_of(sqlite_store, 24)
    company.move_to(OPENS - timedelta(hours=1))
    company.store = Mortal(sqlite_store, dies_at)
    try:
        company.move_to(OPENS + timedelta(days=1))
    except Killed:
        let_go(sqlite_store)
        company.now = OPENS + timedelta(hours=20)
    company.store = sqlite_store
    company.now += timedelta(days=6)
    company.work_through()
    company.pass_(days=4)
    told: dict[str, list[str]] = {}
    for delivery in company.arrived:
        told.setdefault(delivery.about, []).append(delivery.kind)
    asked = [kinds for kinds in told.values() if "ask" in kinds]
    assert asked or dies_at < 30
    assert all(kinds.index("intro") < kinds.index("ask") for kinds in asked), asked


def test_nobody_sees_a_circle_before_all_of_them_stand(sqlite_store: Store) -> None:
    company = company_of(sqlite_store, 60)
    company.move_to(OPENS - timedelta(hours=1))
    company.now = OPENS
    watched = Mortal(sqlite_store, 0)
    seen: list[tuple[int, int]] = []

    def look(work: Work) -> None:
        program = work.programs.of(WORKSPACE)[0]
        drawn = work.rounds.planned(program.id) or work.rounds.latest(program.id)
        assert drawn is not None
        there = sum(bool(work.circles.of_member(f"{WORKSPACE}:{n}")) for n in names(60))
        latest = work.rounds.latest(program.id)
        written = len(work.circles.of_round((latest or drawn).id))
        seen.append((written, there))

    watched.seen = look
    company.store = watched
    company.work_through()
    assert {there for _, there in seen} == {0, 60}
    assert any(0 < written < 30 and there == 0 for written, there in seen)


def test_a_look_ahead_at_many_people_comes_by_itself_and_says_the_same(
    sqlite_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    company = company_of(sqlite_store, 24)
    at_once = said(company.says("root", "preview coffee"))
    monkeypatch.setattr(looking, "MANY", 8)
    for line in ("preview coffee seed 7", "preview coffee"):
        assert "working it out" in said(company.says("root", line)).title
    company.work_through()

    def looked() -> list[Delivery]:
        return [d for d in company.arrived if d.key.startswith(looking.KIND)]

    [came] = looked()
    assert words_of(came.message) == words_of(at_once), "what was asked last, once"
    company.move_to(OPENS + timedelta(days=1))
    with sqlite_store.begin() as work:
        held = work.rounds.latest(work.programs.of(WORKSPACE)[0].id)
    assert held is not None
    company.says("root", f"preview coffee seed {held.seed}")
    company.work_through()
    assert "How round 1 of Coffee was drawn" in looked()[-1].message.title


def test_who_leaves_while_circles_are_written_sits_in_none(sqlite_store: Store) -> None:
    company = company_of(sqlite_store, 40)
    company.move_to(OPENS - timedelta(hours=1))
    company.now = OPENS
    company.store = Mortal(sqlite_store, 4)
    with pytest.raises(Killed):
        company.work_through()
    company.store = sqlite_store
    let_go(sqlite_store)
    company.says("p007", "leave coffee")
    company.move_to(OPENS + timedelta(hours=2))
    with company.store.begin() as work:
        program = work.programs.of(WORKSPACE)[0]
        latest = work.rounds.latest(program.id)
        assert latest is not None
        standing = [c for c in work.circles.of_round(latest.id) if not c.dissolved]
    seated = [m for c in standing for m in c.members]
    assert f"{WORKSPACE}:p007" not in seated
    assert all(len(c.members) >= 2 for c in standing)
    assert len(seated) == len(set(seated))
    assert not company.bugs


def test_who_many_people_are_is_read_some_at_a_time_as_they_are_drawn(
    sqlite_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(forming, "PAGE", SLICE)
    company = company_of(sqlite_store, 60)
    company.move_to(OPENS - timedelta(hours=1))
    with sqlite_store.begin() as work:
        [due] = [step for step in steps.due(work, OPENS) if step.name == "draw"]
    read = members_asked_for(sqlite_store)
    steps.run(sqlite_store, due, OPENS, RUNS)
    assert sum(read) > 60
    assert max(read) <= 2 * SLICE, "nobody waits until all of them are read"


def test_how_many_a_change_concerns_is_counted_without_asking_who_they_are(
    sqlite_store: Store,
) -> None:
    company = company_of(sqlite_store, 60)
    company.says("p007", "leave coffee")
    asked = members_asked_for(sqlite_store)
    proposed = words_of(said(company.says("root", "set coffee cadence every 3w on wed at 10:00")))
    assert "59 people" in proposed
    assert max(asked) < 10


def moved(company: Company) -> list[str]:
    """Return who has read that Coffee is at another time, each as often as they did."""
    told = [d for d in company.arrived if "Coffee has moved" in words_of(d.message)]
    return sorted(d.to.member.rpartition(":")[2] for d in told if isinstance(d.to, Personal))


def test_many_are_told_of_a_change_some_at_a_time_and_each_once(sqlite_store: Store) -> None:
    company = company_of(sqlite_store, 40)
    asked = members_asked_for(sqlite_store)
    agree(company, "root", "set coffee cadence every 3w on wed at 10:00")
    while (due := company_due(company)) is not None:
        steps.run(sqlite_store, due, company.now, RUNS)
    assert max(asked) <= 2 * SLICE, "nobody waits until all of them are told"
    company.pass_(days=1)
    assert moved(company) == names(40)


@pytest.mark.parametrize("line", ["undo", "set coffee cadence every 3w on thu at 10:00"])
def test_who_has_not_heard_of_a_change_when_it_is_old_never_does(
    sqlite_store: Store, line: str
) -> None:
    company = company_of(sqlite_store, 40)
    agree(company, "root", "set coffee cadence every 3w on wed at 10:00")
    company.deliver()
    heard = moved(company)
    assert 0 < len(heard) < 40
    agree(company, "root", line)
    company.pass_(days=1)
    again = Counter(moved(company))
    assert {n for n, times in again.items() if times == 2} == set(heard)
    never = set(names(40)) - set(again)
    assert never == (set(names(40)) - set(heard) if line == "undo" else set())


@pytest.mark.parametrize("line", ["undo", "set coffee cadence every 3w on thu at 10:00"])
def test_letters_owed_of_a_change_that_is_old_are_taken_back_some_at_a_time(
    sqlite_store: Store, line: str
) -> None:
    company = company_of(sqlite_store, 40)
    agree(company, "root", "set coffee cadence every 3w on wed at 10:00")
    while (due := company_due(company)) is not None:
        steps.run(sqlite_store, due, company.now, RUNS)
    taken = members_asked_for(sqlite_store, "UPDATE delivery SET state")
    agree(company, "root", line)
    while (due := company_due(company)) is not None:
        steps.run(sqlite_store, due, company.now, RUNS)
    assert sum(taken) > 40
    assert max(taken) <= 2 * SLICE, "nobody waits until all of them are taken back"
    company.pass_(days=1)
    assert moved(company) == ([] if line == "undo" else names(40))


def test_who_heard_of_a_change_hears_of_the_next_and_nobody_else_of_what_was_undone(
    sqlite_store: Store,
) -> None:
    company = company_of(sqlite_store, 40)
    agree(company, "root", "set coffee cadence every 3w on wed at 10:00")
    company.deliver()
    heard = moved(company)
    assert 0 < len(heard) < 40
    while (due := company_due(company)) is not None:
        steps.run(sqlite_store, due, company.now, RUNS)
    agree(company, "root", "set coffee cadence every 3w on thu at 10:00")
    agree(company, "root", "undo")
    agree(company, "root", "undo")
    company.pass_(days=1)
    assert {n for n, times in Counter(moved(company)).items() if times > 1} == set(heard)
    assert set(moved(company)) == set(heard)
