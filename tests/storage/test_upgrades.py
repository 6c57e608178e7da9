"""Programs of two releases on one database: which go on, which may start, and what a migration must not say."""

from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from alembic import command
from alembic.script import Script, ScriptDirectory
from sqlalchemy import Engine, text

import migrations
from storage import migrate
from storage.engine import StorageError, make_engine
from tests.counts import upto
from tests.storage.examples import NOW, company, delivery
from tests.storage.shapes import contracted, shapes
from tests.storage_fixtures import store_on

HOW = """

Each file in migrations/versions says with STYLE what programs that still run meanwhile can make of it (see
migrations/__init__.py): STYLE = "expand" when it only adds; "contract", with SINCE = "0007", when it takes away what no
program uses since that revision, which a release had already; "stop-first" when older programs must be stopped first,
which is allowed until the first release.
"""

ADDS = 'op.add_column("fact", sa.Column("extra", sa.Text(), nullable=False, server_default=""))'

# What breaks an older program: the table, what is done to it, and what the check must say.
CONTRACTING = [
    ("fact", "t.drop_column('undoes')", "the column fact.undoes is gone"),
    ("fact", "t.alter_column('undoes', new_column_name='undid')", "fact.undoes is gone"),
    ("fact", "op.execute('ALTER TABLE fact DROP COLUMN undoes')", "fact.undoes is gone"),
    ("fact", "op.drop_table('playground_read')", "the table playground_read is gone"),
    ("fact", "op.rename_table('playground_read', 'seen')", "the table playground_read is gone"),
    ("fact", "t.add_column(sa.Column('a', sa.Text(), nullable=False))", "fact.a must hold"),
    ("member", "t.alter_column('seen_at', nullable=False)", "member.seen_at must hold"),
    ("member", "t.alter_column('level', type_=sa.SmallInteger())", "was INTEGER and is SMALLINT"),
    ("fact", "t.alter_column('extra', server_default=None)", "extra has lost its default"),
    ("member", "t.create_index('uq_handle', ['handle'], unique=True)", "('handle',) is unique"),
    (
        "member",
        "t.create_check_constraint('ck_level', 'level < 9')",
        "member has a new rule: check",
    ),
]


@pytest.fixture
def engine(own_url: str) -> Iterator[Engine]:
    """An engine on a migrated database of the test's own, whose schema it may change."""
    engine = make_engine(own_url)
    yield engine
    engine.dispose()


@pytest.fixture
def later(engine: Engine, next_revision: Callable[..., str]) -> Callable[..., str]:
    """Give a function by which a program of a later release migrates the database, with one more revision each time."""

    def upgrade(words: str, style: str = "STYLE = 'expand'") -> str:
        number = next_revision(words, style)
        migrate.upgrade(engine)
        return number

    return upgrade


NEWEST = upto(12, 1_000)
"""How many migrations are looked at one by one: an older one never changes, and to look costs a second."""


def old_program(monkeypatch: pytest.MonkeyPatch, known: str) -> None:
    """Let the program know no revision after `known`."""
    every = migrate._revisions()
    monkeypatch.setattr(migrate, "_revisions", lambda: [each for each in every if each <= known])


def test_an_older_program_goes_on_and_starts_again_where_the_schema_was_added_to(
    engine: Engine, later: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    mine, newest = migrate.head(), later(ADDS)
    old_program(monkeypatch, mine)
    assert migrate.problem(engine) is None
    assert migrate.upgrade(engine) == newest
    company(store_on(engine), "ana")
    with store_on(engine).begin() as work:
        work.outbox.add([delivery(1)])
        assert work.outbox.next_due() == NOW


def test_an_older_program_is_refused_once_it_had_to_be_stopped(
    engine: Engine, later: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = migrate.head()
    later(ADDS, "STYLE = 'stop-first'")
    later("pass")
    old_program(monkeypatch, mine)
    with pytest.raises(StorageError, match="newer"):
        migrate.upgrade(engine)
    assert "newer" in str(migrate.problem(engine))


def test_what_says_nothing_of_itself_had_to_be_stopped_for(
    engine: Engine, later: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = migrate.head()
    later(ADDS, "")
    old_program(monkeypatch, mine)
    assert "newer" in str(migrate.problem(engine))


def test_what_is_taken_away_is_missed_by_those_only_that_used_it(
    engine: Engine, later: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = migrate.head()
    unused = later("pass")
    later('op.drop_table("playground_note")', f"STYLE, SINCE = 'contract', {unused!r}")
    old_program(monkeypatch, unused)
    assert migrate.problem(engine) is None
    old_program(monkeypatch, mine)
    assert "newer" in str(migrate.problem(engine))


def test_a_schema_that_nobody_vouches_for_is_refused(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0999'"))
    assert "newer" in str(migrate.problem(engine))


def test_every_migration_has_a_number_of_its_own() -> None:
    numbers = [path.name[:4] for path in migrate._scripts().glob("versions/[0-9]*.py")]
    twice = sorted({number for number in numbers if numbers.count(number) > 1})
    assert twice == [], (
        f"Taken twice: {twice}. The later one takes the next, in its name and in it."
    )
    assert sorted(numbers) == [f"{n:04d}" for n in range(1, len(numbers) + 1)]


def test_every_migration_says_what_older_programs_can_make_of_it() -> None:
    assert [
        wrong for each in every() if (wrong := misdeclared(each.module, migrations.RELEASED))
    ] == []


@pytest.mark.parametrize(
    ("said", "released", "wrong"),
    [
        ({}, None, "says no STYLE"),
        ({"STYLE": "expandd"}, None, "says no STYLE"),
        ({"STYLE": "expand"}, "0007", ""),
        ({"STYLE": "stop-first"}, None, ""),
        ({"STYLE": "stop-first"}, "0009", ""),
        ({"STYLE": "stop-first"}, "0007", "asks to stop programs that were released"),
        ({"STYLE": "contract"}, "0008", "does not say SINCE"),
        ({"STYLE": "contract", "SINCE": "0007"}, None, "in one release"),
        ({"STYLE": "contract", "SINCE": "0008"}, "0007", "in one release"),
        ({"STYLE": "contract", "SINCE": "0007"}, "0007", ""),
    ],
)
def test_contracting_waits_for_the_next_release(
    said: dict[str, str], released: str | None, wrong: str
) -> None:
    found = misdeclared(SimpleNamespace(revision="0009", **said), released)
    assert wrong in found
    assert bool(wrong) == bool(found)


def test_what_says_that_it_only_adds_does(database_url: str) -> None:
    engine = make_engine(database_url)
    held, looked_at = every()[:-NEWEST], every()[-NEWEST:]
    with migrate._locked(engine) as connection:
        config = migrate._config(connection)
        if held:
            command.upgrade(config, held[-1].revision)
    after = shapes(engine)
    for script in looked_at:
        before = after
        with migrate._locked(engine) as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, script.revision)
        after = shapes(engine)
        if script.module.STYLE == "expand":
            broken = contracted(before, after)
            assert not broken, f"{script.path} says expand, but {'; '.join(broken)}.{HOW}"
    engine.dispose()


@pytest.mark.parametrize(("table", "done", "found"), CONTRACTING)
def test_what_breaks_an_older_program_is_found(
    engine: Engine, later: Callable[..., str], table: str, done: str, found: str
) -> None:
    later(ADDS)
    before = shapes(engine)
    later(f"with op.batch_alter_table({table!r}) as t:\n    {done}")
    assert any(found in each for each in contracted(before, shapes(engine)))


def test_what_only_adds_breaks_nobody(engine: Engine, later: Callable[..., str]) -> None:
    before = shapes(engine)
    later(ADDS)
    later('op.create_table("novelty", sa.Column("a", sa.Integer(), nullable=False))')
    later('op.create_index("ix_novelty", "member", ["handle"])')
    assert contracted(before, shapes(engine)) == []


def every() -> list[Script]:
    """Return every migration, oldest first."""
    return list(reversed(list(ScriptDirectory(str(migrate._scripts())).walk_revisions())))


def misdeclared(module: Any, released: str | None) -> str:
    """Return what is wrong with what a migration says of itself, or an empty text."""
    since: Any = getattr(module, "SINCE", None)
    match getattr(module, "STYLE", None):
        case "expand":
            wrong = ""
        case "contract" if since is None:
            wrong = "does not say SINCE"
        case "contract":
            early = released is None or since > released
            wrong = "takes away in one release what is used in it" if early else ""
        case "stop-first":
            late = released is not None and module.revision > released
            wrong = "asks to stop programs that were released" if late else ""
        case _:
            wrong = "says no STYLE"
    return f"The migration {module.revision} {wrong}.{HOW}" if wrong else ""
