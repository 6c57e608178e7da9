"""How far a proof counts: a part of the way in every run, and with --long to the end."""

from typing import TypeVar

full = False
"""Whether this run counts to the end; set before any test is read."""


T = TypeVar("T")


def upto(brief: T, whole: T) -> T:
    """Return the brief count, and with --long the whole one: `max_examples=upto(30, 1_000)`."""
    return whole if full else brief
