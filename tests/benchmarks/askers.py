"""Members who ask how things stand while a step is done: in the same process, or in one of their own."""

import json
import random
import select
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from storage.engine import Engine, make_engine
from tests.company import Company
from tests.storage_fixtures import store_on


class InThread:
    """A member in the same process, as it is with SQLite."""

    def __init__(self, engine: Engine, size: int) -> None:
        """Have the member ask once, so that all is in place."""
        self.company = Company(store_on(engine, seed=2))
        self.size, self.waited = size, list[float]()
        self.ask(random.Random(0))
        self.waited.clear()

    def ask(self, chance: random.Random) -> None:
        """Let one member ask how things stand."""
        began = time.perf_counter()
        self.company.says(f"p{chance.randrange(self.size)}", "status")
        self.waited.append((time.perf_counter() - began) * 1000)

    @contextmanager
    def asking(self, now: datetime) -> Iterator[None]:
        """Let members ask, again and again, while something is done."""
        self.company.now = now
        over = threading.Event()

        def ask() -> None:
            chance = random.Random(len(self.waited))
            while not over.is_set():
                self.ask(chance)
                over.wait(0.05)

        asking = threading.Thread(target=ask)
        asking.start()
        yield
        over.set()
        asking.join()


class InProcess:
    """A member in a process of their own, as the web and the worker are apart with PostgreSQL."""

    def __init__(self, url: str, size: int) -> None:
        """Wait until the process is there."""
        command = [sys.executable, "-m", "tests.benchmarks.askers", url, str(size)]
        self.process = subprocess.Popen(
            command, text=True, bufsize=1, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self._tell, self._heard = self.process.stdin, self.process.stdout
        self._heard.readline()
        self.waited: list[float] = []

    @contextmanager
    def asking(self, now: datetime) -> Iterator[None]:
        """Let members ask, again and again, while something is done."""
        self._tell.write(f"{now.isoformat()}\n")
        yield
        self._tell.write("\n")
        self.waited += json.loads(self._heard.readline())

    def end(self) -> None:
        """Let the process go."""
        self.process.communicate()


def ask_all(url: str, size: int) -> None:
    """Ask from one line of the input, which says what time it is, to the next; then write how long each took."""
    asker = InThread(make_engine(url), size)
    print("ready", flush=True)
    while line := sys.stdin.readline().strip():
        asker.company.now = datetime.fromisoformat(line)
        asker.waited.clear()
        chance = random.Random(line)
        while not select.select([sys.stdin], [], [], 0.05)[0]:
            asker.ask(chance)
        sys.stdin.readline()
        print(json.dumps(asker.waited), flush=True)


@contextmanager
def member(engine: Engine, size: int) -> Iterator["InThread | InProcess"]:
    """Give a member who asks while steps are done."""
    if engine.dialect.name == "sqlite":
        yield InThread(engine, size)
        return
    apart = InProcess(engine.url.render_as_string(hide_password=False), size)
    yield apart
    apart.end()


if __name__ == "__main__":
    ask_all(sys.argv[1], int(sys.argv[2]))
