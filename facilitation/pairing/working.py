"""When somebody works, in the quarter hours in which hours are compared."""

from collections.abc import Sequence

Span = tuple[int, int]
"""Local minutes of a day; an end before the start, or past minute 1440, lies on the day after."""


def quarters(work: Span, breaks: Sequence[Span], utc_offset_min: int) -> list[int]:
    """Return the quarter hours that are worked of one local day, counted from midnight UTC: at most 96, some below 0.

    What a quarter begins with decides: a quarter belongs to a span that its first minute belongs to.
    """
    start, end = _edges(work, utc_offset_min)
    free = {q for each in breaks for q in range(*_edges(each, utc_offset_min))}
    return [q for q in range(start, min(end, start + 96)) if q not in free]


def _edges(span: Span, utc_offset_min: int) -> Span:
    start, end = span
    end += 1440 if end < start else 0
    return -((utc_offset_min - start) // 15), -((utc_offset_min - end) // 15)
