"""Who may come in: requests that Microsoft's connector signed for our app, about the service URL they name.

The signature, the time, the endorsement, the issuer and the audience are checked by botbuilder; before that we refuse
what botbuilder would let through or stumble over: tokens that never end, activities that name no service URL, tokens of
skills and of the emulator (which are bound to no service URL), and any other way of signing.
"""

import re
from collections.abc import Collection
from typing import Any

import jwt
from botbuilder.schema import CallerIdConstants
from botframework.connector.auth import (
    AuthenticateRequestResult,
    AuthenticationConstants,
    ChannelValidation,
    ClaimsIdentity,
    CredentialProvider,
    JwtTokenExtractor,
    SkillValidation,
    VerifyOptions,
)

from adapters.teams.transport import hosts as service
from adapters.teams.transport.keys import Keys
from adapters.teams.transport.model import Json, Refused

CHANNEL = "msteams"
ISSUER = AuthenticationConstants.TO_BOT_FROM_CHANNEL_TOKEN_ISSUER
LEEWAY = 300
"""Seconds that Microsoft's clock and ours may differ."""

_BEARER = re.compile(r"Bearer ([\w-]+\.[\w-]+\.[\w-]+)", re.ASCII)
_LONGEST = 16_384


class Door:
    """Checks requests against the issuer's keys and our app id."""

    def __init__(self, app_id: str, keys: Keys, hosts: Collection[str]) -> None:
        """Let in what is meant for `app_id` and comes from one of `hosts`."""
        self._app = _App(app_id)
        self._hosts = hosts
        # the constructor only notes the address; the keys are ours
        self._extractor = JwtTokenExtractor(
            VerifyOptions([ISSUER], None, LEEWAY, ignore_expiration=False), "", ["RS256"]
        )
        self._extractor.open_id_metadata = keys

    async def check(self, authorization: str, activity: Json) -> AuthenticateRequestResult:
        """Return what CloudAdapter wants to see; raises Refused, whatever went wrong."""
        try:
            return await self._check(authorization, activity)
        except Refused:
            raise
        except Exception as error:
            raise Refused(f"{type(error).__name__}: {error}"[:200]) from error

    async def _check(self, authorization: str, activity: Json) -> AuthenticateRequestResult:
        found = _BEARER.fullmatch(authorization[:_LONGEST])
        if found is None:
            raise Refused("no bearer token")
        if activity.get("channelId") != CHANNEL:
            raise Refused("not of the channel msteams")
        if not service.allowed(activity.get("serviceUrl"), self._hosts):
            raise Refused("not of an allowed service URL")
        await self._plausible(found[1], activity["serviceUrl"])
        identity = await self._extractor.get_identity("Bearer", found[1], CHANNEL)
        identity = await ChannelValidation.validate_identity(identity, self._app)
        return passed(identity, CallerIdConstants.public_azure_channel)

    async def _plausible(self, token: str, service_url: str) -> None:
        """Refuse what no signature could save, so that it does not cost us a look at the issuer's keys.

        The signature, which is checked afterwards, covers these very claims.
        """
        header = jwt.get_unverified_header(token)
        if header.get("alg") != "RS256" or not isinstance(header.get("kid"), str):
            raise Refused("not signed as Microsoft signs")
        claims = jwt.decode(token, options={"verify_signature": False})
        if claims.get("iss") != ISSUER or not await self._app.is_valid_appid(claims.get("aud")):
            raise Refused("not issued by the Bot Framework for this app")
        if type(claims.get("exp")) not in (int, float):
            raise Refused("good forever")
        if claims.get(ChannelValidation.SERVICE_URL_CLAIM) != service_url:
            raise Refused("issued for another service URL")
        if SkillValidation.is_skill_claim(claims):
            raise Refused("sent by another bot")


def passed(identity: ClaimsIdentity, caller: str | None) -> AuthenticateRequestResult:
    """Return the result for an identity, still without a way to answer."""
    result = AuthenticateRequestResult()
    result.claims_identity = identity
    result.audience = AuthenticationConstants.TO_CHANNEL_FROM_BOT_OAUTH_SCOPE
    result.caller_id = caller
    return result


class _App(CredentialProvider):  # type: ignore[misc, unused-ignore]
    """Tells botbuilder which app we are; never that anybody may come in."""

    def __init__(self, app_id: str) -> None:
        super().__init__()
        self._app_id = app_id.lower()

    async def is_valid_appid(self, app_id: Any) -> bool:
        return isinstance(app_id, str) and app_id.lower() == self._app_id != ""

    async def get_app_password(self, app_id: str) -> str | None:
        return None

    async def is_authentication_disabled(self) -> bool:
        return False
