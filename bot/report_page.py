"""A report as a page: figures by tier, each with what it means and cannot prove, and trends with their tables."""

import base64
from collections.abc import Mapping, Sequence
from html import escape

from adapters import charts, page
from adapters.charts import Drawing, Point
from bot import network_chart
from facilitation.privacy import packing
from facilitation.reports import figure_views, periods, views
from facilitation.reports.figures import TIERS, Figure
from facilitation.reports.pictures import Pictures, Rate
from facilitation.reports.service import Report
from facilitation.talk.messages import Bar, Chart

NOT_YET = {
    5: "Nobody was asked yet what they would do in a situation from their work.",
}
GOALS = "Goals of the program and what speaks for them"
TRENDS = ("met", "evenness", "helped")
"""The figures of which there are pictures."""
_BESIDE = (
    "Entered by whoever looks after the program. They stand beside what is counted here: what happened at one time "
    "is no proof that one led to the other."
)
_SMALL_PRINT = (
    "People are counted in steps of {step} and never by name; where a figure is of too few it is left out. Tiers are "
    "kept apart (LTEM): none proves the next, and effects on the organization are not claimed at all. There is no 6: "
    "that would be doing a whole task well under watch, which nobody measures here."
)


def html(report: Report, pictures: Pictures, gaps: str = "") -> str:
    """Return the page, as one prints it for those who decide; with a section on gaps."""
    title = f"{report.program.name}, {periods.label(report.period)}"
    drawn = "".join(charts.figure(one) for one in drawings(report, pictures))
    glance = f'<div class="glance">{drawn}</div>' if drawn else ""
    tiers = "".join(_tier(report, tier) for tier in TIERS)
    small = _SMALL_PRINT.format(step=report.step)
    body = (
        f"{_goals(report)}<p><strong>What to do:</strong> {escape(report.advice)}</p>"
        f"{glance}{tiers}{gaps}{_beside(report)}"
        f'<p class="small">{escape(small)}</p>{_files(report)}'
    )
    return page.html(title, body, wide=True)


def drawings(report: Report, pictures: Pictures) -> list[Drawing]:
    """Return what is drawn of a report, as far as there is enough to tell."""
    trends = [trend(report, report.figure(key)) for key in TRENDS]
    others = (
        _marks(pictures.marks),
        _rates("weeks", "How evenly people were heard, by the week", pictures.weeks),
        _curve(pictures.curve),
        network_chart.draw(pictures.network, f"Who meets across teams, {pictures.quarter}"),
    )
    return [one for one in (*trends, *others) if one is not None]


def _marks(marks: Mapping[int, int]) -> Drawing | None:
    """Draw how many people gave which mark for usefulness."""
    if not any(marks.values()):
        return None
    most = max(marks.values())
    points = [
        Point(f"{mark}", 100 * people / most, f"{people}+") if people else Point(f"{mark}", None)
        for mark, people in marks.items()
    ]
    title = "How useful people found it, from 1 to 5, in people"
    return charts.bars("marks", title, points, now=False)


def _rates(key: str, title: str, rates: Sequence[Rate]) -> Drawing | None:
    if sum(value is not None for _, value in rates) < 2:
        return None
    bars = tuple(Bar(name, value) for name, value in rates)
    return charts.of(key, Chart(title, bars))


def _curve(rates: Sequence[Rate]) -> Drawing | None:
    if sum(value is not None for _, value in rates) < 2:
        return None
    title = "What comes to mind after some time, in percent"
    return charts.curve("curve", title, [Point(name, value) for name, value in rates])


def _goals(report: Report) -> str:
    """Return what the program is for, and what speaks for it: words of evidence, none of hope."""
    program = report.program
    its = (("Its goal", program.goal), ("How we notice", program.settings.signs))
    words = "".join(f"<p>{label}: {escape(said)}</p>" for label, said in its if said)
    if not report.served:
        return words
    # what a colleague says anew takes the place of what they said before, so there is no past to compare with
    told = _table(report, (*report.served, report.figure("transferred")), past=False)
    return f"<section><h2>{GOALS}</h2>{words}{told}</section>"


def _tier(report: Report, tier: int) -> str:
    its = [one for one in report.figures if one.tier == tier]
    told = _table(report, its) if its else f"<p>{escape(NOT_YET[tier])}</p>"
    return f"<section><h2>{tier} · {escape(TIERS[tier])}</h2>{told}</section>"


def _table(report: Report, its: Sequence[Figure], *, past: bool = True) -> str:
    heads = ["Now", *(["Before"] if past else []), "Of how many", "What it is"]
    rows = "".join(_row(report, one, heads) for one in its)
    named = "".join(f'<th scope="col">{head}</th>' for head in ("Figure", *heads))
    return f'<table class="tier"><thead><tr>{named}</tr></thead><tbody>{rows}</tbody></table>'


def _row(report: Report, one: Figure, heads: Sequence[str]) -> str:
    what = f"{escape(one.means)} <em>It does not prove: {escape(one.not_proof)}</em>"
    known = {"Before": escape(_value(report.before(one))), "Of how many": escape(_of(one))}
    told = {"Now": escape(_value(one)), **known, "What it is": what}
    # what a narrow page says before a cell, as it shows no heads
    cells = "".join(f'<td data-of="{head}">{told[head]}</td>' for head in heads)
    return f'<tr><th scope="row">{escape(one.name)}</th>{cells}</tr>'


def trend(report: Report, figure: Figure) -> Drawing | None:
    """Draw how a figure went over the periods; None where there are no two to compare."""
    chart = views.trend(report, figure)
    return charts.of(figure.key, chart) if chart else None


def _value(figure: Figure | None) -> str:
    return "too few to say" if figure is None or figure.value is None else figure.shown


def _of(figure: Figure) -> str:
    return f"{figure.of} or more {figure.of_what}" if figure.of else "too few to say"


def _beside(report: Report) -> str:
    """Return the team's own figures: beside, with their sources, and compared with nothing."""
    if not report.beside:
        return ""
    rows = "".join(
        f'<tr><th scope="row">{escape(one.name)}</th><td>{escape(figure_views.amount(one))}</td>'
        f"<td>{one.day}</td><td>{escape(one.source)}</td></tr>"
        for one in report.beside
    )
    heads = "".join(
        f'<th scope="col">{head}</th>' for head in ("Figure", "Value", "Measured on", "Source")
    )
    return (
        f"<section><h2>The team's own figures</h2><p>{_BESIDE}</p>"
        f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></section>"
    )


def _files(report: Report) -> str:
    said = " · ".join(
        f'<a download="{escape(file)}" href="data:text/csv;base64,'
        f'{base64.b64encode(text.encode()).decode()}">{escape(file)}</a>'
        for file, text in tables(report).items()
    )
    return f'<p class="aside">As files for spreadsheets: {said}</p>'


def tables(report: Report) -> dict[str, str]:
    """Return the figures as CSV by the name of the file, one file for each tier, and what they mean."""
    name = (
        f"peerloop-{report.program.number}-{periods.label(report.period).replace(' ', '-').lower()}"
    )
    found = {
        f"{name}-tier-{tier}.csv": tidy(report, tier)
        for tier in TIERS
        if any(one.tier == tier for one in report.figures)
    }
    if report.beside:
        found[f"{name}-team-figures.csv"] = team_figures(report)
    return {**found, f"{name}-dictionary.csv": dictionary(report)}


def tidy(report: Report, tier: int) -> str:
    """Return the figures of a tier as CSV, one row for each figure and period."""
    rows = [
        (one.key, period.first, period.after, "" if one.value is None else f"{one.value:g}", one.of)
        for period, told in report.past
        for one in told
        if one.tier == tier
    ]
    return packing.table(("figure", "from", "to_before", "value", "of_at_least"), rows)


def team_figures(report: Report) -> str:
    """Return the team's own figures as CSV."""
    rows = [(one.name, one.value, one.unit, one.day, one.source) for one in report.beside]
    return packing.table(("figure", "value", "unit", "measured_on", "source"), rows)


def dictionary(report: Report) -> str:
    """Return what the figures and columns of the files mean, as CSV."""
    rows = [
        (one.key, one.tier, one.name, one.unit.strip(), one.of_what, one.means, one.not_proof)
        for one in report.figures
    ]
    return packing.table(("figure", "tier", "name", "unit", "of", "means", "does_not_prove"), rows)
