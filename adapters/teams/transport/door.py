"""Who may come in: requests that Microsoft's connector signed for our app, about the service URL they name.

The token's signature, times and form are PyJWT's to check, all that is Microsoft's own custom ours: issuer, audience,
service URL, endorsement. Refused besides are tokens that never end, tokens of other bots and of the emulator (which are
bound to no service URL), and any other way of signing. One token signs everything for an hour: a good one is
remembered, and its times, its key and the service URL are looked at each time all the same.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from time import time  # noqa: TID251 - what PyJWT reads: Microsoft's tokens end by the real clock, whatever ours shows

import jwt

from adapters.teams.transport import hosts as service
from adapters.teams.transport.keys import Key, Keys
from adapters.teams.transport.model import Json, Refused

CHANNEL = "msteams"
ISSUER = "https://api.botframework.com"
SERVICE_URL = "serviceurl"
LEEWAY = 300
"""Seconds that Microsoft's clock and ours may differ."""
REMEMBERED = 64
"""How many good tokens are remembered; Microsoft uses one or two for each service URL at a time."""

_BEARER = re.compile(r"Bearer ([\w-]+\.[\w-]+\.[\w-]+)", re.ASCII)
_LONGEST = 16_384


@dataclass(frozen=True, slots=True)
class Passed:
    """Somebody who may come in."""


@dataclass(frozen=True, slots=True)
class _Good:
    """A token whose signature and claims are good."""

    kid: str
    key: Key
    service_url: str
    not_before: float
    ends: float


class Door:
    """Checks requests against the issuer's keys and our app id; belongs to one event loop."""

    def __init__(self, app_id: str, keys: Keys, hosts: Collection[str]) -> None:
        """Let in what is meant for `app_id` and comes from one of `hosts`."""
        self._app_id = app_id.lower()
        self._keys = keys
        self._hosts = hosts
        self._good: dict[str, _Good] = {}

    async def check(self, authorization: str, activity: Json) -> Passed:
        """Let a request in; raises Refused, whatever went wrong."""
        try:
            return await self._check(authorization, activity)
        except Refused:
            raise
        except Exception as error:
            raise Refused(f"{type(error).__name__}: {error}"[:200]) from error

    async def _check(self, authorization: str, activity: Json) -> Passed:
        found = _BEARER.fullmatch(authorization[:_LONGEST])
        if found is None:
            raise Refused("no bearer token")
        if activity.get("channelId") != CHANNEL:
            raise Refused("not of the channel msteams")
        if not service.allowed(activity.get("serviceUrl"), self._hosts):
            raise Refused("not of an allowed service URL")
        token, service_url = found[1], activity["serviceUrl"]
        good = await self._remembered(token) or await self._proven(token, service_url)
        if good.service_url != service_url:
            raise Refused("issued for another service URL")
        return Passed()

    async def _remembered(self, token: str) -> _Good | None:
        """Return what is known of a token that was good, if it still is; else it has to prove itself (again)."""
        good = self._good.get(token)
        if good is None:
            return None
        # reads the keys anew when they are old, so that one that Microsoft took back does not stay
        in_time = good.not_before - LEEWAY <= time() < good.ends + LEEWAY
        if in_time and await self._keys.get(good.kid) is good.key:
            return good
        self._good.pop(token, None)
        return None

    async def _proven(self, token: str, service_url: str) -> _Good:
        """Return a token that is good in all that it is and says, and remember it; raises what is wrong with it."""
        read = jwt.decode_complete(token, options={"verify_signature": False})
        header, claims = read["header"], read["payload"]
        self._plausible(header, claims, service_url)
        key = await self._keys.get(header["kid"])
        if CHANNEL not in key.endorsements:
            raise Refused("signed with a key that is not endorsed for Teams")
        jwt.decode(
            token,
            key.public_key,
            ["RS256"],
            # the audience is compared already, in any case of letters
            options={"verify_aud": False},
            issuer=ISSUER,
            leeway=LEEWAY,
        )
        not_before, ends = float(claims.get("nbf", 0)), float(claims["exp"])
        good = _Good(header["kid"], key, service_url, not_before, ends)
        self._good[token] = good
        if len(self._good) > REMEMBERED:
            del self._good[next(iter(self._good))]
        return good

    def _plausible(self, header: Json, claims: Json, service_url: str) -> None:
        """Refuse what no signature could save, so that it does not cost us a look at the issuer's keys.

        The signature, which is checked afterwards, covers these very claims.
        """
        if header.get("alg") != "RS256" or not isinstance(header.get("kid"), str):
            raise Refused("not signed as Microsoft signs")
        audience = claims.get("aud")
        ours = isinstance(audience, str) and audience.lower() == self._app_id != ""
        if claims.get("iss") != ISSUER or not ours:
            raise Refused("not issued by the Bot Framework for this app")
        if type(claims.get("exp")) not in (int, float):
            raise Refused("good forever")
        if claims.get(SERVICE_URL) != service_url:
            raise Refused("issued for another service URL")
        if {claims.get("appid"), claims.get("azp")} - {None, "", audience}:
            raise Refused("sent by another bot")
