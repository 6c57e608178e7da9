"""Languages as people name them, kept as ISO 639-1 codes so that everyone's "English" is the same."""

from functools import cache

from babel import Locale

from facilitation.errors import UserError
from facilitation.people import countries
from facilitation.people.plainly import folded, kept
from facilitation.talk.phrases import later, say

MOST = 12

# Where people in an office say it otherwise than the Unicode consortium writes it.
_SAID = {
    "bn": "Bengali", "ff": "Fulah", "fy": "Frisian", "gd": "Gaelic", "ht": "Haitian", "ii": "Nuosu", "kj": "Kwanyama",
    "kl": "Greenlandic", "mi": "Maori", "nd": "Ndebele", "ny": "Chichewa", "or": "Oriya", "os": "Ossetian",
    "se": "Sami", "st": "Sotho",
}  # fmt: skip

_ALSO = """
de deutsch|fr français|fr francais|es español|es espanol|es castellano|it italiano|pt português|pt portugues
nl nederlands|pl polski|sv svenska|da dansk|fi suomi|no norsk|cs čeština|hu magyar|ro română|tr türkçe
el ελληνικά|ru русский|uk українська|bg български|ar العربية|he עברית|hi हिन्दी|bn বাংলা|ja 日本語|ko 한국어
zh 中文|zh mandarin|zh cantonese|fa farsi|tl filipino|ga gaeilge|ca català|vi tiếng việt|th ไทย|hr hrvatski
sr srpski|sk slovenčina|sl slovenščina|et eesti|lv latviešu|lt lietuvių|id bahasa indonesia|ms bahasa melayu
"""

_ABROAD = ("de", "fr", "es", "it", "pt", "nl", "pl", "sv", "da", "nb", "fi", "cs", "tr", "ja", "zh")
"""In which languages those of others are named too, as in "Sprachen: Deutsch, Englisch": each takes a megabyte."""


@cache
def names() -> dict[str, str]:
    """Return the English name of each language by its code."""
    return dict(sorted((_listed() | _SAID).items()))


def _listed() -> dict[str, str]:
    """Return the languages of ISO 639-1 by code, named as Unicode does."""
    return {code: name for code, name in countries.ENGLISH.languages.items() if len(code) == 2}


@cache
def _codes() -> dict[str, str]:
    """Return the code by everything the language is called."""
    found = {folded(n): code for known in (_listed(), names()) for code, n in known.items()}
    for line in _ALSO.split("\n"):
        for pair in line.split("|"):
            if pair:
                code, name = pair.split(" ", 1)
                found[folded(name)] = code
    return found | {code: code for code in names()}


@cache
def _abroad() -> dict[str, str]:
    """Return the code by what languages are called in other ones."""
    called = [(code, name) for own in _ABROAD for code, name in Locale(own).languages.items()]
    return {folded(name): code for code, name in called if code in names()}


def named(code: str) -> str:
    """Return the language's English name, or what was kept where it has none."""
    return names().get(code, code)


def read(text: str, field: str | None = None) -> tuple[str, ...]:
    """Return the codes of the languages that a list names, each once; raises UserError with the nearest name."""
    found: dict[str, None] = {}
    for part in kept(text).replace(";", ",").replace("/", ",").split(","):
        word = folded(part)
        if not word:
            continue
        # "en-GB" and "pt_BR" are the language, whatever the country.
        code = _codes().get(word) or _codes().get(word.replace("_", "-").partition("-")[0])
        code = code or _abroad().get(word)
        if code is None:
            example = say("Write names with commas between, such as: English, German")
            unknown = later("I do not know the language “{word}”.")
            raise countries.unknown(unknown, part.strip(), names(), example, field)
        found[code] = None
    if len(found) > MOST:
        raise UserError("I keep up to {n} languages. Leave some out.", n=MOST, field=field)
    return tuple(found)
