"""Time zones as people type them: an IANA id, a city, a country with one, Windows' name, or an abbreviation."""

import re
import unicodedata
import zoneinfo
from collections.abc import Callable
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING

from facilitation.errors import Usage
from facilitation.late import Late
from facilitation.talk import near, spoken
from facilitation.talk.phrases import OneOf, say, sentences

if TYPE_CHECKING:
    from babel import core as babel
else:
    babel = Late("babel.core")

EXAMPLE = "Berlin, New York or Europe/Berlin"

_CONTINENTS = frozenset(
    "Africa America Antarctica Arctic Asia Atlantic Australia Europe Indian Pacific".split()
)
_NOT_CITIES = frozenset({"acst", "act", "center", "east", "north", "south", "west"})
_NOT_ZONES = frozenset({"Factory", "localtime"})

# Cities that people work in and the IANA database does not name.
_OTHER_CITIES = {
    "Europe/Berlin": "cologne dresden dusseldorf frankfurt hamburg koln leipzig munchen munich "
    "nuremberg stuttgart",
    "Europe/London": "birmingham bristol cambridge cardiff edinburgh glasgow leeds manchester "
    "oxford",
    "Europe/Paris": "bordeaux lyon marseille nantes nice toulouse",
    "Europe/Madrid": "barcelona seville valencia",
    "Europe/Rome": "bologna florence milan milano naples roma turin",
    "Europe/Zurich": "basel bern geneva geneve lausanne",
    "Europe/Amsterdam": "eindhoven rotterdam the-hague utrecht",
    "Europe/Warsaw": "gdansk krakow poznan warszawa wroclaw",
    "Europe/Lisbon": "lisboa porto",
    "Europe/Stockholm": "gothenburg malmo",
    "Europe/Vienna": "graz linz salzburg wien",
    "Europe/Prague": "brno praha",
    "Europe/Brussels": "antwerp brussel bruxelles ghent",
    "America/New_York": "atlanta baltimore boston charlotte cleveland miami orlando philadelphia "
    "pittsburgh raleigh tampa washington nyc",
    "America/Chicago": "austin dallas houston milwaukee minneapolis nashville new-orleans "
    "san-antonio st-louis",
    "America/Denver": "salt-lake-city",
    "America/Los_Angeles": "las-vegas oakland palo-alto sacramento san-diego san-francisco "
    "san-jose seattle sf",
    "America/Toronto": "montreal ottawa quebec",
    "America/Edmonton": "calgary",
    "America/Sao_Paulo": "belo-horizonte brasilia curitiba porto-alegre rio rio-de-janeiro",
    "Asia/Kolkata": "bangalore bengaluru chennai delhi hyderabad kochi mumbai new-delhi pune",
    "Asia/Shanghai": "beijing chengdu guangzhou hangzhou shenzhen",
    "Asia/Tokyo": "kyoto nagoya osaka",
    "Asia/Dubai": "abu-dhabi",
    "Asia/Jerusalem": "haifa",
    "Asia/Ho_Chi_Minh": "hanoi",
    "Asia/Karachi": "islamabad lahore",
    "Africa/Johannesburg": "cape-town durban pretoria",
    "Pacific/Auckland": "wellington",
    "Australia/Sydney": "newcastle",
}
# "EST" as an IANA id has no summer time; whoever types it lives in one that has.
_SHORT = {
    "UTC": "utc gmt z zulu",
    "Europe/Berlin": "cest mez mesz",
    "Europe/Athens": "eest",
    "Europe/Lisbon": "west",
    "Europe/Moscow": "msk",
    "America/New_York": "est edt et eastern",
    "America/Chicago": "cdt central",
    "America/Denver": "mdt",
    "America/Los_Angeles": "pst pdt pt pacific",
    "Asia/Tokyo": "jst",
    "Asia/Seoul": "kst",
    "Asia/Singapore": "sgt",
    "Asia/Hong_Kong": "hkt",
    "Asia/Karachi": "pkt",
    "Asia/Jakarta": "wib",
    "Australia/Perth": "awst",
    "Australia/Adelaide": "acdt",
    "Australia/Sydney": "aedt",
    "Pacific/Auckland": "nzst nzdt",
}
_SHORT_COUNTRIES = {
    "uk": "united kingdom",
    "england": "united kingdom",
    "scotland": "united kingdom",
    "usa": "united states",
}
_UNSURE = {
    "cst": ("chicago", "shanghai"),
    "ist": ("mumbai", "jerusalem", "dublin"),
    "bst": ("london", "dhaka"),
    "ast": ("halifax", "riyadh"),
    "mst": ("denver", "phoenix"),
    "amt": ("manaus", "yerevan"),
    "gst": ("dubai", "south georgia"),
    "sst": ("singapore", "pago pago"),
    "aest": ("sydney", "brisbane"),
    "acst": ("adelaide", "darwin"),
    "georgia": ("tbilisi", "atlanta"),
    "st petersburg": ("moscow", "new york"),
    "saint petersburg": ("moscow", "new york"),
}


NEAR = 70
"""How alike (0-100) a city must be to be suggested."""

_CLOCK = re.compile(r"[0-9]{1,2}(?:[:.][0-9]{2})?h?(?:[ap]m)?|[ap]m|o'?clock|noon|midnight")


def read(text: str) -> str:
    """Give the IANA id of the zone a text names; Usage when it names none, or more than one."""
    plain = spoken.tidy(text, EXAMPLE)
    key = _key(plain.replace(".", " "))
    if key in _UNSURE:
        shown = key.upper() if len(key) <= 4 else key.title()
        raise Usage(
            "{shown} can mean the time of {cities}. Write the city.",
            shown=shown,
            cities=OneOf(_UNSURE[key]),
        )
    if found := _named(plain, key) or _of_country(key):
        return found
    if re.fullmatch(r"(?:utc|gmt)? ?[+-] ?[0-9]{1,2}(?::?[0-9]{2})?", plain):
        shown = spoken.quote(text)
        raise Usage(
            "{shown} does not say when the clocks change. Write a city, such as: {example}",
            shown=shown,
            example=EXAMPLE,
        )
    named = {city: city for city in _cities()}
    nearest = near.nearest(_key(plain.rpartition("/")[2]), named, NEAR)
    meant = near.meant(nearest.title() if nearest else None)
    unknown = say("I do not know the time zone {text}.", text=spoken.quote(text))
    raise Usage(sentences(unknown, meant, say("Try: {example}", example=EXAMPLE)))


def city(zone: str) -> str:
    """Return the city that a zone is named after: "New York" of America/New_York."""
    return zone.rpartition("/")[2].replace("_", " ")


def is_named(text: str) -> bool:
    """Return whether a text names a zone by an abbreviation, an id or a city, be it one of several it can mean."""
    plain = spoken.tidy(text, EXAMPLE)
    key = _key(plain.replace(".", " "))
    return key in _UNSURE or bool(_named(plain, key))


def told_in(plain: str, is_other: Callable[[str], bool]) -> tuple[str, str]:
    """Take out the zone that a clock time is told in ("9am EST", "5pm Berlin time"); give the rest, and its name.

    Words that `is_other` knows are no zone's.
    """
    words = plain.split()
    for size in (3, 2, 1):
        for start in range(1, len(words) - size + 1):
            end = start + size
            named = words[start:end]
            spelled = words[end : end + 1] == ["time"]
            clock = words[start - 2 : start - 1] if words[start - 1] == "in" else [words[start - 1]]
            if not spelled and not (clock and _CLOCK.fullmatch(clock[0])):
                continue
            if any(map(is_other, named)) or not is_named(" ".join(named)):
                continue
            before = words[: start - 1] if words[start - 1] == "in" else words[:start]
            return " ".join([*before, *words[end + spelled :]]), " ".join(named)
    return plain, ""


def _named(plain: str, key: str) -> str | None:
    return (
        _abbreviations().get(plain)
        or _ids().get(plain.replace(" ", "_"))
        or _cities().get(_key(plain))
        or _windows().get(key)
    )


def _of_country(key: str) -> str:
    """Give the zone of a country, or of a city with its country behind it; Usage where that leaves several."""
    words = key.split()
    for start in range(len(words)):
        city, country = " ".join(words[:start]), " ".join(words[start:])
        zones = _countries().get(country)
        if not zones:
            continue
        named = _cities().get(city, "")
        if named in zones:
            return named
        if len({_clock(zone) for zone in zones}) == 1:
            return zones[0]
        shown = country.upper() if len(country) <= 3 else country.title()
        raise Usage(
            "{shown} has several time zones. Write a city, such as: {example}",
            shown=shown,
            example=EXAMPLE,
        )
    return ""


def _clock(zone: str) -> tuple[object, ...]:
    """Give what tells one zone's clock from another's nowadays."""
    clock = zoneinfo.ZoneInfo(zone)
    return tuple(datetime(2026, month, 15, tzinfo=clock).utcoffset() for month in range(1, 13))


def settled(id: str) -> str:
    """Return the zone that is kept for an IANA id, one that reads back as itself; "" where people cannot live in it."""
    key = id.casefold()
    if _ids().get(key) != id:
        return ""
    # no platform can be asked which of two it means, and as an id "MST" has no summer time
    return "America/Phoenix" if key in _UNSURE else _abbreviations().get(key, id)


def _key(name: str) -> str:
    """Fold a place's name: no accents, and one space where people write _ or -."""
    wide = unicodedata.normalize("NFKD", name).casefold()
    bare = "".join(c for c in wide if not unicodedata.combining(c))
    return " ".join(re.sub(r"[_\s-]+", " ", bare).split())


@cache
def _ids() -> dict[str, str]:
    return {name.casefold(): name for name in zoneinfo.available_timezones() - _NOT_ZONES}


@cache
def _windows() -> dict[str, str]:
    """Every zone by what Windows calls it, as Unicode lists them: "W. Europe Standard Time"."""
    return {
        _key(name.replace(".", " ")): zone
        for name, zone in babel.get_global("windows_zone_mapping").items()
    }


@cache
def _countries() -> dict[str, list[str]]:
    """The zones of each country by its folded English name."""
    names, zones = babel.Locale("en").territories, babel.get_global("territory_zones")
    found = {
        _key(names[code].replace(".", " ")): list(some)
        for code, some in zones.items()
        if code in names
    }
    return found | {short: found[long] for short, long in _SHORT_COUNTRIES.items()}


@cache
def _abbreviations() -> dict[str, str]:
    return {short: name for name, shorts in _SHORT.items() for short in shorts.split()}


@cache
def _cities() -> dict[str, str]:
    """Every city's folded name and its zone; a name two ids share goes to the shorter id."""
    ids = [name for name in _ids().values() if name.partition("/")[0] in _CONTINENTS]
    named = {
        _key(name.rpartition("/")[2]): name
        for name in sorted(ids, key=lambda name: (-len(name), name))
    }
    for place in _NOT_CITIES:
        named.pop(place, None)
    others = {_key(city): name for name, text in _OTHER_CITIES.items() for city in text.split()}
    return others | named
