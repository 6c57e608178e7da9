"""What was read from the journal before it was only history is where it belongs after an upgrade, on both databases."""

import json
from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import Engine, inspect

from storage import migrate
from tests.storage.earlier import AT, Rows, back_to, earlier
from tests.storage.examples import HOUR, W
from tests.storage_fixtures import store_on

BEFORE = "0011"


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    """An engine on a database of the schema before."""
    engine = earlier(database_url, BEFORE)
    yield engine
    engine.dispose()


def fill(engine: Engine) -> None:
    """Leave facts that were read as state, and what they are about."""
    add = Rows(engine)
    add("workspace", id=W, platform="slack", name="Fern", zone="UTC", holidays="[]", state="active")
    for name in ("ana", "bo", "cy"):
        lists = {"languages": "[]", "offers": "[]", "wants": "[]", "work": "[9,17]"}
        add("member", id=f"{W}:{name}", workspace=W, name=name, state="active", **lists)
    settings = {"settings": "{}", "facilitators": "[]", "state": "active", "format": "pairs"}
    add("program", id="prg_1", workspace=W, number=1, name="x", **settings)
    for name in ("ana", "bo"):
        of = {"program": "prg_1", "member": f"{W}:{name}", "workspace": W, "state": "active"}
        add("enrollment", **of)
    for number in (1, 2):
        of = {"workspace": W, "program": "prg_1", "state": "open"}
        add("round", id=f"rnd_{number}", occurrence=str(number), **of)
    for name in ("Go", "C"):
        key = name.lower()
        add("skill", id=f"skl_{key}", workspace=W, name=name, key=key, aliases="[]")
    two = {"workspace": W, "asker": f"{W}:ana", "times": "[]", "passed": "[]", "state": "lapsed"}
    for number, peer in enumerate(("bo", "cy", "bo"), 1):
        id, member = f"bkg_{number}", f"{W}:{peer}"
        add("booking", id=id, token=id, peer=member, **two)
        add("booking_ask", booking=id, member=member)
    facts = [
        ("member.unmatched", "ana", {"round": "rnd_1", "program": "prg_1"}, {}),
        ("member.unmatched", "ana", {"round": "rnd_2", "program": "prg_1"}, {}),
        ("member.unmatched", "cy", {"round": "rnd_2", "program": "prg_1"}, {}),
        ("member.alone", "bo", {"round": "rnd_2", "program": "prg_1"}, {}),
        ("want.told", "ana", {}, {"skill": "go", "due": AT.isoformat()}),
        ("want.told", "ana", {}, {"skill": "c", "due": (AT + HOUR).isoformat()}),
        ("want.told", "gone", {}, {"skill": "c", "due": AT.isoformat()}),
        ("want.left", "skl_go", {}, {"more": True}),
        ("want.left", "skl_c", {}, {"more": True}),
        ("want.left", "skl_c", {}, {"more": False}),
        ("booking.unanswered", "ana", {}, {"booking": "bkg_1", "peer": f"{W}:bo"}),
        ("booking.withdrawn", "ana", {}, {"booking": "bkg_1", "peer": f"{W}:bo"}),
        ("booking.withdrawn", "ana", {}, {"booking": "bkg_2", "peer": f"{W}:cy"}),
    ]
    for number, (kind, about, of, data) in enumerate(facts):
        member = about if about.startswith("skl") else f"{W}:{about}"
        said = {"kind": kind, "member": member, "data": json.dumps(data), **of}
        add("fact", id=f"fct_{number}", workspace=W, at=AT + number * HOUR, **said)


def test_what_the_journal_knew_is_known_where_it_is_asked_for(engine: Engine) -> None:
    fill(engine)
    migrate.upgrade(engine)
    with store_on(engine).begin() as work:
        missed = {e.member: e.missed_in for e in work.enrollments.of_program("prg_1")}
        assert missed == {f"{W}:ana": "rnd_2", f"{W}:bo": "rnd_2"}
        assert [work.rounds.get(id).missed for id in ("rnd_1", "rnd_2")] == [1, 2]
        assert work.skills.hinted([f"{W}:ana", f"{W}:bo"]) == {f"{W}:ana": AT + HOUR}
        assert {s.name: s.more_wait for s in work.skills.of(W)} == {"Go": True, "C": False}
        vain = work.bookings.vain_of(f"{W}:ana", AT)
        assert sorted(vain) == [(f"{W}:bo", "unanswered"), (f"{W}:cy", "withdrawn")]
        assert work.bookings.vain_of(f"{W}:ana", AT + timedelta(days=9)) == []


def test_the_way_back_leads_to_where_it_was(engine: Engine) -> None:
    before = inspect(engine).get_table_names()
    fill(engine)
    migrate.upgrade(engine)
    back_to(engine, BEFORE)
    found = inspect(engine)
    assert sorted(found.get_table_names()) == sorted(before)
    assert "vain" not in {column["name"] for column in found.get_columns("booking_ask")}
