"""Public holidays, each of the people whose country has them: nobody's working days, so nobody's deliveries.

A workspace names countries ("DE, US") and regions ("DE-BY"). A country's holidays are those of who is there, by the
place in their profile or else by their time zone: Berlin keeps no Thanksgiving. Who is in a zone of no country (UTC)
keeps them all. A region alone is its whole country's; of several, each is that of whoever's place names it.
"""

from datetime import date, datetime
from functools import lru_cache
from typing import TYPE_CHECKING

from facilitation.errors import Usage
from facilitation.late import Late
from facilitation.people import countries as names
from facilitation.people.model import Member
from facilitation.people.plainly import folded
from facilitation.talk.when import hours, zones
from facilitation.talk.when.hours import Quiet

if TYPE_CHECKING:
    import holidays
    from babel import core as babel
else:
    holidays, babel = Late("holidays"), Late("babel.core")


@lru_cache(maxsize=1)
def countries() -> frozenset[str]:
    """Return the ISO 3166 codes of the countries whose holidays are known."""
    return frozenset(holidays.list_supported_countries(include_aliases=False))


@lru_cache(maxsize=256)
def regions(country: str) -> dict[str, str]:
    """Return the code of each region of a country that has holidays of its own, by all it is called, folded."""
    known = holidays.country_holidays(country)
    by_name = {folded(name): code for name, code in known.subdivisions_aliases.items()}
    return by_name | {folded(f"{country}-{code}"): code for code in known.subdivisions}


@lru_cache(maxsize=256)
def days_off(codes: tuple[str, ...], year: int) -> frozenset[date]:
    """Return the public holidays of countries and regions from the year before to the year after `year`."""
    if not codes:
        return frozenset()
    years = range(year - 1, year + 2)
    parts = (code.partition("-") for code in codes)
    return frozenset(
        day
        for country, _, region in parts
        for day in holidays.country_holidays(country, subdiv=region or None, years=years)
    )


@lru_cache(maxsize=4096)
def fitting(codes: tuple[str, ...], zone: str, place: str = "") -> tuple[str, ...]:
    """Return those of the countries and regions whose holidays are kept in a zone, or in a place where it names one."""
    country = (_country_of(place) or country_in(zone)) if codes else ""
    if not country:
        return codes
    here = [code for code in codes if code.partition("-")[0] == country]
    several = [code for code in here if "-" in code]
    if len(several) < 2:
        return tuple(here)
    named = [code for code in several if _names(place, code)]
    return tuple(named or [country])


def quiet_of(codes: tuple[str, ...], member: Member, year: int) -> Quiet:
    """Return when a member is left alone around `year`: outside their own hours, and on the holidays they have."""
    off = days_off(fitting(codes, member.zone, member.location), year)
    return hours.around(member.work, off)


def quiet_in(codes: tuple[str, ...], zone: str, year: int) -> Quiet:
    """Return the quiet hours of an office in a zone around `year`."""
    return Quiet(holidays=days_off(fitting(codes, zone), year))


def name_of(codes: tuple[str, ...], day: date) -> str:
    """Return what a public holiday of countries and regions is called, "" for a day that is none or is not known."""
    for code in codes:
        known = _named(code, day.year)
        if known is not None and day in known:
            return str(known[day]).partition(";")[0]
    return ""


def holiday_of(member: Member, at: datetime) -> str:
    """Return what the public holiday is called that an instant falls on where a member is, "" on any other day.

    It is one whether or not the workspace has named the country.
    """
    country = _country_of(member.location) or country_in(member.zone)
    return name_of((country,), hours.local(at, member.zone).date()) if country else ""


@lru_cache(maxsize=256)
def weekend_in(zone: str) -> tuple[int, ...]:
    """Return the days of the week on which offices in a zone are closed, 0 being Monday."""
    country = country_in(zone)
    known = _named(country, 2026) if country else None
    return tuple(sorted(known.weekend)) if known is not None and known.weekend else hours.WEEKEND


@lru_cache(maxsize=256)
def _named(code: str, year: int) -> "holidays.HolidayBase | None":
    """Return a country's or region's holidays of a year by day, None where they are not known."""
    country, _, region = code.partition("-")
    try:
        return holidays.country_holidays(
            country, subdiv=region or None, years=year, language="en_US"
        )
    except NotImplementedError:
        return None


def country_in(zone: str) -> str:
    """Return the code of the country that a zone is in, "" for one of none."""
    found = babel.get_global("zone_territories").get(zone, "")
    return "" if found == "001" else found


def _country_of(place: str) -> str:
    """Return the country that a place names: by its name, or by a city in it."""
    words = [part for part in (place, place.rpartition(",")[2]) if part.strip()]
    for word in words:
        if code := names.find(word):
            return code
    try:
        return country_in(zones.read(place)) if words else ""
    except Usage:
        return ""


def _names(place: str, code: str) -> bool:
    """Return whether a place names a region."""
    country, _, region = code.partition("-")
    plain = folded(place)
    return any(name in plain for name, its in regions(country).items() if its == region)
