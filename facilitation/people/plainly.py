"""Text that people give, made fit to be kept: what they wrote, without what no database or screen can hold."""

import re
import unicodedata

from facilitation.errors import UserError

_NO_TEXT = frozenset({"Cc", "Cs", "Zl", "Zp"})
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
            f"{what} may have {longest} characters, and this has {len(line)}. Make it shorter.",
            field=field,
        )
    return line


def folded(text: str) -> str:
    """Return the text as names are compared: composed, without case and odd white space."""
    return " ".join(unicodedata.normalize("NFC", kept(text)).casefold().split())
