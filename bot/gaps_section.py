"""What a report's page tells of gaps: which are open in the whole workspace, and which were closed."""

from collections.abc import Collection, Sequence
from datetime import datetime
from html import escape

from facilitation.gaps import cures, survey, views
from facilitation.gaps.survey import Gap
from facilitation.work import Work

_NOTE = (
    "Open: wanted, and offered by nobody, or by one person alone. Closed: a colleague said after a session that "
    "somebody who wanted it knows it well by now. It is of the whole workspace, and no proof of this program."
)


def take(work: Work, workspace: str, now: datetime) -> str:
    """Return the section of a workspace; empty where there are too few people, or there is no gap to tell of."""
    shown = views.shown(survey.take(work, workspace))
    return html(shown, cures.closed(work, workspace, shown, now))


def html(gaps: Sequence[Gap], closed: Collection[str]) -> str:
    """Return the section of some gaps, those `closed` by name."""
    if not gaps:
        return ""
    told = (
        ("Open", [gap for gap in gaps if gap.name not in closed]),
        ("Closed", [gap for gap in gaps if gap.name in closed]),
    )
    lines = "".join(
        f"<p>{head}: {escape('; '.join(map(_said, some)) or 'none that may be told')}</p>"
        for head, some in told
    )
    return (
        f'<section><h2>Gaps in what people know</h2>{lines}<p class="small">{_NOTE}</p></section>'
    )


def _said(gap: Gap) -> str:
    return f"{gap.name} ({gap.people} or more want it)" if gap.people else gap.name
