"""The stems of a text, in the languages in use, and the letter trigrams of a stem."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from facilitation.late import Late
from facilitation.people.plainly import unaccented

_HERE = Path(__file__).parent


def lines(name: str) -> Iterator[list[str]]:
    """Give the lines of a list, each as its words; what begins with # says something about them."""
    for line in (_HERE / name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.split()


if TYPE_CHECKING:
    import snowballstemmer
else:
    snowballstemmer = Late("snowballstemmer")

COMMON: Mapping[str, frozenset[str]] = {
    language: frozenset(common) for language, *common in lines("common.txt")
}
"""The words of each language that say nothing by themselves; a text is of the language whose words it has most of."""

LANGUAGES = tuple(COMMON)
LONGEST = 40
"""Letters of a word; what is longer is cut."""
_WORD = re.compile(r"\w+(?:[+#]+(?!\w))?")
_SIGNS = str.maketrans({"+": "plus", "#": "sharp", "_": " "})


def words(text: str) -> list[str]:
    """Return the words of a text, without case, composed; "C++" and "C#" are words too."""
    plain = unicodedata.normalize("NFC", text.casefold()).translate({ord("_"): " "})
    return [word.translate(_SIGNS)[:LONGEST] for word in _WORD.findall(plain)]


def language_of(said: Sequence[str]) -> str:
    """Return the language that most of the words which say nothing are of; English where none is."""
    counts = {name: sum(word in common for word in said) for name, common in COMMON.items()}
    return max(LANGUAGES, key=lambda name: counts[name])


def telling(said: Iterable[str], language: str = "") -> list[str]:
    """Return the words that say something in a language, or in any; all of them where none does."""
    common = COMMON[language] if language else frozenset().union(*COMMON.values())
    given = list(said)
    return [word for word in given if word not in common] or given


@lru_cache(maxsize=65_536)
def stem(word: str, language: str) -> str:
    """Return a word's stem in a language, without accents."""
    return unaccented(_stemmer(language).stemWord(word)) or word


class _Stemmer(Protocol):
    def stemWord(self, word: str) -> str: ...  # noqa: N802


@cache
def _stemmer(language: str) -> _Stemmer:
    found: _Stemmer = snowballstemmer.stemmer(language)
    return found


def of_word(word: str, languages: Sequence[str] = LANGUAGES) -> tuple[str, ...]:
    """Return what the stem of a word may be, in any of the languages."""
    return tuple(dict.fromkeys(stem(word, language) for language in languages))


def trigrams(stem: str) -> list[str]:
    """Return the letter trigrams of a stem, its beginning and end marked."""
    marked = f"^{stem}$"
    return list(dict.fromkeys(marked[at : at + 3] for at in range(max(len(marked) - 2, 1))))
