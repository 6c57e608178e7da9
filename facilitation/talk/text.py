"""Words on their way to a reader: what must not reach a platform, what must not leak, where to cut."""

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeVar, assert_never

from facilitation.talk.messages import Bold, Code, Link, Mention, Span, Spans, Time

ELLIPSIS = "…"

_BREAKS = re.compile("\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_UNFIT = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f]")
_LONE = re.compile("[\ud800-\udfff]")
_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")
_ISOLATE, _POP = "\u2068", "\u2069"
_INITIATORS = frozenset("\u2066\u2067\u2068")
_JOINER = "\u200d"
_CLUSTER = 16
_ENDING = 4

T = TypeVar("T")


def shown(text: str) -> str:
    """Return a person's words as they may stand beside ours.

    Line breaks become newlines, control characters go, half characters become U+FFFD. A line that turns the
    direction of writing is isolated (UAX #9), so that the turn ends where the words end. All else stays.
    """
    if text.isascii() and text.isprintable():
        return text
    text = _LONE.sub("\ufffd", _UNFIT.sub("", _BREAKS.sub("\n", text)))
    if not _BIDI.search(text):
        return text
    return "\n".join(_isolated(line) if _BIDI.search(line) else line for line in text.split("\n"))


def _isolated(line: str) -> str:
    kept, depth = [], 0
    for character in line:
        if character == _POP:
            # A pop with nothing to close means nothing by itself, but would close our isolate.
            if not depth:
                continue
            depth -= 1
        elif character in _INITIATORS:
            depth += 1
        kept.append(character)
    return f"{_ISOLATE}{''.join(kept)}{_POP * (depth + 1)}"


def one_line(text: str) -> str:
    """Return the words on one line, with single spaces."""
    return " ".join(shown(text).split())


def units(text: str) -> int:
    """Count UTF-16 code units: the most that any platform counts for a character."""
    return len(text) + (0 if text.isascii() else sum(c > "\uffff" for c in text))


def head(text: str, limit: int) -> str:
    """Return the longest beginning of at most `limit` units that does not cut a character in two."""
    if units(text) <= limit:
        return text
    start = text.encode("utf-16-le", "surrogatepass")[: 2 * max(limit, 0)]
    end = len(start.decode("utf-16-le", "ignore"))
    for back in range(min(_CLUSTER, end)):
        if not _joined(text[end - back - 1], text[end - back]):
            return text[: end - back]
    return "" if end <= _CLUSTER else text[:end]


def _joined(before: str, after: str) -> bool:
    return (
        _JOINER in (before, after)
        or "\U0001f3fb" <= after <= "\U0001f3ff"
        or unicodedata.category(after).startswith("M")
    )


def cut(text: str, limit: int) -> str:
    """Return the text in at most `limit` units, with … at its end where something is missing."""
    return text if units(text) <= limit else head(text, limit - 1).rstrip() + ELLIPSIS


def shorten(spans: Spans, limit: int) -> Spans:
    """Return the spans in about `limit` units of words, with … where something is missing."""
    if sum(map(_length, spans)) <= limit:
        return spans
    kept: list[Span] = []
    left = limit
    for span in spans:
        if left <= 0:
            kept.append(ELLIPSIS)
            break
        match span:
            case str():
                kept.append(cut(span, left))
                left -= units(span)
            case Bold() | Code() | Link():
                kept.append(replace(span, text=cut(span.text, left)))
                left -= units(span.text)
            case Mention():
                kept.append(replace(span, name=cut(span.name, left)))
                left -= units(span.name)
            case Time():
                kept.append(span)
            case _:
                assert_never(span)
    return tuple(kept)


def _length(span: Span) -> int:
    match span:
        case str():
            return units(span)
        case Bold() | Code() | Link():
            return units(span.text)
        case Mention():
            return units(span.name)
        case Time():
            return 0
        case _:
            assert_never(span)


def fit(
    parts: Sequence[T], most: int, fits: Callable[[list[T]], bool], marker: Callable[[int], T]
) -> list[T]:
    """Return as many parts as fit, at most `most`.

    What is left out is the middle, where `marker(how many)` stands: the beginning says what it is about, the
    ending has the buttons and the small print.
    """
    for count in range(min(most, len(parts)), 0, -1):
        kept = _ends(parts, count, marker)
        if fits(kept):
            return kept
    return [marker(len(parts))] if parts else []


def _ends(parts: Sequence[T], count: int, marker: Callable[[int], T]) -> list[T]:
    if len(parts) <= count:
        return list(parts)
    ending = min(_ENDING, (count - 1) // 2)
    start = count - 1 - ending
    missing = len(parts) - start - ending
    return [*parts[:start], marker(missing), *parts[len(parts) - ending :]]
