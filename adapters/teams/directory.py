"""The people of a tenant, as far as Peerloop sees them: who is in the teams it is in."""

import asyncio

import structlog

from adapters.teams import errors, ids
from adapters.teams.references import Reference, References
from adapters.teams.sending import person
from adapters.teams.transport.model import Address, Json, Transport, Trouble
from facilitation.talk.incoming import Profile, Roster

log = structlog.get_logger(__name__)

WAITS = 5
"""How often in a row Teams may ask us to wait, or not answer, before a team is given up for today."""
LONGEST = 60.0
"""Seconds: the longest we wait for one answer."""


async def read(transport: Transport, references: References, workspace: str) -> Roster:
    """Return everyone in the teams that Peerloop is in, and remember how to write to them.

    Guests, bots and people of other tenants are left out. A team that cannot be read is left for the next time.
    """
    profiles: dict[str, Profile] = {}
    for team in await asyncio.to_thread(references.teams, workspace):
        try:
            accounts = await _members(transport, team)
        except Trouble as trouble:
            log.warning("a team was not read", team=team.id, error=trouble.code)
            continue
        found = [(account, who) for account in accounts if (who := person(account, team))]
        await asyncio.to_thread(references.save_all, [who for _, who in found])
        profiles |= {who.id: profile(account, who) for account, who in found}
    return Roster(
        workspace=workspace,
        platform="teams",
        name="",
        zone="",
        profiles=tuple(profiles.values()),
        whole=False,
    )


def profile(account: Json, who: Reference) -> Profile:
    """Return what a roster says of a person; their handle is what stands before the @ of their address."""
    email = account.get("email")
    return Profile(
        member=who.id,
        name=who.name or ids.own(who.id),
        handle=who.address.partition("@")[0],
        email=email.strip() if isinstance(email, str) else "",
    )


async def _members(transport: Transport, team: Reference) -> list[Json]:
    at = Address(team.service_url, team.conversation, ids.tenant(team.workspace), team.bot)
    for tried in range(WAITS):
        try:
            return await transport.members(at)
        except Trouble as trouble:
            if errors.meaning(trouble).kind not in ("later", "unsure") or tried == WAITS - 1:
                raise
            asked = trouble.retry_after
            await asyncio.sleep(min(LONGEST, 2.0**tried if asked is None else asked))
    raise AssertionError("unreachable")
