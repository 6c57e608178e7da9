"""The `peerloop` command as an operator types it: what it prints, and how it exits."""

import gzip
import json
import logging
import os
import subprocess
import sys
from pathlib import Path

import pytest
import structlog

from bot import cli, matching

ROOT = Path(__file__).resolve().parents[2]


def started(tmp_path, *words: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """Run `peerloop` in an empty folder, with nothing in the environment but these settings."""
    return subprocess.run(
        [sys.executable, "-m", "bot", *words],
        cwd=tmp_path,
        env={"PATH": "/usr/bin:/bin", "PYTHONPATH": str(ROOT), **settings},
        capture_output=True,
        text=True,
        timeout=60,
    )


@pytest.fixture
def peerloop(tmp_path, monkeypatch, capsys):
    """Run `peerloop` as `started` does, inside this process: to start one takes a hundred times as long."""
    root = logging.getLogger()
    handlers, level, before = list(root.handlers), root.level, structlog.get_config()

    def run(*words: str, **settings: str) -> subprocess.CompletedProcess[str]:
        code: object = 0
        with monkeypatch.context() as patch:
            patch.chdir(tmp_path)
            patch.setattr(sys, "argv", ["peerloop", *words])
            env = {"PATH": "/usr/bin:/bin", "DATABASE_URL": f"sqlite:///{tmp_path}/p.db"}
            patch.setattr(os, "environ", env | settings)
            try:
                cli.main()
            except SystemExit as end:
                code = end.code
        assert isinstance(code, int)
        return subprocess.CompletedProcess(words, code, *capsys.readouterr())

    yield run
    root.handlers[:] = handlers
    root.setLevel(level)
    structlog.configure(**before)


def seeded(tmp_path):
    """Fill the database as the playground does, with 6 people, six days before the first round."""
    import asyncio
    from datetime import UTC, datetime

    from adapters.playground.company import company
    from bot import wiring
    from bot.clock import SimulatedClock
    from bot.playground import Play
    from bot.settings import Settings

    settings = Settings(_env_file=None, database_url=f"sqlite:///{tmp_path}/p.db")  # type: ignore[call-arg]

    async def fill():
        made = company(6, datetime(2026, 11, 18, 9, 0, tzinfo=UTC))
        clock = SimulatedClock(made.starts)
        await Play(wiring.base(settings, clock), clock, made).start_over()

    asyncio.run(fill())


def test_wrong_usage_exits_with_2_and_a_failure_with_1_and_one_sentence(peerloop, tmp_path):
    assert started(tmp_path, "--version").returncode == 0
    assert started(tmp_path, "dance").returncode == 2
    assert peerloop("tick", "--at", "yesterday").returncode == 2
    assert "2026-11-24T10:00" in peerloop("tick", "--at", "yesterday").stderr
    wrong = started(tmp_path, "migrate", DATABASE_URL="mysql://x")
    assert wrong.returncode == 1
    assert wrong.stderr.startswith("peerloop: DATABASE_URL")
    assert len(wrong.stderr.strip().splitlines()) == 1
    unreachable = peerloop("migrate", DATABASE_URL="postgresql://x@127.0.0.1:1/x")
    assert unreachable.returncode == 1
    assert "Traceback" not in unreachable.stderr


def test_every_command_has_a_help_page(peerloop):
    words = peerloop("--help").stdout.split("Commands:")[1]
    names = [line.split()[0] for line in words.splitlines() if line.strip()]
    assert {"playground", "run", "web", "worker", "migrate", "tick", "doctor", "match"} <= set(
        names
    )
    for name in names:
        assert peerloop(name, "--help").returncode == 0


def test_version_is_told(peerloop):
    assert peerloop("--version").stdout.startswith("peerloop 0.")


def test_doctor_is_content_with_a_fresh_install_before_and_after_migrating(peerloop):
    before = peerloop("doctor")
    assert before.returncode == 0, before.stdout
    assert "peerloop migrate" in before.stdout
    assert "FAIL" not in before.stdout
    assert peerloop("migrate").returncode == 0
    after = peerloop("doctor", "--json")
    assert after.returncode == 0, after.stdout
    assert all(finding["ok"] for finding in json.loads(after.stdout)["findings"])


def test_tick_prints_a_line_for_each_thing_done_and_nothing_the_second_time(peerloop, tmp_path):
    seeded(tmp_path)
    first = peerloop("tick", "--at", "2026-11-24T10:00+01:00")
    assert first.returncode == 0, first.stderr
    assert any("introduced" in line for line in first.stdout.splitlines())
    assert any("meet each other" in line for line in first.stdout.splitlines())
    second = peerloop("tick", "--at", "2026-11-24T10:00+01:00")
    assert (second.returncode, second.stdout) == (0, "")


def test_tick_without_delivering_leaves_what_is_owed_for_later(peerloop, tmp_path):
    seeded(tmp_path)
    first = peerloop("tick", "--at", "2026-11-24T10:00+01:00", "--no-deliver")
    assert any("introduced" in line for line in first.stdout.splitlines())
    assert "meet each other" not in first.stdout
    assert "meet each other" in peerloop("tick", "--at", "2026-11-24T10:00+01:00").stdout


def test_people_are_imported_all_or_none_with_a_reason_for_every_line_refused(peerloop, tmp_path):
    seeded(tmp_path)
    good, bad = tmp_path / "good.csv", tmp_path / "bad.csv"
    good.write_text("handle,team,level\nana,Maps,4\n", encoding="utf-8")
    bad.write_text("handle,team,level\nana,Sales,4\nkwame,Maps,99\n", encoding="utf-8")
    refused = peerloop("import", "people", str(bad))
    assert refused.returncode == 1
    assert "Line 3" in refused.stdout
    assert "1 updated" in peerloop("import", "people", str(good)).stdout
    again = peerloop("import", "people", str(good))
    assert "1 as they were" in again.stdout or "0 updated" in again.stdout


def test_an_import_of_many_people_says_how_far_it_is_beside_what_it_prints(peerloop, tmp_path):
    seeded(tmp_path)
    many = tmp_path / "many.csv"
    many.write_text("handle,team\n" + "".join(f"new{n},Maps\n" for n in range(2_100)))
    checked = peerloop("import", "people", str(many), "--check")
    assert checked.stderr.splitlines() == [
        "1,000 of 2,100 lines read …",
        "2,000 of 2,100 lines read …",
    ]
    assert "read …" not in checked.stdout


def test_whoever_runs_the_machine_gives_a_role_and_is_told_whom_they_mean(peerloop, tmp_path):
    from sqlalchemy import create_engine, text

    seeded(tmp_path)
    with create_engine(f"sqlite:///{tmp_path}/p.db").begin() as connection:
        rows = connection.execute(text("SELECT id, name, handle FROM member ORDER BY id")).all()
        for statement in (
            "UPDATE member SET name = 'Kim Ito' WHERE id IN (:a, :b)",
            "INSERT INTO member_name (workspace, name, member) "
            "SELECT workspace, 'kim ito', id FROM member WHERE id IN (:a, :b)",
        ):
            connection.execute(text(statement), {"a": rows[1].id, "b": rows[2].id})
    given = peerloop("role", rows[0].name, "admin")
    assert given.returncode == 0, given.stderr
    assert f"{rows[0].name} (@{rows[0].handle}) in " in given.stdout
    assert "is an admin now, and was a" in given.stdout
    assert "is an admin already" in peerloop("role", f"@{rows[0].handle}", "admin").stdout
    several = peerloop("role", "Kim Ito", "admin")
    assert several.returncode == 1
    assert f"(@{rows[1].handle})" in several.stderr
    assert f"(@{rows[2].handle})" in several.stderr
    unknown = peerloop("role", "Nobody", "admin")
    assert unknown.returncode == 1
    assert "I know nobody called" in unknown.stderr
    elsewhere = peerloop("role", rows[0].name, "admin", "--workspace", "slack:T9")
    assert elsewhere.returncode == 1
    assert peerloop("role", rows[0].name, "king").returncode == 2


def test_whoever_is_still_there_is_erased_only_by_whoever_says_so_twice(peerloop, tmp_path):
    seeded(tmp_path)
    exported = peerloop("export", "people").stdout
    address = exported.splitlines()[1].partition(",")[0]
    refused = peerloop("forget", address)
    assert (refused.returncode, refused.stdout) == (1, "")
    assert "is still here" in refused.stderr
    assert f"peerloop forget {address} --yes" in refused.stderr
    assert peerloop("export", "people").stdout == exported, "nothing was erased"
    unknown = peerloop("forget", "nobody@x.example", "--yes")
    assert unknown.stderr == "peerloop: I know nobody with that address.\n"

    done = peerloop("forget", address, "--yes")
    assert (done.returncode, "Receipt: " in done.stdout) == (0, True)
    assert address not in peerloop("export", "people").stdout


@pytest.mark.parametrize(("typed", "code"), [("ana", 1), ("", 1), (None, 0)])
def test_at_a_terminal_the_address_is_typed_once_more(peerloop, tmp_path, typed, code):
    seeded(tmp_path)
    address = peerloop("export", "people").stdout.splitlines()[1].partition(",")[0]
    ours, theirs = os.openpty()
    os.write(ours, f"{address if typed is None else typed}\n\x04".encode())
    with os.fdopen(theirs) as terminal:
        done = subprocess.run(
            [sys.executable, "-m", "bot", "forget", address],
            cwd=tmp_path,
            env={
                "PATH": "/usr/bin:/bin",
                "PYTHONPATH": str(ROOT),
                "DATABASE_URL": f"sqlite:///{tmp_path}/p.db",
            },
            stdin=terminal,
            capture_output=True,
            text=True,
            timeout=60,
        )
    os.close(ours)
    assert done.returncode == code, done.stderr
    assert f"type {address}" in done.stderr
    there = address in peerloop("export", "people").stdout
    assert there == bool(code)


def test_match_says_in_words_why_somebody_has_no_circle(peerloop, tmp_path):
    people = [{"id": f"u{n}"} for n in range(3)]
    file = tmp_path / "three.json"
    file.write_text(
        json.dumps(
            {
                "people": people,
                "settings": {"group_size": 2, "group_max": 2},
                "rounds": [{"round": 0}],
            }
        )
    )
    said = peerloop("match", str(file))
    [left] = json.loads(said.stdout.splitlines()[0])["unmatched"]
    assert set(left) == {"id", "why", "help"}
    assert left["why"] == "An odd number took part, and this program makes no trios."


def test_match_prints_one_json_line_a_round_from_a_plain_or_packed_file(peerloop, tmp_path):
    people = [{"id": f"u{n}", "team": f"t{n % 3}"} for n in range(6)]
    scenario = {"people": people, "settings": {"group_size": 2}, "rounds": [{"round": 0}] * 2}
    plain, packed = tmp_path / "s.json", tmp_path / "s.json.gz"
    plain.write_text(json.dumps(scenario))
    packed.write_bytes(gzip.compress(json.dumps(scenario).encode()))
    for file in (plain, packed):
        said = peerloop("match", str(file), "--seed", "3")
        lines = [json.loads(line) for line in said.stdout.splitlines()]
        assert [line["round"] for line in lines] == [0, 0]
        assert sorted(u for circle in lines[0]["groups"] for u in circle) == [
            f"u{n}" for n in range(6)
        ]
    plain.write_text("[]")
    wrong = peerloop("match", str(plain))
    assert wrong.returncode == 1
    assert "is not a scenario" in wrong.stderr


def test_match_says_how_far_it_is_beside_the_lines_it_prints_where_that_takes_a_moment(
    tmp_path, monkeypatch
):
    people = [{"id": f"u{n}"} for n in range(6)]
    file, heard = tmp_path / "s.json", []
    file.write_text(json.dumps({"people": people, "rounds": [{"round": 0}] * 3}))
    for moment in (60.0, 0.0):
        monkeypatch.setattr(matching, "MOMENT", moment)
        said = matching.lines(file, None, 0, drawn=lambda done, of: heard.append((done, of)))
        assert len(list(said)) == 3
    assert heard == [(0, 3), (1, 3), (2, 3)]


def test_the_teams_package_is_written_or_a_sentence_says_why_not(peerloop, tmp_path):
    import zipfile

    app, url = "12345678-90ab-cdef-1234-567890abcdef", "https://peerloop.example.org"
    said = peerloop("manifest", "teams", "--url", url, "--out", "app.zip", "--app-id", app)
    assert said.returncode == 0, said.stderr
    assert "app.zip" in said.stdout
    with zipfile.ZipFile(tmp_path / "app.zip") as archive:
        made = json.loads(archive.read("manifest.json"))
    assert (made["id"], made["validDomains"]) == (app, ["peerloop.example.org"])
    known = {"TEAMS_APP_ID": app, "TEAMS_APP_PASSWORD": "x~y", "TEAMS_TENANT_ID": app}
    words = ("manifest", "teams", "--out", "two.zip", "--slash", "--app-version", "1.2.3")
    assert peerloop(*words, PUBLIC_URL=url, **known).returncode == 0
    with zipfile.ZipFile(tmp_path / "two.zip") as archive:
        made = json.loads(archive.read("manifest.json"))
    assert (made["id"], made["version"], made["manifestVersion"]) == (app, "1.2.3", "1.29")
    for wrong, why in (
        (("--url", url, "--out", "x.zip"), "TEAMS_APP_ID"),
        (("--url", url, "--out", "x.zip", "--app-id", "me"), "00000000-"),
        (("--out", "x.zip", "--app-id", app), "--url https://"),
        (("--url", "http://here", "--out", "x.zip", "--app-id", app), "--url https://"),
        (("--url", url, "--out", "none/x.zip", "--app-id", app), "none/x.zip cannot be written"),
    ):
        refused = peerloop("manifest", "teams", *wrong)
        assert refused.returncode == 1
        assert why in refused.stderr
        assert len(refused.stderr.strip().splitlines()) == 1
    assert peerloop("manifest", "teams", "--url", url, "--app-id", app).returncode == 2
    assert not (tmp_path / "x.zip").exists()


def test_the_playground_refuses_a_database_with_a_real_workspace(peerloop, tmp_path):
    from datetime import UTC, datetime

    from facilitation.people.model import Workspace
    from storage.engine import make_engine
    from storage.migrate import upgrade
    from tests.storage_fixtures import store_on

    engine = make_engine(f"sqlite:///{tmp_path}/p.db")
    upgrade(engine)
    with store_on(engine).begin() as work:
        at = datetime(2026, 1, 1, tzinfo=UTC)
        work.workspaces.save(Workspace(id="slack:T1", platform="slack", name="X", created_at=at))
    engine.dispose()
    refused = peerloop("playground", "--port", "0")
    assert refused.returncode == 1
    assert "belongs to a real workspace" in refused.stderr


def test_one_process_serves_works_and_ends_when_told_to(tmp_path):
    import signal
    import time
    import urllib.request

    port = "18317"
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", "run"],
        cwd=ROOT,
        env={
            "PATH": os.environ["PATH"],
            "DATABASE_URL": f"sqlite:///{tmp_path}/p.db",
            "PORT": port,
        },
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        for _ in range(200):
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz") as ready:
                    assert json.load(ready)["status"] == "ok"
                break
            except OSError:
                time.sleep(0.1)
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics") as page:
            figures = page.read().decode()
        age = next(line for line in figures.splitlines() if line.startswith("peerloop_last_tick"))
        assert float(age.split()[1]) < 60
    finally:
        process.send_signal(signal.SIGTERM)
        _, log = process.communicate(timeout=30)
    assert process.returncode == 0, log


@pytest.mark.parametrize("words", ["run", "web", "worker", "tick", "playground", "migrate"])
def test_no_program_starts_on_a_database_that_it_cannot_write(peerloop, tmp_path, words):
    from storage.migrate import upgrade

    upgrade(f"sqlite:///{tmp_path}/p.db")
    refused = peerloop(words, DATABASE_URL=f"sqlite:///file:{tmp_path}/p.db?mode=ro&uri=true")
    assert refused.returncode == 1
    assert refused.stdout == ""
    (line,) = refused.stderr.splitlines()
    assert line.startswith("peerloop: The database ")
    assert "must not be written to" in line
