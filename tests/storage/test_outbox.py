"""Deliveries as the core writes them, and what becomes of those that are settled, on both databases."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from facilitation.errors import NotFound
from facilitation.post.outbox import Delivery, Personal, Place, Receipt, Settled, Together
from facilitation.talk.messages import Bold, Message, Text, Time
from facilitation.work import Work
from storage.work import Store
from tests.storage.examples import HOUR, LEASE, NOW, W, delivery
from tests.storage_fixtures import time_passes

OVER = timedelta(seconds=-1)
"""A lease that has run out by the time it is written."""


def add(store: Store, *deliveries: Delivery) -> None:
    with store.begin() as work:
        work.outbox.add(deliveries)


def sent(number: int) -> Settled:
    receipt = Receipt("D1", f"{number}.5")
    return Settled(id=f"dlv_{number}", state="sent", receipt=receipt, tried=True)


def told(found: Delivery) -> Delivery:
    """Return a delivery without what the database's clock has to do with it, which must be there."""
    assert found.first_sent_at is not None
    return replace(found, first_sent_at=None, tried_for=timedelta())


def test_a_delivery_comes_back_as_it_was_written(store: Store) -> None:
    written = [
        delivery(1, to=Personal("m1"), stale_at=NOW + HOUR, twice="never"),
        delivery(2, to=Together(("m2", "m1"))),
        delivery(3, to=Place("C1", thread="1.5")),
        delivery(4, message=Message("Hi", (Text((Bold("<b>"), " & ", Time(NOW))),))),
        delivery(5, state="dead", attempts=2, first_sent_at=NOW, sent_at=NOW, reason="why"),
    ]
    add(store, *written)
    with store.begin() as work:
        assert [work.outbox.get(each.id) for each in written] == written
        assert work.outbox.find(W, "ses_3:intro") == written[2]
        assert work.outbox.find("slack:T2", "ses_3:intro") is None
        with pytest.raises(NotFound):
            work.outbox.get("dlv_9")


def test_a_key_is_written_once_in_a_workspace(store: Store) -> None:
    add(store)
    add(store, delivery(1))
    add(store, delivery(2), delivery(3, key="ses_1:intro"), delivery(4, key="ses_2:intro"))
    add(store, delivery(5, key="ses_1:intro", workspace="slack:T2"))
    with store.begin() as work:
        first = work.outbox.find(W, "ses_1:intro")
        assert first == delivery(1)
        second = work.outbox.find(W, "ses_2:intro")
        assert second == delivery(2)
        assert work.outbox.counts() == {"pending": (3, NOW)}


def test_two_thousand_are_added_in_one_go(store: Store) -> None:
    add(store, *(delivery(number) for number in range(2_000)))
    with store.begin() as work:
        assert work.outbox.counts() == {"pending": (2_000, NOW)}


def test_only_what_is_still_pending_is_withdrawn(store: Store) -> None:
    add(store, delivery(1), delivery(2), delivery(3, due_at=NOW - HOUR))
    add(store, delivery(4, key="ses_1:intro", workspace="slack:T2"))
    with store.begin() as work:
        assert [each.id for each in work.outbox.claim("me", NOW - HOUR, LEASE, 9)] == ["dlv_3"]
        work.outbox.withdraw(W, [f"ses_{number}:intro" for number in (1, 3, 9)])
        work.outbox.withdraw(W, [])
        states = [work.outbox.get(f"dlv_{number}").state for number in (1, 2, 3, 4)]
    assert states == ["withdrawn", "pending", "sending", "pending"]
    keys = [f"ses_{number}:intro" for number in (1, 2, 3, 9)]
    with store.begin() as work:
        assert work.outbox.owed_or_sent(W, keys) == set(keys[1:3])
        assert work.outbox.owed_or_sent("slack:T2", keys) == {keys[0]}


def test_what_was_sent_is_settled_with_its_receipt(store: Store) -> None:
    add(store, delivery(1), delivery(2))
    with store.begin() as work:
        work.outbox.claim("me", NOW, LEASE, 1)
        after = work.outbox.settle("me", [sent(1), sent(2)], NOW + HOUR)
        assert [told(each) for each in after] == [
            delivery(
                1,
                state="sent",
                attempts=1,
                sent_at=NOW + HOUR,
                conversation="D1",
                message_id="1.5",
            )
        ]
        assert work.outbox.get("dlv_1") == after[0]
        assert work.outbox.get("dlv_2") == delivery(2)
        assert work.outbox.arrived(W, ["ses_1:intro", "ses_2:intro"]).keys() == {"ses_1:intro"}
        assert work.outbox.settle("me", [], NOW) == []


def test_what_was_refused_for_now_keeps_its_place_and_waits_by_the_clock_of_the_database(
    store: Store,
) -> None:
    add(store, delivery(1))
    later = Settled(id="dlv_1", state="pending", wait=3600, reason="429")
    with store.begin() as work:
        work.outbox.claim("me", NOW, LEASE, 1)
        (after,) = work.outbox.settle("me", [later], NOW)
        assert after == delivery(1, reason="429"), "nothing of it can have arrived yet"
        assert work.outbox.next_due() == NOW
        assert work.outbox.claim("you", NOW + 2 * HOUR, LEASE, 1) == []
    time_passes(store, 3599)
    with store.begin() as work:
        assert work.outbox.claim("you", NOW, LEASE, 1) == []
    time_passes(store, 2)
    with store.begin() as work:
        (again,) = work.outbox.claim("you", NOW, LEASE, 1)
    assert told(again) == delivery(1, state="sending", reason="429")


def test_only_posts_that_may_have_arrived_are_counted(store: Store) -> None:
    add(store, delivery(1))

    def claimed_and(**outcome: Any) -> Delivery:
        with store.begin() as work:
            assert work.outbox.claim("me", NOW, LEASE, 1)
            (after,) = work.outbox.settle("me", [Settled(id="dlv_1", **outcome)], NOW)
            return after

    for _ in range(5):
        claimed_and(state="pending")
        claimed_and(state="pending", put_off=True)
    held = claimed_and(state="pending")
    assert (held.attempts, held.put_off, held.first_sent_at) == (0, 5, None)
    unclear = claimed_and(state="unsure", tried=True)
    assert unclear.attempts == 1
    assert unclear.first_sent_at is not None


def test_who_died_before_a_post_began_has_not_tried(store: Store) -> None:
    add(store, delivery(1), delivery(2))
    with store.begin() as work:
        work.outbox.claim("me", NOW, LEASE, 2)
        assert work.outbox.depart("you", ["dlv_1"], {}, LEASE) == set()
        assert work.outbox.depart("me", ["dlv_1"], {}, LEASE) == {"dlv_1"}
    time_passes(store, 61)
    with store.begin() as work:
        assert work.outbox.depart("me", ["dlv_2"], {}, LEASE) == set(), "its lease has run out"
        assert work.outbox.expire() == 2
        found = {each.id: each for each in work.outbox.claim_unsure("me", LEASE, 9)}
    assert (found["dlv_1"].posted, found["dlv_1"].attempts) == (True, 1)
    assert (found["dlv_2"].posted, found["dlv_2"].attempts) == (False, 0)


def test_a_lease_is_renewed_while_its_owner_lives(store: Store) -> None:
    add(store, delivery(1), delivery(2))
    with store.begin() as work:
        work.outbox.claim("alive", NOW, LEASE, 1)
        work.outbox.claim("dead", NOW, LEASE, 1)
    for _ in range(3):
        time_passes(store, 40)
        with store.begin() as work:
            work.outbox.keep("alive", LEASE, LEASE)
    with store.begin() as work:
        assert work.outbox.expire() == 1
        assert work.outbox.get("dlv_1").state == "sending"
        assert work.outbox.get("dlv_2").state == "unsure"


def test_what_was_refused_for_good_is_dead_with_its_reason(store: Store) -> None:
    add(store, delivery(1))
    with store.begin() as work:
        work.outbox.claim("me", NOW, LEASE, 1)
        work.outbox.settle("me", [Settled(id="dlv_1", state="dead", reason="gone")], NOW)
        dead = work.outbox.get("dlv_1")
        assert (dead.state, dead.reason, dead.sent_at) == ("dead", "gone", None)
        assert work.outbox.claim("me", NOW, LEASE, 1) == []


def test_only_its_owner_settles_a_delivery_and_only_once(store: Store) -> None:
    add(store, delivery(1))
    with store.begin() as work:
        work.outbox.claim("me", NOW, LEASE, 1)
    with store.begin() as work:
        assert work.outbox.settle("you", [sent(1)], NOW) == []
        assert work.outbox.settle_unsure("me", [sent(1)], NOW) == []
        assert len(work.outbox.settle("me", [sent(1)], NOW)) == 1
    with store.begin() as work:
        died = Settled(id="dlv_1", state="dead", reason="late")
        assert work.outbox.settle("me", [died], NOW) == []
        assert work.outbox.get("dlv_1").state == "sent"


def test_who_lost_the_lease_can_no_longer_settle(store: Store) -> None:
    add(store, delivery(1), delivery(2))
    with store.begin() as work:
        work.outbox.claim("slow", NOW, OVER, 1)
        work.outbox.claim("quick", NOW, LEASE, 1)
    with store.begin() as work:
        assert work.outbox.expire() == 1
        assert work.outbox.expire() == 0
        assert work.outbox.settle("slow", [sent(1)], NOW) == []
        assert told(work.outbox.get("dlv_1")) == delivery(1, state="unsure")
        assert len(work.outbox.settle("quick", [sent(2)], NOW)) == 1


@pytest.mark.parametrize("year", [2000, 2090])
def test_leases_run_by_the_clock_of_the_database_whatever_time_it_is_played(
    store: Store, year: int
) -> None:
    then = datetime(year, 1, 1, tzinfo=UTC)
    add(store, delivery(1, due_at=then), delivery(2, due_at=then))
    with store.begin() as work:
        work.outbox.claim("me", then, LEASE, 1)
        work.outbox.claim("me", then, OVER, 1)
    with store.begin() as work:
        assert work.outbox.expire() == 1
        assert work.outbox.get("dlv_1").state == "sending"
        assert work.outbox.get("dlv_2").state == "unsure"


def unsure(work: Work, *numbers: int) -> None:
    """Add deliveries that nobody knows the fate of, free to be read back."""
    work.outbox.add([delivery(number) for number in numbers])
    work.outbox.claim("lost", NOW, OVER, len(numbers))
    work.outbox.expire()


def test_what_is_unsure_is_read_back_by_one_at_a_time(store: Store) -> None:
    with store.begin() as work:
        unsure(work, 1, 2, 3)
    with store.begin() as work:
        mine = work.outbox.claim_unsure("me", LEASE, 2)
        yours = work.outbox.claim_unsure("you", LEASE, 9)
        assert [each.id for each in mine] == ["dlv_1", "dlv_2"]
        assert [each.id for each in yours] == ["dlv_3"]
        assert {each.state for each in mine + yours} == {"unsure"}
        assert work.outbox.claim_unsure("me", LEASE, 9) == []
        assert work.outbox.settle_unsure("you", [sent(1)], NOW) == []


def test_who_never_settles_what_they_read_back_loses_it_to_another(store: Store) -> None:
    with store.begin() as work:
        unsure(work, 1)
        work.outbox.claim_unsure("me", OVER, 1)
    with store.begin() as work:
        assert len(work.outbox.claim_unsure("you", LEASE, 1)) == 1
        assert work.outbox.settle_unsure("me", [sent(1)], NOW) == []
        assert len(work.outbox.settle_unsure("you", [sent(1)], NOW)) == 1


def test_reading_back_settles_it_one_way_or_another(store: Store) -> None:
    outcomes = [
        sent(1),
        Settled(id="dlv_2", state="pending"),
        Settled(id="dlv_3", state="dead", reason="nobody can know"),
        Settled(id="dlv_4", state="unsure", reason="cannot be read"),
    ]
    with store.begin() as work:
        unsure(work, 1, 2, 3, 4)
        work.outbox.claim_unsure("me", LEASE, 9)
        after = work.outbox.settle_unsure("me", outcomes, NOW)
        assert [(each.id, each.state, each.reason) for each in after] == [
            ("dlv_1", "sent", ""),
            ("dlv_2", "pending", ""),
            ("dlv_3", "dead", "nobody can know"),
            ("dlv_4", "unsure", "cannot be read"),
        ]
        assert [work.outbox.get(each.id) for each in after] == after
        assert work.outbox.claim_unsure("me", LEASE, 9) == []
        again = work.outbox.claim("me", NOW, LEASE, 9)
        assert [each.id for each in again] == ["dlv_2"]


def test_nobody_reads_back_before_the_lease_has_run_out(store: Store) -> None:
    add(store, delivery(1))
    doubtful = Settled(id="dlv_1", state="unsure", reason="timeout", tried=True)
    with store.begin() as work:
        work.outbox.claim("me", NOW, LEASE, 1)
        after = work.outbox.settle("me", [doubtful], NOW)
        unclear = replace(delivery(1), state="unsure", attempts=1, posted=True, reason="timeout")
        assert [told(each) for each in after] == [unclear]
        assert work.outbox.claim_unsure("me", LEASE, 1) == []


def test_the_outbox_knows_what_is_next_and_how_much_there_is(store: Store) -> None:
    with store.begin() as work:
        assert work.outbox.next_due() is None
        assert work.outbox.counts() == {}
    add(store, delivery(1), delivery(2, due_at=NOW - HOUR), delivery(3, state="sent"))
    add(store, delivery(4, state="dead"), delivery(5, state="unsure"))
    with store.begin() as work:
        assert work.outbox.next_due() == NOW - HOUR
        assert work.outbox.next_due(NOW - HOUR) == NOW
        assert work.outbox.next_due(NOW) is None
        counted = {"pending": (2, NOW - HOUR), "dead": (1, NOW), "unsure": (1, NOW)}
        assert work.outbox.counts() == counted, "what is sent is not even looked at"


def test_a_read_back_that_must_wait_waits(store: Store) -> None:
    with store.begin() as work:
        unsure(work, 1)
        work.outbox.claim_unsure("me", LEASE, 1)
        work.outbox.settle_unsure("me", [Settled(id="dlv_1", state="unsure", wait=600)], NOW)
    time_passes(store, 599)
    with store.begin() as work:
        assert work.outbox.claim_unsure("me", LEASE, 1) == []
    time_passes(store, 2)
    with store.begin() as work:
        assert len(work.outbox.claim_unsure("me", LEASE, 1)) == 1


def test_old_words_are_forgotten_and_where_they_went_is_not(store: Store) -> None:
    old, new = NOW - 31 * 24 * HOUR, NOW - 29 * 24 * HOUR
    done = {"conversation": "D1", "message_id": "1.5", "attempts": 1}
    kept = [
        delivery(1, state="sent", sent_at=new, due_at=old, **done),
        delivery(2, due_at=old),
        delivery(3, state="unsure", due_at=old),
    ]
    over = [
        delivery(4, state="sent", sent_at=old, due_at=old, **done),
        delivery(5, state="dead", due_at=old, reason="no such person as Ana"),
    ]
    add(store, *kept, *over, delivery(6, state="withdrawn", due_at=old))
    before = NOW - 30 * 24 * HOUR
    with store.begin() as work:
        first: int | None = 0
        while first is not None:
            first = work.outbox.forget(before, first)
        assert [work.outbox.get(each.id) for each in kept] == kept
        for each in over:
            assert work.outbox.get(each.id) == replace(
                each, message=Message(""), to=Place(""), about="", reason=""
            )
        assert work.outbox.find(W, "ses_6:intro") is None
    add(store, delivery(7, key="ses_4:intro"))
    with store.begin() as work:
        again = work.outbox.find(W, "ses_4:intro")
        assert again is not None
        assert (again.state, again.message_id) == ("sent", "1.5"), "nothing is told twice"


def test_what_was_taken_back_is_owed_anew_when_it_is_written_again(store: Store) -> None:
    add(store, delivery(1))
    with store.begin() as work:
        work.outbox.withdraw(W, ["ses_1:intro"])
    add(store, delivery(2, key="ses_1:intro", due_at=NOW + HOUR))
    with store.begin() as work:
        again = work.outbox.find(W, "ses_1:intro")
        assert again == delivery(2, key="ses_1:intro", due_at=NOW + HOUR)
        assert work.outbox.counts() == {"pending": (1, NOW + HOUR)}
