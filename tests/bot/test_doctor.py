"""The doctor looks at everything, and each thing that is wrong comes with its cure."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine

from bot import doctor, settings
from bot.doctor import Check, Finding, Unfit
from storage.engine import answers, make_engine
from storage.saving import try_writing
from storage.upkeep import upkeep
from tests.bot.helpers import NOW


def only(check: Check) -> Finding:
    (found,) = doctor.examine([check])
    return found


def test_a_database_that_can_be_written_is_well_and_stays_as_it_was(engine: Engine) -> None:
    for _ in range(2):
        assert only(doctor.database(lambda: try_writing(engine))).ok

    with engine.begin() as connection:
        notes = connection.execute(upkeep.select()).all()
    assert [note.name for note in notes if not note.name.startswith("oldest for")] == []


def test_a_database_that_cannot_be_written_is_a_finding_with_a_cure(sqlite_engine: Engine) -> None:
    file = sqlite_engine.url.database
    engine = make_engine(f"sqlite:///file:{file}?mode=ro&uri=true")

    found = only(doctor.database(lambda: try_writing(engine)))

    assert not found.ok
    assert "must not be written to" in found.sentence
    assert "DATABASE_URL" in found.cure


def test_settings_that_do_not_fit_are_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name in settings.Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.chdir(tmp_path)
    assert only(doctor.settings(settings.load)).ok

    monkeypatch.setenv("PORT", "lots")
    found = only(doctor.settings(settings.load))
    assert (found.ok, found.sentence[:4]) == (False, "PORT")

    monkeypatch.setenv("PORT", "3000")
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-1")
    monkeypatch.setenv("SLACK_SIGNING_SECRET", "secret")
    found = only(doctor.settings(settings.load))
    assert "PUBLIC_URL" in found.sentence

    monkeypatch.setenv("PUBLIC_URL", "https://peerloop.example")
    assert only(doctor.settings(settings.load)).sentence == "Set for Slack."


@pytest.mark.parametrize(("apart", "well"), [(0, True), (4, True), (-4, True), (6, False)])
def test_clocks_that_differ_are_noticed(apart: int, well: bool) -> None:
    check = doctor.clock(lambda: NOW, lambda: NOW + timedelta(seconds=apart))

    assert only(check).ok is well


def test_an_old_schema_is_noticed() -> None:
    assert only(doctor.migrations(lambda: None)).ok

    found = only(doctor.migrations(lambda: "The schema is 0001 and should be 0002."))
    assert not found.ok
    assert "peerloop migrate" in found.cure


def test_zones_and_packages_are_well_here() -> None:
    assert only(doctor.zones()).ok
    assert only(doctor.packages()).ok
    assert not only(doctor.zones(["Nowhere/Atlantis"])).ok


def test_a_check_that_breaks_is_a_finding_and_the_others_go_on() -> None:
    def breaks() -> str:
        raise KeyError("oops")

    found = doctor.examine([Check("one", breaks), Check("two", lambda: "Well.")])

    assert [each.ok for each in found] == [False, True]
    assert not doctor.fit(found)


def test_findings_can_be_read_by_people_and_by_programs() -> None:
    def unwell() -> str:
        raise Unfit("It limps.", "Rest it.")

    found = doctor.examine([Check("leg", unwell), Check("arm", lambda: "Well.")])

    assert doctor.as_text(found).splitlines() == [
        "FAIL leg: It limps.",
        "     cure: Rest it.",
        "ok   arm: Well.",
        "1 of 2 checks failed.",
    ]
    told = json.loads(doctor.as_json(found))
    assert told["fit"] is False
    assert told["findings"][0] == {
        "name": "leg",
        "ok": False,
        "sentence": "It limps.",
        "cure": "Rest it.",
    }
    assert doctor.as_text(found[1:]).endswith("All is well.")


def test_a_database_that_cannot_be_reached_is_told_with_its_reason_and_without_its_password() -> (
    None
):
    engine = make_engine("postgresql://ana:hunter2secret@127.0.0.1:1/x")
    found = only(doctor.reach(lambda: answers(engine)))
    assert not found.ok
    assert "127.0.0.1" in found.sentence
    assert "hunter2secret" not in found.sentence + found.cure


def test_where_replies_may_not_be_read_it_says_so_and_that_the_button_carries_on():
    said = doctor.threads(lambda: [("Acme", "read"), ("Fern", "refused")]).run()
    assert "Fern" in said
    assert "Acme" not in said
    assert "--read-threads" in said
    assert "1 workspace." in doctor.threads(lambda: [("Acme", "told"), ("Fern", "")]).run()
