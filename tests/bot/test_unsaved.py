"""A database that takes nothing while the program runs: what people, operators and their machines are told."""

import io
import json
import logging
from collections.abc import Callable, Iterator

import pytest
import structlog

from bot import logs, wiring
from bot.settings import Settings
from facilitation.errors import Unsaved
from facilitation.people.model import Workspace
from facilitation.talk.incoming import Incoming, Reply, Roster, Say, Sender, Typed, Where
from tests.bot.helpers import NOW
from tests.storage.breaking import read_only

HOME = "slack:T1"


@pytest.fixture
def parts(own_url: str) -> Iterator[wiring.Base]:
    """What a process stands on."""
    made = wiring.base(Settings(_env_file=None, database_url=own_url))  # type: ignore[call-arg]
    yield made
    made.engine.dispose()


@pytest.fixture
def logged() -> Iterator[Callable[[], list[dict[str, object]]]]:
    """Give what was logged so far, as the operator reads it."""
    root, stream = logging.getLogger(), io.StringIO()
    handlers, level, before = list(root.handlers), root.level, structlog.get_config()
    logs.configure("json", "INFO", stream=stream)
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    root.handlers[:] = handlers
    root.setLevel(level)
    structlog.configure(**before)


def said(line: str, workspace: str = HOME, key: str = "") -> Incoming:
    by = Sender(workspace=workspace, member=f"{workspace}:U1", name="Ana")
    where = Where(id=f"personal:{by.member}", kind="personal")
    return Typed(by=by, line=line, where=where, key=key)


def words(reply: Reply) -> str:
    assert isinstance(reply, Say)
    return str(reply.message)


def test_people_are_told_the_truth_and_operators_once_a_minute(
    parts: wiring.Base, logged: Callable[[], list[dict[str, object]]]
) -> None:
    with parts.store.begin() as work:
        work.workspaces.save(Workspace(id=HOME, platform="slack", name="Fern", created_at=NOW))
    assistant, health = parts.assistant(), parts.health()
    assert health.unfit() == {}

    with read_only(parts.engine):
        for n in range(20):
            assert Unsaved.said in words(assistant.handle(said("help", key=f"k{n}")))
            assert Unsaved.said in words(assistant.handle(said("help", "slack:T2", f"k{n}")))
        assistant.hear(
            Roster(
                workspace="slack:T2",
                platform="slack",
                name="Moss",
                zone="",
                profiles=(),
                whole=False,
            )
        )
        assert "database" in health.unfit()
        assert health.alive() is None

    (line,) = [line for line in logged() if line["level"] in ("error", "warning")]
    assert (line["event"], line["kind"]) == ("nothing can be saved", "read-only")
    assert "Traceback" not in str(line)
    counted = parts.metrics.text().decode()
    times = next(li for li in counted.splitlines() if li.startswith("peerloop_unsaved_total{"))
    assert float(times.rpartition(" ")[2]) >= 40

    assert Unsaved.said not in words(assistant.handle(said("help", key="again")))
    assert "not known here yet" in words(assistant.handle(said("help", "slack:T2")))
