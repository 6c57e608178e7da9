"""Public holidays by country: nobody's working days, so nobody's deliveries."""

from datetime import date
from functools import lru_cache

from facilitation.people.hours import Quiet
from facilitation.people.model import Workspace


@lru_cache(maxsize=256)
def countries() -> frozenset[str]:
    """Return the ISO 3166 codes of the countries whose holidays are known."""
    import holidays

    return frozenset(holidays.list_supported_countries(include_aliases=False))


@lru_cache(maxsize=256)
def days_off(codes: tuple[str, ...], year: int) -> frozenset[date]:
    """Return the public holidays of the countries from the year before to the year after `year`."""
    if not codes:
        return frozenset()
    import holidays

    years = range(year - 1, year + 2)
    return frozenset(day for code in codes for day in holidays.country_holidays(code, years=years))


def quiet_of(workspace: Workspace, year: int) -> Quiet:
    """Return the quiet hours of the workspace's members around `year`."""
    return Quiet(holidays=days_off(workspace.holidays, year))
