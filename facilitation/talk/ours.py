"""What Peerloop itself says: words that are nobody's own, whoever has typed them too."""

import re
from functools import cache

from facilitation.talk.languages import CATALOG

_WORD = re.compile(r"\w+")
_QUOTED = re.compile(r'^(?:msgid |msgid_plural )?"(.*)"$')
_PLACE = re.compile(r"\{\w+\}|@\w+")
"""What stands for somebody, or is called so in an example: a name of people there are."""
_END = " | "
"""What keeps the end of one sentence from reading on into the next."""


def says(words: str) -> bool:
    """Return whether these words stand, one after the other, in what Peerloop says."""
    return has(_all(), words)


def has(text: str, words: str) -> bool:
    """Return whether whole words stand in a text one after the other, in whatever case and between whatever marks."""
    return f" {plain(words)} " in f" {text} "


def plain(text: str) -> str:
    """Return the words of a text alone, in small letters."""
    return " ".join(_WORD.findall(text.casefold()))


@cache
def _all() -> str:
    sentences: list[str] = []
    for line in (CATALOG / "peerloop.pot").read_text("utf-8").splitlines():
        if line.startswith("msgid"):
            sentences.append("")
        if sentences and (found := _QUOTED.match(line)):
            sentences[-1] += found[1].replace("\\n", " ")
    return _END.join(plain(_PLACE.sub(_END, one)) for one in sentences)
