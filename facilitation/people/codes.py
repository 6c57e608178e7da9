"""Things that have a standard code and an English name, such as languages and countries."""

from collections.abc import Mapping

from rapidfuzz import fuzz, process

from facilitation.errors import UserError

NEAR = 75
"""How alike (0-100) a name must be to be suggested."""


def table(text: str) -> dict[str, str]:
    """Return the name of each code in a text of lines such as "de German|en English"."""
    return dict(pair.split(" ", 1) for line in text.split("\n") if line for pair in line.split("|"))


def unknown(
    what: str, word: str, names: Mapping[str, str], example: str, field: str | None = None
) -> UserError:
    """Return the error about a word that names none of them, with the nearest name."""
    near = process.extractOne(word, names.values(), scorer=fuzz.WRatio, score_cutoff=NEAR)
    meant = f" Did you mean {near[0]}?" if near else ""
    return UserError(f"I do not know the {what} “{word[:40]}”.{meant} {example}", field=field)
