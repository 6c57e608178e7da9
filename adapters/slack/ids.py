"""Our ids of Slack's workspaces, members and conversations, made and read without a look-up.

`slack:T1` is a workspace, `slack:T1:U7` a member of it, `slack:T1:C7` a conversation in it.
"""

import re

_PART = re.compile(r"[A-Z0-9]{1,40}")


class Unreadable(ValueError):
    """What Slack, or somebody in its name, sent is not shaped like anything we know."""


def workspace(team: object) -> str:
    """Return the id of a workspace (or of an organization); raises Unreadable."""
    return f"slack:{_part(team, 'TE')}"


def member(space: str, user: object) -> str:
    """Return the id of a member of a workspace; raises Unreadable."""
    return f"{space}:{_part(user, 'UW')}"


def conversation(space: str, channel: object) -> str:
    """Return the id of a conversation in a workspace; raises Unreadable."""
    return f"{space}:{_part(channel, 'CDG')}"


def home(natural: str) -> str:
    """Return the workspace that a member or a conversation belongs to."""
    return natural.rpartition(":")[0]


def own(natural: str) -> str:
    """Return Slack's own id of a member, a conversation or a workspace."""
    return natural.rpartition(":")[2]


def _part(given: object, first: str) -> str:
    if isinstance(given, str) and _PART.fullmatch(given) and given[0] in first:
        return given
    raise Unreadable(f"no Slack id that starts with one of {first}")
