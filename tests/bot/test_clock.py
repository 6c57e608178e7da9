"""A simulated clock is moved by hand and never back."""

from datetime import timedelta

from bot.clock import SimulatedClock
from tests.bot.helpers import NOW


def test_a_simulated_clock_stands_until_it_is_moved_and_never_moves_back() -> None:
    clock = SimulatedClock(NOW)
    assert clock.now() == NOW

    clock.move(NOW + timedelta(hours=1))
    clock.move(NOW)

    assert clock.now() == NOW + timedelta(hours=1)
