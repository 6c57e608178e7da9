"""Whole sentences with named places, kept as such until it is known who reads them.

`say("{ana} offers {skill}.", ana=Mention(…), skill=Bold(…))` is a text in English for whoever does not know better, so
it stands wherever a text can; a `Reader` has it in their language. The English sentence is its key in the catalogs.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Annotated, Any, Self, TypeAlias

from pydantic import PlainSerializer, PlainValidator

from facilitation.late import Late
from facilitation.talk.languages import ENGLISH, Language, listed

if TYPE_CHECKING:
    from facilitation.talk import messages
    from facilitation.talk.messages import Span, Spans, Styled
else:
    messages = Late("facilitation.talk.messages")  # whose words are phrases, which hold spans

Place: TypeAlias = "str | int | Styled | OneOf | Sequence[Place]"
"""What a sentence has a place for: words, a number, a span, another phrase, or several of them as a list is spoken."""

_PLACE = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class OneOf:
    """Several of which one is meant: spoken as a list with "or"."""

    these: Sequence[Place]


class Phrase(str):
    """A sentence with named places, and its words in English; with `many`, the sentence for other numbers than one."""

    __slots__ = ("key", "many", "number", "places")

    key: str
    many: str
    number: int
    places: Mapping[str, Place]

    def __new__(
        cls, key: str, places: Mapping[str, Place], many: str = "", number: int = 1
    ) -> Self:
        """Return the phrase; raises ValueError where its places are not those that it is given."""
        named = _named(key, many)
        if named != places.keys() and named | {"n"} != places.keys():
            raise ValueError(f"{key!r} has other places than {sorted(places)}")
        self = super().__new__(cls, _english(ENGLISH.sentence(key, many, number), places))
        self.key, self.many, self.number, self.places = key, many, number, places
        return self

    def __getnewargs__(self) -> tuple[Any, ...]:
        """Return what it is made of, for copies."""
        return self.key, self.places, self.many, self.number

    def said_in(self, language: Language) -> str:
        """Return its words in a language, for where no formatting can be and no time is told."""
        return messages.plain(self.spans(language), "UTC", language)

    def spans(self, language: Language) -> "Spans":
        """Return what it says in a language."""
        if language is ENGLISH and _is_bare(self):
            return (str(self),) if self else ()
        return _spans(language, self.key, self.many, self.number, self.places)


def say(sentence: str, /, **places: Place) -> Phrase:
    """Return a sentence with named places."""
    return Phrase(sentence, places)


def later(sentence: str) -> str:
    """Return a sentence whose places are not known yet, so that it stands in the catalogs; `say` says it then."""
    return sentence


def say_n(one: str, many: str, /, n: int, **places: Place) -> Phrase:
    """Return a sentence about `n` of something; either form may name it as {n}."""
    return Phrase(one, {"n": n, **places}, many, n)


def sentences(*said: "Place | None") -> Phrase:
    """Return whole sentences one after the other, without those that are empty."""
    there = {f"_{n}": one for n, one in enumerate(said) if one}
    return Phrase(" ".join(f"{{{name}}}" for name in there), there)


def lines(*said: "Place") -> Phrase:
    """Return whole sentences, each on a line of its own."""
    there = {f"_{n}": one for n, one in enumerate(said)}
    return Phrase("\n".join(f"{{{name}}}" for name in there), there)


@lru_cache(10_000)
def _named(key: str, many: str) -> frozenset[str]:
    return frozenset(_PLACE.findall(key)) | frozenset(_PLACE.findall(many))


@lru_cache(10_000)
def _parts(sentence: str) -> tuple[str, ...]:
    """Return what stands between the places of a sentence and the names of these, by turns."""
    return tuple(_PLACE.split(sentence))


def _english(sentence: str, places: Mapping[str, Place]) -> str:
    """Return the words alone of a sentence in English: many are said, and what stands in their places was before."""
    parts = _parts(sentence)
    if len(parts) == 1:
        return sentence
    words = list(parts)
    words[1::2] = [_word(places[name]) for name in parts[1::2]]
    return "".join(words)


def _word(place: Place) -> str:
    match place:
        case str():
            return str(place)
        case int():
            return ENGLISH.number(place)
        case OneOf(these=these) | (Sequence() as these):
            return listed([_word(one) for one in these], either=isinstance(place, OneOf))
        case _:
            return messages.plain((place,))


def _is_bare(place: Place) -> bool:
    """Return whether it is words alone, so that in English nothing is left to be said."""
    match place:
        case Phrase(places=places):
            return all(map(_is_bare, places.values()))
        case str() | int():
            return True
        case OneOf(these=these) | (Sequence() as these):
            return all(map(_is_bare, these))
        case _:
            return False


def _spans(
    language: Language, key: str, many: str, number: int, places: Mapping[str, Place]
) -> "Spans":
    return joined(_filled(language, language.sentence(key, many, number), places))


def _filled(language: Language, sentence: str, places: Mapping[str, Place]) -> "Iterator[Span]":
    """Give the spans of a sentence with its places filled; one that a translation invents is left as it stands."""
    for number, part in enumerate(_parts(sentence)):
        if number % 2 == 0:
            yield part
        elif part in places:
            yield from _said(language, places[part])
        else:
            yield f"{{{part}}}"


def _said(language: Language, place: Place) -> "Iterator[Span]":
    match place:
        case Phrase():
            yield from place.spans(language)
        case str():
            yield str(place)
        case int():
            yield language.number(place)
        case OneOf(these=these) | (Sequence() as these):
            pattern = language.pattern(len(these), either=isinstance(place, OneOf))
            yield from _filled(language, pattern, {str(n): one for n, one in enumerate(these)})
        case _:
            yield place


def joined(spans: "Iterator[Span]") -> "Spans":
    """Return spans with neighboring words as one."""
    found: list[Span] = []
    for span in spans:
        if isinstance(span, str) and found and isinstance(found[-1], str):
            found[-1] += span
        elif span != "":
            found.append(span)
    return tuple(found)


def dumped(words: Place) -> Any:
    """Return words, or what stands in a place, fit for JSON."""
    match words:
        case Phrase():
            plural = {"many": words.many, "number": words.number} if words.many else {}
            places = {name: dumped(place) for name, place in words.places.items()}
            return {"kind": "phrase", "say": words.key, **plural, "places": places}
        case str() | int():
            return words
        case OneOf():
            return {"kind": "one_of", "these": [dumped(one) for one in words.these]}
        case Sequence():
            return [dumped(one) for one in words]
        case messages.Time():
            return messages.STYLED.dump_python(words, mode="json")
        case _:
            return {name: dumped(getattr(words, name)) for name in words.__slots__}


def loaded(kept: Any) -> Any:
    """Return what was dumped."""
    match kept:
        case str() | int():
            return kept
        case list():
            return tuple(loaded(one) for one in kept)
        case {"kind": "one_of", "these": these}:
            return OneOf(tuple(loaded(one) for one in these))
        case {"kind": "phrase", "say": sentence, "places": places}:
            filled = {name: loaded(place) for name, place in places.items()}
            return Phrase(sentence, filled, kept.get("many", ""), kept.get("number", 1))
        case _:
            return messages.STYLED.validate_python(kept)


def _words(kept: Any) -> str:
    match kept:
        case str():
            return kept
        case {"kind": "phrase"}:
            return loaded(kept)  # type: ignore[no-any-return]
        case _:
            raise ValueError("words are a text or a phrase")


Words = Annotated[str, PlainValidator(_words), PlainSerializer(dumped)]
"""A text that may be a phrase; in JSON a phrase keeps what it is made of."""
