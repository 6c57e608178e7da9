"""Countries as people name them, for public holidays: ISO 3166 codes and English names."""

from collections.abc import Mapping
from functools import cache

from babel import Locale

from facilitation.errors import UserError
from facilitation.people import daysoff
from facilitation.people.plainly import folded, kept
from facilitation.talk import near
from facilitation.talk.phrases import later, say, sentences

ENGLISH = Locale("en")

NEAR = 75
"""How alike (0-100) a name must be to be suggested."""


def unknown(
    sentence: str, word: str, names: Mapping[str, str], example: str, field: str | None = None
) -> UserError:
    """Return the error about a word that names none of them, with the nearest name."""
    code = near.nearest(word, names, NEAR, loosely=True)
    meant = near.meant(names[code] if code else None)
    return UserError(sentences(say(sentence, word=word[:40]), meant, example), field=field)


MOST = 20

# Where people in an office say it otherwise than the Unicode consortium writes it.
_SAID = {
    "AX": "Åland", "CC": "Cocos Islands", "CD": "Congo (Kinshasa)", "CG": "Congo (Brazzaville)", "CI": "Ivory Coast",
    "GS": "South Georgia and the South Sandwich Islands", "HK": "Hong Kong", "MM": "Myanmar", "MO": "Macao",
    "PN": "Pitcairn", "PS": "Palestine", "SH": "Saint Helena", "TF": "French Southern Territories", "TR": "Turkey",
    "UM": "United States Minor Outlying Islands", "VC": "Saint Vincent and the Grenadines",
    "VI": "United States Virgin Islands",
}  # fmt: skip

_NONE = frozenset("AC CP CQ DG EA EU EZ IC QO TA UN XA XB ZZ".split())
"""Regions of Unicode's that are no countries of ISO 3166."""

_ALSO = {
    "usa": "US", "america": "US", "uk": "GB", "england": "GB", "great britain": "GB", "scotland": "GB",
    "wales": "GB", "deutschland": "DE", "holland": "NL", "czech republic": "CZ", "korea": "KR",
    "uae": "AE", "schweiz": "CH", "österreich": "AT", "españa": "ES",
}  # fmt: skip


@cache
def names() -> dict[str, str]:
    """Return the English name of each country by its code."""
    plain = {c: n.replace(" & ", " and ").replace("St. ", "Saint ") for c, n in _listed().items()}
    return dict(sorted((plain | _SAID).items()))


def _listed() -> dict[str, str]:
    """Return the countries of ISO 3166 by code, named as Unicode does."""
    known = ENGLISH.territories
    return {c: n for c, n in known.items() if len(c) == 2 and c.isalpha() and c not in _NONE}


@cache
def _codes() -> dict[str, str]:
    """Return the code by everything the country is called."""
    called = {folded(n): code for known in (_listed(), names()) for code, n in known.items()}
    return called | _ALSO | {code.casefold(): code for code in names()}


def find(text: str) -> str:
    """Return the code of the country that a text is the name or the code of, "" where it is neither."""
    return _codes().get(folded(text), "")


def named(code: str) -> str:
    """Return the country's name with its code, and its region's code."""
    country, _, region = code.partition("-")
    if region and country in names():
        return f"{names()[country]} ({code})"
    return f"{names()[code]} ({code})" if code in names() else code


def read(text: str) -> tuple[str, ...]:
    """Return the codes of the countries that a list names, each once; raises UserError with the nearest name."""
    found: dict[str, None] = {}
    for part in kept(text).replace(";", ",").split(","):
        for word in _words(part):
            country, _, region = word.partition("-")
            code = _codes().get(word) or (_codes().get(country) if region else None)
            if code is None:
                example = say("Write codes or names with commas between, such as: DE, US")
                sentence = later("I do not know the country “{word}”.")
                raise unknown(sentence, word, names(), example)
            if code not in daysoff.countries():
                raise UserError(
                    "I do not know the public holidays of {country}.", country=names()[code]
                )
            found[_with_region(code, word)] = None
    if len(found) > MOST:
        raise UserError("I keep the holidays of up to {n} countries. Leave some out.", n=MOST)
    return tuple(found)


def _with_region(code: str, word: str) -> str:
    """Return the code with the region that a word names after it; raises UserError for one that has no holidays."""
    region = word.partition("-")[2].upper()
    if word in _codes() or not region:
        return code
    known = daysoff.regions(code)
    if f"{code}-{region}".casefold() not in known:
        some = ", ".join(f"{code}-{its}" for its in sorted(set(known.values()))[:5])
        more = say("I know: {some} …", some=some) if some else say("Write the country alone.")
        unknown = say("I do not know the region {region}.", region=f"{code}-{region}")
        raise UserError(sentences(unknown, more))
    return f"{code}-{region}"


def _words(part: str) -> list[str]:
    """Return a part as one country, or as several codes with spaces between."""
    whole = folded(part)
    words = whole.split()
    if whole not in _codes() and all(w.partition("-")[0] in _codes() for w in words):
        return words
    return [whole] if whole else []
