"""Our search of circles on maximally diverse grouping, beside the published iterated maxima search at equal time.

Instances as the literature draws them (Gallego, Laguna, Marti, Duarte 2013; files of the Optsicom project): RanInt,
RanReal and Geo of 120, 240 and 480 elements, in groups of 12 to 24 as there and in circles of four as ours are.
Theirs is measured in numpy as ours is, and where there is a C compiler in C too.
"""

import ctypes
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from statistics import fmean
from tempfile import TemporaryDirectory
from time import process_time
from typing import cast

import numpy as np

from facilitation.pairing import circles
from facilitation.pairing.chance import Chance
from facilitation.pairing.field import Block, Field, Index
from tests.benchmarks import iterated_maxima
from tests.benchmarks.figures import Figure
from tests.benchmarks.iterated_maxima import Doubles

GROUPS = {120: 12, 240: 20, 480: 24}
"""The size of the literature's groups of so many elements."""
FINE = 1_000
"""Whole-number steps in one unit of diversity: our search takes whole numbers only."""
SEEDS = 3
Compiled = Callable[[Doubles, int, int, float], float]
"""Of a matrix, a size, a seed and seconds: the best total."""


class Matrix:
    """As much of a Field as the search looks at: a matrix of what every two are worth together."""

    def __init__(self, worth: Doubles) -> None:
        """Take the worth of every two; nothing is barred, nobody has met."""
        self.worth, self.n = np.rint(worth * FINE).astype(np.float32), len(worth)

    def block(self, some: Index) -> Block:
        """Compare every two of some elements."""
        none = np.zeros((len(some), len(some)), dtype=bool)
        worth = self.worth[some][:, some]
        return Block(worth, none, none, np.full(len(some), 2))


def run() -> list[Figure]:
    """Compare both on each kind and size."""
    with TemporaryDirectory() as folder:
        compiled = _compiled(Path(folder))
        return [
            figure
            for name, kind in (("RanInt", _integers), ("RanReal", _reals), ("Geo", _points))
            for n, large in GROUPS.items()
            for size in (4, large)
            for figure in _compared(f"{name}, {n} in groups of {size}", kind, n, size, compiled)
        ]


def _compared(
    name: str,
    kind: Callable[[int, np.random.Generator], Doubles],
    n: int,
    size: int,
    compiled: Compiled | None,
) -> list[Figure]:
    """Our total over theirs, when they have as many seconds of CPU time as we took."""
    numpy, c, spent = [], [], []
    for seed in range(SEEDS):
        worth = kind(n, np.random.default_rng(seed))
        mine, seconds = _ours(worth, size, seed)
        spent.append(seconds)
        numpy.append(mine / iterated_maxima.search(worth, size, seed, _for(seconds)))
        if compiled:
            c.append(mine / compiled(worth, size, seed, seconds))
    name += f", {fmean(spent):.1f} s: ours / published"
    bar = 0.985 if size > 4 else 0.997
    figures = [Figure(name, numpy, "", bar, True)]
    return figures + ([Figure(name + ", in C", c, "", at_least=True)] if c else [])


def _ours(worth: Doubles, size: int, seed: int) -> tuple[float, float]:
    n, chance = len(worth), Chance(seed)
    started = process_time()
    order = chance.order(n).tolist()
    cut = [order[at : at + size] for at in range(0, n, size)]
    shakes = min(max(20_000 // n, 30), 300)
    found = circles.polish(cast(Field, Matrix(worth)), cut, chance, shakes)
    seconds = process_time() - started
    return sum(float(worth[np.ix_(circle, circle)].sum()) / 2 for circle in found), seconds


def _compiled(folder: Path) -> Compiled | None:
    """The published search in C, or None without a compiler."""
    if not (compiler := shutil.which("cc")):
        return None
    library, source = folder / "iterated_maxima.so", Path(__file__).with_name("iterated_maxima.c")
    subprocess.run(
        [compiler, "-O3", "-march=native", "-shared", "-fPIC", source, "-o", library], check=True
    )
    search = ctypes.CDLL(str(library)).search
    search.restype = ctypes.c_double
    number = ctypes.c_int
    search.argtypes = [ctypes.c_void_p, number, number, ctypes.c_ulonglong, ctypes.c_double]

    def found(worth: Doubles, size: int, seed: int, seconds: float) -> float:
        worth = np.ascontiguousarray(worth)
        return float(search(worth.ctypes.data, len(worth), size, seed, seconds))

    return found


def _for(seconds: float) -> Callable[[], bool]:
    until = process_time() + seconds
    return lambda: process_time() < until


def _integers(n: int, chance: np.random.Generator) -> Doubles:
    return _mirrored(chance.integers(1, 101, (n, n)).astype(np.float64))


def _reals(n: int, chance: np.random.Generator) -> Doubles:
    return _mirrored(chance.uniform(0, 100, (n, n)))


def _points(n: int, chance: np.random.Generator) -> Doubles:
    at = chance.uniform(0, 10, (n, int(chance.integers(2, 22))))
    apart: Doubles = np.sqrt(((at[:, None] - at) ** 2).sum(axis=2))
    return apart


def _mirrored(worth: Doubles) -> Doubles:
    upper: Doubles = np.triu(worth, 1)
    return upper + upper.T
