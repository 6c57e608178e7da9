"""Runs the benchmarks: `python -m tests.benchmarks` for all of them, or the names of some (`courier`)."""

import importlib
import pkgutil
import sys

from tests import benchmarks
from tests.benchmarks.figures import Figure, table


def main(names: list[str]) -> int:
    """Run each benchmark and print its figures beside what must be reached."""
    known = sorted(
        module.name.removeprefix("bench_")
        for module in pkgutil.iter_modules(benchmarks.__path__)
        if module.name.startswith("bench_")
    )
    if unknown := [name for name in names if name not in known]:
        print(
            f"No benchmark is called {unknown[0]}; there are: {', '.join(known)}.", file=sys.stderr
        )
        return 2
    for name in names or known:
        module = importlib.import_module(f"tests.benchmarks.bench_{name}")
        print(f"== {name}: {(module.__doc__ or '').strip().splitlines()[0]}", flush=True)
        figures: list[Figure] | None = module.run()
        if figures:
            print(table(figures), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
