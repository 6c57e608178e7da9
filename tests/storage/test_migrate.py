"""Coming to the newest schema: at every start, many at once, with data, and never from a newer one."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, inspect, text

import storage.agenda_tables
import storage.aim_tables
import storage.audit_tables
import storage.chats
import storage.discussion_tables
import storage.format_tables
import storage.help_tables
import storage.installs
import storage.knowledge_tables
import storage.playground
import storage.privacy_tables
import storage.references
import storage.reflection_tables
import storage.tables
from facilitation.aims.model import Aim
from facilitation.errands.model import Errand
from facilitation.knowledge.model import Recall
from facilitation.people.model import Share
from facilitation.post.asked import Asked
from facilitation.programs.model import WorkspaceFormat
from facilitation.rounds.model import Collected, Duty
from facilitation.rounds.times.model import Series
from facilitation.sessions.model import Subscription
from facilitation.statements.model import Account, Statement
from facilitation.work import Work
from storage import migrate, tables
from storage.declare import metadata
from storage.engine import StorageError, make_engine
from storage.knowledge_tables import is_ours
from tests.storage.examples import (
    HOUR,
    NOW,
    W,
    agenda_item,
    answer,
    booking,
    circle,
    clinic,
    company,
    contribution,
    deck,
    delivery,
    discussion,
    evidence,
    fact,
    first_round,
    follow_up,
    member,
    morning,
    order,
    prompt,
    question,
    reflection,
    session,
    skill,
    step,
    success_case,
    takeaway,
    team_figure,
    trial,
)
from tests.storage_fixtures import store_on

ROOT = Path(__file__).parents[2]

LINK = {
    **dict.fromkeys(("token", "workspace", "member", "kind", "about"), "t"),
    "made_at": NOW,
    "expires_at": NOW,
    "once": True,
    "used": False,
}

INDEXED = text("SELECT workspace, member, kind, key, asked_at FROM member_skill")

# Six processes that wait for the end of one pipe, so that they start as one.
SIX_STARTS = """
import os, sys
from storage.migrate import upgrade
gate, go = os.pipe()
starts = []
for _ in range(6):
    if not (start := os.fork()):
        os.close(go)
        os.read(gate, 1)
        upgrade(sys.argv[1])
        sys.exit()
    starts.append(start)
os.close(go)
print([os.waitstatus_to_exitcode(os.waitpid(start, 0)[1]) for start in starts])
"""


@pytest.fixture
def engine(own_url: str) -> Iterator[Engine]:
    """An engine on a migrated database of the test's own, whose schema it may change."""
    engine = make_engine(own_url)
    yield engine
    engine.dispose()


@pytest.fixture
def fill(engine: Engine) -> dict[str, list[Any]]:
    """Write something into every table of the core; return what is there."""
    store = store_on(engine)
    company(store, "ana", "bo")
    with store.begin() as work:
        work.avoids.add(W, f"{W}:ana", f"{W}:bo")
        first_round(work, circle(1, "ana", "bo"))
        work.sessions.add_all([session(1, "ana", "bo")])
        work.steps.put(step(1))
        kept = WorkspaceFormat(
            id="fmt_1", workspace=W, name="lunch", text="name: lunch", by=f"{W}:ana", at=NOW
        )
        work.formats.add(kept)
        work.collected.put(
            Collected(round="rnd_1", step="ask", member=f"{W}:ana", answer="yes", at=NOW)
        )
        work.duties.put(
            Duty(program="prg_1", round="rnd_1", member=f"{W}:ana", role="notes", at=NOW)
        )
        work.series.put(Series(circle="cir_1", since=1, days=0, clock="10:00", at=NOW))
        work.aims.put(Aim(program="prg_1", member=f"{W}:ana", wants="w", at=NOW))
        ana = f"{W}:ana"
        work.errands.add([Errand(kind="statement", record="sta_1", workspace=W)])
        work.statements.open([Account(member=ana, workspace=W, name="n")])
        told: dict[str, Any] = {"workspace": W, "member": ana, "says": "took part"}
        work.statements.add([Statement(id="sta_1", about="ses_1", at=NOW, **told)])
        work.outbox.add([delivery(1)])
        work.inbox.first(W, "Ev1", NOW)
        work.asked.put([Asked(f"{W}:ana", "", "met ses_1", "", NOW)])
        work.journal.add([fact(1)])
        fill_help(work)
    log, slack = storage.playground, storage.installs
    teams = storage.references.teams_reference
    with engine.begin() as connection:
        post = {"conversation": "c", "at": NOW, "author": "a", "text": "t", "only_for": ""}
        rows: dict[Any, dict[str, Any]] = {
            log.playground_conversation: {"id": "c", "kind": "k", "name": "n", "members": ()},
            log.playground_post: {**post, "thread": "", "changes": 0},
            log.playground_read: {"member": "m", "conversation": "c", "post": 1},
            log.playground_note: {"name": "n", "value": 1},
            slack.slack_install: slack._link(W, "T1", "E1", "Fern"),
            storage.privacy_tables.erasure: {"id": "e", "who": "w", "at": NOW},
            slack.slack_state: {"state": "s", "at": NOW},
            storage.chats.slack_chat: {"workspace": W, "people": "p", "channel": "D1"},
            storage.tables.gate: {"workspace": W, "shut_until": NOW, "probe": ""},
            storage.privacy_tables.erasure: {"id": "e", "who": "w", "at": NOW},
            storage.privacy_tables.link: LINK,
            storage.audit_tables.audit_key: {"member": "m", "token": "t"},
            storage.audit_tables.audit: {
                "at": NOW,
                **dict.fromkeys(("workspace", "what", "who", "about", "details"), "t"),
            },
            teams: dict.fromkeys(teams.c.keys(), "t"),
            tables.promise: {
                "workspace": W,
                "key": "k",
                "member": "m",
                "what": "{}",
                "owner": "o",
                "at": NOW,
                "lease_until": NOW,
                "tries": 1,
            },
        }
        for table, row in rows.items():
            connection.execute(table.insert(), row)
    return everything(engine)


def fill_help(work: Work) -> None:
    """Write something into every table of finding help."""
    work.members.save_all([member("cy", offers=("Python", "C++"), wants=("Größe",))])
    work.skills.save(skill(aliases=("py",)))
    work.skills.rate([evidence("cy", 4)])
    work.skills.hint({f"{W}:cy": NOW})
    work.skills.wish(W, f"{W}:cy", ["größe"], NOW)
    work.bookings.save(booking(starts_at=NOW))
    work.slots.take("bkg_1", [f"{W}:ana"], NOW, NOW + HOUR)
    work.questions.save(question())
    work.questions.answer(answer())
    work.takeaways.add(takeaway())
    work.takeaways.tried(trial())
    work.recalls.read(f"{W}:ana", NOW)
    work.recalls.add([Recall(takeaway="tkw_1", member=f"{W}:ana", due_at=NOW)])
    work.recalls.write("tkw_1", "Why so?", f"{W}:ana", situation=True)
    work.search.index("tkw_1", W, ["so"], ["so", "becaus"])
    work.discussions.save(discussion())
    work.discussions.add(contribution())
    work.discussions.read_at(discussion().id, NOW)
    work.prompts.save(prompt())
    work.prompts.vote("pmt_1", f"{W}:bo")
    work.decks.keep(deck())
    work.orders.add(order())
    work.cases.save(success_case())
    work.team_figures.add(team_figure())
    work.shares.put(Share(cell="prg_1 helped", workspace=W, count=9, number=20, told=10))
    work.reflections.save(reflection())
    work.clinics.save(clinic())
    work.agendas.save(agenda_item())
    work.agendas.vote("agd_1", f"{W}:ana", NOW)
    work.follow_ups.add_all([follow_up()])
    work.mornings.put([morning()])
    work.subscriptions.put(Subscription(member=f"{W}:ana", token="t", at=NOW))


def everything(engine: Engine, *, without: str = "") -> dict[str, list[Any]]:
    """Return every row of every table, but for a column that is new."""
    found = {}
    with engine.begin() as connection:
        for table in sorted(inspect(connection).get_table_names()):
            rows = connection.execute(text(f'SELECT * FROM "{table}"')).mappings()
            found[table] = [{k: v for k, v in row.items() if k != without} for row in rows]
    return found


def at(revision: str, before: dict[str, list[Any]]) -> dict[str, list[Any]]:
    """Return what says that the schema came to a revision which every program can live with that could before."""
    note = {**before["upkeep"][-1], "name": f"oldest for {revision}"}
    return {"alembic_version": [{"version_num": revision}], "upkeep": [*before["upkeep"], note]}


def test_an_empty_database_comes_to_the_newest_schema_and_stays_there(database_url: str) -> None:
    engine = make_engine(database_url)
    assert migrate.current(engine) is None
    migrate.upgrade(engine)
    assert migrate.current(engine) == migrate.head()
    migrate.upgrade(engine)
    migrate.upgrade(database_url)
    assert migrate.current(engine) == migrate.head()
    engine.dispose()


def test_alembic_agrees_which_revision_is_the_newest() -> None:
    assert ScriptDirectory(str(migrate._scripts())).get_heads() == [migrate.head()]


def test_the_tables_in_code_are_those_of_the_migrations(engine: Engine) -> None:
    with engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "include_name": is_ours}
        )
        assert compare_metadata(context, metadata) == []


def test_the_migrations_lead_back_and_forth_again_to_what_a_new_database_is_made_as(
    engine: Engine,
) -> None:
    made, noted = _reflected(engine), everything(engine)
    with migrate._locked(engine) as connection:
        command.downgrade(migrate._config(connection), "base")
    assert everything(engine) == {"alembic_version": []}
    with migrate._locked(engine) as connection:
        command.upgrade(migrate._config(connection), "head")
    assert _reflected(engine) == made
    with migrate._locked(engine) as connection:
        command.downgrade(migrate._config(connection), "base")
    migrate.upgrade(engine)
    assert everything(engine) == noted


def _reflected(engine: Engine) -> dict[str, Any]:
    """Return what a database says of its tables."""
    found = inspect(engine)
    return {
        table: {
            # defaults are there for programs of before, and a new database has seen none
            "columns": {c["name"]: str({**c, "default": ""}) for c in found.get_columns(table)},
            "key": found.get_pk_constraint(table),
            "indexes": sorted(map(_index, found.get_indexes(table))),
            "foreign": sorted(map(str, found.get_foreign_keys(table))),
            "unique": sorted(map(str, found.get_unique_constraints(table))),
            "checks": sorted(map(str, found.get_check_constraints(table))),
        }
        for table in found.get_table_names()
    }


def _index(found: Any) -> str:
    where = {name: str(said) for name, said in found.get("dialect_options", {}).items()}
    return str({**found, "dialect_options": where})


def test_six_programs_may_start_at_one_instant(database_url: str, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", SIX_STARTS, database_url],
        cwd=tmp_path,
        env={"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
    )
    assert (done.stdout, done.stderr) == ("[0, 0, 0, 0, 0, 0]\n", "")
    engine = make_engine(database_url)
    assert migrate.current(engine) == migrate.head()
    engine.dispose()


def test_a_start_with_nothing_to_do_does_not_even_load_alembic(sqlite_engine: Engine) -> None:
    url = sqlite_engine.url.render_as_string()
    code = (
        "import sys; from storage.migrate import upgrade; upgrade(sys.argv[1]); "
        "print('alembic' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, url], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "False"


def test_a_program_older_than_the_database_refuses_and_touches_nothing(
    engine: Engine, fill: dict[str, list[Any]]
) -> None:
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    before = everything(engine)
    with pytest.raises(StorageError) as refused:
        migrate.upgrade(engine)
    assert "9999" in refused.value.sentence
    assert "newer" in refused.value.sentence
    assert everything(engine) == before
    assert {**fill, "alembic_version": before["alembic_version"]} == before


def test_changing_every_table_in_a_batch_keeps_every_row(
    engine: Engine, fill: dict[str, list[Any]], next_revision: Any
) -> None:
    """On SQLite a batch drops the old table, which deletes the rows' children unless that is prevented."""
    assert [name for name, rows in fill.items() if not rows and is_ours(name)] == []
    number = next_revision(
        "for table in metadata.sorted_tables:\n"
        "    with op.batch_alter_table(table.name, recreate='always' if"
        " op.get_bind().dialect.name == 'sqlite' else 'auto') as batch:\n"
        "        batch.add_column(sa.Column('extra', sa.Text()))"
    )
    migrate.upgrade(engine)
    assert everything(engine, without="extra") == {**fill, **at(number, fill)}
    with engine.begin() as connection:
        assert "extra" in {column["name"] for column in inspect(connection).get_columns("circle")}
        if engine.dialect.name == "sqlite":
            assert connection.execute(text("PRAGMA foreign_key_check")).all() == []
            assert connection.scalar(text("PRAGMA foreign_keys")) == 1


def test_what_members_offered_before_skills_were_indexed_is_indexed(
    engine: Engine, fill: dict[str, list[Any]]
) -> None:
    hostile = (
        "  C\u0327  sharp\u2003ＡＢ ",
        "'); DROP TABLE member; --",
        "🦀",
        " ",
        "python",
        "Python",
    )
    with store_on(engine).begin() as work:
        work.members.save(member("dee", offers=hostile, wants=("Python",)))
        work.members.save_all([member(f"m{n}", offers=("Python",)) for n in range(1_500)])
    with engine.begin() as connection:
        kept = set(connection.execute(INDEXED).all())
    with migrate._locked(engine) as connection:
        command.downgrade(migrate._config(connection), "0004")
        assert not inspect(connection).has_table("member_skill")
    migrate.upgrade(engine)
    with engine.begin() as connection:
        assert set(connection.execute(INDEXED).all()) == kept
    assert len(kept) == 1_500 + 3 + 5
    with store_on(engine).begin() as work:
        assert {each.handle for each in work.skills.holders(W, "want", "python")} == {"dee"}
        assert len(work.skills.holders(W, "offer", "python", 2_000)) == 1_502


def test_a_migration_that_would_leave_orphans_is_undone(
    sqlite_engine: Engine, next_revision: Any
) -> None:
    company(store_on(sqlite_engine), "ana")
    before = everything(sqlite_engine)
    next_revision('op.execute("DELETE FROM workspace")')
    with pytest.raises(StorageError, match="refer to nothing"):
        migrate.upgrade(sqlite_engine)
    assert everything(sqlite_engine) == before


def test_a_migration_that_fails_halfway_is_undone_whole(
    engine: Engine, fill: dict[str, list[Any]], next_revision: Any
) -> None:
    next_revision(
        'op.create_table("half", sa.Column("a", sa.Text()))\nop.execute("DELETE FROM fact")\n1 / 0'
    )
    with pytest.raises(ZeroDivisionError):
        migrate.upgrade(engine)
    assert everything(engine) == fill
    with store_on(engine).begin() as work:
        assert work.journal.get("fct_1") == fact(1)


def test_a_revision_is_drafted_from_what_the_tables_say(
    next_revision: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = next_revision('op.drop_column("fact", "undoes")')
    migrate.draft("put it back")
    path = next(migrate._scripts().glob(f"versions/{int(number) + 1:04d}*"))
    assert "sa.Column('undoes', sa.Text(), nullable=False)" in path.read_text()


def test_a_database_that_cannot_be_reached_is_a_sentence_without_its_password() -> None:
    with pytest.raises(StorageError) as refused:
        migrate.upgrade("postgresql://ana:hunter2@127.0.0.1:1/peerloop")
    assert "127.0.0.1" in refused.value.sentence
    assert "hunter2" not in refused.value.sentence


def test_a_file_that_is_no_database_is_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "notes.db"
    path.write_text("Dear diary, " * 100)
    with pytest.raises(StorageError, match="not a database"):
        migrate.upgrade(f"sqlite:///{path}")
    assert path.read_text().startswith("Dear diary, ")


def test_an_older_database_gets_what_is_new_and_keeps_its_data(
    engine: Engine, fill: dict[str, list[Any]], next_revision: Any
) -> None:
    number = next_revision('op.create_table("novelty", sa.Column("a", sa.Integer()))')
    migrate.upgrade(engine)
    expected = {**fill, **at(number, fill), "novelty": []}
    assert everything(engine) == expected
    with store_on(engine).begin() as work:
        assert work.outbox.next_due() == NOW
        assert work.outbox.claim("me", NOW + HOUR, HOUR, 1) != []
