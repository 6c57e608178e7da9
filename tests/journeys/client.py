"""The playground as a script uses it: the real `peerloop playground` in a process of its own, spoken to over HTTP."""

import json
import os
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Json = dict[str, Any]

ROOT = Path(__file__).resolve().parents[2]


@contextmanager
def playground(database_url: str, *options: str, quiet: bool = True) -> Iterator["Client"]:
    """Start a playground on a free port, and end it by its own process id; `quiet`: its colleagues answer nothing."""
    options = (*options, "--quiet") if quiet else options
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", "playground", "--port", "0", *options],
        cwd=ROOT,
        env={**os.environ, "DATABASE_URL": database_url, "LOG_FORMAT": "console"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout is not None
        line = process.stdout.readline()
        address = next((w for w in line.split() if w.startswith("http://")), "")
        if not address:
            process.kill()
            raise AssertionError(f"no playground: {line}{process.communicate()[1]}")
        yield Client(address.rstrip("/"), process)
    finally:
        process.terminate()
        try:
            process.communicate(timeout=20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()


@dataclass
class Client:
    """Speaks to a playground as one of its pages would."""

    address: str
    process: "subprocess.Popen[str] | None" = None

    def state(self, who: str = "") -> Json:
        """Return what a persona sees, or everything."""
        return self._ask("GET", f"/play/api/state{f'?as={who}' if who else ''}")

    def send(self, who: str, text: str, where: str = "") -> Json:
        """Type something."""
        return self._ask("POST", "/play/api/send", {"as": who, "in": where, "text": text})

    def press(self, who: str, message: Json, text: str) -> Json:
        """Press a button of a message by its words."""
        command = next(b["command"] for b in message["buttons"] if b["text"] == text)
        body = {"as": who, "message": message["id"], "command": command}
        return self._ask("POST", "/play/api/press", body)

    def submit(self, who: str, form: Json, answers: Json) -> Json:
        """Send a form off."""
        body = {"as": who, "line": form["line"], "in": form["in"], "message": form["message"]}
        return self._ask("POST", "/play/api/submit", {**body, "answers": answers})

    def move(self, by: str) -> list[str]:
        """Move time."""
        ran: list[str] = self._ask("POST", "/play/api/move", {"by": by})["ran"]
        return ran

    def account(self, member: str, on: bool) -> None:
        """Switch an account on or off."""
        self._ask("POST", "/play/api/account", {"member": member, "on": on})

    def last(self, who: str, title: str = "") -> Json:
        """Return the newest card from Peerloop that a persona sees, whose title holds these words."""
        cards = [m for m in self.state(who)["messages"] if m["message"] and title in m["title"]]
        assert cards, f"{who} sees no card “{title}”"
        return cards[-1]

    def _ask(self, method: str, path: str, body: Json | None = None) -> Json:
        request = urllib.request.Request(
            self.address + path,
            method=method,
            data=None if body is None else json.dumps(body).encode(),
            headers={"Content-Type": "application/json"},
        )
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                read: Json = json.load(answer)
                return read
        except urllib.error.HTTPError as error:
            raise AssertionError(f"{method} {path}: {error.code} {error.read()!r}") from None
