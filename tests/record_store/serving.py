"""Ralph, a real record store, in an environment of its own: made on first use, kept, started for tests on loopback."""

import fcntl
import hashlib
import json
import os
import shutil
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.simulators.servers import free_port

HERE = Path(__file__).parent
LOCK = HERE / "requirements.txt"
USER, PASSWORD = "peerloop", "loopback-only"
_HASH = "$2b$04$G3UzW14/o/z1AX5T3MWQOejBR58ATw6ni2O5rdUi6XHaw1R11KDDK"
_PATIENCE = 60.0


class Missing(Exception):
    """The environment cannot be made here, and why."""


@dataclass(frozen=True, slots=True)
class Ralph:
    """A running record store."""

    url: str
    _file: Path

    @property
    def endpoint(self) -> str:
        """Return what stands before "/statements"."""
        return f"{self.url}/xAPI"

    def stored(self) -> dict[str, dict[str, Any]]:
        """Return what it holds, by id; none is held twice."""
        lines = self._file.read_text().splitlines() if self._file.exists() else []
        found = [json.loads(line) for line in lines]
        assert len({one["id"] for one in found}) == len(found)
        return {one["id"]: one for one in found}

    def complaints(self, statements: list[dict[str, Any]]) -> list[str]:
        """Return what Ralph's own model of a statement (BaseXapiStatement) finds wrong with these."""
        asked = urllib.request.Request(
            f"{self.url}/strictly",
            json.dumps(statements).encode(),
            {"Content-Type": "application/json"},
        )
        with urllib.request.urlopen(asked) as answer:
            return list(json.load(answer))

    def empty(self) -> None:
        """Let go of all that it holds."""
        self._file.unlink(missing_ok=True)


def environment() -> Path:
    """Return the Python of the environment, which is made where it is not there yet; raises Missing."""
    known = hashlib.sha256(LOCK.read_bytes() + sys.version.encode()).hexdigest()[:12]
    beside = Path(sys.prefix).parent / ".tools"
    made = beside / f"record-store-{known}"
    try:
        beside.mkdir(exist_ok=True)
        with (beside / "record-store.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not (made / "whole").exists():
                shutil.rmtree(made, ignore_errors=True)
                _make(made, beside)
                (made / "whole").touch()
    except OSError as error:
        raise Missing(f"{beside} cannot be written to ({error.strerror})") from error
    return made / "bin" / "python"


def _make(made: Path, tools: Path) -> None:
    uv = shutil.which("uv") or shutil.which("uv", path=str(tools / "uv" / "bin"))
    python = str(made / "bin" / "python")
    if uv:
        _run(uv, "venv", "--quiet", "--python", sys.executable, str(made))
        _run(uv, "pip", "sync", "--quiet", "--require-hashes", "--python", python, str(LOCK))
    else:
        _run(sys.executable, "-m", "venv", "--without-pip", str(made))
        pip = (sys.executable, "-m", "pip", "--quiet", "--python", python)
        _run(*pip, "install", "--require-hashes", "--no-deps", "-r", str(LOCK))


def _run(*command: str) -> None:
    env = {name: value for name, value in os.environ.items() if name != "VIRTUAL_ENV"}
    done = subprocess.run(command, env=env, capture_output=True, text=True)
    if done.returncode:
        raise Missing(f"`{' '.join(command[:3])} …` said: {done.stderr.strip()[-400:]}")


@contextmanager
def serving(folder: Path) -> Iterator[Ralph]:
    """Give a record store whose files lie in a folder, for as long as the block lasts; raises Missing."""
    python = environment()
    (folder / "auth.json").write_text(json.dumps([_credentials()]))
    port = free_port()
    env = {
        "PATH": os.environ.get("PATH", ""),
        "PYTHONPATH": str(HERE),
        "RALPH_APP_DIR": str(folder),
        "RALPH_AUTH_FILE": str(folder / "auth.json"),
        "RALPH_RUNSERVER_BACKEND": "fs",
        "RALPH_RUNSERVER_MAX_SEARCH_HITS_COUNT": "1000",
        "RALPH_BACKENDS__LRS__FS__DEFAULT_DIRECTORY_PATH": str(folder / "held"),
    }
    command = [str(python), "-m", "uvicorn", "strictly:app", "--host", "127.0.0.1"]
    with (folder / "ralph.log").open("w") as log:
        process = subprocess.Popen(
            [*command, "--port", str(port), "--log-level", "warning"],
            env=env,
            cwd=folder,
            stdout=log,
            stderr=log,
        )
        try:
            url = f"http://127.0.0.1:{port}"
            _wait(process, url, folder / "ralph.log")
            yield Ralph(url, folder / "held" / "fs_lrs.jsonl")
        finally:
            process.terminate()
            process.wait()


def _credentials() -> dict[str, Any]:
    agent = {"account": {"homePage": "https://store.example", "name": USER}}
    return {"agent": agent, "scopes": ["all"], "hash": _HASH, "username": USER}


def _wait(process: "subprocess.Popen[bytes]", url: str, log: Path) -> None:
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until and process.poll() is None:
        try:
            urllib.request.urlopen(f"{url}/__heartbeat__", timeout=1.0).close()
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError(f"Ralph did not start: {log.read_text()[-2000:]}")
