"""The house itself: the wheel, the lock, the clock's one home, and the test databases."""

import ast
import os
import subprocess
import sys
import time
import tomllib
import zipfile
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import create_engine, text

from tests import postgres

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("bot", "adapters", "facilitation", "storage", "migrations")


def test_the_wheel_holds_every_file_of_every_package(tmp_path: Path) -> None:
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    [wheel] = tmp_path.glob("*.whl")

    built = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}

    on_disk = {
        path.relative_to(ROOT).as_posix()
        for package in PACKAGES
        for path in (ROOT / package).rglob("*")
        if path.is_file() and path.suffix != ".pyc"
    }
    assert built == on_disk


def test_files_and_functions_stay_small() -> None:
    paths = [p for name in PACKAGES if name != "migrations" for p in (ROOT / name).rglob("*.py")]
    texts = {p.relative_to(ROOT).as_posix(): p.read_text(encoding="utf-8") for p in paths}
    files = {name: text.count("\n") for name, text in texts.items()}
    functions = {
        f"{name}:{node.lineno} {node.name}": (node.end_lineno or 0) - node.lineno + 1
        for name, text in texts.items()
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }
    long_files, long_functions = _over(files, 300), _over(functions, 40)
    assert not _over(files, 380), "split it: one file, one idea"
    assert not _over(functions, 60), "split it"
    assert len(long_files) <= 12, f"so many files are over about 300 lines: {long_files}"
    assert len(long_functions) <= 10, f"so many functions are over about 40 lines: {long_functions}"


def _over(sizes: dict[str, int], most: int) -> list[tuple[int, str]]:
    return sorted(((size, name) for name, size in sizes.items() if size > most), reverse=True)


def test_starting_imports_nothing_heavy_that_not_everybody_needs() -> None:
    heavy = (
        *("numpy", "scipy", "rustworkx", "icalendar", "botbuilder", "slack_bolt", "slack_sdk"),
        *("alembic", "cryptography", "holidays", "rapidfuzz", "rich", "ruamel", "snowballstemmer"),
        *("adapters.playground", "bot.doctor"),
    )
    asked = (
        "from bot import cli; cli.plainly(); import bot.logs, bot.settings, bot.wiring, sys; "
        f"print([m for m in {heavy!r} if sys.modules.get(m)])"
    )
    found = subprocess.run(
        [sys.executable, "-c", asked], cwd=ROOT, check=True, capture_output=True, text=True
    )
    assert found.stdout.strip() == "[]"


def test_a_start_looks_for_no_rubbish_among_what_it_imports(migrated_file: Path) -> None:
    counted = (
        "import gc, sys; from bot import cli; looked = []; gc.callbacks.append(lambda *a: looked.append(a)); "
        "import atexit; atexit.register(lambda: print(len(looked), 'bot.wiring' in sys.modules)); "
        "sys.argv = ['peerloop', 'tick']; cli.main()"
    )
    found = subprocess.run(
        [sys.executable, "-c", counted],
        cwd=ROOT,
        env={**os.environ, "DATABASE_URL": f"sqlite:///{migrated_file}"},
        check=True,
        capture_output=True,
        text=True,
    )
    assert found.stdout.strip() == "0 True"


def test_the_core_imports_nothing_inside_a_function() -> None:
    inside = [
        f"{path.relative_to(ROOT).as_posix()}:{line.lineno}"
        for path in (ROOT / "facilitation").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        for line in ast.walk(node)
        if isinstance(line, ast.Import | ast.ImportFrom)
    ]
    assert not inside, "what takes long to import is named at the top, as facilitation/late.py says"


def test_the_lock_names_the_public_index_only() -> None:
    packages = tomllib.loads((ROOT / "uv.lock").read_text())["package"]

    sources = {str(package["source"]) for package in packages if package["name"] != "peerloop"}

    assert sources == {"{'registry': 'https://pypi.org/simple'}"}


@pytest.mark.parametrize(
    "line",
    [
        "from datetime import datetime, UTC\nprint(datetime.now(UTC))",
        "import datetime\nprint(datetime.datetime.now(datetime.UTC))",
        "from datetime import date\nprint(date.today())",
        "import time\nprint(time.time())",
        "import random\nprint(random.choice([1, 2]))",
        "from random import shuffle\nshuffle([])",
        "import uuid\nprint(uuid.uuid4())",
        "import secrets\nprint(secrets.token_hex())",
    ],
)
def test_the_linter_lets_time_and_chance_in_by_the_wiring_only(line: str) -> None:
    def complaints(file: str) -> str:
        command = [sys.executable, "-m", "ruff", "check", "--stdin-filename", file, "-"]
        return subprocess.run(command, cwd=ROOT, input=line, text=True, capture_output=True).stdout

    assert "TID251" in complaints("facilitation/rounds/service.py")
    assert "TID251" not in complaints("bot/wiring.py")


def test_a_test_database_is_fresh_and_writable(database_url: str) -> None:
    engine = create_engine(database_url)

    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE note (word TEXT)"))
        connection.execute(text("INSERT INTO note VALUES ('kept')"))

    with engine.begin() as connection:
        assert connection.execute(text("SELECT word FROM note")).scalars().all() == ["kept"]
    engine.dispose()


def test_a_database_can_be_copied_from_a_template(postgres_server: postgres.Server) -> None:
    template = postgres_server.create_database()
    with psycopg.connect(template) as connection:
        connection.execute("CREATE TABLE note AS SELECT 'kept' AS word")

    copy = postgres_server.create_database(template)

    with psycopg.connect(copy) as connection:
        assert connection.execute("SELECT word FROM note").fetchall() == [("kept",)]
    postgres_server.drop_database(copy)
    postgres_server.drop_database(template)


def test_the_test_server_ends_with_whoever_started_it_even_when_killed() -> None:
    program = (
        "import os, signal\n"
        "from tests import postgres\n"
        "with postgres.server() as server:\n"
        "    print(server.url, flush=True)\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    own = {name: value for name, value in os.environ.items() if name != "TEST_POSTGRES_URL"}
    killed = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, env=own, text=True, stdout=subprocess.PIPE
    )
    assert killed.returncode < 0
    home = Path(killed.stdout.strip().partition("host=")[2])

    assert home.is_absolute()
    assert _gone(home)


def _gone(home: Path) -> bool:
    """Wait for the folder to go, which the sitter removes after the server has ended."""
    for _ in range(1000):
        if not home.exists():
            return True
        time.sleep(0.01)
    return False


def test_postgres_that_cannot_start_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("initdb", "postgres"):
        (tmp_path / name).write_text("#!/bin/sh\necho no room on this machine\nexit 1\n")
        (tmp_path / name).chmod(0o755)
    tmp_path.chmod(0o755)
    monkeypatch.delenv("TEST_POSTGRES_URL", raising=False)
    monkeypatch.setattr(postgres, "_binaries", lambda: tmp_path)

    with pytest.raises(RuntimeError, match="set TEST_POSTGRES_URL"), postgres.server():
        pass
