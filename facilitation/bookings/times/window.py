"""A span of time in which a booking is wished for, and what is left of several without what is not."""

from collections.abc import Sequence
from datetime import datetime

Window = tuple[datetime, datetime]
"""The first instant a booking may begin and the last it may end; both equal: the very time it is to begin."""


def without(wished: Sequence[Window], barred: Sequence[Window]) -> list[Window]:
    """Return what is left of the windows without what is barred."""
    left = list(wished)
    for start, end in barred:
        cut: list[Window] = []
        for opens, closes in left:
            if closes <= start or opens >= end:
                cut.append((opens, closes))
                continue
            cut += [(opens, start)] if opens < start else []
            cut += [(end, closes)] if end < closes else []
        left = cut
    return left
