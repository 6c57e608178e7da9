"""The languages that Peerloop speaks: how a sentence, a list and an instant are said in each."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal
from zoneinfo import ZoneInfo

from facilitation.late import Late

if TYPE_CHECKING:
    import gettext

    from babel import dates, lists, numbers
    from babel.messages import pofile
else:
    gettext, pofile = Late("gettext"), Late("babel.messages.pofile")
    dates, lists = Late("babel.dates"), Late("babel.lists")
    numbers = Late("babel.numbers")

CATALOG = Path(__file__).parent / "catalog"
"""A file `de.po` here is what makes German spoken; `peerloop.pot` is what there is to say."""

_LONG = 10_000
LONGEST = 35
"""Characters of a tag that names a language; platforms tell shorter ones."""

Style = Literal["moment", "day", "clock", "date"]
_PLACE = re.compile(r"\{(\w+)\}")


def _own(one: str, many: str, number: int) -> str:
    """Return the English sentence for a number."""
    return many if many and number != 1 else one


@dataclass(frozen=True, slots=True)
class Language:
    """A language by its code; `sentence` finds the sentence for an English one, its form for many and the number."""

    code: str = "en"
    sentence: Callable[[str, str, int], str] = _own

    def pattern(self, count: int, *, either: bool = False) -> str:
        """Return how so many are listed, such as "{0}, {1} and {2}"."""
        slots = [f"{{{place}}}" for place in range(count)]
        if self.code.startswith("en"):
            return listed(slots, either=either)
        return lists.format_list(slots, style="or" if either else "standard", locale=self.code)

    def number(self, number: int) -> str:
        """Return a number with its thousands set apart, such as "20,000"; four digits are read at once as they are."""
        if abs(number) < _LONG:
            return str(number)
        if self.code.startswith("en"):
            return f"{number:,}"
        return numbers.format_decimal(number, locale=self.code)

    def time(self, at: datetime, style: Style, zone: str) -> str:
        """Return an instant in words for a reader in `zone`, such as "Tue 24 Nov, 10:00"."""
        local = at.astimezone(ZoneInfo(zone))
        if self.code.startswith("en"):
            date, clock = f"{local.day} {local:%b}", f"{local:%H:%M}"
            day = f"{local:%a} {date}"
        else:
            day, clock, date = (
                dates.format_skeleton(s, local, locale=self.code) for s in ("MMMEd", "Hm", "MMMd")
            )
        return {"moment": f"{day}, {clock}", "day": day, "clock": clock, "date": date}[style]


def listed(these: Sequence[str], *, either: bool) -> str:
    """Return several as a list is spoken in English."""
    *some, last = these or ("",)
    return f"{', '.join(some)} {'or' if either else 'and'} {last}" if some else last


ENGLISH = Language()


def spoken(codes: Sequence[str]) -> Language:
    """Return the first of the languages that Peerloop speaks, else English."""
    return next((_read(code) for code in codes if code in known()), ENGLISH)


def preferred(tags: str) -> Language:
    """Return the language of tags as browsers and platforms tell them, best first: "de-CH, de;q=0.9, en"."""
    return spoken(codes(tags))


def codes(tags: str) -> tuple[str, ...]:
    """Return the codes of such tags, each with that of its language alone: "de-ch", "de"."""
    told = [tag.partition(";")[0].strip().replace("_", "-").lower() for tag in tags.split(",")]
    return tuple(code for tag in told for code in (tag, tag.partition("-")[0]) if code)


def common(people: Iterable[Sequence[str]]) -> Language:
    """Return the language that Peerloop would speak to each of these people, else English."""
    found = {language.code: language for language in map(spoken, people)}
    return next(iter(found.values())) if len(found) == 1 else ENGLISH


@cache
def known() -> frozenset[str]:
    """Return the codes of the languages that Peerloop speaks."""
    return frozenset({"en", *(path.stem for path in CATALOG.glob("*.po"))})


@cache
def _read(code: str) -> Language:
    return ENGLISH if code == "en" else read(CATALOG / f"{code}.po")


def read(path: Path) -> Language:
    """Return the language of a catalog, named by its file; what is not translated is said in English.

    Raises ValueError for a translation with other places than its sentence; a form may say its number in words.
    """
    with path.open("rb") as file:
        catalog = pofile.read_po(file, locale=path.stem)
    form = gettext.c2py(catalog.plural_expr)
    for message in catalog:
        forms, said = ([m] if isinstance(m, str) else m or () for m in (message.id, message.string))
        places = {place for one in forms for place in _PLACE.findall(one)} - {"n"}
        for one in filter(None, said if message.id and not message.fuzzy else ()):
            if set(_PLACE.findall(one)) - {"n"} != places:
                raise ValueError(f"{path.name}: {one!r} has other places than {forms[0]!r}")

    def sentence(one: str, many: str, number: int) -> str:
        found = catalog.get(one)
        if found is None or found.fuzzy:
            return _own(one, many, number)
        said = found.string or ""
        return (said if isinstance(said, str) else said[form(number)]) or _own(one, many, number)

    return Language(path.stem, sentence)
