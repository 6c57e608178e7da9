"""Asking a platform again when it asks us to wait, or cannot answer: how often, and how long in between."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

T = TypeVar("T")

LONGEST = 60.0
"""Seconds: the longest we wait for one answer."""


async def patiently(
    ask: Callable[[], Awaitable[T]], tries: int, passing: Callable[[Exception], bool]
) -> T:
    """Return what is asked for, asked up to `tries` times; raises the last failure, or one that is not `passing`.

    Between two it waits for as long as the failure asks (`retry_after`), or each time twice as long.
    """
    for tried in range(1, tries):
        try:
            return await ask()
        except Exception as error:
            if not passing(error):
                raise
            asked = getattr(error, "retry_after", None)
            await asyncio.sleep(min(LONGEST, 2.0 ** (tried - 1) if asked is None else asked))
    return await ask()
