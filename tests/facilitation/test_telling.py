"""Telling people: outside their quiet times, once for a fact, in as many statements for many as for one."""

import ast
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import cast

import pytest
from sqlalchemy import event

from facilitation.post import teller
from facilitation.post.outbox import Personal, Place, Together
from facilitation.talk.messages import Message
from facilitation.talk.when.weeks import Week
from facilitation.work import Work
from tests.company import WORKSPACE, Company, person

ROOT = Path(__file__).parents[2]
HELLO = Message("Hello")
NIGHT = datetime.fromisoformat("2026-11-24T23:30+01:00")
MORNING = datetime.fromisoformat("2026-11-25T09:00+01:00")
HOUR = timedelta(hours=1)
ANA = person("ana")


class Desk:
    """A unit of work as far as a teller needs one."""

    def __init__(self):
        self.told = []
        self.outbox = self

    def new_id(self, prefix):
        return f"{prefix}_1"

    def add(self, deliveries):
        self.told += deliveries


def telling(now, codes=()):
    return teller.Teller(cast("Work", Desk()), WORKSPACE, now, codes)


def told(tell):
    tell.send()
    return tell.work.told


def test_a_member_is_told_at_once_by_day_and_in_the_morning_what_came_at_night():
    for now, due in ((NIGHT, MORNING), (MORNING, MORNING), (MORNING + HOUR, MORNING + HOUR)):
        tell = telling(now)
        tell.to_member(ANA, HELLO, key="a", kind="told", about="prg_1", until=HOUR)
        [one] = told(tell)
        assert (one.to, one.due_at, one.stale_at) == (Personal(ANA.id), due, due + HOUR)


def test_who_is_told_alone_waits_for_the_end_of_days_off_however_many_there_are():
    thursday = datetime.fromisoformat("2026-04-02T18:30+02:00")
    tuesday = datetime.fromisoformat("2026-04-07T09:00+02:00")
    assert telling(thursday, ("DE",)).readable(ANA) == tuesday
    ohio = replace(ANA, zone="America/New_York")
    assert telling(thursday, ("DE",)).readable(ohio) == thursday


def test_who_works_at_night_is_told_when_their_night_begins():
    night = replace(ANA, work=Week.office((22 * 60, 6 * 60)))
    assert telling(NIGHT).readable(night) == NIGHT
    noon = datetime.fromisoformat("2026-11-24T12:00+01:00")
    assert telling(noon).readable(night) == datetime.fromisoformat("2026-11-24T22:00+01:00")


def test_what_is_urgent_reaches_people_while_they_work_and_what_would_be_too_late_at_once():
    late = replace(ANA, work=Week.office((14 * 60, 23 * 60)))
    evening = datetime.fromisoformat("2026-11-24T20:00+01:00")
    tell = telling(evening)
    assert tell.readable(late, urgent=True) == evening
    assert tell.readable(ANA, urgent=True) == MORNING
    assert tell.readable(ANA, by=MORNING + HOUR) == MORNING
    assert tell.readable(ANA, by=MORNING) == evening


def test_several_are_told_when_it_disturbs_none_of_them_and_a_place_where_it_is_day():
    tell = telling(NIGHT)
    both = Together((ANA.id, f"{WORKSPACE}:ben"))
    tell.to_several(
        both, ["Europe/Berlin", "America/New_York"], HELLO, key="a", kind="ask", about=""
    )
    tell.to_several(Place("C1"), ["Europe/Berlin"], HELLO, key="b", kind="invite", about="")
    tell.to_several(Place("C1"), (), HELLO, key="c", kind="invite", about="", twice=False)
    chat, channel, at_once = told(tell)
    assert chat.due_at == datetime.fromisoformat("2026-11-25T09:00-05:00")
    assert (channel.due_at, channel.twice) == (MORNING, "rather")
    assert (at_once.due_at, at_once.twice) == (NIGHT, "never")


def test_who_has_left_is_told_nothing_and_a_nudge_rather_never_than_twice():
    tell = telling(NIGHT)
    people = [ANA, person("ben", state="gone"), person("cem", state="unreachable")]
    tell.to_each(people, HELLO, fact="rnd_1:told", kind="nudge", about="rnd_1")
    [one] = told(tell)
    assert (one.key, one.twice) == (f"rnd_1:told:{ANA.id}", "never")


@pytest.mark.parametrize("many", [1, 300])
def test_telling_many_takes_as_many_statements_as_telling_one(store, engine, many):
    people = [person(f"p{n}") for n in range(many)]
    company = Company(store)
    company.settle(*people)
    said = []
    event.listen(engine, "before_cursor_execute", lambda *call: said.append(call[2]))
    with store.begin() as work:
        tell = teller.of(work, WORKSPACE, NIGHT)
        tell.to_each(people, HELLO, fact="rnd_1:told", about="rnd_1")
        tell.send()
    assert len([one for one in said if one.startswith(("SELECT", "INSERT"))]) == 2


def test_only_the_teller_makes_deliveries():
    made = [
        str(path.relative_to(ROOT))
        for path in ROOT.joinpath("facilitation").rglob("*.py")
        if path.name != "examples.py"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Delivery"
    ]
    assert made == ["facilitation/post/teller.py"]


def test_a_nudge_that_quiet_times_push_past_its_sense_is_told_to_nobody():
    for until, count in ((MORNING, 0), (MORNING - HOUR, 0), (MORNING + HOUR, 1)):
        tell = telling(NIGHT)
        tell.to_member(ANA, HELLO, key="a", kind="nudge", about="ses_1", until=until)
        assert len(told(tell)) == count
