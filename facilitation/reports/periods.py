"""Periods that a report is about: months, quarters and years, as people say them, and those before them."""

import re
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from facilitation.errors import Usage
from facilitation.reports.model import Period
from facilitation.talk.messages import Code, Time
from facilitation.talk.phrases import Phrase, say
from facilitation.talk.when import hours

_MONTHS = {"month": 1, "quarter": 3, "year": 12}
_SAID = re.compile(r"(?P<which>this|last) (?P<unit>month|quarter|year)")

NAMES = {
    "this month": say("this month"),
    "last month": say("last month"),
    "this quarter": say("this quarter"),
    "last quarter": say("last quarter"),
    "this year": say("this year"),
    "last year": say("last year"),
}


def read(words: str, now: datetime, zone: str) -> Period:
    """Return the period that words name by the clock of a zone; raises Usage for what is none."""
    found = _SAID.fullmatch(" ".join(words.casefold().split()))
    if found is None:
        raise Usage(
            "I make reports of a month, a quarter or a year: {command}",
            command=Code("report coffee last quarter"),
        )
    long = _MONTHS[found["unit"]]
    today = now.astimezone(ZoneInfo(zone)).date()
    first = today.replace(month=(today.month - 1) // long * long + 1, day=1)
    if found["which"] == "last":
        first = _moved(first, -long)
    return _period(NAMES[found[0]], first, long, zone)


def before(period: Period, zone: str) -> Period:
    """Return the period of the same length that ends where one begins."""
    long = months(period)
    return _period("", _moved(period.first, -long), long, zone)


def months(period: Period) -> int:
    """Return how many months a period is long."""
    return (period.after.year - period.first.year) * 12 + period.after.month - period.first.month


def parts(period: Period, zone: str) -> list[Period]:
    """Return the periods that one is made of: a year of quarters, a quarter of months, and a month of none."""
    long = months(period)
    short = {12: 3, 3: 1}.get(long)
    if short is None:
        return []
    return [_period("", _moved(period.first, n), short, zone) for n in range(0, long, short)]


def quarter(period: Period, day: date, zone: str) -> Period:
    """Return the quarter that a day is in, or else the last one of the period that is nearest to it."""
    within = max(period.first, min(day, period.after - timedelta(days=1)))
    return _period("", _moved(within, -((within.month - 1) % 3)), 3, zone)


def label(period: Period) -> str:
    """Return which period it is, such as 2026, 2026 Q4 or 2026-11; numbers but for the Q, which is a phrase."""
    days = period.after - period.first
    if days > timedelta(days=300):
        return f"{period.first.year}"
    if days > timedelta(days=80):
        quarter = (period.first.month + 2) // 3
        return say("{year} Q{quarter}", year=f"{period.first.year}", quarter=quarter)
    return f"{period.first:%Y-%m}"


def day(on: date) -> Phrase:
    """Return a day without its year, such as 9 Nov."""
    return say("{day}", day=Time(datetime.combine(on, time(12), UTC), "date"))


def _period(name: str, first: date, long: int, zone: str) -> Period:
    after = _moved(first, long)
    since, until = (hours.instant(day, time(), zone) for day in (first, after))
    return Period(name, first, after, since, until)


def _moved(day: date, months: int) -> date:
    count = day.year * 12 + day.month - 1 + months
    return date(count // 12, count % 12 + 1, 1)
