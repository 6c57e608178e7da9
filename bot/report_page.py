"""A report as a page: figures by tier, each with what it means and cannot prove, and trends with their tables."""

import base64
from collections.abc import Iterator, Mapping, Sequence
from html import escape

from adapters import charts, page
from adapters.charts import Drawing, Point
from bot import network_chart
from facilitation.privacy import packing
from facilitation.reports import figure_views, periods, views
from facilitation.reports import page_words as words
from facilitation.reports.figures import TIERS, Figure
from facilitation.reports.pictures import Pictures, Rate
from facilitation.reports.service import Report
from facilitation.talk import frame
from facilitation.talk.messages import Bar, Chart
from facilitation.talk.phrases import Phrase
from facilitation.talk.readers import ANYBODY, Reader

TRENDS = ("met", "evenness", "helped")
"""The figures of which there are pictures."""


def html(report: Report, pictures: Pictures, gaps: str = "", *, reader: Reader = ANYBODY) -> str:
    """Return the page, as one prints it for those who decide; with a section on gaps."""
    drawn = "".join(charts.figure(one) for one in drawings(report, pictures, reader))
    glance = f'<div class="glance">{drawn}</div>' if drawn else ""
    tiers = "".join(_tier(report, tier, reader) for tier in TIERS)
    advice = (
        f"<p><strong>{_said(reader, words.ADVICE)}:</strong> {_said(reader, report.advice)}</p>"
    )
    few = f"<p>{_said(reader, why)}</p>" if (why := words.too_few(report)) else ""
    body = (
        f"{_goals(report, reader)}{advice}{few}{glance}{tiers}{gaps}{_beside(report, reader)}"
        f'<p class="small">{_said(reader, words.small_print(report.step))}</p>{_files(report, reader)}'
    )
    title = reader.words(words.title(report.program.name, report.period))
    return page.html(title, body, wide=True, language=reader.language.code)


def _said(reader: Reader, said: str) -> str:
    return escape(reader.words(said))


def drawings(report: Report, pictures: Pictures, reader: Reader = ANYBODY) -> list[Drawing]:
    """Return what is drawn of a report, as far as there is enough to tell."""
    trends = [trend(report, report.figure(key), reader) for key in TRENDS]
    network = reader.words(words.network(pictures.quarter))
    others = (
        _marks(pictures.marks, reader),
        _rates("weeks", words.WEEKS, pictures.weeks, reader),
        _curve(pictures.curve, reader),
        network_chart.draw(pictures.network, network, reader),
    )
    return [one for one in (*trends, *others) if one is not None]


def _marks(marks: Mapping[int, int], reader: Reader) -> Drawing | None:
    """Draw how many people gave which mark for usefulness."""
    if not any(marks.values()):
        return None
    most, few = max(marks.values()), reader.words(frame.FEW)
    points = [
        Point(
            f"{mark}",
            100 * people / most if people else None,
            reader.words(frame.at_least(people)) if people else few,
        )
        for mark, people in marks.items()
    ]
    title = reader.words(words.MARKS)
    return charts.bars("marks", title, points, now=False, language=reader.language)


def _rates(
    key: str, title: str, rates: Sequence[tuple[str, float | None]], reader: Reader
) -> Drawing | None:
    if sum(value is not None for _, value in rates) < 2:
        return None
    bars = tuple(Bar(reader.words(name), value) for name, value in rates)
    return charts.of(key, Chart(reader.words(title), bars), reader.language)


def _curve(rates: Sequence[Rate], reader: Reader) -> Drawing | None:
    if sum(value is not None for _, value in rates) < 2:
        return None
    few = reader.words(frame.FEW)
    points = [
        Point(reader.words(name), value, few if value is None else f"{value}")
        for name, value in rates
    ]
    return charts.curve("curve", reader.words(words.CURVE), points, reader.language)


def _goals(report: Report, reader: Reader) -> str:
    """Return what the program is for, and what speaks for it: words of evidence, none of hope."""
    program = report.program
    its = ((words.GOAL, program.goal), (words.SIGNS, program.settings.signs))
    said = "".join(f"<p>{_said(reader, label)}: {escape(its)}</p>" for label, its in its if its)
    if not report.served:
        return said
    # what a colleague says anew takes the place of what they said before, so there is no past to compare with
    told = _table(report, (*report.served, report.figure("transferred")), reader, past=False)
    return _section(reader, words.GOALS, f"{said}{told}")


def _section(reader: Reader, title: Phrase, body: str, before: str = "") -> str:
    return f"<section><h2>{before}{_said(reader, title)}</h2>{body}</section>"


def _tier(report: Report, tier: int, reader: Reader) -> str:
    its = [one for one in report.figures if one.tier == tier]
    told = _table(report, its, reader) if its else f"<p>{_said(reader, words.NOT_YET[tier])}</p>"
    return _section(reader, TIERS[tier], told, f"{tier} · ")


def _table(report: Report, its: Sequence[Figure], reader: Reader, *, past: bool = True) -> str:
    rows = "".join(_row(report, one, reader, past=past) for one in its)
    heads = _heads(
        reader, words.FIGURE, *(head for head, _ in _cells(report, its[0], reader, past=past))
    )
    return f'<table class="tier">{heads}<tbody>{rows}</tbody></table>'


def _heads(reader: Reader, *heads: Phrase) -> str:
    named = "".join(f'<th scope="col">{_said(reader, head)}</th>' for head in heads)
    return f"<thead><tr>{named}</tr></thead>"


def _row(report: Report, one: Figure, reader: Reader, *, past: bool) -> str:
    # what a narrow page says before a cell, as it shows no heads
    cells = "".join(
        f'<td data-of="{_said(reader, head)}">{told}</td>'
        for head, told in _cells(report, one, reader, past=past)
    )
    return f'<tr><th scope="row">{_said(reader, one.name)}</th>{cells}</tr>'


def _cells(
    report: Report, one: Figure, reader: Reader, *, past: bool
) -> Iterator[tuple[Phrase, str]]:
    """Give what is told of a figure, each with the head of its column."""
    yield words.NOW, _said(reader, frame.TOO_FEW if one.value is None else one.shown)
    if past:
        before = report.before(one)
        yield words.BEFORE, _said(reader, before.shown if before else words.NOTHING)
    yield words.OF_HOW_MANY, _said(reader, words.of_how_many(one))
    what, no_proof = _said(reader, one.means), _said(reader, words.no_proof(one))
    yield words.WHAT_IT_IS, f"{what} <em>{no_proof}</em>"


def trend(report: Report, figure: Figure, reader: Reader = ANYBODY) -> Drawing | None:
    """Draw how a figure went over the periods; None where there are no two to compare."""
    chart = views.trend(report, figure)
    return (
        _rates(figure.key, chart.title, [(bar.name, bar.percent) for bar in chart.bars], reader)
        if chart
        else None
    )


def _beside(report: Report, reader: Reader) -> str:
    """Return the team's own figures: beside, with their sources, and compared with nothing."""
    if not report.beside:
        return ""
    rows = "".join(
        f'<tr><th scope="row">{escape(one.name)}</th><td>{_said(reader, figure_views.amount(one))}</td>'
        f"<td>{one.day}</td><td>{escape(one.source)}</td></tr>"
        for one in report.beside
    )
    heads = _heads(reader, words.FIGURE, frame.VALUE, words.MEASURED_ON, words.SOURCE)
    told = f"<p>{_said(reader, words.BESIDE)}</p><table>{heads}<tbody>{rows}</tbody></table>"
    return _section(reader, words.OWN_FIGURES, told)


def _files(report: Report, reader: Reader) -> str:
    said = " · ".join(file(name, text) for name, text in tables(report, reader).items())
    return f'<p class="aside">{_said(reader, words.AS_FILES)}: {said}</p>'


def file(name: str, text: str) -> str:
    """Return a link by which a file is saved that the page holds itself."""
    data = base64.b64encode(text.encode()).decode()
    return f'<a download="{escape(name)}" href="data:text/csv;base64,{data}">{escape(name)}</a>'


def tables(report: Report, reader: Reader = ANYBODY) -> dict[str, str]:
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
    return {**found, f"{name}-dictionary.csv": dictionary(report, reader)}


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


def dictionary(report: Report, reader: Reader = ANYBODY) -> str:
    """Return what the figures and columns of the files mean, as CSV."""
    rows = [
        (
            *(one.key, one.tier, reader.words(one.name), one.unit.strip(), one.of_what),
            *(reader.words(one.means), reader.words(one.not_proof)),
        )
        for one in report.figures
    ]
    return packing.table(("figure", "tier", "name", "unit", "of", "means", "does_not_prove"), rows)
