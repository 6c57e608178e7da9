"""What every test may ask for: a real database of each kind, and a browser."""

import gc
import importlib.util
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import structlog
from hypothesis import Phase, settings

from bot import interpreter
from tests import counts, postgres

# Nothing of what is imported and collected is rubbish; see pytest_collection_finish.
gc.disable()

# A trace drawn with all its frames takes a tenth of a second and more, in which a test's event loop stands still.
structlog.configure(
    processors=[
        *structlog.get_config()["processors"][:-1],
        structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback),
    ]
)

# CI takes the same chances in every run, and prints what fails; to make it smaller takes minutes, and is done at home.
if os.environ.get("CI"):
    settings.register_profile(
        "ci", settings.get_profile("ci"), phases=[Phase.explicit, Phase.generate, Phase.target]
    )
    settings.load_profile("ci")

# Suites and helpers that others call: their asserts explain themselves like a test's own.
pytest.register_assert_rewrite("tests.contracts", "tests.journeys", "tests.simulators")

pytest_plugins = [
    name for name in ("tests.storage_fixtures",) if importlib.util.find_spec(name) is not None
]


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let `./dev test --long` count to the end."""
    parser.addoption("--long", action="store_true", help="run proofs in full, which takes long")


def pytest_configure(config: pytest.Config) -> None:
    """Tell how far this run counts, before the tests are read."""
    counts.full = bool(config.getoption("--long"))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the journeys, the longest of all, so that no worker waits for another's in the end."""
    items.sort(key=lambda item: "journeys" not in item.path.parts)


def pytest_collection_finish() -> None:
    """Spare the collector what lasts as long as the run: thirteen thousand tests and all that they import."""
    gc.collect()
    gc.freeze()
    interpreter.collect_seldom()
    gc.enable()


@pytest.fixture
def long() -> Callable[[int, int], int]:
    """Return the smaller of two counts, and with --long the greater one: `long(30, 1_000)`."""
    return counts.upto


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[postgres.Server]:
    """A PostgreSQL server, one for each pytest process, gone when that process is."""
    with postgres.server() as server:
        yield server


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The url of a fresh empty database; the test runs once on SQLite and once on PostgreSQL."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'test.db'}"
        return
    server: postgres.Server = request.getfixturevalue("postgres_server")
    url = server.create_database()
    yield url
    server.drop_database(url)


@pytest.fixture(scope="session")
def chromium_path() -> str:
    """Where Chromium is: CHROMIUM, else on PATH; without one the test is skipped, and in CI fails."""
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    for name in (os.environ.get("CHROMIUM", ""), *names):
        if name and (found := shutil.which(name)):
            return found
    why = "No Chromium here: install it (apt-get install chromium), or set CHROMIUM to its path."
    if os.environ.get("CI"):
        pytest.fail(why)
    pytest.skip(why)
