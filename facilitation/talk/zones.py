"""Time zones as people type them: an IANA id, a city, or an abbreviation that means one thing."""

import re
import unicodedata
import zoneinfo
from functools import cache

from rapidfuzz import fuzz, process

from facilitation.errors import Usage
from facilitation.talk import spoken

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
    "Europe/Berlin": "cest",
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
}


def read(text: str) -> str:
    """Give the IANA id of the zone a text names; Usage when it names none, or more than one."""
    plain = spoken.tidy(text, EXAMPLE)
    exact, short, cities = _ids(), _abbreviations(), _cities()
    if plain in _UNSURE:
        *others, last = _UNSURE[plain]
        names = ", ".join(others)
        raise Usage(f"{plain.upper()} can mean the time of {names} or {last}. Write the city.")
    for found in (short.get(plain), exact.get(plain.replace(" ", "_")), cities.get(_key(plain))):
        if found:
            return found
    if re.fullmatch(r"(?:utc|gmt)? ?[+-] ?[0-9]{1,2}(?::?[0-9]{2})?", plain):
        shown = spoken.quote(text)
        raise Usage(
            f"{shown} does not say when the clocks change. Write a city, such as: {EXAMPLE}"
        )
    near = process.extractOne(
        _key(plain.rpartition("/")[2]), cities.keys(), scorer=fuzz.ratio, score_cutoff=70
    )
    meant = f" Did you mean {near[0].title()}?" if near else ""
    raise Usage(f"I do not know the time zone {spoken.quote(text)}.{meant} Try: {EXAMPLE}")


def _key(name: str) -> str:
    """Fold a place's name: no accents, and one space where people write _ or -."""
    wide = unicodedata.normalize("NFKD", name).casefold()
    bare = "".join(c for c in wide if not unicodedata.combining(c))
    return " ".join(re.sub(r"[_\s-]+", " ", bare).split())


@cache
def _ids() -> dict[str, str]:
    return {name.casefold(): name for name in zoneinfo.available_timezones() - _NOT_ZONES}


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
