"""Sessions and the parts in them, and what was said of circles and bookings before there was one table for both."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest
from alembic import command
from sqlalchemy import Engine, MetaData, Table

from facilitation.errors import Conflict
from facilitation.rounds.model import Duty
from facilitation.sessions.model import Part, Session
from storage import migrate
from storage.engine import make_engine
from storage.work import Store
from tests.storage.examples import (
    HOUR,
    NOW,
    W,
    booking,
    circle,
    company,
    first_round,
    parts,
    session,
)
from tests.storage_fixtures import store_on

BEFORE = "0007"
"""The last revision without parts."""
ANA, BO, CY = (f"{W}:{name}" for name in ("ana", "bo", "cy"))


def booked(number: int, *names: str, **more: Any) -> Session:
    """Return the session of a booking."""
    return Session(id=f"ses_{number}", workspace=W, booking="bkg_1", parts=parts(*names), **more)


def test_a_session_comes_back_with_its_parts_in_order(store: Store) -> None:
    company(store, "ana", "bo", "cy")
    said = Part(member=BO, outcome="met", helped="partly", at=NOW)
    written = booked(1, "cy", "ana", starts_at=NOW).with_part(said)
    with store.begin() as work:
        work.bookings.save(booking())
        assert work.sessions.save(written) == replace(written, version=1)
        known = work.sessions.of_booking("bkg_1")
        assert known == replace(written, version=1)
        assert known is not None
        assert known.people == (CY, ANA, BO)
        changed = work.sessions.save(known.without(ANA))
        assert work.sessions.get("ses_1") == changed
        with pytest.raises(Conflict):
            work.sessions.save(known)
        assert work.sessions.of_booking("bkg_2") is None


def test_a_booking_has_one_session(store: Store) -> None:
    company(store, "ana", "bo")
    with store.begin() as work:
        work.bookings.save(booking())
        work.sessions.save(booked(1, "ana", "bo"))
    with pytest.raises(Conflict), store.begin() as work:
        work.sessions.save(booked(2, "ana", "bo"))


def test_a_member_has_their_sessions_newest_first(store: Store) -> None:
    company(store, "ana", "bo", "cy")
    with store.begin() as work:
        first_round(work, circle(1, "ana", "bo"), circle(2, "bo", "cy"))
        work.bookings.save(booking())
        work.sessions.add_all([session(1, "ana", "bo"), session(2, "bo", "cy")])
        work.sessions.save(booked(3, "ana", "bo"))
        assert [s.id for s in work.sessions.of_member(ANA)] == ["ses_3", "ses_1"]
        assert [s.id for s in work.sessions.of_member(BO, 2)] == ["ses_3", "ses_2"]


def test_what_was_dealt_is_who_was_there_and_who_was_asked_what_declined_or_not(
    store: Store,
) -> None:
    company(store, "ana", "bo", "cy")
    with store.begin() as work:
        first_round(work, circle(1, "ana", "bo"), circle(2, "ana", "bo", "cy"), circle(3, "cy"))
        work.bookings.save(booking())
        its = [session(1, "ana", "bo"), session(2, "ana", "bo", "cy"), session(3)]
        work.sessions.add_all(its)
        work.sessions.save(booked(4, "ana", "bo"))
        program, round = its[0].program, its[0].round
        no = Duty(program=program, round=round, member=CY, role="notes", declined=True, at=NOW)
        work.duties.put(no)
        dealt = work.duties.dealt(program, [CY, "nobody"])
        assert [(one.round, set(one.there)) for one in dealt] == [(round, {ANA, BO, CY})]
        assert dealt[0].asked["notes"] == {CY}
        assert {len(one.there) for one in work.duties.dealt(program, [ANA])} == {2, 3}
        assert work.duties.asked(program, "notes", [ANA, CY]) == {CY: NOW}
        assert work.circles.turns(program, [CY])[CY].get("notes", 0) == 0


@pytest.fixture
def older(database_url: str) -> Iterator[Engine]:
    """An engine on a database as it was before sessions had parts."""
    engine = make_engine(database_url)
    with migrate._locked(engine) as connection:
        command.upgrade(migrate._config(connection), BEFORE)
    yield engine
    engine.dispose()


def at(engine: Engine, hours: int = 0) -> datetime:
    """Return an instant as it is kept."""
    found = NOW + hours * HOUR
    return found.replace(tzinfo=None) if engine.name == "sqlite" else found


def old(engine: Engine, name: str, **row: Any) -> None:
    """Write a row as the program of before did; what is not said is empty."""
    nothing: dict[type, Any] = {str: "", int: 0, bool: False, date: NOW.date()}
    nothing[datetime] = at(engine)
    with engine.begin() as connection:
        table = Table(name, MetaData(), autoload_with=connection)
        empty = {
            column.name: nothing[column.type.python_type]
            for column in table.c
            if not column.nullable and column.name != "ordinal"
        }
        connection.execute(table.insert(), {**empty, **row})


def said(engine: Engine, number: int, kind: str, by: str, circle: str = "", **data: str) -> None:
    """Write what somebody said, as a fact."""
    words = {"id": f"fct_{number}", "kind": kind, "by": by, "circle": circle}
    old(engine, "fact", **words, at=at(engine, number), data=json.dumps(data))


def fill(engine: Engine) -> None:
    """Write a circle that one left, another that is no more, bookings of each state, and what was said of them."""
    old(engine, "workspace", id=W)
    for member in (ANA, BO, CY):
        old(engine, "member", id=member, workspace=W)
    old(engine, "program", id="prg_1", workspace=W)
    old(engine, "round", id="rnd_1", program="prg_1", state="open", number=1)
    for number, members in ((1, (ANA, BO, CY)), (2, (BO, CY))):
        circle, of = f"cir_{number}", {"program": "prg_1", "round": "rnd_1"}
        old(engine, "circle", id=circle, workspace=W, **of, dissolved=number == 2, version=1)
        for place, member in enumerate(members):
            known = {"circle": circle, "place": place, "member": member}
            old(engine, "seat", **known, left=place == 2, captain=place == 1)
    known = {"workspace": W, "round": "rnd_1", "asked": 1, "version": 2, "answered_at": at(engine)}
    old(engine, "session", id="ses_1", circle="cir_1", outcome="met", answered_by=BO, **known)
    old(engine, "session", id="ses_2", circle="cir_2", outcome="unknown", **known)
    for number, state in enumerate(("over", "over", "agreed", "agreed", "asked"), 1):
        starts_at = None if state == "asked" else at(engine)
        who = {"workspace": W, "asker": ANA, "peer": BO, "token": str(number)}
        old(engine, "booking", id=f"bkg_{number}", **who, state=state, starts_at=starts_at)
    said(engine, 1, "session.answered", ANA, "cir_1", outcome="met")
    said(engine, 2, "session.answered", ANA, "cir_1", outcome="not_yet")
    said(engine, 3, "session.answered", BO, "cir_1", outcome="met")
    said(engine, 4, "booking.met", ANA, booking="bkg_1")
    said(engine, 5, "booking.missed", BO, booking="bkg_1")
    said(engine, 6, "booking.met", BO, booking="bkg_1")
    said(engine, 7, "booking.helped", ANA, booking="bkg_1", helped="no")
    said(engine, 8, "booking.helped", ANA, booking="bkg_1", helped="yes")
    said(engine, 9, "booking.missed", ANA, booking="bkg_3")


def test_what_was_said_before_is_in_the_parts_afterwards(older: Engine) -> None:
    fill(older)
    migrate.upgrade(older)
    with store_on(older).begin() as work:
        of_circle = work.sessions.of_circle("cir_1")
        assert (of_circle.program, of_circle.outcome, of_circle.asked) == ("prg_1", "met", 1)
        assert [(p.member, p.outcome) for p in of_circle.parts] == [(ANA, "not_yet"), (BO, "met")]
        assert of_circle.parts[1].at == NOW + 3 * HOUR
        assert work.sessions.of_circle("cir_2").parts == ()
        first = work.sessions.of_booking("bkg_1")
        assert first is not None
        assert (first.starts_at, first.outcome, first.answered_by, first.asked) == (
            NOW,
            "met",
            BO,
            1,
        )
        assert [(p.outcome, p.helped) for p in first.parts] == [("met", "yes"), ("met", "")]
        second = work.sessions.of_booking("bkg_2")
        assert second is not None
        assert (second.outcome, second.people) == ("unknown", (ANA, BO))
        third = work.sessions.of_booking("bkg_3")
        assert third is not None
        assert (third.outcome, third.asked) == ("could_not", 0)
        assert [work.sessions.of_booking(f"bkg_{n}") for n in (4, 5)] == [None, None]
        assert work.sessions.met_since("prg_1", NOW) == [((ANA, BO), NOW)]
        work.sessions.save(replace(first, outcome="could_not"))


def test_captains_of_before_are_in_the_ledger(older: Engine) -> None:
    fill(older)
    migrate.upgrade(older)
    with store_on(older).begin() as work:
        assert work.circles.turns("prg_1", [ANA, BO, CY]) == {
            ANA: {},
            BO: {"captain": 1},
            CY: {"captain": 1},
        }
        [circle] = [c for c in work.circles.of_round("rnd_1") if not c.dissolved]
        assert (circle.having("captain"), circle.until) == ((BO,), 1)
        assert work.circles.save(circle).seats == circle.seats
    with migrate._locked(older) as connection:
        command.downgrade(migrate._config(connection), BEFORE)
    with older.begin() as connection:
        found = Table("seat", MetaData(), autoload_with=connection)
        kept = connection.execute(found.select().order_by(found.c.circle, found.c.place)).all()
        assert [row.captain for row in kept] == [False, True, False, False, True]


def test_the_way_back_keeps_what_is_of_circles(older: Engine) -> None:
    fill(older)
    migrate.upgrade(older)
    with migrate._locked(older) as connection:
        command.downgrade(migrate._config(connection), BEFORE)
    with older.begin() as connection:
        found = Table("session", MetaData(), autoload_with=connection)
        assert [row.id for row in connection.execute(found.select())] == ["ses_1", "ses_2"]
