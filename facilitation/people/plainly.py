"""Text that people give, made fit to be kept: what they wrote, without what no database or screen can hold."""

import re
import unicodedata

from facilitation.errors import UserError

_NO_TEXT = frozenset({"Cc", "Cs", "Zl", "Zp"})
_JOINERS = frozenset("\u200c\u200d")
"""What is not seen and yet means something, in Persian and in smileys."""

_LISTED = re.compile(r"(?:\"[^\"]*\"|\([^()]*\)|\[[^\[\]]*\]|[^,;|\n\r])+")
_CHANNEL = re.compile(r"#[a-z]+:[^\s|\"]+\|")
"""What stands before the name of a channel where an adapter has found its id."""


def kept(text: str) -> str:
    """Return the text on one line, without control characters and half characters, and otherwise as it was written."""
    if text.isprintable():
        return text.strip()
    return "".join(" " if unicodedata.category(c) in _NO_TEXT else c for c in text).strip()


def short(text: str, longest: int, what: str, field: str | None = None) -> str:
    """Return the text as it is kept, channels by name; raises UserError when it is longer than `longest` characters."""
    line = _CHANNEL.sub("#", kept(text))
    if len(line) > longest:
        raise UserError(
            "{what} may have {longest} characters, and this has {line}. Make it shorter.",
            what=what,
            longest=longest,
            line=len(line),
            field=field,
        )
    return line


def visible(text: str) -> str:
    """Return the text without what is not seen: zero-width spaces, marks of direction, byte order marks."""
    if text.isascii():
        return text
    return "".join(c for c in text if unicodedata.category(c) != "Cf" or c in _JOINERS)


def listed(text: str) -> list[str]:
    """Return the things of a list with commas, semicolons, bars or line breaks between; brackets hold together."""
    return [part.strip() for part in _LISTED.findall(text) if part.strip()]


_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "\u0131": "i", "æ": "ae", "œ": "oe", "þ": "th"}
)


def unaccented(folded: str) -> str:
    """Return a folded text without its accents, as somebody types it who has none on their keyboard."""
    if folded.isascii():
        return folded
    apart = unicodedata.normalize("NFKD", folded).translate(_LETTERS)
    return unicodedata.normalize(
        "NFC", "".join(c for c in apart if unicodedata.category(c) != "Mn")
    )


def folded(text: str) -> str:
    """Return the text as names are compared: composed, in one case, on one line, with single spaces."""
    # some letters come apart where their case is dropped
    composed = unicodedata.normalize("NFC", kept(text)).casefold()
    return " ".join(unicodedata.normalize("NFC", composed).split())
