"""What is kept of what happened: typed, written in one place, readable as it was kept by earlier releases."""

import ast
from dataclasses import fields
from datetime import UTC, datetime
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitation.post import facts, journal
from facilitation.post.facts import (
    Booked,
    HolidaysSet,
    Known,
    LeftAlone,
    ProgramChanged,
    RoleGiven,
    RoundClosed,
    Unknown,
    Unmatched,
)
from facilitation.post.facts_reports import FigureChanged
from facilitation.post.journal import Fact
from facilitation.post.skill_facts import KnownSkill, SkillRenamed
from tests.storage.examples import NOW, W, fact

ROOT = Path(__file__).parents[2]
VALUES = st.dictionaries(st.text(), st.text() | st.integers() | st.lists(st.text()))
CHANGED = (ProgramChanged, FigureChanged)
FACTS = st.one_of(
    *(st.from_type(kind) for kind in get_args(Known) if kind not in CHANGED),
    *(st.builds(kind, before=VALUES, after=VALUES) for kind in CHANGED),
)
GO = KnownSkill(
    id="skl_1", name="Go", key="go", aliases=("golang",), created_by="b", created_at=NOW
)


@given(FACTS)
def test_every_fact_is_read_as_it_was_kept(what):
    row = Fact(id="fct_1", workspace=W, at=NOW, **facts.columns(what))
    assert row.what == what
    assert row.kind == what.kind


def test_each_kind_of_fact_is_of_one_record():
    kinds = [
        kind
        for record in get_args(Known)
        for field in fields(record)
        if field.name == "kind"
        for kind in get_args(field.type)
    ]
    assert len(kinds) == len(set(kinds)) > 30


OLD = [
    (
        {"kind": "member.unmatched", "program": "p", "round": "r", "member": "m"}
        | {"data": {"why": "An odd number.", "help": "Invite one more."}},
        Unmatched(
            program="p", round="r", member="m", why="An odd number.", help="Invite one more."
        ),
    ),
    (
        {"kind": "member.alone", "program": "p", "round": "r", "member": "m"}
        | {"data": {"why": "", "gone": "n"}},
        LeftAlone(program="p", round="r", member="m", gone="n", why=""),
    ),
    (
        {"kind": "round.closed", "program": "p", "round": "r", "data": {"met": 3, "paused": 1}},
        RoundClosed(program="p", round="r", met=3, paused=1),
    ),
    (
        {"kind": "member.role", "member": "m", "before": {"role": "member"}}
        | {"after": {"role": "admin"}},
        RoleGiven(member="m", was="member", role="admin"),
    ),
    (
        {"kind": "workspace.holidays", "before": {"holidays": []}, "after": {"holidays": ["DE"]}},
        HolidaysSet(was=(), codes=("DE",)),
    ),
    (
        {"kind": "program.set", "program": "p", "before": {"settings.size": 2}, "after": {"a": 1}},
        ProgramChanged(
            kind="program.set", program="p", before={"settings.size": 2}, after={"a": 1}
        ),
    ),
    (
        {"kind": "booking.helped", "member": "m"}
        | {"data": {"booking": "bkg_1", "peer": "n", "helped": "yes"}},
        Booked(kind="booking.helped", member="m", booking="bkg_1", peer="n", helped="yes"),
    ),
    (
        {"kind": "skill.renamed", "member": "skl_1"}
        | {
            "data": {
                "name": "Go",
                **{
                    key: {
                        "id": "skl_1",
                        "name": "Go",
                        "key": "go",
                        "aliases": ["golang"],
                        "created_by": "b",
                        "created_at": NOW.isoformat(),
                    }
                    for key in ("was", "is")
                },
            }
        },
        SkillRenamed(of="skl_1", name="Go", was=GO, became=GO),
    ),
]


@pytest.mark.parametrize(
    ("row", "what"), OLD, ids=lambda one: one["kind"] if isinstance(one, dict) else ""
)
def test_what_was_kept_before_facts_had_types_is_still_read(row, what):
    assert fact(1, **row).what == what


@pytest.mark.parametrize("kind", ["want.told", "round.closed", "from a later release"])
def test_what_cannot_be_read_as_what_it_says_it_is_stays_as_it_lies_there(kind):
    data = {"met": "many", "skill": "go"}
    assert fact(1, kind=kind, data=data).what == Unknown(kind=kind, data=data)


def test_a_change_is_kept_with_what_it_replaced_and_put():
    change = HolidaysSet(was=("DE",), codes=())
    assert facts.columns(change) == {
        "kind": "workspace.holidays",
        "before": {"holidays": ["DE"]},
        "after": {"holidays": []},
    }


def test_facts_are_written_in_one_go_with_who_did_it_and_when(store):
    left = [
        LeftAlone(program="p", round="r", member=m, gone="z", why="Nobody.") for m in ("m", "n")
    ]
    at = datetime(2026, 11, 24, 9, tzinfo=UTC)
    with store.begin() as work:
        written = journal.keep_all(work, W, left, at, by="b")
    with store.begin() as work:
        assert work.journal.of_round("r", ["member.alone"]) == written
        assert journal.keep(work, W, left[0], at, undoes="fct_0").undoes == "fct_0"
    assert [(one.what, one.by, one.at, one.workspace) for one in written] == [
        (each, "b", at, W) for each in left
    ]


def test_only_the_journal_makes_facts_and_nobody_else_reads_how_they_lie_there():
    for path in ROOT.joinpath("facilitation").rglob("*.py"):
        if path.name == "examples.py" or path.parent.name == "post":
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            where = f"{path.name}:{getattr(node, 'lineno', '')}"
            if isinstance(node, ast.Call):
                assert getattr(node.func, "id", "") != "Fact", where
            if isinstance(node, ast.Attribute) and node.attr == "data":
                assert getattr(node.value, "id", "") not in ("fact", "f"), where
