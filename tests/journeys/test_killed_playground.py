"""The playground killed in the middle of a move: time goes on from there, and what was owed arrives once, in order."""

import sqlite3
import threading
import time
from contextlib import closing, suppress
from itertools import pairwise
from pathlib import Path

import pytest

from tests.journeys.client import Client, playground

START = "2026-11-18T08:30+00:00"
ORDER = (
    "SELECT p.conversation, p.at, d.due_at, d.ordinal FROM playground_post p "
    "JOIN delivery d ON d.key = p.key ORDER BY p.id"
)


def rows(path: Path, query: str) -> list[tuple]:
    with closing(sqlite3.connect(path, timeout=30)) as connection:
        return connection.execute(query).fetchall()


def killed_while_moving(client: Client, path: Path, posts: int) -> None:
    """Kill the playground in a move, as soon as so many posts of Peerloop stand in the chat."""

    def move() -> None:
        with suppress(Exception):
            client.move("week")

    moving = threading.Thread(target=move)
    moving.start()
    while moving.is_alive():
        [(count,)] = rows(path, "SELECT count(*) FROM playground_post WHERE author = 'peerloop'")
        if count >= posts:
            break
        time.sleep(0.01)
    assert client.process
    client.process.kill()
    moving.join()


@pytest.mark.parametrize("posts", [(12, 26)])
def test_a_playground_killed_in_a_move_goes_on_there_and_loses_no_order(
    tmp_path: Path, posts: tuple[int, ...]
) -> None:
    path = tmp_path / "play.db"
    given = (f"sqlite:///{path}", "--people", "24", "--start", START)
    for count in posts:
        with playground(*given, quiet=False) as client:
            killed_while_moving(client, path, count)
        [(held,)] = rows(
            path, "SELECT count(*) FROM delivery WHERE state IN ('sending', 'pending')"
        )
        assert held, "it was killed too late to show anything"
    with playground(*given, quiet=False) as client:
        before = client.state()["time"]
        assert before > START
        client.move("week")
    sent = rows(path, ORDER)
    assert [at for _, at, *_ in sent] == sorted(at for _, at, *_ in sent)
    by_place: dict[str, list[tuple]] = {}
    for place, _, *owed in sent:
        by_place.setdefault(place, []).append(tuple(owed))
    for owed in by_place.values():
        assert all(first < second for first, second in pairwise(owed))
    assert not rows(
        path,
        "SELECT key FROM playground_post WHERE key IS NOT NULL GROUP BY key HAVING count(*) > 1",
    )
    states = dict(rows(path, "SELECT state, count(*) FROM delivery GROUP BY state"))
    assert not {"sending", "unsure"} & states.keys(), states
