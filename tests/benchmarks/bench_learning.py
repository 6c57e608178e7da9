"""Half a year of rounds, plans and recalls of 2,000 members on moved time, and who is due among 10,000 members."""

import json
import random
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import text

from facilitation.knowledge.model import Recall, Takeaway
from facilitation.learning import SOURCES
from facilitation.post import teller
from facilitation.reflections import mornings, series
from facilitation.reflections.model import FollowUp, Morning, Reflection
from facilitation.runs import RUNS
from facilitation.steps import service as steps
from facilitation.talk.when.hours import local
from storage.engine import make_engine
from storage.migrate import upgrade
from storage.work import Store
from tests.benchmarks.figures import Figure
from tests.company import WORKSPACE, Company, person
from tests.storage_fixtures import store_on

PEOPLE, DUE = 2_000, 10_000
ZONES = ("Europe/Berlin", "Europe/Lisbon", "America/New_York", "Asia/Singapore")
BEGIN = datetime(2026, 11, 23, 12, tzinfo=UTC)
DAYS = 182
EVERY = timedelta(weeks=6)
"""So often each member makes a plan, on a day of their own."""
BACK = (2, 7, 21, 60, 99)
"""So many days after it was kept a takeaway comes back to a member."""

ANSWERED = text("UPDATE follow_up SET settled_at = asked_at WHERE asked_at IS NOT NULL")
MET = text("UPDATE session SET outcome = 'met', answered_at = :at WHERE outcome = 'unknown'")
LOST = text(
    "SELECT (SELECT count(*) FROM follow_up WHERE asked_at IS NULL AND due_at < :by)"
    " + (SELECT count(*) FROM recall WHERE asked_at IS NULL AND due_at < :by)"
)
SENT = text('SELECT "to", due_at, "key" FROM delivery WHERE kind = \'nudge\'')
TOLD = text("SELECT \"to\", due_at, kind, about FROM delivery WHERE kind IN ('intro', 'notice')")
WEEKS_LATE = timedelta(weeks=3)
"""What waits for a week with less to read does so for two weeks at the most; after so long it is lost."""


def run() -> list[Figure]:
    """Measure on SQLite: both databases are asked the same."""
    with tempfile.TemporaryDirectory() as folder:
        lived = half_a_year(f"sqlite:///{folder}/lived.db", PEOPLE)
        took, worked = _selected(f"sqlite:///{Path(folder)}/due.db")
    return [
        Figure("cards", [lived["cards"]], ""),
        Figure("lost: due for more than three weeks and not asked", [lived["lost"]], "", 0),
        Figure("twice: two cards of one member on one day", [lived["twice"]], "", 0),
        Figure("not in the member's morning", [lived["late"]], "", 0),
        Figure("rounds", [lived["rounds"]], ""),
        Figure("on the day of an introduction", [lived["beside"]], "", 0),
        Figure("no circle in a round, or no notice", [lived["dropped"]], "", 0),
        Figure("two circles in a round, or two notices", [lived["again"]], "", 0),
        Figure("half a year", [lived["seconds"]], "s"),
        Figure("who of 10,000 members is due, and for what, processor time", [worked], "s", 2),
        Figure("the same by the clock, which waits for a processor beside others", [took], "s"),
    ]


Told = tuple[str, str, str]
"""A member, a round, and when."""


@contextmanager
def _company(url: str, people: int) -> Iterator[Store]:
    upgrade(url)
    engine = make_engine(url)
    store = store_on(engine)
    company = Company(store, now=BEGIN)
    company.settle(*(person(f"p{n}", zone=ZONES[n % len(ZONES)]) for n in range(people)))
    yield store
    engine.dispose()


def _promise(store: Store, who: list[int], now: datetime) -> None:
    """Let members make a plan each, and be reminded of it."""
    with store.begin() as work:
        members = work.members.some([f"{WORKSPACE}:p{n}" for n in who])
        for member in members.values():
            plan = Reflection(
                id=work.new_id("rfl"),
                workspace=WORKSPACE,
                member=member.id,
                cue="it fails",
                does="read the log",
                made_at=now,
            )
            series.begin(work, work.reflections.save(plan), member, now)


def _remember(store: Store, people: int, chance: random.Random) -> None:
    """Let a takeaway for each time that one comes back do so to every member, on days of their own."""
    with store.begin() as work:
        members = list(work.members.some([f"{WORKSPACE}:p{n}" for n in range(people)]).values())
        rows = []
        for days in BACK:
            kept = Takeaway(
                id=work.new_id("tak"),
                workspace=WORKSPACE,
                title="Restart",
                text="Restart",
                by=members[0].id,
                kept_by=members[0].id,
                created_at=BEGIN,
            )
            work.takeaways.add(kept)
            rows += [
                Recall(
                    takeaway=kept.id,
                    member=member.id,
                    due_at=BEGIN + timedelta(days=days + chance.randrange(EVERY.days)),
                )
                for member in members
            ]
        work.recalls.add(rows)
        first: dict[str, datetime] = {}
        for row in rows:
            first[row.member] = min(row.due_at, first.get(row.member, row.due_at))
        tell = teller.of(work, WORKSPACE, BEGIN)
        mornings.wake(work, tell, [(member, first[member.id]) for member in members])


def half_a_year(url: str, people: int) -> dict[str, float]:
    """Let members live half a year on moved time, and count their cards and what went wrong with them."""
    with _company(url, people) as store:
        company = Company(store, now=BEGIN)
        company.program([f"p{n}" for n in range(people)], silence_rounds=0)
        return _lived(store, people)


def _lived(store: Store, people: int) -> dict[str, float]:
    chance = random.Random(5)
    turn = {n: chance.randrange(EVERY.days) for n in range(people)}
    began = time.perf_counter()
    _remember(store, people, chance)
    for day in range(DAYS):
        who = [n for n, at in turn.items() if at == day % EVERY.days]
        _promise(store, who, BEGIN + timedelta(days=day))
        _work_through(store, BEGIN + timedelta(days=day + 1))
    seconds = time.perf_counter() - began
    with store.transaction() as connection:
        by = BEGIN + timedelta(days=DAYS) - WEEKS_LATE
        lost = connection.scalar(LOST, {"by": by.replace(tzinfo=None)})
        sent = connection.execute(SENT).all()
        told = connection.execute(TOLD).all()
    zone = {f"{WORKSPACE}:p{n}": ZONES[n % len(ZONES)] for n in range(people)}
    whose = [(key.removeprefix("morning:").rpartition(":")[0], str(at)) for _, at, key in sent]
    at = [
        (who, local(datetime.fromisoformat(on).replace(tzinfo=UTC), zone[who])) for who, on in whose
    ]
    daily = Counter((who, wall.date()) for who, wall in at)
    introduced, heard = _rounds(store, told)
    rounds = {round for _, round, _ in introduced}
    days = {
        (who, local(datetime.fromisoformat(on).replace(tzinfo=UTC), zone[who]).date())
        for who, _, on in introduced
    }
    both = [Counter((who, round) for who, round, _ in found) for found in (introduced, heard)]
    return {
        "rounds": len(rounds),
        "beside": len(daily.keys() & days),
        "dropped": sum(people * len(rounds) - len(found) for found in both),
        "again": sum(n - 1 for found in both for n in found.values()),
        "cards": len(sent),
        "lost": float(lost or 0),
        "twice": sum(n - 1 for n in daily.values()),
        "late": sum(not 9 <= wall.hour < 12 or wall.weekday() > 4 for _, wall in at),
        "seconds": seconds,
    }


def _rounds(store: Store, told: Sequence[Any]) -> tuple[list[Told], list[Told]]:
    """Return who was introduced in which round and when, and who had notice of it."""
    introduced: list[Told] = []
    heard: list[Told] = []
    with store.begin() as work:
        for to, at, kind, about in told:
            its = json.loads(to) if isinstance(to, str) else to
            if kind == "notice":
                heard.append((its["member"], about, str(at)))
                continue
            round = work.circles.get(about).round
            introduced += [(member, round, str(at)) for member in its["members"]]
    opened = {round for _, round, _ in introduced}
    return introduced, [one for one in heard if one[1] in opened]


def _work_through(store: Store, until: datetime) -> None:
    """Do what is due until an instant, each at its own; what is asked is answered the same day."""
    while True:
        with store.begin() as work:
            due = steps.due(work, until, 1)
        if not due:
            break
        steps.run(store, due[0], due[0].at, RUNS)
    with store.transaction() as connection:
        connection.execute(ANSWERED)
        connection.execute(MET, {"at": until.replace(tzinfo=None)})


def _selected(url: str) -> tuple[float, float]:
    """Return the seconds that it takes and works to find who of many members is due, and for what."""
    with _company(url, DUE) as store:
        return _found(store, BEGIN + timedelta(days=8))


def _found(store: Store, now: datetime) -> tuple[float, float]:
    with store.begin() as work:
        who = [f"{WORKSPACE}:p{n}" for n in range(DUE)]
        for member in who:
            id, at = work.new_id("rfl"), BEGIN
            plan = Reflection(id=id, workspace=WORKSPACE, member=member, does="read", made_at=at)
            work.reflections.save(plan)
            id = work.new_id("flw")
            tried = FollowUp(id=id, reflection=plan.id, member=member, stage="tried", due_at=at)
            work.follow_ups.add_all([tried])
        work.mornings.put([Morning(member=m, workspace=WORKSPACE, at=now) for m in who])
    began, worked, seen = time.perf_counter(), time.process_time(), 0
    with store.begin() as work:
        due = work.mornings.due(WORKSPACE, now, DUE)
        for start in range(0, DUE, mornings.SLICE):
            some = [one.member for one in due[start : start + mornings.SLICE]]
            members = work.members.some(some)
            seen += len([item for source in SOURCES for item in source.take(work, members, now)])
    assert seen == DUE
    return time.perf_counter() - began, time.process_time() - worked
