"""Links into Teams that a card's buttons open."""

from collections.abc import Sequence
from urllib.parse import quote

from adapters.teams import limits
from facilitation.talk import text as words

_CHAT = "https://teams.microsoft.com/l/chat/0/0?users="
_WIDEST = 9
"""The most that one UTF-16 unit becomes: three bytes of UTF-8, three characters each."""


def start_chat(addresses: Sequence[str], topic: str, opening: str) -> str | None:
    """Return the link that drafts a chat with these people, whoever opens it included.

    `addresses` are user principal names, by which such links name people; None when one is missing or cannot be one.
    The topic names a chat of three or more only. What is too long is cut, the opening first.
    """
    if not addresses or not all(map(_sound, addresses)):
        return None
    people = list(dict.fromkeys(addresses))
    link = _CHAT + ",".join(quote(one, safe="@") for one in people)
    if len(link) >= limits.CHAT_LINK:
        return None
    if len(people) > 1:
        link = _with(link, "topicName", words.cut(words.one_line(topic), limits.CHAT_TOPIC))
    return _with(link, "message", words.shown(opening).strip())


def _sound(address: str) -> bool:
    return bool(address) and address.isprintable() and not set(address) & set(" ,;")


def _with(link: str, name: str, text: str) -> str:
    """Return the link with as much of the text as it can hold, and without it where that is nothing."""
    start = f"{link}&{name}="
    room = limits.CHAT_LINK - len(start) - 1
    said, size = quote(text, safe=""), min(words.units(text), room)
    while len(said) > room and size > 0:
        said = quote(words.cut(text, size), safe="")
        size -= max(1, (len(said) - room) // _WIDEST)
    return start + said if said and len(said) <= room else link
