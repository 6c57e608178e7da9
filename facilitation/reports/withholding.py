"""What may be said of how many people there are: "ten or more", in steps of five, and nothing of one to four of them.

One module decides for every output. A figure is rounded down in steps of `least`, from a start that is a secret of its
cell: 5 to 9 people are enough to be told of, and nobody but us knows which. So a figure that moves when one known
person joins or leaves still leaves five possibilities for it, and one that is withheld does so too; no output has to
know of any other, of a filter or of an earlier week. It is controlled rounding (Willenborg and de Waal, Elements of
Statistical Disclosure Control, 2001) with a key to each cell, as statistical offices do it for tables that are asked
for at will (Fraser and Wooton, A Proposed Method for Confidentialising Tabular Output to Protect Against Differencing,
2005). Totals are told so that they give no part away: see `shown`.
"""

from collections.abc import Mapping
from hashlib import blake2b

LEAST, FLOOR = 5, 3
"""The smallest number of people that is reported, and how low that may be set."""

OTHERS = ""
"""The row of people who are in no team, or in one that is too small to be reported by itself."""


def crowd(least: int = LEAST) -> int:
    """Return how many people there must be before anything is said of some of them: twice as many as are told of."""
    return 2 * _checked(least)


def rows(sizes: Mapping[str, int], least: int = LEAST) -> dict[str, str]:
    """Return by team the row it is reported in, given how many people each has; raises ValueError below the floor.

    Teams that are no crowd share one row; the smallest of the others join it while it is none itself.
    """
    enough = crowd(least)
    shared = {team for team, size in sizes.items() if size < enough or team == OTHERS}
    alone = sorted(sizes.keys() - shared, key=lambda team: (sizes[team], team))
    while alone and 0 < sum(sizes[team] for team in shared) < enough:
        shared.add(alone.pop(0))
    return {team: OTHERS if team in shared else team for team in sizes}


def told(count: int, secret: str, cell: str, least: int = LEAST) -> int:
    """Return how many people may be told of in a cell, "or more": a multiple of `least`, 0 for nothing to be said.

    At most the true number, and within 2 * `least` of it. The same for the same count, cell and secret, always.
    """
    _checked(least)
    key = blake2b(f"{secret} {cell}".encode(), digest_size=8).digest()
    start = int.from_bytes(key, "big") % least
    return max(0, (count - start) // least * least)


def shown(
    cells: Mapping[str, int], secret: str, about: str, least: int = LEAST
) -> tuple[int, dict[str, int]]:
    """Return what may be told of all of some cells together, and of those that may be told of beside it.

    `cells` are all that there are, the empty ones too: whoever reads does not know which they are. The total is never
    less than its parts, and never so much more that those withheld could be worked out to be many or none.
    """
    figures = {name: told(count, secret, f"{about}/{name}", least) for name, count in cells.items()}
    kept = {name: figure for name, figure in figures.items() if figure}
    parts = sum(kept.values())
    if len(cells) < 2:
        return parts, kept
    most = parts + (least - 1) * len(cells)
    total = told(sum(cells.values()), secret, about, least)
    return max(parts, min(total, most // least * least)), kept


def rate(count: int, of: int, least: int = LEAST) -> int | None:
    """Return what share of people something is true of, in percent, as finely as may be told; None for too few.

    Its steps are at least `least` people wide: 25 % among 20, 10 % among 50, 5 % among 100; never wider than that.
    """
    step = next((each for each in (1, 2, 5, 10, 25) if each * of >= 100 * _checked(least)), 0)
    if not step:
        return None
    return int(100 * count / of / step + 0.5) * step


def _checked(least: int) -> int:
    if least < FLOOR:
        raise ValueError(f"nothing about fewer than {FLOOR} people is ever reported, not {least}")
    return least
