"""The people of a workspace, read page by page and never faster than Slack allows."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

import structlog

from adapters.patience import patiently
from adapters.progress import SoFar
from adapters.slack import errors, ids
from adapters.slack.api import SlackApi
from adapters.slack.errors import Trouble
from adapters.slack.installs import Install
from facilitation.talk import languages
from facilitation.talk.incoming import Profile, Roster

log = structlog.get_logger(__name__)

PAGE = 200
AWAY = ("deleted", "is_stranger", "is_invited_user")
GUEST = ("is_restricted", "is_ultra_restricted")
WAITS = 20
"""How often in a row Slack may ask us to wait, or not answer, before we give up for today."""


async def roster(api: SlackApi, install: Install, so_far: SoFar, *, guests: bool = False) -> Roster:
    """Return everyone who works here, and tell `so_far` how many by now; raises Trouble when Slack will not tell.

    Bots, deactivated people and people of other companies are left out, and guests unless they are let in.
    """
    profiles: list[Profile] = []
    cursor = ""
    while True:
        page = await _page(api, install, cursor)
        members = page.get("members")
        found = (
            (profile(one, install, guests=guests) for one in members if isinstance(one, dict))
            if members
            else ()
        )
        profiles += [one for one in found if one is not None and not one.gone]
        await so_far(len(profiles))
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


async def look_up(
    api: SlackApi, install: Install, member: str, *, guests: bool = False
) -> Roster | None:
    """Return the roster of one person; None when Slack does not tell of them."""
    try:
        answer = await api.call(
            install.bot_token, "users.info", user=ids.own(member), include_locale=True
        )
    except Trouble as trouble:
        log.info("a person was not looked up", member=member, error=trouble.code)
        return None
    user = answer.get("user")
    found = profile(user, install, guests=guests) if isinstance(user, dict) else None
    return one(found, install) if found is not None else None


def one(profile: Profile, install: Install) -> Roster:
    """Return the roster that tells of one person alone."""
    return Roster(
        workspace=install.workspace,
        platform="slack",
        name=install.name,
        zone="",
        profiles=(profile,),
        whole=False,
    )


def profile(user: Mapping[str, Any], install: Install, *, guests: bool = False) -> Profile | None:
    """Return what is known of a person; None for a bot, `gone` for one who is no member (any more).

    A guest is one only where `guests` are let in.
    """
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
        locale=_first(user, "locale")[: languages.LONGEST],
        admin=any(user.get(key) is True for key in ("is_admin", "is_owner", "is_primary_owner")),
        gone=ids.foreign(user, install.team, install.enterprise, surely=True)
        or any(user.get(mark) is True for mark in (*AWAY, *(() if guests else GUEST))),
    )


def usual_zone(profiles: list[Profile]) -> str:
    """Return the time zone that most people here have, UTC where none has any."""
    zones = Counter(one.zone for one in profiles if one.zone)
    return zones.most_common(1)[0][0] if zones else "UTC"


def _first(given: Mapping[str, Any], *names: str) -> str:
    return next((v.strip() for n in names if isinstance(v := given.get(n), str) and v.strip()), "")


async def _page(api: SlackApi, install: Install, cursor: str) -> dict[str, Any]:
    team = install.team if install.enterprise and install.team else None

    async def ask() -> dict[str, Any]:
        return await api.call(
            install.bot_token,
            "users.list",
            limit=PAGE,
            cursor=cursor or None,
            team_id=team,
            include_locale=True,
        )

    return await patiently(ask, WAITS, errors.passing)
