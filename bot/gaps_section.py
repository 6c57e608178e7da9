"""What a report's page tells of gaps: which are open in the whole workspace, and which were closed."""

from collections.abc import Collection, Sequence
from datetime import datetime
from html import escape

from facilitation.gaps import cures, survey, views
from facilitation.gaps.survey import Gap
from facilitation.reports import page_words as words
from facilitation.talk.phrases import Phrase
from facilitation.talk.readers import ANYBODY, Reader
from facilitation.work import Work


def take(work: Work, workspace: str, now: datetime, reader: Reader) -> str:
    """Return the section of a workspace; empty where there are too few people, or there is no gap to tell of."""
    shown = views.shown(survey.take(work, workspace))
    return html(shown, cures.closed(work, workspace, shown, now), reader)


def html(gaps: Sequence[Gap], closed: Collection[str], reader: Reader = ANYBODY) -> str:
    """Return the section of some gaps, those `closed` by name."""
    if not gaps:
        return ""
    told = (
        (words.OPEN, [gap for gap in gaps if gap.name not in closed]),
        (words.CLOSED, [gap for gap in gaps if gap.name in closed]),
    )

    def said(phrase: Phrase) -> str:
        return escape(reader.words(phrase))

    lines = "".join(
        f"<p>{said(head)}: "
        f"{'; '.join(said(words.gap(gap.name, gap.people)) for gap in some) or said(words.NO_GAPS)}</p>"
        for head, some in told
    )
    small = f'<p class="small">{said(words.WHAT_GAPS_ARE)}</p>'
    return f"<section><h2>{said(words.GAPS)}</h2>{lines}{small}</section>"
