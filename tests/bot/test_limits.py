"""A pace is kept for each conversation and each workspace, and a place in the queue is kept too."""

from bot.limits import Limits
from facilitation.platform import Pace, Rate
from facilitation.post.outbox import Place
from tests.bot.helpers import owed


class Seconds:
    at = 0.0

    def __call__(self) -> float:
        return self.at


def test_without_a_pace_nobody_waits() -> None:
    limits = Limits(Seconds())

    assert [limits.take(owed("k"), Pace(), 0) for _ in range(1000)] == [0.0] * 1000


def test_each_in_a_conversation_waits_for_the_one_before() -> None:
    limits, pace = Limits(Seconds()), Pace(per_conversation=(Rate(2),))
    one, other = owed("k", to=Place("C1")), owed("j", to=Place("C2"))

    assert [limits.take(one, pace, 60) for _ in range(4)] == [0, 0.5, 1.0, 1.5]
    assert limits.take(other, pace, 60) == 0


def test_threads_of_a_conversation_share_its_pace() -> None:
    limits, pace = Limits(Seconds()), Pace(per_conversation=(Rate(1),))

    assert limits.take(owed("k", to=Place("C1", "t1")), pace, 60) == 0
    assert limits.take(owed("j", to=Place("C1", "t2")), pace, 60) == 1


def test_a_workspace_may_burst_by_a_second_and_then_keeps_its_pace() -> None:
    limits, pace = Limits(Seconds()), Pace(per_workspace=(Rate(4, burst=4),))

    waits = [limits.take(owed(f"k{n}"), pace, 60) for n in range(6)]

    assert waits == [0, 0, 0, 0, 0.25, 0.5]
    assert limits.take(owed("j", workspace="sink:two"), pace, 60) == 0


def test_who_has_no_patience_takes_no_place() -> None:
    seconds = Seconds()
    limits, pace = Limits(seconds), Pace(per_conversation=(Rate(1),))
    one = owed("k", to=Place("C1"))

    assert limits.take(one, pace, 0) == 0
    assert [limits.take(one, pace, 0.5) for _ in range(3)] == [1.0, 1.0, 1.0]
    seconds.at = 1.0
    assert limits.take(one, pace, 0) == 0


def test_workspaces_with_a_long_queue_are_named_until_it_is_short() -> None:
    seconds = Seconds()
    limits, pace = Limits(seconds), Pace(per_workspace=(Rate(1, burst=1),))
    for n in range(5):
        limits.take(owed(f"k{n}"), pace, 60)

    assert limits.behind(2) == ["sink:one"]
    seconds.at = 3.0
    assert limits.behind(2) == []


def test_what_is_long_past_is_forgotten() -> None:
    seconds = Seconds()
    limits, pace = Limits(seconds), Pace(per_conversation=(Rate(1),))
    for n in range(10_001):
        limits.take(owed(f"k{n}"), pace, 60)
    seconds.at = 100.0
    limits.take(owed("last"), pace, 60)

    assert len(limits._buckets) == 1


def test_there_is_room_for_as_many_as_need_not_wait_too_long() -> None:
    limits, pace = Limits(Seconds()), Pace(per_workspace=(Rate(4, burst=4),))
    assert limits.room(0.5, pace.per_workspace) == 6, "as to one who was sent nothing of late"

    limits.take(owed("k"), pace, 0)
    assert limits.room(0.5, pace.per_workspace) == 5
    assert [limits.take(owed(f"k{n}"), pace, 0.5) for n in range(6)] == [0, 0, 0, 0.25, 0.5, 0.75]
    limits.take(owed("j", workspace="sink:two"), pace, 0)
    assert limits.room(0.5, pace.per_workspace) == 5, "of the one that is not behind"
