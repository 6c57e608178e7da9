"""Things that have a standard code and an English name, such as languages and countries."""

from collections.abc import Mapping

from babel import Locale

from facilitation.errors import UserError
from facilitation.talk import near
from facilitation.talk.phrases import say, sentences

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
