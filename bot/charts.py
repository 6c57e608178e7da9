"""Pictures for pages: drawn here as SVG without a script, with a title, a description and the table that they show."""

from collections.abc import Sequence
from html import escape

WIDE, TALL, FOOT, HEAD = 400, 190, 26, 18

Point = tuple[str, float | None]
"""A name on the axis, and a value from 0 to 100; None where there is none to be told."""


def bars(key: str, title: str, points: Sequence[Point]) -> str:
    """Return bars of values from 0 to 100, the newest last and filled, and the table behind them."""
    step = WIDE / len(points)
    drawn = "".join(
        _bar(at * step, step, point, last=at == len(points) - 1) for at, point in enumerate(points)
    )
    lines = "".join(
        f'<line class="grid" x1="0" x2="{WIDE}" y1="{_y(of):g}" y2="{_y(of):g}"/>'
        for of in (0, 50, 100)
    )
    known = [f"{name} {value:g}" for name, value in points if value is not None]
    return (
        f'<figure><svg viewBox="0 0 {WIDE} {TALL}" role="img" aria-labelledby="{key}-title {key}-desc">'
        f'<title id="{key}-title">{escape(title)}</title>'
        f'<desc id="{key}-desc">{escape("; ".join(known))}</desc>{lines}{drawn}</svg>'
        f"<figcaption>{escape(title)}</figcaption>{_table(title, points)}</figure>"
    )


def _bar(left: float, step: float, point: Point, *, last: bool) -> str:
    name, value = point
    middle = left + step / 2
    foot = f'<text class="name" x="{middle:g}" y="{TALL - 8}">{escape(name)}</text>'
    if value is None:
        return f'<text class="name" x="{middle:g}" y="{_y(0) - 6:g}">too few</text>{foot}'
    top, width = _y(value), min(step * 0.62, 56)
    kind = "bar now" if last else "bar"
    return (
        f'<rect class="{kind}" x="{middle - width / 2:g}" y="{top:g}" width="{width:g}" '
        f'height="{max(_y(0) - top, 1):g}" rx="3"/>'
        f'<text class="value" x="{middle:g}" y="{top - 5:g}">{value:g}</text>{foot}'
    )


def _y(value: float) -> float:
    return round(TALL - FOOT - value / 100 * (TALL - FOOT - HEAD), 1)


def _table(title: str, points: Sequence[Point]) -> str:
    heads = "".join(f'<th scope="col">{escape(name)}</th>' for name, _ in points)
    cells = "".join(
        f"<td>{'too few' if value is None else f'{value:g}'}</td>" for _, value in points
    )
    return (
        f"<details><summary>The numbers</summary><table><caption>{escape(title)}</caption>"
        f"<thead><tr>{heads}</tr></thead><tbody><tr>{cells}</tr></tbody></table></details>"
    )
