"""What a Moment field carries: the reader's wall time, the instant as Slack counts it, or both with an @ between.

A core that fills a field writes both ("2026-11-24T10:00@1795510800"), and each platform takes what it can show. Back
comes one of them: "2026-11-24T10:00" in the person's own zone, or "@1795510800". A half-filled field of two inputs
comes back as its half: "2026-11-24" or "T10:00".
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime

from facilitation.talk.when.hours import local

_VALUE = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})?"
    r"(?:T((?:[01][0-9]|2[0-3]):[0-5][0-9])(?::00)?)?"
    r"(?:@([0-9]{1,10}))?"
)


@dataclass(frozen=True, slots=True)
class Written:
    """A value in its parts, each empty where there is none: 2026-11-24, 10:00, and seconds since 1970."""

    day: str = ""
    clock: str = ""
    epoch: int | None = None

    @property
    def wall(self) -> str:
        """Return the whole wall time, as 2026-11-24T10:00, "" where a part of it is missing."""
        return f"{self.day}T{self.clock}" if self.day and self.clock else ""


def value(at: datetime, zone: str) -> str:
    """Return what a Moment is to be filled with for a reader in the zone, to the minute."""
    wall = local(at, zone)
    return f"{wall:%Y-%m-%dT%H:%M}@{int(at.timestamp()) // 60 * 60}"


def parts(value: str) -> Written:
    """Return the parts of a value; what is none, or no day or time there is, counts as empty."""
    found = _VALUE.fullmatch(value)
    if found is None or (found[1] and not _day(found[1])):
        return Written()
    return Written(found[1] or "", found[2] or "", int(found[3]) if found[3] else None)


def instant(answer: str) -> datetime | None:
    """Return the instant that an answer counts in seconds, None where it tells wall time or something else."""
    epoch = parts(answer.strip()).epoch
    return None if epoch is None else datetime.fromtimestamp(epoch, UTC)


def _day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
