"""Deliveries under way when the schema of the version before is brought up: none lost, none doubled, none overtaken."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from alembic import command
from sqlalchemy import Engine, text

from facilitation.post.outbox import Delivery, Settled
from storage import migrate
from storage.engine import make_engine
from storage.work import Store
from tests.storage.examples import HOUR, LEASE, NOW, W, delivery
from tests.storage_fixtures import store_on, time_passes

(KEPT_PLACES,) = migrate._scripts().glob("versions/*_delivery.py")
BEFORE = f"{int(KEPT_PLACES.name[:4]) - 1:04d}"
"""The schema before deliveries kept their place."""


@pytest.fixture
def before(database_url: str) -> Iterator[Engine]:
    """A database of the version before."""
    engine = make_engine(database_url)
    migrate.upgrade(engine)
    with migrate._locked(engine) as connection:
        command.downgrade(migrate._config(connection), BEFORE)
    yield engine
    engine.dispose()


def owe(engine: Engine, each: Delivery, lane: str, **more: Any) -> None:
    """Write a delivery as the version before did."""
    row: dict[str, Any] = {
        "id": each.id,
        "key": each.key,
        "workspace": each.workspace,
        "to": f'{{"member":"{W}:{lane}","kind":"personal"}}',
        "message": '{"title":"Hello","blocks":[]}',
        "kind": each.kind,
        "about": "",
        "twice": "rather",
        "state": each.state,
        "attempts": each.attempts,
        "conversation": "",
        "message_id": "",
        "reason": "",
        "lane": lane,
        "owner": "",
        "due_at": each.due_at if engine.dialect.name == "postgresql" else f"{NOW:%F %T.%f}",
        **more,
    }
    columns = ", ".join(f'"{name}"' for name in row)
    values = ", ".join(f":{name}" for name in row)
    with engine.begin() as connection:
        connection.execute(text(f"INSERT INTO delivery ({columns}) VALUES ({values})"), row)


def test_deliveries_under_way_are_carried_on_by_the_new_version(before: Engine) -> None:
    lease = text("UPDATE delivery SET lease_until = CURRENT_TIMESTAMP WHERE owner <> ''")
    owe(before, delivery(1, attempts=4), "ana")
    owe(before, delivery(2, state="sending", attempts=5), "bo", owner="old")
    owe(before, delivery(3), "bo")
    owe(before, delivery(4, state="unsure", attempts=2), "cy", owner="old")
    owe(before, delivery(5, state="sent", attempts=1), "dee")
    owe(before, delivery(6, kind="notice"), "eve")
    with before.begin() as connection:
        connection.execute(lease)

    migrate.upgrade(before)
    store: Store = store_on(before)
    time_passes(store, 3600)
    with store.begin() as work:
        now = NOW + HOUR
        claimed = {d.id: d.attempts for d in work.outbox.claim("new", now, LEASE, 9)}
        assert claimed == {"dlv_1": 0, "dlv_6": 0}, "claims were counted, and that is forgotten"
        assert list(claimed) == ["dlv_1", "dlv_6"]
        assert work.outbox.expire() == 1
        unsure = {d.id: d.attempts for d in work.outbox.claim_unsure("new", LEASE, 9)}
        assert unsure == {"dlv_2": 1, "dlv_4": 1}, "each may have arrived once"
        back = [Settled(id=each, state="sent") for each in unsure]
        assert len(work.outbox.settle_unsure("new", back, now)) == 2
        assert [d.id for d in work.outbox.claim("new", now, LEASE, 9)] == ["dlv_3"]
        assert work.outbox.get("dlv_5").state == "sent"


def test_a_program_of_the_version_before_may_still_write(before: Engine) -> None:
    migrate.upgrade(before)
    owe(before, delivery(1), "ana")
    with store_on(before).begin() as work:
        (claimed,) = work.outbox.claim("new", NOW + timedelta(hours=1), LEASE, 9)
    assert (claimed.id, claimed.attempts, claimed.posted) == ("dlv_1", 0, False)
