"""Pictures for pages and chats: drawn here as SVG without a script, with title, description and the table they show."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from markupsafe import escape

from facilitation.talk import frame, text
from facilitation.talk.languages import ENGLISH, Language
from facilitation.talk.messages import Bar, Chart

WIDE, TALL, FOOT, HEAD = 400, 190, 26, 18
AXIS = 44
"""Room for what the lines behind the bars say, where they say something."""
MOST_NAMES = 8
"""So many names fit below the bars; of more every other is left out."""


@dataclass(frozen=True, slots=True)
class Point:
    """A name on the axis, how high it is there from 0 to 100, None where that may not be told, and how it is read."""

    name: str
    high: float | None
    words: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture: its key, its title, the SVG and the table behind it; `lead` says how to read it."""

    key: str
    title: str
    svg: str
    table: str
    lead: str = ""
    numbers: str = frame.NUMBERS
    """What the way to its table is called."""


def figure(drawing: Drawing) -> str:
    """Return a picture for a page, with the table behind it."""
    lead = f'<p class="small">{escape(drawing.lead)}</p>' if drawing.lead else ""
    return (
        f'<figure class="of-{drawing.key}"><figcaption>{escape(drawing.title)}</figcaption>{drawing.svg}{lead}'
        f"<details><summary>{escape(drawing.numbers)}</summary>{drawing.table}</details></figure>"
    )


def of(key: str, chart: Chart, language: Language = ENGLISH) -> Drawing:
    """Draw the chart of a message, as whoever reads a language reads it."""

    def said(bar: Bar) -> str:
        return (frame.FEW if bar.percent is None else frame.share(bar)).said_in(language)

    points = [Point(text.one_line(one.name), one.percent, said(one)) for one in chart.bars]
    return bars(key, text.one_line(chart.title), points, axis=True, language=language)


def bars(
    key: str,
    title: str,
    points: Sequence[Point],
    *,
    now: bool = True,
    axis: bool = False,
    language: Language = ENGLISH,
) -> Drawing:
    """Draw bars; with `now` the last is filled, as it is the newest, with `axis` heights are in percent."""
    left = AXIS if axis else 0
    newest = len(points) - 1 if now else None
    drawn = "".join(_bar(left, at, points, at == newest) for at in range(len(points)))
    return _drawing(key, title, points, _grid(left) + drawn, language)


def curve(key: str, title: str, points: Sequence[Point], language: Language = ENGLISH) -> Drawing:
    """Draw a line through points that are known; where one is not, the line is broken."""
    step = WIDE / len(points)
    lines = "".join(
        f'<line class="curve" x1="{(at + 0.5) * step:g}" y1="{y_of(one.high):g}" '
        f'x2="{(at + 1.5) * step:g}" y2="{y_of(other.high):g}"/>'
        for at, (one, other) in enumerate(pairwise(points))
        if one.high is not None and other.high is not None
    )
    dots = "".join(_dot((at + 0.5) * step, point) for at, point in enumerate(points))
    return _drawing(key, title, points, _grid() + lines + dots, language)


def svg(key: str, title: str, said: str, drawn: str, tall: int = TALL) -> str:
    """Return a whole SVG with its title and what it shows in words."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDE} {tall}" role="img" '
        f'aria-labelledby="{key}-title {key}-desc"><title id="{key}-title">{escape(title)}</title>'
        f'<desc id="{key}-desc">{escape(said)}</desc>{drawn}</svg>'
    )


def table(title: str, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a table; the first cell of a row is its head. Words are escaped, and Markup stays."""
    head = "".join(f'<th scope="col">{escape(one)}</th>' for one in heads)
    body = "".join(
        f'<tr><th scope="row">{escape(first)}</th>'
        + "".join(f"<td>{escape(cell)}</td>" for cell in rest)
        + "</tr>"
        for first, *rest in rows
    )
    caption = f"<caption>{escape(title)}</caption>"
    return f"<table>{caption}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def y_of(high: float) -> float:
    """Return how far down something of a height lies."""
    return round(TALL - FOOT - high / 100 * (TALL - FOOT - HEAD), 1)


def _drawing(
    key: str, title: str, points: Sequence[Point], drawn: str, language: Language
) -> Drawing:
    known = "; ".join(f"{one.name}: {one.words}" for one in points if one.high is not None)
    rows = [(one.name, one.words) for one in points]
    behind = table(title, ("", frame.VALUE.said_in(language)), rows)
    numbers = frame.NUMBERS.said_in(language)
    return Drawing(key, title, svg(key, title, known, drawn), behind, numbers=numbers)


def _grid(left: int = 0) -> str:
    lines = "".join(
        f'<line class="grid" x1="{left}" x2="{WIDE}" y1="{y_of(of):g}" y2="{y_of(of):g}"/>'
        for of in (0, 50, 100)
    )
    said = ((0, "0"), (50, "50"), (100, "100\N{NO-BREAK SPACE}%")) if left else ()
    return lines + "".join(
        f'<text class="name left" x="{left - 6}" y="{y_of(of) + 4:g}">{words}</text>'
        for of, words in said
    )


def _bar(left: int, at: int, points: Sequence[Point], now: bool) -> str:
    point, step = points[at], (WIDE - left) / len(points)
    middle, few = left + (at + 0.5) * step, len(points) <= MOST_NAMES
    named = few or at % 2 == (len(points) - 1) % 2
    foot = (
        f'<text class="name" x="{middle:g}" y="{TALL - 8}">{escape(point.name)}</text>'
        if named
        else ""
    )
    if point.high is None:
        said = escape(point.words) if few else "–"
        return f'<text class="name" x="{middle:g}" y="{y_of(0) - 6:g}">{said}</text>{foot}'
    top, width = y_of(point.high), min(step * 0.62, 56)
    kind = "bar now" if now else "bar"
    value = point.words if few else f"{point.high:g}"
    return (
        f'<rect class="{kind}" x="{middle - width / 2:g}" y="{top:g}" width="{width:g}" '
        f'height="{max(y_of(0) - top, 1):g}" rx="3"/>'
        f'<text class="value" x="{middle:g}" y="{top - 5:g}">{escape(value)}</text>{foot}'
    )


def _dot(middle: float, point: Point) -> str:
    foot = f'<text class="name" x="{middle:g}" y="{TALL - 8}">{escape(point.name)}</text>'
    if point.high is None:
        return f'<text class="name" x="{middle:g}" y="{y_of(0) - 6:g}">{escape(point.words)}</text>{foot}'
    return (
        f'<circle class="dot" cx="{middle:g}" cy="{y_of(point.high):g}" r="5"/>'
        f'<text class="value" x="{middle:g}" y="{y_of(point.high) - 10:g}">{escape(point.words)}</text>{foot}'
    )
