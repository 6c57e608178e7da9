"""Figures of a benchmark and the table that shows them."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True, slots=True)
class Figure:
    """What was measured, how often, and what must be reached: at least or at most `bar`, None when nothing must."""

    what: str
    runs: Sequence[float]
    unit: str
    bar: float | None = None
    at_least: bool = False

    @property
    def median(self) -> float:
        """Return the middle of the runs."""
        return median(self.runs)

    @property
    def ok(self) -> bool:
        """Tell whether the bar is reached."""
        if self.bar is None:
            return True
        return self.median >= self.bar if self.at_least else self.median <= self.bar


def table(figures: Sequence[Figure]) -> str:
    """Return the figures as lines to be printed."""
    rows = [("what", "median", "worst", "bar", "")]
    for figure in figures:
        worst = min(figure.runs) if figure.at_least else max(figure.runs)
        sign = "≥" if figure.at_least else "≤"
        bar = "–" if figure.bar is None else f"{sign} {figure.bar:g} {figure.unit}"
        verdict = "ok" if figure.ok else "missed"
        middle = f"{figure.median:.4g} {figure.unit}"
        rows.append((figure.what, middle, f"{worst:.4g}", bar, verdict))
    widths = [max(len(row[column]) for row in rows) for column in range(5)]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    )
