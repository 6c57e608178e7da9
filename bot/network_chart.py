"""The picture of who could meet across teams and does: teams as dots, never people, and lines as far as may be told."""

import math
from html import escape

from adapters import charts
from adapters.charts import Drawing
from facilitation.reports import page_words as words
from facilitation.reports.pictures import Network
from facilitation.talk import frame
from facilitation.talk.readers import Reader

TALL = 250
_MIDDLE, _ACROSS, _DOWN = (charts.WIDE / 2, TALL / 2), 118, 88
_SMALLEST, _LARGEST = 6, 16
_LONGEST = 18
"""Characters of a team's name beside its dot; the table has all of it."""


def draw(network: Network, title: str, reader: Reader) -> Drawing | None:
    """Draw it as somebody reads it; None where there are no two teams to tell of."""
    if len(network.teams) < 2 or not any(network.teams.values()):
        return None
    at = _places(network)
    # what is known lies above what is not
    ordered = sorted(network.ties.items(), key=lambda tie: tie[1])
    most = max([1, *network.ties.values()])
    lines = "".join(_line(at[a], at[b], people, most) for (a, b), people in ordered)
    largest = max([1, *network.teams.values()])
    called = {team: reader.words(team or words.OTHER_TEAMS) for team in network.teams}
    dots = "".join(
        _dot(at[team], called[team], size / largest) for team, size in network.teams.items()
    )
    told = [(called[a], called[b], people) for (a, b), people in network.ties.items()]
    said = "; ".join(reader.words(words.tie(a, b, n)) for a, b, n in told if n)
    few = reader.words(frame.FEW)
    rows = [(f"{a} – {b}", reader.words(frame.at_least(n)) if n else few) for a, b, n in told]
    heads = (reader.words(words.TEAMS), reader.words(words.MET_ACROSS))
    svg = charts.svg("network", title, said or reader.words(words.NO_TIES), lines + dots, TALL)
    return Drawing(
        "network",
        title,
        svg,
        charts.table(title, heads, rows),
        reader.words(words.LINES),
        reader.words(frame.NUMBERS),
    )


def _places(network: Network) -> dict[str, tuple[float, float]]:
    """Return where each team stands: all around, beginning at the top."""
    turn = 2 * math.pi / len(network.teams)
    return {
        team: (
            round(_MIDDLE[0] + _ACROSS * math.sin(n * turn), 1),
            round(_MIDDLE[1] - _DOWN * math.cos(n * turn), 1),
        )
        for n, team in enumerate(network.teams)
    }


def _line(one: tuple[float, float], other: tuple[float, float], people: int, most: int) -> str:
    kind, width = ("tie", 1 + 5 * people / most) if people else ("could", 0.7)
    return (
        f'<line class="{kind}" x1="{one[0]:g}" y1="{one[1]:g}" x2="{other[0]:g}" y2="{other[1]:g}" '
        f'stroke-width="{width:.1f}"/>'
    )


def _dot(at: tuple[float, float], name: str, share: float) -> str:
    radius = _SMALLEST + (_LARGEST - _SMALLEST) * math.sqrt(share)
    aside = (at[0] - _MIDDLE[0]) / _ACROSS
    above = at[1] < _MIDDLE[1]
    if abs(aside) < 0.2:
        kind, x, y = "name", at[0], at[1] + (-radius - 5 if above else radius + 13)
    else:
        kind = "name right" if aside > 0 else "name left"
        x, y = at[0] + math.copysign(radius + 4, aside), at[1] + 4
    shown = name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1]}…"
    return (
        f'<circle class="team" cx="{at[0]:g}" cy="{at[1]:g}" r="{radius:.1f}"/>'
        f'<text class="{kind}" x="{x:.1f}" y="{y:.1f}">{escape(shown)}</text>'
    )
