"""A member's own report as a page: what they did and what came of it, with it as a file."""

from html import escape

from adapters import page
from bot import report_page
from facilitation.privacy import packing
from facilitation.reports import own_views
from facilitation.reports import page_words as words
from facilitation.reports.model import Own, Period
from facilitation.talk.readers import Reader


def html(own: Own, period: Period, reader: Reader) -> str:
    """Return the page."""
    rows = "".join(
        f'<tr><th scope="row">{escape(name)}</th><td>{escape(said)}</td></tr>'
        for name, said in _lines(own, reader)
    )
    alone, keep = (escape(reader.words(one)) for one in (own_views.ALONE, words.TO_KEEP))
    file = report_page.file("peerloop-my-report.csv", table(own, reader))
    body = f'<table><tbody>{rows}</tbody></table><p>{alone}</p><p class="aside">{keep}: {file}</p>'
    title = reader.words(words.own_title(period))
    return page.html(title, body, language=reader.language.code)


def table(own: Own, reader: Reader) -> str:
    """Return the same as CSV."""
    return packing.table(("what", "told"), _lines(own, reader))


def _lines(own: Own, reader: Reader) -> list[tuple[str, str]]:
    lines = own_views.lines(own).items()
    return [(reader.words(name), reader.words(said)) for name, said in lines]
