"""What a worker does now and then."""

from datetime import datetime, timedelta

import pytest

from bot.chores import Watch, chores
from bot.clock import SimulatedClock
from bot.metrics import Metrics
from facilitation.post.outbox import Delivery
from facilitation.talk.messages import Message
from storage.work import Store
from tests.bot.helpers import NOW, owed, put


def test_the_words_of_what_was_sent_long_ago_are_forgotten_daily(store: Store) -> None:
    sent = {"state": "sent", "conversation": "D1", "message_id": "1.5"}
    old = owed("old", sent_at=NOW - timedelta(days=8), **sent)
    new = owed("new", sent_at=NOW - timedelta(days=6), **sent)
    put(store, [old, new])
    daily = {
        each.name: each
        for each in chores(store, SimulatedClock(NOW), Metrics(), lambda: None, 7, 90)
    }["deliveries"]

    daily.run(NOW)

    def now_is(each: Delivery) -> Delivery:
        with store.begin() as work:
            return work.outbox.get(each.id)

    assert daily.every == timedelta(days=1)
    assert now_is(new) == new
    assert now_is(old).message == Message("")
    assert (now_is(old).state, now_is(old).message_id) == ("sent", "1.5")


def test_a_clock_that_is_off_is_told_once_and_measured(capsys: pytest.CaptureFixture[str]) -> None:
    metrics, theirs = Metrics(), NOW

    def database_time() -> datetime:
        return theirs

    watch = Watch(SimulatedClock(NOW), database_time, metrics)
    watch.look()
    assert "come apart" not in capsys.readouterr().out
    theirs = NOW - timedelta(seconds=90)
    watch.look()
    watch.look()
    assert capsys.readouterr().out.count("come apart") == 1
    assert b"peerloop_clock_off_seconds 90.0" in metrics.text()
    theirs = NOW
    watch.look()
    theirs = NOW + timedelta(seconds=90)
    watch.look()
    assert capsys.readouterr().out.count("come apart") == 1
    assert b"peerloop_clock_off_seconds -90.0" in metrics.text()


def test_on_sqlite_there_is_no_other_clock() -> None:
    Watch(SimulatedClock(NOW), lambda: None, Metrics()).look()
