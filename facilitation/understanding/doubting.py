"""What a text does not mean though it is like it: what is told of others, only asked about, or only named."""

from collections.abc import Set

from facilitation.talk import heard
from facilitation.understanding import named, reading, speaking
from facilitation.understanding.placing import Meant
from facilitation.understanding.ways import Like

_ONESELF = (
    "pause",
    "skip",
    "unskip",
    "back",
    "leave",
    "join",
    "offer",
    "unoffer",
    "want",
    "unwant",
    "stop",
)
"""How lines begin that are of who says them."""

_SELF = frozenset(("I", "ME", "MY"))
_LEADING = frozenset(("FILLER", "HELLO", "THANKS", named.MARK))


def is_other(got: Meant, like: Like, said: reading.Text, *, turned: bool) -> bool:
    """Return whether a text is about somebody else, orders nothing, or says nothing of what shall be done."""
    orders = not got.harmless or (like.line.startswith("set ") and like.line.count("{") > 1)
    if orders and (turned or speaking.is_question(said.words)):
        return True
    if like.line.startswith(_ONESELF) and _is_of_another(said, like.span):
        return True
    return "{skill}" in like.line and not got.harmless and _only_names(said)


def is_loose(
    got: Meant, like: Like, line: str, said: reading.Text, signs: Set[str], *, surely: float
) -> bool:
    """Return whether a line takes words of a text that nothing is known of, and little speaks for it.

    What is misspelt among the words that it takes is the writer's own.
    """
    if reading.MISSPELT in signs and (line == "share" or "{words}" in line):
        taken = heard.plain(got.line).split()
        misspelt = (said.words[t.start] for t in said.tokens if reading.MISSPELT in t.signs)
        return not all(word in taken for word in misspelt)
    part = len(like.span) < len(said.words)
    return "{skill}" in line and "{skill}" not in signs and (part or like.alike < surely)


def _is_of_another(said: reading.Text, span: range) -> bool:
    """Return whether a stretch of a text tells something of somebody who is named, and nothing of who says it."""
    tokens = [t for t in said.tokens if t.start in span]
    signs = {sign for one in tokens for sign in one.signs}
    first = next((t for t in tokens if not t.signs <= _LEADING), None)
    return first is not None and "{person}" in first.signs and _SELF.isdisjoint(signs)


def _only_names(said: reading.Text) -> bool:
    """Return whether a text names things and times, and says nothing of what shall be done."""
    signs = {sign for one in said.tokens for sign in one.signs}
    return not any(
        sign[0] != "{" for sign in signs - {"TIME", "FILLER", named.MARK, reading.MISSPELT}
    )
