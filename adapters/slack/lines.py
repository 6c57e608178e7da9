"""What was typed in Slack as a command line: its markup read back into words, and Peerloop's own mention taken off."""

import re

from adapters.reading import Unreadable
from adapters.slack import ids

_MARKUP = re.compile(r"<([^<>]*)>")
_ENTITIES = (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&"))


def line(text: str, workspace: str) -> str:
    """Return the line in a text of Slack's: `<@U7|ana>` is `@slack:T1:U7`, `<#C7|design>` is `#slack:T1:C7|design`."""
    return _unescaped(_MARKUP.sub(lambda found: _meant(found[1], workspace), text))


def words(text: str) -> str:
    """Return a text of Slack's to be read by a person: labels where there are any, and nobody's id."""
    return _unescaped(_MARKUP.sub(lambda found: _shown(found[1]), text))


def mentions(text: str, user: str) -> bool:
    """Return whether the text mentions a user."""
    return bool(user) and re.search(rf"<@{re.escape(user)}(?:\|[^<>]*)?>", text) is not None


def addressed(text: str, user: str) -> str:
    """Return what was said to a user who is mentioned: what follows the mention, or what came before it."""
    before, _, after = re.sub(rf"<@{re.escape(user)}(?:\|[^<>]*)?>", "\0", text).partition("\0")
    after = after.replace("\0", " ").lstrip(" :,\t\n")
    return after if after.strip() else before


def _unescaped(said: str) -> str:
    for entity, character in _ENTITIES:
        said = said.replace(entity, character)
    return said.strip()


def _shown(inside: str) -> str:
    target, _, label = inside.partition("|")
    match target[:1]:
        case "@":
            return f"@{label.removeprefix('@') or 'someone'}"
        case "#":
            return f"#{label or 'channel'}"
        case _:
            return _otherwise(target, label)


def _meant(inside: str, workspace: str) -> str:
    target, _, label = inside.partition("|")
    try:
        if target.startswith("@"):
            return f"@{ids.member(workspace, target[1:])}"
        if target.startswith("#"):
            channel = ids.conversation(workspace, target[1:])
            return f"#{channel}|{label}" if label else f"#{channel}"
    except Unreadable:
        return label or target
    return _otherwise(target, label)


def _otherwise(target: str, label: str) -> str:
    if target.startswith("!"):
        return label or f"@{target[1:].partition('^')[0]}"
    return label if target.startswith("mailto:") and label else target
