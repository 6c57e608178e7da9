"""A file that somebody sends to Peerloop alone, in Slack and in Teams: opened where that is allowed, or why not."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from typing import Any

import pytest

from adapters import laid
from facilitation.filing import dropping
from facilitation.talk.forms import Answers
from facilitation.talk.incoming import Filled
from tests.contracts import slack_desk, teams_desk

BODY = "Was sagst du dazu? ü\nWhy now?\n".encode()


@dataclass
class Sent:
    """Somebody who can send files, and what the core was told."""

    desk: Any
    who: Any

    async def drops(self, name: str, body: bytes = BODY, **more: Any) -> Answers | None:
        """Send a file; return what the core was told of it, None where it was told nothing."""
        known = len(self.desk.core.done)
        await self.desk.sim.drops(self.who, name, body, patience=0.5, **more)
        told = [one for one in self.desk.core.done[known:] if isinstance(one, Filled)]
        assert all(one.line == dropping.LINE and one.where.kind == "personal" for one in told)
        return told[-1].answers if told else None


@asynccontextmanager
async def slack() -> AsyncIterator[Sent]:
    """A workspace that gave the scope for files."""
    async with slack_desk.desk() as here:
        install = here.installs.all()[0]
        here.installs.save(replace(install, scopes=("files:read",)))
        token = here.sim.world.tokens[install.bot_token]
        token.scopes |= {"files:read"}
        yield Sent(here, here.team.user("ana"))


@asynccontextmanager
async def teams() -> AsyncIterator[Sent]:
    """A tenant."""
    async with teams_desk.desk() as here:
        yield Sent(here, here.sim.person("Ana"))


PLATFORMS = {"slack": slack, "teams": teams}


@pytest.fixture(params=PLATFORMS)
async def sent(request: pytest.FixtureRequest) -> AsyncIterator[Sent]:
    async with PLATFORMS[request.param]() as found:
        yield found


async def test_a_file_comes_as_its_text_or_as_a_problem_by_name(
    sent: Sent, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert await sent.drops("first_weeks.txt") == {
        "name": "first_weeks.txt",
        "text": BODY.decode(),
    }
    assert await sent.drops("deck.CSV", b"\xef\xbb\xbfasks\nWhy?") == {
        "name": "deck.CSV",
        "text": "asks\nWhy?",
    }
    assert await sent.drops("holiday.png") is None
    for name, body, problem in (
        ("big.yaml", b"x" * 70_000, "large"),
        ("odd.txt", b"\xff\xfe\x00", "unread"),
        ("page.txt", b"<!DOCTYPE html><p>Sign in", "unread"),
    ):
        assert await sent.drops(name, body) == {"name": name, "problem": problem}
    monkeypatch.setattr(laid, "PATIENCE", 0.0)
    assert await sent.drops("late.txt") == {"name": "late.txt", "problem": "late"}


async def test_without_the_scope_and_from_any_other_host_nothing_is_fetched() -> None:
    elsewhere = "http://127.0.0.1:9/secret.txt"
    closed = {"name": "a.txt", "problem": "closed"}
    async with slack_desk.desk() as here:
        ana = Sent(here, here.team.user("ana"))
        assert await ana.drops("a.txt") == closed, "no scope"
        here.installs.save(replace(here.installs.all()[0], scopes=("files:read",)))
        for url in (elsewhere, "https://files.slack.com.evil.example/a.txt", "file:///etc/passwd"):
            assert await ana.drops("a.txt", url_private_download=url) == closed
    async with teams() as ben:
        for url in ("http://10.0.0.1/a.txt", "https://evil.example/x?.sharepoint.com", "//x"):
            assert await ben.drops("a.txt", url=url) == closed
