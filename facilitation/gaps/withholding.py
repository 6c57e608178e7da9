"""What may be said of how many people there are in each team: nothing of one to four people, not even by subtraction.

Survey practice (product.md): cells of fewer than five people are withheld, and with them the smallest of the others
where the total would give them away; no installation may go below three.
"""

from collections.abc import Mapping

LEAST, FLOOR = 5, 3
"""The smallest number of people that is reported, and how low that may be set."""

OTHERS = ""
"""The row of people who are in no team, or in one that is too small to be reported by itself."""


def rows(sizes: Mapping[str, int], least: int = LEAST) -> dict[str, str]:
    """Return by team the row it is reported in, given how many people each has; raises ValueError below the floor.

    Teams of fewer than `least` people share one row; the smallest of the others join it while it is too small itself.
    """
    _check(least)
    shared = {team for team, size in sizes.items() if size < least or team == OTHERS}
    alone = sorted(sizes.keys() - shared, key=lambda team: (sizes[team], team))
    while alone and 0 < sum(sizes[team] for team in shared) < least:
        shared.add(alone.pop(0))
    return {team: OTHERS if team in shared else team for team in sizes}


def shown(cells: Mapping[str, int], least: int = LEAST) -> tuple[int, dict[str, int]]:
    """Return the total of some cells and those of them that may be shown beside it; 0 and none when it is too small.

    What total and shown cells leave over is nobody or at least `least` people.
    """
    _check(least)
    total = sum(cells.values())
    if total < least:
        return 0, {}
    kept = {name: count for name, count in cells.items() if count >= least}
    while kept and 0 < total - sum(kept.values()) < least:
        del kept[min(kept, key=lambda name: (kept[name], name))]
    return total, kept


def _check(least: int) -> None:
    if least < FLOOR:
        raise ValueError(f"nothing about fewer than {FLOOR} people is ever reported, not {least}")
