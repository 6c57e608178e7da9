"""Whoever asks to be forgotten is found nowhere any more: no table, file, backup or card has a word of theirs."""

import json
import logging
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from prometheus_client import generate_latest
from sqlalchemy import Boolean, Date, Engine, Integer, Table, event, text
from structlog.testing import capture_logs

from bot.metrics import Metrics
from facilitation import news
from facilitation.privacy import forgetting
from facilitation.talk.incoming import Profile, Roster
from storage.columns import Instant
from storage.erasing import tables
from storage.ledger import InFile
from storage.work import Store
from tests import postgres
from tests.company import WORKSPACE, Company, button, person
from tests.facilitation.booked import fills
from tests.storage.examples import answer, contribution, discussion, prompt, question, takeaway
from tests.storage_fixtures import store_on
from tests.words import agree, everything, said, words_of

NOBODYS = set(
    # what a record is, is of, and how it stands
    "id workspace kind name state format channel channel_name lost_channel lost_name zone holidays platform anchor "
    "settings cause skips once missed_in holder round circle program session booking discussion question answer step "
    "clock skipped series.moved "
    "occurrence thread times token outcome helped suits roles role owner probe lane twice urgency undoes undone_by "
    "skill key word source aliases gaps turn vain card message shown conversation who at service_url bot team "
    "enterprise bot_token bot_user bot_id app_id scopes refresh_token "
    # of members, whose rows go whole
    "handle email location languages locale offers wants work "
    # words that go with whoever said them, or that say nothing of anybody
    "goal text title summary topic link wish reason words asks what about to people value pace stage went "
    "replies audit.details uses cue does replaced_by stem gram stems memory rating "
    "slot.by teams_reference.user teams_reference.address "
    # an opaque name stands in what is told to a record store
    "record why says body unit "
    "share.cell series.moved situation".split()
)
"""Columns that hold no person, by name: whoever adds one to these has thought about it."""


def with_ledger(engine: Engine, folder: Path, seed: int = 1) -> Store:
    store = store_on(engine, seed)
    store.record_home = "https://peerloop.example"
    store._ledger = InFile(folder / "forgotten", lambda: "s" * 64)
    return store


@pytest.fixture
def company(engine: Engine, tmp_path: Path) -> Company:
    """A company in which people can be forgotten."""
    company = Company(with_ledger(engine, tmp_path))
    company.settle(*map(person, ("ana", "ben", "cleo", "dora")))
    return company


def values(engine: Engine) -> Iterator[tuple[str, str]]:
    """Give every value in every table as text, and where it stands."""
    with engine.begin() as connection:
        for table in tables():
            for row in connection.execute(text(f'SELECT * FROM "{table.name}"')).mappings():
                yield from ((f"{table.name}.{name}", str(value)) for name, value in row.items())


def found(engine: Engine, words: list[str]) -> list[str]:
    return sorted(
        {f"{where}: {word}" for where, value in values(engine) for word in words if word in value}
    )


CANARIES = [f"canary{number:02}x" for number in range(40)]


def live(company: Company) -> None:
    """Let somebody whose every word is a canary take part in all that there is."""
    word = iter(CANARIES)
    company.settle(
        replace(
            person("zoe"),
            name=f"{next(word)} {next(word)}",
            handle=next(word),
            email=f"{next(word)}@example.com",
            team=next(word),
            location=next(word),
        )
    )
    program = company.program(["ana", "ben", "zoe", "cleo"])
    for line in (
        f"offer {next(word)}, python",
        f'want "{next(word)}"',
        f'book @ben 30m this week "{next(word)} and more"',
    ):
        reply = said(company.says("zoe", line))
        agreed = [b.command for block in reply.blocks for b in getattr(block, "buttons", ())]
        if agreed and agreed[0].startswith("confirm "):
            said(company.says("zoe", agreed[0]))
    said(company.says("ben", "offer python"))
    said(company.says("ana", f'book @{CANARIES[2]} 30m this week "tests"'))
    zoe, ben = f"{WORKSPACE}:zoe", f"{WORKSPACE}:ben"
    of: dict[str, Any] = {"workspace": WORKSPACE, "program": program.id}
    with company.store.begin() as work:
        asked = question(1, asker=zoe, workspace=WORKSPACE, text=f"{next(word)}?", to=(ben,))
        work.questions.save(asked)
        work.questions.save(replace(asked, id="qst_2", asker=ben, to=(zoe,), text="Why?"))
        kept = takeaway(1, by=zoe, workspace=WORKSPACE, title=next(word), text=next(word))
        work.takeaways.add(kept)
        work.questions.answer(answer(1, question="qst_2", member=zoe, text=next(word)))
        led = discussion(1, facilitator=zoe, opened_by=zoe, question=f"{next(word)}?", **of)
        work.discussions.save(replace(led, summary=f"we {next(word)}"))
        work.discussions.add(contribution(1, member=zoe, words=f"I {next(word)}"))
        work.prompts.save(prompt(1, by=zoe, asks=f"{next(word)}?", **of))
    said(company.says("zoe", "avoid @dora"))
    said(company.says("dora", f"avoid @{CANARIES[2]}"))
    company.pass_(days=6)
    said(company.says("zoe", "met"))
    plan = {"uses": next(word), "cue": next(word), "does": next(word)}
    said(fills(company, "zoe", "plan", ticks="remind, share", **plan))
    company.pass_(days=1)


def test_a_bare_yes_erases_nobody_and_the_button_or_the_same_words_do(
    sqlite_engine: Engine, tmp_path: Path
) -> None:
    company = Company(with_ledger(sqlite_engine, tmp_path))
    company.settle(*map(person, ("ana", "ben", "cleo")))
    for word in ("ok", "sure", "y"):
        company.says("ana", "forget me")
        asked = said(company.says("ana", word))
        assert asked.title == "Please say it in full"
        assert "forget me" in words_of(asked)
        assert said(company.says("ana", "yes")).title == "Please say it in full"
        assert said(company.says("ana", "no")).title == "Left as it was"
    company.says("ana", "forget me")
    company.says("ana", "ok")
    assert said(company.says("ana", "Forget me")).title == "You are forgotten"
    company.says("ben", "forget me")
    asked = said(company.says("ben", "ok"))
    assert said(company.says("ben", button(asked, "Yes, for good"))).title == "You are forgotten"


def test_nothing_of_40_words_is_left_in_any_table_after_somebody_was_forgotten(
    company: Company, engine: Engine
) -> None:
    live(company)
    assert {word for word in CANARIES[:17] if not found(engine, [word])} == set()
    with company.store.begin() as work:
        assert {s.says for s in work.statements.of_members([f"{WORKSPACE}:zoe"])} == {"took part"}

    shown = agree(company, "zoe", "forget me")

    assert "Receipt" in " ".join(everything(shown))
    assert found(engine, [*CANARIES, f"{WORKSPACE}:zoe"]) == []
    company.pass_(days=20)
    assert not company.bugs
    assert found(engine, [*CANARIES, f"{WORKSPACE}:zoe"]) == []


def test_the_files_of_the_database_hold_no_word_of_theirs_either(
    sqlite_engine: Engine, tmp_path: Path
) -> None:
    company = Company(with_ledger(sqlite_engine, tmp_path))
    company.settle(*map(person, ("ana", "ben", "cleo", "dora")))
    live(company)
    agree(company, "zoe", "forget me")

    path = Path(sqlite_engine.url.database or "")
    files = b"".join(one.read_bytes() for one in path.parent.iterdir())
    assert [word for word in CANARIES if word.encode() in files] == []
    assert "zoe" not in (tmp_path / "forgotten").read_text()


def test_no_dump_export_metric_or_log_has_a_word_of_theirs(
    postgres_engine: Engine, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    company = Company(with_ledger(postgres_engine, tmp_path))
    company.settle(*map(person, ("ana", "ben", "cleo", "dora")))
    with capture_logs() as logged, caplog.at_level(logging.INFO):
        live(company)
        before = dump(postgres_engine)
        assert [word for word in CANARIES[:17] if word not in before] == []
        agree(company, "zoe", "forget me")

    left = dump(postgres_engine)
    assert "COPY public.member" in left
    with company.store.begin() as work:
        left += json.dumps(work.exports.everything(WORKSPACE), default=str)
    left += generate_latest(Metrics().registry).decode() + repr(logged) + caplog.text
    assert [word for word in (*CANARIES, f"{WORKSPACE}:zoe") if word in left] == []


def dump(engine: Engine) -> str:
    """Return the database as pg_dump writes it, which is what backups are made of."""
    where = engine.url.set(drivername="postgresql").render_as_string(hide_password=False)
    command = [str(postgres.binary("pg_dump")), where]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def test_a_backup_brings_nobody_back(sqlite_engine: Engine, tmp_path: Path) -> None:
    company = Company(with_ledger(sqlite_engine, tmp_path))
    company.settle(*map(person, ("ana", "ben", "cleo", "dora")))
    live(company)
    sqlite_engine.dispose()
    path = Path(sqlite_engine.url.database or "")
    shutil.copy(path, tmp_path / "backup.db")
    agree(company, "zoe", "forget me")
    sqlite_engine.dispose()
    for old in path.parent.iterdir():
        old.unlink()
    shutil.copy(tmp_path / "backup.db", path)
    restored = with_ledger(sqlite_engine, tmp_path, seed=2)
    assert found(sqlite_engine, CANARIES)

    with restored.begin() as work:
        assert forgetting.catch_up(work, company.now) == 1

    assert found(sqlite_engine, CANARIES) == []
    with restored.begin() as work:
        assert forgetting.catch_up(work, company.now) == 0


def test_who_comes_back_by_themselves_starts_anew_and_no_directory_brings_them_back(
    company: Company,
) -> None:
    agree(company, "dora", "forget me")
    dora = f"{WORKSPACE}:dora"
    roster = Roster(
        workspace=WORKSPACE,
        platform="playground",
        name="Acme",
        zone="UTC",
        profiles=(Profile(member=dora, name="Dora"),),
        whole=True,
    )
    with company.store.begin() as work:
        news.learn(work, roster, company.now)
        assert work.members.find(dora) is None

    company.says("dora", "hello")

    with company.store.begin() as work:
        assert work.members.get(dora).state == "active"
        assert forgetting.catch_up(work, company.now) == 0


def test_the_others_are_told_without_a_name_and_do_not_meet_again_whom_they_met(
    company: Company,
) -> None:
    company.program(["ana", "ben", "cleo"])
    company.pass_(days=6)
    agree(company, "ben", "forget me")
    company.work_through()
    company.pass_(hours=20)

    told = " ".join(" ".join(everything(m)) for m in company.inbox("ana")[-1:])
    assert "Ben" not in told
    assert "Somebody who has left" in told
    with company.store.begin() as work:
        (circle,) = work.circles.of_member(f"{WORKSPACE}:ana", limit=5)
        assert len(circle.seats) == 3
        assert all(not seat.member.endswith(":ben") for seat in circle.seats)


def test_an_admin_can_have_somebody_forgotten_who_has_left_and_nobody_else(
    company: Company,
) -> None:
    with company.store.begin() as work:
        work.members.save(replace(work.members.get(f"{WORKSPACE}:ana"), role="admin"))
        work.members.save(replace(work.members.get(f"{WORKSPACE}:cleo"), state="gone"))

    assert "still here" in " ".join(everything(said(company.says("ana", "forget @ben"))))
    assert "Others ask for themselves" in " ".join(
        everything(said(company.says("ben", "forget @cleo")))
    )
    assert "forgotten" in agree(company, "ana", "forget @cleo").title
    with company.store.begin() as work:
        assert work.members.find(f"{WORKSPACE}:cleo") is None


def said_in(table: Table) -> set[str]:
    persons = [c.info["person"] for c in table.c if "person" in c.info]
    return {name for one in persons for name in one.said}


def test_every_column_that_could_hold_a_person_says_what_becomes_of_them() -> None:
    undeclared = [
        f"{table.name}.{column.name}"
        for table in tables()
        for column in table.c
        if not (column.info.keys() & {"person", "naming"})
        and not {column.name, f"{table.name}.{column.name}"} & NOBODYS
        and column.name not in said_in(table)
        and not {key.column.table.name for key in column.foreign_keys} - {"member"}
        and not isinstance(column.type, Integer | Instant | Boolean | Date)
    ]
    assert undeclared == [], "declare them by person() or naming(), see storage/declare.py"


def test_what_is_said_in_a_column_of_somebody_is_a_column_of_that_table() -> None:
    for table in tables():
        for column in table.c:
            if its := column.info.get("person"):
                assert set(its.said) <= set(table.c.keys())


def test_without_a_ledger_nobody_is_forgotten_and_whoever_asks_hears_what_is_missing(
    sqlite_store: Store,
) -> None:
    company = Company(sqlite_store)
    company.settle(person("ana"))

    shown = agree(company, "ana", "forget me")

    assert "ERASURE_LEDGER" in " ".join(everything(shown))
    with company.store.begin() as work:
        assert work.members.get(f"{WORKSPACE}:ana").name == "Ana"


def statements_to_forget(company: Company, engine: Engine, names: list[str]) -> int:
    """Return by how many statements people who sit in open circles are forgotten together."""
    with company.store.begin() as work:
        members = list(work.members.some([f"{WORKSPACE}:{name}" for name in names]).values())
        circles = {c.id for m in members for c in work.circles.of_member(m.id)}
    assert len(circles) == len(names) // 2
    counted = 0

    def count(*_: object) -> None:
        nonlocal counted
        counted += 1

    event.listen(engine, "after_cursor_execute", count)
    try:
        with company.store.begin() as work:
            forgetting.forget(work, members, company.now, asked="backup")
    finally:
        event.remove(engine, "after_cursor_execute", count)
    with company.store.begin() as work:
        assert all(work.circles.get(id).dissolved for id in circles)
    return counted


def test_many_in_open_circles_are_forgotten_by_as_many_statements_as_few(
    sqlite_engine: Engine, tmp_path: Path
) -> None:
    company = Company(with_ledger(sqlite_engine, tmp_path))
    crowds = [[f"p{size}x{number}" for number in range(size)] for size in (22, 44)]
    company.settle(*(person(name) for names in crowds for name in names))
    for names in crowds:
        company.program(names, name=f"Coffee {len(names)}")
    company.pass_(days=6)

    few, many = (statements_to_forget(company, sqlite_engine, names) for names in crowds)

    assert many <= few


def test_those_who_are_left_alone_by_many_at_once_are_put_together(company: Company) -> None:
    pairs = [f"p{number}" for number in range(12)]
    company.settle(*map(person, pairs))
    company.program(pairs)
    company.pass_(days=6)
    with company.store.begin() as work:
        circles = {c.id: c for n in pairs for c in work.circles.of_member(f"{WORKSPACE}:{n}")}
        gone = list(work.members.some([c.members[0] for c in circles.values()]).values())
        forgetting.forget(work, gone, company.now, asked="backup")

    left = sorted(c.members[1] for c in circles.values())
    with company.store.begin() as work:
        anew = {c.id: c for m in left for c in work.circles.of_member(m)}
        assert sorted(m for c in anew.values() for m in c.members) == left
        assert all(work.sessions.of_circle(id).people == c.members for id, c in anew.items())
