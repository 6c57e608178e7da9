"""A database that was in the middle of things when it was upgraded goes on where it was, on both databases."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import Engine, MetaData, Table, select

from storage import migrate
from tests.storage.earlier import AT, Rows, back_to, earlier
from tests.storage.examples import HOUR, NOW, W
from tests.storage_fixtures import store_on

BEFORE = "0008"


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    """An engine on a database of the schema before, in which a workspace is."""
    engine = earlier(database_url, BEFORE)
    yield engine
    engine.dispose()


def fill(engine: Engine) -> None:
    """Leave rounds, bookings and pauses in the middle of what they do."""
    add = Rows(engine)
    add("workspace", id=W, platform="slack", name="Fern", zone="UTC", holidays="[]", state="active")
    for name in ("ana", "bo"):
        lists = {"languages": "[]", "offers": "[]", "wants": "[]", "work": "[9,17]"}
        add("member", id=f"{W}:{name}", workspace=W, name=name, state="active", **lists)
    for number in (1, 2):
        settings = {"settings": "{}", "facilitators": "[]", "state": "active", "format": "pairs"}
        add("program", id=f"prg_{number}", workspace=W, number=number, name="x", **settings)
    of = {"workspace": W, "program": "prg_1", "version": 3}
    add("round", id="rnd_1", occurrence="a", state="closed", **of)
    add("round", id="rnd_2", occurrence="b", state="open", step="ask", step_at=AT, **of)
    add("round", id="rnd_3", occurrence="c", state="planned", step="announce", step_at=AT, **of)
    add("round", id="rnd_4", occurrence="d", state="planned", **of | {"program": "prg_2"})
    two = {"workspace": W, "asker": f"{W}:ana", "peer": f"{W}:bo", "times": "[]", "passed": "[]"}
    add("booking", id="bkg_1", token="1", state="asked", step="again", step_at=AT - HOUR, **two)
    add("booking", id="bkg_2", token="2", state="over", **two)
    for member, program, state, back in (
        ("ana", "prg_1", "paused", AT + HOUR),
        ("bo", "prg_1", "active", None),
        ("bo", "prg_2", "paused", None),
    ):
        key = {"program": program, "member": f"{W}:{member}", "workspace": W}
        add("enrollment", state=state, returns_at=back, **key)


def test_what_was_due_is_due_and_what_rested_rests(engine: Engine) -> None:
    fill(engine)
    migrate.upgrade(engine)
    with store_on(engine).begin() as work:
        due = work.steps.due(NOW + timedelta(days=1), 9)
        assert [(s.kind, s.record, s.name, s.at, s.workspace) for s in due] == [
            ("booking", "bkg_1", "again", AT - HOUR, W),
            ("round", "rnd_2", "ask", AT, W),
            ("round", "rnd_3", "announce", AT, W),
            ("enrollment", f"prg_1 {W}:ana", "back", AT + HOUR, W),
        ]
        assert work.rounds.get("rnd_2").version == 3
        planned, resting = work.rounds.planned("prg_1"), work.rounds.resting("prg_2")
        assert (planned and planned.id, resting and resting.id) == ("rnd_3", "rnd_4")
        assert work.rounds.planned("prg_2") is None
        assert work.bookings.get("bkg_1").state == "asked"


def test_the_way_back_leads_to_where_it_was(engine: Engine) -> None:
    fill(engine)
    migrate.upgrade(engine)
    back_to(engine, BEFORE)
    with engine.connect() as connection:
        table = Table("round", MetaData(), autoload_with=connection)
        kept = connection.execute(select(table.c.id, table.c.state, table.c.step)).all()
    assert sorted(map(tuple, kept)) == [
        ("rnd_1", "closed", ""),
        ("rnd_2", "open", "ask"),
        ("rnd_3", "planned", "announce"),
        ("rnd_4", "planned", ""),
    ]
