"""A claim reads what it takes, and not what was sent long ago, whatever the planner believes."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, event

from storage.outbox import Outbox
from tests.storage.examples import HOUR, LEASE, NOW
from tests.storage.outboxes import BELIEFS, believe


@contextmanager
def plans(connection: Connection) -> Iterator[list[dict[str, Any]]]:
    """Give what PostgreSQL really did for each statement within the block, which is planned as it would be."""
    found: list[dict[str, Any]] = []

    def explain(
        conn: Any, cursor: Any, statement: str, parameters: Any, context: Any, executemany: bool
    ) -> tuple[str, Any]:
        if "delivery" in statement and not executemany and not statement.startswith("EXPLAIN"):
            cursor.execute("SAVEPOINT before")
            cursor.execute(f"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) {statement}", parameters)
            plan = cursor.fetchone()[0]
            cursor.execute("ROLLBACK TO SAVEPOINT before")
            found.append((plan if isinstance(plan, list) else json.loads(plan))[0]["Plan"])
        return statement, parameters

    event.listen(connection, "before_cursor_execute", explain, retval=True)
    try:
        yield found
    finally:
        event.remove(connection, "before_cursor_execute", explain)


def nodes(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Give a plan's nodes."""
    yield plan
    for each in plan.get("Plans", ()):
        yield from nodes(each)


def read(plan: dict[str, Any]) -> float:
    """Return how many rows of the table were looked at."""
    return sum(
        (node["Actual Rows"] + node.get("Rows Removed by Filter", 0)) * node["Actual Loops"]
        for node in nodes(plan)
        if node.get("Relation Name") == "delivery"
    )


@pytest.mark.parametrize("belief", BELIEFS)
def test_a_claim_reads_nothing_of_what_was_sent(
    postgres_engine: Engine, belief: str, long: Callable[[int, int], int]
) -> None:
    sent, owed = long(30_000, 1_800_000), long(3_000, 20_000)
    with postgres_engine.connect() as connection:
        transaction = connection.begin()
        believe(connection, belief, sent, owed)
        outbox = Outbox(connection)
        with plans(connection) as found:
            claimed = outbox.claim("me", NOW + HOUR, LEASE, 200)
            outbox.expire()
            outbox.keep("me", LEASE, timedelta())
            outbox.claim_unsure("me", LEASE, 200)
            outbox.counts()
            outbox.next_due()
        transaction.rollback()
    assert len(claimed) == 200
    assert len(found) == 8
    for plan in found:
        names = {node.get("Index Name") for node in nodes(plan)}
        assert read(plan) <= 2 * owed, f"{read(plan)} rows, by {names}"


@pytest.mark.parametrize("belief", BELIEFS)
def test_who_departs_is_looked_up_alone_and_written_down_in_one_statement(
    postgres_engine: Engine, belief: str
) -> None:
    with postgres_engine.connect() as connection:
        transaction = connection.begin()
        believe(connection, belief, 30_000, 3_000)
        outbox = Outbox(connection)
        ids = [one.id for one in outbox.claim("me", NOW + HOUR, LEASE, 20)]
        with plans(connection) as found:
            assert outbox.depart("me", ids[:1], {}, LEASE) == set(ids[:1])
            assert outbox.depart("me", ids, {}, LEASE) == set(ids)
            assert outbox.depart("another", ids, {}, LEASE) == set()
        transaction.rollback()
    assert len(found) == 3
    assert max(map(read, found)) <= 3 * len(ids)
