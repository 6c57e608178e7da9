"""The people of a workspace, read page by page and never faster than Slack allows."""

import asyncio
from collections import Counter
from collections.abc import Mapping
from typing import Any

from adapters.slack import ids
from adapters.slack.api import SlackApi
from adapters.slack.errors import Trouble
from adapters.slack.installs import Install
from facilitation.talk.incoming import Profile, Roster

PAGE = 200
WAITS = 20
"""How often in a row Slack may ask us to wait, or not answer, before we give up for today."""


async def roster(api: SlackApi, install: Install) -> Roster:
    """Return everyone who works here; raises Trouble when Slack will not tell.

    Guests, bots, deactivated people and strangers of shared channels are left out.
    """
    profiles: list[Profile] = []
    cursor = ""
    while True:
        page = await _page(api, install, cursor)
        members = page.get("members")
        found = (
            (profile(one, install) for one in members if isinstance(one, dict)) if members else ()
        )
        profiles += [one for one in found if one is not None and not one.gone]
        following = page.get("response_metadata")
        cursor = str(following.get("next_cursor") or "") if isinstance(following, dict) else ""
        if not cursor:
            break
    return Roster(
        workspace=install.workspace,
        platform="slack",
        name=install.name,
        zone=usual_zone(profiles),
        profiles=tuple(profiles),
        whole=True,
    )


def profile(user: Mapping[str, Any], install: Install) -> Profile | None:
    """Return what is known of a person; None for a bot, `gone` for one who is no member (any more)."""
    id = user.get("id")
    if id == "USLACKBOT" or user.get("is_bot") or user.get("is_workflow_bot"):
        return None
    member = ids.member(install.workspace, id)
    given = user.get("profile")
    said: Mapping[str, Any] = given if isinstance(given, dict) else {}
    name = _first(said, "display_name", "real_name") or _first(user, "real_name", "name")
    return Profile(
        member=member,
        name=name or ids.own(member),
        handle=_first(user, "name"),
        email=_first(said, "email"),
        zone=_first(user, "tz"),
        admin=any(user.get(key) is True for key in ("is_admin", "is_owner", "is_primary_owner")),
        gone=_away(user, install),
    )


def usual_zone(profiles: list[Profile]) -> str:
    """Return the time zone that most people here have, UTC where none has any."""
    zones = Counter(one.zone for one in profiles if one.zone)
    return zones.most_common(1)[0][0] if zones else "UTC"


def _away(user: Mapping[str, Any], install: Install) -> bool:
    marks = ("deleted", "is_restricted", "is_ultra_restricted", "is_stranger", "is_invited_user")
    team = user.get("team_id")
    elsewhere = (
        not install.enterprise and bool(install.team) and bool(team) and team != install.team
    )
    return elsewhere or any(user.get(mark) is True for mark in marks)


def _first(given: Mapping[str, Any], *names: str) -> str:
    return next((v.strip() for n in names if isinstance(v := given.get(n), str) and v.strip()), "")


async def _page(api: SlackApi, install: Install, cursor: str) -> dict[str, Any]:
    team = install.team if install.enterprise and install.team else None
    for tried in range(WAITS):
        try:
            return await api.call(
                install.bot_token, "users.list", limit=PAGE, cursor=cursor or None, team_id=team
            )
        except Trouble as trouble:
            if trouble.meaning.kind not in ("later", "unsure") or tried == WAITS - 1:
                raise
            await asyncio.sleep(trouble.retry_after or min(30.0, 2.0**tried))
    raise AssertionError("unreachable")
