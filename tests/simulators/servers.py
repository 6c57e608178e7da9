"""Real web processes with Slack before them, quick to start and made to be killed.

A nursery process (this file run as a program) imports everything once and forks a whole Peerloop for each line it
reads, with the settings of its environment. What one that was killed had acknowledged is taken over after a second.
"""

import asyncio
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import IO

from tests.simulators.workers import Nursery

LEASE = 1.0


@contextmanager
def nursery(env: Mapping[str, str], errors: IO[str]) -> Iterator[Nursery]:
    """Give a nursery for as long as the block lasts; processes still there are killed. Their logs go to `errors`."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.simulators.servers"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=errors,
        text=True,
        env={**os.environ, **env},
    ) as process:
        made = Nursery(process)
        try:
            yield made
        finally:
            for pid in list(made.pids):
                made.kill(pid)
            assert process.stdin is not None
            process.stdin.close()


def free_port() -> int:
    """Return a port of this machine that nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


def main() -> None:
    """Fork a process for each line of standard input; end when it closes."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    from adapters import promises

    # before anybody reads them; a test waits for them
    promises.LEASE, promises.LOOK_EVERY = LEASE, LEASE / 4
    from bot import logs, wiring
    from bot.settings import load

    logs.configure("json", "WARNING")
    for _ in iter(sys.stdin.readline, ""):
        pid = os.fork()
        if pid == 0:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            os.close(0)
            try:
                works = "WORKS_TOO" in os.environ
                asyncio.run(wiring.serve(load(), with_web=True, with_worker=works))
            finally:
                os._exit(0)
        print(pid, flush=True)


if __name__ == "__main__":
    main()
