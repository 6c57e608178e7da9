"""The lists of words that lie beside the code."""

from collections.abc import Iterator
from pathlib import Path

_HERE = Path(__file__).parent


def lines(name: str) -> Iterator[list[str]]:
    """Give the lines of a list, each as its words; what begins with # says something about them."""
    for line in (_HERE / name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.split()
