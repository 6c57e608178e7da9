"""The draw for 100,000 people, beside the goals of pairing/README.md; takes a few minutes and a gigabyte."""

from tests.benchmarks import bench_match
from tests.benchmarks.bench_match import Size
from tests.benchmarks.figures import Figure

SIZES = [
    Size(100_000, 2, 2, 40, 0.675, megabytes=1024),
    Size(100_000, 4, 2, 50, 0.6, megabytes=1024),
]


def run() -> list[Figure]:
    """Measure pairs and fours."""
    return [figure for size in SIZES for figure in bench_match.alone(size)]
