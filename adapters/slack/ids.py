"""Our ids of Slack's workspaces, members and conversations, made and read without a look-up.

`slack:T1` is a workspace, `slack:T1:U7` a member of it, `slack:T1:C7` a conversation in it.
"""

import re
from collections.abc import Mapping
from typing import Any

from adapters.reading import Unreadable

_OF = ("team", "team_id", "user_team", "source_team", "enterprise", "enterprise_id")
"""Where a payload tells which workspace, or which organization, somebody is of."""
_PART = re.compile(r"[A-Z0-9]{1,40}")


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


def foreign(told: Mapping[str, Any], team: str, enterprise: str, *, surely: bool = False) -> bool:
    """Return whether what Slack tells of a person, or of their words, says that they are of another company.

    Within one organization people of all its workspaces are of one company. A payload may name such a workspace without
    its organization, and then tells nothing; `surely`, as of a person looked up, who is not said to be ours is not.
    """
    parts = (told, *(_mapping(told.get(name)) for name in ("user_profile", "enterprise_user")))
    ids = {id for part in parts for id in _told(part)}
    companies, teams = {id for id in ids if id[0] == "E"}, {id for id in ids if id[0] == "T"}
    if not enterprise:
        # one that has joined an organization since is still the same workspace
        return bool(teams - {team} if teams else companies)
    return bool(companies - {enterprise} if companies else surely and teams - {team})


def _told(part: Mapping[str, Any]) -> set[str]:
    """Return the ids that a part of a payload tells, as texts or in mappings of their own."""
    given = (part.get(name) for name in _OF)
    ids = (one.get("id") if isinstance(one, Mapping) else one for one in given)
    return {one for one in ids if isinstance(one, str) and one}


def _mapping(given: object) -> Mapping[str, Any]:
    return given if isinstance(given, Mapping) else {}


def _part(given: object, first: str) -> str:
    if isinstance(given, str) and _PART.fullmatch(given) and given[0] in first:
        return given
    raise Unreadable(f"no Slack id that starts with one of {first}")
