"""Half a year of rounds, plans and recalls on moved time: each comes once, in its time, and none is lost."""

from pathlib import Path

from tests.benchmarks.bench_learning import half_a_year
from tests.counts import upto


def test_half_a_year_of_learning_loses_no_card_sends_none_twice_and_each_in_its_readers_morning(
    tmp_path: Path,
) -> None:
    lived = half_a_year(f"sqlite:///{tmp_path}/lived.db", upto(12, 2_000))
    assert lived["cards"] >= upto(100, 20_000)
    assert (lived["lost"], lived["twice"], lived["late"], lived["beside"]) == (0, 0, 0, 0)
    assert lived["rounds"] >= 13
    assert (lived["dropped"], lived["again"]) == (0, 0), (
        "each has one circle and one notice a round"
    )
