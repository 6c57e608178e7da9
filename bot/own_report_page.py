"""A member's own report as a page: what they did and what came of it, with it as a file."""

import base64
from html import escape

from adapters import page
from facilitation.privacy import packing
from facilitation.reports import own_views, periods
from facilitation.reports.model import Own, Period


def html(own: Own, period: Period) -> str:
    """Return the page."""
    lines = own_views.lines(own)
    rows = "".join(
        f'<tr><th scope="row">{escape(name)}</th><td>{escape(said)}</td></tr>'
        for name, said in lines.items()
    )
    file = base64.b64encode(table(own).encode()).decode()
    body = (
        f"<table><tbody>{rows}</tbody></table><p>{escape(own_views.ALONE)}</p>"
        f'<p class="aside">To keep: <a download="peerloop-my-report.csv" '
        f'href="data:text/csv;base64,{file}">peerloop-my-report.csv</a></p>'
    )
    return page.html(f"What you did, {periods.label(period)}", body)


def table(own: Own) -> str:
    """Return the same as CSV."""
    rows = [(str(name), str(said)) for name, said in own_views.lines(own).items()]
    return packing.table(("what", "told"), rows)
